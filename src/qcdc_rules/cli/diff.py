"""`qcdc rules diff` and `qcdc rules schema`: what a pack changes, and the schemas for an editor."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from qcdc_rules.api import load_ruleset, read_file
from qcdc_rules.authoring.diffs import changes
from qcdc_rules.cli.inputs import gather
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.model.submission import Unreadable
from qcdc_rules.rendering.verdict import BAD_RULES
from qcdc_rules.source.resources import data_dir

BUILTIN = "qcdc"


def _ruleset(ctx: click.Context, name: str, builtin: bool) -> Ruleset:
    loaded = load_ruleset() if name == BUILTIN else load_ruleset(name, builtin=builtin)
    if loaded.problems:
        for problem in loaded.problems:
            click.echo(f"{problem.file}:{problem.line}:{problem.column}: {problem.code}: {problem.words.vi}", err=True)
        ctx.exit(BAD_RULES)
    return loaded


@click.command()
@click.argument("old", metavar="CŨ")
@click.argument("new", metavar="MỚI")
@click.argument("submissions", nargs=-1, required=True, type=click.Path(exists=True), metavar="BÁO_CÁO...")
@click.option("--no-builtin-rules", is_flag=True, help="Không dùng quy tắc có sẵn. · Without the built-in rules.")
@click.pass_context
def diff(ctx: click.Context, old: str, new: str, submissions: tuple[str, ...], no_builtin_rules: bool) -> None:
    """Kết luận nào đổi giữa hai gói (thư mục, hoặc qcdc: chỉ quy tắc có sẵn). · Which verdicts two packs do not share.

    \b
    Mã thoát · Exit codes
      0  không đổi · no verdict changes
      1  có kết luận đổi · at least one changes
      4  tệp quy tắc sai · a rule file invalid
    """
    before, after = (_ruleset(ctx, name, not no_builtin_rules) for name in (old, new))
    found = 0
    for one in gather(submissions).inputs:
        read = read_file(Path(one.path), one.name, after)
        if isinstance(read, Unreadable):
            click.echo(f"{one.name}: không đọc được · cannot be read", err=True)
            continue
        for change in changes(before, after, read):
            found += 1
            click.echo(f"{change.file}: {change.rule} [{change.key}]: {change.before} → {change.after}")
    click.echo(f"{found} kết luận đổi · {found} verdicts change")
    ctx.exit(1 if found else 0)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False), default=".vscode/qcdc-schemas")
def schema(folder: str) -> None:
    """Ghi các JSON Schema để trình soạn thảo gợi ý và giải thích. · Write the JSON Schemas for completion and hover.

    \b
    Trong VS Code (tiện ích YAML), thêm vào .vscode/settings.json · in VS Code add:
      "yaml.schemas": {".vscode/qcdc-schemas/submission.schema.json": "*report*.yaml",
                       ".vscode/qcdc-schemas/rules.schema.json": "my-pack/**/[!_]*.yaml"}
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(data_dir("schemas").glob("*.schema.json")):
        shutil.copyfile(path, target / path.name)
        click.echo((target / path.name).as_posix())
