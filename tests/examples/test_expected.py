"""The examples that ship with the project give what `examples/expected/*.txt`, written by hand, says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from qcdc_rules import check
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.submission import read_submission
from qcdc_rules.model.submission import Items, Record, Submission, Value
from qcdc_rules.rendering.json_report import render_json
from qcdc_rules.rendering.verdict import exit_code

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = sorted(path.stem for path in (EXAMPLES / "expected").glob("*.txt"))
MOST_LINES = 400
UNWANTED = ("violated", "missing", "running", "error")
OUTCOMES = ("satisfied", "violated", "not_applicable", "missing", "running", "law_open")

Data = dict[str, Any]
Reports = dict[str, Data]


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of an expected report: what must come out, of which rule, for which target, and why."""

    name: str
    what: str
    rule: str
    target: str
    why: str

    def __str__(self) -> str:
        return f"{self.name} {self.what} {self.rule} {self.target}"

    def matches(self, result: Data) -> bool:
        return fnmatchcase(result["rule"], self.rule) and fnmatchcase(result["target"], self.target)


def written(name: str) -> list[str]:
    """The lines of `examples/expected/<name>.txt` that say something."""
    text = (EXAMPLES / "expected" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def expected(name: str) -> list[Expected]:
    return [Expected(name, *line.split("\t")) for line in written(name) if not line.startswith("exit: ")]


EXPECTED = [line for name in NAMES for line in expected(name)]


@pytest.fixture(scope="module")
def reports(ruleset: Ruleset) -> Reports:
    """The JSON report of every example."""
    return {name: _report(name, ruleset) for name in NAMES}


def _report(name: str, ruleset: Ruleset) -> Data:
    report = check(EXAMPLES / f"{name}.yaml", ruleset=ruleset, name=f"examples/{name}.yaml")
    document: Data = json.loads(render_json([report], exit_code(report)))
    return {**document["reports"][0], "exit_code": document["exit_code"]}


def _outcome(result: Data) -> str:
    return str(result["unknown"] or result["outcome"])


def _named(results: list[Data]) -> list[str]:
    return [f"{one['rule']} {one['target']}: {_outcome(one)}" for one in results]


# -- the lists written by hand ----------------------------------------------------------------------------


@pytest.mark.parametrize("line", EXPECTED, ids=str)
def test_expected_line(line: Expected, reports: Reports, ruleset: Ruleset) -> None:
    report = reports[line.name]
    if line.what == "none":
        assert _named([one for one in report["results"] if _outcome(one) in UNWANTED]) == []
    elif line.what == "warning":
        assert line.target in [problem["location"]["path"] for problem in report["problems"]]
    elif line.what == "no_rule":
        assert _named([one for one in report["results"] if fnmatchcase(one["rule"], line.rule)]) == []
    elif line.what == "figure":
        assert _figure(_submission(line.name, ruleset), line.rule) == line.target
    else:
        assert line.what in OUTCOMES
        matching = [one for one in report["results"] if line.matches(one)]
        assert matching, "no result matches this line"
        assert _named([one for one in matching if _outcome(one) != line.what]) == []


@pytest.mark.parametrize("name", NAMES)
def test_exit_code(name: str, reports: Reports) -> None:
    assert f"exit: {reports[name]['exit_code']}" in written(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_violation_is_expected(name: str, reports: Reports) -> None:
    """An unlisted breach is a wrong verdict until a line says why it is right."""
    wanted = [line for line in expected(name) if line.what == "violated"]
    found = [one for one in reports[name]["results"] if one["outcome"] == "violated" and one["force"] == "must"]
    assert _named([one for one in found if not any(line.matches(one) for line in wanted)]) == []


# -- every example ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_short_enough_to_read(name: str) -> None:
    assert len((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", NAMES)
def test_no_fault_of_ours_and_no_error_of_the_file(name: str, reports: Reports) -> None:
    report = reports[name]
    assert report["counts"]["error"] == 0
    assert [problem for problem in report["problems"] if problem["severity"] == "error"] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_speaks_both_languages_from_a_place(name: str, reports: Reports) -> None:
    for result in reports[name]["results"]:
        for field in ("title", "message", "target_label"):
            assert all(result[field].values()), (result["rule"], result["target"], field)
        assert result["location"]["file"] == f"examples/{name}.yaml"
        assert result["location"]["line"] >= 1


@pytest.mark.parametrize("name", NAMES)
def test_every_violation_names_its_clause_and_a_remedy(name: str, reports: Reports) -> None:
    for result in reports[name]["results"]:
        if result["outcome"] == "violated":
            where = (result["rule"], result["target"])
            assert result["citations"], where
            assert all(all(cite["label"].values()) for cite in result["citations"]), where
            assert result["remedy"], where
            assert all(result["remedy"].values()), where


def test_every_commune_and_district_example_has_an_expected_report() -> None:
    stems = {path.stem for path in EXAMPLES.glob("*.yaml")}
    assert set(NAMES) <= stems
    assert {name for name in stems if name.startswith(("commune", "ward", "than-uyen"))} <= set(NAMES)


# -- what single examples show ----------------------------------------------------------------------------


def _submission(name: str, ruleset: Ruleset) -> Submission:
    path = EXAMPLES / f"{name}.yaml"
    read = read_submission(path.read_bytes(), path.name, ruleset.shape)
    assert isinstance(read, Submission)
    return read


def _at(submission: Submission, path: str) -> Value:
    here: Value = submission.root
    for step in path.split("."):
        assert isinstance(here, Record)
        here = here.fields[step]
    return here


def _figure(submission: Submission, path: str) -> str:
    value = _at(submission, path)
    return str(Fraction(value)) if isinstance(value, int | Fraction) else str(getattr(value, "text", value))


def _votes(ruleset: Ruleset) -> Iterator[Record]:
    listed = _at(_submission("commune-2023", ruleset), "decided")
    assert isinstance(listed, Items)
    for item in listed.values:
        assert isinstance(item, Record)
        yield item


def test_the_twin_votes_differ_only_in_their_date(ruleset: Ruleset) -> None:
    """QD1 of June and QD2 of July 2023 state the same numbers; only the law differs."""
    june, july, *_ = _votes(ruleset)
    for field in ("slug", "village", "household_count", "present_count", "agree_count", "was_declared_passed"):
        assert june.fields[field] == july.fields[field]
    assert june.fields["decided_on"] == date(2023, 6, 18)
    assert july.fields["decided_on"] == date(2023, 7, 16)


def test_a_posting_of_29_days_says_that_the_first_day_is_not_counted(reports: Reports) -> None:
    results = reports["commune-2023"]["results"]
    found = [r for r in results if r["rule"] == "commune.posting_duration.headquarters" and r["target"] == "CK07"]
    assert ["ngày đầu" in remark["vi"] for one in found for remark in one["remarks"]] == [True]


def test_totals_prove_nothing_of_a_single_unit(reports: Reports) -> None:
    assert {one["proves"] for one in reports["than-uyen-2016-2020"]["results"]} == {"further_review"}


def test_the_district_figures_agree_with_each_other(ruleset: Ruleset) -> None:
    """Parts within their wholes, 19 criteria at most, turns that may bring several people: no duty, but sense."""
    read = _submission("than-uyen-2016-2020", ruleset)
    figure = {name: Fraction(_figure(read, f"summary.{name}")) for name in _NAMED}
    assert figure["communes_new_countryside_count"] <= figure["communes_in_programme_count"]
    assert 0 <= figure["average_criteria"] <= 19
    assert figure["villages_with_recognised_convention_count"] <= figure["villages_count"]
    assert figure["agencies_with_people_inspection_count"] <= figure["agencies_count"]
    assert figure["reception_turns_count"] <= figure["reception_people_count"]


_NAMED = (
    "communes_new_countryside_count",
    "communes_in_programme_count",
    "average_criteria",
    "villages_with_recognised_convention_count",
    "villages_count",
    "agencies_with_people_inspection_count",
    "agencies_count",
    "reception_turns_count",
    "reception_people_count",
)
