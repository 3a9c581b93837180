"""A condition as a sentence, without data: what the law asks, in both languages.

One phrase per operator; a test holds that every operator of the grammar has one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qcdc_rules.compiling.condition import Condition, Operand
from qcdc_rules.compiling.literals import Literal
from qcdc_rules.compiling.operands import ParameterOperand
from qcdc_rules.explaining import day_phrases as days
from qcdc_rules.explaining.denials import denial, truth_of, where_listed
from qcdc_rules.explaining.naming import (
    Day,
    Speech,
    each_one,
    joined,
    listed,
    named,
    one_such,
    operand_words,
    values_of,
    verb_of,
    which,
)
from qcdc_rules.explaining.nouns import are, asks, not_so, noun, plural, the, there_is
from qcdc_rules.explaining.values import bound_words
from qcdc_rules.logic.share import Share
from qcdc_rules.source import Words


def _all(node: Any, say: Speech) -> Words:
    parts = [say.phrase(part) for part in node.parts]
    return joined(parts, "; ", "; ") if parts else Words("luôn luôn", "always")


def _any(node: Any, say: Speech) -> Words:
    return joined([say.phrase(part) for part in node.parts], ", hoặc ", ", or ")


def _not(node: Any, say: Speech) -> Words:
    return denial(node.parts[0], say)


def _if(node: Any, say: Speech) -> Words:
    condition, then = say.phrase(node.condition), say.phrase(node.then)
    vi, en = f"nếu {condition.vi} thì {then.vi}", f"if {condition.en} then {then.en}"
    if node.otherwise is None:
        return Words(vi, en)
    other = say.phrase(node.otherwise)
    return Words(f"{vi}, nếu không thì {other.vi}", f"{en}, otherwise {other.en}")


def _exists(node: Any, say: Speech) -> Words:
    return there_is(operand_words(node.fact, say))


def _is(node: Any, say: Speech) -> Words:
    fact, value = operand_words(node.fact, say), named(node.value, say)
    if (truth := truth_of(node)) is not None:
        return fact if truth else not_so(fact)
    verb = ":" if asks(fact.en) else f" {are(fact.en)}"
    return Words(f"{fact.vi} là {value.vi}", f"{the(fact.en)}{verb} {value.en}")


def _one_of(node: Any, say: Speech) -> Words:
    fact, values = operand_words(node.fact, say), values_of(node.values, node.fact, say)
    single = isinstance(node.values, Literal) and isinstance(node.values.value, tuple) and len(node.values.value) == 1
    vi, en = ("", "") if single else (" một trong", " one of")
    verb = "" if asks(fact.en) else f" {are(fact.en)}"
    if single:
        return Words(f"{fact.vi} là {values.vi}", f"{the(fact.en)}{verb or ':'} {values.en}")
    return Words(f"{fact.vi} là{vi}: {values.vi}", f"{the(fact.en)}{verb or ','}{en}: {values.en}")


def _compare(node: Any, say: Speech) -> Words:
    fact = named(node.fact, say)
    bounds = [_bound(name, operand, say) for name, operand in node.bounds]
    limits = joined(bounds, ", ", ", ")
    return Words(f"{fact.vi} {limits.vi}", f"{fact.en} {verb_of(node.fact, say)} {limits.en}")


_AGAINST = {
    "at_least": ("không ít hơn {}", "not fewer than {}"),
    "more_than": ("nhiều hơn {}", "more than {}"),
    "at_most": ("không quá {}", "not more than {}"),
    "less_than": ("ít hơn {}", "fewer than {}"),
    "equals": ("đúng bằng {}", "the same as {}"),
}
"""Bounds that are facts or tables, not numbers."""


def _bound(name: str, operand: Operand, say: Speech) -> Words:
    words = named(operand, say)
    if isinstance(operand, Literal | ParameterOperand) or name not in _AGAINST:
        return bound_words(name, words)
    vi, en = _AGAINST[name]
    return Words(vi.format(words.vi), en.format(words.en))


def _ratio(node: Any, say: Speech) -> Words:
    of, over, share = named(node.of, say), named(node.over, say), operand_words(node.share, say)
    value = node.share.value if isinstance(node.share, Literal) else None
    verb = "reach" if plural(operand_words(node.of, say).en) else "reaches"
    if isinstance(value, Share) and value.denominator == 1:
        times = value.numerator
        return Words(f"{of.vi} ít nhất gấp {times} lần {over.vi}", f"{of.en} {verb} at least {times} times {over.en}")
    return Words(f"{of.vi} đạt {share.vi} {over.vi}", f"{of.en} {verb} {share.en} of {over.en}")


def _some(node: Any, say: Speech) -> Words:
    one = one_such(node.choice)
    return which(Words(f"có {one.vi}", f"there is {one.en}"), node.choice, say)


def _every(node: Any, say: Speech) -> Words:
    must = say.phrase(node.must)
    subject = which(each_one(node.choice), node.choice, say)
    return Words(f"{subject.vi} đều phải: {must.vi}", f"for {subject.en}: {must.en}")


_MODES = {
    "all_of": ("gồm đủ", "all of"),
    "any_of": ("có ít nhất một trong", "at least one of"),
    "only": ("chỉ gồm", "only"),
}


def _includes(node: Any, say: Speech) -> Words:
    fact = operand_words(node.fact, say)
    verb = "include" if plural(fact.en) else "includes"
    parts = [_mode(mode, operand, node.fact, say) for mode, operand in node.modes]
    vi, en = ", ".join(part.vi for part in parts), ", ".join(part.en for part in parts)
    return Words(f"{fact.vi} {vi}", f"{the(fact.en)} {verb} {en}")


def _mode(mode: str, operand: Operand, fact: Operand, say: Speech) -> Words:
    words = values_of(operand, fact, say) if isinstance(operand, ParameterOperand) else named(operand, say)
    value = operand.value if isinstance(operand, Literal) else None
    if isinstance(value, tuple) and len(value) == 1 and mode != "only":
        vi, en = words.vi.strip("“”"), words.en.strip("“”")
        return Words(f"có “{vi}”", f"“{en}”")
    vi, en = _MODES[mode]
    return Words(f"{vi}: {words.vi}", f"{en}: {words.en}")


def _covers(node: Any, say: Speech) -> Words:
    every, label = named(node.every, say), node.by.source.field.label
    one = noun(label)
    among = Words(one.vi if one != label else f"trong “{one.vi}”", f"an entry under “{label.en}”")
    by = which(among, node.by, say)
    if isinstance(node.every, Literal):
        inner = node.by.source.field.item
        key = inner.record.fields.get(node.key) if inner is not None and inner.record is not None else inner
        wanted = listed(Literal(node.every.value, key)) if key is not None else every
        return Words(f"mỗi thành phần sau đều có {by.vi}: {wanted.vi}", f"each of these has {by.en}: {wanted.en}")
    return Words(f"mọi mục trong “{every.vi}” đều có {by.vi}", f"each of {every.en} has {by.en}")


def _in_order(node: Any, say: Speech) -> Words:
    fact, order = operand_words(node.fact, say), operand_words(node.order, say)
    return Words(f"{fact.vi} theo đúng thứ tự: {order.vi}", f"{the(fact.en)} {are(fact.en)} in this order: {order.en}")


def _arises(node: Any, say: Speech) -> Words:
    return Words("có phát sinh nội dung này", "this content arose")


def _listed_in(node: Any, say: Speech) -> Words:
    fact, where = named(node.fact, say), where_listed(node)
    return Words(f"{fact.vi} thuộc {where.vi}", f"{fact.en} is listed in {where.en}")


def _cited_in(node: Any, say: Speech) -> Words:
    return Words("đơn vị đã chọn áp dụng quy định này", "the unit chose to apply this provision")


def _complies_with(node: Any, say: Speech) -> Words:
    return Words(f"đã tuân thủ {', '.join(node.rules)}", f"complies with {', '.join(node.rules)}")


PHRASES: dict[str, Callable[[Any, Speech], Words]] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "if": _if,
    "exists": _exists,
    "is": _is,
    "one_of": _one_of,
    "compare": _compare,
    "ratio": _ratio,
    "some": _some,
    "every": _every,
    "includes": _includes,
    "covers": _covers,
    "in_order": _in_order,
    "before": days.before,
    "not_after": days.not_after,
    "within": days.within,
    "notice": days.notice,
    "term": days.term,
    "during": days.during,
    "falls_on": days.falls_on,
    "duration": days.duration,
    "longest_run": days.longest_run,
    "frequency": days.frequency,
    "periodic": days.periodic,
    "spacing": days.spacing,
    "arises": _arises,
    "listed_in": _listed_in,
    "cited_in": _cited_in,
    "complies_with": _complies_with,
}
"""`count` as a condition is a `compare` of a number of items."""


def phrase(condition: Condition, day: Day = None) -> Words:
    """What this condition says, in both languages; parameters with their value of that day (else the last)."""
    return _tell(condition, Speech(day, _tell))


def denied(condition: Condition, day: Day = None) -> Words:
    """What it says when this condition may not hold."""
    return denial(condition, Speech(day, _tell))


def _tell(condition: Condition, say: Speech) -> Words:
    return PHRASES[condition.op](condition, say)
