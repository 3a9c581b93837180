"""Calendar months and years: the same day number, or the month's last day where the month lacks it.

Every function raises OverflowError where the answer would lie outside the years 1 to 9999.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date

# Written out: the module `calendar` brings the machine's locale with it, which costs every run 3 ms.
_DAYS_IN = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _days_in(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS_IN[month - 1] + leap


def month_last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, _days_in(year, month))


def add_months(day: date, n: int) -> date:
    """The day `n` months later (earlier if negative): 31 January and one month is the end of February."""
    year, month = _month_after(day, n)
    return date(year, month, min(day.day, _days_in(year, month)))


def add_years(day: date, n: int) -> date:
    """The day `n` years later: 29 February gives 28 February in a common year."""
    return add_months(day, 12 * n)


def month_end_after(day: date, n: int) -> date:
    """The last day of the n-th month that follows the month of `day` (0: of that month itself)."""
    return month_last_day(*_month_after(day, n))


def _month_after(day: date, n: int) -> tuple[int, int]:
    year, month_index = divmod(day.year * 12 + day.month - 1 + n, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"{n} months from {day} is outside the calendar")
    return year, month_index + 1
