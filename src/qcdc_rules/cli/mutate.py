"""`qcdc rules mutate`: would the cases beside a rule notice if the rule were slightly wrong?"""

from __future__ import annotations

from collections import Counter

import click

from qcdc_rules.authoring.killers import Killer, killer
from qcdc_rules.authoring.killing import KINDS, Fate, fates
from qcdc_rules.authoring.yaml_text import flow
from qcdc_rules.cli.packs import read
from qcdc_rules.cli.witness import NEEDS_AUTHOR, searcher
from qcdc_rules.compiling.ruleset import Ruleset

NOTHING = (
    "Không có bản nào để thử: tên tệp không khớp, hoặc quy tắc không có ca."
    " · Nothing to try: no test file of that name, or no case."
)


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

    Đổi: con số, ngày, độ chặt, từng phần của điều kiện, giá trị điền vào mẫu (with) và giá trị tham số mà gói thay.
    Bản "sống sót" là bản đổi sai mà không ca nào phát hiện; ca in kèm sẽ phát hiện nó, kết quả đúng thì lấy từ luật.
    · Each survivor comes with the case that would kill it. Say from the law what to expect.

    \b
    Mã thoát · Exit codes
      0  mọi bản đổi sai đều bị phát hiện · every mutant was noticed
      1  có bản sống sót, hoặc không có bản nào để thử · one survived, or there was none to try
    """
    sources, ruleset = read(packs, builtin=not no_builtin_rules)
    killed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for fate in fates(sources, ruleset, only):
        tried[fate.kind] += 1
        killed[fate.kind] += fate.killed
        if not fate.killed:
            click.echo(
                f"{fate.subject} {fate.place}: {fate.what.vi} – không ca nào phát hiện · {fate.what.en} – no case notices"
            )
            if killers:
                click.echo(_told(fate, ruleset))
    for kind in (kind for kind in KINDS if tried[kind]):
        words = KINDS[kind]
        click.echo(f"  {words.vi} · {words.en}: {killed[kind]}/{tried[kind]} bị phát hiện · killed")
    survived = tried.total() - killed.total()
    click.echo(f"{killed.total()} bị phát hiện, {survived} sống sót · {killed.total()} killed, {survived} survived")
    if not tried:
        click.echo(f"{NOTHING} Mã thoát 1. · Exit 1.")
    elif survived:
        click.echo(
            f"Mã thoát 1: {survived} chỗ viết sai mà không ca nào phát hiện; thêm ca cho từng chỗ ở trên."
            f" · Exit 1: {survived} slips that no case notices; add a case for each."
        )
    ctx.exit(1 if survived or not tried else 0)


def _told(fate: Fate, ruleset: Ruleset) -> str:
    try:
        search = searcher()
    except click.ClickException:
        return f"  {NEEDS_AUTHOR}"
    for rule, mutant in fate.pairs[:3]:
        cases = [dict(case.submission) for case in fate.cases if case.rule.id == rule.id]
        found = killer(rule, mutant, ruleset, search, cases, fate.other)
        if found is not None:
            return _case(found)
    return "  không tìm được báo cáo nào phân biệt hai bản · no report was found that tells them apart"


def _case(found: Killer) -> str:
    return (
        f"  base: {flow(found.draft)}\n"
        f"  expect: {{{found.key}: {found.verdict}}}"
        f"  # bản bị đổi cho {found.of_mutant}; đối chiếu với luật · the mutant gives {found.of_mutant}; check with the law"
    )
