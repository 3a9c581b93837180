"""What to check: files, directories, standard input. One that is missing never hides the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from os import path as paths

from qcdc_rules.frozen import frozen
from qcdc_rules.loading.unopened import unopened
from qcdc_rules.rendering.verdict import UNDECIDED
from qcdc_rules.source import Words
from qcdc_rules.source.limits import MAX_BYTES

SUFFIXES = (".yaml", ".yml", ".json")
HEADER = b"qcdc-submission/"
MOST_READ = 1 << 16
"""Where the header is looked for: a long comment may stand before it."""


@frozen
class Input:
    """One submission: a path, or the bytes of standard input, under the name that the report shows."""

    name: str
    path: str = ""
    data: bytes | None = None


class Gathered:
    """What was found; `codes` are exit codes for what was named and held nothing to check."""

    def __init__(self) -> None:
        self.inputs: list[Input] = []
        self.notes: list[Words] = []
        self.codes: list[int] = []


def gather(names: Sequence[str]) -> Gathered:
    """The submissions named on the command line, in the order named, each once."""
    found = Gathered()
    for name in dict.fromkeys(name if name == "-" else paths.normpath(name) for name in names):
        if name == "-":
            found.inputs.append(Input("stdin", data=_from_stdin(found)))
        elif paths.isdir(name):
            _directory(name, found)
        else:
            found.inputs.append(Input(_shown(name), name))
    once = {paths.abspath(one.path) if one.path else one.name: one for one in reversed(found.inputs)}
    found.inputs = list(reversed(once.values()))
    return found


def _from_stdin(found: Gathered) -> bytes:
    """What stands on standard input, no more than may be read; b"" where it is closed or cannot be read."""
    try:
        return b"" if sys.stdin is None else sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as fault:
        words = unopened("stdin", fault).words
        found.notes.append(Words(f"stdin: {words.vi}", f"stdin: {words.en}"))
        return b""


def _directory(folder: str, found: Gathered) -> None:
    """Only files with the schema header are read; others are named."""
    chosen: list[str] = []
    others: list[str] = []
    for path in sorted(_files(folder), key=lambda path: path.split(os.sep)):
        (chosen if _has_header(path) else others).append(path)
    found.inputs += [Input(_shown(path), path) for path in chosen]
    for path in others:
        found.notes.append(
            Words(f"{_shown(path)}: không phải báo cáo, bỏ qua.", f"{_shown(path)}: not a submission, left out.")
        )
    if not chosen:
        found.codes.append(UNDECIDED)
        found.notes.append(
            Words(f"{_shown(folder)}: không có báo cáo nào.", f"{_shown(folder)}: there is no submission.")
        )


def _files(folder: str) -> Iterator[str]:
    """Every file below a folder that may be a submission by its name."""
    for here, _, names in os.walk(folder):
        for name in names:
            path = paths.normpath(paths.join(here, name))
            # a pipe or a device is never read unasked: it may have no end; a link to nothing is told as unreadable
            if paths.splitext(name)[1].lower() in SUFFIXES and (paths.isfile(path) or not paths.exists(path)):
                yield path


def _shown(path: str) -> str:
    """The name of a file in UTF-8, whatever the locale made of it."""
    return os.fsencode(path.replace(os.sep, "/")).decode("utf-8", "replace")


def _has_header(path: str) -> bool:
    try:
        with open(path, "rb") as stream:
            return HEADER in stream.read(MOST_READ).replace(b"\0", b"")  # also where it is saved as UTF-16
    except OSError:
        return True  # it cannot be read: the report must say so, not pass over it
