"""Asking a condition: one operator out of a closed set, answered in Kleene's words."""

from __future__ import annotations

from collections.abc import Callable

from qcdc_rules.model.law import Plain
from qcdc_rules.second.operands import Where
from qcdc_rules.second.operators import days, facts, law, lists, rhythm, spans
from qcdc_rules.second.scene import Scene
from qcdc_rules.second.truths import Answer

Operator = Callable[[Plain, Scene, Where, dict[str, Plain]], Answer]

OPERATORS: dict[str, Operator] = {
    "all": facts.joined_all,
    "any": facts.joined_any,
    "not": facts.negated,
    "if": facts.branching,
    "exists": facts.exists,
    "is": facts.is_equal,
    "one_of": facts.one_of,
    "compare": facts.compare,
    "ratio": facts.ratio,
    "some": lists.some,
    "every": lists.every,
    "count": lists.counted,
    "includes": lists.includes,
    "covers": lists.covers,
    "in_order": lists.in_order,
    "before": days.before,
    "not_after": days.not_after,
    "within": days.within,
    "notice": days.notice,
    "term": days.term,
    "during": days.during,
    "falls_on": days.falls_on,
    "duration": spans.duration,
    "longest_run": spans.longest_run,
    "frequency": rhythm.frequency,
    "periodic": rhythm.periodic,
    "spacing": rhythm.spacing,
    "arises": law.arises,
    "listed_in": law.listed_in,
    "cited_in": law.cited_in,
    "complies_with": law.complies_with,
}


def ask(condition: Plain, scene: Scene) -> Answer:
    """What a condition says in this scene; no condition, or `always`, is true."""
    if condition is None or condition == "always":
        return "true"
    assert isinstance(condition, dict)
    if "if" in condition:
        return OPERATORS["if"](condition["if"], scene, ask, condition)
    name, body = next(iter(condition.items()))
    return OPERATORS[name](body, scene, ask, condition)
