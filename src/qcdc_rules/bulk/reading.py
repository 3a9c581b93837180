"""One line of JSON into a submission, fast where nothing is wrong with it.

The scanner of the room `source` knows every position, which a good line never needs. So the standard library's
scanner goes first, over texts that it reads exactly as ours does; a line that it does not read, that it may read
otherwise, or in which anything is wrong is read again by ours, and is told in its words.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from qcdc_rules.loading.submission import from_node, read_submission
from qcdc_rules.model.submission import Submission, Unreadable
from qcdc_rules.schemas.fields import RecordType
from qcdc_rules.source import Entry, Listing, Node, Scalar, Spot, Table, decode
from qcdc_rules.source.limits import MAX_NODES
from qcdc_rules.source.text import in_nfc

NAME = "line.json"
"""The ending says that it is JSON, whatever it begins with."""
_NO_SPOT = Spot(1, 1, 1, 1)
_TRUE = Scalar("true", "true", _NO_SPOT)
_FALSE = Scalar("false", "false", _NO_SPOT)
_NULL = Scalar("", "null", _NO_SPOT)


class Doubtful(ValueError):
    """A line that the two scanners may read differently."""


def read_line(data: bytes, shape: RecordType) -> Submission | Unreadable:
    """The submission of one line; where anything is wrong with it, with located problems."""
    text, _ = decode(data, NAME)
    if text is not None and _most_values(text) <= MAX_NODES:
        try:
            node = quick_node(text)
        except (ValueError, RecursionError):
            node = None
        if isinstance(node, Table):
            read = from_node(node, NAME, shape, [])
            if isinstance(read, Submission) and not read.has_errors:
                return read
    return read_submission(data, NAME, shape)


def _most_values(text: str) -> int:
    """No fewer than the values of a JSON text: each but the first stands behind a comma or an opening bracket."""
    return 1 + text.count(",") + text.count("[") + text.count("{")


def quick_node(text: str) -> Node:
    """The tree of a JSON text, without positions.

    Raises ValueError for what is not JSON, for a name that stands twice, and for half characters.
    """
    escaped = "\\u" in text
    if escaped and ("\\ud" in text or "\\uD" in text):
        raise Doubtful("surrogates")
    return _node(_composed(_ESCAPED.decode(text)) if escaped else _PLAIN.decode(text))


def _node(value: Any) -> Node:
    kind = type(value)
    if kind is str:
        return Scalar(value, "string", _NO_SPOT)
    if kind is list:
        return Listing(tuple([_node(item) for item in value]), _NO_SPOT)
    if value is None:
        return _NULL
    if kind is bool:
        return _TRUE if value else _FALSE
    node: Node = value
    return node


def _table(pairs: list[tuple[str, Any]]) -> Table:
    entries = tuple([Entry(Scalar(name, "string", _NO_SPOT), _node(value)) for name, value in pairs])
    if len(pairs) > 1 and len({name for name, _ in pairs}) < len(pairs):
        raise Doubtful("a name stands twice")
    return Table(entries, _NO_SPOT)


def _escaped_table(pairs: list[tuple[str, Any]]) -> Table:
    """Escapes can spell what is not in NFC."""
    return _table([(in_nfc(name), _composed(value)) for name, value in pairs])


def _composed(value: Any) -> Any:
    if isinstance(value, list):
        return [_composed(item) for item in value]
    return in_nfc(value) if isinstance(value, str) else value


def _number(text: str) -> Scalar:
    return Scalar(text, "number", _NO_SPOT)


def _no_number(text: str) -> NoReturn:
    raise Doubtful(text)


def _decoder(hook: Any) -> json.JSONDecoder:
    return json.JSONDecoder(object_pairs_hook=hook, parse_int=_number, parse_float=_number, parse_constant=_no_number)


_PLAIN = _decoder(_table)
_ESCAPED = _decoder(_escaped_table)
