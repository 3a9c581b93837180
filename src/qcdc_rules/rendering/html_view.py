"""From a report to the parts of the HTML page: what is said, in which order; the templates only lay it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from qcdc_rules.explaining.bodies import bodies_words
from qcdc_rules.explaining.reasons import CATEGORIES, FIDELITY, REGULATIONS
from qcdc_rules.explaining.values import day_words
from qcdc_rules.model.report import Finding, Report, StatedFact
from qcdc_rules.rendering.html_parts import (
    CaseView,
    CategoryView,
    FixedView,
    GapView,
    Pair,
    ProblemView,
    ReportView,
    RuleView,
    StepView,
)
from qcdc_rules.rendering.partial import left_out_words
from qcdc_rules.rendering.report_words import NAMES
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.shown import (
    Excerpt,
    adds,
    by_rule,
    excerpt_of,
    gate_of,
    kind_counts,
    kind_of,
    notes_of,
    of_kind,
    place_of,
    provisions,
    standing_of,
    tell,
    waiver_of,
    waiver_words,
    worst_first,
)
from qcdc_rules.rendering.todo import TIMES, Gap, Step, Todo, days_words, gaps, todo, two_days_words
from qcdc_rules.rendering.verdict import OPEN
from qcdc_rules.rendering.wording import is_advice, since_words
from qcdc_rules.source import Problem, Words


def report_view(report: Report, run: Run, number: int, alone: bool) -> ReportView:
    """The view of one report of a run; `number` keeps its anchors apart from those of the others."""
    return _Viewer(report, run, f"r{number}").view(alone)


class _Viewer:
    def __init__(self, report: Report, run: Run, anchor: str) -> None:
        self._report = report
        self._run = run
        self._lang = run.lang
        self._anchor = anchor
        self._anchors: dict[tuple[str, str], str] = {}

    def _t(self, words: Words | None) -> str:
        return tell(words, self._lang)

    def _n(self, name: str) -> str:
        return self._t(NAMES[name])

    def view(self, alone: bool) -> ReportView:
        report = self._report
        code, gate = gate_of(report, self._run, alone)
        counts = kind_counts(report.findings)
        # findings before the to-do list, whose steps point at them
        faults = self._rules(of_kind(report, "error"))
        violated = self._by_category("violated")
        advised = self._rules(sorted(filter(is_advice, of_kind(report, "violated")), key=worst_first))
        running = self._rules(of_kind(report, "running"))
        plan = todo(report)
        return ReportView(
            anchor=self._anchor,
            name=report.unit_name or self._n("unnamed"),
            evaluated=report.evaluated,
            open=code == OPEN,
            gate=self._t(gate),
            counts=tuple(counts.items()),
            waived=report.waived_count,
            two_days=self._t(two_days_words(report)) if code == OPEN else "",
            about=tuple(self._about()),
            notes=tuple(self._notes()),
            partial=left_out_words(report.left_out, self._lang),
            problems=tuple(self._problem(problem) for problem in report.problems),
            categories=tuple(self._category(name, words) for name, words in CATEGORIES.items()),
            sum=CategoryView(self._n("sum"), tuple(counts.values()), len(report.findings)),
            steps=tuple((when, tuple(self._step(step) for step in plan.at(when))) for when in TIMES),
            step_count=len(plan.steps),
            plan_notes=tuple(self._plan_notes(plan)),
            faults=faults,
            violated=violated,
            advised=advised,
            gaps=tuple(self._gap(gap) for gap in gaps(of_kind(report, "missing"))),
            running=running,
            satisfied=self._by_category("satisfied"),
            judged=self._rules(of_kind(report, "law_open")),
            fixed=tuple(
                FixedView(self._t(one.title), self._t(one.target_label), one.by_law, one.rule, one.target)
                for one in report.fixed or ()
            ),
            not_bound=self._by_category("not_applicable"),
            provenance=tuple(self._provenance()),
        )

    # -- the head ----------------------------------------------------------------------------------------

    def _about(self) -> list[Pair]:
        report = self._report
        pairs = [
            ("unit_code", report.unit_code),
            ("kind", self._t(REGULATIONS.get(report.regulation))),
            ("period", " – ".join(self._t(day_words(day)) for day in report.period or ())),
            ("stated_on", self._t(day_words(report.stated_on)) if report.stated_on else ""),
            ("as_of", self._t(day_words(report.as_of)) if report.as_of else ""),
            ("since", self._t(since_words(report))),
            ("rules", f"{report.rules_selected} {self._n('of')} {report.rules_total}"),
            ("file", report.file),
        ]
        return [(self._n(name), text) for name, text in pairs if text]

    def _notes(self) -> list[str]:
        shown = [self._n("persons_shown")] if self._report.persons_shown else []
        return [*(self._t(banner) for banner in self._report.banners), *shown]

    def _provenance(self) -> list[Pair]:
        report = self._report
        packs = ", ".join(f"{name} {version}" for name, version in report.packs)
        software = f"qcdc-check {self._run.version}".strip()
        pairs = [
            ("digest_submission", report.submission_digest),
            ("digest_rules", report.ruleset_digest),
            ("digest_waivers", report.waivers_digest),
            ("packs", packs),
            ("software", software),
        ]
        return [(self._n(name), text) for name, text in pairs if text]

    def _category(self, name: str, words: Words) -> CategoryView:
        chosen = [finding for finding in self._report.findings if finding.category == name]
        return CategoryView(self._t(words), tuple(kind_counts(chosen).values()), len(chosen))

    def _problem(self, problem: Problem) -> ProblemView:
        end = problem.end_column if problem.end_line == problem.line else 0
        place = f"{self._n('line')} {problem.line}" if problem.line else problem.path
        marked = _Place(problem.line, problem.column, end)
        return ProblemView(problem.severity == "error", place, self._t(problem.words), self._excerpt(marked))

    # -- what to do ----------------------------------------------------------------------------------------

    def _step(self, step: Step) -> StepView:
        anchors = (self._anchors.get((kind_of(f), f.rule), "") for f in step.findings)
        return StepView(
            day=self._t(day_words(step.day)) if step.day is not None else "",
            days=self._t(days_words(step, self._report.as_of)),
            what=self._t(step.what),
            note=self._t(step.note),
            about=self._t(step.about),
            advice=step.advice,
            cases="; ".join(self._t(case) for case in step.cases),
            anchor=next((anchor for anchor in anchors if anchor), ""),
        )

    def _plan_notes(self, plan: Todo) -> list[str]:
        numbers = (("judge_count", plan.judge), ("waived_count", plan.waived))
        return [self._t(NAMES[name].filled(n=number)) for name, number in numbers if number]

    # -- findings ----------------------------------------------------------------------------------------

    def _by_category(self, kind: str) -> tuple[tuple[str, tuple[RuleView, ...]], ...]:
        chosen = of_kind(self._report, kind)
        if kind == "violated":
            chosen = [one for one in chosen if not is_advice(one)]
            chosen.sort(key=worst_first)
        found = ((self._t(words), [f for f in chosen if f.category == name]) for name, words in CATEGORIES.items())
        return tuple((name, self._rules(group)) for name, group in found if group)

    def _rules(self, findings: Sequence[Finding]) -> tuple[RuleView, ...]:
        return tuple(self._rule(group) for group in by_rule(findings))

    def _rule(self, group: list[Finding], anchored: bool = True) -> RuleView:
        first = group[0]
        kind = kind_of(first)
        settled = kind in ("satisfied", "not_applicable")
        anchor = ""
        if anchored and not settled:
            anchor = f"{self._anchor}-f{len(self._anchors) + 1}"
            self._anchors[kind, first.rule] = anchor
        shared = {name for name in ("required", "remedy") if len({getattr(f, name) for f in group}) == 1}
        facts = [set(finding.facts) for finding in group if kind == "satisfied"]
        common = set.intersection(*facts) if facts else set()
        return RuleView(
            anchor=anchor,
            kind=kind,
            rule=first.rule,
            title=self._t(first.title),
            advice=first.force != "must",
            partly=kind == "satisfied" and first.proves == "further_review",
            clauses="; ".join(provisions(group, self._lang)),
            details=() if settled else tuple(self._shared(group, shared)),
            facts=self._facts([fact for fact in first.facts if fact in common]),
            cases=tuple(self._case(finding, shared, common) for finding in group),
            reasons=tuple(dict.fromkeys(self._t(f.reason_words) for f in group)) if kind == "not_applicable" else (),
        )

    def _shared(self, group: list[Finding], shared: set[str]) -> list[Pair]:
        """What all findings of a rule say alike."""
        first, pairs = group[0], []
        if "required" in shared and adds(first, first.required):
            pairs.append(("required", self._t(first.required)))
        pairs.append(("clause", "; ".join(provisions(group, self._lang))))
        pairs.append(("duty_of", self._t(bodies_words(first.duty_of))))
        if "remedy" in shared:
            pairs.append(("remedy", self._t(first.remedy)))
        pairs += [("sanction", self._t(words)) for words in dict.fromkeys(w for f in group for w in f.sanctions)]
        pairs += [("note", note) for note in notes_of(group, self._lang)]
        pairs += [("reading", self._t(words)) for words in dict.fromkeys(f.reading for f in group)]
        pairs += [("note", self._t(FIDELITY.get(first.fidelity)))]
        pairs += [("see", "; ".join(dict.fromkeys(self._t(cited.label) for f in group for cited in f.see)))]
        return [(self._n(name), text) for name, text in pairs if text]

    def _case(self, finding: Finding, shared: set[str], common: set[StatedFact]) -> CaseView:
        kind = kind_of(finding)
        if kind in ("satisfied", "not_applicable"):
            own = self._facts([fact for fact in finding.facts if fact not in common]) if kind == "satisfied" else ()
            return CaseView(finding.target, self._t(finding.target_label), "", "", "", None, (), own, ())
        pairs = [("found", self._t(finding.found) if adds(finding, finding.found) else "")]
        if "required" not in shared:
            pairs.append(("required", self._t(finding.required) if adds(finding, finding.required) else ""))
        if "remedy" not in shared:
            pairs.append(("remedy", self._t(finding.remedy)))
        if finding.deadline is not None and kind in ("violated", "running"):
            pairs.append(("deadline", self._t(day_words(finding.deadline))))
        pairs += [("note", self._t(remark)) for remark in finding.remarks]
        pairs.append(("waiver", self._t(waiver_words(finding))))
        place = finding.location
        return CaseView(
            key=finding.target,
            label=self._t(finding.target_label),
            message=self._t(finding.message),
            where=place_of(place) if place.line else "",
            absent="" if place.exact else place.path,
            excerpt=self._excerpt(_Place(place.line, place.column, place.end_column)),
            details=tuple((self._n(name), text) for name, text in pairs if text),
            facts=(),
            tags=tuple(tag for tag in (self._waived_tag(finding), standing_of(finding, self._lang)) if tag),
        )

    def _waived_tag(self, finding: Finding) -> str:
        return self._n("waived") if waiver_of(finding) is not None else ""

    def _gap(self, gap: Gap) -> GapView:
        lines = ", ".join(map(str, gap.lines))
        waiting = tuple(self._rule(group, anchored=False) for group in by_rule(gap.findings))
        acts = (waiver_words(finding) for finding in gap.findings)
        waived = tuple(self._t(act) for act in dict.fromkeys(acts) if act is not None)
        marks = Counter(standing_of(finding, self._lang) for finding in gap.findings if finding.standing)
        since = "; ".join(f"{mark}: {number}" for mark, number in marks.items())
        return GapView(gap.path, self._t(gap.label), ", ".join(gap.items), lines, len(waiting), waiting, waived, since)

    def _facts(self, facts: Sequence[StatedFact]) -> tuple[Pair, ...]:
        """Facts by their label, each with its values and lines, in the order in which they were read."""
        values: dict[str, dict[str, None]] = {}
        for fact in facts:
            line = f" ({self._n('line')} {fact.line})" if fact.line else ""
            values.setdefault(self._t(fact.label), {})[f"{self._t(fact.value)}{line}"] = None
        return tuple((label, "; ".join(said)) for label, said in values.items())

    def _excerpt(self, place: _Place) -> Excerpt | None:
        return excerpt_of(self._report.lines, place)


class _Place(NamedTuple):
    line: int
    column: int
    end_column: int
