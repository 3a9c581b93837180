"""Rule files as plain data: mappings, lists, texts, whole numbers and truths, with positions kept aside.

In a rule file `5` is a number, `true` a truth, and everything else text: days, fractions and codes are read
where the language says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from qcdc_rules.model.law import Plain
from qcdc_rules.source import Entry, Listing, Node, Scalar, Spot, Table
from qcdc_rules.source.text import in_nfc

_WHOLE = re.compile(r"-?(0|[1-9]\d{0,17})\Z", re.ASCII)


def to_plain(node: Node) -> Plain:
    """The plain data of a node."""
    if isinstance(node, Table):
        return {entry.key.text: to_plain(entry.value) for entry in node.entries}
    if isinstance(node, Listing):
        return [to_plain(item) for item in node.items]
    return _scalar(node)


def _scalar(node: Scalar) -> Plain:
    if node.form == "null":
        return None
    if node.form in ("plain", "true", "false") and node.text in ("true", "false"):
        return node.text == "true"
    if node.form in ("plain", "number") and _WHOLE.match(node.text):
        return int(node.text)
    return node.text


_UNWRITTEN = Spot(0, 0, 0, 0)


_UNREADABLE = Scalar("…", "quoted", _UNWRITTEN)
"""Stands for what no submission can hold; the reader reports it where it stands."""
_TOO_LARGE = Scalar("1e999", "number", _UNWRITTEN)
_DEEPEST = 40
_LARGEST = 10**30


def from_plain(value: object, depth: int = 0) -> Node:
    """Plain Python data (of a calling program or a rule test) as source nodes, without positions."""
    if depth > _DEEPEST:  # also data that contain themselves
        return _UNREADABLE
    if isinstance(value, Mapping):
        entries = (
            Entry(Scalar(in_nfc(str(key)), "plain", _UNWRITTEN), from_plain(inner, depth + 1))
            for key, inner in value.items()
        )
        return Table(tuple(entries), _UNWRITTEN)
    if isinstance(value, list | tuple):
        if any(item is value for item in value):
            return _UNREADABLE
        return Listing(tuple(from_plain(item, depth + 1) for item in value), _UNWRITTEN)
    return _scalar_of(value)


def _scalar_of(value: object) -> Scalar:
    if value is None:
        return Scalar("", "null", _UNWRITTEN)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", "plain", _UNWRITTEN)
    if isinstance(value, int | float | Fraction):
        return _number_of(value)
    if isinstance(value, datetime):
        return Scalar(value.strftime("%Y-%m-%d %H:%M"), "plain", _UNWRITTEN)
    return Scalar(value.isoformat() if isinstance(value, date) else in_nfc(str(value)), "plain", _UNWRITTEN)


def _number_of(value: int | float | Fraction) -> Scalar:
    if not -_LARGEST < value < _LARGEST:
        return _TOO_LARGE  # or not a number; Python would refuse to write out the largest
    if isinstance(value, Fraction):
        value = value.numerator if value.denominator == 1 else float(value)
    return Scalar(str(value), "number", _UNWRITTEN)


def spot_at(node: Node, pointer: Sequence[str | int]) -> Spot:
    """Where `pointer` leads inside `node`; the nearest place on the way if it leads nowhere."""
    here = node
    for step in pointer:
        if isinstance(here, Table):
            found = here.get(str(step))
        elif isinstance(here, Listing) and isinstance(step, int) and step < len(here.items):
            found = here.items[step]
        else:
            break
        if found is None:
            break
        here = found
    return here.spot
