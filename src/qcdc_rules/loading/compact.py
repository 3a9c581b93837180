"""Compact spellings: one line that stands for several records, expanded with positions kept.

`slugs: [a, b]` shares one record between subjects; `villages: all` (or a list, or `{all_except: [...]}`)
shares one between villages; `2024-11-01..2024-11-03` stands for three days.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from qcdc_rules.frozen import frozen
from qcdc_rules.loading.scalars import calendar_day
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Entry, Listing, Node, Scalar, Table

LONGEST_RANGE = 400
_SHARED = {"slugs": "slug", "villages": "village"}


@frozen
class KnownIds:
    """The ids of a list that other fields refer to, in the order written; `complete` if no more may come."""

    ids: tuple[str, ...]
    complete: bool
    every: frozenset[str] = frozenset()
    """The same ids, to be looked up."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "every", frozenset(self.ids))


@frozen
class VillageList:
    """The villages that `all` or `all_except` stands for; `most` is known before they are listed."""

    known: KnownIds
    left_out: frozenset[str] = frozenset()

    @property
    def partial(self) -> bool:
        return not self.known.complete

    @property
    def most(self) -> int:
        return len(self.known.ids)

    def ids(self) -> tuple[str, ...]:
        return tuple(i for i in self.known.ids if i not in self.left_out) if self.left_out else self.known.ids


def known_ids(root: Node, path: str) -> KnownIds:
    """The ids written in the list at `path`, before anything is read."""
    node: Node | None = root
    for name in path.split("."):
        node = node.get(name) if isinstance(node, Table) else None
    complete = isinstance(node, Listing)
    if isinstance(node, Scalar) and node.text == "none":
        return KnownIds((), True)
    if isinstance(node, Table):
        partial = node.get("partial")
        complete = partial is None or (isinstance(partial, Scalar) and partial.text == "false")
        node = node.get("items")
    if not isinstance(node, Listing):
        return KnownIds((), False)
    ids: list[str] = []
    for item in node.items:
        written = item.get("id") if isinstance(item, Table) else None
        if isinstance(written, Scalar):
            ids.append(written.text)
        else:
            complete = False
    return KnownIds(tuple(ids), complete)


def stands_for(name: str, written: Collection[str], shape: RecordType) -> bool:
    """Whether a required field is given through its compact spelling (`slugs` for `slug`)."""
    return any(short in written and short in shape.fields for short, full in _SHARED.items() if full == name)


def expand_item(
    node: Table, shape: RecordType, known: Mapping[str, KnownIds], afford: Callable[[int], bool],
    coded: Callable[[Scalar, Field], Scalar],
) -> list[tuple[Table, str]] | None:  # fmt: skip
    """The records that one written record stands for, each with the suffix of its key; None if they are too many."""
    expanded = [(node, "")]
    if not _is_short(node):
        return expanded
    size = _size(node)
    for short, full in _SHARED.items():
        declared, single = shape.fields.get(short), shape.fields.get(full)
        written = node.get(short)
        if declared is None or single is None or not declared.compact or written is None:
            continue
        villages = known.get(single.ref) if single.ref else None
        most = len(written.items) if isinstance(written, Listing) else len(villages.ids) if villages else 0
        if not afford(len(expanded) * most * size):
            return None
        names = _names(written, villages)
        if names is None:
            continue  # not a compact spelling that can be read: the reader reports it as it stands
        names = tuple(coded(name, single) for name in names)
        expanded = [
            (_with(table, short, full, name), f"{suffix}.{name.text}") for table, suffix in expanded for name in names
        ]
    return expanded


def _size(node: Node) -> int:
    """How many values a node holds, itself among them."""
    if isinstance(node, Table):
        return 1 + sum(_size(entry.value) for entry in node.entries)
    return 1 + sum(map(_size, node.items)) if isinstance(node, Listing) else 1


def _is_short(node: Table) -> bool:
    """Whether a record is written with a compact spelling at all."""
    return any(entry.key.text in _SHARED for entry in node.entries)


def open_ended(node: Table, shape: RecordType, known: Mapping[str, KnownIds]) -> bool:
    """Whether a record stands for villages of which more may still be stated."""
    if not _is_short(node):
        return False
    for short, full in _SHARED.items():
        declared, single, written = shape.fields.get(short), shape.fields.get(full), node.get(short)
        if declared is None or single is None or not declared.compact or written is None or not single.ref:
            continue
        meant = village_ids(written, known.get(single.ref))
        if meant is not None and meant.partial:
            return True
    return False


def _with(table: Table, short: str, full: str, name: Scalar) -> Table:
    kept = tuple(entry for entry in table.entries if entry.key.text not in (short, full))
    key = next(entry.key for entry in table.entries if entry.key.text == short)
    return Table((*kept, Entry(Scalar(full, key.form, key.spot), name)), table.spot)


def _names(node: Node, known: KnownIds | None) -> tuple[Scalar, ...] | None:
    if isinstance(node, Listing):
        names = [item for item in node.items if isinstance(item, Scalar) and item.form != "null"]
        return tuple(names) if names and len(names) == len(node.items) else None
    chosen = village_ids(node, known)
    ids = chosen.ids() if chosen is not None else ()
    return tuple(Scalar(name, "plain", node.spot) for name in ids) or None


def village_ids(node: Node, known: KnownIds | None) -> VillageList | None:
    """`all` or `{all_except: [ids]}` as the ids meant."""
    if known is None:
        return None
    if isinstance(node, Scalar) and node.text == "all":
        return VillageList(known)
    if isinstance(node, Table) and [entry.key.text for entry in node.entries] == ["all_except"]:
        left_out = node.get("all_except")
        if isinstance(left_out, Listing) and all(isinstance(item, Scalar) for item in left_out.items):
            names = frozenset(item.text for item in left_out.items if isinstance(item, Scalar))
            if names <= known.every or not known.complete:
                return VillageList(known, names)
    return None


def village_list(node: Node, declared: Field, known: Mapping[str, KnownIds]) -> VillageList | None:
    """The compact spelling of a list of villages, if `node` is one."""
    item = declared.item
    if item is None or item.kind != "ref" or item.ref is None or not declared.compact:
        return None
    return village_ids(node, known.get(item.ref))


def date_range(node: Scalar, item: Field) -> range | None:
    """The days of `first..last` as ordinals; None if the scalar is not a range of at most 400 days."""
    if item.kind != "date" or ".." not in node.text:
        return None
    start, dots, end = node.text.partition("..")
    first, last = calendar_day(start), calendar_day(end)
    if not dots or first is None or last is None:
        return None
    days = range(first.toordinal(), last.toordinal() + 1)
    return days if 1 <= len(days) <= LONGEST_RANGE else None
