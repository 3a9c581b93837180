from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdc_rules.frozen import changed
from qcdc_rules.logic.working_days import WorkingCalendar

WEEKEND = frozenset({5, 6})
CALENDAR = WorkingCalendar(
    rest_weekdays=WEEKEND,
    holidays=frozenset({date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)}),
    makeup=frozenset({date(2024, 5, 4)}),
    first_year=2023,
    last_year=2025,
)

near = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    holidays = draw(st.frozensets(near, max_size=40))
    makeup = draw(st.frozensets(near, max_size=10))
    rest = draw(st.frozensets(st.integers(0, 6), max_size=6))
    return WorkingCalendar(rest, holidays, makeup - holidays, 2024, 2024)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2024, 4, 26), True),
        (date(2024, 4, 27), False),
        (date(2024, 4, 29), False),
        (date(2024, 5, 2), True),
        (date(2024, 5, 4), True),
        (date(2024, 5, 5), False),
    ],
)
def test_working_days(day: date, working: bool) -> None:
    assert CALENDAR.is_working(day) is working


def test_the_day_of_the_event_is_not_counted() -> None:
    assert CALENDAR.nth_after(date(2024, 4, 25), 1) == date(2024, 4, 26)
    assert CALENDAR.nth_after(date(2024, 4, 26), 1) == date(2024, 5, 2)
    assert CALENDAR.nth_after(date(2024, 4, 26), 3) == date(2024, 5, 4)
    assert CALENDAR.nth_after(date(2024, 4, 27), 0) == date(2024, 4, 27)


def test_counting_back_counts_the_day_itself_if_it_is_worked() -> None:
    assert CALENDAR.nth_upto(date(2024, 5, 2), 1) == date(2024, 5, 2)
    assert CALENDAR.nth_upto(date(2024, 5, 2), 2) == date(2024, 4, 26)
    assert CALENDAR.nth_upto(date(2024, 5, 1), 1) == date(2024, 4, 26)


def test_next_working() -> None:
    assert CALENDAR.next_working(date(2024, 4, 26)) == date(2024, 4, 26)
    assert CALENDAR.next_working(date(2024, 4, 27)) == date(2024, 5, 2)
    assert CALENDAR.next_working(date(2024, 5, 4)) == date(2024, 5, 4)


def test_count_between_excludes_the_first_and_includes_the_last() -> None:
    assert CALENDAR.count_between(date(2024, 4, 26), date(2024, 5, 4)) == 3
    assert CALENDAR.count_between(date(2024, 4, 25), date(2024, 4, 26)) == 1
    assert CALENDAR.count_between(date(2024, 4, 26), date(2024, 4, 26)) == 0
    assert CALENDAR.count_between(date(2024, 5, 4), date(2024, 4, 26)) == 0


def test_covers() -> None:
    assert [CALENDAR.covers(date(year, 6, 1)) for year in (2022, 2023, 2025, 2026)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_units_own_days_go_before_the_table() -> None:
    unit = CALENDAR.with_unit(None, {date(2024, 5, 4), date(2024, 6, 3)}, {date(2024, 4, 29)})
    assert unit.is_working(date(2024, 4, 29))
    assert not unit.is_working(date(2024, 5, 4))
    assert not unit.is_working(date(2024, 6, 3))
    assert not unit.is_working(date(2024, 4, 30))
    assert unit.rest_weekdays == WEEKEND
    assert (unit.first_year, unit.last_year) == (2023, 2025)


def test_the_units_own_week() -> None:
    unit = CALENDAR.with_unit(frozenset({6}), (), ())
    assert unit.is_working(date(2024, 6, 1))
    assert not unit.is_working(date(2024, 6, 2))
    assert CALENDAR.with_unit(frozenset(), (), ()).is_working(date(2024, 6, 2))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rest_weekdays": frozenset(range(7))}, "no working day"),
        ({"rest_weekdays": frozenset({7})}, "weekdays are 0"),
        ({"makeup": frozenset({date(2024, 4, 30)})}, "2024-04-30"),
        ({"first_year": 2026}, "backwards"),
    ],
)
def test_impossible_calendars_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        changed(CALENDAR, **change)


def test_a_unit_cannot_state_a_day_off_and_worked() -> None:
    with pytest.raises(ValueError, match="2024-06-03"):
        CALENDAR.with_unit(None, {date(2024, 6, 3)}, {date(2024, 6, 3)})


def test_the_ends_of_the_calendar() -> None:
    with pytest.raises(OverflowError):
        CALENDAR.nth_after(date.max, 1)
    with pytest.raises(OverflowError, match="outside the calendar"):
        CALENDAR.nth_after(date(2024, 1, 1), 10**12)
    with pytest.raises(OverflowError):
        CALENDAR.nth_after(date(9999, 12, 1), 30)
    with pytest.raises(OverflowError):
        CALENDAR.nth_upto(date.min, 2)
    with pytest.raises(OverflowError):
        CALENDAR.with_unit(None, {date.max}, ()).next_working(date.max)
    assert CALENDAR.next_working(date.max) == date.max  # a Friday
    assert CALENDAR.count_between(date.max - timedelta(days=7), date.max) == 5


@pytest.mark.parametrize(("method", "n"), [("nth_after", -1), ("nth_upto", 0)])
def test_counts_that_make_no_sense(method: str, n: int) -> None:
    with pytest.raises(ValueError, match="counted"):
        getattr(CALENDAR, method)(date(2024, 1, 1), n)


@given(calendars(), near, st.integers(0, 60))
def test_counting_to_the_nth_gives_n(calendar: WorkingCalendar, day: date, n: int) -> None:
    reached = calendar.nth_after(day, n)
    assert calendar.count_between(day, reached) == n
    assert n == 0 or calendar.is_working(reached)


@given(calendars(), near, st.integers(1, 60))
def test_counting_back_is_the_mirror(calendar: WorkingCalendar, day: date, n: int) -> None:
    reached = calendar.nth_upto(day, n)
    assert calendar.is_working(reached)
    assert calendar.count_between(reached - timedelta(days=1), day) == n


@given(calendars(), near)
def test_the_next_working_day_skips_none(calendar: WorkingCalendar, day: date) -> None:
    reached = calendar.next_working(day)
    assert calendar.is_working(reached)
    assert calendar.count_between(day - timedelta(days=1), reached) == 1
