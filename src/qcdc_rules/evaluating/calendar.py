"""The working calendar of a unit: the public holidays of the law, and the days that the unit itself states."""

from __future__ import annotations

from datetime import date

from qcdc_rules.compiling.condition import as_items
from qcdc_rules.frozen import changed
from qcdc_rules.logic.values import Gap
from qcdc_rules.logic.working_days import WorkingCalendar
from qcdc_rules.model.law import Holidays
from qcdc_rules.model.submission import Items, Record, Submission, Value

WEEKEND = frozenset({5, 6})
STATED = ("weekly_rest_days", "holidays", "makeup_days")
_WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}


def calendar_of(holidays: Holidays, submission: Submission) -> WorkingCalendar:
    """The calendar by which this unit's working days are counted.

    What the unit states wins over the table. A week without a working day, or a day stated both as off and as
    worked, cannot be meant: those statements are left out.
    """
    table = WorkingCalendar(WEEKEND, holidays.days, holidays.makeup, holidays.first_year, holidays.last_year)
    unit = submission.root.fields.get("unit")
    if not isinstance(unit, Record):
        return table
    resting = {
        _WEEKDAYS[name] for name in _listed(unit, "weekly_rest_days") if isinstance(name, str) and name in _WEEKDAYS
    }
    off = {day for day in _listed(unit, "holidays") if isinstance(day, date)}
    worked = {day for day in _listed(unit, "makeup_days") if isinstance(day, date)}
    both = off & worked
    rest = frozenset(resting) if resting and len(resting) < 7 else None
    doubtful = tuple(f"unit.{name}" for name in STATED if _unsure(unit.fields.get(name, Gap.NONE)))
    return changed(table.with_unit(rest, frozenset(off - both), frozenset(worked - both)), doubtful=doubtful)


def _unsure(stated: Value) -> bool:
    """Whether more may still be said: stated to be unknown, or only in part."""
    listed = as_items(stated)
    return isinstance(listed, Gap) or listed.partial


def _listed(unit: Record, name: str) -> tuple[object, ...]:
    listed = as_items(unit.fields.get(name, Gap.NONE))
    return listed.values if isinstance(listed, Items) else ()
