"""The report as JUnit XML: a suite for each submission, a case for each result.

A breach of a duty is a failure. What lacks facts is an error, never skipped: CI systems show skipped cases as
green, and silence is not compliance. What is not yet due, is left open by the law, is waived or only advised is
skipped, with its kind in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from qcdc_rules.model.report import Finding, Report
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.report_words import NAMES
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.shown import details_of, excerpt_of, kind_of, place_of, tell, waiver_of
from qcdc_rules.rendering.wording import since_counts
from qcdc_rules.source import Problem

_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FAULTS = {"violated": ("failure", "violated"), "missing": ("error", "missing"), "error": ("error", "fault")}


def render_junit(reports: Sequence[Report], run: Run) -> str:
    """All reports of a run as one XML document."""
    root = ET.Element("testsuites", {"name": "qcdc-check"})
    for report in reports:
        root.append(_suite(report, run.lang))
    for total in ("tests", "failures", "errors", "skipped"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _xml(text: str) -> str:
    """Text without what XML 1.0 cannot hold, not even escaped."""
    return _NOT_XML.sub("�", text)


def _suite(report: Report, lang: str) -> ET.Element:
    suite = ET.Element("testsuite", {"name": _xml(clean(report.file))})
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(report):
        ET.SubElement(properties, "property", {"name": name, "value": _xml(clean(value))})
    cases = [_problem(problem, lang) for problem in report.problems]
    cases += [_case(finding, report, lang) for finding in report.findings]
    suite.extend(cases)
    suite.set("tests", str(len(cases)))
    for total, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(total, str(sum(1 for case in cases if case.find(tag) is not None)))
    suite.set("time", "0")
    return suite


def _properties(report: Report) -> list[tuple[str, str]]:
    return [
        ("unit", f"{report.unit_name} ({report.unit_code})"),
        ("stated_on", report.stated_on.isoformat() if report.stated_on else ""),
        ("as_of", report.as_of.isoformat() if report.as_of else ""),
        ("rules", f"{report.rules_selected}/{report.rules_total}"),
        ("complete", "true" if report.complete else f"false: {', '.join(report.left_out)}"),
        *((f"count.{name}", str(number)) for name, number in report.counts.items()),
        *((f"unknown.{name}", str(number)) for name, number in report.unknown_counts.items()),
        *((f"baseline.{name}", str(number)) for name, number in since_counts(report).items()),
        *(("banner", banner.vi) for banner in report.banners),
    ]


def _element(group: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": _xml(clean(group)), "name": _xml(clean(name)), "time": "0"})


def _case(finding: Finding, report: Report, lang: str) -> ET.Element:
    case = _element(finding.rule, finding.target)
    kind = kind_of(finding)
    if kind == "satisfied":
        return case
    said = f"{tell(finding.title, lang)} – {tell(finding.target_label, lang)} – {tell(finding.message, lang)}"
    pardoned = finding.outcome != "error" and (finding.force != "must" or waiver_of(finding) is not None)
    if kind not in _FAULTS or pardoned:
        why = " waived" if waiver_of(finding) is not None else " advice" if finding.force != "must" else ""
        since = f" {finding.standing}" if finding.standing else ""
        ET.SubElement(case, "skipped", {"message": _xml(f"[{kind}{why}{since}] {said}")})
        return case
    tag, type_ = _FAULTS[kind]
    fault = ET.SubElement(case, tag, {"type": type_, "message": _xml(said)})
    fault.text = _xml("\n".join(_body(finding, report, lang)))
    return case


def _body(finding: Finding, report: Report, lang: str) -> list[str]:
    lines = [f"{tell(NAMES['where'], lang)}: {place_of(finding.location)}"]
    shown = excerpt_of(report.lines, finding.location)
    if shown is not None:
        lines.append(f"{shown.number} │ {shown.before}{shown.marked}{shown.after}")
    lines += [f"{tell(NAMES[name], lang)}: {text}" for name, text in details_of(finding, lang)]
    return lines


def _problem(problem: Problem, lang: str) -> ET.Element:
    """A problem of the file; warnings are skipped cases."""
    case = _element(f"file.{problem.code}", f"{problem.path or problem.file}:{problem.line}:{problem.column}")
    said = _xml(tell(problem.words, lang))
    if problem.severity == "error":
        ET.SubElement(case, "error", {"type": "file", "message": said})
    else:
        ET.SubElement(case, "skipped", {"message": f"[file] {said}"})
    return case
