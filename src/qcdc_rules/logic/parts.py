"""Parts of the calendar as the law names them: a year, a half-year, a quarter, a month, an ISO week.

A part is written as a text (`2024`, `2024-H1`, `2024-Q3`, `2024-M05`, `2024-W07`); `term` is the running
term of office, whose days only the unit can state. A working year is named by the calendar year in which
it ends. A part that reaches outside the years 1 to 9999 raises OverflowError.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

from qcdc_rules.frozen import frozen
from qcdc_rules.logic.months import month_last_day

KINDS = ("year", "half_year", "quarter", "month", "week", "term")

_ONE_DAY = timedelta(days=1)
_MONTHS_IN = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
_LETTERS = {"half_year": "H", "quarter": "Q", "month": "M"}
_KIND_OF = {letter: kind for kind, letter in _LETTERS.items()}
_WRITTEN = re.compile(r"([0-9]{4})(?:-(?:([HQ])([0-9])|([MW])([0-9]{2})))?")


@frozen(order=True)
class CalendarPart:
    """A named stretch of the calendar, both ends included; only `term` has no days of its own.

    Parts of one kind sort by time.
    """

    text: str
    kind: str
    first: date | None
    last: date | None

    def __str__(self) -> str:
        return self.text


TERM = CalendarPart("term", "term", None, None)


def parse_part(text: str) -> CalendarPart | None:
    """The part that a text names, or None if it names none (`2024-Q5`, `2023-W53`, `24`)."""
    if text == TERM.text:
        return TERM
    found = _WRITTEN.fullmatch(text)
    if found is None or int(found[1]) < MINYEAR:
        return None
    year = int(found[1])
    letter, number = found[2] or found[4], int(found[3] or found[5] or 1)
    if letter == "W":
        return _parse_week(year, number)
    kind = "year" if letter is None else _KIND_OF[letter]
    if not 1 <= number <= 12 // _MONTHS_IN[kind]:
        return None
    return _months_part(kind, year, number)


def part_of(kind: str, day: date) -> CalendarPart:
    """The part of that kind in which `day` lies."""
    if kind == "term":
        return TERM
    if kind == "week":
        return _week(*day.isocalendar()[:2])
    if kind not in _MONTHS_IN:
        raise ValueError(f"unknown kind of part {kind!r}; the kinds are {', '.join(KINDS)}")
    return _months_part(kind, day.year, (day.month - 1) // _MONTHS_IN[kind] + 1)


@lru_cache(maxsize=256)  # every rule of a window asks for the parts of the same period
def parts_touching(kind: str, first: date, last: date) -> tuple[CalendarPart, ...]:
    """Every part of that kind with a day from `first` to `last`, in order."""
    if kind == "term":
        return (TERM,)
    return _chain(lambda day: part_of(kind, day), first, last)


def working_years_touching(ends: tuple[int, int], first: date, last: date) -> tuple[CalendarPart, ...]:
    """The working years with a day from `first` to `last`, each named by the year in which it ends.

    `ends` is the month and day on which the working year ends; 29 February ends on 28 February in common
    years. Raises ValueError for a day that no year has.
    """
    date(2024, *ends)  # a leap year has every day that any year has
    return _chain(lambda day: _working_year(ends, day), first, last)


def contains(part: CalendarPart, day: date) -> bool:
    """Whether `day` lies in the part; ValueError for `term`, whose days are not known here."""
    first, last = _bounds(part)
    return first <= day <= last


def _chain(part_at: Callable[[date], CalendarPart], first: date, last: date) -> tuple[CalendarPart, ...]:
    """The neighbouring parts from the one at `first` to the one at `last`."""
    if last < first:
        raise ValueError(f"the period ends on {last} before it begins on {first}")
    parts = [part_at(first)]
    while (end := _bounds(parts[-1])[1]) < last:
        parts.append(part_at(end + _ONE_DAY))
    return tuple(parts)


def _bounds(part: CalendarPart) -> tuple[date, date]:
    if part.first is None or part.last is None:
        raise ValueError(f"{part.text} has no days of its own")
    return part.first, part.last


def _months_part(kind: str, year: int, number: int) -> CalendarPart:
    length = _MONTHS_IN[kind]
    letter = _LETTERS.get(kind)
    digits = 2 if kind == "month" else 1
    text = f"{year:04}" if letter is None else f"{year:04}-{letter}{number:0{digits}}"
    return CalendarPart(text, kind, date(year, (number - 1) * length + 1, 1), month_last_day(year, number * length))


def _parse_week(year: int, number: int) -> CalendarPart | None:
    try:
        return _week(year, number)
    except (ValueError, OverflowError):  # a 53rd week that the year lacks, or one beyond the calendar
        return None


def _week(year: int, number: int) -> CalendarPart:
    monday = date.fromisocalendar(year, number, 1)
    return CalendarPart(f"{year:04}-W{number:02}", "week", monday, monday + timedelta(days=6))


def _working_year(ends: tuple[int, int], day: date) -> CalendarPart:
    year = day.year if day <= _end_in(ends, day.year) else day.year + 1
    first = _end_in(ends, year - 1) + _ONE_DAY if ends != (12, 31) else date(year, 1, 1)
    return CalendarPart(f"{year:04}", "year", first, _end_in(ends, year))


def _end_in(ends: tuple[int, int], year: int) -> date:
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"the working year that ends in {year} is outside the calendar")
    month, day = ends
    return date(year, month, min(day, month_last_day(year, month).day))
