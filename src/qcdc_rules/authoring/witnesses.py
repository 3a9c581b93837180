"""Witnesses of a rule: for each verdict that it can give, the smallest submission to which it gives it.

A rule that nothing can violate checks nothing; a rule that nothing can satisfy accuses everyone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from qcdc_rules.authoring.drawing import Choose, Draft, Drawing
from qcdc_rules.authoring.filling import Reading, filled, judge
from qcdc_rules.authoring.reads import Asked, read_by
from qcdc_rules.authoring.shrinking import shrunk
from qcdc_rules.authoring.speech import speech_of
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.results import Result
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission

_HEADER = ("schema", "unit", "period")
KINDS = ("satisfied", "violated", "missing", "running", "law_open", "not_applicable")
Found = tuple[Draft, Result | None]


class Search(Protocol):
    """Makes things by picking, until one is wanted; see `searching.search`."""

    def __call__(
        self, make: Callable[[Choose], Found], wanted: Callable[[Found], bool], examples: int, seed: int, /
    ) -> Found | None: ...


class Witness(NamedTuple):
    """A submission, what the rule says of it, and whether it began as a case written by hand."""

    kind: str
    draft: Draft
    submission: Submission
    result: Result
    from_case: bool


class Seeker:
    """Seeks the witnesses of one rule. `hints` are submissions known to concern it, such as those of its cases."""

    def __init__(self, rule: Rule, ruleset: Ruleset, search: Search, seed: int, hints: Iterable[Draft] = ()) -> None:
        self._rule = rule
        self._ruleset = ruleset
        self._search = search
        self._seed = seed
        self._hints = tuple(hints)
        self._speech = speech_of(ruleset, (rule,))
        self._reads = frozenset(read_by(ruleset, Asked(rule, rule.versions)))
        self._met: dict[str, Draft] = {}

    def witnesses(self, kinds: Iterable[str] = KINDS, examples: int = 400) -> Iterator[Witness]:
        """A witness of each kind, where one is found."""
        for kind in kinds:
            found = self._witness(kind, examples)
            if found is not None:
                yield found

    def _witness(self, kind: str, examples: int) -> Witness | None:
        def wanted(results: tuple[Result, ...]) -> Result | None:
            return next((one for one in results if one.verdict == kind), None)

        def make(choose: Choose) -> Found:
            drawing = Drawing(self._rule, self._speech, self._ruleset.shape, choose, self._reads)
            return filled(drawing, self._ask, wanted)

        def holds(draft: Draft) -> bool:
            reading = judge(draft, self._rule, self._ruleset)
            return reading is not None and wanted(reading.results) is not None

        found = self._search(make, lambda one: one[1] is not None, examples, self._seed)
        draft = found[0] if found is not None else self._met.get(kind)
        hinted = None if draft is not None else next((hint for hint in self._hints if holds(hint)), None)
        start = draft if draft is not None else hinted
        if start is None:
            return None
        smallest = shrunk({**{name: start[name] for name in _HEADER}, **start}, holds)
        reading = judge(smallest, self._rule, self._ruleset)
        result = wanted(reading.results) if reading is not None else None
        if reading is None or result is None:
            return None
        return Witness(kind, smallest, reading.submission, result, hinted is not None)

    def _ask(self, draft: Draft) -> Reading | None:
        """Judge a draft, and keep the first of every kind met on the way."""
        reading = judge(draft, self._rule, self._ruleset)
        for result in reading.results if reading is not None else ():
            self._met.setdefault(result.verdict, draft)
        return reading


def vacuous(found: Iterable[Witness]) -> bool:
    """Whether nothing can breach the rule: no breach was found, nor a failure that the law leaves open."""
    return not any(one.kind == "violated" or one.result.reason == "recalled" or one.result.open for one in found)
