"""One scalar of a submission: from text to the value that its field means.

YAML's own guesses are never used: the schema says what the field is. So `00012` stays a code, `010` is ten
households, `30/06/2024` is a day, and `1.500.000` is a million and a half.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from qcdc_rules.logic.parts import parse_part
from qcdc_rules.logic.values import Gap, Still, Timed
from qcdc_rules.model.submission import Value
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Scalar, Words
from qcdc_rules.source.suggest import closest

LARGEST = 10**15
"""Numbers above this are typing mistakes, and would cost time to compute with."""

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}))?\Z", re.ASCII)
_LOCAL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{2}):(\d{2}))?\Z", re.ASCII)
_DIGITS = re.compile(r"\d{1,18}\Z", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){1,5}\Z", re.ASCII)
_DECIMAL = re.compile(r"\d{1,15}(?:\.\d{1,15})?\Z", re.ASCII)
_DECIMAL_TEXT = re.compile(r"\d{1,15}(?:,\d{1,15})?%?\Z", re.ASCII)
_JSON_NUMBER = re.compile(r"(-?)(\d{1,18})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,4}))?\Z", re.ASCII)
_WHOLE_NAMES = {"có": True, "không": False}


class Fault(NamedTuple):
    """Why a scalar could not be read: a stable code and what to tell the writer."""

    code: str
    words: Words


Reading = Value | Fault


def read_scalar(node: Scalar, field: Field) -> Reading:
    """The value of a scalar field; `none` and `unknown` where the field admits them."""
    if field.kind not in ("id", "ref") and not field.plain and field.name != "schema":
        if (
            node.text == "none"
            and node.form != "number"
            and field.kind not in ("integer", "decimal", "boolean")
        ):
            return Gap.NONE
        if node.text == "unknown" and node.form != "number":
            return Gap.MISSING
    return _READERS[field.kind](node, field)


def _is_text(node: Scalar) -> bool:
    return node.form in ("plain", "quoted", "block", "string")


def _text(node: Scalar, field: Field) -> Reading:
    if not _is_text(node):
        return _wrong_type(
            node, field, "một chuỗi chữ (đặt trong dấu ngoặc kép)", "a text (in double quotes)"
        )
    return node.text


def _id(node: Scalar, field: Field) -> Reading:
    if not _is_text(node):
        return _wrong_type(node, field, "một mã", "an id")
    if not node.text or len(node.text) > 64 or re.search(r"[\s/\[\]]", node.text):
        return Fault(
            "bad-id",
            Words(
                f"Mã “{_cut(node.text)}” không dùng được: mã dài 1–64 ký tự, không có khoảng trắng và các"
                " dấu / [ ].",
                f"The id “{_cut(node.text)}” cannot be used: 1 to 64 characters, without blanks and / [ ].",
            ),
        )
    return node.text


def _date(node: Scalar, field: Field) -> Reading:
    if _is_text(node):
        if found := _ISO.match(node.text):
            year, month, day, hour, minute = found.groups()
            return _day(node, int(year), int(month), int(day), hour, minute)
        if found := _LOCAL.match(node.text):
            day, month, year, hour, minute = found.groups()
            return _day(node, int(year), int(month), int(day), hour, minute)
        if node.text == "still_up" and "still_up" in field.pattern:
            return Still.UP
    return Fault(
        "not-a-date",
        Words(
            f"“{_cut(node.text)}” không phải là một ngày; hãy viết năm-tháng-ngày, ví dụ 2024-06-30"
            " (hoặc 30/06/2024).",
            f"“{_cut(node.text)}” is not a day; write year-month-day, for example 2024-06-30.",
        ),
    )


def _day(node: Scalar, year: int, month: int, day: int, hour: str | None, minute: str | None) -> Reading:
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
        if number is not None and 0 <= number <= LARGEST:
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
    elif node.form == "plain" and _DECIMAL.match(node.text):
        return Fraction(node.text)
    if _is_text(node) and _DECIMAL_TEXT.match(node.text):
        return Fraction(node.text.rstrip("%").replace(",", "."))
    return Fault(
        "not-a-number",
        Words(
            f"“{_cut(node.text)}” không phải là số từ 0 trở lên; ví dụ 16,36 hoặc 51%.",
            f"“{_cut(node.text)}” is not a number from 0 up; for example 16,36 or 51%.",
        ),
    )


def _json_number(text: str) -> Fraction | None:
    found = _JSON_NUMBER.match(text)
    if found is None or (found[4] is not None and abs(int(found[4])) > 30):
        return None
    return Fraction(text)


def _boolean(node: Scalar, field: Field) -> Reading:
    if node.form in ("plain", "true", "false") and node.text in ("true", "false"):
        return node.text == "true"
    if _is_text(node) and node.text in _WHOLE_NAMES:
        return _WHOLE_NAMES[node.text]
    return Fault(
        "not-a-truth",
        Words(
            f"“{_cut(node.text)}” không phải là câu trả lời có hay không; hãy viết true (có), false (không)"
            " hoặc"
            " unknown (chưa biết).",
            f"“{_cut(node.text)}” is not a yes or no; write true, false or unknown.",
        ),
    )


def _code(node: Scalar, field: Field) -> Reading:
    if _is_text(node) and node.text in field.codes:
        return node.text
    near = closest(node.text, field.codes)
    hint_vi = f" Có phải là “{near}” ({field.codes[near].vi})?" if near else _allowed(field, "vi")
    hint_en = f" Did you mean “{near}” ({field.codes[near].en})?" if near else _allowed(field, "en")
    return Fault(
        "unknown-code",
        Words(
            f"“{_cut(node.text)}” không phải là giá trị được dùng cho “{field.label.vi}”.{hint_vi}",
            f"“{_cut(node.text)}” is not a value of “{field.label.en}”.{hint_en}",
        ),
    )


def _allowed(field: Field, lang: str) -> str:
    if len(field.codes) > 12:
        return ""
    listed = ", ".join(f"{code} ({words.say(lang)})" for code, words in field.codes.items())
    return f" Hãy dùng một trong: {listed}." if lang == "vi" else f" Use one of: {listed}."


def _part(node: Scalar, field: Field) -> Reading:
    if _is_text(node) or (node.form == "number" and _DIGITS.match(node.text)):
        part = parse_part(node.text)
        if part is not None:
            return part
    return Fault(
        "not-a-calendar-part",
        Words(
            f"“{_cut(node.text)}” không phải là một kỳ; hãy viết 2024 (năm), 2024-H1 (06 tháng), 2024-Q3"
            " (quý),"
            " 2024-M05 (tháng) hoặc 2024-W07 (tuần).",
            f"“{_cut(node.text)}” is not a calendar part; write 2024, 2024-H1, 2024-Q3, 2024-M05 or"
            " 2024-W07.",
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
