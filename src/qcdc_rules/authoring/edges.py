"""Boundary coverage: for each threshold of a rule or template, whether its cases stand close to it on both sides.

A threshold is a number, a length of time or a calendar day that the law writes. A case on either side says on
which side the edge itself lies; without them “at least 30” and “more than 30” look the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from qcdc_rules.authoring.cases import Judged
from qcdc_rules.compiling.literals import Literal
from qcdc_rules.compiling.operands import ParameterOperand
from qcdc_rules.compiling.trace import Trace
from qcdc_rules.explaining.phrases import phrase
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.truth import Truth
from qcdc_rules.source import Words

INSIDE, OUTSIDE = "inside", "outside"
THRESHOLDS = frozenset(
    [
        "compare",
        "count",
        "ratio",
        "within",
        "notice",
        "term",
        "duration",
        "longest_run",
        "frequency",
        "before",
        "not_after",
    ]
)
_SAID = {
    INSIDE: Words("vừa đủ để đạt", "only just inside it"),
    OUTSIDE: Words("vừa thiếu để không đạt", "only just outside it"),
}
_ROLLED = 4
"""A limit over a weekend: the next working day is up to so many days away."""


class Edge(NamedTuple):
    """One threshold, and the sides on which a case stands close to it."""

    subject: str
    words: Words
    seen: frozenset[str]

    @property
    def unseen(self) -> tuple[str, ...]:
        return tuple(side for side in (INSIDE, OUTSIDE) if side not in self.seen)


def edges(judged: Iterable[Judged]) -> Iterator[Edge]:
    """Every threshold that the traces of these cases reached, by rule or template.

    A rule made from a template leaves the edges of its requirement to the cases of the template.
    """
    seen: dict[tuple[str, Words], set[str]] = {}
    for one in judged:
        templated = any(version.template for version in one.case.rule.versions) and one.case.rule.file != "template"
        required = () if templated else (result.trace for result in one.results if result.trace is not None)
        for trace in (part for whole in (*required, *one.whens) for part in whole.walk()):
            for bound, distance, width in _distances(trace):
                sides = seen.setdefault((one.case.subject, _words(trace, bound)), set())
                if trace.truth.decided and distance is not None and distance <= width:
                    sides.add(INSIDE if trace.truth is Truth.TRUE else OUTSIDE)
    for (subject, words), sides in sorted(seen.items(), key=lambda item: (item[0][0], item[0][1].vi)):
        yield Edge(subject, words, frozenset(sides))


def unproved(edge: Edge) -> Words:
    """What the cases of a threshold lack, in words."""
    sides = [_SAID[side] for side in edge.unseen]
    vi, en = " và ca ".join(side.vi for side in sides), " and one ".join(side.en for side in sides)
    return Words(f"ngưỡng “{edge.words.vi}”: thiếu ca {vi}", f"threshold “{edge.words.en}”: lacks a case {en}")


def _words(trace: Trace, bound: str) -> Words:
    words = phrase(trace.node)
    return Words(f"{words.vi} [{bound}]", f"{words.en} [{bound}]") if bound else words


def _distances(trace: Trace) -> Iterator[tuple[str, int | Fraction | None, int]]:
    """For each bound of a leaf: its name where there are two, how far the case is from it, how far is close."""
    node, detail = trace.node, trace.detail
    if node.op not in THRESHOLDS:
        return
    if node.op in ("compare", "count"):
        yield from _of_bounds(trace)
    elif node.op in ("before", "not_after"):
        if getattr(node, "calendar_day", False) and _written(getattr(node, "other", None)):
            yield "", _days(detail.get("actual"), detail.get("last_day")), 1
    elif node.op == "duration":
        yield "", _days(detail.get("end_day"), detail.get("last_day")), 1
    elif node.op in ("within", "notice", "term"):
        rolls = node.op != "term" and getattr(detail.get("required"), "unit", "") != "dates"
        yield "", _days(detail.get("actual"), detail.get("last_day")), _ROLLED if rolls else 1
    else:
        yield "", _gap(detail.get("actual"), detail.get("required")), 1


def _of_bounds(trace: Trace) -> Iterator[tuple[str, int | Fraction | None, int]]:
    required = trace.detail.get("required")
    written = {name for name, operand in getattr(trace.node, "bounds", ()) if _written(operand)}
    if isinstance(required, Mapping):
        several = len(written) > 1
        for name, limit in required.items():
            if name in written:
                yield (name if several else ""), _gap(trace.detail.get("actual"), limit), 1


def _written(operand: object) -> bool:
    """Whether the law writes this value, and not the report."""
    return isinstance(operand, Literal | ParameterOperand)


def _gap(actual: object, limit: object) -> int | Fraction | None:
    a, b = _number(actual), _number(limit)
    if a is None or b is None:
        return None
    difference: int | Fraction = a - b
    return difference if difference >= 0 else -difference


def _number(value: object) -> int | Fraction | None:
    if isinstance(value, Quantity):
        return value.number
    if isinstance(value, int | Fraction):
        return value
    return None


def _days(actual: object, limit: object) -> int | None:
    if isinstance(actual, date) and isinstance(limit, date):
        return abs((date(actual.year, actual.month, actual.day) - date(limit.year, limit.month, limit.day)).days)
    return None
