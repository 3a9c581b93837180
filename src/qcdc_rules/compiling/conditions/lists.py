"""`some`, `every`, `count`: conditions over the items of a list.

From a partial list only those answers are taken that further items cannot change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qcdc_rules.compiling.condition import Condition, Operand, as_items, merged_lacking
from qcdc_rules.compiling.conditions.facts import Is
from qcdc_rules.compiling.conditions.numbers import BOUNDS, Compare, compile_bounds
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Decide, Env, Read
from qcdc_rules.compiling.keys import compile_condition, keys_of
from qcdc_rules.compiling.literals import NUMBER, Literal
from qcdc_rules.compiling.paths import Path, compile_path
from qcdc_rules.compiling.trace import Fact, Trace, facts_of
from qcdc_rules.logic.fold import fold_name
from qcdc_rules.logic.truth import FALSE, MISSING, TRUE, Truth, any_of, negate
from qcdc_rules.logic.values import Gap, Range, spread
from qcdc_rules.model.submission import Items, Record, Value


def always(env: Env, item: Value) -> Truth:
    return TRUE


class Choice:
    """Which items of a list: the list, and the condition on each (`where`)."""

    def __init__(self, source: Path, where: Condition | None) -> None:
        self.source = source
        self.where = where
        self.chosen: Decide = where.decide if where is not None else always

    def items(self, env: Env, item: Value) -> Items | Gap:
        return as_items(self.source.read(env, item))

    def traces(self, env: Env, item: Value) -> tuple[Trace, ...]:
        """The trace of `where` for each item."""
        listed = self.items(env, item)
        if isinstance(listed, Gap) or self.where is None:
            return ()
        return tuple(self.where.trace(env, value) for value in listed.values)

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        return (*self.source.facts(env, item), *facts_of(self.traces(env, item)))

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        undecided = tuple(path for trace in self.traces(env, item) for path in trace.lacking)
        return tuple(dict.fromkeys((*self.source.lacking(env, item), *undecided)))

    def sure_and_possible(self, env: Env, item: Value) -> Iterator[tuple[Value, Truth]]:
        """The items that are or may be chosen, each with what `where` says of it."""
        listed = self.items(env, item)
        if isinstance(listed, Items):
            for value in listed.values:
                said = self.chosen(env, value)
                if said is not FALSE:
                    yield value, said


def compile_choice(given: Mapping[str, object], context: Context, key: str = "in") -> Choice | None:
    source = compile_path(given.get(key), context.at(key))
    if source is None:
        return None
    if source.field.kind != "list" or source.field.item is None:
        context.at(key).fail(
            "not-a-list", f"“{source.text}” không phải là danh sách.", f"“{source.text}” is not a list."
        )
        return None
    where = None
    if "where" in given:
        where = compile_condition(given["where"], context.at("where").inside(source.field.item))
        if where is None:
            return None
    return Choice(source, where)


class Some(Condition):
    op = "some"

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        read, chosen = choice.source.read, choice.chosen
        searched = _searched(choice.where)
        if searched is not None:
            self.decide = _search(read, *searched)
            return

        def decide(env: Env, item: Value) -> Truth:
            listed = read(env, item)
            if listed.__class__ is not Items:
                return FALSE if listed is Gap.NONE else MISSING
            open_ = MISSING if listed.partial else FALSE
            for value in listed.values:
                said = chosen(env, value)
                if said is TRUE:
                    return TRUE
                if said is not FALSE and (open_ is FALSE or said < open_):
                    open_ = said
            return open_

        self.decide = decide

    def trace(self, env: Env, item: Value) -> Trace:
        truth = self.decide(env, item)
        parts = self.choice.traces(env, item)
        listed = self.choice.items(env, item)
        lacking = self.choice.source.lacking(env, item) + merged_lacking(truth, parts)
        detail: dict[str, object] = {"list": self.choice.source.field.label}
        if isinstance(listed, Items):
            detail["actual"] = len(listed.values)
            sure = [v for v, p in zip(listed.values, parts, strict=False) if p.truth is TRUE]
            detail["witness"] = getattr(sure[0], "key", "") if sure else ""
        return Trace(self, truth, self.choice.source.facts(env, item), detail, parts, () if truth.decided else lacking)


def _searched(where: Condition | None) -> tuple[str, Gap, object] | None:
    """The column and the word, where `where` is no more than `item.column is word`."""
    if not isinstance(where, Is) or not isinstance(where.fact, Path) or not isinstance(where.value, Literal):
        return None
    steps, word = where.fact.steps, where.value.value
    if where.fact.base != "item" or len(steps) != 1 or steps[0].ref is not None or not isinstance(word, str):
        return None
    return steps[0].name, steps[0].default, fold_name(word)


def _search(read: Read, name: str, default: Gap, word: object) -> Decide:
    """`some` by the words of a column, gathered once for all the conditions that search it."""

    def decide(env: Env, item: Value) -> Truth:
        listed = read(env, item)
        if listed.__class__ is not Items:
            return FALSE if listed is Gap.NONE else MISSING
        known = env.memo.get((id(listed), name))
        if known is None:
            known = env.memo[id(listed), name] = _words_of(listed, name, default)
        if word in known[1]:
            return TRUE
        return MISSING if known[2] else FALSE

    return decide


def _words_of(listed: Items, name: str, default: Gap) -> tuple[Items, frozenset[object], bool]:
    """The list itself (so that its identity stays its own), its words, and whether there may be others."""
    values = [value.fields.get(name, default) for value in listed.values if isinstance(value, Record)]
    words = frozenset(fold_name(value) for value in values if isinstance(value, str))
    return listed, words, listed.partial or Gap.MISSING in values


class Every(Condition):
    op = "every"

    def __init__(self, choice: Choice, must: Condition) -> None:
        self.choice = choice
        self.must = must
        read, chosen, required = choice.source.read, choice.chosen, must.decide
        plain = choice.where is None

        def decide(env: Env, item: Value) -> Truth:
            listed = read(env, item)
            if listed.__class__ is not Items:
                return TRUE if listed is Gap.NONE else MISSING
            truth = MISSING if listed.partial else TRUE
            for value in listed.values:
                said = required(env, value)
                if said is TRUE:
                    continue
                if not plain:
                    said = any_of((negate(chosen(env, value)), said))
                if said is FALSE:
                    return FALSE
                if said < truth:
                    truth = said
            return truth

        self.decide = decide

    def trace(self, env: Env, item: Value) -> Trace:
        truth = self.decide(env, item)
        listed = self.choice.items(env, item)
        parts: list[Trace] = []
        failing: list[str] = []
        for number, value in enumerate(listed.values if isinstance(listed, Items) else ()):
            must = self.must.trace(env, value)
            said = must.truth
            if self.choice.where is not None:
                where = self.choice.where.trace(env, value)
                said = any_of((negate(where.truth), must.truth))
                if where.truth is FALSE:
                    parts.append(Trace(self.choice.where, TRUE, facts_of((where,))))
                    continue
                if not where.truth.decided:
                    parts.append(where)
            parts.append(must)
            if said is FALSE and isinstance(listed, Items):
                failing.append(listed.item_path(number))
        lacking = self.choice.source.lacking(env, item) + merged_lacking(truth, tuple(parts))
        return Trace(
            self,
            truth,
            self.choice.source.facts(env, item),
            {"absent": tuple(failing), "list": self.choice.source.field.label},
            tuple(parts),
            () if truth.decided else tuple(dict.fromkeys(lacking)),
        )


class Count(Operand):
    """How many items: from those surely chosen to those that may still be."""

    field = NUMBER

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

        def read(env: Env, item: Value) -> object:
            listed = choice.items(env, item)
            if isinstance(listed, Gap):
                return Range(0, None, MISSING)
            sure = possible = 0
            cause = MISSING if listed.partial else TRUE
            for value in listed.values:
                said = choice.chosen(env, value)
                if said is FALSE:
                    continue
                possible += 1
                if said is TRUE:
                    sure += 1
                elif said < cause:
                    cause = said
            return spread(sure, None if listed.partial else possible, cause)

        self.read = read

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        return self.choice.facts(env, item)

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        return self.choice.lacking(env, item)


def build_some(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("in",), ("where",))
    choice = None if given is None else compile_choice(given, context)
    return None if choice is None else Some(choice)


def build_every(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("in", "must"), ("where",))
    choice = None if given is None else compile_choice(given, context)
    if given is None or choice is None:
        return None
    must = compile_condition(given["must"], context.at("must").inside(choice.source.field.item))
    return None if must is None else Every(choice, must)


def build_count(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("in",), ("where", *BOUNDS))
    choice = None if given is None else compile_choice(given, context)
    if given is None or choice is None:
        return None
    bounds = compile_bounds(given, context, "integer")
    return None if bounds is None else Compare(Count(choice), bounds)


def count_operand(plain: object, context: Context) -> Operand | None:
    given = keys_of(plain, context, ("in",), ("where",))
    choice = None if given is None else compile_choice(given, context)
    return None if choice is None else Count(choice)
