"""One line judged: its outcomes counted, and every result that is neither satisfied nor not applicable."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from qcdc_rules.api import unreadable_report
from qcdc_rules.bulk.lines import Line
from qcdc_rules.bulk.reading import NAME, read_line
from qcdc_rules.bulk.settings import Settings
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.evaluating.results import Result
from qcdc_rules.model.outcome import Outcome
from qcdc_rules.model.report import OUTCOMES
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission, Unreadable
from qcdc_rules.rendering.verdict import BAD_INPUT, Weighed, gate
from qcdc_rules.source import Problem, Spot
from qcdc_rules.source.limits import MAX_BYTES, TOO_LARGE

SETTLED = (Outcome.SATISFIED, Outcome.NOT_APPLICABLE)
_START = Spot(1, 1, 1, 1)


class Entry(NamedTuple):
    """What came of one line: its text in the output, and what the totals need of it."""

    text: bytes
    digest: str
    code: int
    evaluated: bool
    counts: tuple[int, ...]
    """In the order of `OUTCOMES`."""


def line_bytes(data: Mapping[str, Any]) -> bytes:
    """One line of the output; every run writes the same data in the same bytes."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


class Tally(NamedTuple):
    """How many results there are of each outcome, and those that somebody has to look at."""

    counts: Counter[Outcome]
    unsettled: list[Result]


NOTHING = Tally(Counter(), [])


class Judge:
    """Judges lines one after another; rules are compiled once."""

    def __init__(self, settings: Settings, ruleset: Ruleset) -> None:
        self._settings = settings
        self._ruleset = ruleset
        self._rules: dict[str, tuple[Rule, ...]] = {}

    def entries(self, lines: Iterable[Line]) -> list[Entry]:
        return [self.entry(line) for line in lines]

    def entry(self, line: Line) -> Entry:
        read = read_line(line.data, self._ruleset.shape) if line.size <= MAX_BYTES else _too_large(line)
        tally = NOTHING if isinstance(read, Unreadable) else self._tally(read)
        counts = tuple(tally.counts[outcome] for outcome in Outcome)
        code = self._code(read, tally)
        data = {
            "kind": "entry",
            "input": line.input,
            "line": line.number,
            "digest": line.digest,
            "exit_code": code,
            **_of_unit(read),
            "counts": dict(zip(OUTCOMES, counts, strict=True)),
            "results": [_result(one) for one in sorted(tally.unsettled, key=lambda one: (one.rule.id, one.key))],
            "problems": self._problems(read),
        }
        return Entry(line_bytes(data), line.digest, code, isinstance(read, Submission), counts)

    def _tally(self, submission: Submission) -> Tally:
        regulation = submission.regulation
        rules = self._rules.get(regulation)
        if rules is None:
            rules = self._rules[regulation] = tuple(self._ruleset.of(regulation))
        calendar = calendar_of(self._ruleset.law.holidays, submission)
        evaluation = Evaluation(self._ruleset, submission, self._settings.as_of, False, calendar)
        results = list(evaluation.results(rules))
        return Tally(
            Counter([one.outcome for one in results]),
            [one for one in results if one.outcome not in SETTLED],
        )

    def _code(self, read: Submission | Unreadable, tally: Tally) -> int:
        """What `qcdc check` would exit with."""
        counts = {outcome.value: tally.counts[outcome] for outcome in Outcome}
        if not counts["error"] and (isinstance(read, Unreadable) or read.has_errors):
            return BAD_INPUT
        weighed = (
            Weighed(one.rule.force, one.rule.severity, one.outcome.value, one.unknown_class) for one in tally.unsettled
        )
        return gate(counts, weighed, self._settings.fail_on, self._settings.min_severity)

    def _problems(self, read: Submission | Unreadable) -> list[dict[str, Any]]:
        """What is wrong with the line, without names of persons. Warnings change no verdict and are left out."""
        errors = tuple(one for one in read.problems if one.severity == "error")
        if not errors:
            return []
        told = unreadable_report(Unreadable(NAME, errors, (), read.persons), self._ruleset)
        return [
            {"code": one.code, "column": one.column, "path": one.path, "message": {"vi": one.words.vi, "en": one.words.en}}
            for one in told.problems
        ]


def _of_unit(read: Submission | Unreadable) -> dict[str, Any]:
    if isinstance(read, Unreadable):
        return {"evaluated": False, "unit": None, "regulation": None, "period": None, "stated_on": None}
    return {
        "evaluated": True,
        "unit": read.unit_code,
        "regulation": read.regulation,
        "period": [read.first_on.isoformat(), read.last_on.isoformat()],
        "stated_on": read.stated_on.isoformat(),
    }


def _result(one: Result) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "target": one.key,
        "outcome": one.outcome.value,
        "unknown": one.unknown_class or None,
        "reason": one.reason,
        "severity": one.rule.severity,
        "force": one.rule.force,
    }


def _too_large(line: Line) -> Unreadable:
    return Unreadable(NAME, (Problem.located(NAME, _START, "too-large", TOO_LARGE),))
