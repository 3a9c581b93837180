"""`qcdc rules test`: the cases written beside rules and templates."""

from __future__ import annotations

import click

from qcdc_rules.authoring.cases import Case, Judged, cases_of, run_case
from qcdc_rules.authoring.edges import edges, unproved
from qcdc_rules.authoring.leaves import lacking, leaves
from qcdc_rules.cli.packs import concerns, read
from qcdc_rules.source import Problem

MOST_FAULTS = 10


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

    Mã thoát 1: có ca không đúng, không có ca nào, hoặc tệp quy tắc có lỗi.
    · Exit 1: a case fails, there is none, or a rule file is faulty.
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
    faults = [one for one in ruleset.problems if one.severity == "error"]
    _faults(faults)
    if only and not ran and not failed:
        click.echo(
            f"Không tệp ca (.tests.yaml) nào có “{', '.join(only)}” trong đường dẫn."
            " · No file of cases has this in its path."
        )
    click.echo(f"{passed} passed, {failed} failed")
    ctx.exit(1 if failed or faults or not passed else 0)


def _faults(faults: list[Problem]) -> None:
    """What is wrong with rule files: their rules are left out, and their cases cannot run."""
    for problem in faults[:MOST_FAULTS]:
        of = f" ({problem.path})" if problem.path else ""
        click.echo(f"{problem.file}:{problem.line}:{problem.column}: {problem.code}{of}: {problem.words.vi} · {problem.words.en}")
    if faults:
        click.echo(
            f"{len(faults)} lỗi trong tệp quy tắc: chạy qcdc rules lint trước; ca của quy tắc có lỗi không chạy được."
            f" · {len(faults)} faults in rule files: run qcdc rules lint first; cases of a faulty rule cannot run."
        )


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
