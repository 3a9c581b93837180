"""Every section and many single fields given as what they are not: told, and nothing else is lost."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hostile_runs import (
    AGENCY,
    BASES,
    COMMUNE,
    WORKPLACE,
    answer,
    as_bytes,
    assert_rest_stands,
    changed,
    codes,
    gate,
    places,
)

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.model.report import Report

WRONG: dict[str, object] = {
    "number": 7,
    "list": ["x"],
    "text": "chữ lạ",
    "null": None,
    "bool": True,
    "record": {"không_có": 1},
}
SECTIONS = [name for name in COMMUNE if name not in ("schema", "unit", "period")]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_of_the_wrong_type_costs_only_itself(
    ruleset: Ruleset, unspoilt: Mapping[str, Report], section: str, wrong: str
) -> None:
    report = answer(as_bytes(changed(COMMUNE, (section,), WRONG[wrong])), ruleset)
    assert report.evaluated
    told = [one for one in report.problems if one.path == section or one.path.startswith(f"{section}[")]
    assert told, "the place is named"
    assert any(one.severity == ("warning" if wrong == "null" else "error") for one in told)
    assert gate(report) == (1 if wrong == "null" else 3)
    assert_rest_stands(unspoilt["commune"], report, section)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("section", ["schema", "unit", "period"])
def test_without_a_head_nothing_can_be_checked(ruleset: Ruleset, section: str, wrong: str) -> None:
    for base in BASES.values():
        report = answer(as_bytes(changed(base, (section,), WRONG[wrong])), ruleset)
        assert not report.evaluated
        assert gate(report) == 3
        assert report.problems
        assert sum(report.counts.values()) == 0


@pytest.mark.parametrize("wrong", WRONG.values())
@pytest.mark.parametrize("path", [("unit", "kind"), ("unit", "code"), ("unit", "name"), ("period", "stated_on")])
def test_the_head_of_the_wrong_type(ruleset: Ruleset, path: tuple[str, str], wrong: object) -> None:
    report = answer(as_bytes(changed(COMMUNE, path, wrong)), ruleset)
    is_text = path[1] in ("code", "name") and isinstance(wrong, str)
    assert gate(report) == (1 if is_text else 3)
    assert report.evaluated is (path[1] in ("code", "name"))


def sample(kind: str, number: int) -> list[tuple[tuple[str | int, ...], str]]:
    chosen = [path for path, _ in places(BASES[kind]) if len(path) > 1 and path[0] not in ("unit", "period")]
    pairs = [(path, wrong) for path in chosen for wrong in WRONG]
    return random.Random(20240701).sample(pairs, min(number, len(pairs)))


@pytest.mark.parametrize(
    ("kind", "path", "wrong"),
    [
        pytest.param(kind, path, wrong, id=f"{kind} {'.'.join(map(str, path))} {wrong}")
        for kind, number in (("commune", 25), ("agency", 8), ("workplace", 7))
        for path, wrong in sample(kind, number)
    ],
)
def test_a_field_of_the_wrong_type(
    ruleset: Ruleset, unspoilt: Mapping[str, Report], kind: str, path: tuple[str | int, ...], wrong: str
) -> None:
    report = answer(as_bytes(changed(BASES[kind], path, WRONG[wrong])), ruleset)
    assert report.evaluated
    assert_rest_stands(unspoilt[kind], report, str(path[0]))


def test_several_faults_at_once_are_all_told(ruleset: Ruleset) -> None:
    data = changed(COMMUNE, ("villages", 0, "household_count"), "nhiều")
    data = changed(data, ("publicized", "items", 0, "decided_on"), "31/02/2024")
    data = changed(data, ("decided", 0, "vilage"), "T1")
    data = changed(data, ("unit", "has_portal"), "đúng")
    report = answer(as_bytes(data), ruleset)
    assert codes(report) >= {"not-an-integer", "no-such-day", "unknown-field", "not-a-truth"}
    assert report.evaluated


@pytest.mark.parametrize("base", [COMMUNE, AGENCY, WORKPLACE], ids=["commune", "agency", "workplace"])
def test_only_a_head_is_a_report_in_which_all_is_missing(ruleset: Ruleset, base: dict[str, object]) -> None:
    bare = {name: base[name] for name in ("schema", "unit", "period")}
    report = answer(as_bytes(bare), ruleset)
    assert gate(report) == 5
    assert report.counts["violated"] == 0
    assert report.counts["unknown"] > 20
    assert not report.problems
