"""What every compiled condition and operand offers: a fast verdict, and a trace for people."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from qcdc_rules.compiling.env import Decide, Env, Read
from qcdc_rules.compiling.trace import Fact, Trace
from qcdc_rules.logic.truth import Truth
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Items, Value
from qcdc_rules.schemas.fields import Field


class Operand(ABC):
    """A number, day, word or list that a condition reads: `read` gives its value, a range or a gap."""

    field: Field
    """What kind of thing it gives; compared with what the operator takes, at compile time."""
    read: Read

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        """The facts behind the value."""
        return ()

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        """The fields that are not stated and keep the value from being known."""
        return ()


class Condition(ABC):
    """A compiled condition. `decide` is the outcomes-only pass, `trace` the one for people; they agree."""

    op: str
    decide: Decide

    @abstractmethod
    def trace(self, env: Env, item: Value) -> Trace: ...


class Leaf(Condition):
    """A condition without conditions inside: its trace is its verdict, its facts and its detail."""

    operands: tuple[Operand, ...]

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        """What the sentences may say of this verdict: actual, required, last_day, absent …"""
        return {}

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        return tuple(fact for operand in self.operands for fact in operand.facts(env, item))

    def trace(self, env: Env, item: Value) -> Trace:
        truth = self.decide(env, item)
        return Trace(
            self,
            truth,
            self.facts(env, item),
            self.detail(env, item),
            (),
            () if truth.decided else self.lacking(env, item),
        )

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        return tuple(path for operand in self.operands for path in operand.lacking(env, item))


class Joined(Condition):
    """A condition made of conditions: the trace evaluates every part and combines what they say."""

    parts: tuple[Condition, ...]

    @abstractmethod
    def combine(self, truths: list[Truth]) -> Truth: ...

    def trace(self, env: Env, item: Value) -> Trace:
        traces = tuple(part.trace(env, item) for part in self.parts)
        truth = self.combine([trace.truth for trace in traces])
        return Trace(self, truth, (), {}, traces, merged_lacking(truth, traces))


def merged_lacking(truth: Truth, traces: tuple[Trace, ...]) -> tuple[str, ...]:
    """The fields of the parts that are undecided in the same way as the whole."""
    if truth.decided:
        return ()
    return tuple(dict.fromkeys(path for trace in traces if trace.truth is truth for path in trace.lacking))


EMPTY = Items(())


def as_items(value: object) -> Items | Gap:
    """A list fact as a list: `none` declares that there is nothing in it."""
    if value is Gap.NONE:
        return EMPTY
    return value if isinstance(value, Items) else Gap.MISSING
