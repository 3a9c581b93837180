"""The fixed sentences of `qcdc form next`."""

from __future__ import annotations

from qcdc_rules.source import Words

WORDS = {
    "missing": Words(
        "Còn thiếu {fields} trường; {results} kết quả đang chờ. Thêm các dòng dưới đây vào tệp, từ trên xuống, rồi thay"
        " giá trị ví dụ (dấu … là chỗ phải điền). Sau dấu # là chú thích, không cần chép.",
        "{fields} fields are missing; {results} results wait. Add the lines below to the file, from the top, and replace"
        " the examples (… is to be filled in). What stands after # is a note.",
    ),
    "nothing": Words("Không còn thiếu số liệu nào.", "No fact is missing."),
    "top": Words("Các phần chưa khai:", "Sections not stated yet:"),
    "inside": Words("Thêm vào {holder} – {label} (dòng {lines}):", "Add to {holder} – {label} (line {lines}):"),
    "line": Words("bỏ dấu # ở dòng {line}", "take the # from line {line}"),
    "lines": Words(
        "bỏ dấu # ở những dòng cần khai trong các dòng {first}–{last}",
        "take the # from the lines that apply, of lines {first}–{last}",
    ),
    "waits": Words("{n} quy tắc chờ", "{n} rules wait"),
    "none": Words("không có thì viết {value}", "if there is none, write {value}"),
    "arisen": Words(
        "{n} nội dung chưa rõ kỳ này có phát sinh hay không", "{n} subjects of which it is not known whether they arose"
    ),
    "how_arisen": Words(
        "Nội dung có phát sinh: thêm một mục vào danh sách. Không phát sinh: ghi mã vào did_not_arise, viết cả phần này"
        " như sau:",
        "What did arise: add an item. What did not: name it under did_not_arise, and write the section like this:",
    ),
    "as_before": Words("(các mục đã khai, lùi vào như thế này)", "(the items stated already, indented like this)"),
    "wrong": Words("đã ghi nhưng chưa đúng: sửa dòng {lines}", "written, but wrong: put line {lines} right"),
    "dots": Words(
        "Còn dấu … chưa thay bằng giá trị thật ở dòng {lines}.", "There is still a … to replace in line {lines}."
    ),
    "breaches": Words(
        "Theo số liệu đã khai, {n} kết quả là vi phạm: xem bằng qcdc-check {file}. Danh sách nào chưa khai xong thì viết"
        " dạng {{partial: true, items: […]}}, để phần chưa ghi không bị coi là không có.",
        "By what is stated, {n} results are breaches: see qcdc-check {file}. Write a list that is not finished as"
        " {{partial: true, items: […]}}, so that what is not written yet does not count as absent.",
    ),
}
