"""What the YAML reader says: one sentence for each trouble, by its code (and a variant, after a slash)."""

from __future__ import annotations

from qcdc_rules.source.words import Words

YAML_WORDS: dict[str, Words] = {
    "yaml-colon-in-text": Words(
        "Trong giá trị có dấu hai chấm nên không đọc được. Hãy đặt cả giá trị trong ngoặc kép: {fix}",
        "The value holds a colon, so it cannot be read. Put the whole value in quotes: {fix}",
    ),
    "yaml-complex-key": Words(
        "Tên trường phải là một từ đơn giản, không phải danh sách, bảng, dấu ? hay dấu *. Hãy viết: tên: giá trị.",
        "A field's name must be a plain word, not a list, a table, ? or *. Write: name: value.",
    ),
    "yaml-cycle": Words(
        "Dấu *{found} dùng lại chính phần đang chứa nó (vòng lặp). Hãy viết thẳng giá trị ra.",
        "*{found} refers to the very part that holds it (a cycle). Write the value out.",
    ),
    "yaml-directive": Words(
        "Dòng bắt đầu bằng % ở đầu tệp là chỉ thị của YAML, không dùng ở đây. Hãy xóa dòng này.",
        "A line that starts with % at the head of the file is a YAML directive, not used here. Delete it.",
    ),
    "yaml-duplicate-anchor": Words(
        "Tên &{found} đã đặt ở dòng {line}. Hãy đặt tên khác.",
        "The anchor &{found} already stands in line {line}. Choose another name.",
    ),
    "yaml-duplicate-key": Words(
        "Trường “{found}” đã có ở dòng {line}. Giá trị ở dòng {line} được giữ; hãy xóa một trong hai.",
        "The field “{found}” already stands in line {line}. That value is kept; delete one of the two.",
    ),
    "yaml-empty-key": Words(
        "Trước dấu hai chấm không có tên trường. Hãy viết: tên: giá trị.",
        "There is no field name before the colon. Write: name: value.",
    ),
    "yaml-escape": Words(
        "Trong ngoặc kép, dấu \\ bắt đầu một mã đặc biệt và mã ở đây không hợp lệ. Hãy viết \\\\ thay cho "
        "\\, hoặc dùng ngoặc đơn: 'C:\\BaoCao'.",
        "In double quotes \\ begins a special code, and the one here is not valid. Write \\\\ for \\, or "
        "use single quotes: 'C:\\Report'.",
    ),
    "yaml-extra-comma": Words(
        "Thừa dấu phẩy: không có giá trị nào ở chỗ này. Hãy xóa dấu phẩy thừa, hoặc đặt cả giá trị trong ngoặc kép.",
        "There is a comma too many: no value stands here. Delete it, or put the whole value in quotes.",
    ),
    "yaml-indentation": Words(
        "Dòng này thụt vào {found} khoảng trắng, không khớp với các dòng trên; các trường cùng cấp bắt đầu "
        "từ dòng {line} thụt vào {wanted}. Hãy thụt cho thẳng hàng.",
        "This line is indented by {found} spaces, which matches no line above; its neighbours, from line "
        "{line} on, are indented by {wanted}. Align it.",
    ),
    "yaml-indentation/deeper": Words(
        "Dòng này thụt sâu hơn dòng {line}, nhưng dòng {line} đã có giá trị. Hãy thụt thẳng hàng với dòng "
        "{line}; nếu đây là phần tiếp của giá trị đó thì đặt cả giá trị trong ngoặc kép.",
        "This line is indented deeper than line {line}, which already has a value. Align it with line "
        "{line}; if it continues that value, put the whole value in quotes.",
    ),
    "yaml-indentation/dash": Words(
        "Dòng này bắt đầu bằng “- ” (mục của danh sách), nhưng các dòng cùng cấp từ dòng {line} là “tên: "
        "giá trị”. Hãy viết “tên:” ở dòng trên rồi thụt danh sách vào dưới tên đó.",
        "This line starts with “- ” (an item of a list), but its neighbours from line {line} on are “name: "
        "value”. Write “name:” above it and indent the list below that name.",
    ),
    "yaml-indentation/list": Words(
        "Ở đây đang là danh sách (từ dòng {line}, thụt {wanted} khoảng trắng): mỗi mục phải bắt đầu bằng "
        "“- ” và thẳng hàng. Dòng này thụt {found} khoảng trắng.",
        "This is inside a list (from line {line}, indented by {wanted} spaces): each item must start with "
        "“- ” and be aligned. This line is indented by {found} spaces.",
    ),
    "yaml-key-too-long": Words(
        "Phần trước dấu hai chấm quá dài hoặc trải nhiều dòng, không thể là tên trường. Nếu là văn bản, "
        "hãy đặt cả giá trị trong ngoặc kép.",
        "What stands before the colon is too long, or spans lines, and cannot be a field's name. If it is "
        "text, put the whole value in quotes.",
    ),
    "yaml-line-break": Words(
        "Có ký tự xuống dòng lạ (U+{found}), thường do dán từ Word. Hãy xóa ký tự này rồi bấm Enter.",
        "There is an odd line break (U+{found}), often pasted from Word. Delete it and press Enter.",
    ),
    "yaml-list-inline": Words(
        "Danh sách không viết cùng dòng với tên trường. Hãy xuống dòng rồi mới viết “- ”; nếu dấu - là "
        "phần của giá trị thì đặt giá trị trong ngoặc kép.",
        "A list cannot start on the line of its name. Start “- ” on a new line; if the dash belongs to the "
        "value, put the value in quotes.",
    ),
    "yaml-merge-key": Words(
        "Không dùng “<<” để gộp bảng. Hãy viết thẳng các trường ra.",
        "Merging with “<<” is not used here. Write the fields out.",
    ),
    "yaml-missing-colon": Words(
        "Dòng này thiếu dấu hai chấm sau tên trường. Hãy viết: {fix}",
        "This line lacks a colon after the field's name. Write: {fix}",
    ),
    "yaml-missing-space": Words(
        "Thiếu khoảng trắng sau dấu “{found}”. Hãy viết: {fix}",
        "A space is missing after “{found}”. Write: {fix}",
    ),
    "yaml-odd-space": Words(
        "Có khoảng trắng lạ hoặc ký tự không nhìn thấy (U+{found}), thường do dán từ Word, Zalo hay trang "
        "web. Hãy xóa rồi gõ lại bằng phím cách.",
        "There is an odd space or invisible character (U+{found}), often pasted from Word, a chat or a web "
        "page. Delete it and type an ordinary space.",
    ),
    "yaml-several-documents": Words(
        "Tệp chứa nhiều tài liệu YAML (ngăn bằng --- hoặc ...). Mỗi tệp chỉ một tài liệu: hãy tách tệp, "
        "hoặc xóa dòng này.",
        "The file holds several YAML documents (parted by --- or ...). One file, one document: split it, "
        "or delete this line.",
    ),
    "yaml-special-start": Words(
        "Giá trị không được bắt đầu bằng “{found}”. Hãy đặt cả giá trị trong ngoặc kép: {fix}",
        "A value cannot start with “{found}”. Put the whole value in quotes: {fix}",
    ),
    "yaml-syntax": Words(
        "Không đọc được dòng này. Hãy kiểm tra: mỗi dòng có dạng “tên: giá trị”, thụt đầu dòng thẳng hàng, "
        "ngoặc mở thì phải đóng.",
        "This line cannot be read. Check that each line has the form “name: value”, that lines are "
        "aligned, and that quotes and brackets are closed.",
    ),
    "yaml-tab": Words(
        "Đầu dòng có ký tự tab. Hãy thay mỗi tab bằng 2 khoảng trắng.",
        "There is a tab at the start of the line. Replace each tab by 2 spaces.",
    ),
    "yaml-tag": Words(
        "Không dùng dấu ! ở đầu giá trị (thẻ của YAML). Hãy xóa, hoặc đặt cả giá trị trong ngoặc kép.",
        "A value must not start with ! (a YAML tag). Delete it, or put the whole value in quotes.",
    ),
    "yaml-text-after-value": Words(
        "Sau dấu {found} đóng vẫn còn chữ. Hãy đặt cả giá trị trong một cặp ngoặc: {fix}",
        "There is more text after the closing {found}. Put the whole value in one pair of quotes: {fix}",
    ),
    "yaml-unclosed-bracket": Words(
        "Dấu {found} mở ở đây chưa được đóng bằng {closing}, hoặc thiếu dấu phẩy trước dòng {line}, cột "
        "{column}. Nếu {found} là phần của văn bản thì đặt cả giá trị trong ngoặc kép.",
        "The {found} opened here is not closed by {closing}, or a comma is missing before line {line}, "
        "column {column}. If {found} belongs to a text, put the whole value in quotes.",
    ),
    "yaml-unclosed-quote": Words(
        "Dấu ngoặc {found} mở ở đây chưa được đóng đúng chỗ. Hãy thêm {found} ở cuối giá trị.",
        "The quote {found} opened here is not closed where it should be. Add {found} at the end of the value.",
    ),
    "yaml-unknown-alias": Words(
        "Chưa có phần nào tên &{found} ở trên. Nếu dấu * là phần của văn bản thì đặt giá trị trong ngoặc kép.",
        "Nothing above is named &{found}. If the * belongs to a text, put the value in quotes.",
    ),
    "yaml-unreadable-character": Words(
        "Có ký tự không dùng được trong YAML (U+{found}). Hãy xóa ký tự này.",
        "There is a character that YAML does not allow (U+{found}). Delete it.",
    ),
}
