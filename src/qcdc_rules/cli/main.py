"""Console scripts."""
from __future__ import annotations
from pathlib import Path
import click
from qcdc_rules.authoring.cases import Case, cases_of, run_case
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.loading.packs import read_packs
from qcdc_rules.source.resources import data_dir

@click.group()
def qcdc() -> None: ...
@qcdc.group()
def rules() -> None: ...
@rules.command()
@click.argument("only", nargs=-1)
def lint(only: tuple[str, ...]) -> None:
    sources = read_packs([(data_dir("rules"), "rules")], tests=True)
    ruleset = assemble(sources)
    n = 0
    for p in ruleset.problems:
        if not only or any(o in p.file for o in only):
            click.echo(f"{p.file}:{p.line}:{p.column} {p.code} {p.path} {p.words.vi} | {p.words.en}"); n += 1
    click.echo(f"{len(ruleset.rules)} rules, {n} problems")
@rules.command()
@click.argument("only", nargs=-1)
def test(only: tuple[str, ...]) -> None:
    sources = read_packs([(data_dir("rules"), "rules")], tests=True)
    ruleset = assemble(sources)
    good = bad = 0
    for case in cases_of(sources, ruleset):
        if not isinstance(case, Case):
            one, line, why = case
            if not only or any(o in one.path for o in only):
                click.echo(f"{one.path}:{line} {why}"); bad += 1
            continue
        if only and not any(o in case.file for o in only): continue
        j = run_case(case, ruleset)
        if j.failures:
            bad += 1
            for f in j.failures: click.echo(f"{case.file}:{case.line} {case.subject} «{case.name}» {f.vi}")
        else: good += 1
    click.echo(f"{good} passed, {bad} failed")
def check() -> None: ...
