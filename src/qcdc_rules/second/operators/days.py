"""Single days: before, not_after, within, notice, term, during, falls_on."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from qcdc_rules.model.law import Plain
from qcdc_rules.second.days import DAY, months_later, stretch
from qcdc_rules.second.operands import Where, later, left, mapping, right
from qcdc_rules.second.operators.facts import unknown_of
from qcdc_rules.second.scene import Scene
from qcdc_rules.second.truths import Answer, first_class, said
from qcdc_rules.second.values import Hang, Length, Part, Rec, Seq, Up, Value, Void, When


def before(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    return _ordered(mapping(body), scene, ask, same_day=False)


def not_after(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    return _ordered(mapping(body), scene, ask, same_day=True)


def _ordered(terms: dict[str, Plain], scene: Scene, ask: Where, same_day: bool) -> Answer:
    fact = left(terms["fact"], scene, ask)
    if "other" in terms:
        return _two_acts(fact, left(terms["other"], scene, ask), scene, same_day)
    return _calendar_day(fact, right(terms["day"], scene, ask), scene, same_day)


def _two_acts(one: Value, other: Value, scene: Scene, same_day: bool) -> Answer:
    unknown = unknown_of(one, other)
    if unknown is not None:
        return unknown
    if one is Void.NONE:
        return "running" if other is Void.NONE or other is Up.STILL else "false"
    if other is Void.NONE:
        return "true"
    judged = scene.report.judged
    if one is Up.STILL:
        return "false" if isinstance(other, When) and other.day <= judged else "running"
    assert isinstance(one, When)
    if other is Up.STILL:
        return "true" if one.day < judged or (same_day and one.day == judged) else "running"
    assert isinstance(other, When)
    if one.day != other.day:
        return said(one.day < other.day)
    if same_day:
        return "true" if one.minute is None or other.minute is None else said(one.minute <= other.minute)
    if one.minute is None or other.minute is None:
        return "missing"
    return said(one.minute < other.minute)


def _calendar_day(one: Value, day: Value, scene: Scene, same_day: bool) -> Answer:
    if isinstance(day, Hang):
        return first_class([day.cause, *(["missing"] if one is Void.NOT_STATED else [])]) or day.cause  # type: ignore[list-item]  # a word, which mypy widens to str
    if day is Void.NOT_STATED:
        return "missing"
    judged = scene.report.judged
    if day is Void.NONE:
        if isinstance(one, When):
            return "true"
        return "missing" if one is Void.NOT_STATED else "running"
    limit = judged if day is Up.STILL else day.day if isinstance(day, When) else None
    assert limit is not None
    if isinstance(one, Hang):
        return one.cause
    if isinstance(one, When):
        return said(one.day <= limit if same_day else one.day < limit)
    if one is Up.STILL:
        return "false" if limit <= judged and not (same_day and limit == judged) else "running"
    if limit > judged:
        return "running"
    return "false" if one is Void.NONE else "missing"


class Limit(NamedTuple):
    """The last day in time: as counted, and as rolled to a working day (or why that is not known)."""

    plain: date
    last: date | Answer


def limit_after(start: date, length: Length, scene: Scene) -> Limit | Answer:
    unit = length.unit
    if unit not in ("days", "working_days", "months", "years", "month_ends"):
        return "law_open"
    if unit == "working_days":
        found = scene.report.workdays.later(start, length.number)
        return Limit(start + length.number * DAY, found) if isinstance(found, date) else found
    plain = later(start, length, scene)
    assert isinstance(plain, date)
    return Limit(plain, scene.report.workdays.rolled(plain))


def within(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    terms = mapping(body)
    act, start = left(terms["act"], scene, ask), left(terms["from"], scene, ask)
    length = right(terms["limit"], scene, ask)
    if start is Void.NONE or start is Up.STILL:
        return "running"
    lacking = unknown_of(start, length)
    if lacking is not None:
        return lacking
    if length is Void.NONE:
        return "law_open"
    assert isinstance(start, When)
    assert isinstance(length, Length)
    limit = limit_after(start.day, length, scene)
    if not isinstance(limit, Limit):
        return limit
    scene.limits.append(limit.last if isinstance(limit.last, date) else limit.plain)
    return _in_time(act, limit, scene.report.judged)


def _in_time(act: Value, limit: Limit, judged: date) -> Answer:
    if isinstance(act, When):
        if act.day <= limit.plain:
            return "true"
        return said(act.day <= limit.last) if isinstance(limit.last, date) else limit.last
    if isinstance(act, Hang):
        return act.cause
    if not isinstance(limit.last, date):
        return limit.last
    if limit.last > judged:
        return "running"
    return "missing" if act is Void.NOT_STATED else "false"


def notice(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """Never rolled. Working days: those after the notice up to the event, the event's own day among them."""
    terms = mapping(body)
    act, event = left(terms["act"], scene, ask), left(terms["ahead_of"], scene, ask)
    length = right(terms["at_least"], scene, ask)
    if event is Void.NONE or event is Up.STILL:
        return "running"
    lacking = unknown_of(event, length)
    if lacking is not None:
        return lacking
    if length is Void.NONE:
        return "law_open"
    assert isinstance(event, When)
    assert isinstance(length, Length)
    if isinstance(act, When):
        return _ahead(act.day, event.day, length, scene)
    if isinstance(act, Hang):
        return act.cause
    today = _ahead(scene.report.judged + DAY, event.day, length, scene)
    if today == "true":
        return "running"
    return "missing" if today == "false" and act is Void.NOT_STATED else today


def _ahead(act: date, event: date, length: Length, scene: Scene) -> Answer:
    unit, number = length
    if unit == "days":
        return said((event - act).days >= number)
    if unit == "working_days":
        found = scene.report.workdays.between(act, event)
        return said(found >= number) if isinstance(found, int) else found
    if unit in ("months", "years"):
        return said(months_later(act, number * (12 if unit == "years" else 1)) <= event)
    return "law_open"


def term(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """A term or a validity is never rolled."""
    terms = mapping(body)
    start, lasts = left(terms["from"], scene, ask), right(terms["lasts"], scene, ask)
    at: Value = left(terms["at"], scene, ask) if "at" in terms else When(scene.report.judged)
    lacking = unknown_of(start, lasts, at)
    if lacking is not None:
        return lacking
    if start is Void.NONE:
        return "false"
    if not isinstance(lasts, Length) or lasts.unit not in ("days", "months", "years"):
        return "law_open"
    if not isinstance(at, When):
        return "running"
    assert isinstance(start, When)
    last = later(start.day, lasts, scene)
    if not isinstance(last, date):
        return unknown_of(last) or "law_open"
    return said(at.day <= last)


def during(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    terms = mapping(body)
    fact, period = left(terms["fact"], scene, ask), left(terms["period"], scene, ask)
    if fact is Void.NONE or period is Void.NONE:
        return "false"
    unknown = unknown_of(fact, period)
    if unknown is not None:
        return unknown
    inner, outer = _ends(fact), _ends(period)
    if inner is None or outer is None:
        return "law_open"
    one, other = inner[0], inner[1]
    assert isinstance(one, When)
    assert isinstance(other, When)
    return scene.join.every([_not_before(one, outer[0]), _not_past(other, outer[1], scene)])


def _ends(value: Value) -> tuple[Value, Value] | None:
    """First and last day of a day, a calendar part or a span."""
    if isinstance(value, Part):
        days = stretch(value.text)
        return None if days is None else (When(days.first), When(days.last))
    if isinstance(value, Rec):
        part = value.get("part")
        if value.get("first_on") is Void.NOT_STATED and isinstance(part, Part):
            return _ends(part)
        return value.get("first_on"), value.get("last_on")
    return (value, value) if isinstance(value, When) else None


def _not_before(day: When, first: Value) -> Answer:
    if not isinstance(first, When):
        return unknown_of(first) or "missing"
    return said(first.day <= day.day)


def _not_past(day: When, last: Value, scene: Scene) -> Answer:
    unknown = unknown_of(last)
    if unknown is not None:
        return unknown
    if last is Up.STILL or last is Void.NONE:
        return "true" if day.day <= scene.report.judged else "running"
    return said(isinstance(last, When) and day.day <= last.day)


def falls_on(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    terms = mapping(body)
    fact = left(terms["fact"], scene, ask)
    unknown = unknown_of(fact)
    if unknown is not None:
        return unknown
    if not isinstance(fact, When):
        return "false"
    if "months" in terms:
        months = right(terms["months"], scene, ask)
        assert isinstance(months, Seq)
        return said(fact.day.month in months.items)
    days = terms["days"]
    assert isinstance(days, list)
    return said(f"{fact.day.month:02}-{fact.day.day:02}" in days)
