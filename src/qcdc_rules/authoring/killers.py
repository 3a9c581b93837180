"""The case that would kill a mutant: the smallest submission of which the rule and its mutant say different things.

What the law asks there is for the author to say; this only shows where rule and mutant part.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from qcdc_rules.authoring.drawing import Choose, Draft, Drawing
from qcdc_rules.authoring.filling import Reading, filled, judge, varied
from qcdc_rules.authoring.reads import Asked, read_by
from qcdc_rules.authoring.shrinking import shrunk
from qcdc_rules.authoring.speech import speech_of
from qcdc_rules.authoring.witnesses import Found, Search
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.results import Result
from qcdc_rules.model.rules import Rule

VARIED, EXAMPLES = 300, 40
"""So many drafts are tried that vary a case, and so many that are drawn up anew."""
_TOLD = ("satisfied", "violated", "not_applicable", "law_open")


class Killer(NamedTuple):
    """A submission, the result key, what the rule says and what the mutant says."""

    draft: Draft
    key: str
    verdict: str
    of_mutant: str


def killer(
    rule: Rule,
    mutant: Rule,
    ruleset: Ruleset,
    search: Search,
    cases: Iterable[Draft] = (),
    other: Ruleset | None = None,
) -> Killer | None:
    """Where a rule and its mutant part, if such a submission is found: near its cases, or anywhere.

    `other` judges the mutant where it is the law that was changed.
    """
    drafts = tuple(cases)
    apart = ruleset.with_law(ruleset.law), ruleset.with_law((other or ruleset).law)
    speech = speech_of(ruleset, (rule, mutant))
    reads = frozenset(named for one in (rule, mutant) for named in read_by(ruleset, Asked(one, one.versions)))

    def ask(draft: Draft) -> Reading | None:
        own, its = judge(draft, rule, apart[0]), judge(draft, mutant, apart[1])
        return None if own is None or its is None else Reading(own.submission, (*own.results, *its.results))

    def parted(results: tuple[Result, ...]) -> Result | None:
        others = {one.key: one for one in results if one.rule is mutant}
        for one in results:
            if one.rule is rule and one.verdict in _TOLD and one.key in others and _differs(one, others[one.key]):
                return one
        return None

    def make(choose: Choose) -> Found:
        return filled(Drawing(rule, speech, ruleset.shape, choose, reads), ask, parted)

    def holds(draft: Draft) -> bool:
        reading = ask(draft)
        return reading is not None and parted(reading.results) is not None

    def near(choose: Choose) -> Found:
        return varied(Drawing(rule, speech, ruleset.shape, choose, reads), drafts, ask, parted)

    found = search(near, lambda one: one[1] is not None, VARIED, 0) if drafts else None
    found = found or search(make, lambda one: one[1] is not None, EXAMPLES, 0)
    if found is None:
        return None
    smallest = shrunk(found[0], holds)
    reading = ask(smallest)
    result = parted(reading.results) if reading is not None else None
    if reading is None or result is None:
        return None
    parting = next(one for one in reading.results if one.rule is mutant and one.key == result.key)
    return Killer(smallest, result.key, result.verdict, parting.verdict)


def _differs(one: Result, other: Result) -> bool:
    return one.verdict != other.verdict
