"""A report: what every rule in scope said of one submission, in words and places, ready to be rendered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from qcdc_rules.frozen import frozen
from qcdc_rules.logic.lazy import EMPTY
from qcdc_rules.model.law import Citation
from qcdc_rules.model.outcome import Outcome
from qcdc_rules.model.waivers import Waived
from qcdc_rules.source import Problem, Words

OUTCOMES = tuple(outcome.value for outcome in Outcome)


class Location(NamedTuple):
    """Where in the file; `exact` is False when the thing is absent and this is where it belongs."""

    file: str
    line: int
    column: int
    end_column: int
    path: str
    exact: bool = True


@frozen
class StatedFact:
    """A fact that a result rests on, with the value in words."""

    path: str
    label: Words
    value: Words
    line: int
    column: int


@frozen
class CitedProvision:
    """A provision in words, how its wording was checked, and what to know about it."""

    citation: Citation
    label: Words
    checked: str
    notes: tuple[Words, ...] = ()


class Finding(NamedTuple):
    """One result in words: what, where, found, required, which clause, how to put it right, by when."""

    rule: str
    title: Words
    category: str
    force: str
    severity: str
    target: str
    target_label: Words
    outcome: str
    unknown_class: str
    reason: str
    reason_words: Words
    message: Words
    found: Words
    required: Words
    remedy: Words | None
    deadline: date | None
    location: Location
    facts: tuple[StatedFact, ...]
    lacking: tuple[tuple[str, Words], ...]
    citations: tuple[CitedProvision, ...]
    see: tuple[CitedProvision, ...]
    reading: Words | None
    sanctions: tuple[Words, ...]
    duty_of: tuple[str, ...]
    proves: str
    fidelity: str
    version: str
    fingerprint: str
    remarks: tuple[Words, ...] = ()
    fault: str = ""
    waiver: Waived | None = None
    """The legal act that waives this finding on the day of the check."""
    standing: str = ""
    """Against an earlier report: `new`, `law` (new, and only the rules changed), `remaining`; empty where none was given."""

    @property
    def order(self) -> tuple[object, ...]:
        return (self.rule, self.target, self.outcome, self.message.vi)


@frozen
class Fixed:
    """What an earlier report found and this one does not find any more."""

    fingerprint: str
    rule: str
    target: str
    title: Words
    target_label: Words
    outcome: str
    by_law: bool = False
    """The submission is the same: only the law, or its encoding, changed."""


class Report(NamedTuple):
    """What one run found about one submission."""

    file: str
    unit_code: str
    unit_name: str
    regulation: str
    period: tuple[date, date] | None
    stated_on: date | None
    as_of: date | None
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    rules_selected: int
    rules_total: int
    complete: bool = True
    left_out: tuple[str, ...] = ()
    """Why the run is partial: options that narrowed it, overlays that loosen a rule."""
    banners: tuple[Words, ...] = ()
    submission_digest: str = ""
    ruleset_digest: str = ""
    packs: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    evaluated: bool = True
    """False when the file could not be read at all."""
    extra: Mapping[str, str] = EMPTY
    waivers_digest: str = ""
    persons_shown: bool = False
    """Whether names of persons stand in it as they were written."""
    fixed: tuple[Fixed, ...] | None = None
    """Against an earlier report: what was put right; None where none was given."""
    settled: Mapping[str, int] = EMPTY
    """In a report that only counts what is satisfied or does not apply: how many there are, without findings."""

    @property
    def counts(self) -> dict[str, int]:
        """All five outcomes, always."""
        found = Counter(finding.outcome for finding in self.findings)
        return {outcome: found[outcome] + self.settled.get(outcome, 0) for outcome in OUTCOMES}

    @property
    def unknown_counts(self) -> dict[str, int]:
        found = Counter(finding.unknown_class for finding in self.findings if finding.unknown_class)
        return {name: found.get(name, 0) for name in ("missing", "running", "law_open")}

    @property
    def waived_count(self) -> int:
        return sum(1 for finding in self.findings if finding.waiver is not None)

    @property
    def has_input_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)
