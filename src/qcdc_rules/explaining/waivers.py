"""Waivers in words: on a finding, and why an act waived nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.explaining.values import day_words
from qcdc_rules.model.report import Finding, Report
from qcdc_rules.model.submission import Submission
from qcdc_rules.model.waivers import (
    EXPIRED,
    HOLDS,
    NOT_WAIVABLE,
    NOT_YET,
    Waiver,
    Waivers,
    standing,
    waived,
)
from qcdc_rules.source import Words
from qcdc_rules.source.suggest import closest


def current(waivers: Waivers, ruleset: Ruleset) -> tuple[Waiver, ...]:
    """The acts by the ids that the rules have today: an act may name one by a former id."""
    found = ((act, ruleset.by_id(act.rule)) for act in waivers.acts)
    return tuple(act._replace(rule=rule.id) for act, rule in found if rule is not None)


def with_waivers(findings: list[Finding], submission: Submission, as_of_report: Report, acts: tuple[Waiver, ...]) -> list[Finding]:
    """The same findings, each with the act that waives it."""
    raise NotImplementedError
