"""Waivers: a legal act excuses a finding for a time; the outcome stays, and whatever does not hold changes nothing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli_runs import OWN_RULES, VIOLATED, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.model.waivers import HOLDS, Waiver, standing
from qcdc_rules.rendering.verdict import exit_code
from qcdc_rules.source import Words

AS_OF = date(2025, 1, 10)
FORMATS = ("text", "json", "sarif", "junit", "github", "markdown", "html")


def act(rule: str, /, **changes: object) -> dict[str, object]:
    one: dict[str, object] = {
        "id": "M1",
        "rule": rule,
        "unit": "00012",
        "granted_by": {"vi": "UBND tỉnh", "en": "the provincial committee"},
        "document": {"number": "12/QĐ-UBND", "issued": "2024-02-01"},
        "basis": [{"instrument": "10/2022/QH15", "article": 13, "clause": 2}],
        "reason": {"vi": "lũ lụt", "en": "a flood"},
        "from": "2024-02-01",
        "until": "2026-02-01",
    }
    return {name: value for name, value in (one | changes).items() if value is not None}


def written(folder: Path, *acts: dict[str, object], name: str = "waivers.json") -> str:
    path = folder / name
    path.write_text(json.dumps({"schema": "qcdc-waivers/1", "waivers": list(acts)}), encoding="utf-8")
    return name


@pytest.fixture
def violated_rule(run: Run) -> str:
    results = run("violated.yaml", "-f", "json").json["reports"][0]["results"]
    [found] = {result["rule"] for result in results if result["outcome"] == "violated"}
    return str(found)


def test_a_waiver_opens_the_gate_and_the_finding_stays(run: Run, folder: Path, violated_rule: str) -> None:
    assert run("violated.yaml").code == 1
    name = written(folder, act(violated_rule))
    ran = run("violated.yaml", "--waivers", name, "-f", "json")
    report = ran.json["reports"][0]
    assert ran.code == 0
    assert report["counts"]["violated"] == 1
    assert report["waived"] == 1
    [result] = [one for one in report["results"] if one["waiver"]]
    assert result["outcome"] == "violated"
    assert result["waiver"]["document"] == "12/QĐ-UBND"
    text = run("violated.yaml", "--waivers", name).out
    assert "Được miễn theo 12/QĐ-UBND [M1]" in text
    assert "(được miễn 1)" in text
    assert "đều đã được miễn" in text.rstrip().rsplit("\n", 1)[-1]


def test_without_waivers(run: Run, folder: Path, violated_rule: str) -> None:
    name = written(folder, act(violated_rule))
    plain = run("violated.yaml")
    assert run("violated.yaml", "--waivers", name, "--no-waivers") == plain


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"until": "2025-01-10"}, "hết hạn ngày 10/01/2025"),
        ({"from": "2025-01-11"}, "đến ngày 11/01/2025 mới có hiệu lực"),
        ({"unit": "00013"}, "không có báo cáo nào của đơn vị “00013”"),
        ({"target": "CK9"}, "không có kết quả nào"),
    ],
    ids=["expired on its last day", "not yet", "of another unit", "of another target"],
)
def test_what_does_not_hold_changes_no_output(
    run: Run, folder: Path, violated_rule: str, changes: dict[str, object], why: str
) -> None:
    name = written(folder, act(violated_rule, **changes))
    for kind in FORMATS:
        plain = run("violated.yaml", "-f", kind)
        ran = run("violated.yaml", "-f", kind, "--waivers", name)
        assert ran.code == plain.code == 1
        assert _without_digest(ran.out) == _without_digest(plain.out), kind
        assert why in ran.err, ran.err


def _without_digest(text: str) -> str:
    """The digest of the waiver files says which were used, also where they waive nothing."""
    return "\n".join(line for line in text.splitlines() if '"waivers":' not in line and "Mã kiểm của các tệp miễn" not in line)


def test_a_holding_waiver_of_an_unknown_rule_is_told(run: Run, folder: Path) -> None:
    ran = run("violated.yaml", "--waivers", written(folder, act("commune.publicise.nothing")))
    assert ran.code == 1
    assert "không có quy tắc" in ran.err


@pytest.mark.parametrize("missing", ["rule", "unit", "granted_by", "document", "basis", "reason", "from", "until", "id"])
def test_an_incomplete_waiver_waives_nothing(run: Run, folder: Path, violated_rule: str, missing: str) -> None:
    name = written(folder, act(violated_rule, **{missing: None}))
    ran = run("violated.yaml", "--waivers", name, "-f", "json")
    assert ran.code == 4
    assert f"{name}:1:" in ran.err
    plain = run("violated.yaml", "-f", "json").json["reports"][0]["results"]
    assert ran.json["reports"][0]["results"] == plain


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [1, 2\n", "bad.yaml:"),
        ("schema: qcdc-rules/1\n", "qcdc-waivers/1"),
        ("- 1\n", "qcdc-waivers/1"),
    ],
)
def test_a_waiver_file_that_is_none(run: Run, folder: Path, text: str, told: str) -> None:
    (folder / "bad.yaml").write_text(text, encoding="utf-8")
    ran = run("violated.yaml", "--waivers", "bad.yaml")
    assert ran.code == 4
    assert told in ran.err
    assert run("violated.yaml", "--waivers", "not-there.yaml").code == 4


def test_days_terms_and_ids_are_checked(run: Run, folder: Path, violated_rule: str) -> None:
    for changes, code in (
        ({"until": "2025-02-30"}, "not-a-day"),
        ({"until": "2024-02-01"}, "term-empty"),
    ):
        assert f"[{code}]" in run("violated.yaml", "--waivers", written(folder, act(violated_rule, **changes))).err
    twice = written(folder, act(violated_rule), act(violated_rule))
    assert "[duplicate-id]" in run("violated.yaml", "--waivers", twice).err


def test_errors_of_the_file_cannot_be_waived(run: Run, folder: Path, violated_rule: str) -> None:
    assert run("invalid.yaml", "--waivers", written(folder, act(violated_rule))).code == 3


def test_the_submission_itself_waives_nothing(run: Run, folder: Path, violated_rule: str) -> None:
    own = VIOLATED + "waivers:\n  - " + json.dumps(act(violated_rule)) + "\n"
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    ran = run("own.yaml", "-f", "json")
    assert ran.code == 3
    assert not any(result["waiver"] for result in ran.json["reports"][0]["results"])
    assert run("own.yaml", "--waivers", "own.yaml").code == 4


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=DAYS,
    length=st.integers(1, 400),
    unit=st.sampled_from(["00012", "00013", "12"]),
    target=st.sampled_from(["", "-", "CK1", "CK9"]),
    day=DAYS,
)
def test_one_function_decides_everywhere(
    tmp_path: Path, start: date, length: int, unit: str, target: str, day: date
) -> None:
    """The gate opens exactly for results whose act holds; without one, the report is the same but for the digest."""
    ruleset = load_ruleset(OWN_RULES[2], builtin=False)
    data = VIOLATED.encode()
    plain = check(data, ruleset=ruleset, as_of=day)
    [rule] = {one.rule for one in plain.findings if one.outcome == "violated"}
    until = start + timedelta(days=length)
    changes = {"unit": unit, "from": str(start), "until": str(until)} | ({"target": target} if target else {})
    name = tmp_path / "w.json"
    name.write_text(json.dumps({"schema": "qcdc-waivers/1", "waivers": [act(rule, **changes)]}), encoding="utf-8")
    found = check(data, ruleset=ruleset, as_of=day, waivers=[name])
    keys = {one.target for one in plain.findings if one.outcome == "violated"}
    holds = unit == "00012" and start <= day < until and (not target or target in keys)
    assert [one._replace(waiver=None) for one in found.findings] == list(plain.findings)
    assert (found.waived_count > 0) == holds
    assert exit_code(plain) == 1
    assert exit_code(found) == (0 if holds and keys <= {target or key for key in keys} else 1)
    if not holds:
        assert found._replace(waivers_digest="") == plain


def test_rules_of_other_laws_cannot_be_waived() -> None:
    words = Words("x", "x")
    day = date(2024, 1, 1)
    one = Waiver("M", "commune.x", "00012", "", words, "1", day, (), words, day, date(2030, 1, 1))
    assert standing(one, "00012", "publicize", AS_OF) == HOLDS
    assert standing(one, "00012", "related", AS_OF) != HOLDS
