"""The contrary of a condition as a sentence: “không có …”, “is not …”, instead of “it is not so that”."""

from __future__ import annotations

from typing import Any

from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.literals import Literal
from qcdc_rules.compiling.operands import After
from qcdc_rules.explaining.day_phrases import dates_of
from qcdc_rules.explaining.naming import Speech, named, one_such, operand_words, values_of
from qcdc_rules.explaining.nouns import are, asks, denied, not_so, plural, the, there_is_no
from qcdc_rules.explaining.values import provision_words
from qcdc_rules.source import Words

_KINDS = (
    ("/NĐ-CP", "decree"),
    ("/TT-", "circular"),
    ("/PL-", "ordinance"),
    ("/QĐ-", "decision"),
    ("/NQ-", "resolution"),
    ("/QH", "law"),
)
_CODES = ("10/2012/QH13", "45/2019/QH14", "91/2015/QH13")


def kind_of(number: str) -> str:
    """The kind of an instrument, told by its number."""
    return "code" if number in _CODES else next((kind for part, kind in _KINDS if part in number), "")


def where_listed(node: Any) -> Words:
    """The clauses that a `listed_in` names."""
    where = provision_words(node.where, kind_of(node.where.instrument))
    if not node.clauses:
        return where
    named_, many = ", ".join(node.clauses), "clauses" if len(node.clauses) > 1 else "clause"
    return Words(f"khoản {named_} {where.vi}", f"{many} {named_} of {where.en}")


def truth_of(node: Any) -> bool | None:
    """Which truth an `is` asks for; None where it asks for another value."""
    value = node.value.value if node.op == "is" and isinstance(node.value, Literal) else None
    return value if isinstance(value, bool) else None


def denial(condition: Condition, say: Speech) -> Words:
    """What it says when the condition may not hold."""
    node: Any = condition
    if node.op == "not":
        return say.phrase(node.parts[0])
    if node.op == "exists":
        return there_is_no(operand_words(node.fact, say))
    if node.op == "is":
        return _is_not(node, say)
    if node.op == "one_of":
        fact, values = operand_words(node.fact, say), values_of(node.values, node.fact, say)
        verb = "" if asks(fact.en) else f" {are(fact.en)}"
        return Words(
            f"{fact.vi} không phải là một trong: {values.vi}", f"{the(fact.en)}{verb or ','} none of: {values.en}"
        )
    if node.op == "some":
        return _none_such(node, say)
    if node.op == "includes":
        return _includes_not(node, say)
    return _other(node, say)


def _is_not(node: Any, say: Speech) -> Words:
    fact, value = operand_words(node.fact, say), named(node.value, say)
    truth = truth_of(node)
    if truth is not None:
        return not_so(fact) if truth else fact
    verb = ":" if asks(fact.en) else f" {are(fact.en)}"
    return Words(f"{fact.vi} không phải là {value.vi}", f"{the(fact.en)}{verb} not {value.en}")


def _none_such(node: Any, say: Speech) -> Words:
    one = one_such(node.choice)
    vi, en = one.vi.replace("ít nhất một ", "", 1), one.en.replace("at least one ", "", 1)
    if node.choice.where is None:
        return Words(f"không có {vi}", f"there is no {en}")
    where = say.phrase(node.choice.where)
    return Words(f"không có {vi} nào mà {where.vi}", f"there is no {en} where {where.en}")


def _includes_not(node: Any, say: Speech) -> Words:
    fact = operand_words(node.fact, say)
    (mode, operand), *more = node.modes
    if mode != "any_of" or more:
        return _plain(node, say)
    values = values_of(operand, node.fact, say)
    verb = "include" if plural(fact.en) else "includes"
    return Words(f"{fact.vi} không có: {values.vi}", f"{the(fact.en)} {verb} none of: {values.en}")


_OPPOSITE = {
    "at_least": ("ít hơn {}", "fewer than {}"),
    "more_than": ("không quá {}", "not more than {}"),
    "at_most": ("nhiều hơn {}", "more than {}"),
    "less_than": ("không ít hơn {}", "at least {}"),
    "equals": ("khác {}", "not {}"),
}


def _number(node: Any, say: Speech) -> Words:
    """A number that lies on the other side of its limit."""
    if node.op == "ratio":
        of, over, share = named(node.of, say), named(node.over, say), operand_words(node.share, say)
        verb = "do not reach" if plural(operand_words(node.of, say).en) else "does not reach"
        return Words(f"{of.vi} không đạt {share.vi} {over.vi}", f"{of.en} {verb} {share.en} of {over.en}")
    (name, limit), *more = node.bounds
    if more:
        return _plain(node, say)
    fact, words = named(node.fact, say), named(limit, say)
    vi, en = (side.format(said) for side, said in zip(_OPPOSITE[name], (words.vi, words.en), strict=True))
    return Words(f"{fact.vi} {vi}", f"{fact.en} {are(operand_words(node.fact, say).en)} {en}")


def _other(node: Any, say: Speech) -> Words:
    if node.op in ("ratio", "compare"):
        return _number(node, say)
    if node.op == "listed_in":
        fact, where = named(node.fact, say), where_listed(node)
        return Words(f"{fact.vi} không thuộc {where.vi}", f"{fact.en} is not listed in {where.en}")
    if node.op == "before":
        fact, other = named(node.fact, say), named(node.other, say)
        day = "ngày " if isinstance(node.other, Literal) else ""
        vi, verb = ("không đến trước", "does not come") if isinstance(node.fact, After) else ("không trước", "is not")
        return Words(f"{fact.vi} {vi} {day}{other.vi}", f"{fact.en} {verb} before {other.en}")
    if node.op == "not_after":
        fact, other = named(node.fact, say), named(node.other, say)
        return Words(f"{fact.vi} sau {other.vi}", f"{fact.en} is after {other.en}")
    if node.op == "falls_on":
        fact, dates = named(node.fact, say), dates_of(node)
        return Words(
            f"{fact.vi} không vào {dates.vi}", f"{fact.en} does not fall {'in' if node.months else 'on'} {dates.en}"
        )
    if node.op == "during":
        fact, period = named(node.fact, say), named(node.period, say)
        return Words(f"{fact.vi} không nằm trong {period.vi}", f"{fact.en} does not fall in {period.en}")
    if node.op == "arises":
        return Words("nội dung này không phát sinh", "this content did not arise")
    if node.op == "cited_in":
        return Words("đơn vị không chọn áp dụng quy định này", "the unit did not choose to apply this provision")
    return _plain(node, say)


def _plain(node: Any, say: Speech) -> Words:
    words = say.phrase(node)
    several = "; " in words.vi or node.op in ("all", "any", "if", "every")
    vi = f"không có việc ({words.vi})" if several else denied(words.vi)
    return Words(vi, f"it is not so that {f'({words.en})' if several else words.en}")
