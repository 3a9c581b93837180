"""What a file says, with the place of every piece: the tree that both readers make.

The tree knows nothing of types. Every scalar stays the text that was written (`00012`, `12:30`, `yes`), with
the form in which it was written; the schema decides later what it means.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from qcdc_rules.frozen import frozen

Form: TypeAlias = Literal["plain", "quoted", "block", "string", "number", "true", "false", "null"]


@frozen
class Spot:
    """A stretch of the file: 1-based lines, columns in code points, the end not included."""

    line: int
    column: int
    end_line: int
    end_column: int


@frozen
class Scalar:
    """A single value as text. A value that was not written (`key:`, `~`, `null`) has form "null", text ""."""

    text: str
    form: Form
    spot: Spot


@frozen
class Entry:
    """One `key: value` of a table."""

    key: Scalar
    value: Node


@frozen
class Table:
    """Named values, in the order of the file; a name stands once (readers report and drop repeats)."""

    entries: tuple[Entry, ...]
    spot: Spot

    def get(self, name: str) -> Node | None:
        """The value under `name`, or None when the table does not have it."""
        for entry in self.entries:
            if entry.key.text == name:
                return entry.value
        return None


@frozen
class Listing:
    """Values in a row."""

    items: tuple[Node, ...]
    spot: Spot


Node: TypeAlias = Scalar | Table | Listing
