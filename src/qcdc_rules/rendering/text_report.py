"""The report as text, for people: by category, worst first; unknowns folded by the field that is missing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from qcdc_rules.explaining.reasons import CATEGORIES, OUTCOMES, REGULATIONS
from qcdc_rules.explaining.values import day_words
from qcdc_rules.explaining.waivers import waived_words
from qcdc_rules.model.report import OUTCOMES as OUTCOME_NAMES
from qcdc_rules.model.report import Finding, Report
from qcdc_rules.rendering.entries import MOST_KEYS, Entries, named
from qcdc_rules.rendering.layout import Layout, clean
from qcdc_rules.rendering.partial import left_out_words
from qcdc_rules.rendering.verdict import OPEN, worst
from qcdc_rules.rendering.wording import LABELS, STANDING, TextOptions, gate_code, gate_words, since_words
from qcdc_rules.source import Problem, Words

__all__ = ["TextOptions", "render_text"]

_BRIEF = {"running": "○", "not_applicable": "–"}
_ITEM = re.compile(r"\[([^\]]*)\]")


def render_text(reports: Sequence[Report], options: TextOptions) -> str:
    """All reports of a run, one after the other; unless it is a single one, at the end one verdict for all."""
    texts = ["\n".join(_Printer(report, options).lines()) + "\n" for report in reports]
    if len(reports) != 1 or options.floor != OPEN:
        texts.append("\n".join(_all(reports, options)) + "\n")
    return ("" if options.verbosity < 0 else "\n").join(texts)


def _all(reports: Sequence[Report], options: TextOptions) -> Iterator[str]:
    """The files, each with what its gate says, and the verdict of the run."""
    say, layout = options.lang, Layout(options.style, options.width)
    if options.verbosity >= 0 and reports:
        yield options.style.bold(f"{LABELS['total'].say(say)} ({len(reports)} {LABELS['reports'].say(say)})")
        for report in reports:
            code = gate_code(report, options)
            mark, paint = ("✓", options.style.good) if code == OPEN else ("✗", options.style.bad)
            yield from layout.put(f"{report.file}: {gate_words((report,), code).say(say)}", 2, mark, paint_mark=paint)
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update(report.counts)
    code = worst([*(gate_code(report, options) for report in reports), options.floor])
    days = {report.as_of for report in reports if report.as_of is not None}
    left_out = dict.fromkeys(one for report in reports for one in report.left_out)
    yield _verdict_line(
        tuple(reports),
        code,
        counts,
        max((r.rules_selected for r in reports), default=0),
        days,
        tuple(left_out),
        options,
    )


def _verdict_line(
    reports: tuple[Report, ...], code: int, counts: Counter[str], rules: int, days: set[date],
    left_out: tuple[str, ...], options: TextOptions,
) -> str:  # fmt: skip
    lang = options.lang
    told = ", ".join(f"{OUTCOMES[name].say(lang)} {counts[name]}" for name in OUTCOME_NAMES)
    waived = sum(report.waived_count for report in reports)
    told += f" ({LABELS['waived'].say(lang)} {waived})" if waived else ""
    day = day_words(max(days)).say(lang) if days else "–"
    partial = f" – {LABELS['partial'].say(lang)} ({left_out_words(left_out, lang, MOST_KEYS)})" if left_out else ""
    gate = gate_words(reports, code).say(lang)
    line = clean(f"{gate} – {told} – {rules} {LABELS['rests'].say(lang)} – {day}{partial}")
    return options.style.good(line) if code == OPEN else options.style.bad(line)


class _Printer:
    def __init__(self, report: Report, options: TextOptions) -> None:
        self._report = report
        self._o = options
        self._s = options.style
        self._layout = Layout(options.style, options.width)
        self._entries = Entries(report, options, self._layout)

    def _say(self, words: Words | None) -> str:
        return words.say(self._o.lang) if words is not None else ""

    def _l(self, name: str) -> str:
        return LABELS[name].say(self._o.lang)

    def lines(self) -> Iterator[str]:
        if self._o.verbosity >= 0:
            yield from self._header()
            yield from self._problems()
            yield from self._sections()
            yield ""
            yield from self._since()
        report = self._report
        yield _verdict_line(
            (report,), gate_code(report, self._o), Counter(report.counts), report.rules_selected,
            {report.as_of} if report.as_of is not None else set(), report.left_out, self._o,
        )  # fmt: skip

    def _header(self) -> Iterator[str]:
        report = self._report
        yield from self._layout.put(report.file, paint=self._s.bold)
        if not report.evaluated or report.period is None or report.stated_on is None:
            yield from self._layout.put(self._l("unreadable"), 2)
            return
        kind = REGULATIONS.get(report.regulation)
        unit = f"{report.unit_name} ({report.unit_code}) – {self._say(kind)}"
        yield from self._layout.put(f"{self._l('unit')}: {unit}", 2)
        first, last, stated = (self._say(day_words(day)) for day in (*report.period, report.stated_on))
        yield from self._layout.put(f"{self._l('period')}: {first} – {last}, {self._l('stated')} {stated}", 2)
        yield f"  {self._l('rules')}: {report.rules_selected} {self._l('of')} {report.rules_total}"
        for banner in report.banners:
            yield from self._layout.put(self._say(banner), 2, "!", paint=self._s.dim)

    def _problems(self) -> Iterator[str]:
        if not self._report.problems:
            return
        yield ""
        yield self._s.bold(f"{self._l('problems')} ({len(self._report.problems)})")
        for problem in self._report.problems:
            yield from self._problem(problem)

    def _problem(self, problem: Problem) -> Iterator[str]:
        mark, paint = ("✗", self._s.bad) if problem.severity == "error" else ("!", self._s.warn)
        place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.path or problem.file
        yield from self._layout.put(f"{place}: {self._say(problem.words)}", 2, mark, paint_mark=paint)
        end = problem.end_column if problem.end_line == problem.line else 0
        yield from self._entries.excerpt(problem.line, problem.column, end)

    # -- sections ------------------------------------------------------------------------------------

    def _sections(self) -> Iterator[str]:
        findings = self._report.findings
        yield from self._full("error", [f for f in findings if f.outcome == "error"])
        violated = [f for f in findings if f.outcome == "violated"]
        yield from self._by_category("violated", [f for f in violated if f.force == "must"])
        yield from self._by_category("advised", [f for f in violated if f.force != "must"])
        yield from self._missing([f for f in findings if f.unknown_class == "missing"])
        yield from self._brief("running", [f for f in findings if f.unknown_class == "running"])
        yield from self._full("law_open", [f for f in findings if f.unknown_class == "law_open"])
        if self._o.verbosity >= 1:
            yield from self._satisfied([f for f in findings if f.outcome == "satisfied"])
        if self._o.verbosity >= 2:
            yield from self._brief("not_applicable", [f for f in findings if f.outcome == "not_applicable"])
        yield from self._fixed()

    def _since(self) -> Iterator[str]:
        since = since_words(self._report)
        if since is not None:
            yield from self._layout.put(f"{self._l('since')}: {self._say(since)}")

    def _fixed(self) -> Iterator[str]:
        if not self._report.fixed:
            return
        yield from self._title("fixed", len(self._report.fixed))
        for one in self._report.fixed:
            law = f" ({self._l('by_law')})" if one.by_law else ""
            said = f"{self._say(one.title)} [{self._say(one.target_label)}]{law}"
            yield from self._layout.put(said, 2, "✓", paint_mark=self._s.good)

    def _title(self, name: str, number: int) -> Iterator[str]:
        yield ""
        yield self._s.bold(f"{self._l(name)} ({number})")

    def _by_category(self, title: str, findings: list[Finding]) -> Iterator[str]:
        if not findings:
            return
        yield from self._title(title, len(findings))
        for category, words in CATEGORIES.items():
            chosen = [finding for finding in findings if finding.category == category]
            if chosen:
                yield ""
                yield f"  {self._s.bold(self._say(words))} ({len(chosen)})"
                for group in _by_rule(sorted(chosen, key=_worst_first)):
                    yield from self._entries.rule(group)

    def _full(self, name: str, findings: list[Finding]) -> Iterator[str]:
        if findings:
            yield from self._title(name, len(findings))
            for group in _by_rule(findings):
                yield from self._entries.rule(group)

    def _brief(self, name: str, findings: list[Finding]) -> Iterator[str]:
        if not findings:
            return
        yield from self._title(name, len(findings))
        for finding in sorted(findings, key=lambda f: (f.deadline is None, f.deadline, f.order)):
            said = f"{self._say(finding.title)} [{self._say(finding.target_label)}]: {self._say(finding.message)}"
            yield from self._layout.put(said, 2, _BRIEF[name])
            if finding.waiver is not None:
                yield from self._layout.put(self._say(waived_words(finding.waiver)), 4, "◇")
            if self._o.explain:
                yield from self._entries.details(finding)

    def _missing(self, findings: list[Finding]) -> Iterator[str]:
        """One entry for each field to state, the same field of several items folded, most wanted first."""
        if not findings:
            return
        yield from self._title("missing", len(findings))
        waiting: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
        for finding in sorted(findings, key=lambda f: (f.location.line, f.order)):
            path = finding.lacking[0][0] if finding.lacking else finding.location.path
            waiting[_ITEM.sub("[]", path)][path].append(finding)
        for pattern in sorted(waiting, key=lambda p: (-sum(map(len, waiting[p].values())), p)):
            yield from self._field(waiting[pattern])

    def _field(self, paths: dict[str, list[Finding]]) -> Iterator[str]:
        path, first = next((path, findings[0]) for path, findings in paths.items())
        label = self._say(first.lacking[0][1] if first.lacking else first.target_label)
        items = _ITEM.findall(path)
        if items and len(paths) > 1:
            label = label.removesuffix(f" ({items[-1]})")
            path = _ITEM.sub("[…]", path)
        if first.reason == "list_partial":
            label = f"{label} – {self._say(first.reason_words)}"
        yield from self._layout.put(f"{path or '–'} – {label}", 2, "?", paint_mark=self._s.warn)
        every = [finding for findings in paths.values() for finding in findings]
        rules = len({finding.rule for finding in every})
        places = dict.fromkeys(f.location.line for f in every if f.location.line)
        where = f"{self._l('line')} {named([str(line) for line in places])} – " if places else ""
        several = ""
        if len(paths) > 1:
            keys = ["/".join(_ITEM.findall(one)) for one in paths]
            several = f" – {len(keys)} {self._l('cases')}: {named(keys)}"
        results = f" ({len(every)} {self._l('results')})" if len(every) > rules else ""
        yield from self._layout.put(f"{where}{rules} {self._l('waiting')}{results}{several}", 6, paint=self._s.dim)
        for waiver in dict.fromkeys(finding.waiver for finding in every if finding.waiver is not None):
            number = sum(1 for finding in every if finding.waiver == waiver)
            yield from self._layout.put(f"{self._say(waived_words(waiver))} ({number} {self._l('results')})", 6, "◇")
        marks = Counter(finding.standing for finding in every if finding.standing)
        if marks:
            said = "; ".join(f"{self._say(STANDING[mark])}: {number}" for mark, number in sorted(marks.items()))
            yield from self._layout.put(f"{said} ({self._l('results')})", 6, paint=self._s.dim)
        if self._o.explain:
            for group in _by_rule(every):
                yield from self._entries.rule(group)

    def _satisfied(self, findings: list[Finding]) -> Iterator[str]:
        if not findings:
            return
        yield from self._title("satisfied", len(findings))
        for finding in findings:
            said = f"{self._say(finding.title)} [{self._say(finding.target_label)}]"
            yield from self._layout.put(said, 2, "✓", paint_mark=self._s.good)
            if self._o.explain:
                yield from self._entries.details(finding)
                continue
            shown = [f"{self._say(fact.label)} = {self._say(fact.value)}" for fact in finding.facts[:8]]
            rest = f"; … (+{len(finding.facts) - 8})" if len(finding.facts) > 8 else ""
            yield from self._layout.put(f"{self._l('facts')}: {'; '.join(shown)}{rest}", 6, paint=self._s.dim)


def _by_rule(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """The findings of each rule together, rules in the order of their first finding."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.rule].append(finding)
    yield from groups.values()


_SEVERITY = {"error": 0, "warning": 1, "info": 2}


def _worst_first(finding: Finding) -> tuple[object, ...]:
    return (finding.force != "must", _SEVERITY[finding.severity], finding.location.line, finding.order)
