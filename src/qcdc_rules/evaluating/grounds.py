"""The facts that a result rests on beside its requirement: what chose the law, and what made it apply."""

from __future__ import annotations

from qcdc_rules.compiling.compiled import CompiledVersion
from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.trace import Fact, facts_of
from qcdc_rules.logic.values import Gap


def grounds(version: CompiledVersion, content: Condition | None, env: Env) -> tuple[Fact, ...]:
    """Every fact that the governing day, the scopes and `when` read, once each, sorted by path."""
    asked = [*(scope.when for scope in version.scopes), version.when, *([content] if content is not None else [])]
    read = facts_of(tuple(condition.trace(env, Gap.NONE) for condition in asked))
    days = tuple(fact for path in version.governed_by for fact in path.facts(env, Gap.NONE))
    found = {(fact.path, fact.label.vi): fact for fact in (*days, *read) if fact.path}
    return tuple(found[key] for key in sorted(found))
