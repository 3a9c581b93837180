"""`qcdc rules`: tools for those who write rules."""

from __future__ import annotations

from pathlib import Path

import click

from qcdc_rules.authoring.cases import Case, cases_of, run_case
from qcdc_rules.cli.account import coverage, list_
from qcdc_rules.cli.explain import explain
from qcdc_rules.cli.mutate import mutate
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import Sources, read_packs
from qcdc_rules.rendering.verdict import BAD_RULES
from qcdc_rules.source.resources import data_dir


@click.group()
def rules() -> None:
    """Quy tắc: kiểm tra, chạy thử. · Rules: lint, test."""


def _read(packs: tuple[str, ...]) -> tuple[Sources, Ruleset]:
    roots = [(data_dir("rules"), "rules"), *((Path(pack), pack) for pack in packs)]
    sources = read_packs(roots, tests=True)
    return sources, assemble(sources)


def _concerns(file: str, only: tuple[str, ...]) -> bool:
    return not only or any(part in file for part in only)


@rules.command()
@click.argument("only", nargs=-1, metavar="[FILE]...")
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True))
@click.pass_context
def lint(ctx: click.Context, only: tuple[str, ...], packs: tuple[str, ...]) -> None:
    """Đọc và dịch mọi quy tắc, in mọi lỗi. · Read and compile every rule, print every problem."""
    _, ruleset = _read(packs)
    found = [problem for problem in ruleset.problems if _concerns(problem.file, only)]
    for problem in found:
        click.echo(
            f"{problem.file}:{problem.line}:{problem.column}: {problem.code}"
            f"{f' ({problem.path})' if problem.path else ''}: {problem.words.vi} · {problem.words.en}"
        )
    click.echo(f"{ruleset.total} quy tắc, {len(found)} lỗi · {ruleset.total} rules, {len(found)} problems")
    ctx.exit(BAD_RULES if found else 0)


@rules.command()
@click.argument("only", nargs=-1, metavar="[FILE]...")
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True))
@click.pass_context
def test(ctx: click.Context, only: tuple[str, ...], packs: tuple[str, ...]) -> None:
    """Chạy các ca kiểm thử viết cạnh quy tắc. · Run the cases written beside the rules."""
    sources, ruleset = _read(packs)
    passed = failed = 0
    for case in cases_of(sources, ruleset):
        if not isinstance(case, Case):
            one, line, why = case
            if _concerns(one.path, only):
                click.echo(f"{one.path}:{line}: {why}")
                failed += 1
            continue
        if not _concerns(case.file, only):
            continue
        judged = run_case(case, ruleset)
        for failure in judged.failures:
            click.echo(f"{case.file}:{case.line}: {case.subject} «{case.name}»: {failure.vi}")
        passed, failed = passed + (not judged.failures), failed + bool(judged.failures)
    click.echo(f"{passed} passed, {failed} failed")
    ctx.exit(1 if failed or not passed else 0)


rules.add_command(coverage)
rules.add_command(list_)
rules.add_command(explain)
rules.add_command(mutate)
