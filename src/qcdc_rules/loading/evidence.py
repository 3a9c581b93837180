"""The papers that a submission names as proof: each must be there, inside the folder given, and be the one stated."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from qcdc_rules.frozen import changed
from qcdc_rules.model.submission import NOWHERE, Items, Record, Submission, Value
from qcdc_rules.source import Problem, Words
from qcdc_rules.source.problems import bounded

_CHUNK = 1 << 20


def with_evidence(submission: Submission, folder: str) -> Submission:
    """The same submission; what is wrong with its evidence is a problem of the file."""
    found = [problem for record in _papers(submission.root) for problem in _faults(record, submission.file, Path(folder))]
    return changed(submission, problems=bounded([*submission.problems, *found])) if found else submission


def _papers(value: Value) -> Iterator[Record]:
    """Every item of every list of evidence."""
    if isinstance(value, Record):
        for name, inner in value.fields.items():
            if name == "evidence" and isinstance(inner, Items):
                yield from (item for item in inner.values if isinstance(item, Record))
            elif isinstance(inner, Record | Items):
                yield from _papers(inner)
    elif isinstance(value, Items):
        for item in value.values:
            yield from _papers(item)


def _faults(paper: Record, file: str, folder: Path) -> Iterator[Problem]:
    name, stated = paper.fields.get("file"), paper.fields.get("sha256")
    if not isinstance(name, str):
        if isinstance(stated, str):
            words = Words("Có mã kiểm mà không ghi tên tệp.", "A digest is stated and no file.")
            yield _problem(paper, file, "sha256", "evidence-without-file", words, severe=False)
        return
    path = _inside(name, folder)
    if path is None:
        words = Words(
            f"Tệp chứng minh “{name[:80]}” nằm ngoài thư mục; chỉ ghi đường dẫn bên trong thư mục đó.",
            f"The evidence “{name[:80]}” is outside the folder; name a path inside it.",
        )
        yield _problem(paper, file, "file", "evidence-outside", words)
    elif not path.is_file():
        words = Words(
            f"Không có tệp chứng minh “{name[:80]}” trong thư mục.", f"The evidence “{name[:80]}” is not in the folder."
        )
        yield _problem(paper, file, "file", "evidence-missing", words)
    elif isinstance(stated, str):
        yield from _compared(paper, file, path, name, stated)


def _inside(name: str, folder: Path) -> Path | None:
    """The file of this name; None where the name, or a link on the way, leads out of the folder."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name:
        return None
    root = folder.resolve()
    found = [root.joinpath(*unicodedata.normalize(form, name).replace("\\", "/").split("/")) for form in ("NFC", "NFD")]
    path = next((one for one in found if os.path.lexists(one)), found[0])
    try:
        real = path.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle
        return None
    return real if real.is_relative_to(root) else None


def _compared(paper: Record, file: str, path: Path, name: str, stated: str) -> Iterator[Problem]:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        words = Words(f"Không đọc được tệp “{name[:80]}”.", f"The file “{name[:80]}” cannot be read.")
        yield _problem(paper, file, "file", "evidence-unreadable", words)
        return
    if digest.hexdigest() != stated.lower():
        words = Words(
            f"Tệp “{name[:80]}” không phải tệp đã khai: mã SHA-256 là {digest.hexdigest()}.",
            f"The file “{name[:80]}” is not the one stated: its SHA-256 is {digest.hexdigest()}.",
        )
        yield _problem(paper, file, "sha256", "evidence-differs", words)


def _problem(paper: Record, file: str, field: str, code: str, words: Words, severe: bool = True) -> Problem:
    spot = paper.spots.get(field, paper.spot or NOWHERE)
    return Problem.located(file, spot, code, words, "error" if severe else "warning", paper.field_path(field))
