"""The worked cases of the accounts of the law that rest on counting alone."""

from datetime import date

import pytest

from qcdc_rules.logic.counting import (
    deadline,
    lasts_long_enough,
    longest_unbroken,
    notice_given,
    unbroken_runs,
)
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.share import Share
from qcdc_rules.logic.working_days import WorkingCalendar

FIVE = Quantity("working_days", 5)
THIRTY = Quantity("days", 30)


def calendar(*holidays: date) -> WorkingCalendar:
    return WorkingCalendar(frozenset({5, 6}), frozenset(holidays), frozenset(), 2024, 2025)


def in_time(act: date, start: date, limit: Quantity, days: WorkingCalendar) -> bool:
    return act <= deadline(start, limit, days).last_day


@pytest.mark.parametrize(("recognised", "ok"), [(10, True), (11, False), (9, True)])
def test_c06_five_working_days_across_a_public_holiday(recognised: int, ok: bool) -> None:
    days = calendar(date(2025, 4, 7))
    assert in_time(date(2025, 4, recognised), date(2025, 4, 2), FIVE, days) is ok


@pytest.mark.parametrize(
    ("published", "limit", "ok"),
    [(17, 5, True), (20, 5, False), (18, 5, False), (24, 10, True), (25, 10, False)],
)
def test_c09_five_working_days_over_a_weekend(published: int, limit: int, ok: bool) -> None:
    quantity = Quantity("working_days", limit)
    assert in_time(date(2024, 5, published), date(2024, 5, 10), quantity, calendar()) is ok


@pytest.mark.parametrize(
    ("last", "breaks", "elapsed"),
    [
        (date(2024, 3, 31), [], 30),
        (date(2024, 3, 29), [], 28),
        (date(2024, 3, 30), [], 29),
        (date(2024, 4, 10), [(date(2024, 3, 16), date(2024, 3, 19))], 21),
    ],
)
def test_c10_thirty_consecutive_days_of_posting(
    last: date, breaks: list[tuple[date, date]], elapsed: int
) -> None:
    run = longest_unbroken(unbroken_runs(date(2024, 3, 1), last, breaks))
    assert run is not None
    assert run.elapsed == elapsed
    assert lasts_long_enough(run, THIRTY) is (elapsed >= 30)


@pytest.mark.parametrize(("posted", "ok"), [(11, True), (12, False)])
def test_c21_schedule_five_working_days_ahead(posted: int, ok: bool) -> None:
    assert notice_given(date(2024, 6, posted), date(2024, 6, 18), FIVE, calendar()) is ok


@pytest.mark.parametrize(("sent", "ok"), [(date(2024, 4, 26), True), (date(2024, 4, 29), False)])
def test_wp_04_agenda_across_two_holidays(sent: date, ok: bool) -> None:
    days = calendar(date(2024, 4, 30), date(2024, 5, 1))
    assert notice_given(sent, date(2024, 5, 7), FIVE, days) is ok


@pytest.mark.parametrize(("sent", "ok"), [(date(2024, 4, 26), True), (date(2024, 4, 29), False)])
def test_wp_04_where_the_table_holds_the_exchange_that_the_employer_did_not_make(
    sent: date, ok: bool
) -> None:
    table = WorkingCalendar(
        frozenset({5, 6}),
        frozenset({date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)}),
        frozenset({date(2024, 5, 4)}),
        2024,
        2025,
    )
    days = table.with_unit(None, {date(2024, 5, 4)}, {date(2024, 4, 29)})
    assert notice_given(sent, date(2024, 5, 7), FIVE, days) is ok


@pytest.mark.parametrize(
    ("posted", "rest", "ok"),
    [(18, {5, 6}, True), (19, {5, 6}, False), (18, {6}, False), (17, {6}, True)],
)
def test_wp_05_three_working_days_over_a_weekend(posted: int, rest: set[int], ok: bool) -> None:
    days = calendar().with_unit(frozenset(rest), (), ())
    three = Quantity("working_days", 3)
    assert in_time(date(2024, 6, posted), date(2024, 6, 13), three, days) is ok


@pytest.mark.parametrize(("replied", "ok"), [(6, True), (9, False), (7, False)])
def test_wp_06_reply_over_national_day(replied: int, ok: bool) -> None:
    days = calendar(date(2024, 9, 2), date(2024, 9, 3))
    assert in_time(date(2024, 9, replied), date(2024, 8, 28), FIVE, days) is ok


@pytest.mark.parametrize(("support", "ok"), [(3, True), (2, False)])
def test_wp_06_request_by_thirty_per_cent(support: int, ok: bool) -> None:
    assert Share(3, 10, strict=False).reached(support, 10) is ok


@pytest.mark.parametrize(
    ("year_ended", "held", "ok"),
    [
        (date(2024, 12, 31), date(2025, 3, 31), True),
        (date(2024, 12, 31), date(2025, 4, 1), False),
        (date(2024, 6, 30), date(2024, 9, 30), True),
        (date(2024, 6, 30), date(2024, 10, 1), False),
    ],
)
def test_wp_21_conference_by_the_end_of_the_third_month(year_ended: date, held: date, ok: bool) -> None:
    assert in_time(held, year_ended, Quantity("month_ends", 3), calendar()) is ok


@pytest.mark.parametrize(("published", "ok"), [(17, True), (18, False)])
def test_a01_five_working_days_over_a_weekend(published: int, ok: bool) -> None:
    assert in_time(date(2024, 10, published), date(2024, 10, 10), FIVE, calendar()) is ok


@pytest.mark.parametrize(("published", "ok"), [(9, True), (10, False)])
def test_a02_five_working_days_over_a_public_holiday(published: int, ok: bool) -> None:
    days = calendar(date(2024, 9, 2), date(2024, 9, 3))
    assert in_time(date(2024, 9, published), date(2024, 8, 29), FIVE, days) is ok
