"""A journal of records on disk: what was examined is never examined again, and never held in memory.

One JSON line for each submission, flushed as it is written. A line that a kill cut in half is dropped; the
records themselves are what a run would make again, so that a run that goes on gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

SCHEMA = "qcdc-rollup-journal/1"
_HEAD = json.dumps({"schema": SCHEMA}, separators=(",", ":")).encode() + b"\n"


class NotAJournal(Exception):
    """The file named holds something else; it is not touched."""


class Journal:
    """Records by key; `path` None keeps them in a file that goes away with the run."""

    def __init__(self, path: Path | None) -> None:
        self._file: IO[bytes] = _opened(path)
        self._places: dict[str, int] = {}
        self._lent: dict[str, str] = {}
        self._end = self._read_back()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def keep(self, key: str, record: str) -> None:
        """Add the record (a line of JSON) under its key."""
        line = f'{{"key":"{key}","record":{record}}}\n'.encode("ascii")
        self._file.seek(self._end)
        self._file.write(line)
        self._file.flush()
        self._places[key] = self._end
        self._end += len(line)

    def lend(self, key: str, record: str) -> None:
        """Hold a record for this run only: another run may find the file readable."""
        self._lent[key] = record

    def record(self, key: str) -> dict[str, Any]:
        """The record of a key."""
        if key in self._lent:
            lent: dict[str, Any] = json.loads(self._lent[key])
            return lent
        self._file.seek(self._places[key])
        found: dict[str, Any] = json.loads(self._file.readline())["record"]
        return found

    def _read_back(self) -> int:
        """Where to write on: after the last whole line. What follows it is what a kill cut off."""
        self._file.seek(0)
        head = self._file.readline()
        if not head or (not head.endswith(b"\n") and _HEAD.startswith(head)):
            self._file.seek(0)
            self._file.truncate()
            self._file.write(_HEAD)
            self._file.flush()
            return len(_HEAD)
        if head != _HEAD:
            self._file.close()
            raise NotAJournal
        end = len(_HEAD)
        for key, length in _whole_lines(self._file):
            if key:
                self._places[key] = end
            end += length
        self._file.seek(end)
        self._file.truncate()
        return end


def _opened(path: Path | None) -> IO[bytes]:
    """The caller closes it."""
    if path is None:
        return TemporaryFile("w+b")
    path.touch()
    return path.open("r+b")


def _whole_lines(file: IO[bytes]) -> Iterator[tuple[str, int]]:
    """The key and length of each line up to the first that is not whole; a damaged line has no key."""
    for line in file:
        if not line.endswith(b"\n"):
            return
        yield _key(line), len(line)


def _key(line: bytes) -> str:
    try:
        entry = json.loads(line)
    except ValueError:
        return ""
    sound = isinstance(entry, dict) and isinstance(entry.get("key"), str) and isinstance(entry.get("record"), dict)
    return str(entry["key"]) if sound else ""
