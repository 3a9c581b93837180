"""Rhythm: frequency, periodic, spacing."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from qcdc_rules.model.law import Plain
from qcdc_rules.second.days import DAY, Stretch, stretch, touching, working_years
from qcdc_rules.second.operands import Where, later, left, mapping, right
from qcdc_rules.second.operators.facts import unknown_of
from qcdc_rules.second.scene import Scene, as_list, year_end
from qcdc_rules.second.truths import Answer, first_class, said
from qcdc_rules.second.values import Hang, Length, Part, Seq, Value, Void, When


class Acts(NamedTuple):
    """The stretches of days that surely count, those that may (None: no day stated) with the reason, and more."""

    sure: list[tuple[date, date]]
    maybe: list[tuple[tuple[date, date] | None, Answer]]
    more: list[Answer]
    exceptions: bool = False
    """A register by exception: what is gathered are the weeks in which nothing happened."""


def gathered(terms: dict[str, Plain], scene: Scene, ask: Where) -> Acts:
    acts = _from_list(terms, scene, ask)
    also = terms.get("also", [])
    assert isinstance(also, list)
    for one in also:
        further = _from_list(mapping(one), scene, ask)
        acts = Acts(acts.sure + further.sure, acts.maybe + further.maybe, acts.more + further.more, acts.exceptions)
    return acts


def _from_list(terms: dict[str, Plain], scene: Scene, ask: Where) -> Acts:
    name = terms["in"]
    found = as_list(left(name, scene, ask))
    by_exception = isinstance(name, str) and name.rpartition(".")[2].startswith("weeks_without")
    if not isinstance(found, Seq):
        return Acts([], [], [unknown_of(found) or "missing"], by_exception)
    acts = Acts([], [], ["missing"] if found.partial else [], by_exception)
    for one in found.items:
        meant = ask(terms.get("where", "always"), scene.at(one))
        if meant != "false":
            _add(acts, meant, left(terms["date"], scene.at(one), ask))
    return acts


def _add(acts: Acts, meant: Answer, dated: Value) -> None:
    values = dated.items if isinstance(dated, Seq) else (dated,)
    if isinstance(dated, Seq) and dated.partial:
        acts.maybe.append((None, "missing"))
    for value in values:
        if value is Void.NONE:
            continue
        days = _days_of(value)
        if days is None:
            reason = value.cause if isinstance(value, Hang) else "missing"
            acts.maybe.append((None, first_class([meant, reason]) or reason))
        elif meant == "true":
            acts.sure.append(days)
        else:
            acts.maybe.append((days, meant))


def _days_of(value: Value) -> tuple[date, date] | None:
    if isinstance(value, When):
        return value.day, value.day
    if isinstance(value, Part):
        days = stretch(value.text)
        return (date.max, date.max) if days is None else (days.first, days.last)
    return None


def frequency(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """So many in every window; a window that is not over is never a breach. What is not stated is told before
    what is not yet due."""
    terms = mapping(body)
    least = right(terms["at_least"], scene, ask)
    windows = _windows(terms, scene, ask)
    unknown = unknown_of(least) if isinstance(least, int) else "missing"
    if not isinstance(windows, list) or unknown is not None:
        return (
            first_class([*([] if isinstance(windows, list) else [windows]), *([unknown] if unknown else [])])
            or "missing"
        )
    if not windows:
        return "running"
    acts = gathered(terms, scene, ask)
    assert isinstance(least, int)
    return scene.join.every([_enough(window, acts, least, scene.report.judged) for window in windows])


def _enough(window: Stretch, acts: Acts, least: int, judged: date) -> Answer:
    over = window.last <= judged
    if acts.exceptions:
        if any(_inside(days, window) for days in acts.sure):
            return "false" if over else "running"
        doubts = [why for days, why in acts.maybe if days is None or _inside(days, window)] + acts.more
        return first_class(doubts) or ("true" if over else "running")
    sure = sum(_inside(days, window) for days in acts.sure)
    if sure >= least:
        return "true"
    maybe = [why for days, why in acts.maybe if days is None or _inside(days, window)]
    if acts.more or sure + len(maybe) >= least:
        return first_class([*maybe, *acts.more]) or "missing"
    return "false" if over else "running"


def _inside(days: tuple[date, date], window: Stretch) -> bool:
    return window.first <= days[0] and days[1] <= window.last


def _windows(terms: dict[str, Plain], scene: Scene, ask: Where) -> list[Stretch] | Answer:
    """The windows wholly in the period; of a calendar target, those that end in it."""
    kind, report = str(terms["every"]), scene.report
    found: list[Stretch]
    if kind == "working_year":
        scene.reads.append("unit")
        ends = year_end(report)
        if not isinstance(ends, When):
            return unknown_of(ends) or "missing"
        found = list(working_years(ends.day, report.first_on, report.last_on))
    else:
        found = list(touching(kind, report.first_on, report.last_on))
    found = [one for one in found if report.first_on <= one.first and one.last <= report.last_on]
    if scene.stretch is not None:
        found = [one for one in found if scene.stretch.first <= one.last <= scene.stretch.last]
    if "from" in terms:
        start = left(terms["from"], scene, ask)
        if not isinstance(start, When):
            return "running" if start is Void.NONE else unknown_of(start) or "missing"
        found = [one for one in found if one.first >= start.day]
    if terms.get("skip_rest_weeks") is True:
        return _without_rest(found, scene)
    return found


def _without_rest(windows: list[Stretch], scene: Scene) -> list[Stretch] | Answer:
    kept = []
    for window in windows:
        days = [window.first + n * DAY for n in range((window.last - window.first).days + 1)]
        workdays = scene.report.workdays
        if workdays.unsure:
            return "missing"
        if not all(workdays.known(day) for day in days):
            return "law_open"
        if any(workdays.works_on(day) for day in days):
            kept.append(window)
    return kept


def periodic(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """By each due day at least as many acts as were due."""
    terms = mapping(body)
    start, each = left(terms["from"], scene, ask), right(terms["each"], scene, ask)
    until = left(terms["until"], scene, ask) if "until" in terms else Void.NONE
    lacking = unknown_of(start, each)
    if lacking is not None:
        return lacking
    if start is Void.NONE:
        return "running"
    if not isinstance(each, Length) or each.unit not in ("days", "months", "years"):
        return "law_open"
    assert isinstance(start, When)
    end = scene.report.judged
    if isinstance(until, When):
        end = min(end, until.day)
    dues: list[date] = []
    while (
        isinstance(due := later(start.day, Length(each.unit, each.number * (len(dues) + 1)), scene), date)
        and due <= end
    ):
        dues.append(due)
    if not dues:
        return "running"
    acts = gathered(terms, scene, ask)
    enough = all(_acts_by(due, start.day, acts) >= number for number, due in enumerate(dues, start=1))
    if until is Void.NOT_STATED or (not enough and (acts.more or acts.maybe)):
        return "missing"
    return said(enough)


def _acts_by(due: date, start: date, acts: Acts) -> int:
    return sum(start < days[0] and days[1] <= due for days in acts.sure)


def spacing(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """No two neighbours further apart, nor the last from the end (of the period or the judged day). A calendar
    target looks at the gaps that end in it."""
    terms = mapping(body)
    at_most = right(terms["at_most"], scene, ask)
    unknown = unknown_of(at_most)
    if unknown is not None:
        return unknown
    acts, report = gathered(terms, scene, ask), scene.report
    doubts = [why for _, why in acts.maybe] + acts.more
    if doubts:
        return first_class(doubts) or "missing"
    if not isinstance(at_most, Length) or at_most.unit not in ("days", "months", "years"):
        return "law_open"
    part = scene.stretch
    first, end = (part.first, part.last) if part is not None else (report.first_on, report.last_on)
    end = min(end, report.judged)
    days = sorted({days[0] for days in acts.sure})
    days = [day for day in days if day <= end]
    if not days:
        due = later(first - DAY, at_most, scene)
        assert isinstance(due, date)
        return "false" if due <= end else "running"
    for one, other in zip(days, [*days[1:], end], strict=True):
        limit = later(one, at_most, scene)
        assert isinstance(limit, date)
        if first <= other and other > limit:
            return "false"
    return "true"
