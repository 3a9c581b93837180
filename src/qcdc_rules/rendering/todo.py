"""What to do, by deadline: what to do now, what can still be done and until which day, what is too late.

The day of the check (`as_of`) decides between the three; it never moves an outcome.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from qcdc_rules.explaining.places import lines_of_errors
from qcdc_rules.explaining.values import day_words
from qcdc_rules.model.report import Finding, Location, Report
from qcdc_rules.rendering.report_words import NAMES
from qcdc_rules.rendering.shown import kind_of, of_kind, waiver_of, worst_first
from qcdc_rules.source import Problem, Words

NOW, UNTIL, LATE = "now", "until", "late"
TIMES = (NOW, UNTIL, LATE)
_ITEM = re.compile(r"\[([^\]]*)\]")


class Step(NamedTuple):
    """One thing to do: what, because of what, until when, and the findings that it settles."""

    when: str
    what: Words
    about: Words
    day: date | None = None
    cases: tuple[Words, ...] = ()
    places: tuple[Location, ...] = ()
    findings: tuple[Finding, ...] = ()
    note: Words | None = None
    advice: bool = False


class Todo(NamedTuple):
    """All steps of one report, in the order in which to take them."""

    steps: tuple[Step, ...]
    waived: int = 0
    judge: int = 0

    def at(self, when: str) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.when == when)


class Gap(NamedTuple):
    """A field to state, the same field of several items folded, and the findings that wait for it."""

    path: str
    label: Words
    items: tuple[str, ...]
    lines: tuple[int, ...]
    findings: tuple[Finding, ...]
    first: Finding


def todo(report: Report) -> Todo:
    """What the unit should do about its report."""
    waived = [finding for finding in report.findings if waiver_of(finding) is not None]
    acting = [finding for finding in report.findings if waiver_of(finding) is None]
    steps = [
        *(_file_step(problem) for problem in report.problems if problem.severity == "error"),
        *_act_steps([f for f in acting if kind_of(f) == "violated"], report.as_of),
        *(_state_step(gap, report.problems) for gap in gaps(f for f in acting if kind_of(f) == "missing")),
        *_due_steps([f for f in acting if kind_of(f) == "running"], report.as_of),
    ]
    ordered = sorted(steps, key=lambda step: TIMES.index(step.when))  # stable: within each, as listed above
    dated = [step for step in ordered if step.when != NOW]
    dated.sort(key=lambda step: (TIMES.index(step.when), step.day or date.max))
    settled = sum(1 for f in waived if kind_of(f) in ("violated", "missing", "running"))
    return Todo((*(step for step in ordered if step.when == NOW), *dated), settled, len(of_kind(report, "law_open")))


def gaps(findings: Iterable[Finding]) -> list[Gap]:
    """One entry for each field to state, most wanted first."""
    waiting: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in sorted(findings, key=lambda f: (f.location.line, f.order)):
        path = finding.lacking[0][0] if finding.lacking else finding.location.path
        waiting[_ITEM.sub("[]", path)][path].append(finding)
    ordered = sorted(waiting, key=lambda p: (-sum(map(len, waiting[p].values())), p))
    return [_gap(waiting[pattern]) for pattern in ordered]


def _gap(paths: dict[str, list[Finding]]) -> Gap:
    path, group = next(iter(paths.items()))
    first = group[0]
    label = first.lacking[0][1] if first.lacking else first.target_label
    items: tuple[str, ...] = ()
    if len(paths) > 1:
        items = tuple("/".join(_ITEM.findall(one)) for one in paths)
        shown = f" ({(_ITEM.findall(path) or [''])[-1]})"
        label = Words(label.vi.removesuffix(shown), label.en.removesuffix(shown))
        path = _ITEM.sub("[…]", path)
    every = [finding for group in paths.values() for finding in group]
    lines = dict.fromkeys(finding.location.line for finding in every if finding.location.line)
    return Gap(path, label, items, tuple(lines), tuple(every), first)


def _file_step(problem: Problem) -> Step:
    place = Location(problem.file, problem.line, problem.column, 0, problem.path)
    return Step(NOW, problem.words, NAMES["fix_file"], places=(place,))


def _act_steps(findings: list[Finding], as_of: date | None) -> Iterator[Step]:
    groups: dict[tuple[str, Words, date | None], list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=worst_first):
        groups[finding.rule, finding.remedy or finding.required, finding.deadline].append(finding)
    for (_, what, day), group in groups.items():
        when = NOW if day is None or as_of is None else LATE if day < as_of else UNTIL
        yield _step(when, what, day, group, NAMES["explain_late"] if when == LATE else None)


def _due_steps(findings: list[Finding], as_of: date | None) -> Iterator[Step]:
    """What was not yet due on the day of the report; its limit may have ended since."""
    groups: dict[tuple[str, date | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.rule, finding.deadline].append(finding)
    for (_, day), group in groups.items():
        what = group[0].required if group[0].required.vi else group[0].message
        ended = day is not None and as_of is not None and day < as_of
        yield _step(
            NOW if ended else UNTIL, _sentence(what), day, group, NAMES["passed_since"] if ended else group[0].remedy
        )


def _sentence(words: Words) -> Words:
    vi, en = (text[:1].upper() + text[1:].rstrip(".") + "." for text in (words.vi, words.en))
    return Words(vi, en)


def _step(when: str, what: Words, day: date | None, group: list[Finding], note: Words | None) -> Step:
    return Step(
        when,
        what if what.vi else group[0].title,
        group[0].title,
        day,
        tuple(dict.fromkeys(finding.target_label for finding in group)),
        tuple(dict.fromkeys(finding.location for finding in group if finding.location.line)),
        tuple(group),
        note,
        group[0].force != "must",
    )


def _state_step(gap: Gap, problems: Sequence[Problem]) -> Step:
    """State the field, by the name that people know it by; the hint is that of a finding that lacks only this."""
    own = next((f.remedy for f in gap.findings if len(f.lacking) == 1 and f.remedy is not None), None)
    hint = Words("", "")
    if own is not None and own.vi.endswith(f"{NAMES['or_none'].vi}."):
        hint = Words(f"; {NAMES['or_none'].vi}", f"; {NAMES['or_none'].en}")
    partial = all(finding.reason == "list_partial" for finding in gap.findings)
    verb, waiting = NAMES["state_rest" if partial else "state"], len({finding.rule for finding in gap.findings})
    what = Words(f"{verb.vi} {gap.label.vi} ({gap.path}){hint.vi}.", f"{verb.en} {gap.label.en} ({gap.path}){hint.en}.")
    wrong = lines_of_errors((f.lacking[0][0] if f.lacking else f.location.path for f in gap.findings), problems)
    if wrong:
        line = NAMES["fix_line"].filled(lines=", ".join(map(str, wrong)))
        what = Words(f"{line.vi}: {gap.label.vi} ({gap.path}).", f"{line.en}: {gap.label.en} ({gap.path}).")
    return Step(
        NOW,
        what,
        Words(f"{waiting} {NAMES['waiting'].vi}", f"{waiting} {NAMES['waiting'].en}"),
        cases=tuple(Words(item, item) for item in gap.items),
        places=tuple(dict.fromkeys(finding.location for finding in gap.findings if finding.location.line)),
        findings=gap.findings,
        advice=all(finding.force != "must" for finding in gap.findings),
    )


def days_words(step: Step, as_of: date | None) -> Words | None:
    """How many days are left, or have passed."""
    if step.day is None or as_of is None:
        return NAMES["no_day"] if step.when == UNTIL else None
    days = (step.day - as_of).days
    if days == 0:
        return NAMES["last_today"]
    named = NAMES["days_left" if days > 0 else "days_late"]
    vi, en = named.vi.format(n=abs(days)), named.en.format(n=abs(days))
    return Words(vi, en.replace("1 days", "1 day") if abs(days) == 1 else en)


def two_days_words(report: Report) -> Words | None:
    """What to know where the check is later than the report: the limits that ended in between. None where none did."""
    if report.as_of is None or report.stated_on is None:
        return None
    ended = [f for f in of_kind(report, "running") if f.deadline is not None and f.deadline < report.as_of]
    if not ended or report.as_of <= report.stated_on:
        return None
    stated, as_of = day_words(report.stated_on), day_words(report.as_of)
    vi = NAMES["two_days"].vi.format(stated=stated.vi, as_of=as_of.vi, n=len(ended))
    return Words(vi, NAMES["two_days"].en.format(stated=stated.en, as_of=as_of.en, n=len(ended)))
