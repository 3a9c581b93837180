"""`qcdc rules`: tools for those who write rules."""

from __future__ import annotations

import click

from qcdc_rules.cli.account import coverage, list_
from qcdc_rules.cli.cases import test
from qcdc_rules.cli.diff import diff, schema
from qcdc_rules.cli.docs import docs
from qcdc_rules.cli.explain import explain
from qcdc_rules.cli.lint import lint
from qcdc_rules.cli.mutate import mutate
from qcdc_rules.cli.new import new
from qcdc_rules.cli.witness import witness


@click.group()
def rules() -> None:
    """Quy tắc: kiểm tra, chạy thử. · Rules: lint, test."""


for command in (new, lint, test, coverage, list_, explain, mutate, diff, schema, docs, witness):
    rules.add_command(command)
