"""Clause coverage: which condition of a rule or template its cases have seen true, false and unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qcdc_rules.authoring.cases import Judged
from qcdc_rules.compiling.trace import Trace
from qcdc_rules.explaining.phrases import phrase
from qcdc_rules.logic.truth import Truth
from qcdc_rules.source import Words

KINDS = ("true", "false", "unknown")
_SAID = {
    "true": Words("đúng", "true"),
    "false": Words("sai", "false"),
    "unknown": Words("chưa biết (thiếu dữ kiện)", "unknown (a fact is missing)"),
}


class Leaf(NamedTuple):
    """One condition without conditions inside, of one rule or template, and how it was seen."""

    subject: str
    words: Words
    seen: frozenset[str]

    @property
    def unseen(self) -> tuple[str, ...]:
        return tuple(kind for kind in KINDS if kind not in self.seen)


def leaves(judged: Iterable[Judged]) -> Iterator[Leaf]:
    """Every leaf that the traces of these cases reached, by rule or template."""
    seen: dict[tuple[str, Words], set[str]] = {}
    listed = list(judged)
    for one in listed:
        for trace in (*(result.trace for result in one.results), *one.whens):
            for part in _parts(trace):
                seen.setdefault((one.case.subject, phrase(part.node)), set()).add(_kind(part))
    for one in listed:  # a scope is not the rule's own: it is asked only where a case stood outside of it
        for part in (part for trace in one.scopes for part in _parts(trace)):
            if (key := (one.case.subject, phrase(part.node))) in seen:
                seen[key].add(_kind(part))
    for (subject, words), kinds in sorted(seen.items(), key=lambda item: (item[0][0], item[0][1].vi)):
        yield Leaf(subject, words, frozenset(kinds))


def _parts(trace: Trace | None) -> Iterator[Trace]:
    """The conditions of a trace that have none inside."""
    for part in trace.walk() if trace is not None else ():
        if not part.parts and part.node.op not in ("all", "any", "not", "if"):
            yield part


def _kind(trace: Trace) -> str:
    if trace.truth is Truth.TRUE:
        return "true"
    return "false" if trace.truth is Truth.FALSE else "unknown"


def lacking(leaf: Leaf) -> Words:
    """What the cases of a leaf lack, in words."""
    vi, en = (
        " hoặc ".join(_SAID[kind].vi for kind in leaf.unseen),
        " or ".join(_SAID[kind].en for kind in leaf.unseen),
    )
    return Words(
        f"chưa ca nào mà điều kiện “{leaf.words.vi}” {vi}", f"no case in which the condition “{leaf.words.en}” is {en}"
    )
