"""Where packed rulesets are kept: inside the wheel for the built-in rules, else in the user's cache.

A cache that cannot be read or written, or whose content is not what was written, is simply not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from qcdc_rules.compiling.packed import FORMAT, Packed
from qcdc_rules.source.resources import data_dir

SHIPPED = "compiled"


def shipped() -> Packed | None:
    """The packed built-in rules that were made when the wheel was built."""
    return _read(data_dir(SHIPPED) / "ruleset.json")


def key_of(roots: Iterable[Path], version: str) -> str:
    """A name for the state of these files: path, size and time of change of each, and of the schema."""
    digest = hashlib.sha256(f"{FORMAT}|{version}".encode())
    for root in (*roots, data_dir("schemas")):
        found = [root] if root.is_file() else sorted(root.rglob("*"))
        for path in found:
            if path.suffix in (".yaml", ".yml", ".json") and not path.name.endswith(".tests.yaml"):
                stat = path.stat()
                digest.update(f"{path}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


def cached(key: str) -> Packed | None:
    """The packed ruleset kept under this key, if it is there and whole."""
    folder = _folder()
    return None if folder is None else _read(folder / f"{key}.json")


def keep(key: str, packed: Packed) -> None:
    """Keep a packed ruleset; it appears whole or not at all, and other versions of it go."""
    folder = _folder()
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(sealed(packed))
        os.replace(name, folder / f"{key}.json")
        kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in kept[8:]:
            path.unlink(missing_ok=True)
    except OSError:
        return  # no home, no room, no right: the next run reads the rules again


def sealed(packed: Packed) -> str:
    """The text of a packed ruleset: its digest on the first line, the data on the second."""
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}"


def _read(path: Path) -> Packed | None:
    try:
        seal, _, text = path.read_text(encoding="utf-8").partition("\n")
        if hashlib.sha256(text.encode()).hexdigest() != seal:
            return None
        packed: Packed = json.loads(text)
    except (OSError, ValueError):
        return None
    return packed


def _folder() -> Path | None:
    base = os.environ.get("QCDC_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    if base:
        return Path(base) / "qcdc_rules"
    try:
        return Path.home() / ".cache" / "qcdc_rules"
    except RuntimeError:
        return None
