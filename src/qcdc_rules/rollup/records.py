"""What is kept of one unit: compact plain data, alike whether it was just made or read back from a journal."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from qcdc_rules.logic.lazy import EMPTY
from qcdc_rules.model.report import Finding, Report
from qcdc_rules.model.submission import Record as Fields
from qcdc_rules.model.submission import Submission
from qcdc_rules.rendering.shown import KINDS, kind_of
from qcdc_rules.rollup.figures import amounts_of
from qcdc_rules.source import Problem, Words

Data: TypeAlias = dict[str, Any]
Alike: TypeAlias = dict[tuple[str, str, str], list[str]]
"""By class of unknown, rule and reason: further targets."""
NONE_ALIKE: Mapping[tuple[str, str, str], list[str]] = MappingProxyType({})
SETTLED = ("satisfied", "not_applicable")
MOST_PROBLEMS, MOST_TEXT = 20, 700
"""A hostile file may hold long texts; a roll-up of thousands has no room for them."""


def record_of(
    report: Report,
    code: int,
    submission: Submission | None,
    counts: Mapping[str, list[int]] = EMPTY,
    alike: Mapping[tuple[str, str, str], list[str]] = NONE_ALIKE,
) -> Data:
    """One unit: who, what was counted, what was found, what it contributes to the figures.

    `counts` are the numbers of the seven kinds by category; `alike` the targets of results that the report does
    not tell, because one of the same class, rule and reason stands there for them.
    """
    return {
        "code": _cut(report.unit_code),
        "name": _cut(report.unit_name),
        "kind": _kind(submission),
        "regulation": report.regulation,
        "period": [day.isoformat() for day in report.period] if report.period else None,
        "stated_on": report.stated_on.isoformat() if report.stated_on else None,
        "evaluated": report.evaluated,
        "exit_code": code,
        "digest": report.submission_digest,
        "counts": dict(counts),
        "waived": report.waived_count,
        "problems": [_problem(one) for one in report.problems if one.severity == "error"][:MOST_PROBLEMS],
        "findings": _findings(report.findings, alike),
        "amounts": {
            slug: [amount.low, list(amount.lacking)]
            for slug, amount in (amounts_of(submission) if submission is not None else {}).items()
        },
    }


def lost_record(why: str, code: int) -> Data:
    """A submission whose examination failed on our side: named with its fault, counted in nothing."""
    words = Words(f"Lỗi phần mềm khi xét tệp này: {why}", f"Internal fault with this file: {why}")
    problem = {"code": "internal", "line": 0, "message": _words(words)}
    return {
        "code": "", "name": "", "kind": "", "regulation": "", "period": None, "stated_on": None, "evaluated": False,
        "exit_code": code, "digest": "", "counts": {}, "waived": 0, "problems": [problem], "findings": [], "amounts": {},
    }  # fmt: skip


def dumped(data: object) -> str:
    """One line of JSON that any tool reads: what a terminal would obey or no encoding can hold is escaped."""
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def _kind(submission: Submission | None) -> str:
    unit = submission.root.fields.get("unit") if submission is not None else None
    return str(unit.fields.get("kind", "")) if isinstance(unit, Fields) else ""


def _findings(findings: Iterable[Finding], alike: Mapping[tuple[str, str, str], list[str]]) -> list[Data]:
    """What is not settled, alike results together: violations by their message, the rest by rule and reason."""
    groups: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        kind = kind_of(finding)
        if kind not in SETTLED:
            told = finding.message.vi if kind == "violated" else ""
            groups[kind, finding.rule, finding.reason, told, "waived" if finding.waiver else ""].append(finding)
    order = sorted(groups.items(), key=lambda entry: (KINDS.index(entry[0][0]), entry[0][1:]))
    return [_finding(kind, group, alike.get((kind, rule, reason), ())) for (kind, rule, reason, *_), group in order]


def _finding(kind: str, group: list[Finding], more: Iterable[str]) -> Data:
    first = group[0]
    return {
        "rule": first.rule,
        "category": first.category,
        "outcome": first.outcome,
        "kind": kind,
        "reason": first.reason,
        "severity": first.severity,
        "force": first.force,
        "waived": first.waiver is not None,
        "targets": [*(finding.target for finding in group), *more],
        "line": first.location.line,
        "message": _words(first.message),
    }


def _problem(problem: Problem) -> Data:
    return {"code": problem.code, "line": problem.line, "message": _words(problem.words)}


def _words(words: Words) -> dict[str, str]:
    return {"vi": _cut(words.vi), "en": _cut(words.en)}


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"
