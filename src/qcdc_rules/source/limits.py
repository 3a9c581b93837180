"""How much one file may ask for, and what is said when it asks for more.

A lifelike report holds six thousand nodes at most ten deep; the limits leave room for a dozen times that, and
keep the reading of any file within a second or two and 300 MiB (measured in docs/fuzzing.md).
"""

from __future__ import annotations

from qcdc_rules.source.words import Words

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 80_000
MAX_ALIASES = 100
MAX_EXPANDED = 20_000
MAX_SHARED = 40_000
"""What the compact spellings of a submission may stand for beyond what is written: values of the records, ids, days."""
MAX_COMPARED = 60_000
"""Letters of an unknown word times the words compared with it, for all slips of a file; of further slips the word
that was meant is not sought."""

TOO_LARGE = Words(
    f"Tệp quá lớn: tối đa {MAX_BYTES} byte (2 MiB). Hãy tách thành nhiều tệp.",
    f"The file is too large: at most {MAX_BYTES} bytes (2 MiB). Split it into several files.",
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
TOO_MUCH_SHARED = Words(
    f"Cách viết gọn (all, slugs, từ ngày..đến ngày) ở đây và ở trên thay cho hơn {MAX_SHARED} giá trị; phần này không"
    " được đọc. Hãy tách thành nhiều tệp.",
    f"The compact spellings (all, slugs, day..day) here and above stand for more than {MAX_SHARED} values; this one is"
    " not read. Split the file.",
)
EMPTY = Words(
    "Tệp không có nội dung (trống, hoặc chỉ có chú thích). Hãy điền báo cáo vào tệp rồi kiểm tra lại.",
    "The file has no content (it is empty, or holds only comments). Fill it in, then check again.",
)
