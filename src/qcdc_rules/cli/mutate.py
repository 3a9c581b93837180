"""`qcdc rules mutate`: would the cases beside a rule notice if the rule were slightly wrong?"""

from __future__ import annotations

from pathlib import Path

import click

from qcdc_rules.authoring.killing import fates
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.loading.packs import read_packs
from qcdc_rules.source.resources import data_dir


@click.command()
@click.argument("only", nargs=-1, metavar="[FILE]...")
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm quy tắc. · More rules.")
@click.pass_context
def mutate(ctx: click.Context, only: tuple[str, ...], packs: tuple[str, ...]) -> None:
    """Đổi từng chi tiết của quy tắc, xem ca kiểm thử có phát hiện không. · Change one thing, see if a case notices.

    Exit 1: a mutant survived; each survivor names the case that is missing.
    """
    sources = read_packs([(data_dir("rules"), "rules"), *((Path(pack), pack) for pack in packs)], tests=True)
    ruleset = assemble(sources)
    killed = survived = 0
    for fate in fates(sources, ruleset, only):
        killed += fate.killed
        if not fate.killed:
            survived += 1
            click.echo(
                f"{fate.subject} {fate.place}: {fate.what.vi} – không ca nào phát hiện; thêm một ca ở hai bên điểm này"
                f" · {fate.what.en} – no case notices; add a case on both sides of it"
            )
    click.echo(f"{killed} bị phát hiện, {survived} sống sót · {killed} killed, {survived} survived")
    ctx.exit(1 if survived or not killed else 0)
