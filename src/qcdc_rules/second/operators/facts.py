"""Joining conditions, and single facts: exists, is, one_of, compare, ratio."""

from __future__ import annotations

from fractions import Fraction

from qcdc_rules.model.law import Plain
from qcdc_rules.second import numbers
from qcdc_rules.second.names import same_text
from qcdc_rules.second.operands import Where, fraction, left, mapping, right
from qcdc_rules.second.scene import Scene, as_list
from qcdc_rules.second.truths import Answer, first_class, said, turned
from qcdc_rules.second.values import (
    Between,
    Hang,
    Length,
    Portion,
    Rec,
    Seq,
    Value,
    Void,
    When,
    is_number,
)  # fmt: skip


def joined_all(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    assert isinstance(body, list)
    return scene.join.every([ask(one, scene) for one in body])


def joined_any(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    assert isinstance(body, list)
    return scene.join.some([ask(one, scene) for one in body])


def negated(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    return turned(ask(body, scene))


def branching(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """The branch that the condition chooses; where it does not choose, both must say the same."""
    chosen = ask(body, scene)
    then, otherwise = ask(whole.get("then", "always"), scene), ask(whole.get("otherwise", "always"), scene)
    if chosen == "true":
        return then
    if chosen == "false":
        return otherwise
    if then == otherwise and then in ("true", "false"):
        return then
    return first_class([chosen, then, otherwise]) or chosen


def exists(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    found = left(body, scene, ask)
    if isinstance(found, Seq):
        return "true" if found.items else "missing" if found.partial else "false"
    if isinstance(found, Hang):
        return found.cause
    if found is Void.NOT_STATED:
        return "missing"
    return said(found is not Void.NONE)


def unknown_of(*values: Value) -> Answer | None:
    """The class of unknown of values that are not known; None where all are."""
    causes: list[Answer] = []
    for value in values:
        if value is Void.NOT_STATED:
            causes.append("missing")
        elif isinstance(value, Hang):
            causes.append(value.cause)
    return first_class(causes) if causes else None


def same(one: Value, other: Value) -> Answer:
    """Whether two facts are equal."""
    unknown = unknown_of(one, other)
    if unknown is not None:
        return unknown
    if one is Void.NONE or other is Void.NONE:
        return said(one is other)
    if isinstance(one, When) and isinstance(other, When):
        return said(one.day == other.day)
    if isinstance(one, Between) or isinstance(other, Between):
        return numbers.equal(one, other)
    if isinstance(one, Length) and isinstance(other, Length):
        return _lengths(one, other, "equals")
    if isinstance(one, Rec) or isinstance(other, Rec):
        return said(_identity(one) == _identity(other))
    if isinstance(one, str) and isinstance(other, str):
        return said(same_text(one, other))
    if isinstance(one, bool) is not isinstance(other, bool):
        return "false"
    return said(one == other)


def _identity(value: Value) -> object:
    return value.key if isinstance(value, Rec) else value


def is_equal(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    terms = mapping(body)
    one = left(terms["fact"], scene, ask)
    return same(one, right(terms["value"], scene, ask, one))


def one_of(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    terms = mapping(body)
    one = left(terms["fact"], scene, ask)
    unknown = unknown_of(one)
    if unknown is not None:
        return unknown
    written = terms["values"]
    values = left(written, scene, ask) if isinstance(written, str) else right(written, scene, ask, one)
    unknown = unknown_of(values)
    if unknown is not None:
        return unknown
    if one is Void.NONE:
        return "missing" if isinstance(values, Seq) and values.partial else "false"
    return among(one, values, scene)


def among(one: Value, values: Value, scene: Scene) -> Answer:
    if isinstance(values, Between):
        return numbers.equal(one, values)
    listed = as_list(values)
    if not isinstance(listed, Seq):
        return unknown_of(listed) or "missing"
    answers = [same(one, other) for other in listed.items]
    return scene.join.some([*answers, *(["missing"] if listed.partial else [])])  # type: ignore[list-item]  # a word, which mypy widens to str


_STRICT = {"at_least": False, "more_than": True, "at_most": False, "less_than": True}
BOUNDS = (*_STRICT, "equals")


def compare(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    terms = mapping(body)
    return within_bounds(left(terms["fact"], scene, ask), terms, scene, ask)


def within_bounds(value: Value, terms: dict[str, Plain], scene: Scene, ask: Where) -> Answer:
    """Whether a number or a length lies inside every bound; a bound that the law does not set does not bind."""
    return scene.join.every(
        [_bound(name, value, right(terms[name], scene, ask, value)) for name in BOUNDS if name in terms]
    )


def _bound(name: str, value: Value, bound: Value) -> Answer:
    unknown = unknown_of(value, bound)
    if unknown is not None:
        return unknown
    if bound is Void.NONE:
        return "true"
    if value is Void.NONE:
        return "false"
    if isinstance(value, Length) and isinstance(bound, Length):
        return _lengths(value, bound, name)
    if not (_countable(value) and _countable(bound)):
        return "law_open"
    if name == "equals":
        return numbers.equal(value, bound)
    strict = _STRICT[name]
    one, other = (value, bound) if name in ("at_least", "more_than") else (bound, value)
    return numbers.reaches(one, other, strict)


def _countable(value: Value) -> bool:
    return is_number(value) or isinstance(value, Between)


def _lengths(value: Length, bound: Length, name: str) -> Answer:
    """Lengths compare in their own unit; years are months. Of different units the law says nothing."""
    one, other = _in_months(value), _in_months(bound)
    if one.unit != other.unit:
        return "law_open"
    return _bound(name, one.number, other.number)


def _in_months(length: Length) -> Length:
    return Length("months", 12 * length.number) if length.unit == "years" else length


def ratio(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    terms = mapping(body)
    of, over = left(terms["of"], scene, ask), left(terms["over"], scene, ask)
    share = right(terms["share"], scene, ask)
    unknown = unknown_of(of, over, share)
    if unknown is not None:
        return unknown
    if of is Void.NONE or over is Void.NONE:
        return "missing"
    if share is Void.NONE:
        return "law_open"
    if not isinstance(share, Portion):
        share = Portion(share if isinstance(share, Fraction) else fraction(str(share)), False)
    return numbers.share_reached(of, over, share)
