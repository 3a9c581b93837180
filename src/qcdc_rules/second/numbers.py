"""Numbers that may be known only within bounds: sums, comparisons, shares. Whole numbers and fractions only."""

from __future__ import annotations

from qcdc_rules.second.truths import Answer, first_class
from qcdc_rules.second.values import Between, Number, Portion, Value, is_number


def bounds(value: Value) -> tuple[Number, Number | None, Answer | None]:
    """Lowest, highest and why they differ."""
    if isinstance(value, Between):
        return value
    assert is_number(value)
    assert isinstance(value, Number)
    return value, value, None


def _between(low: Number, high: Number | None, *causes: Answer | None) -> Value:
    if low == high:
        return low
    return Between(low, high, first_class(c for c in causes if c is not None) or "missing")


def added(one: Value, other: Value) -> Value:
    (a, b, why), (c, d, because) = bounds(one), bounds(other)
    return _between(a + c, None if b is None or d is None else b + d, why, because)


def taken_away(one: Value, other: Value) -> Value | None:
    """None where there is no lower bound."""
    (a, b, why), (c, d, because) = bounds(one), bounds(other)
    return None if d is None else _between(a - d, None if b is None else b - c, why, because)


def larger(one: Value, other: Value) -> Value:
    (a, b, why), (c, d, because) = bounds(one), bounds(other)
    return _between(max(a, c), None if b is None or d is None else max(b, d), why, because)


def smaller(one: Value, other: Value) -> Value:
    (a, b, why), (c, d, because) = bounds(one), bounds(other)
    highs = [high for high in (b, d) if high is not None]
    return _between(min(a, c), min(highs) if highs else None, why, because)


def reaches(value: Value, limit: Value, strict: bool) -> Answer:
    """Whether the one is at least (strictly: above) the other, for every number that both may be."""
    (low, high, why), (least, most, because) = bounds(value), bounds(limit)
    if most is not None and (low > most or (low == most and not strict)):
        return "true"
    if high is not None and (high < least or (high == least and strict)):
        return "false"
    return first_class(c for c in (why, because) if c is not None) or "missing"


def equal(one: Value, other: Value) -> Answer:
    (a, b, why), (c, d, because) = bounds(one), bounds(other)
    if a == b == c == d:
        return "true"
    if (b is not None and b < c) or (d is not None and d < a):
        return "false"
    return first_class(x for x in (why, because) if x is not None) or "missing"


def share_reached(of: Value, over: Value, portion: Portion) -> Answer:
    """Whether the share is reached for every pair that is still possible; nothing is a share of nothing."""
    (low, high, why), (least, most, because) = bounds(of), bounds(over)
    if least <= 0:
        return "missing"
    cause = first_class(c for c in (why, because) if c is not None) or "missing"
    if most is not None and _meets(low, most, portion):
        return "true"
    if high is not None and not _meets(high, least, portion):
        return "false"
    return cause


def _meets(part: Number, whole: Number, portion: Portion) -> bool:
    have, need = part * portion.share.denominator, whole * portion.share.numerator
    return have > need if portion.strict else have >= need
