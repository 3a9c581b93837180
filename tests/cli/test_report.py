"""The report itself: complete, in order, readable, the same every time."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cli_runs import GOOD, ROOT, Run, assert_fits

from qcdc_rules.rendering.layout import Layout, clean
from qcdc_rules.rendering.style import Style

UGLY = re.compile(
    r"(?<!\.)\.\.(?!\.)|: \.|,,|;;|, \.|: ;|\bNone\b|\bTrue\b|\bFalse\b|Fraction\(|\bGap\.|\bStill\.|<[a-zA-Z_]+[ .>]"
    r"|\bdate\(|\{[a-z_.]+\}|[^ ] {2,}[^ ]"
)
HALF = """\
schema: qcdc-submission/1
unit: {code: "00012", name: Xã Hòa Bình, kind: commune, has_portal: true}
period: {first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-01-10}
villages:
  - {id: T1, name: Thôn Một, household_count: 120}
  - {id: T2, name: Thôn Hai}
publicized:
  - {id: CK1, slug: commune_budget_estimate, decided_on: 2024-03-04, published_on: 2024-03-16}
  - {id: CK2, slug: administrative_procedures, decided_on: 2024-03-04}
decided:
  partial: true
  items:
    - {id: QD1, slug: contributions_to_works, scope: village, village: T1, household_count: 120, agree_count: 60,
       decided_on: 2024-05-01, method: meeting}
"""


def test_the_last_line_is_the_verdict(run: Run) -> None:
    assert run("violated.yaml").last == (
        "CỔNG ĐÓNG: có vi phạm – đạt 5, vi phạm 1, chưa kết luận 0, không áp dụng 1, lỗi phần mềm 0 – 7 quy tắc"
        " – 10/01/2025"
    )
    assert run("good.yaml", "--lang", "en").last == (
        "GATE OPEN: nothing violated, nothing missing – satisfied 6, violated 0, undecided 0, not applicable 1,"
        " internal error 0 – 7 rules – 2025-01-10"
    )


def test_a_violation_says_what_where_which_clause_and_what_to_do(run: Run) -> None:
    out = run("violated.yaml").out
    for part in (
        "✗ Xã phải có trang thông tin điện tử",
        "Tại: violated.yaml:7:15",
        "7 │   has_portal: false",
        "Căn cứ: khoản 1 Điều 1 Nghị định số 01/2020/NĐ-CP",
        "Cách làm: Lập trang thông tin điện tử.",
        "commune.try_portal [-]",
    ):
        assert part in out


def test_what_is_missing_is_folded_by_field(run: Run, folder: Path) -> None:
    many = "".join(f"  - {{id: T{n}, name: Thôn {n}}}\n" for n in range(2, 30))
    (folder / "many.yaml").write_text(GOOD.replace("publicized:", many + "publicized:"), encoding="utf-8")
    out = run("many.yaml").out
    assert "villages[…].household_count – số hộ" in out
    assert "– 28 trường hợp:" in " ".join(out.split())
    assert "T2, T3, T4, T5, T6, T7, … (+22)" in " ".join(out.split())
    assert len(out.splitlines()) < 15


def test_the_same_rule_on_many_items_is_one_entry(run: Run, folder: Path) -> None:
    many = "".join(f"  - {{id: T{n}, name: Thôn {n}, household_count: 5}}\n" for n in range(2, 12))
    (folder / "many.yaml").write_text(GOOD.replace("publicized:", many + "publicized:"), encoding="utf-8")
    out = run("many.yaml").out
    assert "✗ Mỗi thôn phải có từ 10 hộ trở lên (10 trường hợp)" in out
    assert out.count("Căn cứ: Điều 4") == 1
    assert out.count("• Thôn ") == 10


def test_a_number_or_a_truth_is_never_to_be_stated_as_none(run: Run) -> None:
    [result] = [
        one for one in run("missing.yaml", "-f", "json").json["reports"][0]["results"] if one["outcome"] == "unknown"
    ]
    assert result["missing"] == ["unit.has_portal"]
    assert result["remedy"]["vi"] == "Khai thêm: unit.has_portal."


def test_two_runs_give_the_same_bytes(process: Run) -> None:
    for args in (("-f", "json"), ("-vv", "--explain"), ("--lang", "en")):
        first = process("violated.yaml", "missing.yaml", "invalid.yaml", *args, PYTHONHASHSEED="1")
        second = process("violated.yaml", "missing.yaml", "invalid.yaml", *args, PYTHONHASHSEED="2")
        assert first == second


def test_no_report_names_the_place_where_it_was_made(run: Run, folder: Path) -> None:
    for args in (("-f", "json"), ("-vv", "--explain")):
        assert str(folder) not in run("violated.yaml", *args).out
        assert str(ROOT) not in run("violated.yaml", *args).out


@pytest.mark.parametrize("name", ["good", "violated", "missing", "running", "open", "invalid", "unreadable", "gone"])
def test_every_kind_of_report_fits_the_schema(run: Run, name: str) -> None:
    document = run(f"{name}.yaml", "-f", "json").json
    [report] = document["reports"]
    assert list(report["counts"]) == ["satisfied", "violated", "unknown", "not_applicable", "error"]
    assert sum(report["counts"].values()) == len(report["results"])
    assert sum(report["unknown"].values()) == report["counts"]["unknown"]
    order = [(one["rule"], one["target"]) for one in report["results"]]
    assert order == sorted(order)


def keys(schema: object) -> list[tuple[str, dict[str, Any]]]:
    """Every key of the report with its schema, and every object."""
    found: list[tuple[str, dict[str, Any]]] = []
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            found.append((name, inner))
        for inner in schema.values():
            found += keys(inner)
    elif isinstance(schema, list):
        for inner in schema:
            found += keys(inner)
    return found


def test_the_schema_is_closed_versioned_and_in_both_languages() -> None:
    schema = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["schema"]["const"] == "qcdc-report/1"
    for name, inner in keys(schema):
        for part in ("title", "description"):
            vietnamese, _, english = inner[part].partition(" · ")
            assert vietnamese, (name, part)
            assert english, (name, part)
    objects = [one for _, one in keys({"properties": {"": schema}, "more": schema["$defs"]}) if "properties" in one]
    assert len(objects) >= 5
    for one in [*objects, *schema["$defs"].values()]:
        assert one["additionalProperties"] is False
        assert set(one["required"]) <= set(one["properties"])


def test_the_schema_refuses_what_is_no_report() -> None:
    with pytest.raises(AssertionError) as raised:
        assert_fits({"schema": "qcdc-report/2", "exit_code": 7, "reports": [], "more": 1})
    for part in ("qcdc-report/1", "exit_code", "more"):
        assert part in str(raised.value)


def test_the_report_of_a_half_filled_file_reads_well(run: Run, folder: Path) -> None:
    """With the built-in rules: no doubled punctuation, no words of the programming language, no long lines."""
    (folder / "half.yaml").write_text(HALF, encoding="utf-8")
    for lang in ("vi", "en"):
        ran = run("half.yaml", "--lang", lang, rules=("--as-of", "2025-01-10"))
        lines = ran.out.splitlines()
        assert len(lines) < 300, "a half-filled report shows a few pages, not a thousand lines"
        for line in lines[:-1]:
            if "│" not in line:
                text = line.strip()
                assert not UGLY.search(text), text
                assert len(line) <= 100 or " " not in text, text
    document = run("half.yaml", "-f", "json", rules=("--as-of", "2025-01-10")).json
    for result in document["reports"][0]["results"]:
        for key in ("message", "found", "required", "title", "target_label"):
            for text in result[key].values():
                assert not UGLY.search(text), (result["rule"], key, text)
        assert result["message"]["vi"]
        assert result["message"]["en"]


def test_lines_wrap_at_the_width_with_hanging_indents() -> None:
    layout = Layout(Style(False), 40)
    lines = list(layout.put("một hai ba bốn năm sáu bảy tám chín mười mười một", 4, "•"))
    assert all(len(line) <= 40 for line in lines)
    assert lines[0].startswith("    • một")
    assert lines[1].startswith("      ")
    assert list(layout.put("x" * 60, 2)) == ["  " + "x" * 60], "a word is never broken"
    assert list(Layout(Style(True), 40).put("a b", paint=Style(True).bold)) == ["\x1b[1ma b\x1b[0m"]


def test_clean_text_has_no_controls_and_one_line() -> None:
    assert clean("a\x1b[31m\nb\tc\u202e\x9b") == "a�[31m b c��"
