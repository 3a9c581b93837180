"""A submission that states every field of the schema, with a chosen text in each text field."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from qcdc_rules.schemas.fields import Field, RecordType, submission_type

KIND_OF_UNIT = {
    "commune": "commune", "agency": "public_service_unit", "workplace": "state_enterprise", "district_summary": "district",
}  # fmt: skip
_PLAIN = {
    "integer": 5, "decimal": 5, "boolean": True, "date": "2024-05-06", "part": "2024", "quantity": {"working_days": 5},
}  # fmt: skip
_HEADER = ("schema", "regulation", "period")
_DEEPEST = 7
Text = Callable[[Field], Any]


def filled(regulation: str, text: Text, other: Text | None = None) -> bytes:
    """Every field that the regulation may state; `text` fills text fields, `other` (if given) every other scalar."""
    numbers = count(1)

    def value(field: Field, depth: int) -> Any:
        if field.kind == "list":
            return [value(field.item, depth)] if field.item is not None else []
        if field.record is not None:
            return dict(entries(field.record, depth + 1)) if depth < _DEEPEST else "none"
        if field.kind == "text":
            return text(field)
        if other is not None:
            return other(field)
        if field.kind in ("code", "slug"):
            return next(iter(field.codes))
        return f"i{next(numbers)}" if field.kind in ("id", "ref") else _PLAIN.get(field.kind, "none")

    def entries(record: RecordType, depth: int) -> Iterator[tuple[str, Any]]:
        for name, field in record.fields.items():
            if not field.compact and (not field.regulations or regulation in field.regulations):
                yield name, value(field, depth)

    root = dict(entries(submission_type(), 0))
    for name in _HEADER:
        root.pop(name, None)
    root["unit"] |= {"code": "00012", "kind": KIND_OF_UNIT[regulation]}
    root |= {
        "schema": "qcdc-submission/1",
        "period": {"first_on": "2024-01-01", "last_on": "2024-12-31", "stated_on": "2025-01-10"},
    }
    return json.dumps(root, ensure_ascii=True, indent=1).encode()


def text_fields(regulation: str) -> int:
    """How many text fields such a submission states."""
    seen: list[str] = []

    def note(field: Field) -> str:
        seen.append(field.name)
        return "x"

    filled(regulation, note)
    return len(seen)
