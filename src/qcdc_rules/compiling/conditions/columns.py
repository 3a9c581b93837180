"""`total`, `highest`, `lowest`, `earliest`, `latest`: one number or day out of a column of a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from qcdc_rules.compiling.condition import Operand
from qcdc_rules.compiling.conditions.lists import Choice, compile_choice
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.literals import DAY, NUMBER
from qcdc_rules.compiling.operands import check_kinds, compile_fact
from qcdc_rules.compiling.trace import Fact
from qcdc_rules.logic.truth import TRUE
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Items, Value


class Column(Operand):
    """A column of the chosen items, worked into one value; missing as soon as one cell may change it."""

    def __init__(self, name: str, choice: Choice, of: Operand) -> None:
        self.name = name
        self.choice = choice
        self.of = of
        self.field = DAY if name in ("earliest", "latest") else NUMBER
        combine = _DAYS.get(name) or _NUMBERS[name]

        def read(env: Env, item: Value) -> object:
            listed = choice.items(env, item)
            if isinstance(listed, Gap) or listed.partial:
                return Gap.MISSING
            cells: list[object] = []
            for value in listed.values:
                said = choice.chosen(env, value)
                if not said.decided:
                    return Gap.MISSING
                if said is TRUE:
                    cells.append(of.read(env, value))
            return Gap.MISSING if Gap.MISSING in cells else combine(cells)

        self.read = read

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        found = self.choice.facts(env, item)
        chosen = tuple(value for value, _ in self.choice.sure_and_possible(env, item))
        return found + tuple(fact for value in chosen for fact in self.of.facts(env, value))

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        listed = self.choice.items(env, item)
        cells = tuple(
            path
            for value, _ in (self.choice.sure_and_possible(env, item) if isinstance(listed, Items) else ())
            for path in self.of.lacking(env, value)
        )
        return tuple(dict.fromkeys((*self.choice.lacking(env, item), *cells)))


def _total(cells: list[object]) -> object:
    numbers = [cell for cell in cells if isinstance(cell, int | Fraction)]
    return sum(numbers) if len(numbers) == len(cells) else Gap.MISSING


def _extreme(pick: Callable[[list[int | Fraction]], int | Fraction]) -> Callable[[list[object]], object]:
    def combine(cells: list[object]) -> object:
        numbers = [cell for cell in cells if isinstance(cell, int | Fraction)]
        if len(numbers) != len(cells):
            return Gap.MISSING
        return pick(numbers) if numbers else Gap.NONE

    return combine


def _day(pick: Callable[[list[date]], date]) -> Callable[[list[object]], object]:
    def combine(cells: list[object]) -> object:
        days = [cell for cell in cells if isinstance(cell, date)]
        return pick(days) if days else Gap.NONE

    return combine


_NUMBERS: dict[str, Callable[[list[object]], object]] = {
    "total": _total,
    "highest": _extreme(max),
    "lowest": _extreme(min),
}
_DAYS: dict[str, Callable[[list[object]], object]] = {"earliest": _day(min), "latest": _day(max)}


def column_operand(name: str) -> Callable[[object, Context], Operand | None]:
    """The builder of one of the column operands."""

    def build(plain: object, context: Context) -> Operand | None:
        given = keys_of(plain, context, ("in", "of"), ("where",))
        choice = None if given is None else compile_choice(given, context)
        if given is None or choice is None:
            return None
        of = compile_fact(given["of"], context.at("of").inside(choice.source.field.item))
        kinds = ("date",) if name in _DAYS else ("integer", "decimal")
        if of is None or not check_kinds([of], kinds, context.at("of")):
            return None
        return Column(name, choice, of)

    return build
