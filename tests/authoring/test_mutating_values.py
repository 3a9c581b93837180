"""Mutants of what an author writes outside of conditions: values given to a template, values of an overlay."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from packs import build, varied
from test_overlays import PARAMETER, over, value

from qcdc_rules.authoring.killing import fates
from qcdc_rules.authoring.mutants import mutants
from qcdc_rules.authoring.values import others
from qcdc_rules.cli.main import group
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.loading.packs import read_packs
from qcdc_rules.source.resources import data_dir

POSTED = "{id: C1, published_on: 2024-03-01, postings: [{id: N1, first_on: 2024-03-01, last_on: 2024-03-31}]}"
CASES = f"""\
schema: qcdc-test/1
tests:
  - rule: commune.sample
    stated_on: 2024-12-31
    base: {{publicized: [{POSTED}]}}
    cases:
      - {{name: đúng 30 ngày, expect: {{C1: satisfied}}}}
"""
SHORT = """\
      - {name: 29 ngày, set: {"publicized[C1].postings[N1].last_on": 2024-03-30}, expect: {C1: violated}}
"""
OVER_CASES = """\
schema: qcdc-test/1
tests:
  - rule: commune.sample
    stated_on: 2025-12-31
    base: {publicized: [{id: C1, decided_on: 2025-03-03, published_on: 2025-03-06}]}
    cases:
      - {name: ngày thứ ba, expect: {C1: satisfied}}
"""
LATE = """\
      - {name: ngày thứ tư, set: {"publicized[C1].published_on": 2025-03-07}, expect: {C1: violated}}
"""


def templated(folder: Path, cases: str) -> dict[str, bool]:
    build(folder, "")
    rule = varied("template: posted_long_enough\nwith: {posted: target.postings, minimum: {days: 30}}")
    (folder / "standard.yaml").write_text(rule, encoding="utf-8")
    template = data_dir("rules") / "templates" / "posted_long_enough.yaml"
    (folder / "template.yaml").write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "a.tests.yaml").write_text(cases, encoding="utf-8")
    sources = read_packs([(folder, "pack")], tests=True)
    found = fates(sources, assemble(sources))
    return {fate.what.vi: fate.killed for fate in found if fate.kind == "with"}


def test_a_value_given_to_a_template_is_changed_and_judged_by_the_rules_own_cases(tmp_path: Path) -> None:
    both, one = tmp_path / "both", tmp_path / "one"
    both.mkdir()
    one.mkdir()
    killed = templated(both, CASES + SHORT)
    assert killed == {"minimum: days: 30 → 29": True, "minimum: days: 30 → 31": True}
    assert templated(one, CASES) == {"minimum: days: 30 → 29": False, "minimum: days: 30 → 31": True}


@pytest.mark.parametrize(("cases", "killed"), [(OVER_CASES, [True, False]), (OVER_CASES + LATE, [True, True])])
def test_a_value_of_an_overlay_is_changed_and_judged_by_the_cases_of_its_pack(
    tmp_path: Path, cases: str, killed: list[bool]
) -> None:
    over(tmp_path, "uses: [base]\n", {"p.yaml": PARAMETER + value(3, "2025-01-01"), "a.tests.yaml": cases})
    sources = read_packs([(tmp_path / "base", "base"), (tmp_path / "over", "over")], tests=True)
    found = [fate for fate in fates(sources, assemble(sources)) if fate.subject == "over/p.yaml"]
    assert [fate.killed for fate in found] == killed
    assert {fate.kind for fate in found} == {"value"}


def test_a_survivor_comes_with_the_case_that_would_kill_it(tmp_path: Path) -> None:
    pytest.importorskip("hypothesis")
    over(tmp_path, "uses: [base]\n", {"p.yaml": PARAMETER + value(3, "2025-01-01"), "a.tests.yaml": OVER_CASES})
    packs = ["--rules", str(tmp_path / "base"), "--rules", str(tmp_path / "over")]
    said = CliRunner().invoke(group, ["rules", "mutate", "--no-builtin-rules", *packs], catch_exceptions=False).output
    assert "publication_days: days: 3 → 4" in said
    assert "expect: {" in said or "không tìm được báo cáo nào" in said
    assert "Mã thoát 1: 1 chỗ" in said


def test_what_can_never_differ_is_not_a_mutant() -> None:
    assert list(mutants({"includes": {"fact": "target.forms", "any_of": "website"}})) == []
    assert list(mutants({"includes": {"fact": "target.forms", "any_of": ["website"]}})) == []
    assert len(list(mutants({"includes": {"fact": "target.forms", "any_of": ["website", "other"]}}))) == 1


def test_every_kind_of_value_has_others() -> None:
    assert [one.plain for one in others(2)] == [1, 3]
    assert [one.plain for one in others("2026-03-31")] == ["2026-03-30", "2026-04-01"]
    assert [one.plain for one in others({"at_least": "2/3"})] == [{"more_than": "2/3"}, {"at_least": "1/3"}, {"at_least": "3/3"}]
    assert [one.plain for one in others("village")] == []
