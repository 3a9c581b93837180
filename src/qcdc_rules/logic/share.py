"""Shares of a whole, exact: two thirds is a fraction, never 0.667.

The strictness belongs to the share: "trên 50%" is not reached by exactly half, "ít nhất 50%" is.
"""

from __future__ import annotations

import re
from fractions import Fraction

from qcdc_rules.frozen import frozen

_FRACTION = re.compile(r"([0-9]+)/([0-9]+)")
_PERCENT = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?%")


@frozen
class Share:
    """`numerator/denominator` of a whole; a strict share must be exceeded, another one only reached."""

    numerator: int
    denominator: int
    strict: bool

    def __post_init__(self) -> None:
        if self.denominator <= 0 or self.numerator < 0:
            raise ValueError(f"not a share: {self.numerator}/{self.denominator}")

    def reached(self, of: int | Fraction, over: int | Fraction) -> bool:
        """Whether `of` out of `over` reaches this share, by cross-multiplication.

        Raises ValueError unless `over` is above zero (no share of nothing is reached or missed), TypeError
        for a float.
        """
        part = _exact(of) * self.denominator
        limit = self.numerator * _whole(over)
        return part > limit if self.strict else part >= limit

    def least(self, over: int | Fraction) -> int:
        """The least whole number that reaches this share of `over`; errors as in `reached`."""
        limit = Fraction(self.numerator, self.denominator) * _whole(over)
        below = limit.numerator // limit.denominator
        if self.strict:
            return below + 1
        return below if limit.denominator == 1 else below + 1


def parse_fraction(text: str) -> Fraction:
    """Read `2/3`, `50%` or `12,5%` (a point or a comma marks decimals); ValueError for anything else."""
    written = text.strip()
    if found := _FRACTION.fullmatch(written):
        numerator, denominator = (int(digits) for digits in found.groups())
        if denominator == 0:
            raise ValueError(f"not a fraction: {text!r} divides by zero")
        return Fraction(numerator, denominator)
    if found := _PERCENT.fullmatch(written):
        decimals: str = found[2] or ""
        return Fraction(int(found[1] + decimals), 100 * 10 ** len(decimals))
    raise ValueError(f"not a fraction: {text!r}; write it like 2/3, 50% or 12,5%")


def _exact(number: int | Fraction) -> Fraction:
    if isinstance(number, bool) or not isinstance(number, int | Fraction):
        raise TypeError(f"a share is taken of whole numbers or fractions, not of {number!r}")
    return Fraction(number)


def _whole(over: int | Fraction) -> Fraction:
    exact = _exact(over)
    if exact <= 0:
        raise ValueError(f"a share needs a whole above zero, not {over}")
    return exact
