"""The five outcomes, the classes of unknown, and the reasons that a result may give."""

from __future__ import annotations

from enum import Enum

from qcdc_rules.logic.truth import LAW_OPEN, MISSING, RUNNING, Truth


class Outcome(Enum):
    """What a rule says of one target."""

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"


UNKNOWN_CLASS = {MISSING: "missing", RUNNING: "running", LAW_OPEN: "law_open"}
"""The names of the classes of unknown: the submitter can cure it, time will, or a competent person must."""


def outcome_of(truth: Truth) -> Outcome:
    if truth is Truth.TRUE:
        return Outcome.SATISFIED
    return Outcome.VIOLATED if truth is Truth.FALSE else Outcome.UNKNOWN
