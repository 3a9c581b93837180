"""The parts of the HTML page: plain text in one language, ready for the templates."""

from __future__ import annotations

from typing import NamedTuple

from qcdc_rules.rendering.shown import Excerpt

Pair = tuple[str, str]


class CaseView(NamedTuple):
    """What differs from target to target of one rule."""

    key: str
    label: str
    message: str
    where: str
    absent: str
    excerpt: Excerpt | None
    details: tuple[Pair, ...]
    facts: tuple[Pair, ...]
    tags: tuple[str, ...]


class RuleView(NamedTuple):
    """The findings of one rule of one kind, with what they share said once."""

    anchor: str
    kind: str
    rule: str
    title: str
    advice: bool
    partly: bool
    clauses: str
    details: tuple[Pair, ...]
    facts: tuple[Pair, ...]
    cases: tuple[CaseView, ...]
    reasons: tuple[str, ...]


class GapView(NamedTuple):
    path: str
    label: str
    items: str
    lines: str
    rules: int
    waiting: tuple[RuleView, ...]
    waived: tuple[str, ...]
    since: str


class StepView(NamedTuple):
    day: str
    days: str
    what: str
    note: str
    about: str
    advice: bool
    cases: str
    anchor: str


class ProblemView(NamedTuple):
    error: bool
    where: str
    message: str
    excerpt: Excerpt | None


class CategoryView(NamedTuple):
    name: str
    counts: tuple[int, ...]
    total: int


class FixedView(NamedTuple):
    title: str
    label: str
    by_law: bool
    rule: str
    key: str


class ReportView(NamedTuple):
    """One report, ready to be laid out."""

    anchor: str
    name: str
    evaluated: bool
    open: bool
    gate: str
    counts: tuple[tuple[str, int], ...]
    waived: int
    two_days: str
    about: tuple[Pair, ...]
    notes: tuple[str, ...]
    partial: str
    problems: tuple[ProblemView, ...]
    categories: tuple[CategoryView, ...]
    sum: CategoryView
    steps: tuple[tuple[str, tuple[StepView, ...]], ...]
    step_count: int
    plan_notes: tuple[str, ...]
    faults: tuple[RuleView, ...]
    violated: tuple[tuple[str, tuple[RuleView, ...]], ...]
    advised: tuple[RuleView, ...]
    gaps: tuple[GapView, ...]
    running: tuple[RuleView, ...]
    satisfied: tuple[tuple[str, tuple[RuleView, ...]], ...]
    judged: tuple[RuleView, ...]
    fixed: tuple[FixedView, ...]
    not_bound: tuple[tuple[str, tuple[RuleView, ...]], ...]
    provenance: tuple[Pair, ...]
