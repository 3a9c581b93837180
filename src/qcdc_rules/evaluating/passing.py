"""Time that passes: calendar parts that the period only touches, and limits that run across a change of law."""

from __future__ import annotations

from datetime import date

from qcdc_rules.compiling.trace import Trace
from qcdc_rules.evaluating.targets import Target
from qcdc_rules.evaluating.verdicts import Verdict
from qcdc_rules.frozen import changed
from qcdc_rules.logic.truth import FALSE, MISSING, RUNNING
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.outcome import Outcome
from qcdc_rules.model.rules import Version
from qcdc_rules.model.submission import Record, Submission

_LIMITS = frozenset({"within", "duration"})


def touched_only(verdict: Verdict, version: Version, target: Target, submission: Submission, judged: date) -> Verdict:
    """A duty of a calendar part that the report does not cover whole is not breached by what the report shows.

    If the part goes on after the period or the judged day, the duty is running; if it began before the period,
    what happened then is not stated. A duty that follows its calendar part (`target.next_on`) has its own limit.
    """
    part = target.part
    if verdict.truth is not FALSE or verdict.outcome is not Outcome.VIOLATED or part is None:
        return verdict
    if "target.next_on" in version.governed_by or part.first is None or part.last is None:
        return verdict
    if part.last > min(judged, submission.last_on):
        return changed(verdict, outcome=Outcome.UNKNOWN, reason="part_goes_on", truth=RUNNING)
    if part.first < submission.first_on:
        return changed(
            verdict, outcome=Outcome.UNKNOWN, reason="part_began_earlier", truth=MISSING, lacking=("period.first_on",)
        )
    return verdict


def of_known_age(verdict: Verdict, target: Target, submission: Submission) -> Verdict:
    """A duty of a calendar part binds a unit that existed when it began: a unit whose age is stated to be
    unknown may be younger."""
    if target.part is None or verdict.outcome is Outcome.NOT_APPLICABLE or verdict.truth is MISSING:
        return verdict
    unit = submission.root.fields.get("unit")
    if not isinstance(unit, Record) or unit.fields.get("started_on") is not Gap.MISSING:
        return verdict
    return changed(
        verdict, outcome=Outcome.UNKNOWN, reason="applicability", truth=MISSING, lacking=("unit.started_on",)
    )


def runs_past(trace: Trace, change: date) -> bool:
    """Whether a limit judged in this trace still ran on the day the law changed."""
    return any(
        isinstance(last_day := node.detail.get("last_day"), date) and last_day >= change
        for node in trace.walk()
        if node.node.op in _LIMITS
    )
