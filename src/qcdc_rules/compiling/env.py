"""What a condition sees while it is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from qcdc_rules.frozen import frozen
from qcdc_rules.logic.truth import Truth
from qcdc_rules.logic.working_days import WorkingCalendar
from qcdc_rules.model.law import Citation
from qcdc_rules.model.submission import Items, Record, Value


@frozen
class Compliance:
    """How another rule judged the same target, for `complies_with`."""

    truth: Truth | None
    """None: the other rule does not apply to it."""
    key: str
    lacking: tuple[str, ...] = ()


class Env:
    """One target of one version: the submission, the target and its holder, the days that count.

    `judged` is the day on which limits are judged: the earlier of `as_of` and the day of the report.
    `day` is the governing day: parameters have the value that was in force then. `memo` keeps the words that a
    column of a list holds, for lists that many conditions search.
    """

    __slots__ = (
        "calendar", "cites", "complies", "day", "first_on", "index", "judged", "key", "last_on", "memo", "parent",
        "root", "target",
    )  # fmt: skip

    def __init__(
        self,
        root: Record,
        index: Mapping[str, Mapping[str, Record]],
        calendar: WorkingCalendar,
        first_on: date,
        last_on: date,
        judged: date,
        day: date,
        target: Value,
        parent: Value,
        cites: tuple[Citation, ...],
        complies: Callable[[str, str], Compliance],
        key: str = "-",
        memo: Memo | None = None,
    ) -> None:
        self.root = root
        self.index = index
        self.calendar = calendar
        self.first_on = first_on
        self.last_on = last_on
        self.judged = judged
        self.day = day
        self.target = target
        self.parent = parent
        self.cites = cites
        self.complies = complies
        self.key = key
        self.memo: Memo = {} if memo is None else memo


Memo = dict[tuple[int, str], tuple[Items, frozenset[object], bool]]
Decide = Callable[[Env, Value], Truth]
Read = Callable[[Env, Value], object]
