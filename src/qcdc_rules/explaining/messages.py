"""The message of a finding: the rule's own words with its placeholders filled, or the default sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from qcdc_rules.compiling.operands import Lookup
from qcdc_rules.compiling.paths import Path
from qcdc_rules.compiling.trace import Trace, deciding_parts, decisive
from qcdc_rules.evaluating.results import Result
from qcdc_rules.explaining.labels import lacking_words, year_words
from qcdc_rules.explaining.phrases import phrase
from qcdc_rules.explaining.values import value_words
from qcdc_rules.logic.truth import Truth
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Items, Record, Submission
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Words

_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_.]*)\}")
MOST_SHOWN = 12
NO_RECORD = Words("chưa có mục nào về nội dung này", "no item about this content")


def chain(trace: Trace) -> Iterator[Trace]:
    """The nodes on the way to what decided, the leaves first."""
    for part in deciding_parts(trace):
        yield from chain(part)
    yield trace


class Leaf(NamedTuple):
    """A condition that decided, and whether it stands under `not`: then it is its contrary that is required."""

    trace: Trace
    denied: bool


def leaves(trace: Trace, denied: bool = False) -> Iterator[Leaf]:
    """What decided. A search that found nothing is one leaf: why each single item failed says little; and where
    any of several ways would do, a search is the way, and the reasons why the other ways are barred are not told.
    """
    deciding = deciding_parts(trace)
    if trace.node.op == "any" and trace.truth is Truth.FALSE and not denied:
        deciding = [part for part in deciding if part.node.op == "some"][:1] or deciding
    if not deciding or (trace.node.op == "some" and trace.truth is Truth.FALSE):
        yield Leaf(trace, denied)
        return
    for part in deciding:
        yield from leaves(part, denied is not (trace.node.op == "not"))


def fill(text: Words, result: Result, submission: Submission, lacking: tuple[tuple[str, Words], ...] = ()) -> Words:
    """The words with every placeholder put in; one that has no value here shows as “…”."""
    missing = {"missing": lacking_words(lacking)}
    values = missing | {name: _value(name, result, submission) for name in _names(text)}
    return Words(_put(text.vi, values, "vi"), _put(text.en, values, "en"))


def _names(text: Words) -> list[str]:
    return [name for name in _PLACEHOLDER.findall(text.vi + text.en) if name != "missing"]


def _put(text: str, values: Mapping[str, Words | None], lang: str) -> str:
    def one(found: re.Match[str]) -> str:
        words = values.get(found[1])
        return words.say(lang) if words is not None else "…"

    return _PLACEHOLDER.sub(one, text)


def _value(name: str, result: Result, submission: Submission) -> Words | None:
    if name == "key":
        part = result.target.part
        if part is not None and part.text == result.key:
            return year_words(result, part, submission)
        return Words(result.key, result.key)
    if "." in name:
        return _path_words(name, result, submission)
    for node in chain(result.trace) if result.trace is not None else ():
        if name in node.detail and node.detail[name] not in ((), Gap.MISSING):
            return detail_words(node, name)
    return None


def detail_words(node: Trace, name: str) -> Words:
    """One entry of a node's detail in words, with the codes of the fact beside it named."""
    value = node.detail[name]
    fact = getattr(node.node, "fact", None)
    field: Field | None = fact.field if fact is not None else None
    if isinstance(value, tuple) and len(value) > MOST_SHOWN:
        shown = value_words(value[:MOST_SHOWN], field)
        rest = len(value) - MOST_SHOWN
        return Words(f"{shown.vi} và {rest} mục khác", f"{shown.en} and {rest} more")
    if value == 0 and node.node.op == "duration":
        return Words("0 ngày", "0 days")
    return value_words(value, field)


def _path_words(path: str, result: Result, submission: Submission) -> Words | None:
    first, *rest = path.split(".")
    here: object = {"target": result.target.value, "parent": result.target.parent}.get(first, submission.root)
    for name in rest if first in ("target", "parent") else [first, *rest]:
        here = here.fields.get(name, Gap.MISSING) if isinstance(here, Record) else Gap.MISSING
    return value_words(here)


def found_and_required(trace: Trace, day: date | None) -> tuple[Words, Words]:
    """What was found and what is required, from the conditions that decided."""
    found: dict[str, Words] = {}
    required: dict[str, Words] = {}
    for leaf, denied in list(leaves(trace))[:6]:
        words = phrase(leaf.node, day)
        if denied:
            words = Words(f"không được có việc {words.vi}", f"it may not be so that {words.en}")
        elif "last_day" in leaf.detail and leaf.node.op not in ("before", "not_after"):
            due = detail_words(leaf, "last_day")
            until = leaf.node.op in ("duration", "term")
            vi, en = ("đến hết ngày", "through") if until else ("chậm nhất", "by")
            words = Words(f"{words.vi} ({vi} {due.vi})", f"{words.en} ({en} {due.en})")
        elif _looked_up(leaf):
            number = detail_words(leaf, "required")
            words = Words(f"{words.vi}: {number.vi}", f"{words.en}: {number.en}")
        elif leaf.node.op == "ratio" and not isinstance(leaf.detail["required"], Gap):
            least = detail_words(leaf, "required")
            words = Words(f"{words.vi} (ít nhất {least.vi})", f"{words.en} (at least {least.en})")
        required[words.vi] = words
        if leaf.node.op == "some" and leaf.detail.get("actual"):
            label = leaf.detail["list"]
            assert isinstance(label, Words)
            said = Words(f"không mục nào trong {label.vi} như vậy", f"none of {label.en} is such")
            found[said.vi] = said
            continue
        for fact in leaf.facts[:6]:
            if fact.path == "records" and isinstance(fact.value, Items) and not fact.value.values:
                found[NO_RECORD.vi] = NO_RECORD
                continue
            value = value_words(fact.value, fact.field)
            said = Words(f"{fact.label.vi}: {value.vi}", f"{fact.label.en}: {value.en}")
            found[said.vi] = said
        gap = leaf.detail.get("absent")
        if leaf.node.op == "spacing" and isinstance(gap, tuple) and len(gap) == 2:
            (first, last), days = (value_words(day) for day in gap), leaf.detail["late"]
            found = {
                "": Words(f"cách {days} ngày, từ {first.vi} đến {last.vi}", f"{days} days, {first.en} to {last.en}")
            }
        if leaf.node.op == "duration":
            length = detail_words(leaf, "actual")
            found[length.vi] = Words(f"dài nhất {length.vi}", f"longest {length.en}")
    return _joined(found), _joined(required)


def _looked_up(leaf: Trace) -> bool:
    """Whether the limit comes out of a table: then its value says more than the table's name."""
    if leaf.node.op == "includes":
        modes = getattr(leaf.node, "modes", ())
        return bool(leaf.detail.get("required")) and any(isinstance(operand, Path) for _, operand in modes)
    if leaf.node.op not in ("compare", "one_of") or leaf.detail.get("required") in (Gap.MISSING, Gap.NONE, None):
        return False
    return any(isinstance(operand, Lookup) for operand in getattr(leaf.node, "operands", ()))


def _joined(parts: Mapping[str, Words]) -> Words:
    kept = list(parts.values())[:8]
    return Words("; ".join(words.vi for words in kept), "; ".join(words.en for words in kept))


def remarks(trace: Trace) -> Iterator[Words]:
    """What a reader should know about how days were counted."""
    for node in decisive(trace):
        if node.detail.get("one_day_short"):
            yield Words(
                "Thiếu đúng một ngày: sẽ đủ nếu tính cả ngày đầu, nhưng ngày đầu không được tính.",
                "One day short: it would reach the limit if the first day were counted, which it is not.",
            )
        if node.detail.get("rolled"):
            unrolled, last = value_words(node.detail["unrolled"]), value_words(node.detail["last_day"])
            yield Words(
                f"Ngày cuối {unrolled.vi} là ngày nghỉ nên thời hạn kết thúc vào {last.vi}.",
                f"The last day, {unrolled.en}, was a day off, so the limit ended on {last.en}.",
            )
