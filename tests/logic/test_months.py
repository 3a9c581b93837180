from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdc_rules.logic.months import add_months, add_years, month_end_after

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
some_months = st.integers(-600, 600)


@pytest.mark.parametrize(
    ("day", "n", "result"),
    [
        (date(2024, 1, 15), 1, date(2024, 2, 15)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 12, 31), 3, date(2025, 3, 31)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 5, 20), 0, date(2024, 5, 20)),
        (date(2024, 11, 30), 14, date(2026, 1, 30)),
    ],
)
def test_the_same_day_number_or_the_last_day(day: date, n: int, result: date) -> None:
    assert add_months(day, n) == result


def test_years() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert add_years(date(2024, 6, 1), -2) == date(2022, 6, 1)


@pytest.mark.parametrize(
    ("day", "n", "result"),
    [
        (date(2024, 12, 31), 3, date(2025, 3, 31)),
        (date(2024, 6, 30), 3, date(2024, 9, 30)),
        (date(2024, 5, 31), 3, date(2024, 8, 31)),
        (date(2024, 1, 10), 1, date(2024, 2, 29)),
        (date(2024, 1, 10), 0, date(2024, 1, 31)),
    ],
)
def test_month_ends(day: date, n: int, result: date) -> None:
    assert month_end_after(day, n) == result


@pytest.mark.parametrize(("day", "n"), [(date.max, 1), (date.min, -1), (date(2024, 1, 1), 10**9)])
def test_outside_the_calendar(day: date, n: int) -> None:
    with pytest.raises(OverflowError, match="outside the calendar"):
        add_months(day, n)
    with pytest.raises(OverflowError, match="outside the calendar"):
        month_end_after(day, n)


@given(days, some_months)
def test_no_month_is_skipped(day: date, n: int) -> None:
    result = add_months(day, n)
    assert (result.year * 12 + result.month) - (day.year * 12 + day.month) == n
    assert result.day == day.day or (result.day < day.day and result == month_end_after(day, n))


@given(days, days, some_months)
def test_a_later_day_never_ends_earlier(one: date, other: date, n: int) -> None:
    first, second = sorted((one, other))
    assert add_months(first, n) <= add_months(second, n)
