"""`compare` and `ratio`: numbers against bounds and shares, exact, for every number still possible."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from qcdc_rules.compiling.condition import Condition, Leaf, Operand
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.literals import NUMBER, SHARE, Literal
from qcdc_rules.compiling.operands import check_kinds, compile_fact, compile_operand
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.share import Share
from qcdc_rules.logic.truth import FALSE, LAW_OPEN, MISSING, TRUE, Truth
from qcdc_rules.logic.values import Gap, Range, at_least, at_most, bounds_of, cause_of, equal
from qcdc_rules.model.submission import Value

BOUNDS = ("at_least", "more_than", "at_most", "less_than", "equals")


_COMPARABLE = ("integer", "decimal", "quantity")


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


def compile_bounds(given: Mapping[str, object], context: Context, kind: str) -> tuple[tuple[str, Operand], ...] | None:
    expected = NUMBER
    bounds: list[tuple[str, Operand]] = []
    named = [name for name in BOUNDS if name in given]
    if not named:
        context.fail(
            "missing-key", f"Cần một giới hạn: {', '.join(BOUNDS)}.", f"A bound is needed: {', '.join(BOUNDS)}."
        )
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
