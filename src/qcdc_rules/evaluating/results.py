"""One result: what one rule says of one target, by which version, and why."""

from __future__ import annotations

from datetime import date

from qcdc_rules.compiling.trace import Fact, Trace
from qcdc_rules.evaluating.targets import Target
from qcdc_rules.frozen import frozen
from qcdc_rules.logic.truth import Truth
from qcdc_rules.model.outcome import UNKNOWN_CLASS, Outcome
from qcdc_rules.model.rules import Open, Rule, Version


@frozen
class Result:
    """`reason` says why in one word; `lacking` names the fields to state, `open` the point the law leaves open."""

    rule: Rule
    target: Target
    outcome: Outcome
    reason: str
    truth: Truth
    version: Version | None = None
    day: date | None = None
    """The governing day that chose the version."""
    lacking: tuple[str, ...] = ()
    open: Open | None = None
    trace: Trace | None = None
    """Of the requirement; or of the applicability where that decided. Only in the traced pass."""
    fault: str = ""
    grounds: tuple[Fact, ...] = ()
    """What the governing day, the scopes and `when` read. Only in the traced pass."""
    later: Trace | None = None
    """Of the requirement of the law that followed, where a limit ran across the change and the two laws differ."""

    @property
    def key(self) -> str:
        return self.target.key

    @property
    def unknown_class(self) -> str:
        """missing, running or law_open; empty unless the outcome is unknown."""
        return UNKNOWN_CLASS[self.truth] if self.outcome is Outcome.UNKNOWN else ""

    @property
    def verdict(self) -> str:
        """The outcome, or the class of the unknown: the word that rule tests use."""
        return self.unknown_class or self.outcome.value
