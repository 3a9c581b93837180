"""All formats are made from one report: they name the same results of the same kinds, and count alike."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from read_back import (
    SHOWN,
    Page,
    junit_counts,
    markdown_counts,
    of_github,
    of_json,
    of_junit,
    of_markdown,
    of_report,
    of_sarif,
    of_xlsx,
    sarif_counts,
    since_in_words,
    since_of_json,
    since_of_junit,
    since_of_sarif,
    since_of_xlsx,
    xlsx_counts,
)
from render_samples import AS_OF, EXAMPLES, NAMES, Rendered, example, rendered, sample

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.model.report import Report
from qcdc_rules.rendering.json_report import SCHEMA, render_json
from qcdc_rules.rendering.kept import Data, against, kept_reports
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.sarif import render_sarif
from qcdc_rules.rendering.shown import kind_counts
from qcdc_rules.rendering.todo import todo
from qcdc_rules.rendering.wording import since_counts
from qcdc_rules.schemas.fields import schema_path


def assert_agree(report: Report, said: Rendered) -> None:
    every, shown = of_report(report), of_report(report, *SHOWN)
    assert of_json(said.json) == every
    assert of_sarif(said.sarif) == every
    assert of_sarif(render_sarif([report], Run())) == of_report(report, "violated", "error")
    assert of_junit(said.junit) == every
    assert of_xlsx(said.xlsx) == every
    page = Page(said.html)
    assert page.named == every
    assert of_markdown(said.markdown) == shown
    assert of_github(said.github) == shown
    assert sarif_counts(said.sarif) == junit_counts(said.junit) == report.counts
    kinds = kind_counts(report.findings)
    assert page.sums == markdown_counts(said.markdown) == xlsx_counts(said.xlsx) == kinds
    for text in (said.text, said.todo, said.markdown, said.github):
        assert ", ".join(str(number) for number in report.counts.values()) in _numbers(text)
    if report.fixed is not None:
        assert_since(report, said)
    plan = todo(report)
    steps = [(finding.rule, finding.target) for step in plan.steps for finding in step.findings]
    to_do = of_report(report, "violated", "missing", "running")
    assert Counter(steps) == Counter((rule, target) for _, rule, target in to_do.elements())


def assert_since(report: Report, said: Rendered) -> None:
    """All formats say the same of an earlier report: what is new, new by the law, remaining, put right."""
    counts = since_counts(report)
    assert since_of_json(said.json) == since_of_sarif(said.sarif) == since_of_junit(said.junit) == counts
    assert since_of_xlsx(said.xlsx) == counts
    for text in (said.text, said.todo, said.markdown, said.github, re.sub("<[^>]*>", "", said.html)):
        assert since_in_words(" ".join(text.split())) == counts
    for text in (said.text, said.html, said.markdown, said.github):
        for one in report.fixed or ():
            assert one.rule in text or one.title.vi in text


def _numbers(text: str) -> str:
    """The five counts where a format says them: `đạt 3, vi phạm 0, …`."""
    found = re.search(r"(?:đạt|satisfied) \d+(?:, [^,\d–%]+ \d+){4}", text)
    assert found is not None
    return ", ".join(re.findall(r"\d+", found[0]))


@pytest.mark.parametrize("name", NAMES)
def test_every_example(name: str) -> None:
    assert_agree(example(name), rendered(example(name)))


def test_a_result_of_every_kind() -> None:
    assert_agree(sample(), rendered(sample()))


def _plain(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


def _earlier(report: Report, gone: float, law: bool) -> list[Data]:
    """An earlier report of the same unit: some findings of today were not there, some that hold today did not."""
    kept = json.loads(render_json([report], 1))["reports"]
    results = kept[0]["results"]
    notable = [r for r in results if r["outcome"] == "violated" or r["unknown"] == "missing"]
    for result in notable[: int(len(notable) * gone)]:
        result |= {"outcome": "satisfied", "unknown": None}
    for result in [r for r in results if r["outcome"] == "satisfied"][:3]:
        result |= {"outcome": "violated"}
    kept[0]["digests"]["ruleset" if law else "submission"] = "0" * 16
    return kept_reports(json.dumps({"schema": SCHEMA, "reports": kept}).encode())


@pytest.mark.parametrize("law", [False, True], ids=["another file", "other rules"])
@pytest.mark.parametrize("name", ["commune-2023", "workplace-shop-2024"])
def test_against_an_earlier_report(name: str, law: bool) -> None:
    report = against(example(name), _earlier(example(name), 0.5, law))
    counts = since_counts(report)
    assert counts["remaining"] > 0 or name != "commune-2023"
    assert bool(counts["new"]) is not law or not counts["new"] + counts["law"]
    assert {one.by_law for one in report.fixed or ()} == {law}
    said = rendered(report)
    schema = json.loads((schema_path().parent / "report.schema.json").read_text(encoding="utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(json.loads(said.json)))
    assert_agree(report, said)


BASES = {name: _plain(name) for name in ("commune-2023", "workplace-garment-2024")}
KEPT = ("schema", "unit", "period")


@st.composite
def submissions(draw: st.DrawFn) -> bytes:
    """An example with sections and fields of items left out, `unknown`, or of a wrong type."""
    base = json.loads(json.dumps(BASES[draw(st.sampled_from(sorted(BASES)))], default=str))
    for section in sorted(set(base) - set(KEPT)):
        change = draw(st.sampled_from(("keep", "keep", "drop", "none", "items", "wrong")))
        if change == "drop":
            del base[section]
        elif change in ("none", "wrong"):
            base[section] = "none" if change == "none" else 7
        elif change == "items" and isinstance(base[section], list):
            for item in base[section]:
                for field in draw(st.lists(st.sampled_from(sorted(item)), max_size=2, unique=True)):
                    if field != "id":
                        item[field] = draw(st.sampled_from(("unknown", "none", [1], "=1+1", "<b>")))
    return json.dumps(base, ensure_ascii=False).encode()


@settings(max_examples=5)
@given(submissions())
def test_generated_submissions(data: bytes) -> None:
    report = check(data, ruleset=load_ruleset(), as_of=AS_OF, name="a b.json")
    assert_agree(report, rendered(report))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_same_report_gives_the_same_bytes(lang: str) -> None:
    assert rendered(sample(), lang) == rendered(sample(), lang)


def test_a_file_that_cannot_be_read_is_shut_in_every_format() -> None:
    report = check(b"a: [1, 2\n", ruleset=load_ruleset(), name="bad.yaml")
    said = rendered(report)
    assert '"executionSuccessful": false' in said.sarif
    assert '"ruleId": "file.' in said.sarif
    assert 'errors="1"' in said.junit
    assert said.github.startswith("::error file=bad.yaml,line=1")
    for text in (said.text, said.todo, said.github, said.markdown, said.html):
        assert "CỔNG ĐÓNG: tệp báo cáo có lỗi" in text
