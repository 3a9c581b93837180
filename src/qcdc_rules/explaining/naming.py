"""What operands are called: facts by the label of their field, values in words, lists by what is in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from qcdc_rules.compiling.condition import Condition, Operand
from qcdc_rules.compiling.conditions.columns import Column
from qcdc_rules.compiling.conditions.lists import Choice, Count
from qcdc_rules.compiling.literals import Literal
from qcdc_rules.compiling.operands import After, Computed, Lookup, ParameterOperand
from qcdc_rules.compiling.paths import Path
from qcdc_rules.explaining.nouns import are, noun, plural, the
from qcdc_rules.explaining.values import value_words
from qcdc_rules.source import Words

Day = date | None
"""The governing day, which chooses the value of a parameter."""


class Speech(NamedTuple):
    """How a condition inside another is told: on which day, and by which phrases."""

    day: Day
    tell: Callable[[Condition, Speech], Words]

    def phrase(self, condition: Condition) -> Words:
        return self.tell(condition, self)


_THIS = {
    "target": Words("kỳ đang xét", "the period judged"),
    "period.first_on": Words("ngày đầu kỳ báo cáo", "first day of the reporting period"),
    "period.last_on": Words("ngày cuối kỳ báo cáo", "last day of the reporting period"),
    "target.slug": Words("nội dung này", "this content"),
    "target.part": Words("kỳ này", "this period"),
    "target.records": Words("các mục đã khai về nội dung này", "the entries on this content"),
}
_OF_CONTENT = "target.records"
_COLUMNS = {
    "total": ("tổng {}", "total of {}"),
    "highest": ("{} cao nhất", "highest {}"),
    "lowest": ("{} thấp nhất", "lowest {}"),
    "earliest": ("{} sớm nhất", "earliest {}"),
    "latest": ("{} muộn nhất", "latest {}"),
}


def operand_words(operand: Operand, say: Speech) -> Words:
    """What an operand is called, without an article."""
    if isinstance(operand, Path):
        return fact_words(operand)
    if isinstance(operand, Literal):
        single = operand.field.kind == "slug" and isinstance(operand.value, str)
        return (
            listed(operand) if single or isinstance(operand.value, tuple) else value_words(operand.value, operand.field)
        )
    if isinstance(operand, ParameterOperand):
        dated = operand.parameter.on(say.day) if say.day is not None else operand.parameter.values[-1]
        return operand.parameter.title if dated is None or dated.value is None else value_words(dated.value)
    if isinstance(operand, Lookup):
        by = named(operand.by, say)
        title = operand.parameter.title
        return Words(f"“{title.vi}” theo {by.vi}", f"“{title.en}” by {by.en}")
    if isinstance(operand, Count):
        label = noun(operand.choice.source.field.label)
        many = f"the number of {label.en}" if plural(label.en) else f"the number of entries under “{label.en}”"
        return which(Words(label.vi if label.vi.startswith("số ") else f"số {label.vi}", many), operand.choice, say)
    if isinstance(operand, Column):
        return _column(operand, say)
    if isinstance(operand, After):
        length, start = value_words(operand.length), named(operand.start, say)
        return Words(f"mốc {length.vi} sau {start.vi}", f"{length.en} after {start.en}")
    if isinstance(operand, Computed):
        return _computed(operand, say)
    return operand.field.label


def fact_words(path: Path) -> Words:
    """What the fact at a path is called."""
    return _THIS.get(path.text, path.field.label)


def named(operand: Operand, say: Speech) -> Words:
    """What an operand is called inside a sentence: facts with their article."""
    words = operand_words(operand, say)
    return Words(words.vi, the(words.en)) if isinstance(operand, Path | Column) else words


def verb_of(operand: Operand, say: Speech) -> str:
    return are(operand_words(operand, say).en)


def listed(operand: Literal) -> Words:
    """Values in a row; in quotation marks if they are titles, or where one of them holds a comma itself."""
    inner = operand.field.item or operand.field
    given = operand.value if isinstance(operand.value, tuple) else (operand.value,)
    values = [value_words(value, inner) for value in given]
    if inner.kind == "slug" or (len(values) > 1 and any(", " in words.vi + words.en for words in values)):
        values = [Words(f"“{words.vi}”", f"“{words.en}”") for words in values]
    return joined(values, ", ", ", ")


def values_of(operand: Operand, fact: Operand, say: Speech) -> Words:
    """The values that a fact is compared with; those of a parameter are called as the fact's own are."""
    if not isinstance(operand, ParameterOperand):
        return operand_words(operand, say)
    dated = operand.parameter.on(say.day) if say.day is not None else operand.parameter.values[-1]
    if dated is None or not isinstance(dated.value, tuple):
        return operand_words(operand, say)
    return listed(Literal(dated.value, fact.field))


def _column(operand: Column, say: Speech) -> Words:
    vi, en = _COLUMNS[operand.name]
    inner = operand_words(operand.of, say)
    if "_" in inner.vi:  # an item of a list of plain values has no label of its own: it is called as its list is
        label = noun(operand.choice.source.field.label)
        inner = Words(label.vi.removeprefix("các "), f"of {the(label.en)}")
    elif operand.name == "total":
        inner = Words(inner.vi, the(inner.en))
    return Words(vi.format(inner.vi), en.format(inner.en))


_SUMS = {"sum": (" cộng ", " plus "), "difference": (" trừ ", " less ")}
_CHOSEN = {
    "larger_of": ("số lớn hơn trong", "the larger of"),
    "smaller_of": ("số nhỏ hơn trong", "the smaller of"),
    "later_of": ("ngày muộn hơn trong", "the later of"),
    "earlier_of": ("ngày sớm hơn trong", "the earlier of"),
}


def _computed(operand: Computed, say: Speech) -> Words:
    parts = [named(part, say) for part in operand.operands]
    if operand.name in _CHOSEN:
        vi, en = _CHOSEN[operand.name]
        inside = joined(parts, "; ", "; ")
        return Words(f"{vi} ({inside.vi})", f"{en} ({inside.en})")
    vi, en = _SUMS[operand.name]
    return joined(parts, vi, en)


def which(subject: Words, choice: Choice, say: Speech) -> Words:
    if choice.where is None or not getattr(choice.where, "parts", (1,)):  # `always` has no parts
        return subject
    where = say.phrase(choice.where)
    return Words(f"{subject.vi} (mà {where.vi})", f"{subject.en} (where {where.en})")


def one_such(choice: Choice) -> Words:
    """One item of a list, as something that may be there."""
    label = fact_words(choice.source)
    if choice.source.text == _OF_CONTENT:
        return Words("ít nhất một mục đã khai về nội dung này", "at least one entry on this content")
    if noun(label) != label:
        return Words(f"ít nhất một {noun(label).vi}", f"at least one {noun(label).en}")
    return Words(f"ít nhất một mục trong “{label.vi}”", f"at least one entry under “{label.en}”")


def each_one(choice: Choice) -> Words:
    """Every item of a list."""
    label = fact_words(choice.source)
    if choice.source.text == _OF_CONTENT:
        return Words("mọi mục đã khai về nội dung này", "every entry on this content")
    if noun(label) != label:
        return Words(f"mỗi {noun(label).vi}", f"every {noun(label).en}")
    return Words(f"mọi mục trong “{label.vi}”", f"every entry under “{label.en}”")


def joined(parts: list[Words], vi: str, en: str) -> Words:
    return Words(vi.join(part.vi for part in parts), en.join(part.en for part in parts))
