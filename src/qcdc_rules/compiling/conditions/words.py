"""`includes`, `covers`, `in_order`: conditions on lists of words and on one list against another."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from qcdc_rules.compiling.condition import Condition, Leaf, Operand, as_items
from qcdc_rules.compiling.conditions.facts import compile_options
from qcdc_rules.compiling.conditions.lists import Choice, compile_choice
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.literals import WORDS, Literal, compile_literal
from qcdc_rules.compiling.paths import Path, compile_path
from qcdc_rules.compiling.trace import Fact
from qcdc_rules.logic.fold import fold_name
from qcdc_rules.logic.truth import FALSE, MISSING, TRUE, Truth, any_of
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Items, Record, Value
from qcdc_rules.schemas.fields import Field

MODES = ("all_of", "any_of", "only")


def _word(value: object) -> object:
    return fold_name(value) if isinstance(value, str) else value


class Includes(Leaf):
    """The words of a list against the words wanted: all of them, one of them, or nothing else."""

    op = "includes"

    def __init__(self, fact: Path, modes: tuple[tuple[str, Operand], ...]) -> None:
        self.fact = fact
        self.modes = modes
        self.operands = (fact, *(operand for _, operand in modes))
        read = fact.read

        def decide(env: Env, item: Value) -> Truth:
            listed = as_items(read(env, item))
            return min(_holds(mode, listed, operand.read(env, item)) for mode, operand in modes)

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        listed = as_items(self.fact.read(env, item))
        there = {_word(value) for value in listed.values} if isinstance(listed, Items) else set()
        absent: list[object] = []
        extra: list[object] = []
        required: list[object] = []
        for mode, operand in self.modes:
            wanted, _ = _wanted(operand.read(env, item))
            required += wanted
            if mode == "only":
                extra += [v for v in getattr(listed, "values", ()) if _word(v) not in {_word(w) for w in wanted}]
            elif mode == "all_of" or not there & {_word(w) for w in wanted}:
                absent += [word for word in wanted if _word(word) not in there]
        return {
            "actual": listed.values if isinstance(listed, Items) else listed,
            "required": tuple(required),
            "absent": tuple(absent),
            "extra": tuple(extra),
        }


def _wanted(value: object) -> tuple[tuple[object, ...], bool]:
    """The words wanted, and whether there may be more of them."""
    if isinstance(value, Items):
        return value.values, value.partial
    if isinstance(value, tuple):
        return value, False
    if value is Gap.NONE:
        return (), False
    return ((), True) if isinstance(value, Gap) else ((value,), False)


def _holds(mode: str, listed: Items | Gap, options: object) -> Truth:
    wanted, more_wanted = _wanted(options)
    there = {_word(value) for value in listed.values} if isinstance(listed, Items) else set()
    more_there = isinstance(listed, Gap) or listed.partial
    words = {_word(word) for word in wanted}
    if mode == "all_of":
        if words <= there:
            return MISSING if more_wanted else TRUE
        return MISSING if more_there else FALSE
    if mode == "any_of":
        if words & there:
            return TRUE
        return MISSING if more_there or more_wanted else FALSE
    if there - words:
        return MISSING if more_wanted else FALSE
    return MISSING if more_there else TRUE


class Covers(Leaf):
    """Each item of one list has its match in another."""

    op = "covers"

    def __init__(self, every: Operand, matched_on: str, by: Choice, key: str) -> None:
        self.every = every
        self.matched_on = matched_on
        self.by = by
        self.key = key
        self.operands = (every, by.source)

        def unmatched(env: Env, item: Value) -> tuple[Truth, tuple[str, ...]]:
            wanted, more = _wanted(every.read(env, item))
            listed = by.items(env, item)
            more_matches = isinstance(listed, Gap) or listed.partial
            found = _Matches(MISSING if more_matches else FALSE)
            for value, said in by.sure_and_possible(env, item):
                for one in _keys_of(_key_of(value, key)):
                    found.add(one, said)
            truth = MISSING if more else TRUE
            absent: list[str] = []
            for one in wanted:
                said = found.of(_key_of(one, matched_on))
                if said is FALSE:
                    absent.append(_called(one))
                truth = min(truth, said)
            return truth, tuple(absent)

        self._unmatched = unmatched
        self.decide = lambda env, item: unmatched(env, item)[0]

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        return {"absent": self._unmatched(env, item)[1]}

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        found = [*self.every.lacking(env, item), *self.by.lacking(env, item)]
        wanted, _ = _wanted(self.every.read(env, item))
        chosen = (value for value, _ in self.by.sure_and_possible(env, item))
        found += [path for one in wanted for path in _unstated(one, self.matched_on)]
        found += [path for one in chosen for path in _unstated(one, self.key)]
        return tuple(dict.fromkeys(found))

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        return (*self.every.facts(env, item), *self.by.facts(env, item))


def _key_of(value: object, name: str) -> object:
    if not isinstance(value, Record):
        return value
    if not name or name == "id":
        return value.key
    return value.fields.get(name, Gap.MISSING)


def _unstated(value: object, name: str) -> tuple[str, ...]:
    """The field of a record that should hold its key, where that is not (wholly) stated."""
    key = _key_of(value, name)
    open_ended = key is Gap.MISSING or (isinstance(key, Items) and key.partial)
    return (value.field_path(name),) if open_ended and isinstance(value, Record) else ()


def _called(one: object) -> str:
    """The name of an item, where it has one; else its id."""
    if not isinstance(one, Record):
        return str(one)
    name = one.fields.get("name")
    return name if isinstance(name, str) else one.key


def _keys_of(key: object) -> tuple[object, ...]:
    """The keys that one record holds: of a list field, each of its words."""
    if not isinstance(key, Items):
        return () if key is Gap.NONE else (key,)
    return (*key.values, Gap.MISSING) if key.partial else key.values


class _Matches:
    """What each key is matched by, looked up instead of searched: communes have many villages and many notices.

    `unnamed` is what an item says whose own key is not stated: it may be the match of any.
    """

    __slots__ = ("_said", "_unnamed")

    def __init__(self, unnamed: Truth) -> None:
        self._unnamed = unnamed
        self._said: dict[object, Truth] = {}

    def add(self, key: object, said: Truth) -> None:
        if key is Gap.MISSING:
            self._unnamed = MISSING
            return
        name = _name(key)
        before = self._said.get(name, FALSE)
        self._said[name] = said if before is FALSE else any_of((before, said))

    def of(self, wanted: object) -> Truth:
        if wanted is Gap.MISSING:
            return MISSING
        return any_of((self._said.get(_name(wanted), FALSE), self._unnamed))


def _name(key: object) -> object:
    """What a key is looked up by: texts compare as names, a record goes by its id."""
    return _word(key.key if isinstance(key, Record) else key)


class InOrder(Leaf):
    """The words present stand in the order given."""

    op = "in_order"

    def __init__(self, fact: Path, order: Operand) -> None:
        self.fact = fact
        self.order = order
        self.operands = (fact, order)

        def decide(env: Env, item: Value) -> Truth:
            listed = as_items(fact.read(env, item))
            if isinstance(listed, Gap):
                return MISSING
            if _first_swap(listed, order.read(env, item)) is not None:
                return FALSE  # whatever else may be stated
            return MISSING if listed.partial else TRUE

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        listed = as_items(self.fact.read(env, item))
        order = self.order.read(env, item)
        swap = None if isinstance(listed, Gap) else _first_swap(listed, order)
        return {"actual": swap or (), "required": order}


def _first_swap(listed: Items, order: object) -> tuple[Value, Value] | None:
    place = {word: number for number, word in enumerate(order if isinstance(order, tuple) else ())}
    present = [word for word in listed.values if word in place]
    for a, b in pairwise(present):
        if place[b] < place[a]:
            return a, b
    return None


# -- compilation -----------------------------------------------------------------------------------------


def _list_path(plain: object, context: Context) -> Path | None:
    path = compile_path(plain, context)
    if path is not None and (path.field.kind != "list" or path.field.item is None):
        context.fail("not-a-list", f"“{path.text}” không phải là danh sách.", f"“{path.text}” is not a list.")
        return None
    return path


def build_includes(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("fact",), MODES)
    if given is None:
        return None
    fact = _list_path(given["fact"], context.at("fact"))
    if fact is None:
        return None
    if fact.field.item is not None and fact.field.item.record is not None:
        context.at("fact").fail(
            "wrong-type",
            f"“{fact.text}” là danh sách các mục; hãy dùng some, every hoặc covers.",
            f"“{fact.text}” is a list of records; use some, every or covers.",
        )
        return None
    if not any(mode in given for mode in MODES):
        context.fail("missing-key", "Cần all_of, any_of hoặc only.", "all_of, any_of or only is needed.")
        return None
    modes: list[tuple[str, Operand]] = []
    for mode in MODES:
        if mode in given:
            operand = compile_options(given[mode], context.at(mode), fact)
            if operand is None:
                return None
            modes.append((mode, operand))
    return Includes(fact, tuple(modes))


def build_covers(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("every", "by"), ("matched_on", "key", "where"))
    if given is None:
        return None
    by = compile_choice(given, context, "by")
    if by is None:
        return None
    every: Operand | None
    if isinstance(given["every"], list):
        literals = [
            compile_literal(value, context.at("every", n), WORDS.item or WORDS)
            for n, value in enumerate(given["every"])
        ]
        every = Literal(tuple(lit.value for lit in literals if isinstance(lit, Literal)), WORDS)
    else:
        every = _list_path(given["every"], context.at("every"))
    key, matched_on = str(given.get("key", "")), str(given.get("matched_on", ""))
    if every is None or not (
        _has_field(by.source.field, key, context.at("key"))
        and _has_field(every.field, matched_on, context.at("matched_on"))
    ):
        return None
    return Covers(every, matched_on, by, key)


def _has_field(listed: Field, name: str, context: Context) -> bool:
    record = listed.item.record if listed.item is not None else None
    if not name or name == "id":
        return True
    if record is None or name not in record.fields:
        context.unknown("unknown-path", "Trường", "field", name, record.fields if record else ())
        return False
    return True


def build_in_order(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("fact", "order"))
    if given is None:
        return None
    fact = _list_path(given["fact"], context.at("fact"))
    order = None if fact is None else compile_options(given["order"], context.at("order"), fact)
    return None if fact is None or order is None else InOrder(fact, order)
