"""`examples/district`: made by its script to the byte; its units give the totals of the report; the slip is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rollup_runs import DISTRICT, Ran, figure, rollup

from qcdc_rules import check
from qcdc_rules.compiling.ruleset import Ruleset

REPORTED = {
    "communes_count": 12,
    "villages_count": 131,
    "villages_with_convention_count": 131,
    "villages_with_recognised_convention_count": 131,
    "mediation_teams_count": 131,
    "mediators_count": 790,
    "people_inspection_committees_count": 12,
    "people_inspection_members_count": 132,
    "agencies_count": 69,
    "agencies_with_people_inspection_count": 69,
    "dialogues_count": 35,
    "reception_turns_count": 258,
    "reception_people_count": 337,
    "propaganda_sessions_count": 752,
    "propaganda_attendance_count": 48328,
}
"""As the district's published report states them."""


@pytest.fixture(scope="module")
def ran() -> Ran:
    """The figures need no rules; with a small pack the whole district is read in seconds."""
    return rollup(DISTRICT, "--summary", DISTRICT / "reported-summary.yaml", "-f", "json")


@pytest.fixture(scope="module")
def rolled(ran: Ran) -> dict[str, Any]:
    return ran.json


def test_the_script_makes_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", str(DISTRICT / "generate.py"), str(tmp_path)], check=True)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    kept = {path.relative_to(DISTRICT).as_posix(): path.read_bytes() for path in DISTRICT.rglob("*.yaml")}
    assert made == kept
    assert len(made) == 86
    assert sum(map(len, made.values())) < 700_000


def test_every_file_says_that_it_is_generated() -> None:
    for path in DISTRICT.rglob("*.yaml"):
        assert "SỐ LIỆU SINH TỰ ĐỘNG" in path.read_text(encoding="utf-8").partition("schema:")[0], path.name


@pytest.mark.parametrize("slug", REPORTED)
def test_the_units_give_the_figures_of_the_report(rolled: dict[str, Any], slug: str) -> None:
    one = figure(rolled, slug)
    assert one["computed"] == REPORTED[slug]
    assert one["sure"]


def test_only_the_planted_slip_is_found(rolled: dict[str, Any]) -> None:
    wrong = [one for one in rolled["figures"] if one["status"] == "different"]
    assert [one["slug"] for one in wrong] == ["mediators_count"]
    assert wrong[0]["reported"]["value"] == "709"
    assert wrong[0]["difference"] == "-81"
    assert wrong[0]["hints"] == ["digits"]
    line = (DISTRICT / "reported-summary.yaml").read_text(encoding="utf-8").splitlines()[wrong[0]["reported"]["line"] - 1]
    assert line == "  mediators_count: 709"
    assert len(wrong[0]["units"]) == 12
    assert sum(who["at_least"] for who in wrong[0]["units"]) == 790
    statuses = {one["status"] for one in rolled["figures"] if one["slug"] != "mediators_count"}
    assert statuses == {"same", "not_reported"}
    assert figure(rolled, "units_with_regulation_percent")["of"] == 73


def test_every_unit_is_read_without_a_fault(rolled: dict[str, Any]) -> None:
    assert len(rolled["units"]) == 85
    assert all(unit["evaluated"] and not unit["problems"] for unit in rolled["units"])
    assert not rolled["repeats"]
    assert len({unit["code"] for unit in rolled["units"]}) == 85


@pytest.mark.parametrize(
    ("name", "violated"),
    [
        ("communes/ml-x01", set()),
        ("communes/ml-x09", {"commune.contributions_majority", "commune.people_inspection_size"}),
        ("agencies/ml-c12", {"agency.people_inspection_size"}),
    ],
)
def test_the_verdicts_are_mixed(name: str, violated: set[str], ruleset: Ruleset) -> None:
    report = check(DISTRICT / f"{name}.yaml", ruleset=ruleset)
    assert {one.rule for one in report.findings if one.outcome == "violated"} == violated
    assert report.counts["satisfied"] > 40
    assert report.counts["error"] == 0
