"""Where a roll-up goes: piece by piece, because one of thousands of units is too long to be held as one text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias, cast

import click

from qcdc_rules.cli.formats import Pairs, imported
from qcdc_rules.cli.output import check_target, refuse_terminal, write
from qcdc_rules.rollup.rolled import RollUp

RENDERERS = {
    "text": "qcdc_rules.rendering.rollup_text:rollup_text",
    "json": "qcdc_rules.rendering.rollup_json:rollup_json",
    "html": "qcdc_rules.rendering.rollup_html:rollup_html",
    "xlsx": "qcdc_rules.rendering.rollup_xlsx:rollup_xlsx",
}
"""Formats are imported when they are asked for."""
BINARY = ("xlsx",)

Renderer: TypeAlias = Callable[[RollUp, str], Iterable[str | bytes]]


def refuse(pairs: Pairs, kept: frozenset[str]) -> None:
    """Before anything is done: outputs that cannot be written, or that would overwrite what is read."""
    for kind, target in pairs:
        if target is not None:
            check_target(target, kept)
        elif kind in BINARY:
            refuse_terminal(kind)


def renderer(kind: str) -> Renderer:
    """The renderer of a format; a missing extra is said before anything is examined."""
    return cast(Renderer, imported(RENDERERS[kind], kind))


def put(parts: Iterable[str | bytes], target: str | None) -> None:
    """The pieces, to standard output or to a file that appears whole or not at all."""
    if target is None:
        for part in parts:
            write(part, None)
        return
    path = Path(target).resolve()
    if path.exists() and not path.is_file():
        write(b"".join(_bytes(part) for part in parts), target)  # a device or a pipe is written to, never replaced
        return
    part_file = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part_file.open("wb") as stream:
            stream.writelines(_bytes(part) for part in parts)
        part_file.replace(path)
    except OSError as fault:
        why = fault.strerror or type(fault).__name__
        raise click.UsageError(f"Không ghi được {target}: {why}. · It cannot be written.") from fault
    finally:
        part_file.unlink(missing_ok=True)


def _bytes(part: str | bytes) -> bytes:
    return part.encode("utf-8", "replace") if isinstance(part, str) else part
