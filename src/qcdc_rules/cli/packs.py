"""What the commands of authors read: the built-in rules and packs, with their tests."""

from __future__ import annotations

from pathlib import Path

from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import Sources, read_packs, rule_files
from qcdc_rules.source.resources import data_dir


def read(packs: tuple[str, ...], builtin: bool = True) -> tuple[Sources, Ruleset]:
    """The files of these packs and the ruleset they make."""
    roots = [(data_dir("rules"), "rules")] if builtin else []
    roots += [(Path(pack), str(Path(pack))) for pack in packs]
    sources = read_packs(roots, tests=True)
    return sources, assemble(sources)


def concerns(file: str, only: tuple[str, ...]) -> bool:
    """Whether a file is among those named by a part of their name (all, without a name)."""
    return not only or any(part in file for part in only)


def read_tests(packs: tuple[str, ...] = (), builtin: bool = True) -> Sources:
    """Only the files with the cases of these packs: enough where a ruleset is there already."""
    roots = [(data_dir("rules"), "rules")] if builtin else []
    roots += [(Path(pack), str(Path(pack))) for pack in packs]
    files = [
        (path, shown if root.is_file() else f"{shown}/{path.relative_to(root).as_posix()}")
        for root, shown in roots
        for path in rule_files(root)
        if path.name.endswith(".tests.yaml") and path.parent.name != "templates"
    ]
    return read_packs(files, tests=True)
