"""One scalar of a submission: from text to the value that its field means.

YAML's own guesses are never used: the schema says what the field is. So `00012` stays a code, `010` is ten
households, `30/06/2024` is a day, and `1.500.000` is a million and a half.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from qcdc_rules.frozen import frozen
from qcdc_rules.loading.labelled import allowed_words
from qcdc_rules.logic.parts import parse_part
from qcdc_rules.logic.values import Gap, Still, Timed
from qcdc_rules.model.submission import Value
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Scalar, Words
from qcdc_rules.source.suggest import closest

LARGEST = 10**15
"""Numbers above this are typing mistakes, and would cost time to compute with."""

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""A day outside these years is a typing mistake, and counting from it could leave the calendar."""

LONGEST_ID = 64
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: (\d{1,2}):(\d{2}))?\Z", re.ASCII)
_PLAIN_DAY = re.compile(r"(?:19|2\d)\d\d-\d\d-\d\d\Z", re.ASCII)
_LOCAL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d{2}))?\Z", re.ASCII)
_DIGITS = re.compile(r"\d{1,18}\Z", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}\Z", re.ASCII)
_DECIMAL = re.compile(r"\d{1,15}(?:\.\d{1,15})?\Z", re.ASCII)
_DECIMAL_TEXT = re.compile(r"\d{1,15}(?:,\d{1,15})?%?\Z", re.ASCII)
_JSON_NUMBER = re.compile(r"(-?)(\d{1,18})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,4}))?\Z", re.ASCII)
_YES_OR_NO = re.compile("([Cc][Óó])|[Kk][Hh][Ôô][Nn][Gg]")


@frozen
class Fault:
    """Why a scalar could not be read: a stable code and what to tell the writer."""

    code: str
    words: Words


Reading = Value | Fault


def read_scalar(node: Scalar, field: Field, suggest: bool = True) -> Reading:
    """The value of a scalar field; `none` and `unknown` where the field admits them. Without `suggest`, the word
    that was meant instead of an unknown code is not sought."""
    if field.kind != "id" and not field.plain and field.name != "schema":
        if node.text == "none" and node.form != "number" and field.kind not in ("integer", "decimal", "boolean"):
            return Gap.NONE
        if node.text == "unknown" and node.form != "number":
            return Gap.MISSING
    if not suggest and field.kind in ("code", "slug") and node.text not in field.codes:
        return _not_a_code(node, field, "", "")
    return _READERS[field.kind](node, field)


def ambiguous_label(node: Scalar, codes: tuple[str, ...]) -> Fault:
    """The fault of a label that several codes of the list bear."""
    listed = ", ".join(codes)
    return Fault(
        "unknown-code",
        Words(
            f"“{_cut(node.text)}” là tên của nhiều mã: {listed}; hãy viết mã.",
            f"“{_cut(node.text)}” is the label of several codes: {listed}; write the code.",
        ),
    )


def _is_text(node: Scalar) -> bool:
    return node.form in ("plain", "quoted", "block", "string")


def _text(node: Scalar, field: Field) -> Reading:
    if not _is_text(node):
        return _wrong_type(node, field, "một chuỗi chữ (đặt trong dấu ngoặc kép)", "a text (in double quotes)")
    if field.pattern and re.search(field.pattern, node.text) is None:
        return Fault(
            "wrong-text",
            Words(
                f"“{_cut(node.text)}” không dùng được cho “{field.label.vi}”; ở đây phải có chữ, và không dùng"
                " none hay unknown.",
                f"“{_cut(node.text)}” cannot stand for “{field.label.en}”; a text belongs here, not none or unknown.",
            ),
        )
    return node.text


def _id(node: Scalar, field: Field) -> Reading:
    if not _is_text(node):
        return _wrong_type(node, field, "một mã", "an id")
    reserved = node.text in ("none", "unknown")
    if reserved or not node.text or len(node.text) > LONGEST_ID or re.search(r"[\s/\[\]]", node.text):
        return Fault(
            "bad-id",
            Words(
                f"Mã “{_cut(node.text)}” không dùng được: mã dài 1–64 ký tự, không có khoảng trắng và các"
                " dấu / [ ], không phải none hay unknown.",
                f"The id “{_cut(node.text)}” cannot be used: 1 to 64 characters, without blanks and / [ ], not"
                " none or unknown.",
            ),
        )
    return node.text


def _date(node: Scalar, field: Field) -> Reading:
    if node.form == "plain" and _PLAIN_DAY.match(node.text):  # how nearly every day is written
        try:
            return date.fromisoformat(node.text)
        except ValueError:
            pass  # the calendar lacks it: said below
    if _is_text(node):
        written = _written_day(node.text)
        if written is not None and (written[3] is None or _admits_hours(field)):
            return _day(node, *written)
        if node.text == "still_up" and "still_up" in field.pattern:
            return Still.UP
    return Fault(
        "not-a-date",
        Words(
            f"“{_cut(node.text)}” không phải là một ngày; hãy viết năm-tháng-ngày, ví dụ 2024-06-30 (hoặc 30/06/2024).",
            f"“{_cut(node.text)}” is not a day; write year-month-day, for example 2024-06-30.",
        ),
    )


def _admits_hours(field: Field) -> bool:
    return not field.plain or "[0-5][0-9]" in field.pattern


def _written_day(text: str) -> tuple[int, int, int, str | None, str | None] | None:
    """Year, month, day, hour and minute as written, in either order."""
    if found := _ISO.match(text):
        year, month, day, hour, minute = found.groups()
    elif found := _LOCAL.match(text):
        day, month, year, hour, minute = found.groups()
    else:
        return None
    return int(year), int(month), int(day), hour, minute


def calendar_day(text: str) -> date | None:
    """The day that a text without hours names, if the calendar has it."""
    written = _written_day(text)
    if written is None or written[3] is not None or not FIRST_YEAR <= written[0] <= LAST_YEAR:
        return None
    try:
        return date(*written[:3])
    except ValueError:
        return None


def _day(node: Scalar, year: int, month: int, day: int, hour: str | None, minute: str | None) -> Reading:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Fault(
            "no-such-day",
            Words(
                f"Năm {year:04} không dùng được; hãy kiểm tra lại ngày “{node.text}”.",
                f"The year {year:04} cannot be meant; check the day “{node.text}”.",
            ),
        )
    try:
        if hour is None or minute is None:
            return date(year, month, day)
        if int(hour) < 24 and int(minute) < 60:
            return Timed(year, month, day, int(hour) * 60 + int(minute))
    except ValueError:
        pass  # no such day in the calendar: told below, in the writer's words
    return Fault(
        "no-such-day",
        Words(f"Không có ngày “{node.text}” trong lịch.", f"There is no day “{node.text}” in the calendar."),
    )


def _integer(node: Scalar, field: Field) -> Reading:
    if node.form == "number":
        number = _json_number(node.text)
        if number is not None and number.denominator == 1 and 0 <= number <= LARGEST:
            return int(number)
    elif node.form == "plain" and _DIGITS.match(node.text):
        number_ = int(node.text)
        if number_ <= LARGEST:
            return number_
    elif _is_text(node) and _GROUPED.match(node.text) and node.text[0] != "0":
        grouped = int(node.text.replace(".", ""))
        if grouped <= LARGEST:
            return grouped
    unit_vi = f" ({field.unit.vi})" if field.unit else ""
    unit_en = f" ({field.unit.en})" if field.unit else ""
    return Fault(
        "not-an-integer",
        Words(
            f"“{_cut(node.text)}” không phải là số nguyên từ 0 trở lên{unit_vi}; hãy viết chỉ chữ số, ví dụ"
            " 312"
            " hoặc 1.500.000; chưa biết thì viết unknown.",
            f"“{_cut(node.text)}” is not a whole number from 0 up{unit_en}; write digits only, for example"
            " 312;"
            " if it is not known, write unknown.",
        ),
    )


def _decimal(node: Scalar, field: Field) -> Reading:
    if node.form == "number":
        number = _json_number(node.text)
        if number is not None and 0 <= number <= _largest(field):
            return number
    elif node.form == "plain" and _GROUPED.match(node.text):
        return Fault(
            "ambiguous-number",
            Words(
                f"“{node.text}” có thể là hai số khác nhau; phần lẻ viết sau dấu phẩy (12,5), phần nghìn"
                " viết liền"
                " (1500).",
                f"“{node.text}” can mean two numbers; write a fraction after a comma (12,5) and thousands"
                " without"
                " a dot (1500).",
            ),
        )
    elif _is_text(node) and (_DECIMAL_TEXT.match(node.text) or (node.form == "plain" and _DECIMAL.match(node.text))):
        written = Fraction(node.text.rstrip("%").replace(",", "."))
        if written <= _largest(field):
            return written
    if field.maximum is not None and field.maximum < LARGEST:
        return Fault(
            "not-a-number",
            Words(
                f"“{_cut(node.text)}” không phải là số từ 0 đến {field.maximum}; ví dụ 16,36 hoặc 51%.",
                f"“{_cut(node.text)}” is not a number from 0 to {field.maximum}; for example 16,36 or 51%.",
            ),
        )
    return Fault(
        "not-a-number",
        Words(
            f"“{_cut(node.text)}” không phải là số từ 0 trở lên; ví dụ 16,36 hoặc 51%.",
            f"“{_cut(node.text)}” is not a number from 0 up; for example 16,36 or 51%.",
        ),
    )


def _largest(field: Field) -> int:
    return LARGEST if field.maximum is None else min(LARGEST, field.maximum)


def _json_number(text: str) -> Fraction | None:
    found = _JSON_NUMBER.match(text)
    if found is None or (found[4] is not None and abs(int(found[4])) > 30):
        return None
    return Fraction(text)


def _boolean(node: Scalar, field: Field) -> Reading:
    if node.form in ("plain", "true", "false") and node.text in ("true", "false"):
        return node.text == "true"
    if _is_text(node) and (said := _YES_OR_NO.fullmatch(node.text)):
        return said[1] is not None
    return Fault(
        "not-a-truth",
        Words(
            f"“{_cut(node.text)}” không phải là câu trả lời có hay không; hãy viết có hoặc không (true, false cũng"
            " được); chưa biết thì viết unknown.",
            f"“{_cut(node.text)}” is not a yes or no; write true or false (có, không); if it is not known, unknown.",
        ),
    )


def _code(node: Scalar, field: Field) -> Reading:
    if _is_text(node) and node.text in field.codes:
        return node.text
    near = closest(node.text, field.codes)
    hint_vi = f" Có phải là “{near}” ({field.codes[near].vi})?" if near else ""
    hint_en = f" Did you mean “{near}” ({field.codes[near].en})?" if near else ""
    more = allowed_words(node.text, field, near)
    return _not_a_code(node, field, hint_vi + more.vi, hint_en + more.en)


def _not_a_code(node: Scalar, field: Field, hint_vi: str, hint_en: str) -> Fault:
    return Fault(
        "unknown-code",
        Words(
            f"“{_cut(node.text)}” không phải là giá trị được dùng cho “{field.label.vi}”.{hint_vi}",
            f"“{_cut(node.text)}” is not a value of “{field.label.en}”.{hint_en}",
        ),
    )


def _part(node: Scalar, field: Field) -> Reading:
    text = node.text
    if node.form == "number" and (number := _json_number(text)) is not None and number.denominator == 1:
        text = str(number)
    if _is_text(node) or node.form == "number":
        part = parse_part(text)
        if part is not None and (part.first is None or FIRST_YEAR <= int(text[:4]) <= LAST_YEAR):
            if not field.pattern or re.search(field.pattern, text):
                return part
            return Fault(
                "wrong-calendar-part",
                Words(
                    f"“{_cut(text)}” không dùng được ở đây; hãy ghi từng tuần, ví dụ 2024-W07 (tuần thứ 7 của năm 2024).",
                    f"“{_cut(text)}” cannot stand here; write each week, for example 2024-W07.",
                ),
            )
    return Fault(
        "not-a-calendar-part",
        Words(
            f"“{_cut(node.text)}” không phải là một kỳ; hãy viết 2024 (năm), 2024-H1 (06 tháng), 2024-Q3"
            " (quý),"
            " 2024-M05 (tháng) hoặc 2024-W07 (tuần).",
            f"“{_cut(node.text)}” is not a calendar part; write 2024, 2024-H1, 2024-Q3, 2024-M05 or 2024-W07.",
        ),
    )


def _schema(node: Scalar, field: Field) -> Reading:
    return node.text


def _wrong_type(node: Scalar, field: Field, vi: str, en: str) -> Fault:
    return Fault(
        "wrong-type",
        Words(
            f"“{field.label.vi}” phải là {vi}, không phải “{_cut(node.text)}”.",
            f"“{field.label.en}” must be {en}, not “{_cut(node.text)}”.",
        ),
    )


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


_READERS = {
    "text": _text,
    "id": _id,
    "ref": _id,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "code": _code,
    "slug": _code,
    "part": _part,
}
