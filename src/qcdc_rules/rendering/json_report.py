"""The report as JSON: for programs. Its schema is `schemas/report.schema.json`; sorted, no clock, no local paths."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from qcdc_rules.model.report import CitedProvision, Finding, Fixed, Report, StatedFact
from qcdc_rules.model.waivers import Waived
from qcdc_rules.rendering.run import Run
from qcdc_rules.source import Problem, Words

SCHEMA = "qcdc-report/1"
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal would obey, or no encoding can hold: it can stand only inside strings, and is escaped there."""


def render_json(reports: Sequence[Report], exit_code: int) -> str:
    """All reports of a run as one JSON document."""
    document = {"schema": SCHEMA, "exit_code": exit_code, "reports": [report_data(report) for report in reports]}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def render_json_run(reports: Sequence[Report], run: Run) -> str:
    """The same, as every other format is asked for."""
    return render_json(reports, run.code)


def report_data(report: Report) -> dict[str, Any]:
    """One report as plain data."""
    return {
        "file": report.file,
        "evaluated": report.evaluated,
        "unit": {"code": report.unit_code, "name": report.unit_name, "regulation": report.regulation},
        "period": [day.isoformat() for day in report.period] if report.period else None,
        "stated_on": report.stated_on.isoformat() if report.stated_on else None,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "rules": {"selected": report.rules_selected, "total": report.rules_total},
        "complete": report.complete,
        "left_out": list(report.left_out),
        "counts": report.counts,
        "unknown": report.unknown_counts,
        "banners": [_words(words) for words in report.banners],
        "problems": [_problem(problem) for problem in report.problems],
        "results": [_finding(finding) for finding in report.findings],
        "digests": {
            "submission": report.submission_digest,
            "ruleset": report.ruleset_digest,
            "waivers": report.waivers_digest,
        },
        "persons_shown": report.persons_shown,
        "waived": report.waived_count,
        "fixed": None if report.fixed is None else [_fixed(one) for one in report.fixed],
        "packs": [{"id": name, "version": version} for name, version in report.packs],
    }


def _words(words: Words) -> dict[str, str]:
    return {"vi": words.vi, "en": words.en}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": _words(problem.words),
        "location": {"file": problem.file, "line": problem.line, "column": problem.column, "path": problem.path},
    }


def _fact(fact: StatedFact) -> dict[str, Any]:
    return {
        "path": fact.path,
        "label": _words(fact.label),
        "value": _words(fact.value),
        "line": fact.line,
        "column": fact.column,
    }


def _citation(cited: CitedProvision) -> dict[str, Any]:
    cite = cited.citation
    parts = {
        name: getattr(cite, name)
        for name in ("instrument", "article", "clause", "point", "paragraph", "sentence")
        if getattr(cite, name)
    }
    return {**parts, "label": _words(cited.label), "checked": cited.checked, "notes": [_words(n) for n in cited.notes]}


def _waiver(waiver: Waived) -> dict[str, Any]:
    return {
        "id": waiver.id,
        "document": waiver.document,
        "issued": waiver.issued.isoformat() if waiver.issued else None,
        "granted_by": _words(waiver.granted_by),
        "until": waiver.until.isoformat(),
        "reason": _words(waiver.reason),
        "instead": _words(waiver.instead) if waiver.instead else None,
    }


def _fixed(fixed: Fixed) -> dict[str, Any]:
    return {
        "fingerprint": fixed.fingerprint,
        "rule": fixed.rule,
        "target": fixed.target,
        "title": _words(fixed.title),
        "target_label": _words(fixed.target_label),
        "outcome": fixed.outcome,
        "by_law": fixed.by_law,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "rule": finding.rule,
        "title": _words(finding.title),
        "category": finding.category,
        "target": finding.target,
        "target_label": _words(finding.target_label),
        "outcome": finding.outcome,
        "unknown": finding.unknown_class or None,
        "reason": finding.reason,
        "severity": finding.severity,
        "force": finding.force,
        "message": _words(finding.message),
        "found": _words(finding.found),
        "required": _words(finding.required),
        "remedy": _words(finding.remedy) if finding.remedy else None,
        "deadline": finding.deadline.isoformat() if finding.deadline else None,
        "location": {
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "path": place.path,
            "exact": place.exact,
        },
        "facts": [_fact(fact) for fact in finding.facts],
        "missing": [path for path, _ in finding.lacking],
        "citations": [_citation(cited) for cited in finding.citations],
        "see": [_citation(cited) for cited in finding.see],
        "remarks": [_words(remark) for remark in finding.remarks],
        "reading": _words(finding.reading) if finding.reading else None,
        "sanctions": [_words(sanction) for sanction in finding.sanctions],
        "duty_of": list(finding.duty_of),
        "proves": finding.proves,
        "fidelity": finding.fidelity,
        "version": finding.version,
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
        "baseline": finding.standing or None,
        "fingerprint": finding.fingerprint,
        "fault": finding.fault or None,
    }
