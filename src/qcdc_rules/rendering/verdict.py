"""The gate: whether it is open, and the exit code that says so."""

from __future__ import annotations

from collections.abc import Iterable

from qcdc_rules.model.report import Finding, Report

OPEN, VIOLATED, BAD_INPUT, BAD_RULES, UNDECIDED, FAULT = 0, 1, 3, 4, 5, 70
FAIL_ON = ("violated", "missing", "any-unknown", "never")
SEVERITIES = ("info", "warning", "error")
_WORST_FIRST = (FAULT, BAD_RULES, BAD_INPUT, VIOLATED, UNDECIDED, OPEN)


def counts_against(finding: Finding, min_severity: str) -> bool:
    """Only duties (force: must) at or above the threshold, and not waived, can shut the gate; advice never does."""
    if finding.waiver is not None:
        return False
    return finding.force == "must" and SEVERITIES.index(finding.severity) >= SEVERITIES.index(min_severity)


def exit_code(report: Report, fail_on: str = "missing", min_severity: str = "warning") -> int:
    """The exit code of one report, as the command line promises."""
    if report.counts["error"]:
        return FAULT
    if not report.evaluated or report.has_input_errors:
        return BAD_INPUT
    checked = [finding for finding in report.findings if finding.outcome != "not_applicable"]
    if fail_on != "never":
        against = [finding for finding in report.findings if counts_against(finding, min_severity)]
        if any(finding.outcome == "violated" for finding in against):
            return VIOLATED
        shut = {"violated": (), "missing": ("missing",), "any-unknown": ("missing", "running", "law_open")}[fail_on]
        if any(finding.unknown_class in shut for finding in against):
            return UNDECIDED
    return OPEN if checked else UNDECIDED


def worst(codes: Iterable[int]) -> int:
    """The worst of several exit codes; nothing at all is undecided."""
    found = set(codes)
    return next((code for code in _WORST_FIRST if code in found), UNDECIDED)
