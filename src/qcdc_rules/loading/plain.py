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


def from_plain(value: object) -> Node:
    """Plain Python data (of a calling program or a rule test) as source nodes, without positions."""
    if isinstance(value, Mapping):
        entries = (Entry(Scalar(str(key), "plain", _UNWRITTEN), from_plain(inner)) for key, inner in value.items())
        return Table(tuple(entries), _UNWRITTEN)
    if isinstance(value, list | tuple):
        return Listing(tuple(from_plain(item) for item in value), _UNWRITTEN)
    if value is None:
        return Scalar("", "null", _UNWRITTEN)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", "plain", _UNWRITTEN)
    if isinstance(value, Fraction):
        return Scalar(str(value.numerator) if value.denominator == 1 else str(float(value)), "number", _UNWRITTEN)
    if isinstance(value, int | float):
        return Scalar(str(value), "number", _UNWRITTEN)
    if isinstance(value, datetime):
        return Scalar(value.strftime("%Y-%m-%d %H:%M"), "plain", _UNWRITTEN)
    return Scalar(value.isoformat() if isinstance(value, date) else str(value), "plain", _UNWRITTEN)


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
