"""How much one file may ask for, and what is said when it asks for more.

A lifelike report holds some thousands of nodes at most ten deep; the limits leave room for a hundred times
that, and keep time and memory bounded whatever the file holds.
"""

from __future__ import annotations

from qcdc_rules.source.words import Words

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 500_000
MAX_ALIASES = 100
MAX_EXPANDED = 200_000

TOO_LARGE = Words(
    f"Tệp quá lớn: {{size}} byte, tối đa {MAX_BYTES} byte (8 MiB). Hãy tách thành nhiều tệp.",
    f"The file is too large: {{size}} bytes, at most {MAX_BYTES} (8 MiB). Split it into several files.",
)
TOO_DEEP = Words(
    f"Dữ liệu lồng nhau quá {MAX_DEPTH} tầng. Hãy viết phẳng hơn.",
    f"The data are nested more than {MAX_DEPTH} levels deep. Write them flatter.",
)
TOO_MANY_NODES = Words(
    f"Tệp có hơn {MAX_NODES} giá trị. Hãy tách thành nhiều tệp.",
    f"The file holds more than {MAX_NODES} values. Split it into several files.",
)
TOO_MANY_ALIASES = Words(
    f"Có hơn {MAX_ALIASES} chỗ dùng lại bằng dấu *. Hãy viết thẳng giá trị ra.",
    f"More than {MAX_ALIASES} aliases (*name) are used. Write the values out.",
)
TOO_MUCH_EXPANDED = Words(
    f"Các chỗ dùng lại bằng dấu * nở ra quá {MAX_EXPANDED} giá trị. Hãy viết thẳng giá trị ra.",
    f"The aliases (*name) expand to more than {MAX_EXPANDED} values. Write the values out.",
)
EMPTY = Words(
    "Tệp không có nội dung (trống, hoặc chỉ có chú thích). Hãy điền báo cáo vào tệp rồi kiểm tra lại.",
    "The file has no content (it is empty, or holds only comments). Fill it in, then check again.",
)
