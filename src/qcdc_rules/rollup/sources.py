"""Where the submissions are: folders, single files, lines of NDJSON. Named so that no path of a machine is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from qcdc_rules.source import Words
from qcdc_rules.source.limits import MAX_BYTES

SUFFIXES = (".yaml", ".yml", ".json")
LINES = (".ndjson", ".jsonl")
HEADER = b"qcdc-submission/"
MOST_READ = 1 << 16
"""Where the header is looked for: a long comment may stand before it."""


class Source(NamedTuple):
    """One submission: how it is called, where it is, and (of NDJSON) which stretch of the file."""

    name: str
    path: Path
    offset: int = 0
    length: int = -1

    def read(self) -> bytes:
        """Its bytes; of a file above the limit only so many that the reader refuses it."""
        most = MAX_BYTES + 1
        with self.path.open("rb") as stream:
            stream.seek(self.offset)
            return stream.read(most if self.length < 0 else min(self.length, most))


class Found(NamedTuple):
    sources: tuple[Source, ...]
    notes: tuple[Words, ...]
    empty: bool
    """Something was named that holds no submission."""


def find(names: Iterable[str], leave: Iterable[Path] = ()) -> Found:
    """The submissions below these names, each once; `leave` are files that are no units (the reported summary)."""
    sources: dict[Path, list[Source]] = {}
    notes: list[Words] = []
    empty = False
    left = {path.resolve() for path in leave}
    roots = list(dict.fromkeys(Path(name) for name in names))
    for root, shown in zip(roots, _called(roots), strict=True):
        inside = sorted(_files(root))
        found = 0
        for path in inside:
            if path.resolve() in left:
                continue
            name = shown if path == root else f"{shown}/{path.relative_to(root).as_posix()}".removeprefix("/")
            one = list(_sources(path, name, named=path == root))
            found += len(one)
            if one:
                sources.setdefault(path.resolve(), one)
            elif path.suffix.lower() in SUFFIXES:
                notes.append(Words(f"{name}: không phải báo cáo, bỏ qua.", f"{name}: not a submission, left out."))
        if not found:
            empty = True
            notes.append(
                Words(f"{shown or root.name}: không có báo cáo nào.", f"{shown or root.name}: there is no submission.")
            )
    every = sorted((one for group in sources.values() for one in group), key=lambda one: one.name)
    return Found(tuple(every), tuple(notes), empty)


def _called(roots: list[Path]) -> list[str]:
    """What each root is called: nothing where there is only one folder, else its last name, told apart."""
    if len(roots) == 1 and roots[0].is_dir():
        return [""]
    shown: list[str] = []
    for root in roots:
        name = root.name or root.resolve().name or "-"
        number = 2
        while (called := name if number == 2 and name not in shown else f"{name}~{number}") in shown:
            number += 1
        shown.append(called)
    return shown


def _files(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        yield root
        return
    for path in root.rglob("*"):
        if path.suffix.lower() in (*SUFFIXES, *LINES) and not path.is_dir():
            yield path


def _sources(path: Path, name: str, named: bool) -> Iterator[Source]:
    if path.suffix.lower() in LINES:
        yield from _lines(path, name)
    elif named or _has_header(path):
        yield Source(name, path)


def _lines(path: Path, name: str) -> Iterator[Source]:
    """The lines that are not blank. A file that cannot be read is one source, which will say so."""
    try:
        with path.open("rb") as stream:
            offset = number = 0
            width = 6
            while piece := stream.readline(1 << 20):
                start, length = offset, len(piece)
                blank = not piece.strip()
                while not piece.endswith(b"\n") and (piece := stream.readline(1 << 20)):
                    length, blank = length + len(piece), blank and not piece.strip()
                number += 1
                offset = start + length
                if not blank:
                    yield Source(f"{name}:{number:0{width}}", path, start, length)
    except OSError:
        yield Source(name, path)


def _has_header(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return HEADER in stream.read(MOST_READ).replace(b"\0", b"")  # also where it is saved as UTF-16
    except OSError:
        return True  # it cannot be read: the roll-up must say so, not pass over it
