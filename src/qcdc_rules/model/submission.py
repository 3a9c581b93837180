"""A submission as the engine reads it: typed values that know where they were written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from qcdc_rules.frozen import frozen
from qcdc_rules.logic.lazy import EMPTY
from qcdc_rules.logic.parts import CalendarPart
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.values import Gap, Number, Still
from qcdc_rules.source import Problem, Spot

NOWHERE = Spot(0, 0, 0, 0)


@frozen(eq=False)
class Record:
    """A record: its stated fields, where each was written, and its own path (`decided[D1].election`)."""

    fields: Mapping[str, Value]
    path: str = ""
    spot: Spot = NOWHERE
    spots: Mapping[str, Spot] = EMPTY
    key: str = ""
    """The id of an item of a list; empty for other records."""

    def field_path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


@frozen(eq=False)
class Items:
    """A list. `partial`: there may be more than is written. `doubtful`: why a derived list is partial."""

    values: tuple[Value, ...]
    partial: bool = False
    path: str = ""
    spot: Spot = NOWHERE
    spots: tuple[Spot, ...] = ()
    did_not_arise: frozenset[str] = frozenset()
    doubtful: tuple[str, ...] = ()

    def item_path(self, index: int) -> str:
        value = self.values[index]
        if isinstance(value, Record):
            return value.path
        return f"{self.path}[{index + 1}]"


Scalar = str | int | Number | bool | date | Quantity | CalendarPart | Still
Value = Scalar | Record | Items | Gap


@frozen
class PersonName:
    """The name of a person, as it was written, and where."""

    text: str
    spot: Spot


@frozen
class Submission:
    """One unit's report for one period, read and typed; `problems` is what was wrong with the file."""

    file: str
    root: Record
    regulation: str
    unit_code: str
    unit_name: str
    first_on: date
    last_on: date
    stated_on: date
    index: Mapping[str, Mapping[str, Record]]
    """By list path, the records that other fields may name by id."""
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]
    """The text of the file, for excerpts."""
    digest: str = ""
    persons: tuple[PersonName, ...] = ()
    """Everything written in fields that name persons, also where it could not be read."""

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


class Unreadable(NamedTuple):
    """A file from which nothing can be evaluated, and why."""

    file: str
    problems: tuple[Problem, ...]
    lines: tuple[str, ...] = ()
    persons: tuple[PersonName, ...] = ()
