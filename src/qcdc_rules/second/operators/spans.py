"""Spans of days: duration and longest_run."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from qcdc_rules.model.law import Plain
from qcdc_rules.second.days import DAY, months_later
from qcdc_rules.second.operands import Where, left, mapping, right
from qcdc_rules.second.operators.facts import unknown_of
from qcdc_rules.second.operators.lists import more
from qcdc_rules.second.scene import Scene, as_list
from qcdc_rules.second.truths import Answer, said, turned
from qcdc_rules.second.values import Length, Rec, Seq, Up, Value, Void, When


class Run(NamedTuple):
    """One unbroken stretch."""

    first: date
    last: date


def duration(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """Whether the longest unbroken run is long enough (at_least) or short enough (at_most)."""
    terms = mapping(body)
    at_least = "at_least" in terms
    limit = right(terms["at_least" if at_least else "at_most"], scene, ask)
    if "of" not in terms:
        whole_span = Rec(made={"first_on": left(terms["from"], scene, ask), "last_on": left(terms["to"], scene, ask),
                               "interruptions": Void.NONE})  # fmt: skip
        return _one(whole_span, limit, at_least, scene)
    of = left(terms["of"], scene, ask)
    if not isinstance(of, Seq):
        return _one(of, limit, at_least, scene)
    listed = as_list(of)
    if not isinstance(listed, Seq):
        return unknown_of(listed) or "missing"
    answers = []
    for one in listed.items:
        meant = ask(terms.get("where", "always"), scene.at(one))
        judged = _one(one, limit, at_least, scene)
        answers.append(scene.join.every([meant, judged]) if at_least else scene.join.some([turned(meant), judged]))
    return scene.join.some([*answers, *more(listed)]) if at_least else scene.join.every([*answers, *more(listed)])


def _one(span: Value, limit: Value, at_least: bool, scene: Scene) -> Answer:
    unknown = unknown_of(limit)
    if unknown is not None:
        return unknown
    if not isinstance(limit, Length) or limit.unit not in ("days", "months", "years"):
        return "law_open"
    unknown = unknown_of(span)
    if unknown is not None:
        return unknown
    if not isinstance(span, Rec):
        return said(not at_least)
    first, last = span.get("first_on"), span.get("last_on")
    if first is Void.NONE:
        return said(not at_least)
    unknown = unknown_of(first)
    if unknown is not None:
        return unknown
    assert isinstance(first, When)
    return _measured(first.day, last, span.get("interruptions"), limit, at_least, scene)


def _measured(first: date, last: Value, breaks: Value, limit: Length, at_least: bool, scene: Scene) -> Answer:
    judged = scene.report.judged
    unknown = unknown_of(last)
    if unknown is not None:
        return unknown
    if last is Void.NONE:
        last = Up.STILL  # its end did not happen
    ends = last.day if isinstance(last, When) else judged
    open_end = last is Up.STILL or ends > judged
    until = min(ends, judged) if open_end else ends
    scene.limits.append(first + limit.number * DAY if limit.unit == "days" else months_later(first, _months(limit)))
    known, doubts = _interruptions(breaks)
    if doubts:
        return "missing"
    runs = _runs(first, until, known)
    decided = any(_long(run, limit) for run in runs) if at_least else any(not _short(run, limit) for run in runs)
    if decided:
        return said(at_least)
    return "running" if open_end else said(not at_least)  # one that is interrupted now may go on


def _long(run: Run, limit: Length) -> bool:
    """The first day is not counted: last − first reaches the limit."""
    if limit.unit == "days":
        return (run.last - run.first).days >= limit.number
    return months_later(run.first, _months(limit)) <= run.last


def _short(run: Run, limit: Length) -> bool:
    if limit.unit == "days":
        return (run.last - run.first).days <= limit.number
    return run.last <= months_later(run.first, _months(limit))


def _months(limit: Length) -> int:
    return limit.number * (12 if limit.unit == "years" else 1)


def _interruptions(breaks: Value) -> tuple[list[tuple[date, date | None]], bool]:
    """The interruptions whose days are known, and whether there is doubt about others."""
    listed = as_list(breaks)
    if not isinstance(listed, Seq):
        return [], True
    known: list[tuple[date, date | None]] = []
    doubts = listed.partial
    for one in listed.items:
        first, last = (one.get("first_on"), one.get("last_on")) if isinstance(one, Rec) else (Void.NOT_STATED,) * 2
        if isinstance(first, When) and (isinstance(last, When) or last is Up.STILL):
            known.append((first.day, last.day if isinstance(last, When) else None))
        else:
            doubts = True
    return known, doubts


def _runs(first: date, until: date, breaks: list[tuple[date, date | None]]) -> list[Run]:
    """What is left between the interruptions; after one, the count starts again."""
    runs: list[Run] = []
    start: date | None = first
    for begins, ends in sorted(breaks, key=lambda one: one[0]):
        if start is None or begins > until:
            break
        if begins > start:
            runs.append(Run(start, begins - DAY))
        start = None if ends is None else max(start, ends + DAY)
    if start is not None and start <= until:
        runs.append(Run(start, until))
    return runs


def longest_run(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """So many consecutive dates."""
    terms = mapping(body)
    found, limit = as_list(left(terms["of"], scene, ask)), right(terms["at_least"], scene, ask)
    unknown = unknown_of(limit, *([] if isinstance(found, Seq) else [found]))
    if unknown is not None or not isinstance(found, Seq):
        return unknown or "missing"
    if not isinstance(limit, Length) or limit.unit != "dates":
        return "law_open"
    days = sorted({one.day for one in found.items if isinstance(one, When)})
    longest = run = 0
    for number, day in enumerate(days):
        run = run + 1 if number and day - days[number - 1] == DAY else 1
        longest = max(longest, run)
    if longest >= limit.number:
        return "true"
    return "missing" if found.partial else said(limit.number == 0)
