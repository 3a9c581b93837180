"""`qcdc report rollup`: thousands of submissions counted together, and a district's own figures checked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import click

from qcdc_rules.api import load_waivers, read_file
from qcdc_rules.cli.formats import pairs_of
from qcdc_rules.cli.output import say
from qcdc_rules.cli.rollup_output import RENDERERS, put, refuse, renderer
from qcdc_rules.cli.rollup_progress import Progress
from qcdc_rules.cli.rulesets import ruleset_for
from qcdc_rules.loading.unopened import unopened
from qcdc_rules.model.submission import Unreadable
from qcdc_rules.rendering.verdict import BAD_RULES, FAIL_ON, SEVERITIES, UNDECIDED
from qcdc_rules.rollup.changes import Before, NotARollup, read_before
from qcdc_rules.rollup.gather import Rules, gather
from qcdc_rules.rollup.journal import Journal, NotAJournal
from qcdc_rules.rollup.reported import reported_figures
from qcdc_rules.rollup.rolled import Given, RollUp, Summary, roll_up
from qcdc_rules.rollup.sources import Found, find
from qcdc_rules.rollup.work import Bench, Setting, judged
from qcdc_rules.source import Problem


class Run(NamedTuple):
    """What the steps of one run share."""

    setting: Setting
    rules: Rules
    lang: str
    jobs: int
    quiet: bool


@click.command()
@click.argument("folders", nargs=-1, metavar="DIR...", type=click.Path())
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm quy tắc. · More rules.")
@click.option("--no-builtin-rules", is_flag=True, help="Không dùng quy tắc có sẵn. · Without the built-in rules.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Ngày xem xét (mặc định: ngày báo cáo). · Day of the check.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ. · Language.")
@click.option("-f", "--format", "formats", multiple=True, type=click.Choice(tuple(RENDERERS)), help="Dạng. · Format.")
@click.option("-o", "--output", "outputs", multiple=True, type=click.Path(dir_okay=False), help="Ghi vào tệp. · Write to a file.")
@click.option("--summary", "summary_file", type=click.Path(), help="Báo cáo tổng hợp để đối chiếu. · The reported summary to compare with.")
@click.option("--previous", type=click.Path(), help="Bản tổng hợp JSON kỳ trước để so sánh. · An earlier roll-up (JSON).")
@click.option("--jobs", type=click.IntRange(1, 256), help="Số tiến trình (mặc định: mọi lõi). · Processes (default: all cores).")
@click.option("--resume", type=click.Path(dir_okay=False), help="Nhật ký để làm tiếp khi bị dừng. · A journal to go on from.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), default="missing", show_default=True, help="Điều đóng cổng. · What shuts the gate.")
@click.option("--min-severity", type=click.Choice(SEVERITIES), default="warning", show_default=True, help="Mức tối thiểu. · Threshold.")
@click.option("--waivers", "waiver_files", multiple=True, type=click.Path(), help="Văn bản cho miễn. · Legal acts that waive rules.")
@click.option("--show-persons", is_flag=True, help="In nguyên tên người. · Print names of persons.")
@click.option("-q", "--quiet", is_flag=True, help="Không báo tiến độ. · No progress.")
@click.pass_context
def rollup(
    ctx: click.Context,
    folders: tuple[str, ...],
    packs: tuple[str, ...],
    no_builtin_rules: bool,
    as_of: datetime | None,
    lang: str,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    summary_file: str | None,
    previous: str | None,
    jobs: int | None,
    resume: str | None,
    fail_on: str,
    min_severity: str,
    waiver_files: tuple[str, ...],
    show_persons: bool,
    quiet: bool,
) -> None:
    """Tổng hợp nhiều báo cáo, đối chiếu số liệu của huyện. · Roll up many submissions, check a district's figures.

    DIR: thư mục hoặc tệp (YAML, JSON, NDJSON). · Folders or files (YAML, JSON, NDJSON).

    Mã thoát: nặng nhất của mọi đơn vị, như qcdc check; số liệu tổng hợp sai là 1, chưa đối chiếu được là 5. ·
    Exit: the worst of all units, as in qcdc check; a wrong figure is 1, one that cannot be compared 5.
    """
    if not folders:
        raise click.UsageError("Hãy cho biết thư mục báo cáo. · Name a folder of submissions.")
    pairs = pairs_of(formats, outputs)
    leave = [Path(one) for one in (summary_file, previous, resume) if one is not None]
    found = find(folders, leave)
    refuse(pairs, frozenset(str(one.resolve()) for one in (*(source.path for source in found.sources), *leave)))
    renderers = [(renderer(kind), target) for kind, target in pairs]
    day = as_of.date() if as_of is not None else None
    setting = Setting(packs, not no_builtin_rules, day, fail_on, min_severity, waiver_files, show_persons)
    rules = Rules(ruleset_for(packs, builtin=not no_builtin_rules), load_waivers(*waiver_files))
    _tell((*rules.ruleset.problems, *rules.waivers.problems), lang)
    for note in found.notes:
        say(note.say(lang))
    before = _before(previous) if previous is not None else None
    run = Run(setting, rules, lang, jobs or _cores(), quiet)
    with _journal(resume) as journal:
        rolled = _rolled(run, found, journal, summary_file, before)
        for render, target in renderers:
            put(render(rolled, lang), target)
    ctx.exit(rolled.code)


def _rolled(run: Run, found: Found, journal: Journal, summary_file: str | None, before: Before | None) -> RollUp:
    setting, rules = run.setting, run.rules
    summary = _summary(summary_file, run) if summary_file is not None else None
    told = Progress(len(found.sources), run.lang, run.quiet)
    jobs = min(run.jobs, max(len(found.sources), 1))
    units = gather(found.sources, setting, rules, journal, jobs, told)
    told.end()
    faulty = any(problem.severity == "error" for problem in rules.ruleset.problems) or rules.waivers.faulty
    floor = (*((BAD_RULES,) if faulty else ()), *((UNDECIDED,) if found.empty or not found.sources else ()))
    given = Given(
        rules.ruleset, rules.waivers.digest, setting.as_of, found.notes, floor, setting.show_persons, setting.fail_on
    )
    return roll_up(units, journal, given, summary, before)


def _summary(name: str, run: Run) -> Summary:
    """The reported summary, judged by its own rules. One that cannot be read is a wrong call."""
    setting, (ruleset, waivers) = run.setting, run.rules
    shown = Path(name).name
    read = read_file(Path(name), shown, ruleset)
    if isinstance(read, Unreadable) or read.regulation != "district_summary":
        problems = read.problems if isinstance(read, Unreadable) else ()
        _tell(problems, run.lang)
        raise click.UsageError(
            f"{name}: không phải báo cáo tổng hợp (regulation: district_summary). · It is no district summary."
        )
    record = judged(read, Bench(setting, ruleset, waivers))
    return Summary(shown, (read.first_on, read.last_on), record, reported_figures(read))


def _before(name: str) -> Before:
    try:
        return read_before(Path(name).read_bytes())
    except (OSError, ValueError) as fault:
        words = unopened(name, fault).words
    except NotARollup as fault:
        words = fault.words
    raise click.UsageError(f"{name}: {words.vi} · {words.en}")


def _journal(name: str | None) -> Journal:
    try:
        return Journal(Path(name) if name is not None else None)
    except OSError as fault:
        words = unopened(str(name), fault).words
        raise click.UsageError(f"{name}: {words.vi} · {words.en}") from fault
    except NotAJournal as fault:
        raise click.UsageError(
            f"{name}: tệp này không phải nhật ký tổng hợp, không ghi đè. · It is no roll-up journal; it is left alone."
        ) from fault


def _tell(problems: Sequence[Problem], lang: str) -> None:
    for problem in problems:
        say(f"{problem.file}:{problem.line}:{problem.column}: {problem.words.say(lang)} [{problem.code}]")


def _cores() -> int:
    """The cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
