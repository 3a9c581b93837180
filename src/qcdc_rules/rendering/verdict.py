"""The gate: whether it is open, and the exit code that says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from qcdc_rules.model.report import Finding, Report

OPEN, VIOLATED, BAD_INPUT, BAD_RULES, UNDECIDED, FAULT = 0, 1, 3, 4, 5, 70
FAIL_ON = ("violated", "missing", "any-unknown", "never")
SEVERITIES = ("info", "warning", "error")
_WORST_FIRST = (FAULT, BAD_RULES, BAD_INPUT, VIOLATED, UNDECIDED, OPEN)


class Weighed(NamedTuple):
    """What the gate asks of one result."""

    force: str
    severity: str
    outcome: str
    unknown_class: str
    waived: bool = False


def counts_against(finding: Finding, min_severity: str) -> bool:
    """Only duties (force: must) at or above the threshold, and not waived, can shut the gate; advice never does."""
    return _counts(_weighed(finding), min_severity)


def _counts(one: Weighed, min_severity: str) -> bool:
    return not one.waived and one.force == "must" and SEVERITIES.index(one.severity) >= SEVERITIES.index(min_severity)


def _weighed(finding: Finding) -> Weighed:
    return Weighed(
        finding.force, finding.severity, finding.outcome, finding.unknown_class, finding.waiver is not None
    )


def exit_code(report: Report, fail_on: str = "missing", min_severity: str = "warning") -> int:
    """The exit code of one report, as the command line promises."""
    if not report.counts["error"] and (not report.evaluated or report.has_input_errors):
        return BAD_INPUT
    return gate(report.counts, map(_weighed, report.findings), fail_on, min_severity)


def gate(counts: Mapping[str, int], results: Iterable[Weighed], fail_on: str, min_severity: str) -> int:
    """The exit code of a submission that was evaluated; `results` may leave out what is satisfied or does not apply."""
    if counts["error"]:
        return FAULT
    if fail_on != "never":
        against = [one for one in results if _counts(one, min_severity)]
        if any(one.outcome == "violated" for one in against):
            return VIOLATED
        shut = {"violated": (), "missing": ("missing",), "any-unknown": ("missing", "running", "law_open")}[fail_on]
        if any(one.unknown_class in shut for one in against):
            return UNDECIDED
    return OPEN if any(number for outcome, number in counts.items() if outcome != "not_applicable") else UNDECIDED


def worst(codes: Iterable[int]) -> int:
    """The worst of several exit codes; nothing at all is undecided."""
    found = set(codes)
    return next((code for code in _WORST_FIRST if code in found), UNDECIDED)
