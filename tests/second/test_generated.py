"""Submissions that hypothesis draws from the schema: both engines say the same of them.

The rules of each type are cut into slices, and each slice gets submissions that dwell on a few of its rules. Thousands
more, many of them judged by all rules of their type: `make deep` (docs/differential.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from both import ruleset
from generated import SEEDS, SPANS, Drawn, Tally, drawn, persists, planned, told
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from qcdc_rules.authoring.shrinking import shrunk
from qcdc_rules.evaluating import passing
from qcdc_rules.model.rules import Rule
from qcdc_rules.second.chaining.engine import DurableChain
from qcdc_rules.second.operators import lists

SLICE = 60
"""So many rules stand together."""
EXAMPLES = 60
"""Of each slice; some eight hundred in all."""
BY_ALL = 5
"""The rules on which it dwells judge each submission, and all rules of the slice every so-manieth."""
REACHED = {"commune": 0.4, "agency": 0.3, "workplace": 0.3, "district_summary": 1.0}
"""The share of the rules of a type that must say something else than `not_applicable` and `missing`."""


@st.composite
def submissions(draw: st.DrawFn, rules: Sequence[Rule]) -> Drawn:
    """A whole submission that dwells on some of these rules."""

    def choose(options: Sequence[Any]) -> Any:
        return draw(st.sampled_from(options))

    one = drawn(planned(choose, rules, draw(st.integers(0, SEEDS))))
    assume(one is not None)
    assert one is not None
    return one


def tally(found: Tally, rules: Sequence[Rule], examples: int = EXAMPLES) -> None:
    @settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(submissions(rules))
    def both_engines(one: Drawn) -> None:
        own = {rule.id: rule for rule in one.focus}.values()
        found.compare(one, ruleset(), rules if found.submissions % BY_ALL == 0 else own)

    both_engines()


@pytest.mark.parametrize("regulation", REACHED)
def test_both_engines_agree_on_generated_submissions(regulation: str, chain_if_any: DurableChain | None) -> None:
    rules = tuple(ruleset().of(regulation))
    found = Tally()
    for start in range(0, len(rules), SLICE):
        tally(found, rules[start : start + SLICE])
    assert [told(difference) for *_, difference in found.differences] == []
    assert found.submissions >= 0.8 * EXAMPLES * len(rules) / SLICE
    assert len(found.by_rule) == len(rules), "every rule is asked"
    assert len(found.unlike("not_applicable", "missing")) <= (1 - REACHED[regulation]) * len(rules)
    if chain_if_any is not None:
        assert [facts for facts, plain in found.patterns.items() if chain_if_any.derive(facts) != plain] == []


def test_one_plan_is_one_submission() -> None:
    plan = planned(lambda options: options[-1], tuple(ruleset().of("commune")), 5)
    one, again = drawn(plan), drawn(plan)
    assert one is not None
    assert again is not None
    assert one.draft == again.draft
    assert not one.submission.has_errors
    assert (str(plan.first), str(plan.last)) in {(first, last) for first, last in SPANS}


@pytest.mark.parametrize("fault", ["a partial list is complete", "what is touched only is breached"])
def test_a_planted_fault_is_seen_and_made_small(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if fault == "a partial list is complete":
        monkeypatch.setattr(lists, "more", lambda found: [])
    else:
        monkeypatch.setattr(passing, "touched_only", lambda verdict, *rest: verdict)
    found = Tally()
    tally(found, [rule for rule in ruleset().of("commune") if rule.versions[0].targets.kind != "each"], 60)
    assert found.differences
    draft, as_of, difference = found.differences[0]
    rule = ruleset().by_id(difference.rule)
    assert rule is not None
    small = shrunk(draft, lambda smaller: persists(smaller, as_of, rule))
    assert len(str(small)) < len(str(draft))
    assert persists(small, as_of, rule)
