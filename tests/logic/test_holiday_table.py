"""The committed table of holidays against the library from which it was written, year by year."""

import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from holidays import Vietnam

from qcdc_rules.logic.working_days import WorkingCalendar

ROOT = Path(__file__).parents[2]
TABLE: dict[str, Any] = yaml.safe_load((ROOT / "rules/holidays.yaml").read_text(encoding="utf-8"))
YEARS = range(TABLE["first_year"], TABLE["last_year"] + 1)
LIBRARY = Vietnam(years=range(YEARS.start, YEARS.stop + 1))


def dated(key: str) -> list[date]:
    return [date.fromisoformat(f"{year}-{day}") for year, days in TABLE[key].items() for day in days]


CALENDAR = WorkingCalendar(
    rest_weekdays=frozenset({5, 6}),
    holidays=frozenset(dated("days")),
    makeup=frozenset(dated("makeup")),
    first_year=TABLE["first_year"],
    last_year=TABLE["last_year"],
)


@pytest.mark.parametrize("year", YEARS)
def test_days_off_are_those_of_the_library(year: int) -> None:
    assert [d for d in dated("days") if d.year == year] == sorted(d for d in LIBRARY if d.year == year)


@pytest.mark.parametrize("year", YEARS)
def test_makeup_days_are_those_of_the_library(year: int) -> None:
    stated = sorted(d for d in LIBRARY.weekend_workdays if d.year == year)
    assert [d for d in dated("makeup") if d.year == year] == stated


def test_the_committed_table_is_what_the_script_writes() -> None:
    written = runpy.run_path(str(ROOT / "tests/tools/make_holidays.py"))["table_text"]()
    assert yaml.safe_load(written) == TABLE


def test_header() -> None:
    assert TABLE["schema"] == "qcdc-holidays/1"
    assert (YEARS.start, YEARS.stop - 1) == (2007, 2027)
    assert set(TABLE["days"]) == set(YEARS)
    assert set(TABLE["makeup"]) <= set(YEARS)
    assert [cite["instrument"] for cite in TABLE["cites"]] == ["45/2019/QH14", "10/2012/QH13"]


def test_days_are_written_once_and_in_order() -> None:
    for key in ("days", "makeup"):
        assert dated(key) == sorted(set(dated(key)))


def test_a_makeup_day_is_a_weekly_rest_day() -> None:
    assert all(day.weekday() in (5, 6) for day in dated("makeup"))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2020-09-01", True),  # one day for 2/9 until 2020, two from 2021
        ("2020-09-03", True),
        ("2021-09-03", False),
        ("2024-09-03", False),
        ("2025-04-07", False),  # 10/3 lunar
        ("2024-04-18", False),
        ("2025-11-24", True),
        ("2026-11-24", False),
        ("2024-04-29", False),  # exchanged ...
        ("2024-05-04", True),  # ... for this Saturday
        ("2024-05-11", False),  # an ordinary Saturday
        ("2023-05-03", False),  # in lieu of a holiday on a weekend
    ],
)
def test_days_that_the_conventions_name(day: str, working: bool) -> None:
    assert CALENDAR.is_working(date.fromisoformat(day)) is working
