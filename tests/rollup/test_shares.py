"""Shares: a reporter may round, but all and none are said only of all and of none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from qcdc_rules.rollup.amounts import Amount
from qcdc_rules.rollup.reported import Reported, compare
from qcdc_rules.rollup.totals import Contribution, Total


def status(part: int, whole: int, told: str, open_: bool = False) -> str:
    who = Contribution("X", "X", ("x",), Amount(0, ("a.b",) if open_ else ()))
    total = Total("units_with_regulation_percent", part, (who,), whole)
    return compare([total], {total.slug: Reported(Fraction(told), 3)})[0].status


@pytest.mark.parametrize(
    ("part", "whole", "told", "expected"),
    [
        (73, 73, "100", "same"),
        (72, 73, "100", "different"),  # 98.63
        (999, 1000, "100", "different"),
        (0, 73, "0", "same"),
        (1, 1000, "0", "different"),
        (72, 73, "98.63", "same"),
        (72, 73, "98.6", "same"),
        (72, 73, "99", "same"),
        (72, 73, "98.7", "different"),
        (72, 73, "98", "different"),
        (1, 2, "50", "same"),
        (0, 0, "100", "nothing_counted"),
    ],
)
def test_a_share_is_compared_as_it_is_written(part: int, whole: int, told: str, expected: str) -> None:
    assert status(part, whole, told) == expected


def test_a_share_of_units_that_do_not_state_is_open() -> None:
    assert status(72, 73, "100", open_=True) == "open"
