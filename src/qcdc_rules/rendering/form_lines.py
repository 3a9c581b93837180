"""The lines of a form that are still commented out: where a missing field waits, ready to be taken up.

A form (`qcdc form new`) writes each field as a YAML line behind one `#`. The way to a field is told from the
indentation of such lines together with those already taken up; notes (`##`) are no fields.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_LINE = re.compile(r"(#?)(?!#)( *)(- +)?([A-Za-z_][A-Za-z0-9_]*):(?= |$)")
_DOTS = re.compile(r"[^#]*(?:: |[\[{,] ?|- )…\s*(?:[\]},#]|\Z)")
_ITEMS = re.compile(r"\[[^\]]*\]")


class Waiting(NamedTuple):
    """A commented field: its first line and the last line of what stands inside it."""

    first: int
    last: int


def waiting_lines(lines: Sequence[str]) -> dict[str, list[Waiting]]:
    """For each path (without ids), where a commented line states it, in the order of the file."""
    found: dict[str, list[Waiting]] = {}
    above: list[tuple[int, str]] = []
    begun: list[tuple[int, str, int]] = []  # indentation, path, line of what is still open
    last = 0
    for number, line in enumerate(lines, 1):
        read = _LINE.match(line)
        if read is None:
            continue
        hidden, blanks, dash, name = read.groups()
        indent = len(blanks) + len(dash or "")
        _close(begun, found, len(blanks) if dash else indent, last)
        while above and above[-1][0] >= indent:
            above.pop()
        path = f"{above[-1][1]}.{name}" if above else name
        above.append((indent, path))
        if hidden:
            begun.append((indent, path, number))
        last = number
    _close(begun, found, 0, last)
    return found


def _close(begun: list[tuple[int, str, int]], found: dict[str, list[Waiting]], indent: int, last: int) -> None:
    """What is not indented more than the new line has ended."""
    while begun and begun[-1][0] >= indent:
        _, path, first = begun.pop()
        found.setdefault(path, []).append(Waiting(first, last))


def nearest(found: dict[str, list[Waiting]], path: str, line: int) -> Waiting | None:
    """The commented lines of a field: the first after the place where it belongs, or else the first of the form."""
    waiting = sorted(found.get(_ITEMS.sub("", path), ()))
    return next((one for one in waiting if one.first >= line), waiting[0] if waiting else None)


def unfilled(lines: Sequence[str]) -> list[int]:
    """The lines that still hold the `…` of an example."""
    return [number for number, line in enumerate(lines, 1) if _DOTS.match(line)]
