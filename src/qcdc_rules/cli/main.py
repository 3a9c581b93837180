"""The console scripts `qcdc` and `qcdc-check`, and the last net under both."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from qcdc_rules.cli.check import check as check_command
from qcdc_rules.cli.output import say, utf8
from qcdc_rules.cli.rules import rules
from qcdc_rules.rendering.verdict import FAULT


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qcdc-rules")
def group() -> None:
    """Kiểm tra thực hiện dân chủ ở cơ sở. · Checks of grassroots democracy."""


group.add_command(check_command)
group.add_command(rules)


def guarded(command: Callable[[], object]) -> None:
    """Run a command; a fault of ours becomes one sentence and exit 70, a closed pipe is no fault."""
    utf8()
    try:
        command()
    except BrokenPipeError:
        # whoever read our output has gone: nothing more can be said, and Python must not try at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAULT)
    except Exception as fault:
        if os.environ.get("QCDC_DEBUG"):
            raise
        say(
            f"Lỗi phần mềm ({type(fault).__name__}: {fault}). Không có kết luận nào được đưa ra; hãy báo lỗi này."
            f" · Internal fault; no verdict was given; please report it."
        )
        sys.exit(FAULT)


def qcdc() -> None:
    guarded(group)


def check() -> None:
    guarded(check_command)
