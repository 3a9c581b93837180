"""SARIF: valid against the official schema, with its kinds, levels, regions, fingerprints and suppressions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from render_samples import NAMES, act_of, example, sample

from qcdc_rules.model.report import Location, Report
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.sarif import render_sarif
from qcdc_rules.rendering.shown import relative_path, relative_uri

_FILE = Path(__file__).parent / "sarif-2.1.0-rtm.5.schema.json"
SCHEMA = Draft4Validator(json.loads(_FILE.read_text(encoding="utf-8")))
Data = dict[str, Any]


def log_of(report: Report, run: Run) -> Data:
    """The one run of a log that fits the schema."""
    log: Data = json.loads(render_sarif([report], run))
    faults = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in SCHEMA.iter_errors(log)]
    assert not faults, faults[:5]
    found: Data = log["runs"][0]
    return found


EVERYTHING = ("commune-2024-half-filled", "workplace-shop-2024")
"""Of these all results are held against the schema; it takes seconds for the long ones."""


@pytest.mark.parametrize("name", NAMES)
def test_examples_fit_the_schema(name: str) -> None:
    log = log_of(example(name), Run(everything=name in EVERYTHING))
    for result in log["results"]:
        assert log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            physical = location["physicalLocation"]
            artifact = physical["artifactLocation"]
            assert log["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]


def test_kinds_and_levels() -> None:
    log = log_of(sample("a"), Run(everything=True))
    now = [r for r in log["results"] if r.get("baselineState") != "absent"]
    found = [(r["kind"], r["level"]) for r in now if not r["ruleId"].startswith("file.")]
    others = ("open", "open", "review", "pass", "notApplicable")
    assert found == [("fail", "error"), *((kind, "none") for kind in others)]
    notifications = log["invocations"][0]["toolExecutionNotifications"]
    assert [one["properties"]["target"] for one in notifications] == ["a"]


def test_the_standing_against_an_earlier_report() -> None:
    log = log_of(sample("a"), Run())
    assert [r["baselineState"] for r in log["results"] if "baselineState" in r] == ["unchanged", "absent"]


def test_a_problem_of_the_file_is_a_failure() -> None:
    log = log_of(sample("a"), Run())
    assert [(r["ruleId"], r["level"]) for r in log["results"] if r["ruleId"].startswith("file.")] == [
        ("file.wrong", "error"),
        ("file.odd", "warning"),
    ]


def test_what_is_missing_is_noticed_though_it_is_no_failure() -> None:
    notices = log_of(sample("a"), Run())["invocations"][0]["toolConfigurationNotifications"]
    assert any("--sarif-all" in one["message"]["text"] for one in notices)


def test_fingerprints_are_those_of_the_findings() -> None:
    report = example("commune-2023")
    log = log_of(report, Run())
    found = {r["partialFingerprints"]["qcdcFinding/v1"] for r in log["results"] if "partialFingerprints" in r}
    assert found == {f.fingerprint for f in report.findings if f.outcome == "violated"}


def test_regions_are_the_places_of_the_findings() -> None:
    report = example("commune-2023")
    log = log_of(report, Run())
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in log["results"] if r["kind"] == "fail"]
    for region in regions:
        line = report.lines[region["startLine"] - 1]
        assert 1 <= region["startColumn"] <= len(line) + 1
        assert region.get("endColumn", len(line) + 1) <= len(line) + 1
    places = {(f.location.line, f.location.column) for f in report.findings if f.outcome == "violated"}
    assert places <= {(region["startLine"], region["startColumn"]) for region in regions}


def test_a_waiver_is_an_external_suppression() -> None:
    log = log_of(sample("a", waiver=act_of("12/QĐ-UBND")), Run())
    waived = [result for result in log["results"] if "suppressions" in result]
    assert [result["ruleId"] for result in waived] == ["a.0"]
    assert waived[0]["suppressions"][0]["kind"] == "external"
    assert "12/QĐ-UBND [12/QĐ-UBND]" in waived[0]["suppressions"][0]["justification"]


@pytest.mark.parametrize(
    ("file", "path", "uri"),
    [
        ("reports/a.yaml", "reports/a.yaml", "reports/a.yaml"),
        ("./a.yaml", "a.yaml", "a.yaml"),
        ("/home/x/a.yaml", "a.yaml", "a.yaml"),
        ("../a.yaml", "a.yaml", "a.yaml"),
        ("a/../../b.yaml", "b.yaml", "b.yaml"),
        ("C:/x/a.yaml", "a.yaml", "a.yaml"),
        ("C:\\x\\a.yaml", "a.yaml", "a.yaml"),
        ("..", "-", "-"),
        ("", "-", "-"),
        ("xã hòa.yaml", "xã hòa.yaml", "x%C3%A3%20h%C3%B2a.yaml"),
        ("a:b#c?.yaml", "a:b#c?.yaml", "a%3Ab%23c%3F.yaml"),
    ],
)
def test_paths_stay_below(file: str, path: str, uri: str) -> None:
    assert (relative_path(file), relative_uri(file)) == (path, uri)


def test_a_finding_without_a_place_is_about_the_file() -> None:
    report = sample("a")
    bare = report._replace(findings=tuple(f._replace(location=Location("", 0, 0, 0, "")) for f in report.findings))
    for result in log_of(bare, Run(everything=True))["results"]:
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a"
