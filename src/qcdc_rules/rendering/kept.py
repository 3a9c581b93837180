"""Reports kept as JSON: read back, compared with a run, and with one another.

A comparison goes by fingerprint (unit, rule, target). It informs; it never moves the gate.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qcdc_rules.frozen import frozen
from qcdc_rules.model.report import Finding, Fixed, Report
from qcdc_rules.rendering.json_report import SCHEMA
from qcdc_rules.source import Words

Data = Mapping[str, Any]
NEW, LAW, REMAINING = "new", "law", "remaining"
"""New; new in a file that did not change, so by other rules; found before too."""
_NEEDED = {
    "file": str, "unit": dict, "rules": dict, "complete": bool, "left_out": list, "problems": list, "results": list,
    "digests": dict, "packs": list,
}  # fmt: skip
_OF_RESULT = {"rule": str, "target": str, "outcome": str, "fingerprint": str, "title": dict, "target_label": dict}


class NotAReport(Exception):
    """The bytes are not a report that this program wrote; `words` says why."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(vi, en)


@frozen
class Difference:
    """What two reports say differently of the same unit."""

    new: tuple[Data, ...]
    fixed: tuple[Data, ...]
    remaining: tuple[Data, ...]
    by_law: bool
    """The submission is the same and the rules are not: only the law, or its encoding, changed."""


def kept_reports(data: bytes) -> list[Data]:
    """The reports in a JSON file of this program."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise NotAReport("Tệp không phải là JSON.", "The file is not JSON.") from fault
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise NotAReport(
            f"Tệp không phải là kết quả kiểm tra ({SCHEMA}, dạng -f json).",
            f"The file is no report ({SCHEMA}, -f json).",
        )
    reports = document.get("reports")
    if not isinstance(reports, list) or not all(_fits(one) for one in reports):
        raise NotAReport("Kết quả kiểm tra bị hỏng hoặc thiếu phần.", "The report is damaged or incomplete.")
    return reports


def _fits(one: object) -> bool:
    if not _has(one, _NEEDED):
        return False
    assert isinstance(one, dict)
    return all(_has(result, _OF_RESULT) for result in one["results"])


def _has(value: object, needed: Mapping[str, type]) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(name), kind) for name, kind in needed.items())


def is_notable(outcome: object, unknown_class: object) -> bool:
    """What calls for something: a violation, or a fact that is missing."""
    return outcome == "violated" or (outcome == "unknown" and unknown_class == "missing")


def _notable(reports: Sequence[Data], unit: object) -> dict[str, Data]:
    return {
        str(result["fingerprint"]): result
        for report in reports
        if report["unit"].get("code") == unit
        for result in report["results"]
        if is_notable(result["outcome"], result.get("unknown"))
    }


def against(report: Report, baseline: Sequence[Data]) -> Report:
    """The same report: findings marked new or remaining, and what the baseline found that is put right. Where the
    submission is the same and the rules are not, both are marked as the work of the law."""
    if not report.evaluated:
        return report
    before = _notable(baseline, report.unit_code)
    by_law = _by_law(report, baseline)
    findings = tuple(_marked(finding, before, LAW if by_law else NEW) for finding in report.findings)
    now = {finding.fingerprint for finding in findings if finding.standing}
    asked = {finding.rule for finding in findings}
    fixed = (
        _fixed(result, by_law)
        for fingerprint, result in before.items()
        if fingerprint not in now and (report.complete or result["rule"] in asked)
    )
    return report._replace(findings=findings, fixed=tuple(sorted(fixed, key=lambda one: (one.rule, one.target))))


def _by_law(report: Report, baseline: Sequence[Data]) -> bool:
    """Whether the same submission of this unit was judged before by other rules."""
    same = [
        one["digests"]
        for one in baseline
        if one["unit"].get("code") == report.unit_code and one["digests"].get("submission") == report.submission_digest
    ]
    return bool(report.submission_digest and same) and all(d.get("ruleset") != report.ruleset_digest for d in same)


def _marked(finding: Finding, before: Mapping[str, Data], new: str) -> Finding:
    if not is_notable(finding.outcome, finding.unknown_class):
        return finding
    return finding._replace(standing=REMAINING if finding.fingerprint in before else new)


def _words(value: Any) -> Words:
    return Words(str(value.get("vi", "")), str(value.get("en", "")))


def _fixed(result: Data, by_law: bool) -> Fixed:
    return Fixed(
        str(result["fingerprint"]),
        str(result["rule"]),
        str(result["target"]),
        _words(result["title"]),
        _words(result["target_label"]),
        str(result["outcome"]),
        by_law,
    )


def difference(old: Sequence[Data], new: Sequence[Data]) -> Difference:
    """What is new, put right and remaining between two runs, over all units that both speak of."""
    both = {one["unit"].get("code") for one in old} | {one["unit"].get("code") for one in new}
    before: dict[str, Data] = {}
    after: dict[str, Data] = {}
    for unit in sorted(map(str, both)):
        before |= _notable(old, unit)
        after |= _notable(new, unit)
    return Difference(
        new=_ordered(after[name] for name in after.keys() - before.keys()),
        fixed=_ordered(before[name] for name in before.keys() - after.keys()),
        remaining=_ordered(after[name] for name in after.keys() & before.keys()),
        by_law=_only_law(old, new),
    )


def _ordered(results: Iterator[Data]) -> tuple[Data, ...]:
    return tuple(sorted(results, key=lambda one: (str(one["rule"]), str(one["target"]), str(one["fingerprint"]))))


def _only_law(old: Sequence[Data], new: Sequence[Data]) -> bool:
    def digests(reports: Sequence[Data], name: str) -> set[str]:
        return {str(one["digests"].get(name, "")) for one in reports}

    same_submissions = digests(old, "submission") == digests(new, "submission") != {""}
    return same_submissions and digests(old, "ruleset") != digests(new, "ruleset")


def first_differences(kept: object, found: object, path: str = "", most: int = 20) -> list[str]:
    """Where two pieces of JSON differ: `path: old → new`, the first few."""
    if isinstance(kept, dict) and isinstance(found, dict):
        pairs: list[tuple[str, object, object]] = [
            (f"{path}.{name}" if path else name, kept.get(name), found.get(name)) for name in sorted({*kept, *found})
        ]
    elif isinstance(kept, list) and isinstance(found, list) and len(kept) == len(found):
        pairs = [(f"{path}[{_name(old, n)}]", old, new) for n, (old, new) in enumerate(zip(kept, found, strict=True))]
    else:
        return [] if kept == found else [f"{path}: {_short(kept)} → {_short(found)}"]
    told: list[str] = []
    for name, old, new in pairs:
        if old != new:
            told += first_differences(old, new, name, most - len(told))
        if len(told) >= most:
            break
    return told


def _name(value: object, number: int) -> str:
    if isinstance(value, dict) and "rule" in value and "target" in value:
        return f"{value['rule']} {value['target']}"
    return str(number + 1)


def _short(value: object) -> str:
    if isinstance(value, list):
        return f"({len(value)})"
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 80 else text[:77] + "…"
