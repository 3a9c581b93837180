"""Reports to render: those of the examples, and one that holds a result of every kind."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.model.law import Citation
from qcdc_rules.model.report import CitedProvision, Finding, Fixed, Location, Report, StatedFact
from qcdc_rules.model.waivers import Waived
from qcdc_rules.rendering.github import render_github
from qcdc_rules.rendering.html_report import render_html
from qcdc_rules.rendering.json_report import render_json
from qcdc_rules.rendering.junit import render_junit
from qcdc_rules.rendering.markdown import render_markdown
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.sarif import render_sarif
from qcdc_rules.rendering.text_report import TextOptions, render_text
from qcdc_rules.rendering.todo_report import render_todo
from qcdc_rules.rendering.verdict import exit_code
from qcdc_rules.rendering.xlsx import render_xlsx
from qcdc_rules.source import Problem, Words

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
AS_OF = date(2025, 1, 15)
KINDS = (
    ("violated", ""), ("error", ""), ("unknown", "missing"), ("unknown", "running"), ("unknown", "law_open"),
    ("satisfied", ""), ("not_applicable", ""),
)  # fmt: skip


@cache
def example(name: str) -> Report:
    """The report of an example, made once."""
    return check(EXAMPLES / f"{name}.yaml", ruleset=load_ruleset(), as_of=AS_OF, name=f"examples/{name}.yaml")


def sample(text: str = "chữ", *, waiver: Waived | None = None, deadline: date | None = date(2025, 1, 20)) -> Report:
    """A report with a result of every kind, and `text` in every place that a file or a rule can fill."""
    words = Words(text, text)
    findings = tuple(_finding(text, number, *kind, deadline) for number, kind in enumerate(KINDS))
    if waiver is not None:
        findings = (findings[0]._replace(waiver=waiver), *findings[1:])
    return Report(
        file=text,
        unit_code=text,
        unit_name=text,
        regulation="commune",
        period=(date(2024, 1, 1), date(2024, 12, 31)),
        stated_on=date(2025, 1, 10),
        as_of=AS_OF,
        findings=findings,
        problems=(Problem(text, 1, 1, "wrong", "error", words, text, 1, 3), Problem(text, 0, 0, "odd", "warning", words)),
        rules_selected=7,
        rules_total=9,
        complete=False,
        left_out=(text,),
        banners=(words,),
        submission_digest="0" * 64,
        ruleset_digest="1" * 16,
        packs=((text, text),),
        lines=(text, f"  {text}  # {text}"),
        fixed=(Fixed("f" * 20, text, text, words, words, "violated", by_law=True),),
    )


def act_of(text: str) -> Waived:
    """A waiver that holds `text` in every place."""
    return Waived(text, text, Words(text, text), date(2025, 6, 1), Words(text, text), instead=Words(text, text))


def _finding(text: str, number: int, outcome: str, unknown: str, deadline: date | None) -> Finding:
    words = Words(text, text)
    place = Location(text, 2, 3, 3 + len(text), text, exact=number % 2 == 0)
    cited = CitedProvision(Citation("10/2022/QH15", "13"), words, "recalled", (words,))
    return Finding(
        rule=f"{text}.{number}",
        title=words,
        category="publicize",
        force="must",
        severity="error",
        target=text,
        target_label=words,
        outcome=outcome,
        unknown_class=unknown,
        reason=text,
        reason_words=words,
        message=Words(f"{text} … {text}", text),
        found=Words(f"{text} ; {text}", text),
        required=Words(f"{text} : {text}", text),
        remedy=words,
        deadline=deadline,
        location=place,
        facts=(StatedFact(text, words, words, 2, 1),),
        lacking=((text, words),) if unknown == "missing" else (),
        citations=(cited,),
        see=(cited,),
        reading=words,
        sanctions=(words,),
        duty_of=(text,),
        proves="complied",
        fidelity="may_over_report",
        version="2023-07-01",
        fingerprint=f"{number:020x}",
        remarks=(words,),
        fault=text,
        standing=("remaining", "new", "law")[number % 3] if outcome == "violated" or unknown == "missing" else "",
    )


class Rendered(NamedTuple):
    """One report in every format."""

    text: str
    todo: str
    json: str
    sarif: str
    junit: str
    github: str
    markdown: str
    html: str
    xlsx: bytes


def rendered(report: Report, lang: str = "vi") -> Rendered:
    code = exit_code(report)
    run = Run(code, lang, everything=True)
    options = TextOptions(lang, verbosity=2, explain=True)
    return Rendered(
        render_text([report], options),
        render_todo([report], TextOptions(lang)),
        render_json([report], code),
        render_sarif([report], run),
        render_junit([report], run),
        render_github([report], run),
        render_markdown([report], run),
        render_html([report], run),
        render_xlsx([report], run),
    )
