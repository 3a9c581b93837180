"""`within`, `notice`, `term`: limits, notices and terms, counted by the conventions of `logic.counting`.

The operator and the unit name the convention; a unit that an operator cannot count is a compile error.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from qcdc_rules.compiling.condition import Condition, Leaf, Operand
from qcdc_rules.compiling.conditions.days import compile_day
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.literals import QUANTITY, Literal
from qcdc_rules.compiling.operands import ParameterOperand, check_kinds, compile_operand
from qcdc_rules.logic.counting import Deadline, deadline, latest_notice, term_last_day
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.truth import FALSE, LAW_OPEN, MISSING, RUNNING, TRUE, Truth, of_bool
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Value

_UNITS = {
    "within": ("days", "working_days", "months", "years", "month_ends"),
    "notice": ("days", "working_days", "months", "years"),
    "term": ("days", "months", "years"),
}


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
                if isinstance(done, date) and length.unit != "working_days" and done <= due.unrolled:
                    return TRUE  # rolling over rest days only makes a limit longer
                return MISSING if env.calendar.doubtful else LAW_OPEN
            if isinstance(done, date):
                return of_bool(done <= due.last_day)
            if due.last_day > env.judged:
                return RUNNING
            return FALSE if done is Gap.NONE else MISSING

        self.decide = decide

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        return super().lacking(env, item) + env.calendar.doubtful

    def due(self, env: Env, item: Value) -> Deadline | None:
        """The limit, where its start and its length are known."""
        begun, length = self.start.read(env, item), self.limit.read(env, item)
        if isinstance(begun, date) and isinstance(length, Quantity):
            return deadline(begun, length, env.calendar)
        return None

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        due = self.due(env, item)
        done = self.act.read(env, item)
        found: dict[str, object] = {
            "actual": done,
            "from": self.start.read(env, item),
            "required": self.limit.read(env, item),
        }
        if due is not None:
            found |= {
                "last_day": due.last_day,
                "convention": due.convention,
                "rolled": due.rolled,
                "unrolled": due.unrolled,
            }
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
                return MISSING if env.calendar.doubtful else LAW_OPEN
            if isinstance(given, date):
                return of_bool(given <= latest)
            if latest > env.judged:
                return RUNNING
            return FALSE if given is Gap.NONE else MISSING

        self.decide = decide

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        return super().lacking(env, item) + env.calendar.doubtful

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
