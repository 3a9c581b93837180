"""A length of time together with its way of counting.

The unit names the counting convention, so a number without a unit cannot occur: five days and five
working days are different quantities, not one number read in two ways.
"""

from __future__ import annotations

from collections.abc import Mapping

from qcdc_rules.frozen import frozen

UNITS = ("days", "working_days", "dates", "months", "month_ends", "years")


@frozen
class Quantity:
    """So many of one unit; the number is whole and never negative."""

    unit: str
    number: int

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"unknown unit {self.unit!r}; the units are {', '.join(UNITS)}")
        if isinstance(self.number, bool) or not isinstance(self.number, int):
            raise TypeError(f"a quantity has a whole number, not {self.number!r}")
        if self.number < 0:
            raise ValueError(f"a quantity is never negative: {self.number} {self.unit}")

    @property
    def whole_months(self) -> int | None:
        """The number of months, where the unit is months or years; otherwise None."""
        match self.unit:
            case "months":
                return self.number
            case "years":
                return 12 * self.number
            case _:
                return None

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


def parse_quantity(mapping: Mapping[str, int]) -> Quantity:
    """Read `{working_days: 5}`: exactly one unit with its number.

    Raises ValueError for another number of keys, an unknown unit or a negative number, TypeError for a
    number that is not whole.
    """
    if len(mapping) != 1:
        raise ValueError(f"a quantity has exactly one unit out of {', '.join(UNITS)}")
    ((unit, number),) = mapping.items()
    return Quantity(unit, number)
