"""The conventions of counting: when a limit ends, when a notice is in time, how long a span lasted.

One function for each word of the law, and the unit of the quantity picks the convention; a unit that a
word does not know raises ValueError. Only deadlines roll: a limit of days or months that ends on a rest
day or a holiday ends with the next working day; a notice, a term and a span never do.

A span (a posting, a suspension) lasts `last − first` days, where `last` is the last date at whose end it
still held: its first day is not counted. A break restarts the count; runs are never added up.

A limit outside the years 1 to 9999 raises OverflowError.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from qcdc_rules.frozen import frozen
from qcdc_rules.logic.months import add_months, month_end_after
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.working_days import WorkingCalendar

_ONE_DAY = timedelta(days=1)
_CONVENTIONS = {
    "days": "days",
    "working_days": "working_days",
    "months": "months",
    "years": "months",
    "month_ends": "month_ends",
}


@frozen
class Deadline:
    """The last day on which an act is in time, and how it was found.

    `unrolled` is the last day before rolling. `certain` is false when the days that were looked at reach
    into a year whose holidays are not known.
    """

    last_day: date
    convention: str
    rolled: bool
    unrolled: date
    certain: bool


@frozen
class Run:
    """Dates without a break, both ends included."""

    first: date
    last: date

    @property
    def elapsed(self) -> int:
        """The days that count: the first day is not among them."""
        return (self.last - self.first).days


def deadline(start: date, limit: Quantity, calendar: WorkingCalendar) -> Deadline:
    """The deadline of `limit` after `start`, the day of the event, which is not counted."""
    unrolled = day_after(start, limit, calendar)
    if limit.unit == "working_days":
        last_day, looked_at = unrolled, (start, unrolled)
    else:
        last_day = calendar.next_working(unrolled)
        looked_at = (unrolled, last_day)
    return Deadline(
        last_day=last_day,
        convention=_CONVENTIONS[limit.unit],
        rolled=last_day != unrolled,
        unrolled=unrolled,
        certain=all(calendar.covers(day) for day in looked_at),
    )


def latest_notice(event: date, at_least: Quantity, calendar: WorkingCalendar) -> date:
    """The latest day on which notice of `event` is in time; never rolled.

    Days: `event − notice >= N`. Working days: at least N of them after the notice and not after the event
    (an event on a rest day is not among them). Months, years: counted from the notice, they end by the
    event.
    """
    months = at_least.whole_months
    if months is not None:
        return _latest_reaching(event, months)
    match at_least.unit:
        case "days":
            return event - timedelta(days=at_least.number)
        case "working_days" if at_least.number == 0:
            return event
        case "working_days":
            return calendar.nth_upto(event, at_least.number) - _ONE_DAY
        case _:
            raise _misfit("a notice", at_least)


def notice_given(act: date, event: date, at_least: Quantity, calendar: WorkingCalendar) -> bool:
    """Whether the notice given on `act` was so long before `event`, or longer."""
    return act <= latest_notice(event, at_least, calendar)


def term_last_day(start: date, lasts: Quantity) -> date:
    """The last day of a term of office or of validity that runs from `start`; never rolled."""
    months = lasts.whole_months
    if months is not None:
        return add_months(start, months)
    if lasts.unit == "days":
        return start + timedelta(days=lasts.number)
    raise _misfit("a term", lasts)


def day_after(start: date, q: Quantity, calendar: WorkingCalendar) -> date:
    """The day that lies `q` after `start`; not rolled."""
    months = q.whole_months
    if months is not None:
        return add_months(start, months)
    match q.unit:
        case "days":
            return start + timedelta(days=q.number)
        case "working_days":
            return calendar.nth_after(start, q.number)
        case "month_ends":
            return month_end_after(start, q.number)
        case _:
            raise _misfit("a limit", q)


def unbroken_runs(first: date, last: date, interruptions: Sequence[tuple[date, date]]) -> tuple[Run, ...]:
    """What the interruptions leave of the dates from `first` to `last`, in order.

    An interruption removes its dates, both ends included; interruptions may overlap and reach beyond the
    span. Raises ValueError where a span or an interruption ends before it begins.
    """
    for begins, ends in ((first, last), *interruptions):
        if ends < begins:
            raise ValueError(f"a span ends on {ends} before it begins on {begins}")
    runs: list[Run] = []
    start = first
    for begins, ends in sorted(interruptions):
        if ends < start:
            continue
        if begins > last:
            break
        if begins > start:
            runs.append(Run(start, begins - _ONE_DAY))
        if ends >= last:
            return tuple(runs)
        start = ends + _ONE_DAY
    return (*runs, Run(start, last))


def longest_unbroken(runs: Iterable[Run]) -> Run | None:
    """The run that lasted longest, the earliest of several; None where nothing is left."""
    return max(runs, key=lambda run: (run.elapsed, -run.first.toordinal()), default=None)


def lasts_long_enough(run: Run, minimum: Quantity) -> bool:
    """Whether the run lasted at least so long."""
    return run.last >= _full_day(run.first, minimum)


def not_longer(run: Run, maximum: Quantity) -> bool:
    """Whether the run did not last longer than so long."""
    return run.last <= _full_day(run.first, maximum)


def longest_consecutive(dates: Iterable[date]) -> int:
    """The greatest number of dates in a row; here dates are counted, not the days between them."""
    longest = length = 0
    previous: date | None = None
    for day in sorted(set(dates)):
        length = length + 1 if previous is not None and day - previous == _ONE_DAY else 1
        longest = max(longest, length)
        previous = day
    return longest


def _latest_reaching(event: date, months: int) -> date:
    """The latest day from which so many months end by `event`.

    Counting back may stop a few days short of it: from 30 April one month back is 30 March, but one month
    from 31 March ends on 30 April too.
    """
    latest = add_months(event, -months)
    while latest < event and add_months(latest + _ONE_DAY, months) <= event:
        latest += _ONE_DAY
    return latest


def _full_day(first: date, length: Quantity) -> date:
    """The day on which a span that began on `first` has lasted exactly so long."""
    months = length.whole_months
    if months is not None:
        return add_months(first, months)
    if length.unit == "days":
        return first + timedelta(days=length.number)
    raise _misfit("a span", length)


def _misfit(what: str, q: Quantity) -> ValueError:
    return ValueError(f"{what} is not counted in {q.unit}")
