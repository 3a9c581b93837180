"""The trace of an evaluation: a tree that says, for each condition, what it read and what it made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qcdc_rules.frozen import frozen
from qcdc_rules.logic.lazy import EMPTY
from qcdc_rules.logic.truth import Truth
from qcdc_rules.model.submission import NOWHERE
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Spot, Words

if TYPE_CHECKING:
    from qcdc_rules.compiling.condition import Condition


@frozen
class Fact:
    """One fact that was read: where it stands, what it is called, and its value (or its gap)."""

    path: str
    label: Words
    value: object
    spot: Spot = NOWHERE
    assumed: bool = False
    """Not written where not writing declares that there is none."""
    field: Field | None = None


@frozen
class Trace:
    """What one condition said. `lacking` names the fields that keep it undecided, of its own class."""

    node: Condition
    truth: Truth
    facts: tuple[Fact, ...] = ()
    detail: Mapping[str, object] = EMPTY
    parts: tuple[Trace, ...] = ()
    lacking: tuple[str, ...] = ()

    def walk(self) -> Iterator[Trace]:
        yield self
        for part in self.parts:
            yield from part.walk()


def facts_of(traces: tuple[Trace, ...]) -> tuple[Fact, ...]:
    """Every fact read below these traces, once each, sorted by path."""
    found = {(fact.path, fact.label.vi): fact for trace in traces for node in trace.walk() for fact in node.facts}
    return tuple(found[key] for key in sorted(found))


def decisive(trace: Trace) -> Iterator[Trace]:
    """The leaves that made the truth what it is, in the order written."""
    deciding = deciding_parts(trace)
    if not deciding:
        yield trace
        return
    for part in deciding:
        yield from decisive(part)


def deciding_parts(trace: Trace) -> list[Trace]:
    """The parts that decided: those that said the same, and under `not` the part denied.

    Under `if`, once it is known which branch holds, that branch decides: its condition is no requirement.
    """
    if trace.node.op == "not":
        return list(trace.parts)
    if trace.node.op == "if" and trace.parts[0].truth.decided:
        return [part for part in trace.parts[1:] if part.truth is trace.truth]
    return [part for part in trace.parts if part.truth is trace.truth]
