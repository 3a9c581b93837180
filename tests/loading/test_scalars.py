"""Scalars: read as a Vietnamese writer means them where the schema says what the field is, or refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.values import Gap, Still, Timed
from qcdc_rules.source import Words
from reading import at, codes, read, scalar

END = "^(none|unknown|still_up)$"
CODES = {"red": Words("đỏ", "red"), "green": Words("xanh", "green")}

DAYS = [
    ("2024-06-30", date(2024, 6, 30)),
    ("30/06/2024", date(2024, 6, 30)),
    ("3/6/2024", date(2024, 6, 3)),
    ('"03/06/2024"', date(2024, 6, 3)),
    ("2024-02-29", date(2024, 2, 29)),
    ("2023-02-29", "no-such-day"),
    ("31/04/2024", "no-such-day"),
    ("06/30/2024", "no-such-day"),
    ("30-06-2024", "not-a-date"),
    ("2024-6-30", "not-a-date"),
    ("30/6/24", "not-a-date"),
    ("30.06.2024", "not-a-date"),
    ("2024-06", "not-a-date"),
    ("20240630", "not-a-date"),
    ("1899-12-31", "no-such-day"),
    ("1900-01-01", date(1900, 1, 1)),
    ("2999-12-31", date(2999, 12, 31)),
    ("9999-12-31", "no-such-day"),
    ("hôm qua", "not-a-date"),
    ("2024-06-30T07:30", "not-a-date"),
    ("2024-06-30 25:00", "no-such-day"),
    ("still_up", "not-a-date"),
]


@pytest.mark.parametrize(("written", "expected"), DAYS)
def test_days(written: str, expected: object) -> None:
    assert scalar(written, "date", pattern="none|unknown") == expected


@pytest.mark.parametrize("written", ["2024-06-30 07:05", "30/06/2024 7:05", '"2024-06-30 7:05"'])
def test_a_day_with_its_hour(written: str) -> None:
    found = scalar(written, "date", pattern="none|unknown")
    assert isinstance(found, Timed)
    assert (found, found.minute) == (date(2024, 6, 30), 425)


def test_the_end_of_a_span() -> None:
    assert scalar("still_up", "date", pattern=END) is Still.UP
    assert scalar("none", "date", pattern=END) is Gap.NONE
    assert scalar("unknown", "date", pattern=END) is Gap.MISSING


INTEGERS = [
    ("312", 312),
    ("010", 10),
    ("0", 0),
    ("1.500.000", 1_500_000),
    ('"1.500.000"', 1_500_000),
    ("1.500", 1500),
    ("1.50", "not-an-integer"),
    ("01.500", "not-an-integer"),
    ("1,500", "not-an-integer"),
    ("1 500", "not-an-integer"),
    ("-3", "not-an-integer"),
    ("3,5", "not-an-integer"),
    ("1e3", "not-an-integer"),
    ("0x10", "not-an-integer"),
    ("0o10", "not-an-integer"),
    ("1_000", "not-an-integer"),
    ("12:30", "not-an-integer"),
    ('"312"', "not-an-integer"),
    ("none", "not-an-integer"),
    ("1000000000000000", 10**15),
    ("1000000000000001", "not-an-integer"),
    ("9" * 400, "not-an-integer"),
    ("unknown", Gap.MISSING),
    ("ba", "not-an-integer"),
    ("٣", "not-an-integer"),
]


@pytest.mark.parametrize(("written", "expected"), INTEGERS)
def test_whole_numbers(written: str, expected: object) -> None:
    assert scalar(written, "integer") == expected


DECIMALS = [
    ("16,36", Fraction(1636, 100)),
    ('"16,36"', Fraction(1636, 100)),
    ("16.36", Fraction(1636, 100)),
    ("50%", Fraction(50)),
    ("12,5%", Fraction(25, 2)),
    ("0,1", Fraction(1, 10)),
    ("51", Fraction(51)),
    ("1.500", "ambiguous-number"),
    ("1.500,5", "not-a-number"),
    ("-1", "not-a-number"),
    ("150%", Fraction(150)),
    ("nửa", "not-a-number"),
]


@pytest.mark.parametrize(("written", "expected"), DECIMALS)
def test_decimals(written: str, expected: object) -> None:
    assert scalar(written, "decimal") == expected


@pytest.mark.parametrize(
    ("written", "expected"), [("100%", 100), ("100,0", 100), ("100,1%", "not-a-number"), ("101", "not-a-number")]
)
def test_a_share_is_at_most_a_hundred_percent(written: str, expected: object) -> None:
    assert scalar(written, "decimal", maximum=100) == expected


BOOLEANS = [
    ("true", True),
    ("false", False),
    ("có", True),
    ("không", False),
    ('"có"', True),
    ("yes", "not-a-truth"),
    ("no", "not-a-truth"),
    ("on", "not-a-truth"),
    ("True", "not-a-truth"),
    ('"true"', "not-a-truth"),
    ("1", "not-a-truth"),
    ("none", "not-a-truth"),
    ("unknown", Gap.MISSING),
]


@pytest.mark.parametrize(("written", "expected"), BOOLEANS)
def test_truths(written: str, expected: object) -> None:
    found = scalar(written, "boolean")
    assert found == expected
    assert type(found) is type(expected)


TEXTS = [
    ("00012", "00012"),
    ("12:30", "12:30"),
    ("yes", "yes"),
    ("1.500.000", "1.500.000"),
    ("2024-06-30", "2024-06-30"),
    ("none", Gap.NONE),
    ("unknown", Gap.MISSING),
]


@pytest.mark.parametrize(("written", "expected"), TEXTS)
def test_texts_stay_as_written(written: str, expected: object) -> None:
    assert scalar(written, "text") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("red", "red"), ("Red", "unknown-code"), ("rde", "unknown-code"), ("none", Gap.NONE), ("unknown", Gap.MISSING)],
)
def test_codes(written: str, expected: object) -> None:
    assert scalar(written, "code", codes=CODES) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("T1", "T1"),
        ("Thôn-1", "Thôn-1"),
        ("01", "01"),
        ("none", "bad-id"),
        ("unknown", "bad-id"),
        ("a b", "bad-id"),
        ("a/b", "bad-id"),
        ("x" * 65, "bad-id"),
        ('""', "bad-id"),
    ],
)
def test_ids(written: str, expected: object) -> None:
    assert scalar(written, "id") == expected


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2024", "2024"),
        ("2024-H1", "2024-H1"),
        ("2024-Q3", "2024-Q3"),
        ("2024-M05", "2024-M05"),
        ("2024-W07", "2024-W07"),
    ],
)
def test_calendar_parts(written: str, text: str) -> None:
    assert str(scalar(written, "part")) == text


@pytest.mark.parametrize("written", ["24", "2024-H3", "2024-Q5", "2024-M13", "2023-W53", "quý 3", "0024"])
def test_what_is_no_calendar_part(written: str) -> None:
    assert scalar(written, "part") == "not-a-calendar-part"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{working_days: 5}", Quantity("working_days", 5)),
        ("{days: 030}", Quantity("days", 30)),
        ("{months: 3}", Quantity("months", 3)),
        ("none", Gap.NONE),
        ("unknown", Gap.MISSING),
        ("{days: 0}", None),
        ("{days: 1.500}", None),
        ("{days: 36501}", None),
        ("{years: 101}", None),
        ("{weeks: 2}", None),
        ("{days: 5, months: 1}", None),
        ("30 ngày", None),
    ],
)
def test_lengths_of_time(written: str, expected: object) -> None:
    found = read(f"publicized: [{{id: C1, special_rule: {{limit: {written}}}}}]\n")
    stated = at(found, "publicized[1].special_rule.limit")
    assert stated == (Gap.MISSING if expected is None else expected)
    assert codes(found) == (["not-a-quantity"] if expected is None else [])


def test_what_is_wrong_is_told_where_it_stands_and_nothing_else_is_lost() -> None:
    found = read(
        """\
        decided:
          - id: D1
            agree_count: năm mươi
            household_count: 80
            voted_onn: 2024-01-01
        """
    )
    assert [(p.line, p.code, p.path) for p in found.problems] == [
        (6, "not-an-integer", "decided[D1].agree_count"),
        (8, "unknown-field", "decided[D1]"),
    ]
    assert at(found, "decided[1].agree_count") is Gap.MISSING
    assert at(found, "decided[1].household_count") == 80
    for problem in found.problems:
        assert problem.words.vi
        assert problem.words.en
