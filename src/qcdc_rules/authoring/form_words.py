"""The fixed words at the head of a form: how it is filled in, what may be written shortly, how it is checked."""

from __future__ import annotations

TOP = {
    "vi": (
        "## Mẫu khai thực hiện dân chủ ở cơ sở năm {year} – {kind} ({count} quy tắc có thể áp dụng trong năm).",
        "## Bỏ một dấu # ở đầu dòng rồi thay giá trị ví dụ. Chưa bỏ # là chưa khai. Không có thì viết none (danh sách: []).",
        "## Mỗi mục của danh sách bắt đầu bằng “- id: …”; chép cả mục để thêm, mã (id) do đơn vị tự đặt, không trùng nhau.",
        "## Cột bên phải: nhãn; giá trị được dùng (viết mã, hoặc nhãn tiếng Việt trong ngoặc); số quy tắc đọc trường đó",
        "##   (×n). Dòng ## là ghi chú, giữ nguyên.",
        "## Dòng “## tên: …” là ngoại lệ hiếm gặp: chỉ khai khi có, viết như một dòng “tên: giá trị”.",
        "## Kiểm tra: qcdc-check TỆP (xét mọi quy tắc của loại hình này, kể cả quy tắc rồi không áp dụng cho đơn vị);",
        "##   còn thiếu gì: qcdc form next TỆP.",
    ),
    "en": (
        "## Form on grassroots democracy, {year} – {kind} ({count} rules may apply).",
        "## Take one # from the start of a line and replace the example. With the # it is not stated. None: write none ([] for a list).",
        "## An item of a list starts with “- id: …”; copy the whole item to add one; ids are your own and differ.",
        "## On the right: label; values allowed; how many rules read the field (×n). Lines with ## are notes: leave them.",
        "## A line “## name: …” is a rare exception: state it only where there is one, as a line “name: value”.",
        "## Check: qcdc-check FILE (every rule of this type, also those that then do not apply); missing: qcdc form next FILE.",
    ),
}
ARISEN = {
    "vi": "## Nội dung năm nay không phát sinh: ghi mã vào did_not_arise, còn các mục thì đặt dưới items và lùi vào (ví dụ):",
    "en": "## Subjects that did not arise this year: name them under did_not_arise, and put the items under items, as here:",
}
COMPACT = {
    "vi": (
        ("slugs", "slugs: [mã 1, mã 2] – một mục cho nhiều nội dung (viết thay cho slug)"),
        ("villages", "villages: all – một mục cho mọi thôn (viết thay cho village); hoặc [TH1, TH2], {all_except: [TH3]}"),
        ("", "2024-11-01..2024-11-03 – ba ngày liên tiếp, trong danh sách các ngày"),
        ("", "last_on: still_up – vẫn còn niêm yết, đăng tải vào ngày báo cáo"),
        (
            "weeks_without_reception",
            "weeks_without_reception: [2024-W07] – tuần không tiếp công dân; mọi tuần không ghi là có tiếp ([]: tuần nào cũng có)",
        ),
    ),
    "en": (
        ("slugs", "slugs: [a, b] – one item for several subjects (instead of slug)"),
        ("villages", "villages: all – one item for every village (instead of village); or [TH1, TH2], {all_except: [TH3]}"),
        ("", "2024-11-01..2024-11-03 – three days, in a list of days"),
        ("", "last_on: still_up – still posted on the day of the report"),
        (
            "weeks_without_reception",
            "weeks_without_reception: [2024-W07] – weeks without a reception; every other week had one ([]: every week)",
        ),
    ),
}
SHORTLY = {"vi": "## Viết gọn:", "en": "## Short spellings:"}
