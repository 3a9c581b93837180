"""`before`, `not_after`, `within`, `notice`, `term`, `during`, `falls_on`: conditions on days.

The conventions of counting are those of `logic.counting`; the operator and the unit name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from qcdc_rules.compiling.condition import Condition, Leaf, Operand
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.operands import (
    DAY,
    QUANTITY,
    Literal,
    ParameterOperand,
    check_kinds,
    compile_fact,
    compile_operand,
    day_literal,
)
from qcdc_rules.compiling.paths import Path, compile_path
from qcdc_rules.logic.counting import Deadline, deadline, latest_notice, term_last_day
from qcdc_rules.logic.parts import CalendarPart
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.truth import FALSE, LAW_OPEN, MISSING, RUNNING, TRUE, Truth, of_bool
from qcdc_rules.logic.values import Gap, Still, Timed
from qcdc_rules.model.submission import Record, Value

_UNITS = {
    "within": ("days", "working_days", "months", "years", "month_ends"),
    "notice": ("days", "working_days", "months", "years"),
    "term": ("days", "months", "years"),
}


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


class Within(Leaf):
    """An act in time after an event."""

    op = "within"

    def __init__(self, act: Operand, start: Operand, limit: Operand) -> None:
        self.act = act
        self.start = start
        self.limit = limit
        self.operands = (act, start, limit)
        read_act, read_start, read_limit = act.read, start.read, limit.read

        def decide(env: Env, item: Value) -> Truth:
            begun, length = read_start(env, item), read_limit(env, item)
            if not isinstance(begun, date):
                return RUNNING if begun is Gap.NONE else MISSING
            if not isinstance(length, Quantity):
                return MISSING if length is Gap.MISSING else LAW_OPEN
            due = deadline(begun, length, env.calendar)
            done = read_act(env, item)
            if not due.certain:
                return LAW_OPEN
            if isinstance(done, date):
                return of_bool(done <= due.last_day)
            if due.last_day > env.judged:
                return RUNNING
            return FALSE if done is Gap.NONE else MISSING

        self.decide = decide

    def due(self, env: Env, item: Value) -> Deadline | None:
        """The limit, where its start and its length are known."""
        begun, length = self.start.read(env, item), self.limit.read(env, item)
        if isinstance(begun, date) and isinstance(length, Quantity):
            return deadline(begun, length, env.calendar)
        return None

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        due = self.due(env, item)
        done = self.act.read(env, item)
        found: dict[str, object] = {"actual": done, "from": self.start.read(env, item), "required": self.limit.read(env, item)}
        if due is not None:
            found |= {"last_day": due.last_day, "convention": due.convention, "rolled": due.rolled, "unrolled": due.unrolled}
            if isinstance(done, date) and done > due.last_day:
                found["late"] = (done - due.last_day).days
        return found


class Notice(Leaf):
    """An act so long ahead of an event."""

    op = "notice"

    def __init__(self, act: Operand, ahead_of: Operand, at_least: Operand) -> None:
        self.act = act
        self.ahead_of = ahead_of
        self.at_least = at_least
        self.operands = (act, ahead_of, at_least)
        read_act, read_event, read_length = act.read, ahead_of.read, at_least.read

        def decide(env: Env, item: Value) -> Truth:
            event, length = read_event(env, item), read_length(env, item)
            if not isinstance(event, date):
                return RUNNING if event is Gap.NONE else MISSING
            if not isinstance(length, Quantity):
                return MISSING if length is Gap.MISSING else LAW_OPEN
            latest = latest_notice(event, length, env.calendar)
            given = read_act(env, item)
            if length.unit == "working_days" and not (env.calendar.covers(latest) and env.calendar.covers(event)):
                return LAW_OPEN
            if isinstance(given, date):
                return of_bool(given <= latest)
            if latest > env.judged:
                return RUNNING
            return FALSE if given is Gap.NONE else MISSING

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        event, length = self.ahead_of.read(env, item), self.at_least.read(env, item)
        found: dict[str, object] = {"actual": self.act.read(env, item), "event": event, "required": length}
        if isinstance(event, date) and isinstance(length, Quantity):
            found["last_day"] = latest_notice(event, length, env.calendar)
            found["convention"] = "working_notice" if length.unit == "working_days" else "notice"
        return found


class Term(Leaf):
    """A day inside a term of office or a span of validity; never rolled."""

    op = "term"

    def __init__(self, start: Operand, lasts: Operand, at: Operand | None) -> None:
        self.start = start
        self.lasts = lasts
        self.at = at
        self.operands = (start, lasts) if at is None else (start, lasts, at)
        read_start, read_length = start.read, lasts.read

        def decide(env: Env, item: Value) -> Truth:
            begun, length = read_start(env, item), read_length(env, item)
            day = env.judged if at is None else at.read(env, item)
            if begun is Gap.MISSING or length is Gap.MISSING or day is Gap.MISSING:
                return MISSING
            if not isinstance(begun, date):
                return FALSE
            if not isinstance(day, date):
                return RUNNING
            if not isinstance(length, Quantity) or not counted(length, "term"):
                return LAW_OPEN
            return of_bool(day <= term_last_day(begun, length))

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        begun, length = self.start.read(env, item), self.lasts.read(env, item)
        found: dict[str, object] = {
            "actual": env.judged if self.at is None else self.at.read(env, item),
            "from": begun,
            "required": length,
        }
        if isinstance(begun, date) and isinstance(length, Quantity) and counted(length, "term"):
            found["last_day"] = term_last_day(begun, length)
        return found


class During(Leaf):
    """A day, or a calendar part, inside a period."""

    op = "during"

    def __init__(self, fact: Operand, period: Path) -> None:
        self.fact = fact
        self.period = period
        self.operands = (fact, period)
        read, within = fact.read, period.read
        self.decide = lambda env, item: _inside(read(env, item), within(env, item))

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


def _inside(fact: object, period: object) -> Truth:
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
    known = isinstance(first, date) and (isinstance(last, date) or last is Still.UP)
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


def compile_length(plain: object, context: Context, op: str) -> Operand | None:
    """A length of time in a unit that the operator knows how to count."""
    operand = compile_operand(plain, context, QUANTITY)
    if not check_kinds([operand], ("quantity",), context):
        return None
    for unit in units_of(operand):
        if unit not in _UNITS.get(op, (unit,)):
            context.fail(
                "no-convention",
                f"“{op}” không có cách tính theo “{unit}”.",
                f"“{op}” has no way of counting in “{unit}”.",
            )
            return None
    return operand


def units_of(operand: Operand | None) -> tuple[str, ...]:
    """The units in which a length written in a rule is counted; none of a length that a report states."""
    if isinstance(operand, Literal):
        values: tuple[object, ...] = (operand.value,)
    else:
        values = operand.values if isinstance(operand, ParameterOperand) else ()
    return tuple(value.unit for value in values if isinstance(value, Quantity))


def counted(length: object, op: str) -> bool:
    """Whether the operator has a way of counting in this length's unit."""
    return isinstance(length, Quantity) and length.unit in _UNITS[op]


def _comparison(op: str, plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("fact",), ("other", "day"))
    if given is None:
        return None
    if ("other" in given) == ("day" in given):
        context.fail("other-or-day", "Cần đúng một trong hai khóa other (việc khác) và day (ngày).", "Exactly one of other and day is needed.")
        return None
    fact = compile_day(given["fact"], context.at("fact"))
    key = "other" if "other" in given else "day"
    other = compile_day(given[key], context.at(key))
    return None if fact is None or other is None else Before(op, fact, other, key == "day")


def build_before(plain: object, context: Context) -> Condition | None:
    return _comparison("before", plain, context)


def build_not_after(plain: object, context: Context) -> Condition | None:
    return _comparison("not_after", plain, context)


def build_within(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("act", "from", "limit"))
    if given is None:
        return None
    act, start = compile_day(given["act"], context.at("act")), compile_day(given["from"], context.at("from"))
    limit = compile_length(given["limit"], context.at("limit"), "within")
    return None if act is None or start is None or limit is None else Within(act, start, limit)


def build_notice(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("act", "ahead_of", "at_least"))
    if given is None:
        return None
    act, event = compile_day(given["act"], context.at("act")), compile_day(given["ahead_of"], context.at("ahead_of"))
    length = compile_length(given["at_least"], context.at("at_least"), "notice")
    return None if act is None or event is None or length is None else Notice(act, event, length)


def build_term(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("from", "lasts"), ("at",))
    if given is None:
        return None
    start = compile_day(given["from"], context.at("from"))
    lasts = compile_length(given["lasts"], context.at("lasts"), "term")
    at = compile_day(given["at"], context.at("at")) if "at" in given else None
    if start is None or lasts is None or ("at" in given and at is None):
        return None
    return Term(start, lasts, at)


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
