"""`qcdc rules lint`: what is wrong with rule files, with the place, the reason and what to write."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from qcdc_rules.api import VERSION
from qcdc_rules.authoring.lint import facts, rows
from qcdc_rules.authoring.lint import lint as find
from qcdc_rules.cli.packs import concerns, read
from qcdc_rules.rendering.verdict import BAD_RULES
from qcdc_rules.source import Problem
from qcdc_rules.source.resources import data_dir


@click.command()
@click.argument("only", nargs=-1, metavar="[FILE]...")
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm gói quy tắc. · More rules.")
@click.option("--no-builtin-rules", is_flag=True, help="Không đọc quy tắc có sẵn. · Without the built-in rules.")
@click.option(
    "-f", "--format", "kind", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@click.option("--lang", type=click.Choice(["both", "vi", "en"]), default="both", show_default=True)
@click.option(
    "--errors", "errors_only", is_flag=True, help="Chỉ in lỗi, không in cảnh báo. · Errors only, no warnings."
)
@click.option(
    "--cases",
    is_flag=True,
    help="Chạy cả các ca kiểm thử để xem ngưỡng nào chưa được thử (chậm hơn). · Run the cases too: missing-boundary.",
)
@click.pass_context
def lint(
    ctx: click.Context,
    only: tuple[str, ...],
    packs: tuple[str, ...],
    no_builtin_rules: bool,
    kind: str,
    lang: str,
    errors_only: bool,
    cases: bool,
) -> None:
    """Đọc, dịch và xem xét mọi quy tắc, in mọi lỗi. · Read, compile and examine every rule, print every problem.

    Mỗi mã lỗi được giải thích trong docs/lint.md. Cảnh báo không làm đổi mã thoát.
    · Every code is explained in docs/lint.md. Warnings do not change the exit code.

    \b
    Mã thoát · Exit codes
      0  không có lỗi · no error
      4  có lỗi · at least one error
    """
    sources, ruleset = read(packs, builtin=not no_builtin_rules)
    found = find(sources, ruleset, date.today(), VERSION, cases)
    if not no_builtin_rules:
        found = sorted([*found, *rows(ruleset, data_dir("rules") / "register"), *facts(ruleset)])
    mine = tuple(str(Path(pack)) for pack in packs)
    if mine and not only:
        found = [problem for problem in found if problem.file.startswith(mine) or problem.severity == "error"]
    found = [problem for problem in found if concerns(problem.file, only)]
    errors = [problem for problem in found if problem.severity == "error"]
    shown = errors if errors_only else found
    if kind == "json":
        click.echo(json.dumps(_document(shown), ensure_ascii=False, indent=1))
    else:
        for problem in shown:
            click.echo(_github(problem, lang) if kind == "github" else _text(problem, lang))
        click.echo(
            f"{ruleset.total} quy tắc, {len(errors)} lỗi, {len(found) - len(errors)} cảnh báo"
            f" · {ruleset.total} rules, {len(errors)} errors, {len(found) - len(errors)} warnings",
            err=kind == "github",
        )
    ctx.exit(BAD_RULES if errors else 0)


def _say(problem: Problem, lang: str) -> str:
    return f"{problem.words.vi} · {problem.words.en}" if lang == "both" else problem.words.say(lang)


def _text(problem: Problem, lang: str) -> str:
    mark = "" if problem.severity == "error" else " (cảnh báo)" if lang != "en" else " (warning)"
    of = f" ({problem.path})" if problem.path else ""
    return f"{problem.file}:{problem.line}:{problem.column}: {problem.code}{mark}{of}: {_say(problem, lang)}"


def _github(problem: Problem, lang: str) -> str:
    escaped = _say(problem, lang).replace("%", "%25").replace("\n", "%0A")
    place = f"file={problem.file},line={problem.line},col={problem.column},title={problem.code}"
    return f"::{problem.severity} {place}::{escaped}"


def _document(found: Sequence[Problem]) -> dict[str, object]:
    return {
        "schema": "qcdc-lint/1",
        "problems": [
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "code": problem.code,
                "severity": problem.severity,
                "rule": problem.path,
                "message": {"vi": problem.words.vi, "en": problem.words.en},
            }
            for problem in found
        ],
    }
