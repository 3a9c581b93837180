"""Places in a submission: what a path is called, and where it stands or belongs in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qcdc_rules.model.report import Location
from qcdc_rules.model.submission import NOWHERE, Items, Record, Submission
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Problem, Spot, Words

_STEP = re.compile(r"([^.\[\]]+)(?:\[([^\]]*)\])?")


_ITEM = re.compile(r"(?:\[[^\]]*\])?\Z")
_NOT_A_VALUE = ("unknown-field", "required-field", "duplicate-id", "inconsistent")
"""Errors of a record, not of a value that is written in it."""


def lines_of_errors(paths: Iterable[str], problems: Sequence[Problem]) -> list[int]:
    """The lines of these fields that hold a value which could not be read; empty unless each of them is written so."""
    errors = [one for one in problems if one.severity == "error" and one.code not in _NOT_A_VALUE]
    found: dict[int, None] = {}
    for path in dict.fromkeys(paths) if errors else ():
        of_path = [one.line for one in errors if one.path.startswith(path) and _ITEM.match(one.path, len(path))]
        if not of_path:
            return []
        found.update(dict.fromkeys(of_path))
    return list(found)


def field_of(path: str, shape: RecordType) -> Field | None:
    """The field at a path; None where the form has none."""
    record: RecordType | None = shape
    found: Field | None = None
    for name, _ in _STEP.findall(path):
        found = record.fields.get(name) if record is not None else None
        if found is None:
            return None
        record = found.item.record if found.item is not None else found.record
    return found


def label_of(path: str, shape: RecordType) -> Words:
    """The name of the field at a path; of an item of a list, with its id."""
    record: RecordType | None = shape
    found: Field | None = None
    label = Words("", "")
    item = ""
    for name, item_id in _STEP.findall(path):
        found = record.fields.get(name) if record is not None else None
        if found is None:
            break
        label, item = found.label, item_id or item
        record = found.item.record if found.item is not None else found.record
    if not label.vi:
        return Words(path, path)
    shown = f" ({item})" if item else ""
    return Words(label.vi + shown, label.en + shown)


def spot_of(path: str, submission: Submission, known: Record | None = None) -> tuple[Spot, bool]:
    """Where the path is written, or the nearest place above it; and whether it is the path itself.

    `known` is a record that the path may lead through, so that a long list need not be searched for it.
    """
    here: object = submission.root
    spot = submission.root.spot
    if known is not None and known.path and known.spot.line and path.startswith(known.path):
        if path == known.path:
            return known.spot, True
        if path[len(known.path)] == ".":
            here, spot, path = known, known.spot, path[len(known.path) + 1 :]
    steps = _STEP.findall(path)
    for number, (name, item_id) in enumerate(steps):
        if not isinstance(here, Record):
            return spot, False
        if name not in here.spots and name not in here.fields:
            return spot, False
        spot = here.spots.get(name, spot)
        here = here.fields.get(name)
        if item_id and isinstance(here, Items):
            chosen = next((v for v in here.values if isinstance(v, Record) and v.key == item_id), None)
            if chosen is None:
                return spot, False
            here, spot = chosen, chosen.spot
        if number == len(steps) - 1:
            return spot, True
    return spot, bool(steps)


def location(path: str, submission: Submission, spot: Spot = NOWHERE, known: Record | None = None) -> Location:
    """The place of a path; `spot` if it is already known, `known` as for `spot_of`."""
    exact = True
    if not spot.line:
        spot, exact = spot_of(path, submission, known)
    end = spot.end_column if spot.end_line == spot.line else 0
    return Location(submission.file, spot.line, spot.column, end, path, exact)
