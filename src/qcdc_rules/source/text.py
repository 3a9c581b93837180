"""Bytes to text: UTF-8 only, with a clear answer to everything else.

The text that leaves here has `\\n` line ends, is in NFC line by line (so that line numbers stay those of the
file), and holds no control characters.
"""

from __future__ import annotations

import re
import unicodedata

from qcdc_rules.source.limits import MAX_BYTES, TOO_LARGE
from qcdc_rules.source.nodes import Spot
from qcdc_rules.source.problems import Problem
from qcdc_rules.source.words import Words

_MOST_CONTROLS = 20
# Unicode's own bound for stream-safe text. Sorting longer runs of marks costs quadratic time.
_MOST_MARKS = 30

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONG_RUN = re.compile(f"[^\x00-\u02ff]{{{_MOST_MARKS + 1},}}")  # said by what it is not: compiled ten times as fast
_OTHER_FORMATS = (
    (b"PK\x03\x04", "Word, Excel (.docx, .xlsx) hoặc zip", "a Word, Excel (.docx, .xlsx) or zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word, Excel kiểu cũ (.doc, .xls)", "an old Word or Excel file"),
    (b"%PDF-", "PDF", "a PDF"),
    (b"{\\rtf", "RTF", "an RTF document"),
)

_NOT_TEXT = Words(
    "Đây là tệp {vi}, không phải tệp văn bản. Hãy nộp báo cáo ở dạng YAML hoặc JSON.",
    "This is {en}, not a text file. Hand the report in as YAML or JSON.",
)
_UTF16 = Words(
    "Tệp được lưu bằng bảng mã {name}. Hãy mở lại tệp, chọn Save As (Lưu thành), mục Encoding chọn UTF-8.",
    "The file is saved as {name}. Open it again, choose Save As, and choose the encoding UTF-8.",
)
_LEGACY = Words(
    "Tệp không phải UTF-8; có vẻ dùng bảng mã {name} (chữ ở chỗ này đọc ra là “{sample}”). Hãy dùng UniKey "
    "(Công cụ, Ctrl+Shift+F6) chuyển từ {name} sang Unicode, rồi lưu tệp với Encoding là UTF-8.",
    "The file is not UTF-8; it seems to be {name} (the text here reads “{sample}”). Convert it from {name} "
    "to Unicode with UniKey (Toolkit, Ctrl+Shift+F6), then save it with the encoding UTF-8.",
)
_UNKNOWN = Words(
    "Tệp không phải UTF-8: byte 0x{byte:02X} ở đây không đọc được. Hãy mở tệp bằng chương trình đã tạo ra "
    "nó, chọn Save As (Lưu thành), mục Encoding chọn UTF-8.",
    "The file is not UTF-8: the byte 0x{byte:02X} here cannot be read. Open it with the program that made "
    "it, choose Save As, and choose the encoding UTF-8.",
)
_NUL = Words(
    "Có byte NUL (0x00): tệp bị hỏng hoặc không phải tệp văn bản. Hãy xóa ký tự này hoặc lưu lại ở UTF-8.",
    "There is a NUL byte (0x00): the file is damaged or not text. Delete it, or save again as UTF-8.",
)
_CONTROLS = Words(
    "Có ký tự điều khiển không nhìn thấy (0x{byte:02X}), thường do dán từ Word hoặc PDF. Hãy xóa ký tự này.",
    "There is an invisible control character (0x{byte:02X}), often pasted from Word or a PDF. Delete it.",
)
_MARKS = Words(
    f"Có hơn {_MOST_MARKS} dấu kết hợp liền nhau; không chữ nào cần như vậy. Hãy xóa các dấu thừa.",
    f"There are more than {_MOST_MARKS} combining marks in a row; no script needs that. Delete them.",
)


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of `data`, or None and the problems that say why it cannot be read and what to do."""
    if len(data) > MAX_BYTES:
        spot = Spot(1, 1, 1, 1)
        return None, [Problem.located(file, spot, "too-large", TOO_LARGE)]
    refusal = _other_kind(data, file)
    if refusal is not None:
        return None, [refusal]
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return None, [_not_utf8(data, fault.start, file)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = _unwanted(text, file)
    if problems:
        return None, problems
    if not unicodedata.is_normalized("NFC", text):
        text = "\n".join(unicodedata.normalize("NFC", line) for line in text.split("\n"))
    return text, []


def in_nfc(text: str) -> str:
    """`text` in NFC; one with an absurd run of combining marks stays as it is, to bound the cost."""
    if text.isascii() or marks_at(text) >= 0:
        return text
    return unicodedata.normalize("NFC", text)


def marks_at(text: str) -> int:
    """Where a run of more combining marks than any script needs begins, or -1."""
    for stretch in _LONG_RUN.finditer(text):
        run = 0
        for offset, char in enumerate(stretch[0]):
            run = run + 1 if unicodedata.combining(char) else 0
            if run > _MOST_MARKS:
                return stretch.start() + offset - _MOST_MARKS
    return -1


def spot_at(text: str, index: int, length: int = 1) -> Spot:
    """The spot of `length` characters of one line, from `index` on."""
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    return Spot(line, column, line, column + length)


def _other_kind(data: bytes, file: str) -> Problem | None:
    """The problem of a file that is no text, or text in UTF-16 or UTF-32."""
    spot = Spot(1, 1, 1, 1)
    for start, vi, en in _OTHER_FORMATS:
        if data.startswith(start):
            return Problem.located(file, spot, "not-text", _NOT_TEXT.filled(vi=vi, en=en))
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return Problem.located(file, spot, "encoding-utf32", _UTF16.filled(name="UTF-32"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf16(data[:2048]):
        return Problem.located(file, spot, "encoding-utf16", _UTF16.filled(name="UTF-16 (Unicode)"))
    return None


def _looks_utf16(head: bytes) -> bool:
    """Whether every second byte is mostly zero, as in Latin text in UTF-16 without a byte order mark."""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return half >= 4 and max(even, odd) * 2 > half and min(even, odd) * 10 < half


def _not_utf8(data: bytes, index: int, file: str) -> Problem:
    """The problem of the first byte that is not UTF-8, with the old encoding that it seems to be."""
    before = data[:index].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    spot = spot_at(before + "?", len(before))
    # only a file that is not UTF-8 pays for knowing the old encodings (5 ms)
    from qcdc_rules.source.legacy import guess_encoding

    guess = guess_encoding(data)
    if guess is None:
        return Problem.located(file, spot, "encoding-unknown", _UNKNOWN.filled(byte=data[index]))
    return Problem.located(file, spot, guess.code, _LEGACY.filled(name=guess.name, sample=guess.sample))


def _unwanted(text: str, file: str) -> list[Problem]:
    """The problems of characters that no reader should meet."""
    problems: list[Problem] = []
    for found in _CONTROL.finditer(text):
        code, words = ("nul-byte", _NUL) if found[0] == "\x00" else ("control-character", _CONTROLS)
        spot = spot_at(text, found.start())
        problems.append(Problem.located(file, spot, code, words.filled(byte=ord(found[0]))))
        if len(problems) >= _MOST_CONTROLS:
            break
    index = marks_at(text)
    if index >= 0:
        spot = spot_at(text, index, _MOST_MARKS)
        problems.append(Problem.located(file, spot, "combining-run", _MARKS))
    return problems
