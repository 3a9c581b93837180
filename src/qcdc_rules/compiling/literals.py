"""Literals: values written in a rule, read as the kind of fact that they stand beside."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from qcdc_rules.compiling.condition import Operand
from qcdc_rules.compiling.context import Context
from qcdc_rules.logic.parts import parse_part
from qcdc_rules.logic.quantity import UNITS, Quantity
from qcdc_rules.logic.share import Share, parse_fraction
from qcdc_rules.logic.values import Gap, Timed
from qcdc_rules.schemas.fields import NUMERIC, Field
from qcdc_rules.source import Words


def _typed(kind: str, vi: str, en: str) -> Field:
    return Field("", kind, Words(vi, en), Words(vi, en))


NUMBER = _typed("integer", "số", "number")


DAY = _typed("date", "ngày", "day")


QUANTITY = _typed("quantity", "khoảng thời gian", "length of time")


SHARE = _typed("share", "tỷ lệ", "share")


WORD = _typed("text", "giá trị", "value")


WORDS = Field("", "list", Words("danh sách", "list"), Words("danh sách", "list"), item=WORD)


class Literal(Operand):
    """A value written in the rule."""

    def __init__(self, value: object, declared: Field) -> None:
        self.value = value
        self.field = declared
        self.read = lambda env, item: value


def compile_literal(plain: object, context: Context, expected: Field) -> Operand | None:
    """A literal, read as the kind of fact that it stands beside."""
    kind = expected.kind
    if plain == "none" and kind not in NUMERIC:
        return Literal(Gap.NONE, expected)
    value = _literal_value(plain, kind)
    if value is None:
        context.fail(
            "wrong-literal",
            f"“{plain}” không hợp với “{expected.label.vi or kind}” ({KINDS_VI.get(kind, kind)}).",
            f"“{plain}” does not fit “{expected.label.en or kind}” ({kind}).",
        )
        return None
    if kind in ("code", "slug") and expected.codes and value not in expected.codes:
        context.unknown(
            "unknown-value",
            f"Giá trị của “{expected.label.vi}”:",
            f"value of “{expected.label.en}”:",
            str(value),
            expected.codes,
        )
        return None
    return Literal(value, expected)


KINDS_VI = {
    "date": "ngày",
    "integer": "số nguyên",
    "decimal": "số thập phân",
    "boolean": "có/không (ghi true hoặc false)",
    "quantity": "khoảng thời gian",
    "share": "tỷ lệ",
    "text": "chữ",
    "code": "mã",
    "slug": "tên nội dung",
    "span": "khoảng ngày (từ ngày, đến ngày)",
    "list": "danh sách",
    "record": "một mục gồm nhiều trường",
    "part": "kỳ (2024, 2024-Q3 …)",
}


def _literal_value(plain: object, kind: str) -> object | None:
    if kind == "boolean":
        return plain if isinstance(plain, bool) else None
    if kind in NUMERIC:
        if isinstance(plain, int) and not isinstance(plain, bool):
            return plain
        return _fraction(plain) if kind == "decimal" else None
    if kind == "date":
        return day_literal(plain)
    if kind == "quantity":
        return quantity_literal(plain)
    if kind == "share":
        return share_literal(plain)
    if kind == "part":
        return parse_part(str(plain))
    if isinstance(plain, str):
        return plain
    return str(plain) if isinstance(plain, int) and not isinstance(plain, bool) else None


def _fraction(plain: object) -> Fraction | None:
    try:
        return parse_fraction(str(plain)) if isinstance(plain, str | int) else None
    except ValueError:
        return None


def day_literal(plain: object) -> date | None:
    if not isinstance(plain, str):
        return None
    day, _, clock = plain.partition(" ")
    try:
        found = date.fromisoformat(day)
        if not clock:
            return found
        hour, _, minute = clock.partition(":")
        return Timed(found.year, found.month, found.day, int(hour) * 60 + int(minute))
    except ValueError:
        return None


def quantity_literal(plain: object) -> Quantity | None:
    if isinstance(plain, dict) and len(plain) == 1:
        unit, number = next(iter(plain.items()))
        if unit in UNITS and isinstance(number, int) and not isinstance(number, bool) and number >= 1:
            return Quantity(unit, number)
    return None


def share_literal(plain: object) -> Share | None:
    if isinstance(plain, dict) and len(plain) == 1:
        strictness, written = next(iter(plain.items()))
        fraction = _fraction(written)
        if strictness in ("at_least", "more_than") and fraction is not None:
            return Share(fraction.numerator, fraction.denominator, strictness == "more_than")
    return None
