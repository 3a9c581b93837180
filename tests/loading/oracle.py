"""The submission schema as jsonschema understands it: what the reader must accept, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from qcdc_rules.loading.compact import LONGEST_RANGE
from qcdc_rules.logic.parts import parse_part
from qcdc_rules.schemas.fields import Field, RecordType, schema_path, submission_type

BEYOND = {
    "inconsistent": "a relation between fields: x-consistent says it, JSON Schema has no word for it",
    "duplicate-id": "uniqueness of one field of the items of a list",
    "period-too-long": "the distance between two days",
    "unknown-reference": "whether a list elsewhere in the file has that id",
    "wrong-schema": "a const, told with what to write",
}
"""The reader's errors that no JSON Schema can state, so that the oracle accepts what they refuse."""

FORMATS = FormatChecker(formats=())
WORDS = ("none", "unknown", "still_up")


def calendar_day(text: str) -> date | None:
    """The day that a text names in one of the two spellings; None if the calendar has no such day."""
    day = text.partition(" ")[0]
    numbers = [int(part) for part in re.split("[-/]", day) if part.isdecimal()]
    if len(numbers) != 3:
        return None
    year, month, number = numbers if "-" in day else reversed(numbers)
    try:
        return date(year, month, number)
    except ValueError:
        return None


@FORMATS.checks("qcdc-date")
def is_day(text: object) -> bool:
    return not isinstance(text, str) or text in WORDS or calendar_day(text) is not None


@FORMATS.checks("qcdc-date-or-range")
def is_day_or_range(text: object) -> bool:
    if not isinstance(text, str) or ".." not in text:
        return is_day(text)
    first, last = (calendar_day(part) for part in text.split("..", 1))
    return first is not None and last is not None and 1 <= (last - first).days + 1 <= LONGEST_RANGE


@FORMATS.checks("qcdc-part")
def is_part(text: object) -> bool:
    return not isinstance(text, str) or text in WORDS or parse_part(text) is not None


@cache
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_path().read_text(encoding="utf-8"))
    return found


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema(), format_checker=FORMATS)


def sub_validator(raw: dict[str, Any]) -> Draft202012Validator:
    """The validator of one field of the schema."""
    return Draft202012Validator({**raw, "$defs": schema()["$defs"]}, format_checker=FORMATS)


def resolved(raw: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in raw:
        target = schema()["$defs"][raw["$ref"].removeprefix("#/$defs/")]
        raw = {**target, **{key: value for key, value in raw.items() if key != "$ref"}}
    return raw


def walk(
    raw: dict[str, Any], shape: RecordType, path: str, seen: set[str]
) -> Iterator[tuple[str, dict[str, Any], Field, bool]]:
    """Every field below a record: its path, its schema, its declared type, whether it is required."""
    whole = resolved(raw)
    for name, inner in whole.get("properties", {}).items():
        declared = shape.fields[name]
        yield f"{path}.{name}", inner, declared, name in whole.get("required", ())
        item = resolved(inner).get("items")
        below = [(inner, declared, f"{path}.{name}")]
        if item is not None and declared.item is not None:
            below.append((item, declared.item, f"{path}.{name}[]"))
            if declared.item.record is None:
                yield f"{path}.{name}[]", item, declared.item, True
        for deeper, field, where in below:
            key = json.dumps(deeper, sort_keys=True)
            if field.record is not None and field.kind != "map" and key not in seen:
                seen.add(key)
                yield from walk(deeper, field.record, where, seen)


@cache
def fields() -> tuple[tuple[str, dict[str, Any], Field, bool], ...]:
    """Every field of the schema, each record described once."""
    return tuple(walk(schema(), submission_type(), "", set()))
