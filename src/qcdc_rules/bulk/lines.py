"""Lines of NDJSON, one at a time. Of a line above the size limit nothing is kept but its size and digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from qcdc_rules.source.limits import MAX_BYTES

_END = b"\r\n"
MOST_LINES = 8
MOST_BYTES = 256 * 1024
"""How much one worker gets at once: little enough that all finish together, much enough not to be felt."""


class Line(NamedTuple):
    """One line that is not blank. Of one above the size limit `data` is empty."""

    input: str
    number: int
    data: bytes
    digest: str
    size: int


class Source(NamedTuple):
    """A stream of lines and the name by which entries call it."""

    name: str
    stream: BinaryIO


def lines_of(sources: Iterable[Source]) -> Iterator[Line]:
    """The lines of all sources in order; blank ones are counted, not given."""
    for source in sources:
        number = 0
        while data := source.stream.readline(MAX_BYTES + 1):
            number += 1
            whole = data.endswith(b"\n") or len(data) <= MAX_BYTES
            line = _short(source.name, number, data) if whole else _long(source, number, data)
            if line.size:
                yield line


def _short(name: str, number: int, data: bytes) -> Line:
    data = data.rstrip(_END)
    if not data.strip():
        return Line(name, number, b"", "", 0)
    return Line(name, number, data, hashlib.sha256(data).hexdigest(), len(data))


def _long(source: Source, number: int, start: bytes) -> Line:
    """A line above the limit: read to its end, piece by piece, for its digest and its size."""
    digest, size, held = hashlib.sha256(), 0, start
    while held:
        last = held.endswith(b"\n")
        piece = held.rstrip(_END) if last else held
        digest.update(piece)
        size += len(piece)
        held = b"" if last else source.stream.readline(MAX_BYTES + 1)
    return Line(source.name, number, b"", digest.hexdigest(), size)


def chunks(lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines in handfuls for the workers."""
    held: list[Line] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line.data)
        if len(held) >= MOST_LINES or size >= MOST_BYTES:
            yield tuple(held)
            held, size = [], 0
    if held:
        yield tuple(held)
