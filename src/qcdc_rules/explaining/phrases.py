"""A condition as a sentence, without data: what the law asks, in both languages.

One phrase per operator; a test holds that every operator of the grammar has one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from qcdc_rules.compiling.condition import Condition, Operand
from qcdc_rules.compiling.conditions.columns import Column
from qcdc_rules.compiling.conditions.lists import Choice, Count
from qcdc_rules.compiling.literals import Literal
from qcdc_rules.compiling.operands import After, Computed, Lookup, ParameterOperand
from qcdc_rules.compiling.paths import Path
from qcdc_rules.explaining.values import bound_words, list_words, provision_words, value_words
from qcdc_rules.source import Words

Day = date | None
"""The governing day, which chooses the value of a parameter."""

_WINDOWS = {
    "week": ("tuần", "week"),
    "month": ("tháng", "month"),
    "quarter": ("quý", "quarter"),
    "half_year": ("06 tháng", "half-year"),
    "year": ("năm", "year"),
    "working_year": ("năm công tác", "working year"),
}
_THIS = {
    "target": Words("kỳ đang xét", "the period judged"),
    "target.slug": Words("nội dung này", "this content"),
    "target.part": Words("kỳ này", "this period"),
}
_COLUMNS = {
    "total": ("tổng {}", "total of {}"),
    "highest": ("{} cao nhất", "highest {}"),
    "lowest": ("{} thấp nhất", "lowest {}"),
    "earliest": ("{} sớm nhất", "earliest {}"),
    "latest": ("{} muộn nhất", "latest {}"),
}


def operand_words(operand: Operand, day: Day) -> Words:
    """What an operand is called."""
    if isinstance(operand, Path):
        return _THIS.get(operand.text, operand.field.label)
    if isinstance(operand, Literal):
        return value_words(operand.value, operand.field)
    if isinstance(operand, ParameterOperand):
        dated = operand.parameter.on(day) if day is not None else operand.parameter.values[-1]
        return operand.parameter.title if dated is None or dated.value is None else value_words(dated.value)
    if isinstance(operand, Lookup):
        by = operand_words(operand.by, day)
        title = operand.parameter.title
        return Words(f"{title.vi} (theo {by.vi})", f"{title.en} (by {by.en})")
    if isinstance(operand, Count):
        label = operand.choice.source.field.label
        return _which(Words(f"số {label.vi}", f"the number of {label.en}"), operand.choice, day)
    if isinstance(operand, Column):
        vi, en = _COLUMNS[operand.name]
        inner = operand_words(operand.of, day)
        return Words(vi.format(inner.vi), en.format(inner.en))
    if isinstance(operand, After):
        length, start = value_words(operand.length), operand_words(operand.start, day)
        return Words(f"{length.vi} sau {start.vi}", f"{length.en} after {start.en}")
    if isinstance(operand, Computed):
        return _computed(operand, day)
    return operand.field.label


def _computed(operand: Computed, day: Day) -> Words:
    parts = [operand_words(part, day) for part in operand.operands]
    joiners = {
        "sum": (" + ", " + "),
        "difference": (" − ", " − "),
        "larger_of": (" hoặc (số lớn hơn) ", " or (the larger) "),
        "smaller_of": (" hoặc (số nhỏ hơn) ", " or (the smaller) "),
        "later_of": (" hoặc (ngày sau) ", " or (the later) "),
        "earlier_of": (" hoặc (ngày trước) ", " or (the earlier) "),
    }
    vi, en = joiners[operand.name]
    return Words(vi.join(part.vi for part in parts), en.join(part.en for part in parts))


def _which(subject: Words, choice: Choice, day: Day) -> Words:
    if choice.where is None:
        return subject
    where = phrase(choice.where, day)
    return Words(f"{subject.vi} (mà {where.vi})", f"{subject.en} (where {where.en})")


def _joined(parts: list[Words], vi: str, en: str) -> Words:
    return Words(vi.join(part.vi for part in parts), en.join(part.en for part in parts))


def _all(node: Any, day: Day) -> Words:
    parts = [phrase(part, day) for part in node.parts]
    return _joined(parts, "; ", "; ") if parts else Words("luôn luôn", "always")


def _any(node: Any, day: Day) -> Words:
    return _joined([phrase(part, day) for part in node.parts], ", hoặc ", ", or ")


def _not(node: Any, day: Day) -> Words:
    part = phrase(node.parts[0], day)
    return Words(f"không có việc {part.vi}", f"it is not so that {part.en}")


def _if(node: Any, day: Day) -> Words:
    condition, then = phrase(node.condition, day), phrase(node.then, day)
    vi, en = f"nếu {condition.vi} thì {then.vi}", f"if {condition.en} then {then.en}"
    if node.otherwise is None:
        return Words(vi, en)
    other = phrase(node.otherwise, day)
    return Words(f"{vi}, nếu không thì {other.vi}", f"{en}, otherwise {other.en}")


def _exists(node: Any, day: Day) -> Words:
    fact = operand_words(node.fact, day)
    return Words(f"có {fact.vi}", f"there is {fact.en}")


def _is(node: Any, day: Day) -> Words:
    fact, value = operand_words(node.fact, day), operand_words(node.value, day)
    return Words(f"{fact.vi} là {value.vi}", f"{fact.en} is {value.en}")


def _one_of(node: Any, day: Day) -> Words:
    fact, values = operand_words(node.fact, day), operand_words(node.values, day)
    return Words(f"{fact.vi} là một trong: {values.vi}", f"{fact.en} is one of: {values.en}")


def _compare(node: Any, day: Day) -> Words:
    fact = operand_words(node.fact, day)
    bounds = [bound_words(name, operand_words(operand, day)) for name, operand in node.bounds]
    joined = _joined(bounds, ", ", ", ")
    return Words(f"{fact.vi} {joined.vi}", f"{fact.en} {joined.en}")


def _ratio(node: Any, day: Day) -> Words:
    of, over, share = operand_words(node.of, day), operand_words(node.over, day), operand_words(node.share, day)
    return Words(f"{of.vi} đạt {share.vi} của {over.vi}", f"{of.en} reaches {share.en} of {over.en}")


def _some(node: Any, day: Day) -> Words:
    label = node.choice.source.field.label
    return _which(
        Words(f"có ít nhất một mục trong {label.vi}", f"there is at least one of {label.en}"), node.choice, day
    )


def _every(node: Any, day: Day) -> Words:
    label, must = node.choice.source.field.label, phrase(node.must, day)
    subject = _which(Words(f"mọi mục trong {label.vi}", f"every one of {label.en}"), node.choice, day)
    return Words(f"{subject.vi} đều phải: {must.vi}", f"{subject.en} must have: {must.en}")


_MODES = {
    "all_of": ("gồm đủ", "includes all of"),
    "any_of": ("có ít nhất một trong", "includes one of"),
    "only": ("chỉ gồm", "includes only"),
}


def _includes(node: Any, day: Day) -> Words:
    fact = operand_words(node.fact, day)
    parts = [(_MODES[mode], operand_words(operand, day)) for mode, operand in node.modes]
    vi = ", ".join(f"{mode[0]}: {words.vi}" for mode, words in parts)
    en = ", ".join(f"{mode[1]}: {words.en}" for mode, words in parts)
    return Words(f"{fact.vi} {vi}", f"{fact.en} {en}")


def _covers(node: Any, day: Day) -> Words:
    every, by = operand_words(node.every, day), node.by.source.field.label
    wanted = _which(by, node.by, day)
    return Words(f"mỗi mục của {every.vi} đều có trong {wanted.vi}", f"every one of {every.en} has its {wanted.en}")


def _in_order(node: Any, day: Day) -> Words:
    fact, order = operand_words(node.fact, day), operand_words(node.order, day)
    return Words(f"{fact.vi} theo đúng thứ tự: {order.vi}", f"{fact.en} in the order: {order.en}")


def _before(node: Any, day: Day) -> Words:
    fact, other = operand_words(node.fact, day), operand_words(node.other, day)
    day_vi = "ngày " if isinstance(node.other, Literal) else ""
    return Words(f"{fact.vi} trước {day_vi}{other.vi}", f"{fact.en} before {other.en}")


def _not_after(node: Any, day: Day) -> Words:
    fact, other = operand_words(node.fact, day), operand_words(node.other, day)
    return Words(f"{fact.vi} không sau {other.vi}", f"{fact.en} not after {other.en}")


def _within(node: Any, day: Day) -> Words:
    act, start, limit = operand_words(node.act, day), operand_words(node.start, day), operand_words(node.limit, day)
    return Words(f"{act.vi} chậm nhất {limit.vi} kể từ {start.vi}", f"{act.en} within {limit.en} of {start.en}")


def _notice(node: Any, day: Day) -> Words:
    act, event, length = (
        operand_words(node.act, day),
        operand_words(node.ahead_of, day),
        operand_words(node.at_least, day),
    )
    return Words(f"{act.vi} ít nhất {length.vi} trước {event.vi}", f"{act.en} at least {length.en} before {event.en}")


def _term(node: Any, day: Day) -> Words:
    start, length = operand_words(node.start, day), operand_words(node.lasts, day)
    return Words(f"còn trong thời hạn {length.vi} kể từ {start.vi}", f"within {length.en} of {start.en}")


def _during(node: Any, day: Day) -> Words:
    fact, period = operand_words(node.fact, day), operand_words(node.period, day)
    return Words(f"{fact.vi} nằm trong {period.vi}", f"{fact.en} falls in {period.en}")


def _falls_on(node: Any, day: Day) -> Words:
    fact = operand_words(node.fact, day)
    named = list_words(node.months or node.days)
    vi = f"tháng {named.vi}" if node.months else f"ngày {named.vi}"
    return Words(f"{fact.vi} vào {vi}", f"{fact.en} in {'month' if node.months else ''} {named.en}")


def _duration(node: Any, day: Day) -> Words:
    of, length = operand_words(node.of, day), operand_words(node.length, day)
    if node.bound == "at_least":
        return Words(f"{of.vi} liên tục ít nhất {length.vi}", f"{of.en} for at least {length.en} without a break")
    return Words(f"{of.vi} không quá {length.vi}", f"{of.en} for at most {length.en}")


def _longest_run(node: Any, day: Day) -> Words:
    of, number = operand_words(node.of, day), operand_words(node.at_least, day)
    return Words(f"{of.vi}: ít nhất {number.vi} liên tục", f"{of.en}: at least {number.en} running")


def _frequency(node: Any, day: Day) -> Words:
    label, number = node.series[0].choice.source.field.label, operand_words(node.at_least, day)
    vi, en = _WINDOWS[node.every]
    return Words(f"{label.vi}: ít nhất {number.vi} lần mỗi {vi}", f"{label.en}: at least {number.en} in every {en}")


def _periodic(node: Any, day: Day) -> Words:
    label, each, start = (
        node.series[0].choice.source.field.label,
        operand_words(node.each, day),
        operand_words(node.start, day),
    )
    return Words(
        f"{label.vi} định kỳ {each.vi} một lần kể từ {start.vi}", f"{label.en} every {each.en} from {start.en}"
    )


def _spacing(node: Any, day: Day) -> Words:
    label, length = node.series[0].choice.source.field.label, operand_words(node.at_most, day)
    return Words(
        f"{label.vi}: hai lần liền kề cách nhau không quá {length.vi}", f"{label.en}: at most {length.en} apart"
    )


def _arises(node: Any, day: Day) -> Words:
    return Words("có phát sinh nội dung này", "this content arose")


def _listed_in(node: Any, day: Day) -> Words:
    fact, where = operand_words(node.fact, day), provision_words(node.where)
    clauses = f"khoản {', '.join(node.clauses)} " if node.clauses else ""
    clauses_en = f"clauses {', '.join(node.clauses)} of " if node.clauses else ""
    return Words(f"{fact.vi} thuộc {clauses}{where.vi}", f"{fact.en} is listed in {clauses_en}{where.en}")


def _cited_in(node: Any, day: Day) -> Words:
    return Words("đơn vị đã chọn áp dụng quy định này", "the unit chose to apply this provision")


def _complies_with(node: Any, day: Day) -> Words:
    return Words(f"đã tuân thủ {', '.join(node.rules)}", f"complies with {', '.join(node.rules)}")


PHRASES: dict[str, Callable[[Any, Day], Words]] = {
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
    "before": _before,
    "not_after": _not_after,
    "within": _within,
    "notice": _notice,
    "term": _term,
    "during": _during,
    "falls_on": _falls_on,
    "duration": _duration,
    "longest_run": _longest_run,
    "frequency": _frequency,
    "periodic": _periodic,
    "spacing": _spacing,
    "arises": _arises,
    "listed_in": _listed_in,
    "cited_in": _cited_in,
    "complies_with": _complies_with,
}
"""`count` as a condition is a `compare` of a number of items."""


def phrase(condition: Condition, day: Day = None) -> Words:
    """What this condition says, in both languages; parameters with their value of that day (else the last)."""
    return PHRASES[condition.op](condition, day)
