"""`exists`, `is`, `one_of`, `compare`, `ratio`: conditions on single facts and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from qcdc_rules.compiling.condition import Condition, Leaf, Operand
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.operands import (
    NUMBER,
    SHARE,
    Literal,
    check_kinds,
    compile_fact,
    compile_literal,
    compile_operand,
)
from qcdc_rules.compiling.paths import compile_path
from qcdc_rules.logic.fold import same_name
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.share import Share
from qcdc_rules.logic.truth import FALSE, LAW_OPEN, MISSING, TRUE, Truth, any_of, of_bool
from qcdc_rules.logic.values import Gap, Range, at_least, at_most, bounds_of, cause_of, equal
from qcdc_rules.model.submission import Items, Record, Value
from qcdc_rules.schemas.fields import NUMERIC

BOUNDS = ("at_least", "more_than", "at_most", "less_than", "equals")
_COMPARABLE = ("integer", "decimal", "quantity")


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


class Compare(Leaf):
    op = "compare"

    def __init__(self, fact: Operand, bounds: tuple[tuple[str, Operand], ...]) -> None:
        self.fact = fact
        self.bounds = bounds
        self.operands = (fact, *(operand for _, operand in bounds))
        read = fact.read
        checks = tuple((name, operand.read) for name, operand in bounds)
        fixed = _whole_bounds(bounds)
        low, high = fixed if fixed is not None else (0, -1)

        def decide(env: Env, item: Value) -> Truth:
            value = read(env, item)
            if fixed is not None and value.__class__ is int:
                return TRUE if low <= value <= high else FALSE
            truth = TRUE
            for name, limit in checks:
                said = _bounded(name, value, limit(env, item))
                if said is FALSE:
                    return FALSE
                if said < truth:
                    truth = said
            return truth

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        return {
            "actual": self.fact.read(env, item),
            "required": {name: operand.read(env, item) for name, operand in self.bounds},
        }


def _whole_bounds(bounds: tuple[tuple[str, Operand], ...]) -> tuple[int, int] | None:
    """Least and greatest whole number inside the bounds, where every bound is one that the rule writes."""
    low, high = -(10**30), 10**30
    for name, operand in bounds:
        limit = operand.value if isinstance(operand, Literal) else None
        if limit.__class__ is not int:
            return None
        if name in ("at_least", "equals"):
            low = max(low, limit)
        if name in ("at_most", "equals"):
            high = min(high, limit)
        if name == "more_than":
            low = max(low, limit + 1)
        if name == "less_than":
            high = min(high, limit - 1)
    return low, high


def _bounded(name: str, value: object, limit: object) -> Truth:
    """One bound. No number to hold against it (there is no such item): the bound does not bind."""
    if value is Gap.MISSING or limit is Gap.MISSING:
        return MISSING
    if limit is Gap.NONE:
        return TRUE
    if isinstance(value, Quantity) and isinstance(limit, Quantity):
        return _bounded_length(name, value, limit)
    if isinstance(value, int | Fraction | Range) and isinstance(limit, int | Fraction | Range):
        if name == "equals":
            return equal(value, limit)
        if name in ("at_least", "more_than"):
            return at_least(value, limit, name == "more_than")
        return at_most(value, limit, name == "less_than")
    return FALSE


def _bounded_length(name: str, value: Quantity, limit: Quantity) -> Truth:
    """Lengths compare in their own unit, years as months; days against working days is for a person to judge."""
    if value.unit == limit.unit:
        return _bounded(name, value.number, limit.number)
    mine, theirs = value.whole_months, limit.whole_months
    return LAW_OPEN if mine is None or theirs is None else _bounded(name, mine, theirs)


class Ratio(Leaf):
    op = "ratio"

    def __init__(self, of: Operand, over: Operand, share: Operand) -> None:
        self.of = of
        self.over = over
        self.share = share
        self.operands = (of, over, share)
        part, whole = of.read, over.read
        if isinstance(share, Literal) and isinstance(share.value, Share):
            fixed = share.value
            numerator, denominator, strict = fixed.numerator, fixed.denominator, fixed.strict

            def decide(env: Env, item: Value) -> Truth:
                a, b = part(env, item), whole(env, item)
                if a.__class__ is int and b.__class__ is int and b > 0:
                    # Share.reached, written out for whole numbers: this is the commonest check of all
                    left, right = a * denominator, b * numerator
                    return TRUE if left > right or (left == right and not strict) else FALSE
                return _reached(fixed, a, b)

            self.decide = decide
        else:
            wanted = share.read
            self.decide = lambda env, item: _reached(wanted(env, item), part(env, item), whole(env, item))

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        over, share = self.over.read(env, item), self.share.read(env, item)
        least: object = Gap.MISSING
        if isinstance(over, int | Fraction) and over > 0 and isinstance(share, Share):
            least = share.least(over)
        return {
            "actual": self.of.read(env, item),
            "total": over,
            "share": share,
            "required": least,
        }

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        found = super().lacking(env, item)
        if found:
            return found
        return tuple(fact.path for fact in self.over.facts(env, item))  # the whole is 0: it must be stated


def _reached(share: object, of: object, over: object) -> Truth:
    if not isinstance(share, Share):
        return MISSING if share is Gap.MISSING else FALSE
    if not isinstance(of, int | Fraction | Range) or not isinstance(over, int | Fraction | Range):
        return MISSING
    (low, high), (over_low, over_high) = bounds_of(of), bounds_of(over)
    if over_low <= 0:
        return MISSING
    if over_high is not None and share.reached(low, over_high):
        return TRUE
    if high is not None and not share.reached(high, over_low):
        return FALSE
    return cause_of(of, over)


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
        context.fail("wrong-type", "“is” so một giá trị; với danh sách hãy dùng includes.", "“is” compares one value; use includes for a list.")
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


def compile_bounds(given: Mapping[str, object], context: Context, kind: str) -> tuple[tuple[str, Operand], ...] | None:
    expected = NUMBER
    bounds: list[tuple[str, Operand]] = []
    named = [name for name in BOUNDS if name in given]
    if not named:
        context.fail("missing-key", f"Cần một giới hạn: {', '.join(BOUNDS)}.", f"A bound is needed: {', '.join(BOUNDS)}.")
        return None
    for name in named:
        operand = compile_operand(given[name], context.at(name), expected)
        if operand is None:
            return None
        kinds = ("quantity",) if kind == "quantity" else ("integer", "decimal")
        if not check_kinds([operand], kinds, context.at(name)):
            return None
        bounds.append((name, operand))
    return tuple(bounds)


def build_compare(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("fact",), BOUNDS)
    if given is None:
        return None
    fact = compile_fact(given["fact"], context.at("fact"))
    if fact is None or not check_kinds([fact], _COMPARABLE, context.at("fact")):
        return None
    bounds = compile_bounds(given, context, fact.field.kind)
    return None if bounds is None else Compare(fact, bounds)


def build_ratio(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("of", "over", "share"))
    if given is None:
        return None
    of, over = compile_fact(given["of"], context.at("of")), compile_fact(given["over"], context.at("over"))
    if not check_kinds([of, over], ("integer", "decimal"), context):
        return None
    share = compile_operand(given["share"], context.at("share"), SHARE)
    if of is None or over is None or share is None or not check_kinds([share], ("share",), context.at("share")):
        return None
    return Ratio(of, over, share)
