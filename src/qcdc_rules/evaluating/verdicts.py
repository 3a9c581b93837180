"""What one version says: whether it binds the unit, and its verdict on one target."""

from __future__ import annotations

from qcdc_rules.compiling.compiled import CompiledScope
from qcdc_rules.compiling.trace import Trace
from qcdc_rules.frozen import frozen
from qcdc_rules.logic.truth import Truth
from qcdc_rules.model.outcome import Outcome
from qcdc_rules.model.rules import Open


@frozen
class Verdict:
    """What one version says of one target."""

    outcome: Outcome
    reason: str
    truth: Truth
    lacking: tuple[str, ...] = ()
    open: Open | None = None
    trace: Trace | None = None
    later: Trace | None = None
    """Of the law that followed, where the two differ."""


@frozen
class Scoped:
    """Whether a unit is in every scope of a version and meets those conditions of `when` that no target changes;
    the open point of the scope that decides, and the scopes that the unit is not in."""

    truth: Truth
    open: Open | None
    left: tuple[CompiledScope, ...]
