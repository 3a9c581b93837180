"""Reports kept as JSON: verified by running again, compared with a later run and with one another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import OWN_RULES, PACK, VIOLATED, Run
from click.testing import CliRunner, Result

from qcdc_rules.cli.report import report

RULES = ("--no-builtin-rules", "--rules", str(PACK))


def call(*args: str) -> Result:
    result = CliRunner().invoke(report, list(args))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("name", ["good", "violated", "missing", "running", "open", "invalid", "unreadable"])
def test_a_report_that_holds(run: Run, folder: Path, name: str) -> None:
    run(f"{name}.yaml", "-f", "json", "-o", "kept.json")
    result = call("verify", "kept.json", f"{name}.yaml", *RULES)
    assert (result.exit_code, "GIỐNG" in result.output) == (0, True), result.output


def test_a_narrowed_report_that_holds(run: Run, folder: Path) -> None:
    run("violated.yaml", "--category", "publicize", "-f", "json", "-o", "kept.json")
    assert call("verify", "kept.json", "violated.yaml", *RULES).exit_code == 0


def test_a_report_that_was_touched(run: Run, folder: Path) -> None:
    run("violated.yaml", "-f", "json", "-o", "kept.json")
    kept = json.loads(Path("kept.json").read_text(encoding="utf-8"))
    for result in kept["reports"][0]["results"]:
        result["outcome"] = "satisfied"
    Path("kept.json").write_text(json.dumps(kept), encoding="utf-8")
    result = call("verify", "kept.json", "violated.yaml", *RULES)
    assert result.exit_code == 1
    assert '.outcome: "satisfied" → "violated"' in result.output


def test_another_submission_and_other_rules_are_named(run: Run, folder: Path) -> None:
    run("violated.yaml", "-f", "json", "-o", "kept.json")
    other = call("verify", "kept.json", "good.yaml", *RULES)
    assert (other.exit_code, "tệp báo cáo đã thay đổi" in other.output) == (1, True)
    built_in = call("verify", "kept.json", "violated.yaml", "--rules", str(PACK / "decide.yaml"), "--no-builtin-rules")
    assert (built_in.exit_code, "bộ quy tắc không phải" in built_in.output) == (1, True)


def test_what_is_no_report(folder: Path) -> None:
    for text in ("", "[]", "{}", '{"schema": "qcdc-report/1", "reports": [{}]}'):
        Path("kept.json").write_text(text, encoding="utf-8")
        assert call("verify", "kept.json", "good.yaml", *RULES).exit_code == 2
    assert call("diff", "not-there.json", "kept.json").exit_code == 2


def test_a_baseline_marks_and_never_moves_the_code(run: Run, folder: Path) -> None:
    run("violated.yaml", "-f", "json", "-o", "old.json")
    same = run("violated.yaml", "--baseline", "old.json", "-f", "json")
    assert same.code == 1
    assert {r["baseline"] for r in same.json["reports"][0]["results"] if r["outcome"] == "violated"} == {"remaining"}
    assert "[còn lại]" in run("violated.yaml", "--baseline", "old.json").out
    run("good.yaml", "-f", "json", "-o", "clean.json")
    new = run("violated.yaml", "--baseline", "clean.json")
    assert (new.code, "[mới]" in new.out) == (1, True)
    fixed = run("good.yaml", "--baseline", "old.json")
    assert (fixed.code, "ĐÃ KHẮC PHỤC" in fixed.out) == (0, True)
    assert len(run("good.yaml", "--baseline", "old.json", "-f", "json").json["reports"][0]["fixed"]) == 1


def test_a_narrowed_run_puts_nothing_right_that_it_did_not_ask(run: Run, folder: Path) -> None:
    run("violated.yaml", "-f", "json", "-o", "old.json")
    [rule] = {
        r["rule"]
        for r in json.loads(Path("old.json").read_text(encoding="utf-8"))["reports"][0]["results"]
        if r["outcome"] == "violated"
    }
    ran = run("good.yaml", "--baseline", "old.json", "--skip", rule, "-f", "json")
    assert ran.json["reports"][0]["fixed"] == []


def test_two_reports_are_compared(run: Run, folder: Path) -> None:
    run("violated.yaml", "-f", "json", "-o", "old.json")
    run("missing.yaml", "-f", "json", "-o", "new.json")
    told = call("diff", "old.json", "new.json", "--lang", "en").output
    assert "NEW (" in told
    assert "PUT RIGHT (" in told
    assert "REMAINING (" in told
    assert "comes from the law" not in told


def test_only_the_law_changed(run: Run, folder: Path) -> None:
    run("violated.yaml", "-f", "json", "-o", "old.json")
    run("violated.yaml", "-f", "json", "-o", "new.json", rules=(*OWN_RULES, "--rules", str(_more(folder))))
    assert "comes from the law" in call("diff", "old.json", "new.json", "--lang", "en").output
    assert VIOLATED.encode() == Path("violated.yaml").read_bytes()


def _more(folder: Path) -> Path:
    """A scope that no rule uses: it changes the digest of the rules and nothing else."""
    path = folder / "scope_more.yaml"
    path.write_text((PACK / "scope.yaml").read_text(encoding="utf-8").replace("id: ", "id: more_"), encoding="utf-8")
    return path
