"""What the commands of authors read: the built-in rules and packs, with their tests."""

from __future__ import annotations

from pathlib import Path

from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import Sources, read_packs
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
