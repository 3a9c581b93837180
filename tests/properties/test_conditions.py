"""Adding facts never turns true into false or false into true, whatever the operator says."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from interest import Interest
from knowledge import consistent, forget_in, read
from reports import Maker

from qcdc_rules.compiling.condition import Condition
from qcdc_rules.logic.values import Gap
from toy import HERE, SHAPE, compiled, env_of, plain_yaml

SHARES = (0.1, 0.25, 0.5)


@cache
def conditions() -> tuple[tuple[str, Condition, Interest, str], ...]:
    """Every condition of the operators' tables."""
    found = []
    for path in sorted((HERE / "tables").glob("*.yaml")):
        for number, table in enumerate(plain_yaml(path)):
            condition = compiled(table["say"], table.get("target", ""))
            interest = Interest()
            interest.read(condition)
            found.append((f"{path.stem}-{number + 1}", condition, interest, table.get("target", "")))
    return tuple(found)


def judged(condition: Condition, report: Any, target: str) -> Any:
    env = env_of(read(report, SHAPE), target)
    truth = condition.decide(env, Gap.NONE)
    trace = condition.trace(env, Gap.NONE)
    assert trace.truth is truth, "both passes agree"
    assert condition.decide(env, Gap.NONE) is truth, "nothing is left behind"
    assert trace.lacking or truth.decided or truth.name != "MISSING", "an unknown names what to state"
    return truth


@pytest.mark.parametrize("number", range(len(conditions())), ids=[one[0] for one in conditions()])
@settings(max_examples=max(40, settings().max_examples // 10), suppress_health_check=list(HealthCheck))
@given(rnd=st.integers(0, 2**48).map(Random), share=st.sampled_from(SHARES))
def test_more_facts_never_change_a_decision(number: int, rnd: Random, share: float) -> None:
    _, condition, interest, target = conditions()[number]
    made = consistent(Maker(rnd, interest, SHAPE).report("commune"), SHAPE)
    assume(made is not None)
    assert made is not None
    full, _ = made
    less = forget_in(full, SHAPE, rnd, share)
    before, after = judged(condition, less, target), judged(condition, full, target)
    if before.decided:
        assert after is before, (less, full)
