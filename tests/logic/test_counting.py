"""Each convention on both sides of its limit, and what holds for all of them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdc_rules.logic.counting import (
    Deadline,
    Run,
    day_after,
    deadline,
    lasts_long_enough,
    latest_notice,
    longest_consecutive,
    longest_unbroken,
    not_longer,
    notice_given,
    term_last_day,
    unbroken_runs,
)
from qcdc_rules.logic.months import add_months
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.working_days import WorkingCalendar

CALENDAR = WorkingCalendar(
    rest_weekdays=frozenset({5, 6}),
    holidays=frozenset({date(2024, 4, 30), date(2024, 5, 1), date(2024, 9, 2), date(2024, 9, 3)}),
    makeup=frozenset({date(2024, 5, 4)}),
    first_year=2024,
    last_year=2025,
)
PLAIN = WorkingCalendar(frozenset({5, 6}), frozenset(), frozenset(), 2000, 2100)

near = st.dates(date(2023, 6, 1), date(2026, 6, 30))
LIMIT_UNITS = ("days", "working_days", "months", "month_ends", "years")
limits = st.builds(Quantity, st.sampled_from(LIMIT_UNITS), st.integers(0, 60))
notices = st.builds(
    Quantity, st.sampled_from(("days", "working_days", "months", "years")), st.integers(0, 60)
)
lengths = st.builds(Quantity, st.sampled_from(("days", "months", "years")), st.integers(0, 24))


def days(n: int) -> Quantity:
    return Quantity("days", n)


def working_days(n: int) -> Quantity:
    return Quantity("working_days", n)


def months(n: int) -> Quantity:
    return Quantity("months", n)


def test_days_end_on_the_day_so_many_days_later() -> None:
    assert deadline(date(2024, 5, 6), days(3), CALENDAR) == Deadline(
        last_day=date(2024, 5, 9), convention="days", rolled=False, unrolled=date(2024, 5, 9), certain=True
    )


@pytest.mark.parametrize(
    ("start", "limit", "unrolled", "last_day"),
    [
        (date(2024, 5, 6), days(5), date(2024, 5, 11), date(2024, 5, 13)),  # Saturday
        (date(2024, 4, 25), days(5), date(2024, 4, 30), date(2024, 5, 2)),  # two holidays
        (date(2024, 8, 28), days(3), date(2024, 8, 31), date(2024, 9, 4)),  # weekend, then two holidays
        (date(2024, 4, 29), days(5), date(2024, 5, 4), date(2024, 5, 4)),  # a make-up Saturday is worked
        (date(2024, 3, 8), months(3), date(2024, 6, 8), date(2024, 6, 10)),
        (date(2024, 1, 31), months(1), date(2024, 2, 29), date(2024, 2, 29)),
        (date(2023, 3, 9), Quantity("years", 1), date(2024, 3, 9), date(2024, 3, 11)),
        (date(2024, 5, 20), Quantity("month_ends", 1), date(2024, 6, 30), date(2024, 7, 1)),
    ],
)
def test_a_limit_rolls_to_the_next_working_day(
    start: date, limit: Quantity, unrolled: date, last_day: date
) -> None:
    found = deadline(start, limit, CALENDAR)
    assert (found.unrolled, found.last_day, found.rolled) == (unrolled, last_day, last_day != unrolled)


def test_the_convention_is_named() -> None:
    named = [deadline(date(2024, 5, 6), Quantity(unit, 1), CALENDAR).convention for unit in LIMIT_UNITS]
    assert named == ["days", "working_days", "months", "month_ends", "months"]


def test_a_saturday_after_a_friday_deadline_is_late() -> None:
    found = deadline(date(2024, 5, 10), working_days(5), CALENDAR)
    assert found.last_day == date(2024, 5, 17)
    assert not found.rolled
    assert date(2024, 5, 18) > found.last_day


def test_certain_only_where_the_holidays_are_known() -> None:
    assert deadline(date(2025, 12, 1), working_days(20), CALENDAR).certain
    assert not deadline(date(2025, 12, 30), working_days(5), CALENDAR).certain
    assert not deadline(date(2023, 12, 28), working_days(5), CALENDAR).certain
    assert deadline(date(2023, 12, 28), days(20), CALENDAR).certain  # only the last day is looked at
    assert not deadline(date(2025, 12, 28), days(5), CALENDAR).certain
    closed = CALENDAR.with_unit(None, {date(2025, 12, 31)}, ())
    assert not deadline(date(2025, 12, 28), days(3), closed).certain  # rolls into 2026


def test_notice_in_days_is_never_rolled() -> None:
    assert latest_notice(date(2024, 5, 7), days(2), CALENDAR) == date(2024, 5, 5)  # a Sunday
    assert notice_given(date(2024, 5, 5), date(2024, 5, 7), days(2), CALENDAR)
    assert not notice_given(date(2024, 5, 6), date(2024, 5, 7), days(2), CALENDAR)


def test_working_notice_counts_the_day_of_the_event_if_it_is_worked() -> None:
    tuesday, saturday = date(2024, 6, 18), date(2024, 6, 22)
    assert notice_given(date(2024, 6, 11), tuesday, working_days(5), CALENDAR)
    assert not notice_given(date(2024, 6, 12), tuesday, working_days(5), CALENDAR)
    assert notice_given(date(2024, 6, 14), saturday, working_days(5), CALENDAR)
    assert notice_given(date(2024, 6, 16), saturday, working_days(5), CALENDAR)
    assert not notice_given(date(2024, 6, 17), saturday, working_days(5), CALENDAR)
    assert latest_notice(saturday, working_days(0), CALENDAR) == saturday


def test_notice_in_months() -> None:
    assert latest_notice(date(2024, 6, 15), months(3), CALENDAR) == date(2024, 3, 15)
    assert latest_notice(date(2024, 4, 30), months(1), CALENDAR) == date(2024, 3, 31)
    assert latest_notice(date(2024, 3, 31), months(1), CALENDAR) == date(2024, 2, 29)
    assert latest_notice(date(2025, 2, 28), Quantity("years", 1), CALENDAR) == date(2024, 2, 29)


def test_a_term_never_rolls() -> None:
    assert term_last_day(date(2024, 5, 6), days(5)) == date(2024, 5, 11)
    assert term_last_day(date(2024, 3, 8), months(3)) == date(2024, 6, 8)
    assert term_last_day(date(2024, 2, 29), Quantity("years", 2)) == date(2026, 2, 28)


def test_day_after_never_rolls() -> None:
    assert day_after(date(2024, 5, 6), days(5), CALENDAR) == date(2024, 5, 11)
    assert day_after(date(2024, 4, 26), working_days(2), CALENDAR) == date(2024, 5, 2)
    assert day_after(date(2024, 5, 31), Quantity("month_ends", 3), CALENDAR) == date(2024, 8, 31)
    assert day_after(date(2024, 5, 31), months(1), CALENDAR) == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("elapsed", "minimum", "enough"),
    [(30, days(30), True), (29, days(30), False), (31, days(30), True), (0, days(0), True)],
)
def test_the_first_day_of_a_span_is_not_counted(elapsed: int, minimum: Quantity, enough: bool) -> None:
    run = Run(date(2024, 3, 1), date(2024, 3, 1) + timedelta(days=elapsed))
    assert run.elapsed == elapsed
    assert lasts_long_enough(run, minimum) is enough


def test_spans_in_months() -> None:
    run = Run(date(2024, 1, 31), date(2024, 2, 29))
    assert lasts_long_enough(run, months(1))
    assert not_longer(run, months(1))
    assert not lasts_long_enough(Run(date(2024, 1, 31), date(2024, 2, 28)), months(1))
    assert not not_longer(Run(date(2024, 1, 31), date(2024, 3, 1)), months(1))
    assert not_longer(Run(date(2023, 2, 28), date(2024, 2, 28)), Quantity("years", 1))


def test_an_upper_limit_is_read_the_same_way() -> None:
    assert not_longer(Run(date(2024, 3, 1), date(2024, 3, 16)), days(15))
    assert not not_longer(Run(date(2024, 3, 1), date(2024, 3, 17)), days(15))


@pytest.mark.parametrize(
    ("interruptions", "expected"),
    [
        ([], [(1, 20)]),
        ([(5, 7)], [(1, 4), (8, 20)]),
        ([(1, 3)], [(4, 20)]),
        ([(18, 20)], [(1, 17)]),
        ([(1, 20)], []),
        ([(8, 9), (3, 8)], [(1, 2), (10, 20)]),
        ([(3, 12), (5, 6)], [(1, 2), (13, 20)]),
        ([(21, 25)], [(1, 20)]),
        ([(5, 5), (6, 6)], [(1, 4), (7, 20)]),
        ([(19, 28)], [(1, 18)]),
    ],
)
def test_interruptions_break_a_span(
    interruptions: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    cuts = [(date(2024, 3, first), date(2024, 3, last)) for first, last in interruptions]
    runs = unbroken_runs(date(2024, 3, 1), date(2024, 3, 20), cuts)
    assert [(run.first.day, run.last.day) for run in runs] == expected


def test_spans_that_run_backwards_are_refused() -> None:
    one, two = date(2024, 3, 1), date(2024, 3, 2)
    with pytest.raises(ValueError, match="before it begins"):
        unbroken_runs(two, one, [])
    with pytest.raises(ValueError, match="before it begins"):
        unbroken_runs(one, two, [(two, one)])


def test_the_longest_run_and_of_equals_the_earliest() -> None:
    runs = [Run(date(2024, 3, first), date(2024, 3, last)) for first, last in ((20, 24), (10, 14), (1, 3))]
    assert longest_unbroken(runs) == Run(date(2024, 3, 10), date(2024, 3, 14))
    assert longest_unbroken(()) is None


def test_broadcast_days_are_dates_in_a_row() -> None:
    march = [date(2024, 3, day) for day in (5, 1, 2, 3, 3, 7, 8)]
    assert longest_consecutive(march) == 3
    assert longest_consecutive([date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]) == 3
    assert longest_consecutive([date(2024, 3, 1), date(2024, 3, 3)]) == 1
    assert longest_consecutive([]) == 0


@pytest.mark.parametrize(
    "unit_of",
    [
        lambda: deadline(date(2024, 1, 1), Quantity("dates", 3), CALENDAR),
        lambda: latest_notice(date(2024, 1, 1), Quantity("month_ends", 3), CALENDAR),
        lambda: latest_notice(date(2024, 1, 1), Quantity("dates", 3), CALENDAR),
        lambda: term_last_day(date(2024, 1, 1), working_days(3)),
        lambda: day_after(date(2024, 1, 1), Quantity("dates", 3), CALENDAR),
        lambda: lasts_long_enough(Run(date(2024, 1, 1), date(2024, 1, 2)), working_days(3)),
        lambda: not_longer(Run(date(2024, 1, 1), date(2024, 1, 2)), Quantity("dates", 3)),
    ],
)
def test_an_empty_cell_of_the_table_is_an_error(unit_of) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="is not counted in"):
        unit_of()


@pytest.mark.parametrize("unit", LIMIT_UNITS)
def test_limits_outside_the_calendar(unit: str) -> None:
    with pytest.raises(OverflowError):
        deadline(date(9999, 12, 30), Quantity(unit, 10), PLAIN)
    with pytest.raises(OverflowError):
        deadline(date(2024, 1, 1), Quantity(unit, 10**12), PLAIN)


@pytest.mark.parametrize("unit", ["days", "working_days", "months", "years"])
def test_notices_outside_the_calendar(unit: str) -> None:
    with pytest.raises(OverflowError):
        latest_notice(date(1, 1, 3), Quantity(unit, 10), PLAIN)
    with pytest.raises(OverflowError):
        latest_notice(date(2024, 1, 1), Quantity(unit, 10**12), PLAIN)


def test_the_last_days_of_the_calendar() -> None:
    assert latest_notice(date.max, months(0), PLAIN) == date.max
    assert term_last_day(date.max, days(0)) == date.max
    assert unbroken_runs(date(9999, 12, 1), date.max, [(date.max, date.max)]) == (
        Run(date(9999, 12, 1), date(9999, 12, 30)),
    )


@given(near, st.integers(0, 300), limits)
def test_a_later_event_never_has_an_earlier_deadline(start: date, later: int, limit: Quantity) -> None:
    first = deadline(start, limit, CALENDAR)
    second = deadline(start + timedelta(days=later), limit, CALENDAR)
    assert first.last_day <= second.last_day


@given(near, limits, st.integers(0, 30))
def test_a_longer_limit_never_ends_earlier(start: date, limit: Quantity, more: int) -> None:
    longer = Quantity(limit.unit, limit.number + more)
    assert deadline(start, limit, CALENDAR).last_day <= deadline(start, longer, CALENDAR).last_day


@given(near, limits)
def test_a_rolled_deadline_skips_no_working_day(start: date, limit: Quantity) -> None:
    found = deadline(start, limit, CALENDAR)
    assert found.unrolled == day_after(start, limit, CALENDAR)
    assert found.rolled == (found.last_day != found.unrolled)
    if limit.unit != "working_days":
        assert CALENDAR.count_between(found.unrolled - timedelta(days=1), found.last_day) == 1


@given(near, near, st.integers(0, 40))
def test_working_notice_is_a_count_of_working_days(act: date, event: date, n: int) -> None:
    """The words of the convention, written out: the event counts only if it is a working day."""
    end = event if CALENDAR.is_working(event) else event - timedelta(days=1)
    counted = CALENDAR.count_between(act, end)
    if n > 0:
        assert notice_given(act, event, working_days(n), CALENDAR) is (counted >= n)


@given(near, notices)
def test_the_latest_notice_is_the_latest(event: date, at_least: Quantity) -> None:
    latest = latest_notice(event, at_least, CALENDAR)
    assert latest <= event
    assert notice_given(latest, event, at_least, CALENDAR)
    assert not notice_given(latest + timedelta(days=1), event, at_least, CALENDAR)
    if at_least.whole_months is not None:
        assert add_months(latest, at_least.whole_months) <= event
        assert add_months(latest + timedelta(days=1), at_least.whole_months) > event


spans = st.tuples(near, st.integers(0, 60)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))
short_cuts = st.lists(st.tuples(st.integers(-20, 140), st.integers(0, 15)), max_size=6)


@given(near, st.integers(0, 120), short_cuts)
def test_runs_and_interruptions_part_the_dates_of_the_span(
    first: date, length: int, cuts: list[tuple[int, int]]
) -> None:
    last = first + timedelta(days=length)
    interruptions = [(first + timedelta(days=at), first + timedelta(days=at + long)) for at, long in cuts]
    runs = unbroken_runs(first, last, interruptions)
    kept = [run.first + timedelta(days=n) for run in runs for n in range(run.elapsed + 1)]
    span = [first + timedelta(days=n) for n in range(length + 1)]
    assert kept == [day for day in span if not any(begins <= day <= ends for begins, ends in interruptions)]
    for run, following in pairwise(runs):
        assert following.first > run.last + timedelta(days=1)
    longest = longest_unbroken(runs)
    assert longest_consecutive(kept) == (0 if longest is None else longest.elapsed + 1)


@given(spans, lengths)
def test_both_bounds_meet_at_one_day(span: tuple[date, date], length: Quantity) -> None:
    run = Run(*span)
    assert lasts_long_enough(run, length) or not_longer(run, length)
    both = lasts_long_enough(run, length) and not_longer(run, length)
    assert both is (term_last_day(run.first, length) == run.last)
