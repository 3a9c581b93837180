"""The report as SARIF 2.1.0: for code scanning and editors. One run; what did not fail only when asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from qcdc_rules.model.report import Finding, Fixed, Location, Report
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.partial import left_out_words
from qcdc_rules.rendering.report_words import NAMES
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.shown import (
    details_of,
    excerpt_of,
    kind_of,
    provisions,
    relative_uri,
    tell,
    waiver_words,
)
from qcdc_rules.rendering.verdict import FAULT
from qcdc_rules.rendering.wording import LABELS, since_counts
from qcdc_rules.source import Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
TOOL = "qcdc-check"
FILE_RULES = "file."
"""Problems of the submission itself are results of rules of this name, so that no viewer shows a bad file as clean."""
_KINDS = {
    "violated": "fail",
    "missing": "open",
    "running": "open",
    "law_open": "review",
    "satisfied": "pass",
    "not_applicable": "notApplicable",
}
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_BASELINE = {"new": "new", "law": "new", "remaining": "unchanged"}
_LANGUAGES = {"vi": "vi-VN", "en": "en-US"}
_NOT_JSON = re.compile("[\ufeff\ufff9-\ufffb]")

Data = dict[str, Any]


def render_sarif(reports: Sequence[Report], run: Run) -> str:
    """All reports of a run as one SARIF log with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Log(reports, run).data()]}
    return _NOT_JSON.sub("�", json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


class _Log:
    """Gathers rules and artifacts while results are written, so that results can refer to them by index."""

    def __init__(self, reports: Sequence[Report], run: Run) -> None:
        self._reports = reports
        self._run = run
        self._rules: dict[str, int] = {}
        self._descriptors: list[Data] = []
        self._files: dict[str, int] = {}
        self._artifacts: list[Data] = []

    def data(self) -> Data:
        results: list[Data] = []
        faults: list[Data] = []
        notices: list[Data] = []
        for report in self._reports:
            self._artifact(report.file, report.submission_digest)
            results += [self._problem(problem) for problem in report.problems]
            for finding in report.findings:
                if finding.outcome == "error":
                    faults.append(self._fault(finding))
                elif self._run.everything or finding.outcome == "violated":
                    results.append(self._result(finding, report))
            results += [self._absent(one, report) for one in report.fixed or ()]
            notices += self._notices(report)
        return {
            "tool": {"driver": self._driver()},
            "language": _LANGUAGES[self._run.lang],
            "columnKind": "unicodeCodePoints",
            "invocations": [
                {
                    "executionSuccessful": self._run.code != FAULT and all(r.evaluated for r in self._reports),
                    "exitCode": self._run.code,
                    "toolExecutionNotifications": faults,
                    "toolConfigurationNotifications": notices,
                }
            ],
            "artifacts": self._artifacts,
            "results": results,
            "properties": {"reports": [_summary(report) for report in self._reports]},
        }

    def _driver(self) -> Data:
        version = {"semanticVersion": self._run.version} if self._run.version else {}
        return {"name": TOOL, **version, "rules": self._descriptors}

    # -- what results refer to -------------------------------------------------------------------------

    def _artifact(self, file: str, digest: str = "") -> Data:
        uri = relative_uri(file)
        if uri not in self._files:
            self._files[uri] = len(self._artifacts)
            hashes = {"hashes": {"sha-256": digest}} if digest else {}
            self._artifacts.append({"location": {"uri": uri}, "roles": ["analysisTarget"], **hashes})
        return {"uri": uri, "index": self._files[uri]}

    def _rule(self, finding: Finding) -> Data:
        name = clean(finding.rule)
        if name not in self._rules:
            lang = self._run.lang
            clauses = "\n".join(provisions([finding], lang)) or tell(finding.title, lang)
            self._describe(
                name,
                {
                    "shortDescription": {"text": tell(finding.title, lang) or name},
                    "fullDescription": {"text": f"{tell(finding.title, 'vi')} · {tell(finding.title, 'en')}"},
                    "help": {"text": clauses},
                    "defaultConfiguration": {"level": _LEVELS[finding.severity]},
                    "properties": {
                        "category": finding.category,
                        "force": finding.force,
                        "fidelity": finding.fidelity,
                        "tags": [finding.category],
                    },
                },
            )
        return {"ruleId": name, "ruleIndex": self._rules[name]}

    def _describe(self, name: str, more: Data) -> None:
        self._rules[name] = len(self._descriptors)
        pascal = "".join(part[:1].upper() + part[1:] for part in re.split(r"\W+|_", name))
        self._descriptors.append({"id": name, "name": pascal, **more})

    def _location(self, place: Location | Problem, lines: Sequence[str] = ()) -> Data:
        physical: Data = {"artifactLocation": self._artifact(place.file)}
        if place.line > 0:
            region: Data = {"startLine": place.line, "startColumn": max(place.column, 1)}
            same_line = not isinstance(place, Problem) or place.end_line == place.line
            if same_line and place.end_column > place.column:
                region["endColumn"] = place.end_column
            physical["region"] = region
            shown = excerpt_of(lines, place) if isinstance(place, Location) else None
            if shown is not None:
                text = f"{shown.before}{shown.marked}{shown.after}"
                physical["contextRegion"] = {"startLine": place.line, "snippet": {"text": text}}
        found: Data = {"physicalLocation": physical}
        if place.path:
            found["logicalLocations"] = [{"fullyQualifiedName": clean(place.path)}]
        return found

    # -- results ---------------------------------------------------------------------------------------

    def _result(self, finding: Finding, report: Report) -> Data:
        kind = _KINDS[kind_of(finding)]
        lang = self._run.lang
        said = f"{tell(finding.target_label, lang)} – {tell(finding.message, lang)}"
        more = "\n".join(f"{tell(NAMES[name], lang)}: {text}" for name, text in details_of(finding, lang))
        result: Data = {
            **self._rule(finding),
            "kind": kind,
            "level": _LEVELS[finding.severity] if kind == "fail" else "none",
            "message": {"text": f"{said}\n{more}" if more and kind == "fail" else said},
            "locations": [self._location(_placed(finding, report), report.lines)],
            "properties": {
                "unit": clean(report.unit_code),
                "target": clean(finding.target),
                "outcome": finding.outcome,
                "unknown": finding.unknown_class or None,
                "category": finding.category,
                "force": finding.force,
                "deadline": finding.deadline.isoformat() if finding.deadline else None,
            },
        }
        if finding.standing:
            result["baselineState"] = _BASELINE[finding.standing]
            result["properties"]["baseline"] = finding.standing
        if finding.fingerprint:
            result["partialFingerprints"] = {"qcdcFinding/v1": finding.fingerprint}
        waiver = waiver_words(finding)
        if waiver is not None:
            suppression = {"kind": "external", "status": "accepted", "justification": tell(waiver, lang)}
            result["suppressions"] = [suppression]
        return result

    def _absent(self, fixed: Fixed, report: Report) -> Data:
        """What an earlier report found and this one does not: a result that is no longer there."""
        lang, name = self._run.lang, clean(fixed.rule)
        if name not in self._rules:
            self._describe(name, {"shortDescription": {"text": tell(fixed.title, lang) or name}})
        said = tell(LABELS["by_law" if fixed.by_law else "put_right"], lang)
        return {
            "ruleId": name,
            "ruleIndex": self._rules[name],
            "kind": "pass",
            "level": "none",
            "baselineState": "absent",
            "message": {"text": f"{tell(fixed.target_label, lang)} – {said}"},
            "locations": [{"physicalLocation": {"artifactLocation": self._artifact(report.file)}}],
            "partialFingerprints": {"qcdcFinding/v1": fixed.fingerprint},
            "properties": {"target": clean(fixed.target), "by_law": fixed.by_law},
        }

    def _problem(self, problem: Problem) -> Data:
        name = FILE_RULES + clean(problem.code)
        if name not in self._rules:
            self._describe(name, {"shortDescription": {"text": tell(NAMES["file_problems"], self._run.lang)}})
        return {
            "ruleId": name,
            "ruleIndex": self._rules[name],
            "kind": "fail",
            "level": problem.severity,
            "message": {"text": tell(problem.words, self._run.lang)},
            "locations": [self._location(problem)],
        }

    def _fault(self, finding: Finding) -> Data:
        rule, lang = self._rule(finding), self._run.lang
        return {
            "level": "error",
            "message": {"text": f"{tell(finding.target_label, lang)} – {tell(finding.message, lang)}"},
            "associatedRule": {"id": rule["ruleId"], "index": rule["ruleIndex"]},
            "locations": [self._location(finding.location)] if finding.location.file else [],
            "properties": {"target": clean(finding.target), "fault": clean(finding.fault)},
        }

    def _notices(self, report: Report) -> list[Data]:
        """What a viewer that shows only failures would otherwise hide."""
        lang = self._run.lang
        said = [tell(banner, lang) for banner in report.banners]
        if report.left_out:
            said.append(f"{tell(NAMES['partial_why'], lang)}: {clean(left_out_words(report.left_out, lang))}")
        missing = report.unknown_counts["missing"]
        if missing and not self._run.everything:
            said.append(f"{tell(NAMES['gaps'], lang)}: {missing} {tell(NAMES['results'], lang)} (--sarif-all)")
        place = {"physicalLocation": {"artifactLocation": self._artifact(report.file)}}
        return [{"level": "warning", "message": {"text": text}, "locations": [place]} for text in said]


def _placed(finding: Finding, report: Report) -> Location:
    """A finding without a place of its own is about the file."""
    return finding.location if finding.location.file else finding.location._replace(file=report.file)


def _summary(report: Report) -> Data:
    return {
        "file": relative_uri(report.file),
        "unit": clean(report.unit_code),
        "counts": report.counts,
        "unknown": report.unknown_counts,
        "waived": report.waived_count,
        "since": since_counts(report) or None,
        "complete": report.complete,
        "stated_on": report.stated_on.isoformat() if report.stated_on else None,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "ruleset": report.ruleset_digest,
    }
