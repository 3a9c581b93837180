"""`qcdc rules mutate`: would the cases beside a rule notice if the rule were slightly wrong?"""

from __future__ import annotations

import click

from qcdc_rules.authoring.killers import Killer, killer
from qcdc_rules.authoring.killing import Fate, fates
from qcdc_rules.authoring.yaml_text import flow
from qcdc_rules.cli.packs import read
from qcdc_rules.cli.witness import NEEDS_AUTHOR, searcher
from qcdc_rules.compiling.ruleset import Ruleset


@click.command()
@click.argument("only", nargs=-1, metavar="[FILE]...")
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm quy tắc. · More rules.")
@click.option(
    "--killers/--no-killers",
    default=True,
    show_default=True,
    help="Tìm ca phân biệt mỗi bản sống sót (cần hypothesis). · Seek the case that would kill each survivor.",
)
@click.option("--no-builtin-rules", is_flag=True, help="Không đọc quy tắc có sẵn. · Without the built-in rules.")
@click.pass_context
def mutate(
    ctx: click.Context, only: tuple[str, ...], packs: tuple[str, ...], killers: bool, no_builtin_rules: bool
) -> None:
    """Đổi từng chi tiết của quy tắc, xem ca kiểm thử có phát hiện không. · Change one thing, see if a case notices.

    Exit 1: a mutant survived; each survivor comes with the case that would kill it. Say from the law what to expect.
    """
    sources, ruleset = read(packs, builtin=not no_builtin_rules)
    killed = survived = 0
    for fate in fates(sources, ruleset, only):
        killed += fate.killed
        if not fate.killed:
            survived += 1
            click.echo(
                f"{fate.subject} {fate.place}: {fate.what.vi} – không ca nào phát hiện · {fate.what.en} – no case notices"
            )
            if killers:
                click.echo(_told(fate, ruleset))
    click.echo(f"{killed} bị phát hiện, {survived} sống sót · {killed} killed, {survived} survived")
    ctx.exit(1 if survived or not killed else 0)


def _told(fate: Fate, ruleset: Ruleset) -> str:
    try:
        search = searcher()
    except click.ClickException:
        return f"  {NEEDS_AUTHOR}"
    for rule, mutant in fate.pairs[:3]:
        cases = [dict(case.submission) for case in fate.cases if case.rule.id == rule.id]
        found = killer(rule, mutant, ruleset, search, cases)
        if found is not None:
            return _case(found)
    return "  không tìm được báo cáo nào phân biệt hai bản · no report was found that tells them apart"


def _case(found: Killer) -> str:
    return (
        f"  base: {flow(found.draft)}\n"
        f"  expect: {{{found.key}: {found.verdict}}}"
        f"  # bản bị đổi cho {found.of_mutant}; đối chiếu với luật · the mutant gives {found.of_mutant}; check with the law"
    )
