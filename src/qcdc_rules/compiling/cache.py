"""Where packed rulesets are kept that no wheel ships: in the user's cache.

A cache that cannot be read or written, whose content is not what was written, or that another user of the machine
made, is simply not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from stat import S_ISREG

from qcdc_rules.compiling.packed import FORMAT, Packed, unpack
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.compiling.shipped import HEAD
from qcdc_rules.schemas.fields import submission_type
from qcdc_rules.source.resources import data_dir

MOST_KEPT = 8
AN_HOUR = 3_600_000_000_000
"""In nanoseconds. What is still being written is younger."""


def roots_of(builtin: bool, packs: Iterable[str]) -> list[tuple[Path, str]]:
    """The folders and files that hold the rules, each with the name that messages call it by."""
    own = [(data_dir("rules"), "rules")] if builtin else []
    return own + [(Path(pack), pack) for pack in packs]


def key_of(roots: Iterable[Path], version: str) -> str:
    """A name for the state of these files: path, size and times of change of each, and of the schema."""
    digest = hashlib.sha256(f"{FORMAT}|{version}".encode())
    for root in (*roots, data_dir("schemas")):
        digest.update(f"{root}\n".encode())  # also a folder that holds nothing is one that was named
        found = [root] if root.is_file() else sorted(root.rglob("*"))
        for path in found:
            if path.suffix in (".yaml", ".yml", ".json") and not path.name.endswith(".tests.yaml"):
                digest.update(f"{path}|{_state(path)}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _state(path: Path) -> str:
    """Size and times of a file. The time of the last change of any kind cannot be set back, as the other one can."""
    try:
        stat = path.stat()
    except OSError:  # it went while it was looked for, or is a link to nothing
        return "gone"
    return f"{stat.st_size}|{stat.st_mtime_ns}|{stat.st_ctime_ns}"


def cached(key: str) -> Ruleset | None:
    """The ruleset kept under this key, if it is there and whole."""
    folder = _folder()
    return None if folder is None else _open(folder / key)


def keep(key: str, packed: Packed, rules: Mapping[str, object]) -> None:
    """Keep a packed ruleset; it appears whole or not at all, and the oldest ones go."""
    folder = _folder()
    if folder is None:
        return
    making: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=folder, prefix=".part-"))
        write(making, packed, rules)
        _remove(folder / key)  # a damaged one, or one of the same state
        making.rename(folder / key)
        _tidy(folder)
    except OSError:  # no home, no room, no right, or another process kept it first: the next run reads the rules again
        if making is not None:
            shutil.rmtree(making, ignore_errors=True)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def _tidy(folder: Path) -> None:
    """The oldest rulesets go, and what processes left that were stopped while they wrote."""
    ages = {path: path.stat().st_mtime_ns for path in folder.iterdir() if path.is_dir()}
    kept = sorted((path for path in ages if not path.name.startswith(".")), key=lambda path: ages[path], reverse=True)
    newest = max(ages.values(), default=0)
    left = [path for path, age in ages.items() if path.name.startswith(".part-") and newest - age > AN_HOUR]
    for path in (*kept[MOST_KEPT:], *left):
        shutil.rmtree(path, ignore_errors=True)


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
        seal, _, text = _own_text(folder / f"{HEAD}.json").partition("\n")
        if _seal(text) != seal:
            return None
        packed: Packed = json.loads(text)
        rules = {name: _own_text(folder / f"{name}.json") for name in packed["rules"]}
        if any(_seal(text) != packed["seals"][name] for name, text in rules.items()):
            return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None

    def read_rules(regulation: str) -> list[object]:
        entries: list[object] = json.loads(rules[regulation])
        return entries

    return unpack(packed, submission_type(), read_rules)


def _own_text(path: Path) -> str:
    """What stands in a regular file of this very user. The seals are no secret: where others can write to the
    folder (`/tmp`, a shared XDG_CACHE_HOME), they could put rules of their own there."""
    with open(path, "rb", opener=_unhurried) as stream:
        stat = os.fstat(stream.fileno())
        if not S_ISREG(stat.st_mode) or (hasattr(os, "geteuid") and stat.st_uid != os.geteuid()):
            raise OSError("not a file of this user")
        return stream.read().decode("utf-8")


def _unhurried(path: str, flags: int) -> int:
    """Open without waiting: a pipe in the place of a file would never answer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _folder() -> Path | None:
    named = os.environ.get("QCDC_CACHE_DIR")
    if named:
        return Path(named) / "qcdc_rules"
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # where it is relative, it is to be ignored (XDG Base Directory Specification)
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return None
        base = os.path.join(home, ".cache")
    return Path(base) / "qcdc_rules"
