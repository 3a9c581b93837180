"""Where things go: the report to standard output or a file, messages to standard error. Always UTF-8."""

from __future__ import annotations

import os
import sys
from os import path as paths
from typing import IO, AnyStr, Literal

import click

from qcdc_rules.rendering.layout import PLAIN_WIDTH, clean


def utf8() -> None:
    """UTF-8 out, whatever the locale says. What goes to a stream that is closed goes nowhere: the exit code still speaks."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (open while the process lives)
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (as above)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def colour_wanted() -> bool:
    """Only on a terminal, and not where NO_COLOR is set or the terminal is dumb."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width_of_terminal() -> int:
    """How many columns the report may fill."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or PLAIN_WIDTH
    except (OSError, ValueError):  # a pipe, a file, or a stream that is neither
        return PLAIN_WIDTH


def say(message: str) -> None:
    """A message about the run, on standard error; where that cannot be written, the verdict is no other for it."""
    try:
        _put(sys.stderr, f"{clean(message)}\n")
    except click.UsageError:
        return


def check_target(target: str, inputs: frozenset[str]) -> None:
    """Refuse, before anything is done, a file that cannot be written or that is one of the submissions."""
    if paths.realpath(target) in inputs:
        raise click.UsageError(
            f"{target} là tệp báo cáo được kiểm tra, không ghi đè. · {target} is a submission; it is not overwritten."
        )
    if not paths.isdir(paths.dirname(target) or "."):
        raise _cannot_write(target, "không có thư mục này · there is no such folder")


def refuse_terminal(kind: str) -> None:
    """A workbook is for a file or a pipe: on a terminal it would be noise."""
    if sys.stdout.isatty():
        raise click.UsageError(f"Dạng {kind} cần -o TỆP. · The format {kind} needs -o FILE.")


def write(report: str | bytes, target: str | None) -> None:
    """The report: to standard output, or to a file that appears whole or not at all."""
    data = report.encode("utf-8", "replace") if isinstance(report, str) else report
    if target is None:
        if isinstance(report, str):
            _put(sys.stdout, report)
        else:
            _put(sys.stdout.buffer, report)
        return
    path = paths.realpath(target)
    try:
        if paths.exists(path) and not paths.isfile(path):
            _fill(path, data)  # a device or a pipe is written to, never replaced
            return
        part = paths.join(paths.dirname(path), f".qcdc-{os.getpid()}.part")  # short: the file's own name may be as long as names go
        try:
            _fill(part, data, "xb")  # a link that someone else put there is not followed
            os.replace(part, path)
        finally:
            if paths.lexists(part):
                os.unlink(part)
    except OSError as fault:
        raise _cannot_write(target, fault.strerror or type(fault).__name__) from fault


def _fill(path: str, data: bytes, mode: Literal["wb", "xb"] = "wb") -> None:
    with open(path, mode) as stream:
        stream.write(data)


def _cannot_write(target: str, why: str) -> click.UsageError:
    return click.UsageError(clean(f"Không ghi được {target}: {why}. · It cannot be written."))


def _put(stream: IO[AnyStr], text: AnyStr) -> None:
    """Write and be done; where the reader has gone (`| head`), the rest is for nobody."""
    try:
        stream.write(text)
        stream.flush()
    except OSError as fault:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # Python must not try again when it ends
        if not isinstance(fault, BrokenPipeError):
            raise _cannot_write(stream.name, fault.strerror or type(fault).__name__) from fault
