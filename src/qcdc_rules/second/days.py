"""Days, months, parts of the calendar and working days, counted from the conventions of the law.

The day of the event is not counted; months keep the day number, or take the month's last day; a calendar part
is named as the reports name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from qcdc_rules.second.truths import Answer

DAY = timedelta(days=1)
MONTHS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
_PART = re.compile(r"(\d{4})(?:-([HQMW])(\d{1,2}))?")
_KINDS = {"": "year", "H": "half_year", "Q": "quarter", "M": "month", "W": "week"}


def month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def months_later(day: date, months: int) -> date:
    """The same day number; where the month lacks it, the month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def end_of_month_later(day: date, months: int) -> date:
    """The last day of the so-manieth following month."""
    found = months_later(date(day.year, day.month, 1), months)
    return date(found.year, found.month, month_length(found.year, found.month))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A named stretch of days, both ends included."""

    text: str
    kind: str
    first: date
    last: date


@lru_cache(maxsize=4096)
def stretch(text: str) -> Stretch | None:
    """The days of a calendar part; None for one that has none of its own (the running term)."""
    found = _PART.fullmatch(text)
    if found is None:
        return None
    year, letter, number = int(found[1]), found[2] or "", int(found[3] or 1)
    kind = _KINDS[letter]
    if kind == "week":
        monday = date.fromisocalendar(year, number, 1)
        return Stretch(text, kind, monday, monday + 6 * DAY)
    first = date(year, 1 + (number - 1) * MONTHS[kind], 1)
    return Stretch(text, kind, first, months_later(first, MONTHS[kind]) - DAY)


def name_of(kind: str, day: date) -> str:
    """The name of the part of that kind that holds the day."""
    if kind == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if kind == "year":
        return f"{day.year:04}"
    number = (day.month - 1) // MONTHS[kind] + 1
    return f"{day.year:04}-M{number:02}" if kind == "month" else f"{day.year:04}-{kind[0].upper()}{number}"


def touching(kind: str, first: date, last: date) -> Iterator[Stretch]:
    """The calendar parts of a kind that have a day from `first` to `last`, in order."""
    day = first
    while day <= last:
        found = stretch(name_of(kind, day))
        assert found is not None
        yield found
        day = found.last + DAY


def working_years(ends: date, first: date, last: date) -> Iterator[Stretch]:
    """The working years that touch these days, each named by the year in which it ends."""
    for year in range(first.year, last.year + 2):
        end, before = (_end(ends, one) for one in (year, year - 1))
        if end >= first and before < last:
            yield Stretch(f"{year:04}", "working_year", before + DAY, end)


def _end(ends: date, year: int) -> date:
    return date(year, ends.month, min(ends.day, month_length(year, ends.month)))


@dataclass(frozen=True, slots=True)
class Workdays:
    """Which days are worked in one unit. `unsure`: the unit left a list of such days unknown or partial."""

    resting: frozenset[int]
    off: frozenset[date]
    worked: frozenset[date]
    first_year: int
    last_year: int
    unsure: bool = False

    def works_on(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day not in self.off and day.weekday() not in self.resting

    def known(self, day: date) -> bool:
        """Whether the table of holidays covers the year of the day."""
        return self.first_year <= day.year <= self.last_year

    def rolled(self, last: date) -> date | Answer:
        """A last day on a rest day moves to the next working day."""
        if self.unsure:
            return "missing"
        while self.known(last) and not self.works_on(last):
            last += DAY
        return last if self.known(last) else "law_open"

    def later(self, day: date, number: int) -> date | Answer:
        """The so-manieth working day after a day, which is itself not counted."""
        if self.unsure:
            return "missing"
        while number > 0:
            day += DAY
            if not self.known(day):
                return "law_open"
            number -= self.works_on(day)
        return day

    def between(self, after: date, until: date) -> int | Answer:
        """How many working days lie after the one day, up to and including the other."""
        if self.unsure:
            return "missing"
        count, day = 0, after
        while day < until:
            day += DAY
            if not self.known(day):
                return "law_open"
            count += self.works_on(day)
        return count
