"""The rules of the toy pack over one report: what each result says, by key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.evaluating.results import Result
from qcdc_rules.loading.packs import read_packs
from toy import HERE, SHAPE, submission

YEAR = "2024-01-01..2024-12-31"


@cache
def toy_ruleset() -> Ruleset:
    ruleset = assemble(read_packs([(HERE / "pack", "pack")]), SHAPE)
    assert ruleset.problems == (), [(p.file, p.line, p.words.en) for p in ruleset.problems]
    return ruleset


def results(
    rule_id: str, of: Mapping[str, Any], period: str = YEAR, stated_on: str = "", as_of: str = ""
) -> dict[str, Result]:
    """The results of one rule, traced and untraced alike."""
    ruleset = toy_ruleset()
    report = submission(of, period, stated_on or period.partition("..")[2])
    rule = ruleset.by_id(rule_id)
    assert rule is not None
    day = date.fromisoformat(as_of) if as_of else report.stated_on
    calendar = calendar_of(ruleset.law.holidays, report)
    fast, traced = (Evaluation(ruleset, report, day, is_traced, calendar).of_rule(rule) for is_traced in (False, True))
    assert [(r.key, r.outcome, r.reason, r.truth) for r in fast] == [
        (r.key, r.outcome, r.reason, r.truth) for r in traced
    ]
    assert len({result.key for result in traced}) == len(traced)
    return {result.key: result for result in traced}


def said(
    rule_id: str, of: Mapping[str, Any], period: str = YEAR, stated_on: str = "", as_of: str = ""
) -> dict[str, str]:
    """The verdict of each result: an outcome, or the class of the unknown."""
    return {key: result.verdict for key, result in results(rule_id, of, period, stated_on, as_of).items()}
