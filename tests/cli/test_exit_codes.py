"""Every exit code, what gives it, and which wins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from cli_runs import GOOD, OWN_RULES, PACK, Run

from qcdc_rules.cli import check as module
from qcdc_rules.cli import main
from qcdc_rules.evaluating.engine import Evaluation

GATE = {
    # what the submission holds: the exit code with --fail-on violated, missing, any-unknown, never
    "good": (0, 0, 0, 0),
    "violated": (1, 1, 1, 0),
    "missing": (0, 5, 5, 0),
    "running": (0, 0, 5, 0),
    "open": (0, 0, 5, 0),
    "invalid": (3, 3, 3, 3),
    "unreadable": (3, 3, 3, 3),
    "vanished": (3, 3, 3, 3),
}
LEVELS = ("violated", "missing", "any-unknown", "never")


@pytest.mark.parametrize(("name", "number", "level"), [(n, i, lv) for n in GATE for i, lv in enumerate(LEVELS)])
def test_what_shuts_the_gate(run: Run, name: str, number: int, level: str) -> None:
    assert run(f"{name}.yaml", "--fail-on", level).code == GATE[name][number]


def test_missing_is_the_default_level(run: Run) -> None:
    assert [run(f"{name}.yaml").code for name in GATE] == [codes[1] for codes in GATE.values()]


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("good.yaml", "--nope"),
        ("good.yaml", "--lang", "fr"),
        ("good.yaml", "--as-of", "31/12/2024"),
        ("good.yaml", "--as-of", "2024-02-30"),
        ("good.yaml", "--category", "publish"),
        ("good.yaml", "--regulation", "village"),
        ("good.yaml", "--fail-on", "sometimes"),
        ("good.yaml", "--min-severity", "high"),
        ("good.yaml", "-f", "pdf"),
        ("good.yaml", "-f", "json", "-f", "text", "-f", "json"),
        ("good.yaml", "-o", "a", "-o", "b"),
        ("good.yaml", "--rules", "no-such-folder"),
        ("good.yaml", "-o", "good.yaml"),
        ("good.yaml", "-o", "no/such/folder/a.txt"),
    ],
)
def test_bad_usage(run: Run, args: tuple[str, ...]) -> None:
    ran = run(*args)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err


def test_a_submission_is_never_overwritten(run: Run, folder: Path) -> None:
    run("good.yaml", "-o", "./good.yaml")
    assert (folder / "good.yaml").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("broken.yaml", "schema: qcdc-rules/1\nrules: [\n"),
        ("other.yaml", "a: 1\n"),
        ("shape.yaml", "schema: qcdc-rules/1\nregulation: commune\ncategory: publicize\nrules: [{id: commune.x}]\n"),
        ("empty.yaml", ""),
    ],
)
def test_a_faulty_rule_file(run: Run, folder: Path, name: str, text: str) -> None:
    (folder / "more").mkdir()
    (folder / "more" / name).write_text(text, encoding="utf-8")
    for where in (f"more/{name}", "more"):
        ran = run("good.yaml", rules=(*OWN_RULES, "--rules", where))
        assert ran.code == 4
        assert f"more/{name}:" in ran.err
        assert "Traceback" not in ran.err
        assert "Xã Hòa Bình" in ran.out, "the submission is still checked by the other rules"
        assert "tệp quy tắc có lỗi" in ran.last
        assert "KIỂM TRA MỘT PHẦN" in ran.last


def test_a_folder_without_rules_is_told(run: Run, folder: Path) -> None:
    (folder / "empty").mkdir()
    ran = run("good.yaml", rules=(*OWN_RULES, "--rules", "empty"))
    assert ran.code == 4
    assert "empty" in ran.err


def break_rule(monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    sound = Evaluation._one

    def faulty(self: Evaluation, compiled: object, target: object) -> object:
        if compiled.rule.id == rule:  # type: ignore[attr-defined]
            raise ZeroDivisionError("thử")
        return sound(self, compiled, target)  # type: ignore[arg-type]

    monkeypatch.setattr(Evaluation, "_one", faulty)


@pytest.mark.parametrize("level", LEVELS)
def test_a_fault_inside_a_rule(run: Run, monkeypatch: pytest.MonkeyPatch, level: str) -> None:
    break_rule(monkeypatch, "commune.try_portal")
    ran = run("good.yaml", "--fail-on", level, "-f", "json", "-v")
    assert ran.code == 70
    [report] = ran.json["reports"]
    assert report["counts"] == {"satisfied": 5, "violated": 0, "unknown": 0, "not_applicable": 1, "error": 1}
    [fault] = [one for one in report["results"] if one["outcome"] == "error"]
    assert fault["rule"] == "commune.try_portal"
    assert fault["fault"] == "ZeroDivisionError: thử"


def test_a_fault_inside_a_rule_in_the_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    break_rule(monkeypatch, "commune.try_portal")
    ran = run("violated.yaml")
    assert ran.code == 70
    assert "LỖI PHẦN MỀM (1)" in ran.out
    assert ran.last.startswith("CỔNG ĐÓNG: lỗi phần mềm")
    assert "Traceback" not in ran.out + ran.err


def test_a_fault_of_the_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty(names: object) -> object:
        raise RuntimeError("hỏng")

    monkeypatch.setattr(module, "gather", faulty)
    monkeypatch.setattr(sys, "argv", ["qcdc-check", *OWN_RULES, "good.yaml"])
    monkeypatch.delenv("QCDC_DEBUG", raising=False)
    with pytest.raises(SystemExit) as left:
        main.check()
    streams = capsys.readouterr()
    assert left.value.code == 70
    assert streams.out == ""
    assert "Lỗi phần mềm (RuntimeError: hỏng)" in streams.err
    assert "Internal fault" in streams.err
    assert streams.err.count("\n") == 1


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("good", "good"), 0),
        (("good", "missing"), 5),
        (("missing", "violated", "good"), 1),
        (("violated", "invalid", "missing"), 3),
        (("unreadable", "violated"), 3),
        (("vanished", "good"), 3),
    ],
)
def test_the_worst_of_several_wins(run: Run, names: tuple[str, ...], code: int) -> None:
    for order in (names, names[::-1]):
        assert run(*(f"{name}.yaml" for name in order)).code == code


def test_faulty_rules_go_before_a_faulty_submission_and_a_fault_before_both(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "bad.yaml").write_text("schema: qcdc-rules/1\nrules: [\n", encoding="utf-8")
    rules = (*OWN_RULES, "--rules", "bad.yaml")
    assert run("invalid.yaml", "violated.yaml", rules=rules).code == 4
    break_rule(monkeypatch, "commune.try_portal")
    assert run("invalid.yaml", "violated.yaml", rules=rules).code == 70


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_checked_is_undecided_at_every_level(run: Run, folder: Path, level: str) -> None:
    (folder / "none").mkdir()
    for args in (
        ("none",),
        ("good.yaml", "--only", "commune.try_wards"),
        ("good.yaml", "--category", "consult"),
        ("good.yaml", "--regulation", "agency"),
        ("good.yaml", "--only", "commune.nope"),
    ):
        ran = run(*args, "--fail-on", level)
        assert ran.code == 5, args
        assert "không có gì được kiểm tra" in ran.last


def test_a_folder_without_submissions_shuts_the_gate_beside_a_good_one(run: Run, folder: Path) -> None:
    (folder / "none").mkdir()
    ran = run("good.yaml", "none")
    assert ran.code == 5
    assert ran.last.startswith("CỔNG ĐÓNG")
    assert "none: không có báo cáo nào" in ran.err


def test_advice_and_lesser_severities_do_not_shut_the_gate(run: Run, folder: Path) -> None:
    advice = folder / "advice.yaml"
    advice.write_text(GOOD.replace("has_loudspeaker: true", "has_loudspeaker: false"), encoding="utf-8")
    small = folder / "small.yaml"
    small.write_text(GOOD.replace("household_count: 120", "household_count: 5"), encoding="utf-8")
    nowhere = folder / "nowhere.yaml"
    nowhere.write_text(GOOD.replace("province: Hòa Bình", "province: none"), encoding="utf-8")
    codes = {
        level: [run(f"{name}.yaml", "--min-severity", level).code for name in ("advice", "small", "nowhere")]
        for level in ("info", "warning", "error")
    }
    assert codes == {"info": [0, 1, 1], "warning": [0, 1, 0], "error": [0, 0, 0]}
    assert [run(f"{name}.yaml").code for name in ("advice", "small", "nowhere")] == codes["warning"]


def test_an_open_gate_never_says_that_nothing_is_wrong_where_something_is(run: Run) -> None:
    assert run("good.yaml").last.startswith("CỔNG MỞ: không có vi phạm, không thiếu số liệu")
    for name in ("violated", "missing"):
        ran = run(f"{name}.yaml", "--fail-on", "never")
        assert ran.code == 0
        assert ran.last.startswith("CỔNG MỞ theo mức đã chọn")
        assert "không có vi phạm" not in ran.last


@pytest.mark.parametrize(("name", "code"), [("good", 0), ("violated", 1), ("vanished", 3), ("missing", 5)])
def test_the_codes_of_a_real_process(process: Run, name: str, code: int) -> None:
    ran = process(f"{name}.yaml")
    assert ran.code == code
    assert ran.last.startswith("CỔNG")
    assert ran.err == ""


def test_bad_usage_and_bad_rules_of_a_real_process(process: Run, folder: Path) -> None:
    assert process("--nope").code == 2
    (folder / "bad.yaml").write_text("schema: qcdc-rules/1\nrules: [\n", encoding="utf-8")
    assert process("good.yaml", rules=("--no-builtin-rules", "--rules", str(PACK), "--rules", "bad.yaml")).code == 4


def test_rules_without_a_table_of_holidays_still_check(run: Run, folder: Path) -> None:
    (folder / "pack").mkdir()
    for path in PACK.iterdir():
        if path.name != "holidays.yaml":
            (folder / "pack" / path.name).write_bytes(path.read_bytes())
    assert run("good.yaml", "--only", "commune.try_portal", rules=("--no-builtin-rules", "--rules", "pack")).code == 0
