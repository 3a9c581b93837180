"""The submission schema as jsonschema understands it: what the reader must accept, and nothing else."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.validators import extend

from qcdc_rules.loading.compact import LONGEST_RANGE
from qcdc_rules.logic.parts import parse_part
from qcdc_rules.schemas.fields import Field, RecordType, schema_path, submission_type

BEYOND = {
    "inconsistent": "a relation between fields: x-consistent says it, JSON Schema has no word for it",
    "duplicate-id": "uniqueness of one field of the items of a list",
    "period-too-long": "the distance between two days",
    "unknown-reference": "whether a list elsewhere in the file has that id",
    "untouched-form": "what an empty form says of the unit, which is no unit",
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


TONES = "\u0300\u0301\u0303\u0309\u0323"


def label_key(text: str) -> str:
    """A label without case, and with the tone of each syllable behind it, wherever it was written."""
    words = unicodedata.normalize("NFD", text.casefold()).split()
    return " ".join(
        "".join(c for c in word if c not in TONES) + "".join(c for c in word if c in TONES) for word in words
    )


def codes_of_label(text: object, labels: dict[str, str]) -> list[str]:
    """The codes of a list whose Vietnamese label this is."""
    if not isinstance(text, str):
        return []
    return [code for code, both in labels.items() if label_key(both.partition(" · ")[0]) == label_key(text)]


def enum_or_label(validator: Any, enums: Any, instance: Any, raw: dict[str, Any]) -> Any:
    """`enum`, and beside it the label that exactly one code of the list bears (x-labels): docs/schema.md, Values."""
    if len(codes_of_label(instance, raw.get("x-labels", {}))) != 1:
        yield from Draft202012Validator.VALIDATORS["enum"](validator, enums, instance, raw)


Oracle = extend(Draft202012Validator, {"enum": enum_or_label})


@cache
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_path().read_text(encoding="utf-8"))
    return found


@cache
def validator() -> Any:
    return Oracle(schema(), format_checker=FORMATS)


def sub_validator(raw: dict[str, Any]) -> Any:
    """The validator of one field of the schema."""
    return Oracle({**raw, "$defs": schema()["$defs"]}, format_checker=FORMATS)


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
