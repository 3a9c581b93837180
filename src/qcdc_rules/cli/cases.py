"""`qcdc rules test`: the cases written beside rules and templates."""

from __future__ import annotations

import click

from qcdc_rules.authoring.cases import Case, Judged, cases_of, run_case
from qcdc_rules.authoring.edges import edges, unproved
from qcdc_rules.authoring.leaves import lacking, leaves
from qcdc_rules.cli.packs import concerns, read


@click.command()
@click.argument("only", nargs=-1, metavar="[FILE]...")
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm gói quy tắc. · More rules.")
@click.option("--no-builtin-rules", is_flag=True, help="Không đọc quy tắc có sẵn. · Without the built-in rules.")
@click.option(
    "--coverage",
    "covered",
    is_flag=True,
    help="Nói điều kiện nào, ngưỡng nào chưa được thử đủ. · Say which condition or threshold lacks a case.",
)
@click.pass_context
def test(
    ctx: click.Context, only: tuple[str, ...], packs: tuple[str, ...], no_builtin_rules: bool, covered: bool
) -> None:
    """Chạy các ca kiểm thử viết cạnh quy tắc. · Run the cases written beside the rules.

    Mã thoát 1: có ca không đúng, hoặc không có ca nào. · Exit 1: a case fails, or there is none.
    """
    sources, ruleset = read(packs, builtin=not no_builtin_rules)
    failed = 0
    ran: list[Judged] = []
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
        ran.append(judged)
        failed += bool(judged.failures)
    passed = sum(1 for one in ran if not one.failures)
    if covered:
        _coverage(ran)
    click.echo(f"{passed} passed, {failed} failed")
    ctx.exit(1 if failed or not passed else 0)


def _coverage(ran: list[Judged]) -> None:
    found, thresholds = list(leaves(ran)), list(edges(ran))
    told = [(leaf.subject, lacking(leaf)) for leaf in found if leaf.unseen]
    told += [(edge.subject, unproved(edge)) for edge in thresholds if edge.unseen]
    for subject in dict.fromkeys(name for name, _ in sorted(told, key=lambda one: one[0])):
        click.echo(subject)
        for words in (words for name, words in told if name == subject):
            click.echo(f"  {words.vi} · {words.en}")
    seen = sum(len(leaf.seen) for leaf in found)
    sides = sum(len(edge.seen) for edge in thresholds)
    click.echo(
        f"{seen}/{3 * len(found)} mặt của {len(found)} điều kiện đã được thử · sides of {len(found)} conditions were seen"
    )
    click.echo(
        f"{sides}/{2 * len(thresholds)} phía của {len(thresholds)} ngưỡng đã được thử sát ngưỡng"
        f" · sides of {len(thresholds)} thresholds have a case close to them"
    )
