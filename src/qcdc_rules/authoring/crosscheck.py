"""Both engines over one report, and where they differ: two engines, one law, and a wrong verdict must fool both.

The first engine is `evaluating`, the second `second`. They share the rule model and the readers; this module only
compares what each of them says.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.evaluating.results import Result
from qcdc_rules.explaining.findings import finding
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission
from qcdc_rules.second.engine import Judgement, SecondEngine, engine_for
from qcdc_rules.second.outcome import Deriver
from qcdc_rules.second.truths import Joiner

NO_RESULT = "no_result"
"""The word for a target that one of the engines does not judge at all."""


class Side(NamedTuple):
    """What one engine says: an outcome or a class of unknown, and the first day of the version that it used."""

    verdict: str
    version: date | None = None


class Difference(NamedTuple):
    """One rule and one target of which the engines say different things, and the facts that the first one read."""

    rule: str
    key: str
    first: Side
    second: Side
    facts: tuple[tuple[str, int], ...] = ()
    """Path and line."""


class Comparison(NamedTuple):
    """How many results were compared, and the differences."""

    results: int
    differences: tuple[Difference, ...]


def compare_outcomes(
    submission: Submission, ruleset: Ruleset, rules: Iterable[Rule] | None = None, as_of: date | None = None
) -> list[Difference]:
    """Where the engines differ on these rules (all of the regulation type by default), the second one in plain
    Python."""
    return list(cross_check(submission, ruleset, rules, as_of).differences)


def cross_check(
    submission: Submission,
    ruleset: Ruleset,
    rules: Iterable[Rule] | None = None,
    as_of: date | None = None,
    deriver: Deriver | None = None,
    join: Joiner | None = None,
) -> Comparison:
    """Judge by both engines and compare every result. `deriver` and `join` put durable-rules into the second."""
    chosen = list(ruleset.of(submission.regulation) if rules is None else rules)
    day = as_of or submission.stated_on
    first = Evaluation(ruleset, submission, day, False, calendar_of(ruleset.law.holidays, submission))
    second = second_engine(submission, ruleset, day, deriver, join, chosen)
    number, found = 0, []
    for rule in chosen:
        one = {result.key: result for result in first.of_rule(rule)}
        other = second.of_rule(rule)
        for key in dict.fromkeys((*one, *other)):
            number += 1
            if (difference := _difference(rule.id, key, one.get(key), other.get(key))) is not None:
                read = _facts(first.explained(one[key]), ruleset, submission) if key in one else ()
                found.append(difference._replace(facts=read))
    return Comparison(number, tuple(found))


def second_engine(
    submission: Submission,
    ruleset: Ruleset,
    as_of: date,
    deriver: Deriver | None = None,
    join: Joiner | None = None,
    also: Iterable[Rule] = (),
) -> SecondEngine:
    """The second engine over one report; rules of the type, and `also` those that no ruleset holds."""
    known = (*ruleset.by_regulation.get(submission.regulation, ()), *also)
    return engine_for(submission, ruleset.law, ruleset.shape, known, as_of, deriver, join)


def _difference(rule: str, key: str, one: Result | None, other: Judgement | None) -> Difference | None:
    first = Side(one.verdict, _start(one)) if one is not None else Side(NO_RESULT)
    second = Side(other.verdict, other.version) if other is not None else Side(NO_RESULT)
    same_law = first.version == second.version or None in (first.version, second.version)
    return None if first.verdict == second.verdict and same_law else Difference(rule, key, first, second)


def _start(one: Result) -> date | None:
    return one.version.in_force.start if one.version is not None else None


def _facts(result: Result, ruleset: Ruleset, submission: Submission) -> tuple[tuple[str, int], ...]:
    told = finding(result, ruleset, submission)
    lacking = tuple((path, told.location.line) for path, _ in told.lacking)
    return tuple(dict.fromkeys((*((fact.path, fact.line) for fact in told.facts), *lacking)))
