"""Forms: an empty one states nothing, fits a few pages, and asks for what the rules in force read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.authoring.form import MOST_LINES, Form
from qcdc_rules.authoring.reads import unread
from qcdc_rules.cli.form import form
from qcdc_rules.rendering.verdict import UNDECIDED, exit_code

ROOT = Path(__file__).parents[2]
FORMS = [
    ("commune", 2024), ("ward", 2023), ("commune", 2010), ("state_agency", 2024), ("public_service_unit", 2022),
    ("enterprise", 2024), ("state_enterprise", 2023), ("enterprise", 2020), ("district", 2024),
]  # fmt: skip
NOT_READ_YET = {
    "decided[].special_rule.kind",
    "decided[].special_rule.issued_on",
    "decided[].meetings[].has_minutes",
    "consulted[].project_kind",
    "supervised.mediation_reviews[].held_on",
    "supervised.council_supervision[].held_on",
    "supervised.prohibited_acts[].clause",
    "bodies.dialogue_members.allocation[].body",
    "bodies.dialogue_members.allocation[].member_count",
    "receptions.cases[].is_answer_written",
    "receptions.complaints",
    "documents.democracy_regulation.overrides",
    "documents.council_measures[].decided_on",
    "documents.conventions[].suspension.sent_on",
}
"""Fields with a place in the law that no rule asks about; each is the question of a rule that may yet be written."""


def call(*args: str) -> Result:
    result = CliRunner().invoke(form, list(args))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize(("kind", "year"), FORMS)
def test_an_empty_form_states_nothing(kind: str, year: int) -> None:
    ruleset = load_ruleset()
    text = Form(ruleset, kind, year, "vi").text()
    assert len(text.splitlines()) <= MOST_LINES
    report = check(text.encode(), ruleset=ruleset, name="form.yaml")
    assert not report.problems
    assert report.counts["satisfied"] == report.counts["violated"] == report.counts["error"] == 0
    assert report.counts["unknown"] > 0
    assert exit_code(report) == UNDECIDED


@pytest.mark.parametrize(("kind", "year"), FORMS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_form_with_its_examples_can_be_read(kind: str, year: int, lang: str) -> None:
    """Every line that takes a value is right when its `#` is taken away (the examples need not agree)."""
    ruleset = load_ruleset()
    text = re.sub(r"^#(?!#)", "", Form(ruleset, kind, year, lang).text(), flags=re.MULTILINE)
    report = check(text.encode(), ruleset=ruleset, name="form.yaml")
    wrong = [one for one in report.problems if one.code not in ("inconsistent", "empty-value")]
    assert not wrong
    assert report.counts["error"] == 0


def test_the_commands(tmp_path: Path) -> None:
    target = tmp_path / "form.yaml"
    assert call("new", "--regulation", "commune", "--year", "2024", "-o", str(target)).exit_code == 0
    assert call("new", "--regulation", "commune", "--year", "2024", "-o", str(target)).exit_code == 2
    assert call("new", "--regulation", "commune", "--year", "2024", "--kind", "enterprise").exit_code == 2
    told = call("next", str(target))
    assert told.exit_code == 0
    waits = [int(number) for number in re.findall(r"\((\d+) quy tắc chờ\)", told.output)]
    assert waits == sorted(waits, reverse=True)
    assert len(waits) > 3
    assert "thêm tại dòng" in told.output
    assert call("next", str(tmp_path / "none.yaml")).exit_code == 3


def test_what_is_next_in_a_half_filled_report() -> None:
    told = call("next", str(ROOT / "examples" / "commune-2024-half-filled.yaml"), "--lang", "en").output
    assert "published_on: 2024-03-14" in told


def test_each_field_is_read_or_informational() -> None:
    assert set(unread(load_ruleset())) == NOT_READ_YET
