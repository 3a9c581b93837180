"""Where the lines of the output go. Each is written whole before the next one is judged to be done."""

from __future__ import annotations

import os
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO


class Output:
    """A stream of lines; of a file, the length up to which every line is whole."""

    def __init__(self, stream: BinaryIO | RawIOBase, path: Path | None = None, whole: int = 0) -> None:
        self._stream = stream
        self._path = path
        self._whole = whole

    @classmethod
    def to_file(cls, path: Path, kept: int = 0) -> Output:
        """A new file; or one of which `kept` bytes stay, and what follows them goes."""
        stream = path.open("r+b" if kept else "wb", buffering=0)  # nothing waits in memory to be written
        if kept:
            stream.truncate(kept)
            stream.seek(kept)
        return cls(stream, path, kept)

    def write(self, line: bytes) -> None:
        left = memoryview(line)
        while left:
            left = left[self._stream.write(left) or 0 :]
        self._stream.flush()
        self._whole += len(line)

    def close(self) -> None:
        """End a file with its last whole line: an interruption may have come in the middle of one."""
        if self._path is None:
            return
        self._stream.close()
        if self._path.is_file():  # a device or a pipe cannot be cut
            os.truncate(self._path, self._whole)
