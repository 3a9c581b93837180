"""`qcdc rules explain`: a rule in sentences, alone or over a submission."""

from __future__ import annotations

from pathlib import Path

import click

from qcdc_rules.api import load_ruleset, read_file
from qcdc_rules.authoring.narrative import Narrator
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.model.submission import Unreadable
from qcdc_rules.rendering.verdict import BAD_INPUT
from qcdc_rules.source.suggest import closest


@click.command()
@click.argument("rule_id", metavar="RULE")
@click.argument("submission", required=False, type=click.Path())
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm quy tắc. · More rules.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.pass_context
def explain(ctx: click.Context, rule_id: str, submission: str | None, packs: tuple[str, ...], lang: str) -> None:
    """Đọc quy tắc thành câu, và cách nó xét một báo cáo. · A rule in sentences, and how it judges a submission."""
    ruleset = load_ruleset(*packs)
    rule = ruleset.by_id(rule_id)
    if rule is None:
        near = closest(rule_id, [one.id for one in ruleset.rules])
        hint = f" Có phải là “{near}”? · Did you mean “{near}”?" if near else ""
        raise click.UsageError(f"Không có quy tắc “{rule_id}”. · There is no rule “{rule_id}”.{hint}")
    narrator = Narrator(ruleset, lang)
    for line in narrator.rule(rule):
        click.echo(line)
    if submission is None:
        return
    read = read_file(Path(submission), submission, ruleset)
    if isinstance(read, Unreadable):
        for problem in read.problems:
            click.echo(f"{problem.file}:{problem.line}:{problem.column}: {problem.words.say(lang)}", err=True)
        ctx.exit(BAD_INPUT)
    calendar = calendar_of(ruleset.law.holidays, read)
    evaluation = Evaluation(ruleset, read, read.stated_on, True, calendar)
    for line in narrator.results(rule, evaluation, read):
        click.echo(line)
