"""What a reader is told beside the verdict: who must act, by which of two laws, in which year, by which names."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path

import click
import pytest
from read_back import strings
from render_samples import NAMES, example, rendered

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.cli.main import INTERRUPTED, guarded
from qcdc_rules.explaining.bodies import BODIES, bodies_words
from qcdc_rules.model.report import Finding
from qcdc_rules.rendering.shown import kind_of, of_kind
from qcdc_rules.schemas.fields import schema_path


def _bodies() -> list[str]:
    common = json.loads((schema_path().parent / "common.schema.json").read_text(encoding="utf-8"))
    listed: list[str] = common["$defs"]["bodies"]["items"]["enum"]
    return listed


def test_every_body_that_a_rule_may_name_has_words() -> None:
    assert sorted(BODIES) == sorted(_bodies())
    assert len({one.vi for one in BODIES.values()}) == len({one.en for one in BODIES.values()}) == len(BODIES)


@pytest.mark.parametrize("name", ["commune-2023", "agency-hospital-2023"])
def test_who_must_act_stands_at_each_finding(name: str) -> None:
    report = example(name)
    said = rendered(report)
    flat = " ".join(said.text.split())
    for finding in of_kind(report, "violated", "law_open"):
        assert finding.duty_of
        words = bodies_words(finding.duty_of).vi
        assert f"Ai phải làm: {words}" in flat
        for text in (
            said.html,
            said.markdown,
            said.github,
            said.junit if kind_of(finding) == "violated" else said.html,
        ):
            assert words in text


@pytest.mark.parametrize("name", NAMES)
def test_a_fact_to_state_has_no_deadline_of_its_own(name: str) -> None:
    assert not [f for f in of_kind(example(name), "missing", "satisfied", "not_applicable") if f.deadline is not None]


def _one(name: str, rule: str, target: str) -> Finding:
    [found] = [f for f in example(name).findings if (f.rule, f.target) == (rule, target)]
    return found


def test_a_limit_across_two_laws_shows_both() -> None:
    """Decided on Thursday 29 June 2023, the new law from 1 July: three working days end on 4 July, five on 6 July."""
    found = _one("agency-hospital-2023", "agency.publication_deadline", "KQ3")
    assert (found.unknown_class, found.reason, found.deadline) == ("law_open", "straddle", None)
    for words in (found.required, found.message):
        assert re.search(
            r"luật cũ: .*03 ngày làm việc.*04/7/2023.*luật mới \(từ 01/7/2023\): .*05 ngày làm việc.*06/7/2023",
            words.vi,
        )
        assert re.search(r"old law: .*3 working days.*new law \(from 2023-07-01\): .*5 working days", words.en)
    cited = [one.citation.instrument for one in found.citations]
    assert "04/2015/NĐ-CP" in cited
    assert "10/2022/QH15" in cited


def test_a_school_year_is_called_so() -> None:
    labels = {
        f.target_label.vi for f in example("agency-school-2024").findings if f.rule.startswith("agency.conference")
    }
    assert "năm học 2024–2025" in labels
    assert "năm 2025" not in labels


@pytest.mark.parametrize("name", NAMES)
def test_names_are_those_of_the_form(name: str) -> None:
    """No path of the engine's own, and no field that no file has."""
    for text in strings(json.loads(rendered(example(name)).json)["reports"][0]["results"]):
        assert "records (records)" not in text
    for finding in example(name).findings:
        assert "records" not in [path for path, _ in finding.lacking]


def test_titles_are_names_and_not_paths() -> None:
    schema = json.loads(Path(schema_path()).read_text(encoding="utf-8"))

    def titles(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["title"]] if isinstance(value.get("title"), str) else []
            return own + [title for one in value.values() for title in titles(one)]
        return [title for one in value for title in titles(one)] if isinstance(value, list) else []

    assert not [title for title in titles(schema) if re.search(r"\[\]|\w+\.\w+\[|[a-z]_[a-z]", title)]


def test_an_item_is_called_by_its_title_or_its_subject() -> None:
    labels = {f.target: f.target_label.vi for f in of_kind(example("commune-2023"), "violated")}
    assert labels["QD2"] == "Góp tiền làm đường ngõ xóm đợt 2 (QD2)"
    assert labels["CK07"].endswith("(CK07)")
    assert not labels["CK07"].startswith("nội dung phải công khai")


def test_ctrl_c_is_a_sentence_and_130(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1 means a breach: a command that was stopped has found none."""

    @click.command()
    def waits() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(SystemExit) as ended:
        guarded(lambda: waits.main([], standalone_mode=True))
    assert ended.value.code == INTERRUPTED
    said = capsys.readouterr().err
    assert "Đã dừng theo yêu cầu" in said
    assert "Stopped" in said
    assert signal.getsignal(signal.SIGINT) is before


def test_did_not_arise_is_offered_only_where_it_helps() -> None:
    """Of a content that is always there, saying so would change nothing; of one of each quarter it decides."""
    data = """\
schema: qcdc-submission/1
unit: {code: "00012", name: Phòng A, kind: state_agency, sector: other, attached_to: none, is_elected_assembly_body: không}
period: {first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-01-15}
publicized: []
"""
    report = check(data.encode(), ruleset=load_ruleset(), name="a.yaml")
    remedies = {
        f.target: f.remedy.vi for f in report.findings if f.rule == "agency.contents_published" and f.remedy is not None
    }
    assert "ghi work_plan_quarterly vào did_not_arise của publicized" in remedies["work_plan_quarterly/2024-Q1"]
    assert "did_not_arise" not in remedies["work_plan_annual/2024"]
    assert "nếu kỳ này không phát sinh thì ghi overseas_missions vào did_not_arise" in remedies["overseas_missions"]
