"""Making a submission as small as it can be while something still holds of it: nothing in it can be left out."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from qcdc_rules.authoring.drawing import Draft

Way = tuple[str | int, ...]
_KEPT: frozenset[Way] = frozenset(
    {("schema",), ("period",), ("unit",)}
    | {("unit", name) for name in ("kind", "code", "name")}
    | {("period", name) for name in ("first_on", "last_on", "stated_on")}
)
"""What every submission must state."""


def shrunk(draft: Draft, holds: Callable[[Draft], bool]) -> Draft:
    """The draft without whatever is not needed; it stays as it is if the thing does not hold of it."""
    if not holds(draft):
        return draft
    shorter = True
    while shorter:
        shorter = False
        for way in sorted(ways_of(draft), key=lambda way: (len(way), way[:1] == ("unit",))):
            smaller = without(draft, way)
            if smaller is not None and holds(smaller):
                draft, shorter = smaller, True
    return draft


def size(draft: Draft) -> int:
    """How many values a draft states."""
    return sum(1 for _ in ways_of(draft))


def ways_of(value: Any, way: Way = ()) -> Iterator[Way]:
    """The way to every value that can be left out."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        here = (*way, key)
        if here not in _KEPT and key != "id":
            yield here
        yield from ways_of(one, here)


def without(draft: Draft, way: Way) -> Draft | None:
    """A copy without one key or item; None if it is gone already."""
    smaller = copy.deepcopy(draft)
    here: Any = smaller
    for step in way[:-1]:
        if not _has(here, step):
            return None
        here = here[step]
    if not _has(here, way[-1]):
        return None
    del here[way[-1]]
    return smaller


def _has(held: Any, key: str | int) -> bool:
    if isinstance(held, dict):
        return key in held
    return isinstance(held, list) and isinstance(key, int) and key < len(held)


def doubled(draft: Draft, way: Way) -> Draft | None:
    """A copy in which an item of a list stands twice, the second time with an id of its own."""
    larger = copy.deepcopy(draft)
    here: Any = larger
    for step in way[:-1]:
        here = here[step]
    item = copy.deepcopy(here[way[-1]])
    if isinstance(item, dict) and "id" in item:
        item["id"] = f"{item['id']}x{len(here)}"
    here.append(item)
    return larger


def path_of(way: Way) -> str:
    """The way as a path: `decided[1].ballots[2].agree_count`."""
    path = ""
    for step in way:
        path += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if path else step
    return path.replace(".items[", "[")
