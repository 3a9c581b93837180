"""Working days: which days they are, and counting them.

A working day is not a weekly rest day, not a public holiday and not a day off in lieu or in exchange;
a rest day that was declared a working day to make up for another is one. Counting is bounded by the
calendar itself: a count that would leave the years 1 to 9999 raises OverflowError.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from qcdc_rules.frozen import frozen

_ONE_DAY = timedelta(days=1)
_WEEKDAYS = frozenset(range(7))


@frozen
class WorkingCalendar:
    """A working week and the dated days that depart from it.

    `first_year` and `last_year` bound the years for which the holidays are known; beyond them the answers
    rest on the working week alone, and `covers` says so.
    """

    rest_weekdays: frozenset[int]  # Monday is 0
    holidays: frozenset[date]
    makeup: frozenset[date]
    first_year: int
    last_year: int
    doubtful: tuple[str, ...] = ()
    """What the unit has still to state about its own working days; until then the calendar covers no day."""

    def __post_init__(self) -> None:
        if not self.rest_weekdays <= _WEEKDAYS:
            raise ValueError(f"weekdays are 0 (Monday) to 6 (Sunday), not {sorted(self.rest_weekdays)}")
        if self.rest_weekdays == _WEEKDAYS:
            raise ValueError(
                "Cả bảy ngày trong tuần đều là ngày nghỉ, không có ngày làm việc nào để đếm"
                " · all seven weekdays are rest days, there is no working day to count"
            )
        if both := self.holidays & self.makeup:
            raise ValueError(
                f"Ngày vừa nghỉ vừa làm việc · stated both as a day off and as a working day: {_listed(both)}"
            )
        if self.first_year > self.last_year:
            raise ValueError(f"the years run backwards: {self.first_year} to {self.last_year}")

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day."""
        if day in self.makeup:
            return True
        return day not in self.holidays and day.weekday() not in self.rest_weekdays

    def nth_after(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which is never counted itself; for 0 it is `day`."""
        if n < 0:
            raise ValueError(f"working days are counted forward, not {n}")
        return self._count(day, n, _ONE_DAY)

    def nth_upto(self, day: date, n: int) -> date:
        """The n-th working day counted back from `day`, which counts if it is a working day (n ≥ 1)."""
        if n < 1:
            raise ValueError(f"the first working day counted back is number 1, not {n}")
        if self.is_working(day):
            return self._count(day, n - 1, -_ONE_DAY)
        return self._count(day, n, -_ONE_DAY)

    def next_working(self, day: date) -> date:
        """`day` itself if it is a working day, otherwise the next one."""
        return day if self.is_working(day) else self._count(day, 1, _ONE_DAY)

    def count_between(self, after: date, upto: date) -> int:
        """How many working days d there are with `after < d <= upto`."""
        days = (date.fromordinal(n) for n in range(after.toordinal() + 1, upto.toordinal() + 1))
        return sum(self.is_working(day) for day in days)

    def covers(self, day: date) -> bool:
        """Whether the holidays of that day's year are known."""
        return not self.doubtful and self.first_year <= day.year <= self.last_year

    def with_unit(
        self, rest_weekdays: frozenset[int] | None, holidays: Iterable[date], makeup: Iterable[date]
    ) -> WorkingCalendar:
        """This calendar with the unit's own week (None: unchanged) and its own stated days added.

        What the unit states about a day goes before the table: an employer that did not exchange a day, as
        the offices did, states that day as worked. The years covered stay those of the table.
        """
        off, worked = frozenset(holidays), frozenset(makeup)
        return WorkingCalendar(
            self.rest_weekdays if rest_weekdays is None else rest_weekdays,
            (self.holidays - worked) | off,
            (self.makeup - off) | worked,
            self.first_year,
            self.last_year,
            self.doubtful,
        )

    def _count(self, day: date, n: int, step: timedelta) -> date:
        """The n-th working day from `day`, which is not counted, in the direction of `step`."""
        room = (date.max - day if step > timedelta(0) else day - date.min).days
        if n > room:  # a hopeless count would otherwise walk thousands of years first
            raise OverflowError(f"{n} working days from {day} is outside the calendar")
        reached = day
        for _ in range(n):
            reached += step
            while not self.is_working(reached):
                reached += step
        return reached


def _listed(days: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in sorted(days))
