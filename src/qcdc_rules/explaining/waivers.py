"""Waivers on findings, in words, and why an act waived nothing in a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.explaining.values import day_words
from qcdc_rules.model.report import Report
from qcdc_rules.model.waivers import (
    EXPIRED,
    HOLDS,
    NOT_WAIVABLE,
    NOT_YET,
    OTHER_UNIT,
    Waived,
    Waiver,
    Waivers,
    standing,
    waived,
)
from qcdc_rules.source import Words
from qcdc_rules.source.suggest import closest


def with_waivers(report: Report, waivers: Waivers, ruleset: Ruleset) -> Report:
    """The same report, each finding with the act that waives it, if one does."""
    day = report.as_of
    if day is None:
        return report
    acts = [act for act in _current(waivers, ruleset) if act.unit == report.unit_code]
    if not acts:
        return report._replace(waivers_digest=waivers.digest)
    findings = tuple(
        finding._replace(
            waiver=waived(
                acts,
                report.unit_code,
                day,
                rule=finding.rule,
                category=finding.category,
                target=finding.target,
                outcome=finding.outcome,
            )
        )
        for finding in report.findings
    )
    return report._replace(findings=findings, waivers_digest=waivers.digest)


def _current(waivers: Waivers, ruleset: Ruleset) -> Iterator[Waiver]:
    """The acts, by the ids that the rules have today: an act may name a rule by a former id."""
    for act in waivers.acts:
        rule = ruleset.by_id(act.rule)
        if rule is not None:
            yield act._replace(rule=rule.id)


def waived_words(waiver: Waived) -> Words:
    """The waiver of a finding in a sentence."""
    named = f"{waiver.document} [{waiver.id}]"
    day = day_words(waiver.until)
    return Words(
        f"Được miễn theo {named} của {waiver.granted_by.vi}, đến trước ngày {day.vi}: {waiver.reason.vi}",
        f"Waived by {named} of {waiver.granted_by.en}, before {day.en}: {waiver.reason.en}",
    )


def idle(waivers: Waivers, reports: Sequence[Report], ruleset: Ruleset) -> Iterator[Words]:
    """Each act that waived nothing in this run, and why: nobody may believe that it did."""
    for act in waivers.acts:
        used = any(f.waiver is not None and f.waiver.id == act.id for r in reports for f in r.findings)
        if not used:
            why = _why(act, reports, ruleset)
            yield Words(
                f"Văn bản miễn “{act.id}” ({act.document}) không miễn điều gì: {why.vi}.",
                f"The waiver “{act.id}” ({act.document}) waives nothing: {why.en}.",
            )


def _why(act: Waiver, reports: Sequence[Report], ruleset: Ruleset) -> Words:
    rule = ruleset.by_id(act.rule)
    if rule is None:
        near = closest(act.rule, [one.id for one in ruleset.rules])
        return Words(
            f"không có quy tắc “{act.rule}”" + (f" (có phải là “{near}”?)" if near else ""),
            f"there is no rule “{act.rule}”" + (f" (did you mean “{near}”?)" if near else ""),
        )
    days = [report.as_of for report in reports if report.unit_code == act.unit and report.as_of is not None]
    found = {standing(act, act.unit, rule.category, day) for day in days} or {OTHER_UNIT}
    if HOLDS in found:
        return Words(
            "không có kết quả nào vi phạm hay chưa kết luận mà nó nói đến",
            "no violated or undecided result is the one that it speaks of",
        )
    start, until = day_words(act.start), day_words(act.until)
    return {
        EXPIRED: Words(f"hết hạn ngày {until.vi}", f"it expired on {until.en}"),
        NOT_YET: Words(f"đến ngày {start.vi} mới có hiệu lực", f"it holds only from {start.en}"),
        NOT_WAIVABLE: Words(f"quy tắc “{rule.id}” không được miễn", f"the rule “{rule.id}” cannot be waived"),
        OTHER_UNIT: Words(f"không có báo cáo nào của đơn vị “{act.unit}”", f"no report is of the unit “{act.unit}”"),
    }[min(found)]
