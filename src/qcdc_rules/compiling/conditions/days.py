"""`before`, `not_after`, `during`, `falls_on`: one day against another, a calendar day, a span or the months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from qcdc_rules.compiling.condition import Condition, Leaf, Operand
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.literals import DAY, day_literal
from qcdc_rules.compiling.operands import check_kinds, compile_fact, compile_operand
from qcdc_rules.compiling.paths import Path, compile_path
from qcdc_rules.logic.parts import CalendarPart
from qcdc_rules.logic.truth import FALSE, LAW_OPEN, MISSING, RUNNING, TRUE, Truth, of_bool
from qcdc_rules.logic.values import Gap, Still, Timed
from qcdc_rules.model.submission import Record, Value


class Before(Leaf):
    """`before` and `not_after` against another act (`other`) or a calendar day (`day`)."""

    def __init__(self, op: str, fact: Operand, other: Operand, calendar_day: bool) -> None:
        self.op = op
        self.fact = fact
        self.other = other
        self.calendar_day = calendar_day
        self.operands = (fact, other)
        read, against, strict = fact.read, other.read, op == "before"
        if calendar_day:
            self.decide = lambda env, item: _by_day(read(env, item), against(env, item), env.judged, strict)
        else:
            self.decide = lambda env, item: _by_act(read(env, item), against(env, item), env.judged, strict)

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        required = self.other.read(env, item)
        return {"actual": self.fact.read(env, item), "required": required, "last_day": required}

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        found = super().lacking(env, item)
        # the same day, without hours: the hour is what has to be stated
        return found or tuple(fact.path for fact in self.fact.facts(env, item))


def _by_act(a: object, b: object, judged: date, strict: bool) -> Truth:
    if a is Still.UP or b is Still.UP:
        return _not_ended(a, b, judged, strict)
    if isinstance(a, date) and isinstance(b, date):
        if a != b:
            return of_bool(a < b)
        if not strict:
            return TRUE
        if isinstance(a, Timed) and isinstance(b, Timed):
            return of_bool(a.minute < b.minute)
        return MISSING
    if a is Gap.MISSING or b is Gap.MISSING:
        return MISSING
    if a is Gap.NONE and b is Gap.NONE:
        return RUNNING
    return of_bool(b is Gap.NONE)


def _not_ended(a: object, b: object, judged: date, strict: bool) -> Truth:
    """One of the days is the end of a span that is still up: it has not come before the judged day."""
    if a is Gap.MISSING or b is Gap.MISSING:
        return MISSING
    if isinstance(a, date) and (a < judged if strict else a <= judged):
        return TRUE
    if isinstance(b, date) and (b <= judged if strict else b < judged):
        return FALSE
    return RUNNING


def _by_day(a: object, day: object, judged: date, strict: bool) -> Truth:
    if a is Still.UP or day is Still.UP:
        return _not_ended(a, day, judged, strict)
    if isinstance(day, date):
        if isinstance(a, date):
            return of_bool(a < day if strict else a <= day)
        if judged < day:
            return RUNNING
        return FALSE if a is Gap.NONE else MISSING
    if day is Gap.MISSING:
        return MISSING
    if isinstance(a, date):
        return TRUE
    return MISSING if a is Gap.MISSING else RUNNING


class During(Leaf):
    """A day, or a calendar part, inside a period."""

    op = "during"

    def __init__(self, fact: Operand, period: Path) -> None:
        self.fact = fact
        self.period = period
        self.operands = (fact, period)
        read, within = fact.read, period.read
        self.decide = lambda env, item: _inside(read(env, item), within(env, item), env.judged)

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        return {"actual": self.fact.read(env, item), "required": bounds(self.period.read(env, item))}

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        found, period = super().lacking(env, item), self.period.read(env, item)
        if found or not isinstance(period, Record):
            return found
        names = zip(("first_on", "last_on"), bounds(period), strict=True)
        return tuple(period.field_path(name) for name, day in names if not isinstance(day, date | Still))


def bounds(period: object) -> tuple[object, object]:
    """First and last day of a period: of a record, or of a calendar part."""
    if isinstance(period, CalendarPart):
        return period.first or Gap.MISSING, period.last or Gap.MISSING
    if isinstance(period, Record):
        return period.fields.get("first_on", Gap.MISSING), period.fields.get("last_on", Gap.MISSING)
    return (period, period) if isinstance(period, Gap) else (Gap.MISSING, Gap.MISSING)


def _inside(fact: object, period: object, judged: date) -> Truth:
    if fact is Gap.NONE or period is Gap.NONE:
        return FALSE
    if fact is Gap.MISSING:
        return MISSING
    first, last = bounds(period)
    start, end = (fact.first, fact.last) if isinstance(fact, CalendarPart) else (fact, fact)
    if not isinstance(start, date) or not isinstance(end, date):
        return LAW_OPEN if isinstance(fact, CalendarPart) else MISSING
    if isinstance(first, date) and start < first:
        return FALSE
    if isinstance(last, date) and end > last:
        return FALSE
    goes_on = last is Still.UP or last is Gap.NONE  # what has begun and not ended still goes on
    if isinstance(first, date) and goes_on and end > judged:
        return RUNNING
    known = isinstance(first, date) and (isinstance(last, date) or goes_on)
    return TRUE if known else MISSING


class FallsOn(Leaf):
    """A day in one of some months, or on one of some days of the year."""

    op = "falls_on"

    def __init__(self, fact: Operand, months: tuple[int, ...], days: tuple[str, ...]) -> None:
        self.fact = fact
        self.months = months
        self.days = days
        self.operands = (fact,)
        read = fact.read

        def decide(env: Env, item: Value) -> Truth:
            day = read(env, item)
            if isinstance(day, date):
                return of_bool(day.month in months or f"{day.month:02}-{day.day:02}" in days)
            return MISSING if day is Gap.MISSING else FALSE

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        return {"actual": self.fact.read(env, item), "required": self.months or self.days}


# -- compilation -----------------------------------------------------------------------------------------


def compile_day(plain: object, context: Context) -> Operand | None:
    """A day: a path to a date, a date, or a computed day."""
    if isinstance(plain, str) and (not plain[:1].isdigit()):
        operand: Operand | None = compile_path(plain, context)
    else:
        operand = compile_operand(plain, context, DAY)
    return operand if check_kinds([operand], ("date",), context) else None


def _comparison(op: str, plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("fact",), ("other", "day"))
    if given is None:
        return None
    if ("other" in given) == ("day" in given):
        context.fail(
            "other-or-day",
            "Cần đúng một trong hai khóa other (việc khác) và day (ngày).",
            "Exactly one of other and day is needed.",
        )
        return None
    fact = compile_day(given["fact"], context.at("fact"))
    key = "other" if "other" in given else "day"
    other = compile_day(given[key], context.at(key))
    return None if fact is None or other is None else Before(op, fact, other, key == "day")


def build_before(plain: object, context: Context) -> Condition | None:
    return _comparison("before", plain, context)


def build_not_after(plain: object, context: Context) -> Condition | None:
    return _comparison("not_after", plain, context)


def build_during(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("fact", "period"))
    if given is None:
        return None
    fact = compile_fact(given["fact"], context.at("fact"))
    period = compile_path(given["period"], context.at("period"))
    if not check_kinds([fact], ("date", "part"), context.at("fact")) or period is None or fact is None:
        return None
    if period.field.kind not in ("span", "record", "part"):
        context.fail("wrong-type", "“period” phải là một khoảng có ngày đầu và ngày cuối.", "“period” must be a span.")
        return None
    return During(fact, period)


def build_falls_on(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("fact",), ("months", "days"))
    if given is None:
        return None
    fact = compile_day(given["fact"], context.at("fact"))
    months = [m for m in _listed(given.get("months")) if isinstance(m, int) and 1 <= m <= 12]
    days = [str(day) for day in _listed(given.get("days"))]
    well_written = len(months) == len(_listed(given.get("months"))) and all(map(_is_month_day, days))
    if not (months or days) or not well_written:
        context.fail(
            "wrong-type", 'Cần months: [1…12] hoặc days: ["11-18"].', 'months: [1…12] or days: ["11-18"] is needed.'
        )
        return None
    return None if fact is None else FallsOn(fact, tuple(months), tuple(days))


def _is_month_day(text: str) -> bool:
    return len(text) == 5 and day_literal(f"2024-{text}") is not None


def _listed(plain: object) -> list[object]:
    return plain if isinstance(plain, list) else []
