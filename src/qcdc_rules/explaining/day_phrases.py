"""Conditions about days and lengths of time as sentences."""

from __future__ import annotations

from typing import Any

from qcdc_rules.compiling.literals import Literal
from qcdc_rules.compiling.operands import After
from qcdc_rules.compiling.paths import Path
from qcdc_rules.explaining.naming import Speech, named, operand_words
from qcdc_rules.explaining.nouns import noun, the
from qcdc_rules.explaining.values import list_words
from qcdc_rules.source import Words

_WINDOWS = {
    "week": ("tuần", "week"),
    "month": ("tháng", "month"),
    "quarter": ("quý", "quarter"),
    "half_year": ("06 tháng", "half-year"),
    "year": ("năm", "year"),
    "working_year": ("năm công tác", "working year"),
}


def before(node: Any, say: Speech) -> Words:
    fact, other = named(node.fact, say), named(node.other, say)
    vi, verb = ("đến trước", "comes") if isinstance(node.fact, After) else ("trước", "is")
    day_vi = "ngày " if isinstance(node.other, Literal) else ""
    return Words(f"{fact.vi} {vi} {day_vi}{other.vi}", f"{fact.en} {verb} before {other.en}")


def not_after(node: Any, say: Speech) -> Words:
    fact, other = named(node.fact, say), named(node.other, say)
    day_vi = "ngày " if isinstance(node.other, Literal) else ""
    verb = "does not come" if isinstance(node.fact, After) else "is not"
    return Words(f"{fact.vi} không sau {day_vi}{other.vi}", f"{fact.en} {verb} after {other.en}")


def within(node: Any, say: Speech) -> Words:
    act, start, limit = named(node.act, say), named(node.start, say), named(node.limit, say)
    vi = f"trong {limit.vi}" if isinstance(node.limit, Path) else limit.vi
    return Words(f"{act.vi} chậm nhất {vi} kể từ {start.vi}", f"{act.en} is within {limit.en} of {start.en}")


def notice(node: Any, say: Speech) -> Words:
    act, event, length = named(node.act, say), named(node.ahead_of, say), named(node.at_least, say)
    return Words(
        f"{act.vi} ít nhất {length.vi} trước {event.vi}", f"{act.en} is at least {length.en} before {event.en}"
    )


def term(node: Any, say: Speech) -> Words:
    start, length = named(node.start, say), named(node.lasts, say)
    return Words(
        f"còn trong thời hạn {length.vi} kể từ {start.vi}", f"the term of {length.en} from {start.en} is still running"
    )


def during(node: Any, say: Speech) -> Words:
    fact, period = named(node.fact, say), named(node.period, say)
    return Words(f"{fact.vi} nằm trong {period.vi}", f"{fact.en} falls in {period.en}")


def dates_of(node: Any) -> Words:
    """`tháng 6, 12` or `ngày 18/11`: days of the year are written month first in a rule."""
    if node.months:
        named = list_words(node.months)
        return Words(f"tháng {named.vi}", f"month {named.en}")
    days = [str(one).partition("-") for one in node.days]
    return Words(
        f"ngày {', '.join(f'{one[2]}/{one[0]}' for one in days)}", ", ".join(f"{one[2]}/{one[0]}" for one in days)
    )


def falls_on(node: Any, say: Speech) -> Words:
    fact, dates = named(node.fact, say), dates_of(node)
    return Words(f"{fact.vi} vào {dates.vi}", f"{fact.en} falls {'in' if node.months else 'on'} {dates.en}")


def duration(node: Any, say: Speech) -> Words:
    of, length = operand_words(node.of, say), named(node.length, say)
    shown = Words(noun(of).vi, the(noun(of).en))
    if node.bound == "at_least":
        return Words(
            f"{shown.vi}: liên tục ít nhất {length.vi}", f"{shown.en} lasts at least {length.en} without a break"
        )
    return Words(f"{shown.vi}: không quá {length.vi}", f"{shown.en} lasts at most {length.en}")


def longest_run(node: Any, say: Speech) -> Words:
    of, number = operand_words(node.of, say), operand_words(node.at_least, say)
    return Words(f"{of.vi}: ít nhất {number.vi} liên tục", f"{the(of.en)}: at least {number.en} running")


def frequency(node: Any, say: Speech) -> Words:
    label, number = node.series[0].choice.source.field.label, operand_words(node.at_least, say)
    vi, en = _WINDOWS[node.every]
    return Words(f"{label.vi}: ít nhất {number.vi} lần mỗi {vi}", f"{label.en}: at least {number.en} in every {en}")


def periodic(node: Any, say: Speech) -> Words:
    label, each = node.series[0].choice.source.field.label, operand_words(node.each, say)
    start = named(node.start, say)
    return Words(
        f"{label.vi} định kỳ {each.vi} một lần kể từ {start.vi}", f"{label.en} every {each.en} from {start.en}"
    )


def spacing(node: Any, say: Speech) -> Words:
    label, length = node.series[0].choice.source.field.label, operand_words(node.at_most, say)
    return Words(
        f"{label.vi}: hai lần liền kề cách nhau không quá {length.vi}", f"{label.en}: at most {length.en} apart"
    )
