"""What to check: files, directories, standard input. One that is missing never hides the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from qcdc_rules.rendering.verdict import UNDECIDED
from qcdc_rules.source import Words

SUFFIXES = (".yaml", ".yml", ".json")
HEADER = b"qcdc-submission/"
MOST_READ = 1 << 16
"""Where the header is looked for: a long comment may stand before it."""


class Input(NamedTuple):
    """One submission: a path, or the bytes of standard input, under the name that the report shows."""

    name: str
    path: str = ""
    data: bytes | None = None


@dataclass(slots=True)
class Gathered:
    inputs: list[Input] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    """Exit codes for what was named and held nothing to check."""


def gather(names: Sequence[str]) -> Gathered:
    """The submissions named on the command line, in the order named, each once."""
    found = Gathered()
    for name in dict.fromkeys(name if name == "-" else str(Path(name)) for name in names):
        if name == "-":
            found.inputs.append(Input("stdin", data=sys.stdin.buffer.read() if sys.stdin is not None else b""))
        elif Path(name).is_dir():
            _directory(Path(name), found)
        else:
            found.inputs.append(Input(_shown(Path(name)), name))
    once = {str(Path(one.path).absolute()) if one.path else one.name: one for one in reversed(found.inputs)}
    found.inputs = list(reversed(once.values()))
    return found


def _directory(folder: Path, found: Gathered) -> None:
    """Only files with the schema header are read; others are named."""
    chosen: list[Path] = []
    others: list[Path] = []
    for path in sorted(one for one in folder.rglob("*") if not one.is_dir() and one.suffix.lower() in SUFFIXES):
        (chosen if _has_header(path) else others).append(path)
    found.inputs += [Input(_shown(path), str(path)) for path in chosen]
    for path in others:
        found.notes.append(
            Words(f"{_shown(path)}: không phải báo cáo, bỏ qua.", f"{_shown(path)}: not a submission, left out.")
        )
    if not chosen:
        found.codes.append(UNDECIDED)
        found.notes.append(
            Words(f"{_shown(folder)}: không có báo cáo nào.", f"{_shown(folder)}: there is no submission.")
        )


def _shown(path: Path) -> str:
    """The name of a file in UTF-8, whatever the locale made of it."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _has_header(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return HEADER in stream.read(MOST_READ).replace(b"\0", b"")  # also where it is saved as UTF-16
    except OSError:
        return True  # it cannot be read: the report must say so, not pass over it
