"""The report as Markdown: for comments on a change, job summaries and wikis. Text of files can format nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qcdc_rules.explaining.reasons import CATEGORIES, REGULATIONS
from qcdc_rules.explaining.values import day_words
from qcdc_rules.model.report import Finding, Report
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.partial import left_out_words
from qcdc_rules.rendering.report_words import NAMES
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.shown import (
    KIND_WORDS,
    KINDS,
    MARKS,
    by_rule,
    details_of,
    excerpt_of,
    gate_of,
    identity,
    kind_counts,
    of_kind,
    place_of,
    standing_of,
    verdict_counts,
    worst_first,
)
from qcdc_rules.rendering.todo import TIMES, Step, days_words, gaps, todo
from qcdc_rules.rendering.verdict import OPEN
from qcdc_rules.rendering.wording import ADVISED, gate_words, is_advice, since_words
from qcdc_rules.source import Problem, Words

_MARKUP = re.compile(r"[\\`*_\[\]~|!#$]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINKS = re.compile(r"://|(?i:\bwww\.)|@(?=\w)|(?i:\b(?:mailto|xmpp|javascript|data|vbscript|file):)")


def escape(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no HTML, no link, and nobody is called by name."""
    text = " ".join(clean(text).split())  # a blank beside a mark of emphasis would undo it
    text = "".join(_ENTITIES.get(char, char) for char in text)
    text = _MARKUP.sub(lambda found: f"\\{found[0]}", text)
    return _LINKS.sub(lambda found: _unlinked(found[0]), text)


def _unlinked(text: str) -> str:
    return text.replace(":", "&#58;").replace(".", "&#46;").replace("@", "@\u200b")


def code(text: str) -> str:
    """Text as code, fenced by more backticks than it holds."""
    shown = clean(text).strip() or "-"
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    room = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{room}{shown}{room}{fence}"


def render_markdown(reports: Sequence[Report], run: Run) -> str:
    """All reports of a run, one after the other."""
    if not reports:
        return f"# {_plain('heading', run)}\n\n{_plain('no_reports', run)}\n"
    pages = ["\n".join(_Pages(report, run, len(reports) == 1).lines()) + "\n" for report in reports]
    return "\n".join(pages if len(pages) == 1 else [_all(reports, run), *pages])


def _all(reports: Sequence[Report], run: Run) -> str:
    """The verdict of a run of several reports, and what each gate says."""
    lines = [f"**{escape(gate_words(tuple(reports), run.code).say(run.lang))}**", ""]
    for report in reports:
        exits, gate = gate_of(report, run, alone=False)
        mark = MARKS["satisfied" if exits == OPEN else "violated"]
        lines.append(f"- {mark} {code(report.file)}: {escape(gate.say(run.lang))}")
    return "\n".join(lines) + "\n"


def _plain(name: str, run: Run) -> str:
    return escape(NAMES[name].say(run.lang))


class _Pages:
    def __init__(self, report: Report, run: Run, alone: bool) -> None:
        self._report = report
        self._alone = alone
        self._run = run

    def _t(self, words: Words | None) -> str:
        return escape(words.say(self._run.lang)) if words is not None else ""

    def _n(self, name: str) -> str:
        return _plain(name, self._run)

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._table()
        yield from self._problems()
        yield from self._todo()
        yield from self._findings("faults", of_kind(self._report, "error"))
        violated = sorted(of_kind(self._report, "violated"), key=worst_first)
        yield from self._findings("violations", [one for one in violated if not is_advice(one)])
        yield from self._findings("advised", [one for one in violated if is_advice(one)])
        yield from self._gaps()
        yield from self._findings("pending", of_kind(self._report, "running"))
        yield from self._findings("judged", of_kind(self._report, "law_open"))
        yield from self._fixed()
        yield ""
        yield "---"
        yield ""
        yield f"*{self._n('limits')}*"

    def _head(self) -> Iterator[str]:
        report = self._report
        yield f"# {self._n('heading')}"
        yield ""
        _, gate = gate_of(report, self._run, self._alone)
        yield f"**{self._t(gate)}** – {escape(verdict_counts(report, self._run.lang))}"
        yield ""
        yield f"- {self._n('file')}: {code(report.file)}"
        if report.period is not None and report.stated_on is not None:
            kind = self._t(REGULATIONS.get(report.regulation))
            first, last, stated = (self._t(day_words(day)) for day in (*report.period, report.stated_on))
            yield f"- {self._n('unit')}: {escape(report.unit_name)} ({escape(report.unit_code)}) – {kind}"
            yield f"- {self._n('period')}: {first} – {last}, {self._n('stated')} {stated}"
        if report.as_of is not None:
            yield f"- {self._n('as_of')}: {self._t(day_words(report.as_of))}"
        yield f"- {self._n('rules')}: {report.rules_selected} {self._n('of')} {report.rules_total}"
        since = since_words(report)
        if since is not None:
            yield f"- {self._n('since')}: {self._t(since)}"
        if report.left_out:
            yield f"- **{self._n('partial_why')}**: {escape(left_out_words(report.left_out, self._run.lang))}"
        for banner in report.banners:
            yield f"- {self._n('note')}: {self._t(banner)}"

    def _table(self) -> Iterator[str]:
        findings = self._report.findings
        yield ""
        yield f"## {self._n('overview')}"
        yield ""
        yield "| " + " | ".join([self._n("category"), *(f"{MARKS[k]} {self._t(KIND_WORDS[k])}" for k in KINDS)]) + " |"
        yield "| :-- " + "| --: " * len(KINDS) + "|"
        rows = [(self._t(words), [f for f in findings if f.category == name]) for name, words in CATEGORIES.items()]
        for name, chosen in [*rows, (self._n("sum"), list(findings))]:
            yield f"| {name} | " + " | ".join(str(number) for number in kind_counts(chosen).values()) + " |"

    def _problems(self) -> Iterator[str]:
        if self._report.problems:
            yield from self._title("file_problems", len(self._report.problems))
            for problem in self._report.problems:
                yield f"- {_severity(problem)} {code(_problem_place(problem))} {self._t(problem.words)}"

    def _title(self, name: str, number: int) -> Iterator[str]:
        yield ""
        yield f"## {self._n(name)} ({number})"
        yield ""

    def _todo(self) -> Iterator[str]:
        plan = todo(self._report)
        yield from self._title("todo", len(plan.steps))
        for when in TIMES:
            steps = plan.at(when)
            yield f"**{self._n(when)}** ({len(steps)})"
            yield ""
            for step in steps:
                yield self._step(step)
            if not steps:
                yield f"- {self._n('nothing')}"
            yield ""
        for name, number in (("judge_count", plan.judge), ("waived_count", plan.waived)):
            if number:
                yield self._t(NAMES[name].filled(n=number))
                yield ""

    def _step(self, step: Step) -> str:
        day = f"**{self._t(day_words(step.day))}**" if step.day is not None else ""
        days = days_words(step, self._report.as_of)
        left = f" ({self._t(days)})" if days is not None else ""
        lead = f"{day}{left}: " if day or left else ""
        note = f" {self._t(step.note)}" if step.note is not None else ""
        cases = f" – {'; '.join(self._t(case) for case in step.cases)}" if step.cases else ""
        advice = f" ({self._n('advice')})" if step.advice else ""
        return f"- [ ] {lead.lstrip()}{self._t(step.what)}{note} *{self._t(step.about)}{advice}*{cases}"

    def _findings(self, name: str, findings: list[Finding]) -> Iterator[str]:
        if not findings:
            return
        yield from self._title(name, len(findings))
        for group in by_rule(findings):
            first = group[0]
            advice = f" ({self._n('advice')})" if first.force != "must" else ""
            mark = ADVISED if is_advice(first) else MARKS[first.unknown_class or first.outcome]
            yield f"### {mark} {self._t(first.title)}{advice}"
            yield ""
            for finding in group:
                yield from self._finding(finding)
            yield ""

    def _finding(self, finding: Finding) -> Iterator[str]:
        yield f"- **{self._t(finding.target_label)}** – {self._t(finding.message)}"
        yield ""
        yield f"  {code(place_of(finding.location))}"
        shown = excerpt_of(self._report.lines, finding.location)
        if shown is not None:
            yield f"  {code(f'{shown.number} │ {shown.before}{shown.marked}{shown.after}')}"
        yield ""
        for name, text in details_of(finding, self._run.lang):
            yield f"  - {self._n(name)}: {escape(text)}"
        yield f"  - {code(identity(finding))}"

    def _fixed(self) -> Iterator[str]:
        if self._report.fixed:
            yield from self._title("fixed", len(self._report.fixed))
            for one in self._report.fixed:
                law = f" ({self._n('by_law')})" if one.by_law else ""
                name = code(f"{one.rule} [{one.target}]")
                yield f"- {MARKS['satisfied']} {self._t(one.title)} – {self._t(one.target_label)}{law} – {name}"

    def _gaps(self) -> Iterator[str]:
        findings = of_kind(self._report, "missing")
        if not findings:
            return
        yield from self._title("gaps", len(findings))
        for gap in gaps(findings):
            items = f" ({escape(', '.join(gap.items))})" if gap.items else ""
            rules = len({finding.rule for finding in gap.findings})
            yield f"- {MARKS['missing']} {code(gap.path)} – {self._t(gap.label)}{items}: {rules} {self._n('waiting')}"
            yield f"  <br>{'; '.join(self._waits(finding) for finding in gap.findings)}"

    def _waits(self, finding: Finding) -> str:
        since = f" ({escape(standing_of(finding, self._run.lang))})" if finding.standing else ""
        return f"{code(identity(finding))}{since}"


def _severity(problem: Problem) -> str:
    return MARKS["violated"] if problem.severity == "error" else "\\!"


def _problem_place(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.path or problem.file
