"""The console scripts `qcdc` and `qcdc-check`, and the last net under both."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from types import FrameType

import click

from qcdc_rules.cli.output import say, utf8

COMMANDS = {
    "bulk": "qcdc_rules.cli.bulk:bulk",
    "check": "qcdc_rules.cli.check:check",
    "form": "qcdc_rules.cli.form:form",
    "report": "qcdc_rules.cli.report:report",
    "rules": "qcdc_rules.cli.rules:rules",
}
"""Commands are imported when they are called: checking a file must not pay for the tools of authors."""
FAULT = 70
INTERRUPTED = 130
"""What shells say of a command that was stopped from the keyboard."""


class Interrupted(BaseException):
    """Ctrl-C: an exception of our own, because click would turn KeyboardInterrupt into exit 1, which means a breach."""


class LazyGroup(click.Group):
    """A group whose commands are named in `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _command(cmd_name) if cmd_name in COMMANDS else None


def _command(name: str) -> click.Command:
    module, _, attribute = COMMANDS[name].partition(":")
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command)
    return command


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qcdc-rules")
def group() -> None:
    """Kiểm tra thực hiện dân chủ ở cơ sở. · Checks of grassroots democracy."""


def guarded(command: Callable[[], object]) -> None:
    """Run a command; a fault of ours becomes one sentence and exit 70."""
    utf8()
    before = signal.signal(signal.SIGINT, _interrupt)
    gc.set_threshold(200_000, 20, 20)  # a run makes much and frees little: 7 % of it went into looking for cycles
    try:
        command()
    except Interrupted:
        say("Đã dừng theo yêu cầu (Ctrl-C); chưa có kết luận nào. · Stopped (Ctrl-C); no verdict was given.")
        sys.exit(INTERRUPTED)
    except Exception as fault:
        if os.environ.get("QCDC_DEBUG"):
            raise
        say(
            f"Lỗi phần mềm ({type(fault).__name__}: {fault}). Không có kết luận nào được đưa ra; hãy báo lỗi này."
            f" · Internal fault; no verdict was given; please report it."
        )
        sys.exit(FAULT)
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted


def qcdc() -> None:
    """The console script `qcdc`."""
    guarded(group)


def check() -> None:
    """The console script `qcdc-check`: the same as `qcdc check`."""
    guarded(_command("check"))
