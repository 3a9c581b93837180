"""`qcdc rules docs`: the rules as pages of Markdown in both languages, and whether the committed pages are up to date."""

from __future__ import annotations

from pathlib import Path

import click

from qcdc_rules.api import load_ruleset
from qcdc_rules.authoring.cases import cases_of
from qcdc_rules.authoring.pages.book import book
from qcdc_rules.authoring.pages.site import Difference, difference, pages, write
from qcdc_rules.cli.packs import read_tests
from qcdc_rules.source.resources import data_dir

_FOLDER = Path("docs") / "rules"
_MOST_NAMED = 40


@click.command()
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=_FOLDER,
    show_default=True,
    help="Thư mục của các trang. · The folder of the pages.",
)
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm gói quy tắc. · More rules.")
@click.option("--check", is_flag=True, help="Chỉ so sánh, không ghi. · Only compare, write nothing.")
@click.pass_context
def docs(ctx: click.Context, folder: Path, packs: tuple[str, ...], check: bool) -> None:
    """Viết các trang về quy tắc, văn bản, nội dung. · Write the pages on rules, instruments, contents.

    Trang Markdown thuần, hai thứ tiếng; trang của quy tắc không còn nữa thì bị xóa khỏi thư mục.
    · Plain Markdown in both languages; pages of rules that are gone are taken out of the folder.

    \b
    Mã thoát · Exit codes
      0  đã viết, hoặc (--check) các trang đúng với quy tắc · written, or up to date
      1  (--check) có trang cũ, thiếu hoặc thừa · pages are stale, missing or extra
    """
    ruleset = load_ruleset(*packs)
    cases = cases_of(read_tests(packs), ruleset)
    written = pages(book(ruleset, cases, data_dir("rules") / "register"))
    if not check:
        changed = write(folder, written)
        number = len(changed.stale) + len(changed.missing)
        click.echo(
            f"{len(written)} trang, {number} trang mới hoặc đổi, {len(changed.extra)} trang bị xóa"
            f" · {len(written)} pages, {number} new or changed, {len(changed.extra)} removed"
        )
        return
    found = difference(folder, written)
    _told(found)
    if found.any:
        more = "".join(f" --rules {pack}" for pack in packs)
        click.echo(f"Chạy lệnh · Run: qcdc rules docs --out {folder.as_posix()}{more}", err=True)
    ctx.exit(1 if found.any else 0)


def _told(found: Difference) -> None:
    for words, names in (
        ("cũ · stale", found.stale),
        ("thiếu · missing", found.missing),
        ("thừa · extra", found.extra),
    ):
        for name in names[:_MOST_NAMED]:
            click.echo(f"{name}: {words}")
        if len(names) > _MOST_NAMED:
            click.echo(f"… {len(names) - _MOST_NAMED} trang nữa · more pages ({words})")
