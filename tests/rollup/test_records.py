"""A record says of a submission just what `check` says of it, only shorter."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from rollup_runs import DISTRICT, ROOT

from qcdc_rules import check
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.model.report import Report
from qcdc_rules.model.waivers import NO_WAIVERS, Waiver, Waivers
from qcdc_rules.rendering.shown import KINDS, kind_of
from qcdc_rules.rendering.verdict import exit_code
from qcdc_rules.rollup.records import Data
from qcdc_rules.rollup.work import Bench, Setting, Task, record
from qcdc_rules.source import Words

ELSEWHERE = Waiver(
    "W", "no.rule", "no-unit", "", Words("H", "H"), "1/QĐ", date(2000, 1, 1), (), Words("L", "L"), date(2000, 1, 1), date(2100, 1, 1)
)
EXAMPLES = [*sorted((ROOT / "examples").glob("*.yaml")), DISTRICT / "communes" / "ml-x06.yaml", DISTRICT / "agencies" / "ml-c28.yaml"]


def made(path: Path, ruleset: Ruleset, waivers: Waivers = NO_WAIVERS) -> Data:
    return record(Task(path.name, path.read_bytes()), Bench(Setting(), ruleset, waivers))


def agrees(data: Data, report: Report) -> None:
    expected = Counter((kind_of(one), one.rule, one.target) for one in report.findings if kind_of(one) in KINDS[:5])
    assert Counter((one["kind"], one["rule"], key) for one in data["findings"] for key in one["targets"]) == expected
    counts = Counter((one.category, kind_of(one)) for one in report.findings)
    found = {(name, kind): n for name, row in data["counts"].items() for kind, n in zip(KINDS, row, strict=True) if n}
    assert found == counts
    assert data["exit_code"] == exit_code(report)
    messages = {(one.rule, one.message.vi) for one in report.findings if one.outcome == "violated"}
    assert {(one["rule"], one["message"]["vi"]) for one in data["findings"] if one["kind"] == "violated"} == messages


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_record_agrees_with_the_whole_report(path: Path, ruleset: Ruleset) -> None:
    report = check(path, ruleset=ruleset)
    agrees(made(path, ruleset), report)
    agrees(made(path, ruleset, Waivers((ELSEWHERE,))), report)  # every result is told, and none is waived
