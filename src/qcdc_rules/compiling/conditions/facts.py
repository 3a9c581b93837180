"""`exists`, `is`, `one_of`: conditions on single facts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from qcdc_rules.compiling.condition import Condition, Leaf, Operand
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.literals import NUMBER, Literal, compile_literal
from qcdc_rules.compiling.operands import compile_fact, compile_operand
from qcdc_rules.compiling.paths import compile_path
from qcdc_rules.logic.fold import same_name
from qcdc_rules.logic.truth import FALSE, MISSING, TRUE, Truth, any_of, of_bool
from qcdc_rules.logic.values import Gap, Range, equal
from qcdc_rules.model.submission import Items, Record, Value
from qcdc_rules.schemas.fields import NUMERIC


class Exists(Leaf):
    op = "exists"

    def __init__(self, fact: Operand) -> None:
        self.fact = fact
        self.operands = (fact,)
        read = fact.read

        def decide(env: Env, item: Value) -> Truth:
            value = read(env, item)
            if value.__class__ is Items:
                if value.values:
                    return TRUE
                return MISSING if value.partial else FALSE
            if value is Gap.MISSING:
                return MISSING
            return FALSE if value is Gap.NONE else TRUE

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        return {"actual": self.fact.read(env, item)}


def same(a: object, b: object) -> bool:
    """Equality of two values; texts compare as names, in both tone placements."""
    if isinstance(a, str) and isinstance(b, str):
        return a == b or same_name(a, b)
    if isinstance(a, Record) and isinstance(b, str):
        return a.key == b
    return a == b


class Is(Leaf):
    op = "is"

    def __init__(self, fact: Operand, value: Operand) -> None:
        self.fact = fact
        self.value = value
        self.operands = (fact, value)
        read, other = fact.read, value.read
        if isinstance(value, Literal) and not isinstance(value.value, Gap) and fact.field.kind not in NUMERIC:
            literal = value.value
            exact = fact.field.kind in ("code", "slug", "boolean", "ref", "id")

            def decide(env: Env, item: Value) -> Truth:
                found = read(env, item)
                if found is Gap.MISSING:
                    return MISSING
                return TRUE if found == literal or (not exact and same(found, literal)) else FALSE

            self.decide = decide
        else:
            self.decide = lambda env, item: _same(read(env, item), other(env, item))

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        return {"actual": self.fact.read(env, item), "required": self.value.read(env, item)}


def _same(a: object, b: object) -> Truth:
    if a is Gap.MISSING or b is Gap.MISSING:
        return MISSING
    if a is Gap.NONE or b is Gap.NONE:
        return of_bool(a is b)
    if isinstance(a, int | Fraction | Range) and isinstance(b, int | Fraction | Range):
        return equal(a, b)
    return of_bool(same(a, b))


class OneOf(Leaf):
    op = "one_of"

    def __init__(self, fact: Operand, values: Operand) -> None:
        self.fact = fact
        self.values = values
        self.operands = (fact, values)
        read = fact.read
        if isinstance(values, Literal) and isinstance(values.value, tuple) and fact.field.kind != "text":
            listed = frozenset(values.value)

            def decide(env: Env, item: Value) -> Truth:
                value = read(env, item)
                if value is Gap.MISSING:
                    return MISSING
                return TRUE if value in listed else FALSE

            self.decide = decide
        else:
            options = values.read
            self.decide = lambda env, item: _among(read(env, item), options(env, item))

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        return {"actual": self.fact.read(env, item), "required": self.values.read(env, item)}


def _among(value: object, options: object) -> Truth:
    if value is Gap.MISSING or options is Gap.MISSING:
        return MISSING
    if isinstance(options, Items):
        if any(same(value, option) for option in options.values):
            return TRUE
        return MISSING if options.partial else FALSE
    if isinstance(options, Range):
        return _same(value, options)
    if isinstance(options, tuple) and isinstance(value, Range):
        return any_of(_same(value, option) for option in options)
    if isinstance(options, tuple):
        return of_bool(any(same(value, option) for option in options))
    return FALSE if options is Gap.NONE else of_bool(same(value, options))


# -- compilation -----------------------------------------------------------------------------------------


def build_exists(plain: object, context: Context) -> Condition | None:
    if isinstance(plain, dict):
        operand = compile_operand(plain, context, NUMBER)
        return None if operand is None else Exists(operand)
    path = compile_path(plain, context)
    if path is None:
        return None
    if path.field.kind in ("integer", "decimal", "boolean"):
        context.fail(
            "exists-of-number",
            f"“exists” không dùng cho số hay có/không (“{path.text}”): số 0 cũng là một giá trị; dùng compare hoặc is.",
            f"“exists” does not go with numbers and truths (“{path.text}”): 0 is a value too; use compare or is.",
        )
        return None
    return Exists(path)


def build_is(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("fact", "value"))
    if given is None:
        return None
    fact = compile_fact(given["fact"], context.at("fact"))
    if fact is None:
        return None
    value = compile_operand(given["value"], context.at("value"), fact.field)
    if value is None:
        return None
    if fact.field.kind in ("list", "record", "span"):
        context.fail(
            "wrong-type",
            "“is” so một giá trị; với danh sách hãy dùng includes.",
            "“is” compares one value; use includes for a list.",
        )
        return None
    if not _alike(fact, value):
        context.fail("wrong-type", "Hai vế của “is” không cùng loại.", "The two sides of “is” are of different kinds.")
        return None
    return Is(fact, value)


_ALIKE = {"slug": "text", "code": "text", "id": "text", "ref": "text", "decimal": "integer"}


def _alike(a: Operand, b: Operand) -> bool:
    if isinstance(b, Literal) and isinstance(b.value, Gap):
        return True
    return _ALIKE.get(a.field.kind, a.field.kind) == _ALIKE.get(b.field.kind, b.field.kind)


def build_one_of(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("fact", "values"))
    if given is None:
        return None
    fact = compile_fact(given["fact"], context.at("fact"))
    if fact is None:
        return None
    values = compile_options(given["values"], context.at("values"), fact)
    return None if values is None else OneOf(fact, values)


def compile_options(plain: object, context: Context, beside: Operand) -> Operand | None:
    """A list of literals typed like `beside`, or an operand that gives such a list."""
    if isinstance(plain, list):
        item = beside.field.item if beside.field.kind == "list" and beside.field.item else beside.field
        literals = [compile_literal(value, context.at(number), item) for number, value in enumerate(plain)]
        if not all(isinstance(literal, Literal) for literal in literals):
            return None
        return Literal(tuple(literal.value for literal in literals if isinstance(literal, Literal)), beside.field)
    return compile_operand(plain, context, beside.field)
