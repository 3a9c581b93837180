"""The built-in rules over reports made at random: what must hold of every verdict, whatever the law says."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judging import DECIDED, Judge
from knowledge import forget_in, read, shuffled

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.evaluating.results import Result
from qcdc_rules.evaluating.targets import WORKING_YEARS
from qcdc_rules.logic.truth import MISSING
from qcdc_rules.model.outcome import Outcome
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission
from qcdc_rules.rendering.json_report import render_json

EXAMPLES = settings().max_examples
RANDOM = st.integers(0, 2**48).map(Random)
SHARES = st.sampled_from([0.08, 0.2, 0.5])


@cache
def judge() -> Judge:
    return Judge(load_ruleset())


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(sorted(judge().ruleset.rules, key=lambda rule: rule.id))


RULE = st.integers(0, 10**6).map(lambda number: rules()[number % len(rules())])


def by_key(results: list[Result]) -> dict[tuple[str, str], Result]:
    found = {(result.rule.id, result.key): result for result in results}
    assert len(found) == len(results), "exactly one result for each rule and target"
    return found


def told(result: Result) -> tuple[str, str, str]:
    return result.rule.id, result.key, f"{result.verdict} ({result.reason}) {result.lacking}"


@settings(max_examples=EXAMPLES * 5, suppress_health_check=list(HealthCheck))
@given(rule=RULE, rnd=RANDOM, share=SHARES)
def test_more_facts_never_change_a_verdict(rule: Rule, rnd: Random, share: float) -> None:
    full, read_full = judge().a_report(rnd, [rule])
    less = forget_in(full, judge().ruleset.shape, rnd, share)
    after = by_key(judge().results(read_full, [rule]))
    for key, before in by_key(judge().results(read(less, judge().ruleset.shape), [rule])).items():
        if before.outcome in DECIDED and not before.target.whole:
            if key not in after and rule.versions[0].targets == WORKING_YEARS:
                continue  # which years there are to judge was not known
            assert key in after, (key, less, full)
            assert after[key].outcome is before.outcome, (told(before), told(after[key]), less, full)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(rule=RULE, rnd=RANDOM, share=SHARES)
def test_every_verdict_says_why(rule: Rule, rnd: Random, share: float) -> None:
    full, _ = judge().a_report(rnd, [rule])
    report = read(forget_in(full, judge().ruleset.shape, rnd, share), judge().ruleset.shape)
    fast, traced = (judge().results(report, [rule], is_traced) for is_traced in (False, True))
    by_key(traced)
    assert [(r.key, r.outcome, r.truth, r.reason, r.open) for r in fast] == [
        (r.key, r.outcome, r.truth, r.reason, r.open) for r in traced
    ], "both passes agree"
    assert traced, "a rule in scope says something, if only that there is nothing to judge"
    for result in traced:
        assert result.outcome is not Outcome.ERROR, (result.fault, full)
        assert (result.outcome is Outcome.UNKNOWN) is bool(result.unknown_class)
        if result.outcome is Outcome.SATISFIED:
            assert result.trace is not None
            assert any(node.facts for node in result.trace.walk()), (told(result), "rests on facts")
        if result.outcome is Outcome.VIOLATED:
            assert result.version is not None
            assert result.trace is not None
        if result.outcome is Outcome.UNKNOWN and result.truth is MISSING:
            assert result.lacking, (told(result), full)


@settings(max_examples=max(20, EXAMPLES // 30), suppress_health_check=list(HealthCheck))
@given(some=st.lists(RULE, min_size=1, max_size=6), rnd=RANDOM)
def test_every_rule_says_exactly_one_thing_of_every_target(some: list[Rule], rnd: Random) -> None:
    regulation = some[0].regulation
    _, report = judge().a_report(rnd, [rule for rule in some if rule.regulation == regulation])
    chosen = list(judge().ruleset.of(regulation))
    found = judge().results(report, chosen)
    by_key(found)
    assert {result.rule.id for result in found} == {rule.id for rule in chosen if _has_windows(rule, report)}
    assert [told(result) for result in judge().results(report, chosen)] == [told(result) for result in found]
    whole = {(result.rule.id, result.key) for result in found if result.target.whole}
    assert all(key.endswith("/*") for _, key in whole)


def _has_windows(rule: Rule, report: Submission) -> bool:
    """Whether there is anything to judge: a catalogue over a period in which none of its versions held has not."""
    if rule.versions[0].targets.kind != "each_content":
        return True
    return bool(judge().results(report, [rule]))


@settings(max_examples=EXAMPLES // 5, suppress_health_check=list(HealthCheck))
@given(data=st.lists(RULE, min_size=2, max_size=4), rnd=RANDOM)
def test_the_order_of_rules_keys_and_items_does_not_matter(data: list[Rule], rnd: Random) -> None:
    chosen = [rule for rule in data if rule.regulation == data[0].regulation]
    full, read_full = judge().a_report(rnd, chosen)
    shape = judge().ruleset.shape
    moved = shuffled(full, None, shape, rnd, ordered=frozenset({"steps", "agenda", "contents"}))
    before = Counter(told(result) for result in judge().results(read_full, chosen, True))
    after = Counter(told(result) for result in judge().results(read(moved, shape), reversed(chosen), True))
    assert {(rule, key, said.partition(" (")[0]) for rule, key, said in before} == {
        (rule, key, said.partition(" (")[0]) for rule, key, said in after
    }


@settings(max_examples=max(20, EXAMPLES // 20), suppress_health_check=list(HealthCheck))
@given(rnd=RANDOM, rule=RULE)
def test_the_same_report_gives_the_same_bytes(rnd: Random, rule: Rule) -> None:
    full, _ = judge().a_report(rnd, [rule])
    data: Any = json.dumps(full).encode()
    first, second = (check(data, ruleset=judge().ruleset, select=[rule.id], name="x.json") for _ in range(2))
    assert first == second
    assert render_json([first], 0) == render_json([second], 0)
