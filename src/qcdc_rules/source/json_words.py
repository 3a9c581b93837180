"""What the JSON reader says: one sentence for each trouble, by its code."""

from __future__ import annotations

from qcdc_rules.source.words import Words

JSON_WORDS: dict[str, Words] = {
    "json-after-end": Words(
        "Sau khi dữ liệu JSON đã kết thúc vẫn còn nội dung: {found}. Một tệp chỉ chứa một giá trị "
        "JSON: hãy xóa phần thừa.",
        "There is more after the end of the JSON data: {found}. A file holds one value: delete the rest.",
    ),
    "json-comment": Words(
        "JSON không có chú thích ({found}). Hãy xóa chú thích, hoặc dùng YAML (chú thích bắt đầu bằng #).",
        "JSON has no comments ({found}). Delete it, or use YAML (comments start with #).",
    ),
    "json-control-character": Words(
        "Trong chuỗi có ký tự điều khiển (mã {found}). Hãy xóa, hoặc viết \\t cho tab, \\n cho xuống dòng.",
        "A control character (code {found}) stands in a string. Delete it, or write \\t or \\n.",
    ),
    "json-duplicate-key": Words(
        "Trường “{found}” đã có ở dòng {line}. Giá trị ở dòng {line} được giữ; hãy xóa một trong hai.",
        "The field “{found}” already stands in line {line}. That value is kept; delete one of the two.",
    ),
    "json-escape": Words(
        'Dấu \\ trong chuỗi chỉ được theo sau bởi " \\ / b f n r t hoặc u và 4 chữ số hệ 16, ở đây là '
        "{found}. Muốn viết dấu \\ thì viết \\\\.",
        'In a string \\ may be followed only by " \\ / b f n r t, or u and 4 hexadecimal digits; here it '
        "is {found}. To write a backslash, write \\\\.",
    ),
    "json-extra-comma": Words(
        "Thừa dấu phẩy: giữa hai dấu phẩy không có giá trị. Hãy xóa dấu phẩy thừa.",
        "There is a comma too many: no value stands before it. Delete it.",
    ),
    "json-literal": Words(
        "{found} không phải giá trị JSON. Hãy viết {right} (chữ thường, không ngoặc kép).",
        "{found} is not a JSON value. Write {right} (lower case, no quotes).",
    ),
    "json-lone-surrogate": Words(
        "Chuỗi có một nửa mã ký tự (\\uD800–\\uDFFF đứng một mình). Hãy viết thẳng ký tự, hoặc đủ cả hai nửa.",
        "The string has half of a character (a lone \\uD800–\\uDFFF). Write the character, or both halves.",
    ),
    "json-mismatch": Words(
        "Dấu {opened} mở ở dòng {line} lại được đóng bằng {found}. Hãy đóng bằng {closing}.",
        "The {opened} opened in line {line} is closed by {found}. Close it with {closing}.",
    ),
    "json-missing-colon": Words(
        'Sau tên trường cần dấu hai chấm, ở đây là {found}. Hãy viết: "ten_truong": giá trị.',
        'A colon must follow the field\'s name; here it is {found}. Write: "field_name": value.',
    ),
    "json-missing-comma": Words(
        "Thiếu dấu phẩy trước {found}. Hãy thêm dấu phẩy giữa hai mục trong {{ }} hoặc [ ].",
        "A comma is missing before {found}. Put one between two items in {{ }} or [ ].",
    ),
    "json-nan": Words(
        'JSON không có số {found}. Nếu chưa có số liệu, hãy viết "unknown" hoặc bỏ trường này.',
        'JSON has no number {found}. If there is no figure yet, write "unknown" or leave the field out.',
    ),
    "json-number": Words(
        "{found} không phải số JSON. Viết số không có 0 ở đầu, không có dấu + và không có dấu chấm phân "
        'nhóm (1500000); nếu là mã thì đặt trong ngoặc kép: "{bare}".',
        "{found} is not a JSON number. Write it without leading zeros, without + and without group "
        'separators (1500000); if it is a code, put it in quotes: "{bare}".',
    ),
    "json-odd-quote": Words(
        'Dấu {found} không phải ngoặc kép của JSON (thường do Word tự đổi). Hãy thay bằng dấu " thẳng.',
        '{found} is not a JSON quote (often changed by Word). Use the straight " instead.',
    ),
    "json-single-quote": Words(
        "JSON dùng ngoặc kép \", không dùng dấu nháy đơn '. Hãy thay ' bằng \".",
        "JSON uses double quotes \", not single quotes '. Replace ' by \".",
    ),
    "json-trailing-comma": Words(
        "Thừa dấu phẩy trước {found}. Hãy xóa dấu phẩy sau mục cuối cùng.",
        "There is a comma too many before {found}. Delete the comma after the last item.",
    ),
    "json-unclosed": Words(
        "Dấu {opened} mở ở đây chưa được đóng. Hãy thêm {closing} ở chỗ kết thúc.",
        "The {opened} opened here is not closed. Add {closing} where it ends.",
    ),
    "json-unclosed-string": Words(
        'Chuỗi mở ở đây chưa được đóng trên cùng dòng. Hãy thêm " ở cuối chuỗi; xuống dòng thì viết \\n.',
        'The string opened here is not closed on its line. Add " at its end; for a line break write \\n.',
    ),
    "json-unexpected": Words(
        "Không đọc được {found} ở đây; cần {wanted_vi}.",
        "{found} cannot be read here; {wanted_en} is needed.",
    ),
    "json-unquoted": Words(
        'Chữ phải đặt trong ngoặc kép. Hãy viết "{bare}".',
        'Text must stand in double quotes. Write "{bare}".',
    ),
}
