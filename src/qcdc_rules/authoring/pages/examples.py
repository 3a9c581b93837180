"""Examples of a rule, taken from its cases: the shortest report that satisfies it and the shortest that violates it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NamedTuple

from qcdc_rules.authoring.cases import Case
from qcdc_rules.authoring.pages.yaml_text import yaml_lines

_FIRST = ("schema", "unit", "period")
MOST_LINES = 60
MOST_CHANGES = 8


class Example(NamedTuple):
    """A report, what the case calls it, and the results that it has beside the one shown."""

    name: str
    text: str


class Examples(NamedTuple):
    """The shortest report of each outcome that the cases hold."""

    satisfied: Example | None = None
    violated: Example | None = None


def examples_of(cases: Iterable[Case]) -> dict[str, Examples]:
    """The examples of each rule that has cases. Cases with holidays of their own give none: nobody could repeat them."""
    by_rule: dict[str, list[Case]] = {}
    for case in cases:
        if case.holidays is None and case.as_of is None and "allow_errors" not in case.submission:
            by_rule.setdefault(case.rule.id, []).append(case)
    return {
        name: Examples(_shortest(found, "satisfied"), _shortest(found, "violated")) for name, found in by_rule.items()
    }


def _shortest(cases: list[Case], outcome: str) -> Example | None:
    ranked: list[tuple[bool, int, int, Example]] = []
    for number, case in enumerate(cases):
        expected = {str(one) for one in case.expect.values()}
        if outcome in expected:
            text = example_text(case)
            mixed = not expected <= {outcome, "not_applicable"}
            ranked.append((mixed, len(text), number, Example(case.name, text)))
    best = min(ranked, default=None)
    return best[3] if best is not None and best[3].text.count("\n") < MOST_LINES else None


def example_text(case: Case) -> str:
    """The whole report of a case, ready to be saved and checked."""
    known = [name for name in _FIRST if name in case.submission]
    order = [*known, *(name for name in case.submission if name not in known)]
    return "\n".join(yaml_lines({name: case.submission[name] for name in order}))


def changes(one: Example | None, other: Example) -> list[str]:
    """The lines by which the second report differs from the first, if they are few."""
    if one is None:
        return []
    compared = difflib.unified_diff(one.text.splitlines(), other.text.splitlines(), n=1, lineterm="")
    lines = [line for line in list(compared)[2:] if not line.startswith("@@")]
    changed = sum(1 for line in lines if line.startswith(("+", "-")))
    return lines if 0 < changed <= MOST_CHANGES else []
