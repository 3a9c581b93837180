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
    xlsx_counts,
)
from render_samples import AS_OF, EXAMPLES, NAMES, Rendered, example, rendered, sample

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.model.report import Report
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.sarif import render_sarif
from qcdc_rules.rendering.shown import kind_counts
from qcdc_rules.rendering.todo import todo


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
    plan = todo(report)
    steps = [(finding.rule, finding.target) for step in plan.steps for finding in step.findings]
    to_do = of_report(report, "violated", "missing", "running")
    assert Counter(steps) == Counter((rule, target) for _, rule, target in to_do.elements())


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
