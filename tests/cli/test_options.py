"""Every option, alone and in pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import GOOD, OWN_RULES, PACK, SAMPLES, Run, assert_fits

RULES = {
    "commune.try_deadline",
    "commune.try_loudspeaker",
    "commune.try_open",
    "commune.try_portal",
    "commune.try_province",
    "commune.try_villages",
    "commune.try_wards",
}


def rules_of(run: Run, *args: str) -> set[str]:
    [report] = run(*args, "-f", "json").json["reports"]
    return {result["rule"] for result in report["results"]}


def test_only_skip_and_category_narrow_the_run(run: Run) -> None:
    assert rules_of(run, "good.yaml") == RULES
    assert rules_of(run, "good.yaml", "--only", "commune.try_portal") == {"commune.try_portal"}
    assert rules_of(run, "good.yaml", "--only", "commune.try_hamlets") == {"commune.try_villages"}, "an old id"
    assert rules_of(run, "good.yaml", "--skip", "commune.try_portal") == RULES - {"commune.try_portal"}
    assert rules_of(run, "good.yaml", "--category", "supervise") == {"commune.try_province"}
    both = rules_of(run, "good.yaml", "--category", "supervise", "--category", "publicize")
    assert both == {"commune.try_province", "commune.try_portal", "commune.try_deadline", "commune.try_loudspeaker"}
    assert rules_of(run, "good.yaml", "--category", "publicize", "--only", "commune.try_open") == set()
    assert rules_of(run, "good.yaml", "--regulation", "commune") == RULES
    assert rules_of(run, "good.yaml", "--regulation", "workplace") == set()


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (("--only", "commune.try_portal"), "--only commune.try_portal"),
        (("--skip", "commune.try_portal", "--skip", "commune.try_open"), "--skip commune.try_open, commune.try_portal"),
        (("--category", "publicize"), "--category publicize"),
    ],
)
def test_a_narrowed_run_says_so(run: Run, args: tuple[str, ...], named: str) -> None:
    ran = run("good.yaml", *args)
    assert ran.last.endswith(f"KIỂM TRA MỘT PHẦN ({named})")
    assert run("good.yaml", *args, "-q").out.rstrip("\n") == ran.last
    assert "PARTIAL CHECK" in run("good.yaml", *args, "--lang", "en").last
    [report] = run("good.yaml", *args, "-f", "json").json["reports"]
    assert report["complete"] is False
    assert report["left_out"] == [named]


def test_a_whole_run_is_complete(run: Run) -> None:
    assert "MỘT PHẦN" not in run("good.yaml").out
    [report] = run("good.yaml", "-f", "json").json["reports"]
    assert report["complete"] is True
    assert report["left_out"] == []


@pytest.mark.parametrize("option", ["--only", "--skip"])
def test_an_unknown_rule_is_named_with_a_suggestion(run: Run, option: str) -> None:
    ran = run("good.yaml", option, "commune.try_portl")
    assert "Không có quy tắc “commune.try_portl”. Có phải là “commune.try_portal”?" in ran.err
    english = run("good.yaml", option, "commune.try_portl", "--lang", "en")
    assert "There is no rule “commune.try_portl”. Did you mean “commune.try_portal”?" in english.err
    assert ran.code == (5 if option == "--only" else 0)


def test_rules_may_be_a_file_or_a_folder_and_add_up(run: Run, folder: Path) -> None:
    more = """\
schema: qcdc-rules/1
regulation: commune
category: consult
rules:
  - id: commune.more
    force: must
    fidelity: full
    scope: [any_commune]
    duty_of: [peoples_committee]
    proves: complied
    governed_by: period.last_on
    in_force: {from: 2020-01-01}
    title: {vi: Xã phải ghi địa bàn, en: A commune must state its terrain}
    require: {exists: unit.terrain}
    cites: [{instrument: 01/2020/NĐ-CP, article: 8}]
    rows: ["T 8 terrain"]
"""
    (folder / "extra").mkdir()
    (folder / "extra" / "more.yaml").write_text(more, encoding="utf-8")
    for where in ("extra", "extra/more.yaml"):
        ran = run("good.yaml", "-f", "json", rules=(*OWN_RULES, "--rules", where))
        assert ran.code == 5
        assert {one["rule"] for one in ran.json["reports"][0]["results"]} == RULES | {"commune.more"}
    single = tuple(str(path) for path in PACK.iterdir())
    args = [part for path in single for part in ("--rules", path)]
    assert run("good.yaml", rules=("--no-builtin-rules", *args)).code == 0


def test_without_any_rules_nothing_is_checked(run: Run) -> None:
    ran = run("good.yaml", rules=("--no-builtin-rules",))
    assert ran.code == 5
    assert "không có gì được kiểm tra" in ran.last


def test_as_of_is_printed_and_judges_only_before_the_day_of_the_report(run: Run) -> None:
    late = run("running.yaml", "-f", "json", "--as-of", "2030-01-01").json["reports"][0]
    assert late["as_of"] == "2030-01-01"
    assert late["unknown"]["running"] == 1, "limits are judged on the day of the report, not of the check"
    assert run("good.yaml", "--as-of", "2024-06-30").last.endswith("30/6/2024")
    assert run("good.yaml", "--as-of", "2024-06-30", "--lang", "en").last.endswith("2024-06-30")


def test_the_day_of_the_check_is_today_unless_said(run: Run) -> None:
    [report] = run("good.yaml", "-f", "json", rules=OWN_RULES[:3]).json["reports"]
    assert report["as_of"] >= "2025-01-10"


def test_both_languages_are_whole(run: Run) -> None:
    vietnamese, english = run("violated.yaml", "-vv").out, run("violated.yaml", "-vv", "--lang", "en").out
    assert "VI PHẠM (1)" in vietnamese
    assert "VIOLATED (1)" in english
    assert "A commune must have a website" in english
    for word in ("Căn cứ", "Cách làm", "Thực tế", "Yêu cầu", "vi phạm", "đạt"):
        assert word not in english


def test_verbosity(run: Run) -> None:
    quiet, plain, more, most = (run("violated.yaml", *args).out for args in (["-q"], [], ["-v"], ["-vv"]))
    assert quiet.count("\n") == 1
    assert "VI PHẠM" in plain
    assert "ĐẠT (" not in plain
    assert "ĐẠT (5)" in more
    assert "KHÔNG ÁP DỤNG" not in more
    assert "KHÔNG ÁP DỤNG (1)" in most
    assert {one.splitlines()[-1] for one in (quiet, plain, more, most)} == {quiet.rstrip("\n")}


def test_explain_prints_every_fact_with_its_line(run: Run) -> None:
    assert "(unit.has_portal): không (dòng 7)" in run("violated.yaml", "--explain").out
    assert "(unit.has_portal): có (dòng 7)" in run("good.yaml", "--explain", "-v").out


def test_formats_and_outputs_go_in_pairs(run: Run, folder: Path) -> None:
    ran = run("good.yaml", "-f", "json", "-o", "r.json", "-f", "text")
    assert ran.code == 0
    assert ran.last.startswith("CỔNG MỞ")
    document = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    assert_fits(document)
    both = run("good.yaml", "-f", "text", "-o", "r.txt", "-f", "json", "-o", "r2.json")
    assert both.out == ""
    assert (folder / "r.txt").read_text(encoding="utf-8") == ran.out
    assert (folder / "r2.json").read_text(encoding="utf-8") == (folder / "r.json").read_text(encoding="utf-8")
    assert run("good.yaml", "-o", "only.txt").out == ""
    assert (folder / "only.txt").read_text(encoding="utf-8") == ran.out


def test_a_dash_as_output_is_standard_output(run: Run, folder: Path) -> None:
    assert run("good.yaml", "-f", "json", "-o", "-").json["exit_code"] == 0
    assert not (folder / "-").exists()


def test_standard_input_in_both_formats(run: Run) -> None:
    ran = run("-", stdin=GOOD.encode())
    assert ran.code == 0
    assert "stdin" in ran.out
    as_json = json.dumps(
        {
            "schema": "qcdc-submission/1",
            "unit": {"code": "00012", "name": "Xã Hòa Bình", "kind": "commune", "has_portal": False},
            "period": {"first_on": "2024-01-01", "last_on": "2024-12-31", "stated_on": "2025-01-10"},
        }
    )
    [report] = run("-", "-f", "json", stdin=as_json.encode()).json["reports"]
    assert report["unit"]["code"] == "00012"
    assert report["counts"]["violated"] == 1
    assert run("-", stdin=b"").code == 3
    assert run("-", "-", "good.yaml", stdin=GOOD.encode()).code == 0


def test_a_folder_is_read_by_its_headers(run: Run, folder: Path) -> None:
    reports = folder / "reports"
    (reports / "deep").mkdir(parents=True)
    for name in ("good", "violated"):
        (reports / f"{name}.yaml").write_text(SAMPLES[name], encoding="utf-8")
    (reports / "deep" / "third.YML").write_text("# " + "chú thích " * 1000 + "\n" + GOOD, encoding="utf-8")
    (reports / "config.yaml").write_text("a: 1\n", encoding="utf-8")
    (reports / "data.json").write_text("{}", encoding="utf-8")
    (reports / "notes.txt").write_text("x", encoding="utf-8")
    (reports / "wide.yaml").write_bytes(GOOD.encode("utf-16"))
    ran = run("reports", "-f", "json")
    assert [one["file"] for one in ran.json["reports"]] == [
        "reports/deep/third.YML",
        "reports/good.yaml",
        "reports/violated.yaml",
        "reports/wide.yaml",
    ]
    assert "reports/config.yaml: không phải báo cáo" in ran.err
    assert "reports/data.json: không phải báo cáo" in ran.err
    assert "notes.txt" not in ran.err
    assert ran.code == 3, "the one saved as UTF-16 is named, not passed over"
    assert "not a submission" in run("reports", "--lang", "en").err


def test_one_broken_file_never_hides_the_other_nine(run: Run, folder: Path) -> None:
    names = []
    for number in range(10):
        names.append(f"n{number}.yaml")
        text = "a: [1, 2\n" if number == 4 else GOOD.replace("00012", f"0001{number}")
        (folder / names[-1]).write_text(text, encoding="utf-8")
    ran = run(*names, "-f", "json")
    assert ran.code == 3
    reports = ran.json["reports"]
    assert [one["file"] for one in reports] == names
    assert [one["evaluated"] for one in reports] == [number != 4 for number in range(10)]
    assert all(one["counts"]["satisfied"] == 6 for number, one in enumerate(reports) if number != 4)
    text = run(*names)
    assert text.code == 3
    assert "n4.yaml:1:4" in text.out
    assert text.out.count("CỔNG MỞ: không có vi phạm, không thiếu số liệu – đạt 6") == 9
    assert "✗ n4.yaml: CỔNG ĐÓNG: tệp báo cáo có lỗi" in text.out
    assert "✓ n5.yaml: CỔNG MỞ" in text.out
    assert text.last.startswith("CỔNG ĐÓNG: tệp báo cáo có lỗi – đạt 54, vi phạm 0, chưa kết luận 0")


def test_a_file_named_twice_is_read_once(run: Run) -> None:
    [_] = run("good.yaml", "good.yaml", "./good.yaml", "-f", "json").json["reports"]


def test_help_tells_every_exit_code(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for code in ("0", "1", "2", "3", "4", "5", "70"):
        assert f"  {code}  " in ran.out
