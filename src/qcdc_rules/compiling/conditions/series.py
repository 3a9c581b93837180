"""Series: the dates of the items of a list, as the operators of rhythm read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from qcdc_rules.compiling.condition import Leaf, Operand
from qcdc_rules.compiling.conditions.lists import Choice, compile_choice
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.operands import compile_fact
from qcdc_rules.compiling.trace import Fact
from qcdc_rules.frozen import frozen
from qcdc_rules.logic.truth import MISSING, TRUE, Truth
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Items, Value

EXCEPTIONS = "weeks_without"
"""Lists whose names start so are registers by exception: one act in every week that they do not name."""


@frozen
class Act:
    """When one act of a series happened: a day, a calendar part, or not stated; and whether it counts."""

    when: object
    sure: bool
    cause: Truth


class Series:
    """The dates of the chosen items of a list."""

    def __init__(self, choice: Choice, when: Operand) -> None:
        self.choice = choice
        self.when = when
        self.by_exception = choice.source.text.rpartition(".")[2].startswith(EXCEPTIONS)

    def acts(self, env: Env, item: Value) -> Iterator[Act]:
        for value, said in self.choice.sure_and_possible(env, item):
            found = self.when.read(env, value)
            days = found.values if isinstance(found, Items) else (found,)
            if isinstance(found, Items) and found.partial:
                days = (*days, Gap.MISSING)
            for day in days:
                if day is not Gap.NONE:
                    yield Act(day, said is TRUE and day is not Gap.MISSING, MISSING if day is Gap.MISSING else said)

    def open_ended(self, env: Env, item: Value) -> bool:
        listed = self.choice.items(env, item)
        return isinstance(listed, Gap) or listed.partial

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        cells = tuple(
            fact for value, _ in self.choice.sure_and_possible(env, item) for fact in self.when.facts(env, value)
        )
        return (*self.choice.facts(env, item), *cells)

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        cells = tuple(
            path for value, _ in self.choice.sure_and_possible(env, item) for path in self.when.lacking(env, value)
        )
        return (*self.choice.lacking(env, item), *cells)


class Rhythm(Leaf):
    """What the three operators share: the series that count, and what they lack."""

    series: tuple[Series, ...]

    def acts(self, env: Env, item: Value) -> list[Act]:
        return [act for series in self.series for act in series.acts(env, item)]

    def days(self, env: Env, item: Value) -> tuple[list[date], bool]:
        """The days that surely count, in order, and whether more may be stated."""
        acts = self.acts(env, item)
        days = sorted(act.when for act in acts if act.sure and isinstance(act.when, date))
        more = any(series.open_ended(env, item) for series in self.series) or len(days) < len(acts)
        return days, more

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        found = tuple(fact for series in self.series for fact in series.facts(env, item))
        return (*found, *(fact for operand in self.operands for fact in operand.facts(env, item)))

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        found = tuple(path for series in self.series for path in series.lacking(env, item))
        return tuple(dict.fromkeys((*found, *super().lacking(env, item))))


def one_series(given: Mapping[str, object], context: Context) -> Series | None:
    choice = compile_choice(given, context)
    if choice is None:
        return None
    when = compile_fact(given["date"], context.at("date").inside(choice.source.field.item))
    if when is None:
        return None
    kind = when.field.item.kind if when.field.kind == "list" and when.field.item else when.field.kind
    if kind not in ("date", "part"):
        context.at("date").fail(
            "wrong-type", "“date” phải là ngày hoặc kỳ.", "“date” must be a day or a calendar part."
        )
        return None
    return Series(choice, when)


def all_series(given: Mapping[str, object], context: Context) -> tuple[Series, ...] | None:
    found = [one_series(given, context)]
    also = given.get("also", [])
    for number, more in enumerate(also if isinstance(also, list) else [also]):
        inner = context.at("also", number)
        keys = keys_of(more, inner, ("in", "date"), ("where",))
        found.append(None if keys is None else one_series(keys, inner))
    return None if None in found else tuple(series for series in found if series is not None)
