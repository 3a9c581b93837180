"""Waivers: legal acts that excuse a unit from a duty for a time, and the one function that says whether they hold.

Waived is an attribute of a finding. Its outcome stays, is shown and counted; it only does not shut the gate.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from qcdc_rules.frozen import frozen
from qcdc_rules.model.law import Citation
from qcdc_rules.source import Problem, Words

WAIVABLE_OUTCOMES = ("violated", "unknown")
"""A fault of the software is never excused, and what is met needs no excuse."""
NEVER_WAIVED = ("related",)
"""Neighbouring duties of other laws: an act under this law cannot excuse from them."""
HOLDS, EXPIRED, NOT_YET, OTHER_UNIT, NOT_WAIVABLE = "holds", "expired", "not_yet", "other_unit", "not_waivable"


class Waiver(NamedTuple):
    """One act: who excuses which unit from which rule, on what basis, from when, until when (that day not included)."""

    id: str
    rule: str
    unit: str
    target: str
    """The key of a result; empty for every result of the rule."""
    granted_by: Words
    document: str
    issued: date
    basis: tuple[Citation, ...]
    reason: Words
    start: date
    until: date
    instead: Words | None = None
    """The measure taken in place of the duty."""


@frozen
class Waived:
    """What a finding says of the act that waives it."""

    id: str
    document: str
    granted_by: Words
    until: date
    reason: Words
    issued: date | None = None
    instead: Words | None = None


@frozen
class Waivers:
    """The acts of the waiver files of a run. A file with an error gives none."""

    acts: tuple[Waiver, ...] = ()
    problems: tuple[Problem, ...] = ()
    digest: str = ""

    @property
    def faulty(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


NO_WAIVERS = Waivers()


def standing(act: Waiver, unit: str, category: str, as_of: date) -> str:
    """Whether an act holds for a unit and a category of rules on a day; else the first reason why it does not.

    Every output and every gate goes by this function: from ≤ as_of < until.
    """
    if act.unit != unit:
        return OTHER_UNIT
    if category in NEVER_WAIVED:
        return NOT_WAIVABLE
    if as_of < act.start:
        return NOT_YET
    return HOLDS if as_of < act.until else EXPIRED


def waived(
    acts: Iterable[Waiver], unit: str, as_of: date, *, rule: str, category: str, target: str, outcome: str
) -> Waived | None:
    """The act that waives this result, if one does; of several the one that holds longest."""
    if outcome not in WAIVABLE_OUTCOMES:
        return None
    holding = [
        act
        for act in acts
        if act.rule == rule and act.target in ("", target) and standing(act, unit, category, as_of) == HOLDS
    ]
    if not holding:
        return None
    act = max(holding, key=lambda one: (one.until, one.id))
    return Waived(act.id, act.document, act.granted_by, act.until, act.reason, act.issued, act.instead)
