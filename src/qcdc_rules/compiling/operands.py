"""Operands: facts, parameters, and numbers and days worked out from others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from qcdc_rules.compiling.condition import Operand
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.literals import (
    DAY,
    KINDS_VI,
    NUMBER,
    QUANTITY,
    SHARE,
    WORD,
    WORDS,
    compile_literal,
    quantity_literal,
)
from qcdc_rules.compiling.paths import Path, compile_path
from qcdc_rules.compiling.trace import Fact
from qcdc_rules.logic.counting import day_after
from qcdc_rules.logic.quantity import UNITS, Quantity
from qcdc_rules.logic.share import Share
from qcdc_rules.logic.truth import LAW_OPEN
from qcdc_rules.logic.values import Gap, Number, Range, add, bounds_of, cause_of, spread, subtract
from qcdc_rules.model.law import Parameter, TableRow
from qcdc_rules.model.submission import Value
from qcdc_rules.schemas.fields import NUMERIC, Field


class ParameterOperand(Operand):
    """A dated value of the law: the one in force on the governing day."""

    def __init__(self, parameter: Parameter, declared: Field) -> None:
        self.parameter = parameter
        self.values = tuple(dated.value for dated in parameter.values)
        self.field = declared
        self.read = self._value
        if len(parameter.values) == 1:
            only = parameter.values[0].value
            self.read = lambda env, item: only

    def _value(self, env: Env, item: Value) -> object:
        found = self.parameter.on(env.day)
        return Gap.NONE if found is None else found.value


class Lookup(Operand):
    """A row of a dated table: one number, the numbers allowed, or both answers where a step is left open."""

    field = NUMBER

    def __init__(self, parameter: Parameter, by: Operand) -> None:
        self.parameter = parameter
        self.by = by
        self.read = self._row

    def _row(self, env: Env, item: Value) -> object:
        entry = self.by.read(env, item)
        found = self.parameter.on(env.day)
        if not isinstance(entry, int | Fraction) or found is None:
            return Gap.MISSING if found is not None else Gap.NONE
        for row in found.table:
            if (row.start is None or row.start <= entry) and (row.below is None or entry < row.below):
                return _of_row(row, entry)
        return Gap.NONE

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        return self.by.facts(env, item)

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        return self.by.lacking(env, item) or declared_absent(self.by, env, item)


def declared_absent(number: Operand, env: Env, item: Value) -> tuple[str, ...]:
    """Where a number is declared absent: nothing can be computed with it until it is stated after all."""
    if number.field.kind not in NUMERIC or number.read(env, item) is not Gap.NONE:
        return ()
    return tuple(fact.path for fact in number.facts(env, item))


def _of_row(row: TableRow, entry: Number) -> object:
    if row.values:
        return row.values
    if row.value is None:
        return Gap.NONE
    if not row.per:
        return row.value
    over = max(entry - row.counted_from, 0)
    full = over // row.per
    least = row.value + full * row.plus
    if over % row.per == 0 or row.part_of_step == "does_not_count":
        return least
    return least + row.plus if row.part_of_step == "counts" else Range(least, least + row.plus, LAW_OPEN)


class Computed(Operand):
    """An operand worked out from others."""

    def __init__(self, name: str, operands: tuple[Operand, ...], declared: Field) -> None:
        self.name = name
        self.operands = operands
        self.field = declared
        combine = _COMBINE[name]

        def read(env: Env, item: Value) -> object:
            values = [operand.read(env, item) for operand in operands]
            return Gap.MISSING if Gap.MISSING in values else combine(values)

        self.read = read

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        return tuple(fact for operand in self.operands for fact in operand.facts(env, item))

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        found = tuple(path for operand in self.operands for path in operand.lacking(env, item))
        return found or tuple(path for one in self.operands for path in declared_absent(one, env, item))


class After(Operand):
    """The day so long after another; never rolled to a working day."""

    field = DAY

    def __init__(self, start: Operand, length: Quantity) -> None:
        self.start = start
        self.length = length

        def read(env: Env, item: Value) -> object:
            day = start.read(env, item)
            if length.unit == "working_days" and env.calendar.doubtful:
                return Gap.MISSING if isinstance(day, date) else day
            return day_after(day, length, env.calendar) if isinstance(day, date) else day

        self.read = read

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        return self.start.facts(env, item)

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        counted = env.calendar.doubtful if self.length.unit == "working_days" else ()
        return self.start.lacking(env, item) + counted


def _sum(values: list[object]) -> object:
    total: Number | Range = 0
    for value in values:
        if not isinstance(value, int | Fraction | Range):
            return Gap.MISSING
        total = add(total, value)
    return total


def _difference(values: list[object]) -> object:
    a, b = values
    if isinstance(a, int | Fraction | Range) and isinstance(b, int | Fraction | Range):
        return subtract(a, b)
    return Gap.MISSING


def _extreme(pick: Callable[[list[Number]], Number]) -> Callable[[list[object]], object]:
    def combine(values: list[object]) -> object:
        numbers = [v for v in values if isinstance(v, int | Fraction | Range)]
        if len(numbers) != len(values):
            return Gap.MISSING
        low = pick([bounds_of(n)[0] for n in numbers])
        highs = [bounds_of(n)[1] for n in numbers]
        known = [high for high in highs if high is not None]
        unbounded = len(known) < len(highs)
        high = None if (unbounded and pick is max) or not known else pick(known)
        return spread(low, high, cause_of(*numbers))

    return combine


def _day(pick: Callable[[list[date]], date]) -> Callable[[list[object]], object]:
    def combine(values: list[object]) -> object:
        days = [value for value in values if isinstance(value, date)]
        return pick(days) if days else Gap.NONE  # an act that did not happen has no day to compare

    return combine


_COMBINE: dict[str, Callable[[list[object]], object]] = {
    "sum": _sum,
    "difference": _difference,
    "larger_of": _extreme(max),
    "smaller_of": _extreme(min),
    "later_of": _day(max),
    "earlier_of": _day(min),
}


def compile_operand(plain: object, context: Context, expected: Field) -> Operand | None:
    """An operand of any form; `expected` types the literal."""
    if not isinstance(plain, dict):
        return compile_literal(plain, context, expected)
    keys = set(plain)
    if keys == {"fact"}:
        return compile_fact(plain["fact"], context.at("fact"))
    if keys == {"param"}:
        return _parameter(plain["param"], context)
    if "lookup" in keys:
        return _lookup(plain, context)
    listed = context.grammar.operands
    if len(keys) == 1 and (name := next(iter(keys))) in listed:
        return listed[name](plain[name], context.at(name))
    if len(keys) == 1 and (name := next(iter(keys))) in _COMBINE:
        return _computed(name, plain[name], context.at(name))
    if "after" in keys:
        return _after(plain, context)
    if len(keys) == 1 and next(iter(keys)) in UNITS:
        return compile_literal(plain, context, QUANTITY)
    if len(keys) == 1 and next(iter(keys)) in ("at_least", "more_than"):
        return compile_literal(plain, context, SHARE)
    known = ("fact", "param", "lookup", "after", *_COMBINE, *listed, *UNITS)
    context.unknown("unknown-operand", "Toán hạng", "operand", next(iter(plain), ""), known)
    return None


def compile_fact(plain: object, context: Context) -> Operand | None:
    """What stands under `fact`, `act`, `of` …: a path, or a computed operand."""
    if isinstance(plain, dict):
        return compile_operand(plain, context, NUMBER)
    return compile_path(plain, context)


def _parameter(name: object, context: Context) -> Operand | None:
    parameter = context.parameters.get(str(name))
    if parameter is None:
        context.unknown("unknown-parameter", "Tham số", "parameter", str(name), context.parameters)
        return None
    values = [dated.value for dated in parameter.values]
    if any(value is None for value in values):
        context.fail(
            "parameter-is-table", f"“{name}” là một bảng; hãy dùng lookup.", f"“{name}” is a table; use lookup."
        )
        return None
    return ParameterOperand(parameter, _kind_of_value(values[0]))


def _kind_of_value(value: object) -> Field:
    if isinstance(value, Quantity):
        return QUANTITY
    if isinstance(value, Share):
        return SHARE
    if isinstance(value, date):
        return DAY
    if isinstance(value, tuple):
        return WORDS
    return NUMBER if isinstance(value, int | Fraction) else WORD


def _lookup(plain: dict[str, object], context: Context) -> Operand | None:
    parameter = context.parameters.get(str(plain["lookup"]))
    if parameter is None:
        context.unknown("unknown-parameter", "Bảng tham số", "table", str(plain["lookup"]), context.parameters)
        return None
    if not all(dated.table for dated in parameter.values):
        context.fail(
            "parameter-is-not-table",
            f"“{parameter.id}” không phải là bảng; hãy dùng param.",
            f"“{parameter.id}” is not a table; use param.",
        )
        return None
    by = compile_fact(plain.get("by"), context.at("by"))
    if by is None:
        return None
    if by.field.kind not in NUMERIC:
        context.fail("wrong-type", "“by” của lookup phải là một số.", "“by” of lookup must be a number.")
        return None
    return Lookup(parameter, by)


def _computed(name: str, plain: object, context: Context) -> Operand | None:
    if not isinstance(plain, list) or len(plain) < 2 or (name == "difference" and len(plain) != 2):
        context.fail("wrong-type", f"“{name}” cần một danh sách toán hạng.", f"“{name}” takes a list of operands.")
        return None
    expected = DAY if name in ("later_of", "earlier_of") else NUMBER
    parts = [compile_operand(part, context.at(n), expected) for n, part in enumerate(plain)]
    if not check_kinds(parts, (expected.kind, "decimal") if expected is NUMBER else ("date",), context):
        return None
    return Computed(name, tuple(part for part in parts if part is not None), expected)


def check_kinds(operands: list[Operand | None], kinds: tuple[str, ...], context: Context) -> bool:
    """Whether every operand compiled and gives one of `kinds`; a fault is recorded where not."""
    for operand in operands:
        if operand is None:
            return False
        if operand.field.kind not in kinds:
            label = operand.text if isinstance(operand, Path) else operand.field.label.vi
            wanted = " hoặc ".join(KINDS_VI.get(kind, kind) for kind in kinds)
            found = operand.field.kind
            context.fail(
                "wrong-type",
                f"“{label}” là {KINDS_VI.get(found, found)}; ở đây cần {wanted}.",
                f"“{label}” is a {found}; what is needed here is a {' or '.join(kinds)}.",
            )
            return False
    return True


def _after(plain: dict[str, object], context: Context) -> Operand | None:
    length = quantity_literal({key: value for key, value in plain.items() if key != "after"})
    if length is None or length.unit == "dates":
        context.fail(
            "wrong-type",
            "“after” cần một khoảng thời gian, ví dụ {after: …, months: 1}.",
            "“after” takes a length of time, e.g. {after: …, months: 1}.",
        )
        return None
    start = compile_fact(plain["after"], context.at("after"))
    return After(start, length) if start is not None and check_kinds([start], ("date",), context) else None
