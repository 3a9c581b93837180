from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdc_rules.logic.parts import (
    TERM,
    CalendarPart,
    contains,
    parse_part,
    part_of,
    parts_touching,
    working_years_touching,
)

DATED_KINDS = ("year", "half_year", "quarter", "month", "week")
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
kinds = st.sampled_from(DATED_KINDS)
year_ends = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-H1", "half_year", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-H2", "half_year", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-Q1", "quarter", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q3", "quarter", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-M02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-M12", "month", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-W07", "week", date(2024, 2, 12), date(2024, 2, 18)),
        ("2025-W01", "week", date(2024, 12, 30), date(2025, 1, 5)),
        ("2020-W53", "week", date(2020, 12, 28), date(2021, 1, 3)),
        ("9999-M12", "month", date(9999, 12, 1), date.max),
        ("term", "term", None, None),
    ],
)
def test_written_parts(text: str, kind: str, first: date | None, last: date | None) -> None:
    assert parse_part(text) == CalendarPart(text, kind, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "24", "02024", "0000", "2024-", "2024-H0", "2024-H3", "2024-Q5", "2024-Q01", "2024-M5",
        "2024-M00", "2024-M13", "2024-W00", "2023-W53", "2024-W7", "2024-h1", " 2024", "2024\n",
        "2024-05", "Term", "٢٠٢٤", "0000-W01", "9999-W52",
    ],
)  # fmt: skip
def test_texts_that_name_no_part(text: str) -> None:
    assert parse_part(text) is None


@given(kinds, days)
def test_a_part_is_read_back_and_holds_its_day(kind: str, day: date) -> None:
    part = part_of(kind, day)
    assert parse_part(str(part)) == part
    assert contains(part, day)


@given(kinds, days, st.integers(0, 900))
def test_touching_parts_join_without_gap(kind: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    parts = parts_touching(kind, first, last)
    assert contains(parts[0], first)
    assert contains(parts[-1], last)
    for part, following in pairwise(parts):
        assert part.last is not None
        assert following.first == part.last + timedelta(days=1)
        assert part < following
    assert len(set(parts)) == len(parts)


def test_parts_of_a_period() -> None:
    texts = [part.text for part in parts_touching("quarter", date(2023, 12, 31), date(2024, 7, 1))]
    assert texts == ["2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3"]
    assert parts_touching("year", date(2024, 1, 1), date(2024, 12, 31)) == (parse_part("2024"),)


def test_contains_both_ends() -> None:
    part = part_of("quarter", date(2024, 8, 15))
    inside = [contains(part, date(2024, m, d)) for m, d in ((6, 30), (7, 1), (9, 30), (10, 1))]
    assert inside == [False, True, True, False]


def test_the_term_has_no_days() -> None:
    assert parts_touching("term", date(2024, 1, 1), date(2024, 12, 31)) == (TERM,)
    assert part_of("term", date(2024, 1, 1)) is TERM
    with pytest.raises(ValueError, match="no days"):
        contains(TERM, date(2024, 1, 1))


def test_misuse() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        part_of("decade", date(2024, 1, 1))
    with pytest.raises(ValueError, match="before it begins"):
        parts_touching("month", date(2024, 2, 1), date(2024, 1, 31))


def test_the_ends_of_the_calendar() -> None:
    for kind in DATED_KINDS:
        assert contains(part_of(kind, date.min), date.min)
    for kind in ("year", "half_year", "quarter", "month"):
        assert part_of(kind, date.max).last == date.max
    with pytest.raises(OverflowError):
        part_of("week", date.max)
    with pytest.raises(OverflowError):
        working_years_touching((5, 31), date.max, date.max)
    with pytest.raises(OverflowError):
        working_years_touching((5, 31), date.min, date.min)
    assert working_years_touching((12, 31), date.min, date.min) == (parse_part("0001"),)


@pytest.mark.parametrize(
    ("ends", "first", "last", "expected"),
    [
        ((12, 31), date(2024, 1, 1), date(2024, 12, 31), [("2024", date(2024, 1, 1), date(2024, 12, 31))]),
        (
            (5, 31),
            date(2024, 5, 31),
            date(2024, 6, 1),
            [("2024", date(2023, 6, 1), date(2024, 5, 31)), ("2025", date(2024, 6, 1), date(2025, 5, 31))],
        ),
        (
            (2, 29),
            date(2024, 2, 29),
            date(2025, 2, 28),
            [("2024", date(2023, 3, 1), date(2024, 2, 29)), ("2025", date(2024, 3, 1), date(2025, 2, 28))],
        ),
        (
            (2, 28),
            date(2024, 2, 28),
            date(2024, 2, 29),
            [("2024", date(2023, 3, 1), date(2024, 2, 28)), ("2025", date(2024, 2, 29), date(2025, 2, 28))],
        ),
    ],
)
def test_working_years(
    ends: tuple[int, int], first: date, last: date, expected: list[tuple[str, date, date]]
) -> None:
    parts = working_years_touching(ends, first, last)
    assert [(part.text, part.first, part.last) for part in parts] == expected
    assert {part.kind for part in parts} == {"year"}


@pytest.mark.parametrize("ends", [(2, 30), (13, 1), (4, 31), (0, 1)])
def test_a_working_year_ends_on_a_day_that_exists(ends: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"month|day"):
        working_years_touching(ends, date(2024, 1, 1), date(2024, 12, 31))


@given(year_ends, days, st.integers(0, 900))
def test_working_years_join_without_gap(ends: tuple[int, int], first: date, length: int) -> None:
    parts = working_years_touching(ends, first, first + timedelta(days=length))
    assert contains(parts[0], first)
    for part, following in pairwise(parts):
        assert part.last is not None
        assert following.first == part.last + timedelta(days=1)
        assert int(following.text) == int(part.text) + 1
    for part in parts:
        assert part.last is not None
        assert part.last.year == int(part.text)
