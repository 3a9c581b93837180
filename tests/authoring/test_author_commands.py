"""`rules lint`, `test --coverage`, `diff` and `schema` as an author calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from packs import ROOT, blocks, build, codes, varied

from qcdc_rules.cli.main import group


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["rules", *arguments], catch_exceptions=False)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return build(tmp_path, dict(zip([code for code, _ in codes()], blocks("bad"), strict=True))["unknown-path"])


def test_lint_as_text_json_and_github(broken: Path) -> None:
    said = run("lint", "--no-builtin-rules", "--rules", str(broken), "--lang", "vi")
    assert said.exit_code == 4
    assert "standard.yaml:" in said.output
    assert "unknown-path" in said.output
    document = json.loads(run("lint", "--no-builtin-rules", "--rules", str(broken), "-f", "json").stdout)
    assert document["schema"] == "qcdc-lint/1"
    [error] = [one for one in document["problems"] if one["severity"] == "error"]
    assert (error["code"], error["line"] > 1, set(error["message"])) == ("unknown-path", True, {"vi", "en"})
    told = run("lint", "--no-builtin-rules", "--rules", str(broken), "-f", "github").stdout
    assert "::error file=" in told
    assert "title=unknown-path" in told


def test_warnings_do_not_change_the_exit_code(tmp_path: Path) -> None:
    said = run("lint", "--no-builtin-rules", "--rules", str(build(tmp_path, "")))
    assert "missing-test (cảnh báo)" in said.output
    assert said.exit_code == 0
    assert "missing-test" not in run("lint", "--no-builtin-rules", "--errors", "--rules", str(tmp_path)).output


CASES = """\
schema: qcdc-test/1
tests:
  - rule: commune.sample
    stated_on: 2024-12-31
    base: {publicized: [{id: C1, published_on: 2024-03-01}]}
    cases:
      - {name: đã công khai, expect: {C1: satisfied}}
      - {name: chưa công khai, set: {"publicized[C1].published_on": none, "publicized[C1].decided_on": 2024-03-01}, expect: {C1: violated}}
"""


def test_coverage_says_what_no_case_has_seen(tmp_path: Path) -> None:
    rule = varied("governed_by: [target.published_on, target.decided_on]")
    build(tmp_path, "")
    (tmp_path / "standard.yaml").write_text(rule, encoding="utf-8")
    (tmp_path / "a.tests.yaml").write_text(CASES, encoding="utf-8")
    said = run("test", "--coverage", "--no-builtin-rules", "--rules", str(tmp_path))
    assert said.exit_code == 0, said.output
    assert "chưa ca nào mà điều kiện “có ngày công khai lần đầu” chưa biết" in said.output


def test_diff_names_the_verdicts_that_change(tmp_path: Path) -> None:
    report = tmp_path / "report.yaml"
    report.write_text(
        "schema: qcdc-submission/1\nunit: {kind: commune, code: '1', name: Xã}\n"
        "period: {first_on: 2025-01-01, last_on: 2025-12-31, stated_on: 2025-12-31}\n"
        "publicized: [{id: C1, decided_on: 2025-03-03, published_on: 2025-03-07}]\n",
        encoding="utf-8",
    )
    folders = [tmp_path / name for name in ("old", "new")]
    for folder, block in zip(folders, ("", "require: {not: {exists: target.published_on}}"), strict=True):
        folder.mkdir()
        build(folder, block)
    old, new = map(str, folders)
    said = run("diff", old, new, str(report), "--no-builtin-rules")
    assert said.exit_code == 1
    assert "commune.sample [C1]: satisfied → violated" in said.output
    assert run("diff", old, old, str(report), "--no-builtin-rules").exit_code == 0


def test_schema_writes_what_the_readme_names(tmp_path: Path) -> None:
    assert run("schema", str(tmp_path / "s")).exit_code == 0
    assert {path.name for path in (tmp_path / "s").iterdir()} == {
        path.name for path in (ROOT / "schemas").glob("*.json")
    }


def test_new_overwrites_nothing_and_names_a_slip(tmp_path: Path) -> None:
    words = [
        "new", str(tmp_path / "p"), "--id", "commune.told", "--category", "publicize", "--title", "Phải công khai",
        "--title-en", "It must be published", "--instrument", "10/2022/QH15", "--article", "13", "--from", "2023-07-01",
        "--each", "publicized", "--governed-by", "target.published_on", "--with", "act=target.published_on",
    ]  # fmt: skip
    assert "act_recorded" in run(*words, "--template", "act_recordd").output
    assert run(*words, "--template", "act_recorded").exit_code == 0
    again = run(*words, "--template", "act_recorded")
    assert again.exit_code == 2
    text = (tmp_path / "p" / "commune" / "publicize" / "told.yaml").read_text(encoding="utf-8")
    assert text.count("commune.told") == 1
    assert not (tmp_path / "p" / "instruments").exists()


def test_cases_of_a_faulty_rule_are_not_a_second_error(broken: Path) -> None:
    cases = CASES.replace(', "publicized[C1].decided_on": 2024-03-01', "")
    (broken / "z.tests.yaml").write_text(cases, encoding="utf-8")
    document = json.loads(run("lint", "--no-builtin-rules", "--rules", str(broken), "-f", "json").stdout)
    assert [one["code"] for one in document["problems"] if one["severity"] == "error"] == ["unknown-path"]


def test_a_draft_is_not_past_its_review(tmp_path: Path) -> None:
    words = [
        "new", str(tmp_path / "p"), "--id", "commune.told", "--category", "publicize", "--title", "Phải công khai",
        "--title-en", "It must be published", "--instrument", "10/2022/QH15", "--from", "2014-01-01",
        "--each", "publicized", "--with", "act=target.published_on",
    ]  # fmt: skip
    assert "docs/templates.md" in run(*words, "--template", "nothing_like_it").output
    assert "rules witness commune.told" in run(*words, "--template", "act_recorded").output
    assert "review-date-passed" not in run("lint", "--rules", str(tmp_path / "p")).output


WHEN_CASES = """\
schema: qcdc-test/1
tests:
  - rule: commune.sample
    stated_on: 2024-12-31
    base: {unit: {resident_count: 5}, publicized: [{id: C1, published_on: 2024-03-01}]}
    cases:
      - {name: đúng 5 thôn, expect: {C1: satisfied}}
      - {name: 4 thôn, set: {unit.resident_count: 4}, expect: {C1: not_applicable}}
"""


def test_a_when_that_holds_is_seen_in_the_cases_that_pass_it(tmp_path: Path) -> None:
    build(tmp_path, "")
    rule = varied("when: {compare: {fact: unit.resident_count, at_least: 5}}")
    (tmp_path / "standard.yaml").write_text(rule, encoding="utf-8")
    (tmp_path / "a.tests.yaml").write_text(WHEN_CASES, encoding="utf-8")
    said = run("test", "--coverage", "--no-builtin-rules", "--rules", str(tmp_path))
    assert said.exit_code == 0, said.output
    [gap] = [line for line in said.output.splitlines() if "từ 5 trở lên" in line]
    assert "” chưa biết" in gap
    assert "2/2 phía của 1 ngưỡng" in said.output
    told = run("lint", "--cases", "--no-builtin-rules", "--rules", str(tmp_path)).output
    assert "missing-boundary" not in told


DRAFT = [
    "--category", "publicize", "--title", "Phải công khai", "--title-en", "It must be published",
    "--from", "2026-01-01", "--each", "publicized",
]  # fmt: skip


def test_new_asks_how_a_new_instrument_was_checked_and_lint_names_its_title(tmp_path: Path) -> None:
    pack = tmp_path / "p"
    words = ["new", str(pack), "--id", "commune.told", *DRAFT, "--instrument", "1/2026/QĐ-UBND"]
    words += ["--with", "act=target.published_on", "--template", "act_recorded"]
    asked = run(*words)
    assert asked.exit_code == 1
    assert "how was the wording checked" in asked.output
    assert not pack.exists()
    assert run(*words, "--checked", "recalled").exit_code == 0
    assert "checked: recalled" in (pack / "instruments" / "1-2026-qd-ubnd.yaml").read_text(encoding="utf-8")
    assert "placeholder-title" in run("lint", "--rules", str(pack)).output


def test_new_refuses_an_argument_of_another_kind_with_an_example(tmp_path: Path) -> None:
    words = ["new", str(tmp_path / "p"), "--id", "commune.told", *DRAFT, "--instrument", "10/2022/QH15"]
    words += ["--template", "posted_long_enough", "--with", "posted=target.postings"]
    said = run(*words, "--with", "minimum=30")
    assert said.exit_code == 2
    assert "minimum={days: 30}" in said.output
    assert "minimum={days: 30}" in run(*words, "--with", "minimum={days: 30").output
    assert not (tmp_path / "p").exists()
    assert run(*words, "--with", "minimum={days: 30}").exit_code == 0


def test_new_adds_the_regulation_of_a_second_rule_to_the_pack(tmp_path: Path) -> None:
    pack = tmp_path / "p"
    for rule in ("commune.told", "agency.told"):
        words = ["new", str(pack), "--id", rule, *DRAFT, "--instrument", "10/2022/QH15"]
        assert run(*words, "--with", "act=target.published_on", "--template", "act_recorded").exit_code == 0
    assert "regulations: [commune, agency]" in (pack / "pack.yaml").read_text(encoding="utf-8")
    assert "sector: other" in (pack / "agency" / "publicize" / "told.tests.yaml").read_text(encoding="utf-8")


def test_cases_of_faulty_files_are_told_with_the_fault(broken: Path) -> None:
    (broken / "z.tests.yaml").write_text(CASES, encoding="utf-8")
    said = run("test", "--no-builtin-rules", "--rules", str(broken))
    assert said.exit_code == 1
    assert "unknown-path" in said.output
    assert "chạy qcdc rules lint trước" in said.output


def test_a_filter_that_matches_nothing_says_so(tmp_path: Path) -> None:
    build(tmp_path, "")
    said = run("test", "no_such_file", "--no-builtin-rules", "--rules", str(tmp_path))
    assert said.exit_code == 1
    assert "Không tệp ca (.tests.yaml) nào có “no_such_file”" in said.output
    told = run("mutate", "no_such_file", "--no-builtin-rules", "--rules", str(tmp_path))
    assert told.exit_code == 1
    assert "Không có bản nào để thử" in told.output
