"""What a condition sees while it is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from qcdc_rules.logic.truth import Truth
from qcdc_rules.logic.working_days import WorkingCalendar
from qcdc_rules.model.law import Citation
from qcdc_rules.model.submission import Items, Record, Value


class Compliance(NamedTuple):
    """How another rule judged the same target, for `complies_with`."""

    truth: Truth | None
    """None: the other rule does not apply to it."""
    key: str
    lacking: tuple[str, ...] = ()


@dataclass(slots=True)
class Env:
    """One target of one version: the submission, the target and its holder, the days that count.

    `judged` is the day on which limits are judged: the earlier of `as_of` and the day of the report.
    `day` is the governing day: parameters have the value that was in force then.
    """

    root: Record
    index: Mapping[str, Mapping[str, Record]]
    calendar: WorkingCalendar
    first_on: date
    last_on: date
    judged: date
    day: date
    target: Value
    parent: Value
    cites: tuple[Citation, ...]
    complies: Callable[[str, str], Compliance]
    key: str = "-"
    memo: dict[tuple[int, str], tuple[Items, frozenset[object], bool]] = field(default_factory=dict)
    """The words that a column of a list holds, for lists that many conditions search."""


Decide = Callable[[Env, Value], Truth]
Read = Callable[[Env, Value], object]
