"""What a condition is asked about: the report, the governing day, the target, the item, and the paths that read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from qcdc_rules.model.law import Catalogue, Citation, Holidays, Instrument, Parameter
from qcdc_rules.model.rules import Scope
from qcdc_rules.model.submission import Submission
from qcdc_rules.schemas.fields import RecordType
from qcdc_rules.second.days import Stretch, Workdays, stretch
from qcdc_rules.second.truths import Joiner
from qcdc_rules.second.values import EMPTY, Hang, Part, Rec, Ref, Seq, Value, Void, When


class LawBook(Protocol):
    """The law as the loader gives it."""

    @property
    def instruments(self) -> Mapping[str, Instrument]: ...
    @property
    def parameters(self) -> Mapping[str, Parameter]: ...
    @property
    def catalogues(self) -> Mapping[str, Catalogue]: ...
    @property
    def scopes(self) -> Mapping[str, Scope]: ...
    @property
    def holidays(self) -> Holidays: ...


@dataclass(frozen=True, slots=True)
class Report:
    """The report that is judged, and J, the judged day: as the report stood, and not later than the check."""

    submission: Submission
    root: Rec
    law: LawBook
    judged: date
    workdays: Workdays

    @property
    def first_on(self) -> date:
        return self.submission.first_on

    @property
    def last_on(self) -> date:
        return self.submission.last_on

    @property
    def latest(self) -> date:
        """The last day on which something that the report states can have happened."""
        return max(self.submission.last_on, self.submission.stated_on)


def report_of(submission: Submission, law: LawBook, shape: RecordType, as_of: date) -> Report:
    root = Rec(submission.root, shape)
    unit = root.get("unit")
    workdays = _workdays(unit, law.holidays) if isinstance(unit, Rec) else _workdays(Rec(made={}), law.holidays)
    return Report(submission, root, law, min(as_of, submission.stated_on), workdays)


def _workdays(unit: Rec, table: Holidays) -> Workdays:
    """The table of holidays, and what the unit states over it; a day stated both ways is not meant."""
    lists = {name: unit.get(name) for name in ("weekly_rest_days", "holidays", "makeup_days")}
    unsure = any(v is Void.NOT_STATED or (isinstance(v, Seq) and v.partial) for v in lists.values())
    listed = {name: v.items if isinstance(v, Seq) else () for name, v in lists.items()}
    off = {one.day for one in listed["holidays"] if isinstance(one, When)}
    worked = {one.day for one in listed["makeup_days"] if isinstance(one, When)}
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    resting = frozenset(names.index(one) for one in listed["weekly_rest_days"] if isinstance(one, str) and one in names)
    if not resting or len(resting) == 7:
        resting = frozenset({5, 6})
    clear_off, clear_worked = off - worked, worked - off
    return Workdays(
        resting,
        frozenset(table.days - clear_worked) | clear_off,
        frozenset(table.makeup - clear_off) | clear_worked,
        table.first_year,
        table.last_year,
        unsure,
    )


@dataclass(frozen=True, slots=True)
class Scene:
    """One question's surroundings. `reads` and `limits` gather what was looked at while it was answered."""

    report: Report
    join: Joiner
    day: date
    target: Value = Void.NOT_STATED
    parent: Value = Void.NOT_STATED
    item: Value = Void.NOT_STATED
    cites: tuple[Citation, ...] = ()
    stretch: Stretch | None = None
    """Of a calendar target: its days."""
    arises: str = ""
    """Of a content: how often the governing law says that it arises."""
    ask: Callable[[str], str] = str
    """What another rule says of the same target."""
    reads: list[str] = field(default_factory=list)
    limits: list[date] = field(default_factory=list)

    def at(self, item: Value) -> Scene:
        return replace(self, item=item)

    def read(self, path: str) -> Value:
        """The fact at a path; through none there is none, through what is not stated nothing is stated."""
        self.reads.append(path)
        first, *rest = path.split(".")
        here: Value
        if first == "target":
            here = self.target
        elif first == "parent":
            here = self.parent
        elif first == "item":
            here = self.item
        else:
            here, rest = self.report.root, [first, *rest]
        for step in rest:
            here = self._step(here, step)
        return here

    def _step(self, here: Value, name: str) -> Value:
        if isinstance(here, Ref):
            here = self._named(here)
        if isinstance(here, Rec):
            return here.get(name)
        if isinstance(here, Part):
            days = stretch(here.text)
            return Hang("law_open") if days is None else When(days.first if name == "first_on" else days.last)
        return Void.NONE if here is Void.NONE else Void.NOT_STATED

    def _named(self, ref: Ref) -> Value:
        """The record that an id names."""
        found = self.report.submission.index.get(ref.listed, {}).get(str(ref))
        shape = self.report.root.shape
        for step in ref.listed.split("."):
            declared = shape.fields.get(step) if shape is not None else None
            shape = None if declared is None else declared.item.record if declared.item is not None else declared.record
        return Rec(found, shape) if found is not None else Void.NOT_STATED

    def listed(self, path: str) -> Seq | Void | Hang:
        """A list; declared absence is an empty one, and a list that is not written is not stated."""
        return as_list(self.read(path))


def as_list(value: Value) -> Seq | Void | Hang:
    if value is Void.NONE:
        return EMPTY
    if isinstance(value, Seq | Hang):
        return value
    if value is Void.NOT_STATED:
        return Void.NOT_STATED
    return Seq((value,))


def year_end(report: Report) -> Value:
    """The day on which the working year of the unit ends; of a workplace its financial year."""
    unit = report.root.get("unit")
    name = "financial_year_ends_on" if report.submission.regulation == "workplace" else "working_year_ends_on"
    return unit.get(name) if isinstance(unit, Rec) else Void.NOT_STATED
