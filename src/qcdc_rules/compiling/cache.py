"""Where packed rulesets are kept that no wheel ships: in the user's cache.

A cache that cannot be read or written, or whose content is not what was written, is simply not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from qcdc_rules.compiling.packed import FORMAT, Packed, unpack
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.compiling.shipped import HEAD
from qcdc_rules.schemas.fields import submission_type
from qcdc_rules.source.resources import data_dir

MOST_KEPT = 8


def roots_of(builtin: bool, packs: Iterable[str]) -> list[tuple[Path, str]]:
    """The folders and files that hold the rules, each with the name that messages call it by."""
    own = [(data_dir("rules"), "rules")] if builtin else []
    return own + [(Path(pack), pack) for pack in packs]


def key_of(roots: Iterable[Path], version: str) -> str:
    """A name for the state of these files: path, size and time of change of each, and of the schema."""
    digest = hashlib.sha256(f"{FORMAT}|{version}".encode())
    for root in (*roots, data_dir("schemas")):
        digest.update(f"{root}\n".encode())  # also a folder that holds nothing is one that was named
        found = [root] if root.is_file() else sorted(root.rglob("*"))
        for path in found:
            if path.suffix in (".yaml", ".yml", ".json") and not path.name.endswith(".tests.yaml"):
                stat = path.stat()
                digest.update(f"{path}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


def cached(key: str) -> Ruleset | None:
    """The ruleset kept under this key, if it is there and whole."""
    folder = _folder()
    return None if folder is None else _open(folder / key)


def keep(key: str, packed: Packed, rules: Mapping[str, object]) -> None:
    """Keep a packed ruleset; it appears whole or not at all, and the oldest ones go."""
    folder = _folder()
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=folder, prefix=".part-"))
        write(making, packed, rules)
        shutil.rmtree(folder / key, ignore_errors=True)  # a damaged one, or one of the same state
        try:
            making.rename(folder / key)
        except OSError:
            shutil.rmtree(making, ignore_errors=True)  # another process kept it first
        kept = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
        for path in sorted(kept, key=lambda path: path.stat().st_mtime_ns, reverse=True)[MOST_KEPT:]:
            shutil.rmtree(path, ignore_errors=True)
    except OSError:
        return  # no home, no room, no right: the next run reads the rules again


def write(folder: Path, packed: Packed, rules: Mapping[str, object]) -> None:
    """Write a packed ruleset into a folder: its head, and one file of rules for each regulation type."""
    folder.mkdir(parents=True, exist_ok=True)
    seals = {regulation: _seal(_text(entries)) for regulation, entries in rules.items()}
    for regulation, entries in rules.items():
        (folder / f"{regulation}.json").write_text(_text(entries), encoding="utf-8")
    head = _text({**packed, "seals": seals})
    (folder / f"{HEAD}.json").write_text(f"{_seal(head)}\n{head}", encoding="utf-8")


def _text(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _open(folder: Path) -> Ruleset | None:
    """The ruleset in a folder, if every file of it is what was written."""
    try:
        seal, _, text = (folder / f"{HEAD}.json").read_text(encoding="utf-8").partition("\n")
        if _seal(text) != seal:
            return None
        packed: Packed = json.loads(text)
        rules = {name: (folder / f"{name}.json").read_text(encoding="utf-8") for name in packed["rules"]}
        if any(_seal(text) != packed["seals"][name] for name, text in rules.items()):
            return None
    except (OSError, ValueError):
        return None

    def read_rules(regulation: str) -> list[object]:
        entries: list[object] = json.loads(rules[regulation])
        return entries

    return unpack(packed, submission_type(), read_rules)


def _folder() -> Path | None:
    base = os.environ.get("QCDC_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    if base:
        return Path(base) / "qcdc_rules"
    try:
        return Path.home() / ".cache" / "qcdc_rules"
    except RuntimeError:
        return None
