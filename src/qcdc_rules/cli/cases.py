"""`qcdc rules test`: the cases written beside rules and templates."""

from __future__ import annotations

import click

from qcdc_rules.authoring.cases import Case, cases_of, run_case
from qcdc_rules.cli.packs import concerns, read


@click.command()
@click.argument("only", nargs=-1, metavar="[FILE]...")
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm gói quy tắc. · More rules.")
@click.pass_context
def test(ctx: click.Context, only: tuple[str, ...], packs: tuple[str, ...]) -> None:
    """Chạy các ca kiểm thử viết cạnh quy tắc. · Run the cases written beside the rules."""
    sources, ruleset = read(packs)
    passed = failed = 0
    for case in cases_of(sources, ruleset):
        if not isinstance(case, Case):
            one, line, why = case
            if concerns(one.path, only):
                click.echo(f"{one.path}:{line}: {why}")
                failed += 1
            continue
        if not concerns(case.file, only):
            continue
        judged = run_case(case, ruleset)
        for failure in judged.failures:
            click.echo(f"{case.file}:{case.line}: {case.subject} «{case.name}»: {failure.vi}")
        passed, failed = passed + (not judged.failures), failed + bool(judged.failures)
    click.echo(f"{passed} passed, {failed} failed")
    ctx.exit(1 if failed or not passed else 0)
