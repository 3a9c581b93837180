"""Overlays: what a pack may change of another one, and how the report says so."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from packs import HEAD, ROOT, build, varied

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.authoring.lint import lint
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import read_packs
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.rendering.text_report import TextOptions, render_text

BASE_PACK = """\
schema: qcdc-pack/1
id: base
title: {vi: Gói gốc, en: The base}
version: 1.0.0
regulations: [commune]
engine: ">=0.1"
reviewed_until: 2030-01-01
"""
LIMITED = "require: {within: {act: target.published_on, from: target.decided_on, limit: {param: publication_days}}}"
ALWAYS_SINCE = "  - {in_force: {from: 2023-07-01}, value: {days: 5}, cites: [{instrument: 10/2022/QH15}]}\n"
PARAMETER = """\
schema: qcdc-parameter/1
id: publication_days
title: {vi: Thời hạn công khai, en: Time to publish}
values:
"""
SOFTENS = "softens: [{rule: commune.sample, reason: {vi: Lý do, en: Why}}]\n"
REPORT = {
    "schema": "qcdc-submission/1",
    "unit": {"kind": "commune", "code": "1", "name": "Xã"},
    "period": {"first_on": "2025-01-01", "last_on": "2025-12-31", "stated_on": "2025-12-31"},
    "publicized": [{"id": "C1", "decided_on": "2025-03-03", "published_on": "2025-03-07"}],
}


def value(days: int, since: str, until: str = "") -> str:
    span = f"from: {since}, until: {until}" if until else f"from: {since}"
    return f"  - {{in_force: {{{span}}}, value: {{days: {days}}}, cites: [{{instrument: 10/2022/QH15}}]}}\n"


def over(tmp_path: Path, pack_lines: str, files: dict[str, str], require: str = LIMITED) -> Ruleset:
    """The ruleset of a base pack under an overlay with these files."""
    base, overlay = tmp_path / "base", tmp_path / "over"
    base.mkdir()
    overlay.mkdir()
    build(base, "")
    (base / "pack.yaml").write_text(BASE_PACK, encoding="utf-8")
    shutil.copy(ROOT / "rules" / "holidays.yaml", base)
    (base / "standard.yaml").write_text(varied(require), encoding="utf-8")
    (base / "parameter.yaml").write_text(PARAMETER + ALWAYS_SINCE, encoding="utf-8")
    pack = BASE_PACK.replace("id: base", "id: over") + pack_lines
    for name, text in {"pack.yaml": pack, **files}.items():
        (overlay / name).write_text(text, encoding="utf-8")
    return assemble(read_packs([(base, "base"), (overlay, "over")]))


def test_values_merge_by_span_and_the_overlay_wins(tmp_path: Path) -> None:
    found = over(tmp_path, "uses: [base]\n", {"p.yaml": PARAMETER + value(3, "2025-01-01", "2026-01-01")})
    assert found.problems == ()
    values = found.law.parameters["publication_days"].values
    assert [(v.in_force.start, v.in_force.until, v.value) for v in values] == [
        (date(2023, 7, 1), date(2025, 1, 1), Quantity("days", 5)),
        (date(2025, 1, 1), date(2026, 1, 1), Quantity("days", 3)),
        (date(2026, 1, 1), None, Quantity("days", 5)),
    ]


def test_a_tighter_value_decides_and_is_said(tmp_path: Path) -> None:
    found = over(tmp_path, "uses: [base]\n", {"p.yaml": PARAMETER + value(3, "2025-01-01")})
    assert found.softened == ()
    report = check(REPORT, ruleset=found)
    assert [one.outcome for one in report.findings] == ["violated"]
    assert report.complete
    assert any("over" in banner.vi and "Thời hạn công khai" in banner.vi for banner in report.banners)


def test_a_breach_of_a_packs_number_is_told_as_that(tmp_path: Path) -> None:
    """Never as a breach of the law above, and never with its fine."""
    tighter = PARAMETER + value(3, "2025-01-01").replace("10/2022/QH15", "59/2023/NĐ-CP, article: 9")
    (one,) = check(REPORT, ruleset=over(tmp_path, "uses: [base]\n", {"p.yaml": tighter})).findings
    assert one.outcome == "violated"
    assert one.citations[0].citation.instrument == "59/2023/NĐ-CP"
    assert one.sanctions == ()
    assert any("gói “over”" in remark.vi and "thay cho mức" in remark.vi for remark in one.remarks)


def test_the_number_of_the_law_needs_no_remark(tmp_path: Path) -> None:
    (one,) = check(REPORT, ruleset=over(tmp_path, "uses: [base]\n", {})).findings
    assert one.outcome == "satisfied"
    assert not any("gói" in remark.vi for remark in one.remarks)


@pytest.mark.parametrize(
    ("require", "days", "partial"),
    [
        (LIMITED, 4, False),
        (LIMITED, 5, False),
        (LIMITED, 6, True),
        (LIMITED.replace("require: ", "require: {not: ") + "}", 4, True),
        ("require: {exists: target.published_on}\nwhen: " + LIMITED.removeprefix("require: "), 4, True),
        ("require: {duration: {of: target.postings, at_least: {param: publication_days}}}", 4, True),
        ("require: {duration: {of: target.postings, at_least: {param: publication_days}}}", 6, False),
        ("require: {if: " + LIMITED.removeprefix("require: ") + ", then: {exists: target.forms}}", 4, True),
    ],
)
def test_what_may_be_laxer_makes_the_run_partial(tmp_path: Path, require: str, days: int, partial: bool) -> None:
    lines = "uses: [base]\n" + (SOFTENS if partial else "")
    found = over(tmp_path, lines, {"p.yaml": PARAMETER + value(days, "2025-01-01")}, require)
    assert found.problems == ()
    assert found.softened == (("commune.sample",) if partial else ())
    report = check(REPORT, ruleset=found)
    assert report.complete is not partial


def test_a_laxer_value_without_a_reason_is_an_error(tmp_path: Path) -> None:
    found = over(tmp_path, "uses: [base]\n", {"p.yaml": PARAMETER + value(6, "2025-01-01")})
    [problem] = found.problems
    assert (problem.code, problem.severity) == ("loosened-without-reason", "error")
    assert (problem.file, problem.line) == ("over/p.yaml", 5)
    assert "commune.sample" in problem.words.vi


@pytest.mark.parametrize(
    ("require", "days", "first"),
    [
        (LIMITED, 6, "NỚI: gói “over”"),
        (LIMITED, 4, "Gói “over”"),
        (LIMITED.replace("require: ", "require: {not: ") + "}", 4, "CÓ THỂ NỚI: gói “over”"),
    ],
)
def test_a_laxer_value_has_words_of_its_own(tmp_path: Path, require: str, days: int, first: str) -> None:
    found = over(tmp_path, "uses: [base]\n" + SOFTENS, {"p.yaml": PARAMETER + value(days, "2025-01-01")}, require)
    [told] = found.changes
    assert told.vi.startswith(first)
    assert ("commune.sample" in told.vi) is (first != "Gói “over”")


def test_a_partial_check_says_in_words_what_a_pack_softens(tmp_path: Path) -> None:
    found = over(tmp_path, "uses: [base]\n" + SOFTENS, {"p.yaml": PARAMETER + value(6, "2025-01-01")})
    line = render_text([check(REPORT, ruleset=found)], TextOptions()).splitlines()[-1]
    assert "gói quy tắc thêm vào đã nới, viết lại hoặc bỏ 1 quy tắc: softened:commune.sample" in line


def test_another_unit_of_time_may_be_laxer(tmp_path: Path) -> None:
    words = PARAMETER + value(4, "2025-01-01").replace("days", "working_days")
    assert over(tmp_path, "uses: [base]\n", {"p.yaml": words}).softened == ("commune.sample",)


def test_without_uses_a_second_parameter_is_an_error(tmp_path: Path) -> None:
    found = over(tmp_path, "", {"p.yaml": PARAMETER + value(3, "2025-01-01")})
    assert [one.code for one in found.problems] == ["duplicate-id"]
    assert len(found.law.parameters["publication_days"].values) == 1


RETIRES = """\
uses: [base]
retires: [{rule: commune.sample, reason: {vi: Lý do, en: Why}, cites: [{instrument: 10/2022/QH15}]}]
"""


def test_a_retired_rule_is_gone_and_the_run_is_partial(tmp_path: Path) -> None:
    found = over(tmp_path, RETIRES, {})
    assert found.problems == ()
    assert found.by_id("commune.sample") is None
    report = check(REPORT, ruleset=found)
    assert (report.complete, report.left_out) == (False, ("softened:commune.sample",))


def test_a_retired_rule_that_is_not_there_is_an_error_with_a_hint(tmp_path: Path) -> None:
    found = over(tmp_path, RETIRES.replace("commune.sample", "commune.smaple"), {})
    assert [one.code for one in found.problems] == ["unknown-rule"]
    assert "commune.sample" in found.problems[0].words.vi
    assert found.by_id("commune.sample") is not None


def test_retiring_needs_a_document(tmp_path: Path) -> None:
    found = over(tmp_path, RETIRES.replace(", cites: [{instrument: 10/2022/QH15}]", ""), {})
    assert "cites" in found.problems[0].words.vi


def test_a_rule_written_anew_takes_the_place_of_the_old(tmp_path: Path) -> None:
    lines = "uses: [base]\nsoftens: [{rule: commune.sample, reason: {vi: Lý do, en: Why}}]\n"
    found = over(tmp_path, lines, {"r.yaml": varied("require: {exists: target.published_on}")})
    assert found.problems == ()
    rule = found.by_id("commune.sample")
    assert rule is not None
    assert (rule.pack, found.total, found.softened) == ("over", 1, ("commune.sample",))


def test_the_same_id_without_softens_is_an_error(tmp_path: Path) -> None:
    found = over(tmp_path, "uses: [base]\n", {"r.yaml": varied("")})
    assert [one.code for one in found.problems] == ["duplicate-id"]


def test_rule_files_before_pack_yaml_in_the_alphabet_belong_to_the_pack(tmp_path: Path) -> None:
    found = over(
        tmp_path,
        "uses: [base]\n",
        {"a.yaml": HEAD + varied("").split(HEAD)[1].replace("commune.sample", "commune.new")},
    )
    rule = found.by_id("commune.new")
    assert rule is not None
    assert rule.pack == "over"


def test_the_example_pack_of_a_province() -> None:
    folder = ROOT / "examples" / "packs" / "tinh-mau"
    loaded = load_ruleset(folder)
    assert loaded.problems == ()
    assert loaded.softened == ()
    own = [rule for rule in loaded.rules if rule.pack == "tinh_mau"]
    assert len(own) == 10
    assert tuple(name for name, _ in loaded.packs) == ("qcdc", "tinh_mau")
    sources = read_packs([(ROOT / "rules", "rules"), (folder, "tinh-mau")], tests=True)
    found = lint(sources, assemble(sources), date(2026, 1, 1), "0.1.0")
    assert [one for one in found if one.file.startswith("tinh-mau")] == []
