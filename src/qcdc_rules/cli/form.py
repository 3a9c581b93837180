"""`qcdc form`: an empty form for a unit and a year, and what a form still lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from qcdc_rules.api import evaluate, load_ruleset, read_file
from qcdc_rules.authoring.form import Form
from qcdc_rules.cli.output import check_target, say, write
from qcdc_rules.loading.submission import REGULATION_OF_KIND
from qcdc_rules.model.rules import REGULATIONS
from qcdc_rules.model.submission import Unreadable
from qcdc_rules.rendering.next_fields import render_next
from qcdc_rules.rendering.verdict import BAD_INPUT

_LANG = click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
USUAL_KIND = {"commune": "commune", "agency": "state_agency", "workplace": "enterprise", "district_summary": "district"}


@click.group()
def form() -> None:
    """Mẫu khai: mẫu trống, phần còn thiếu. · Forms: an empty one, what is missing."""


@form.command()
@click.option("--regulation", type=click.Choice(REGULATIONS), required=True, help="Loại hình. · Regulation type.")
@click.option("--year", type=click.IntRange(1998, 2100), required=True, help="Năm báo cáo. · Year of the report.")
@click.option("--kind", type=click.Choice(sorted(REGULATION_OF_KIND)), help="Loại đơn vị (unit.kind). · Kind of unit.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Ghi vào tệp mới. · Write to a new file.")
@_LANG
def new(regulation: str, year: int, kind: str | None, output: str | None, lang: str) -> None:
    """In mẫu khai trống, có ghi chú. · Print an empty form with notes."""
    chosen = kind or USUAL_KIND[regulation]
    if REGULATION_OF_KIND[chosen] != regulation:
        raise click.UsageError(
            f"Đơn vị loại “{chosen}” thuộc loại hình {REGULATION_OF_KIND[chosen]}, không phải {regulation}."
            f" · A unit of kind “{chosen}” belongs to {REGULATION_OF_KIND[chosen]}, not {regulation}."
        )
    if output is not None:
        if Path(output).exists():
            raise click.UsageError(f"{output} đã có, không ghi đè. · {output} exists; it is not overwritten.")
        check_target(output, frozenset())
    write(Form(load_ruleset(), chosen, year, lang).text(), output)


@form.command("next")
@click.argument("submission", type=click.Path())
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Ngày xem xét. · Day of the check.")
@_LANG
@click.pass_context
def next_(ctx: click.Context, submission: str, as_of: date | None, lang: str) -> None:
    """In các trường còn thiếu, trường gỡ được nhiều nhất trước. · Print the missing fields, most blocking first."""
    ruleset = load_ruleset()
    read = read_file(Path(submission), submission, ruleset)
    for problem in read.problems:
        say(f"{problem.file}:{problem.line}:{problem.column}: {problem.words.say(lang)} [{problem.code}]")
    if isinstance(read, Unreadable):
        ctx.exit(BAD_INPUT)
    day = as_of or read.stated_on
    report = evaluate(read, ruleset, list(ruleset.of(read.regulation)), date(day.year, day.month, day.day), full=False)
    write(render_next(report, ruleset.shape, lang), None)
