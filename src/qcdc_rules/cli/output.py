"""Where things go: the report to standard output or a file, messages to standard error. Always UTF-8."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TextIO

import click


def utf8() -> None:
    """UTF-8 out, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def colour_wanted() -> bool:
    """Only on a terminal, and not where NO_COLOR is set or the terminal is dumb."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(message: str) -> None:
    """A message about the run, on standard error."""
    _put(sys.stderr, f"{message}\n")


def write(text: str, target: str | None) -> None:
    """The report: to standard output, or to a file that appears whole or not at all."""
    if target is None:
        _put(sys.stdout, text)
        return
    path = Path(target)
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent or Path(), prefix=f".{path.name}.")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.replace(name, path)
    except OSError as fault:
        why = fault.strerror or type(fault).__name__
        raise click.UsageError(f"Không ghi được {target}: {why}. · {target} cannot be written: {why}.") from fault


def _put(stream: TextIO, text: str) -> None:
    stream.write(text)
    stream.flush()
