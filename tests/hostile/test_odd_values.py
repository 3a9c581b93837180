"""Odd, contradictory and monstrous values inside a submission that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hostile_runs import BASES, COMMUNE, WORKPLACE, answer, as_bytes, changed, codes, gate, places

from qcdc_rules import check
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.model.report import Report

CK1 = ("publicized", "items", 0)
POSTING = (*CK1, "postings", 0)
QD1 = ("decided", 0)
MANY_DAYS = [(date(2015, 1, 1) + timedelta(days=n)).isoformat() for n in range(3000)]
NFD_NAME = "Xa\u0303 Ho\u0300a Bi\u0300nh"

# where, the value, the code of the problem (none: it is fine)
CASES: dict[str, tuple[tuple[str | int, ...], Any, str]] = {
    "leading zero": (("villages", 0, "household_count"), "010", "not-an-integer"),
    "time for a number": (("villages", 0, "household_count"), "12:30", "not-an-integer"),
    "a word for a number": (("villages", 0, "household_count"), "một trăm", "not-an-integer"),
    "a negative number": (("villages", 0, "household_count"), -5, "not-an-integer"),
    "a fraction of a household": (("villages", 0, "household_count"), 12.5, "not-an-integer"),
    "a huge number": (("villages", 0, "household_count"), 10**17, "not-an-integer"),
    "an endless number": (("villages", 0, "household_count"), int("9" * 4000), "not-an-integer"),
    "a grouped number": (("villages", 0, "household_count"), "1.083", ""),
    "a wrongly grouped number": (("villages", 0, "household_count"), "1.08", "not-an-integer"),
    "Arabic digits": (("villages", 0, "household_count"), "١٢٣", "not-an-integer"),
    "none for a number": (("villages", 0, "household_count"), "none", "not-an-integer"),
    "yes": (("unit", "has_portal"), "yes", "not-a-truth"),
    "on": (("unit", "has_portal"), "on", "not-a-truth"),
    "1 for true": (("unit", "has_portal"), 1, "not-a-truth"),
    "có": (("unit", "has_portal"), "có", ""),
    "a Vietnamese date": ((*CK1, "decided_on"), "04/3/2024", ""),
    "an American date": ((*CK1, "decided_on"), "03/14/2024", "no-such-day"),
    "no such day": ((*CK1, "decided_on"), "2024-02-30", "no-such-day"),
    "the 29th of February of a common year": ((*CK1, "decided_on"), "29/02/2023", "no-such-day"),
    "a date without zeros": ((*CK1, "decided_on"), "2024-3-4", "not-a-date"),
    "a date with an hour that is none": ((*CK1, "decided_on"), "2024-03-04 25:00", "no-such-day"),
    "a date with a zone": ((*CK1, "decided_on"), "2024-03-04T00:00:00Z", "not-a-date"),
    "a number for a date": ((*CK1, "decided_on"), 20240304, "not-a-date"),
    "the year 0": ((*CK1, "decided_on"), "0000-01-01", "no-such-day"),
    "the year 1": ((*CK1, "decided_on"), "0001-01-01", "no-such-day"),
    "the year 9999": ((*CK1, "decided_on"), "9999-12-31", "no-such-day"),
    "the first day that can be meant": ((*CK1, "decided_on"), "1900-01-01", ""),
    "the last day that can be meant": ((*CK1, "decided_on"), "2999-12-31", ""),
    "an unknown content": ((*CK1, "slug"), "commune_budget_estimat", "unknown-code"),
    "an unknown kind of unit": (("unit", "kind"), "comune", "unknown-code"),
    "a week that is none": (("publicized", "items", 1, "period"), "2024-W54", "not-a-calendar-part"),
    "a quarter that is none": (("publicized", "items", 1, "period"), "2024-Q5", "not-a-calendar-part"),
    "a month that is none": (("publicized", "items", 1, "period"), "2024-M13", "not-a-calendar-part"),
    "the year 0 as a period": (("publicized", "items", 1, "period"), "0000", "not-a-calendar-part"),
    "an id with a slash": ((*CK1, "id"), "CK/1", "bad-id"),
    "an id with brackets": ((*CK1, "id"), "CK[1]", "bad-id"),
    "an id of blanks": ((*CK1, "id"), "   ", "bad-id"),
    "an endless id": ((*CK1, "id"), "x" * 10_000, "bad-id"),
    "a number as id": ((*CK1, "id"), 1, "wrong-type"),
    "an id twice": (("villages", 1, "id"), "T1", "duplicate-id"),
    "a reference to nothing": ((*QD1, "village"), "T9", "unknown-reference"),
    "a path as a reference": ((*QD1, "village"), "../../etc/passwd", "bad-id"),
    "agreed by more than were there": ((*QD1, "agree_count"), 500, "inconsistent"),
    "more present than there are": ((*QD1, "present_count"), 10**12, "inconsistent"),
    "a posting that ends before it begins": ((*POSTING, "last_on"), "2024-01-01", "inconsistent"),
    "an interruption outside": (
        (*POSTING, "interruptions"),
        [{"first_on": "2023-01-01", "last_on": "2023-01-05"}],
        "inconsistent",
    ),
    "interruptions that overlap": (
        (*POSTING, "interruptions"),
        [{"first_on": "2024-03-10", "last_on": "2024-03-20"}, {"first_on": "2024-03-15", "last_on": "2024-03-25"}],
        "",
    ),
    "an interruption of the whole": (
        (*POSTING, "interruptions"),
        [{"first_on": "2024-03-06", "last_on": "2024-04-10"}],
        "",
    ),
    "a list of none": ((*CK1, "forms"), ["none"], "wrong-type"),
    "an empty record": ((*POSTING, "interruptions"), [{}], ""),
    "a list of empty lists": ((*CK1, "broadcast_on"), [[], []], "wrong-type"),
    "a range of days that runs backwards": ((*CK1, "broadcast_on"), ["2024-03-08..2024-03-06"], "not-a-date"),
    "a range of a thousand years": ((*CK1, "broadcast_on"), ["1024-03-08..2024-03-06"], "not-a-date"),
    "a content both absent and present": (
        ("publicized", "did_not_arise"),
        ["commune_budget_estimate"],
        "inconsistent",
    ),
    "partial as a text": (("publicized", "partial"), "có lẽ", "not-a-truth"),
    "all seven days of rest": (
        ("unit", "weekly_rest_days"),
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        "",
    ),
    "no day of rest": (("unit", "weekly_rest_days"), [], ""),
    "3,000 holidays": (("unit", "holidays"), MANY_DAYS, ""),
    "a day both off and worked": (("unit", "makeup_days"), ["2024-04-30"], ""),
    "a record of another type of unit": (("unit", "employee_count"), 5, "field-of-another-type"),
    "an empty name": (("unit", "name"), "", "wrong-text"),
    "an endless name": (("unit", "name"), "Xã " * 50_000, ""),
    "a name of many lines": (("unit", "name"), "Xã\nHòa\n\nBình", ""),
    "a name with terminal codes": (("unit", "name"), "Xã \x1b[31mđỏ\x07\x9b2J", ""),
    "a name that reads backwards": (("unit", "name"), "Xã \u202eđảo", ""),
    "a name in decomposed letters": (("unit", "name"), NFD_NAME, ""),
    "a name with braces": (("unit", "name"), "{missing} {0} %s {{", ""),
    "a quantity without unit": ((*CK1, "special_rule"), {"limit": 5}, "not-a-quantity"),
    "a quantity with two units": ((*CK1, "special_rule"), {"limit": {"days": 1, "months": 1}}, "not-a-quantity"),
    "a quantity of a million years": ((*CK1, "special_rule"), {"limit": {"years": 10**6}}, "not-a-quantity"),
    "a quantity of nothing": ((*CK1, "special_rule"), {"limit": {"days": 0}}, "not-a-quantity"),
}


@pytest.mark.parametrize("name", CASES)
def test_an_odd_value(ruleset: Ruleset, name: str) -> None:
    path, value, code = CASES[name]
    report = answer(as_bytes(changed(COMMUNE, path, value)), ruleset)
    assert report.evaluated is (name != "an unknown kind of unit")
    assert (code in codes(report)) if code else not report.has_input_errors, report.problems
    assert gate(report) == (3 if report.has_input_errors else 1)


def test_decomposed_letters_are_composed(ruleset: Ruleset) -> None:
    for data in (as_bytes(changed(COMMUNE, ("unit", "name"), NFD_NAME)), changed(COMMUNE, ("unit", "name"), NFD_NAME)):
        assert answer(data, ruleset).unit_name == "Xã Hòa Bình"


DATES = [
    pytest.param(kind, path, id=f"{kind} {'.'.join(map(str, path))}")
    for kind, base in BASES.items()
    for path, value in places(base)
    if isinstance(value, str) and len(value) == 10 and value[4] == "-" and path[0] != "period"
]


@pytest.mark.parametrize(("kind", "path"), DATES)
def test_limits_that_run_over_the_ends_of_the_calendar(
    ruleset: Ruleset, kind: str, path: tuple[str | int, ...]
) -> None:
    for day in ("1900-01-01", "2999-12-31"):
        answer(as_bytes(changed(BASES[kind], path, day)), ruleset)


PERIODS: dict[str, tuple[dict[str, str], int]] = {
    "reversed": ({"first_on": "2024-12-31", "last_on": "2024-01-01", "stated_on": "2025-01-10"}, 3),
    "stated before it began": ({"first_on": "2024-01-01", "last_on": "2024-12-31", "stated_on": "2023-05-01"}, 3),
    "stated before it ended": ({"first_on": "2024-01-01", "last_on": "2024-12-31", "stated_on": "2024-06-30"}, 1),
    "one day": ({"first_on": "2024-06-30", "last_on": "2024-06-30", "stated_on": "2024-06-30"}, 1),
    "before the law": ({"first_on": "1990-01-01", "last_on": "1990-12-31", "stated_on": "1991-01-10"}, 0),
    "the first year": ({"first_on": "1900-01-01", "last_on": "1900-12-31", "stated_on": "1900-12-31"}, 0),
    "the last year": ({"first_on": "2999-01-01", "last_on": "2999-12-31", "stated_on": "2999-12-31"}, 1),
    "before the first year": ({"first_on": "0001-01-01", "last_on": "0001-12-31", "stated_on": "0001-12-31"}, -1),
    "four years": ({"first_on": "2021-01-01", "last_on": "2024-12-31", "stated_on": "2025-01-10"}, 1),
    "a hundred years": ({"first_on": "1925-01-01", "last_on": "2024-12-31", "stated_on": "2025-01-10"}, -1),
}


@pytest.mark.parametrize("kind", BASES)
@pytest.mark.parametrize("name", PERIODS)
def test_an_odd_period(ruleset: Ruleset, name: str, kind: str) -> None:
    period, code = PERIODS[name]
    report = answer(as_bytes(changed(BASES[kind], ("period",), period)), ruleset)
    if code == 3:
        assert gate(report) == 3
        assert "inconsistent" in codes(report)
    assert report.evaluated is (code >= 0 and "inconsistent" not in codes(report))


@pytest.mark.parametrize("section", ["villages", "conferences", "dialogues", "decided"])
def test_a_list_of_five_thousand_items(ruleset: Ruleset, section: str) -> None:
    """Against two rules: all rules over 5,000 matters are half a minute of work, not a fault."""
    shown = {name: COMMUNE[section][0][name] for name in list(COMMUNE[section][0])[:8]}  # more would be too many values
    data = as_bytes(changed(COMMUNE, (section,), [{**shown, "id": f"N{n}"} for n in range(5000)]))
    report = check(data, ruleset=ruleset, name="a.json", select=["commune.village_head_term", "commune.posting"])
    assert report.evaluated
    assert not report.counts["error"]
    assert report.counts["unknown"] >= (5000 if section == "villages" else 0)


def test_a_list_of_five_thousand_things_that_are_no_items(ruleset: Ruleset) -> None:
    report = answer(as_bytes(changed(COMMUNE, ("villages",), list(range(5000)))), ruleset)
    assert gate(report) == 3
    assert len(report.problems) <= 250, "a flood of problems is cut"


# -- mappings of a calling program ---------------------------------------------------------------------


def cyclic() -> dict[str, Any]:
    data: dict[str, Any] = dict(COMMUNE)
    data["villages"] = [data]
    return data


def self_containing() -> dict[str, Any]:
    ring: list[Any] = []
    ring += [ring, ring]
    return {**COMMUNE, "villages": ring}


def deep() -> dict[str, Any]:
    inner: Any = "x"
    for _ in range(5000):
        inner = {"a": inner}
    return {**COMMUNE, "villages": inner}


MAPPINGS: dict[str, Any] = {
    "empty": {},
    "cyclic": cyclic(),
    "a list in itself": self_containing(),
    "deep": deep(),
    "odd keys": {**COMMUNE, 1: 2, ("a", "b"): 4},
    "not a number": changed(COMMUNE, ("villages", 0, "household_count"), float("nan")),
    "infinite": changed(COMMUNE, ("villages", 0, "household_count"), float("inf")),
    "an endless number": changed(COMMUNE, ("villages", 0, "household_count"), 10**6000),
    "an endless fraction": changed(COMMUNE, ("villages", 0, "household_count"), Fraction(10**6000, 7)),
    "bytes": changed(COMMUNE, ("unit", "name"), b"Xa"),
    "a set": changed(COMMUNE, ("villages",), {"a"}),
    "an object": changed(COMMUNE, ("villages",), object()),
    "half a letter": changed(COMMUNE, ("unit", "code"), "\ud800"),
    "a date of Python": changed(COMMUNE, (*CK1, "decided_on"), date(2024, 3, 4)),
}


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_mapping_never_raises(ruleset: Ruleset, name: str) -> None:
    report = answer(MAPPINGS[name], ruleset, "mapping")
    assert (gate(report) == 3) is (name not in ("bytes", "half a letter", "a date of Python"))


def test_a_mapping_says_the_same_as_the_file(ruleset: Ruleset, unspoilt: Mapping[str, Report]) -> None:
    for kind, data in BASES.items():
        report = answer(data, ruleset, "mapping")
        assert report.counts == unspoilt[kind].counts
        assert [one.outcome for one in report.findings] == [one.outcome for one in unspoilt[kind].findings]


def test_a_workplace_with_no_workers(ruleset: Ruleset) -> None:
    data = WORKPLACE
    for name in ("employee_count", "employee_count_min", "employee_count_max"):
        data = changed(data, ("unit", name), 0)
    answer(as_bytes(data), ruleset)
