"""What a fact can be when it is not an ordinary value, and numbers that are only known within bounds."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

from qcdc_rules.frozen import frozen
from qcdc_rules.logic.truth import FALSE, TRUE, Truth


class Gap(Enum):
    """A fact without a value."""

    MISSING = "missing"
    """Not stated, stated unknown, invalid or inconsistent: anything may still come."""
    NONE = "none"
    """Declared: there is none, or the act did not happen."""


class Still(Enum):
    """The end of a span that had not ended on the day of the report."""

    UP = "still_up"


class Timed(date):
    """A day with the minute of the day, for the few acts whose order within a day matters."""

    minute: int

    def __new__(cls, year: int, month: int, day: int, minute: int = 0) -> Timed:
        self = super().__new__(cls, year, month, day)
        self.minute = minute
        return self


@frozen
class Range:
    """A whole number known only to lie between `low` and `high` (None: no upper bound).

    `cause` is the class of unknown that a comparison gets when the numbers inside disagree.
    """

    low: int | Fraction
    high: int | Fraction | None
    cause: Truth


Number = int | Fraction


def bounds_of(number: Number | Range) -> tuple[Number, Number | None]:
    if isinstance(number, Range):
        return number.low, number.high
    return number, number


def cause_of(*numbers: Number | Range) -> Truth:
    return min((n.cause for n in numbers if isinstance(n, Range)), default=TRUE)


def spread(low: Number, high: Number | None, cause: Truth) -> Number | Range:
    """The plain number when the bounds meet, otherwise the range."""
    return low if high == low else Range(low, high, cause)


def add(a: Number | Range, b: Number | Range) -> Number | Range:
    if not isinstance(a, Range) and not isinstance(b, Range):
        return a + b
    (al, ah), (bl, bh) = bounds_of(a), bounds_of(b)
    return spread(al + bl, None if ah is None or bh is None else ah + bh, cause_of(a, b))


def subtract(a: Number | Range, b: Number | Range) -> Number | Range | Gap:
    """a - b; a difference that may have no lower bound is missing."""
    if not isinstance(a, Range) and not isinstance(b, Range):
        return a - b
    (al, ah), (bl, bh) = bounds_of(a), bounds_of(b)
    if bh is None:
        return Gap.MISSING
    return spread(al - bh, None if ah is None else ah - bl, cause_of(a, b))


def at_least(number: Number | Range, limit: Number | Range, strict: bool) -> Truth:
    """Whether `number` reaches (or, strictly, exceeds) `limit`, for every number still possible."""
    if not isinstance(number, Range) and not isinstance(limit, Range):
        return TRUE if (number > limit if strict else number >= limit) else FALSE
    (low, high), (limit_low, limit_high) = bounds_of(number), bounds_of(limit)
    if limit_high is not None and (low > limit_high if strict else low >= limit_high):
        return TRUE
    if high is not None and not (high > limit_low if strict else high >= limit_low):
        return FALSE
    return cause_of(number, limit)


def at_most(number: Number | Range, limit: Number | Range, strict: bool) -> Truth:
    return at_least(limit, number, strict)


def equal(number: Number | Range, other: Number | Range) -> Truth:
    """Equality for every number still possible."""
    return min(at_least(number, other, False), at_least(other, number, False))
