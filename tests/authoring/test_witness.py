"""`rules witness`, `mutate` with its killers, boundary coverage: what they find, and that it can be checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from packs import ROOT, build, varied

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.authoring.drawing import Draft
from qcdc_rules.authoring.searching import search
from qcdc_rules.authoring.shrinking import shrunk, size
from qcdc_rules.authoring.witnesses import Seeker, Witness, vacuous
from qcdc_rules.authoring.yaml_text import yaml_text
from qcdc_rules.cli import witness as command
from qcdc_rules.cli.main import group
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.plain import to_plain
from qcdc_rules.source import Table, read_bytes

CASES = """\
schema: qcdc-test/1
tests:
  - rule: commune.sample
    stated_on: 2024-12-31
    base: {unit: {employee_count: %d}, publicized: [{id: C1, published_on: 2024-03-01}]}
    cases:
      - {name: đủ, expect: {C1: satisfied}}
      - {name: thiếu nhiều, set: {unit.employee_count: 2}, expect: {C1: violated}}
"""
THRESHOLD = "require: {compare: {fact: unit.employee_count, at_least: 10}}\nwhen: {exists: target.published_on}\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["rules", *arguments], catch_exceptions=False)


def seek(ruleset: Ruleset, rule_id: str, kinds: tuple[str, ...], examples: int = 60) -> dict[str, Witness]:
    rule = ruleset.by_id(rule_id)
    assert rule is not None
    return {one.kind: one for one in Seeker(rule, ruleset, search, 0).witnesses(kinds, examples)}


@pytest.mark.parametrize(
    ("rule_id", "kinds"),
    [
        ("commune.dialogue_notice", ("satisfied", "violated", "missing", "not_applicable")),
        ("workplace.dialogue_women_present", ("satisfied", "violated")),
        ("district.mediators_total", ("satisfied", "violated", "missing")),
        ("commune.self_governance_majority", ("satisfied", "violated")),
    ],
)
def test_witnesses_are_found_and_hold(rule_id: str, kinds: tuple[str, ...]) -> None:
    ruleset = load_ruleset()
    found = seek(ruleset, rule_id, kinds)
    assert set(found) == set(kinds)
    for kind, one in found.items():
        assert one.result.verdict == kind
        assert not one.from_case
        report = check(yaml_text(one.draft).encode(), ruleset=ruleset, select=[rule_id], name="witness.yaml")
        assert not [problem for problem in report.problems if problem.severity == "error"]
        verdicts = {told.unknown_class or told.outcome for told in report.findings}
        assert kind in verdicts, (kind, one.draft)


def test_a_witness_is_as_small_as_can_be_and_always_the_same() -> None:
    ruleset = load_ruleset()
    first, second = (seek(ruleset, "commune.dialogue_notice", ("violated",))["violated"] for _ in range(2))
    assert first.draft == second.draft
    assert size(first.draft) <= 4


def test_a_rule_that_nothing_violates_is_vacuous(tmp_path: Path) -> None:
    always = "require: {any: [{compare: {fact: unit.employee_count, at_least: 1}}, {compare: {fact: unit.employee_count, at_most: 1}}]}\n"
    pack = build(tmp_path, "")
    (pack / "standard.yaml").write_text(varied(always), encoding="utf-8")
    said = run(
        "witness",
        "commune.sample",
        "--rules",
        str(pack),
        "--no-builtin-rules",
        "--examples",
        "20",
        "--kind",
        "violated",
    )
    assert said.exit_code == 1
    assert "Không báo cáo nào vi phạm" in said.output
    assert vacuous([])


def test_the_command_prints_what_can_be_pasted(tmp_path: Path) -> None:
    pack = build(tmp_path, "")
    words = ["witness", "commune.sample", "--rules", str(pack), "--no-builtin-rules", "--examples", "40"]
    said = run(*words, "--lang", "en")
    assert said.exit_code == 0, said.output
    blocks = said.output.split("---\n")[1:]
    assert len(blocks) >= 3
    ruleset = load_ruleset(pack, builtin=False)
    for block in blocks:
        assert not check(block.encode(), ruleset=ruleset, name="w.yaml").problems, block
    document = json.loads(run(*words, "-f", "json", "--kind", "violated").stdout)
    [one] = document["witnesses"]
    assert (document["schema"], one["kind"], one["outcome"], set(one["message"])) == (
        "qcdc-witness/1", "violated", "violated", {"vi", "en"},
    )  # fmt: skip
    assert run("witness", "commune.smaple", "--rules", str(pack), "--no-builtin-rules").exit_code == 2


def test_without_hypothesis_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    said = run("witness", "commune.dialogue_notice")
    assert said.exit_code == 1
    assert "pip install 'qcdc-rules[author]'" in said.output


def test_shrinking_leaves_only_what_is_needed() -> None:
    draft: Draft = {"unit": {"kind": "commune"}, "a": [{"id": "1", "x": 1}, {"id": "2", "y": {"z": 3}}], "b": "c"}
    smaller = shrunk(draft, lambda one: any("y" in item for item in one.get("a", [])))
    assert smaller == {"unit": {"kind": "commune"}, "a": [{"id": "2", "y": {}}]} or smaller["a"] == [
        {"id": "2", "y": {}}
    ]
    assert shrunk(draft, lambda one: False) == draft


TEXTS = st.text("abnođồ 0123.:-#{}[]'\",&*?|>%@`~!\\/_=<", max_size=12) | st.sampled_from(
    ["yes", "none", "01", "2024-01-01", "12:30", "a: b", "- x", "Xã Hòa Bình", "#", "1e3", "~", "null", "{a}"]
)
VALUES = st.recursive(
    TEXTS | st.integers(-5, 10**6) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS.filter(bool), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=settings().max_examples // 5)
@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES, min_size=1))
def test_what_is_written_is_read_again(value: dict[str, object]) -> None:
    node, problems = read_bytes(yaml_text(value).encode(), "w.yaml")
    assert not [one for one in problems if one.severity == "error"], yaml_text(value)
    assert isinstance(node, Table)
    assert _texts(to_plain(node)) == _texts(value)


def _texts(value: object) -> object:
    """The value with every scalar as text: how a scalar is typed is the schema's affair."""
    if isinstance(value, dict):
        return {str(key): _texts(inner) for key, inner in value.items()}
    return [_texts(one) for one in value] if isinstance(value, list) else str(value)


def test_a_survivor_comes_with_the_case_that_kills_it(tmp_path: Path) -> None:
    pack = build(tmp_path / "p", "") if (tmp_path / "p").mkdir() is None else tmp_path
    (pack / "standard.yaml").write_text(varied(THRESHOLD), encoding="utf-8")
    (pack / "z.tests.yaml").write_text(CASES % 30, encoding="utf-8")
    said = run("mutate", "z.tests.yaml", "--rules", str(pack), "--no-builtin-rules")
    assert said.exit_code == 1
    assert "at_least: 10 → 11" in said.output
    assert "employee_count: 10" in said.output
    assert "expect: {" in said.output


def test_boundary_coverage_says_which_side_is_not_proved(tmp_path: Path) -> None:
    build(tmp_path, "")
    (tmp_path / "standard.yaml").write_text(varied(THRESHOLD), encoding="utf-8")
    for count, lacking in ((30, True), (10, False)):
        (tmp_path / "z.tests.yaml").write_text(CASES % count, encoding="utf-8")
        said = run("test", "--coverage", "--no-builtin-rules", "--rules", str(tmp_path)).output
        assert ("thiếu ca vừa đủ để đạt" in said) is lacking, said
        assert "vừa thiếu để không đạt" in said


def test_every_tool_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "guides" / "write-a-rule.md").read_text(encoding="utf-8")
    for name in ("rules witness", "rules mutate", "--coverage", "--qcdc-rules"):
        assert name in guide
