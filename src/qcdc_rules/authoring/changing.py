"""Changing a plain submission at a path such as `decided[D1].ballots[B1].agree_count`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qcdc_rules.schemas.fields import Field, RecordType

_STEP = re.compile(r"([A-Za-z_]\w*)(?:\[([^\]]+)\])?\Z")
_ITEM = re.compile(r"\[[^\]]*\]")


class CaseFault(Exception):
    """A case that cannot be run as written."""


def changed(root: dict[str, Any], path: str, value: object, remove: bool = False) -> None:
    """Set or remove what a path such as `decided[D1].ballots[B1].agree_count` addresses."""
    here: Any = root
    steps = path.split(".")
    for number, step in enumerate(steps):
        found = _STEP.match(step)
        if found is None:
            raise CaseFault(f"đường dẫn “{path}” không đọc được · the path “{path}” cannot be read")
        name, item_id = found.groups()
        last = number == len(steps) - 1
        if not isinstance(here, dict):
            raise CaseFault(f"“{path}”: “{name}” không nằm trong một mục · “{name}” is not inside a record")
        if item_id is None:
            if last:
                _put(here, name, value, remove)
                return
            here = here.setdefault(name, {})
            continue
        items = here.get(name)
        items = items.get("items") if isinstance(items, dict) else items
        chosen = _item(items, item_id)
        if chosen is None or not isinstance(items, list):
            raise CaseFault(f"“{path}”: không có mục “{item_id}” · there is no item “{item_id}”")
        if last:
            items[chosen : chosen + 1] = [] if remove else [value]
            return
        here = items[chosen]


def _put(here: dict[str, Any], name: str, value: object, remove: bool) -> None:
    if remove:
        if name not in here:
            raise CaseFault(f"“{name}” vốn không có trong base · “{name}” is not in the base")
        del here[name]
    else:
        here[name] = value


def _item(items: Any, item_id: str) -> int | None:
    if not isinstance(items, list):
        return None
    for number, item in enumerate(items):
        if isinstance(item, dict) and str(item.get("id")) == item_id:
            return number
    return int(item_id) - 1 if item_id.isdigit() and 1 <= int(item_id) <= len(items) else None


def stated(root: dict[str, Any], path: str) -> object:
    """What a submission states at a path; None where it states nothing."""
    here: Any = root
    for step in path.split("."):
        found = _STEP.match(step)
        if found is None or not isinstance(here, dict):
            return None
        name, item_id = found.groups()
        here = here.get(name)
        if item_id is not None:
            items = here.get("items") if isinstance(here, dict) else here
            chosen = _item(items, item_id)
            here = items[chosen] if chosen is not None and items is not None else None
    return here


def field_of(root: RecordType, path: str) -> Field | None:
    """The field that a path with items in it names; None for an item itself and for what is no field."""
    if path.endswith("]"):
        return None
    record: RecordType | None = root
    found: Field | None = None
    for name in _ITEM.sub("", path).split("."):
        found = record.fields.get(name) if record is not None else None
        if found is None:
            return None
        record = found.item.record if found.item is not None else found.record
    return found


def leaves_of(value: object) -> Iterator[object]:
    """Every value that is neither a mapping nor a list, in the order written."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves_of(inner)
    else:
        yield value
