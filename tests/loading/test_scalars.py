"""Scalars: read as a Vietnamese writer means them where the schema says what the field is, or refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.values import Gap, Still, Timed
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Table, Words, read_bytes
from reading import HEADER, Reader, at, codes, keys, read, scalar

END = "^(none|unknown|still_up)$"
TWICE = {"a1": Words("hòa giải", "one"), "a2": Words("Hoà giải", "two"), "b": Words("thủy lợi", "b")}
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


def of_label(written: str) -> tuple[object, list[str]]:
    """What a reader takes from a field of the codes `TWICE`, and what it says."""
    node, _ = read_bytes(f"x: {written}\n".encode(), "x.yaml")
    assert isinstance(node, Table)
    value = node.get("x")
    assert value is not None
    reader = Reader("x.yaml", {})
    found = reader.value(value, Field("x", "code", Words("x", "x"), Words("x", "x"), codes=TWICE), "x")
    return found, [problem.words.vi for problem in reader.problems]


@pytest.mark.parametrize("written", ["thủy lợi", "Thuỷ Lợi", "THỦY  LỢI", '"thủy lợi"'])
def test_the_label_of_one_code_stands_for_it(written: str) -> None:
    assert of_label(written) == ("b", [])


def test_a_label_of_several_codes_is_refused_with_all_of_them() -> None:
    found, said = of_label("hoà giải")
    assert found is Gap.MISSING
    assert "a1, a2" in said[0]


def test_an_unknown_word_is_told_the_whole_list() -> None:
    _, said = of_label("cấp nước")
    assert "a1 (hòa giải), a2 (Hoà giải), b (thủy lợi)" in said[0]


def test_labels_in_the_head_and_in_a_compact_spelling() -> None:
    header = HEADER.replace("kind: commune", "kind: Xã")
    found = read("publicized:\n  - {id: D1, slugs: [Tài sản công, peoples_contributions]}\n", header)
    assert (found.regulation, at(found, "unit.kind")) == ("commune", "commune")
    assert codes(found) == []
    assert at(found, "publicized[1].slug") == "public_assets"
    assert keys(found, "publicized") == ["D1.public_assets", "D1.peoples_contributions"]


def test_a_form_that_nobody_filled_in_is_refused() -> None:
    found = read("", HEADER.replace('"00012"', "SUA-MA-DON-VI").replace("Xã Một", "Tên đơn vị (sửa)"))
    assert codes(found) == ["untouched-form", "untouched-form"]


def test_an_error_of_a_line_for_several_records_is_told_once() -> None:
    found = read("publicized:\n  - {id: D1, slugs: [public_assets, peoples_contributions], shown_on: 3}\n")
    assert codes(found).count("unknown-field") == 1


@pytest.mark.parametrize(("written", "said"), [("Có", True), ("CÓ", True), ("Không", False), ("KHÔNG", False)])
def test_yes_and_no_in_any_case(written: str, said: bool) -> None:
    assert scalar(written, "boolean") is said
