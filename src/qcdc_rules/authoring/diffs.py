"""Two rulesets over the same reports: which verdicts change, and how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.model.submission import Submission


class Change(NamedTuple):
    """One verdict that two rulesets do not share; `-` where a ruleset has no such result."""

    file: str
    rule: str
    key: str
    before: str
    after: str


def changes(old: Ruleset, new: Ruleset, submission: Submission) -> Iterator[Change]:
    """The verdicts on one submission that differ, sorted by rule and key."""
    before, after = (_verdicts(ruleset, submission) for ruleset in (old, new))
    for place in sorted({*before, *after}):
        was, now = before.get(place, "-"), after.get(place, "-")
        if was != now:
            yield Change(submission.file, *place, was, now)


def _verdicts(ruleset: Ruleset, submission: Submission) -> dict[tuple[str, str], str]:
    calendar = calendar_of(ruleset.law.holidays, submission)
    evaluation = Evaluation(ruleset, submission, submission.stated_on, True, calendar)
    rules = list(ruleset.of(submission.regulation))
    return {(result.rule.id, result.key): result.verdict for result in evaluation.results(rules)}
