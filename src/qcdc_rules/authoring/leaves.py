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
    for one in judged:
        for result in one.results:
            if result.trace is not None:
                for trace in result.trace.walk():
                    if not trace.parts and trace.node.op not in ("all", "any", "not", "if"):
                        seen.setdefault((one.case.subject, phrase(trace.node)), set()).add(_kind(trace))
    for (subject, words), kinds in sorted(seen.items(), key=lambda item: (item[0][0], item[0][1].vi)):
        yield Leaf(subject, words, frozenset(kinds))


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
