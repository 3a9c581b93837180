"""`qcdc check` (also `qcdc-check`): the main job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from os import path as files

import click

from qcdc_rules.api import VERSION, evaluate, load_waivers, read_file, unreadable_report
from qcdc_rules.cli.choice import Choice
from qcdc_rules.cli.formats import (
    BINARY,
    FORMATS,
    baseline_of,
    evidence_reader,
    pairs_of,
    renderers_for,
    second_engine,
    todo_renderer,
)
from qcdc_rules.cli.inputs import Input, gather
from qcdc_rules.cli.output import check_target, colour_wanted, refuse_terminal, say, width_of_terminal, write
from qcdc_rules.cli.rulesets import ruleset_for
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.explaining.waivers import idle
from qcdc_rules.loading.submission import read_submission
from qcdc_rules.model.report import Report
from qcdc_rules.model.rules import CATEGORIES, REGULATIONS
from qcdc_rules.model.submission import Submission, Unreadable
from qcdc_rules.model.waivers import Waivers
from qcdc_rules.rendering.layout import PLAIN_WIDTH
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.style import Style
from qcdc_rules.rendering.text_report import TextOptions, render_text
from qcdc_rules.rendering.verdict import BAD_RULES, FAIL_ON, OPEN, SEVERITIES, UNDECIDED, exit_code, worst
from qcdc_rules.source import Problem
from qcdc_rules.source.suggest import closest

ENGINES = ("standard", "durable")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("submissions", nargs=-1, metavar="SUBMISSION...")
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm quy tắc từ tệp hoặc thư mục này. · More rules.")
@click.option("--no-builtin-rules", is_flag=True, help="Không dùng quy tắc có sẵn. · Without the built-in rules.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Ngày xem xét (mặc định: hôm nay). · Day of the check.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ. · Language.")
@click.option("--only", multiple=True, metavar="ID", help="Chỉ quy tắc này. · Only this rule.")
@click.option("--skip", multiple=True, metavar="ID", help="Bỏ quy tắc này. · Without this rule.")
@click.option("--category", multiple=True, type=click.Choice(CATEGORIES), help="Chỉ nhóm này. · Only this category.")
@click.option("--regulation", type=click.Choice(REGULATIONS), help="Chỉ báo cáo của loại hình này. · Only such submissions.")
@click.option("-f", "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Dạng báo cáo. · Format.")
@click.option("-o", "--output", "outputs", multiple=True, type=click.Path(dir_okay=False), help="Ghi vào tệp. · Write to a file.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), default="missing", show_default=True, help="Điều đóng cổng. · What shuts the gate.")
@click.option("--min-severity", type=click.Choice(SEVERITIES), default="warning", show_default=True, help="Mức tối thiểu. · Threshold.")
@click.option("--waivers", "waiver_files", multiple=True, type=click.Path(), help="Tệp văn bản cho miễn. · Legal acts that waive rules.")
@click.option("--no-waivers", is_flag=True, help="Không xét văn bản cho miễn. · As if there were no waivers.")
@click.option("--baseline", type=click.Path(), help="So với kết quả JSON lần trước. · Compare with an earlier JSON report.")
@click.option("--evidence-dir", type=click.Path(file_okay=False, exists=True), help="Thư mục văn bản chứng minh. · Folder of evidence.")
@click.option("--show-persons", is_flag=True, help="In nguyên tên người. · Print names of persons.")
@click.option("--todo", is_flag=True, help="In việc cần làm theo thời hạn. · Print what to do, by deadline.")
@click.option("--sarif-all", is_flag=True, help="SARIF: cả kết quả không vi phạm. · Also results that did not fail.")
@click.option("--explain", is_flag=True, help="In mọi dữ kiện đã đọc. · Print every fact that was read.")
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], help="Bộ máy xét; durable chỉ cho kết quả. · Engine.")
@click.option("--cross-check", is_flag=True, help="Cả hai bộ máy; khác nhau: thoát 70. · Both engines; 70 where they differ.")
@click.option("-v", "--verbose", count=True, help="In cả điều đã đạt (-v), không áp dụng (-vv). · Also satisfied, not applicable.")
@click.option("-q", "--quiet", is_flag=True, help="Chỉ in dòng kết luận. · Only the verdict line.")
@click.pass_context
def check(
    ctx: click.Context,
    submissions: tuple[str, ...],
    packs: tuple[str, ...],
    no_builtin_rules: bool,
    as_of: datetime | None,
    lang: str,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    category: tuple[str, ...],
    regulation: str | None,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    fail_on: str,
    min_severity: str,
    waiver_files: tuple[str, ...],
    no_waivers: bool,
    baseline: str | None,
    evidence_dir: str | None,
    show_persons: bool,
    todo: bool,
    sarif_all: bool,
    explain: bool,
    engine: str,
    cross_check: bool,
    verbose: int,
    quiet: bool,
) -> None:
    """Kiểm tra báo cáo thực hiện dân chủ ở cơ sở. · Check reports on grassroots democracy.

    SUBMISSION: tệp, thư mục, hoặc - (đầu vào chuẩn). · Files, directories, or - for standard input.

    \b
    Mã thoát · Exit codes
      0  cổng mở · gate open
      1  có vi phạm · something violated
      2  gọi sai cách · bad usage
      3  tệp báo cáo thiếu, không đọc được hoặc sai mẫu · a submission missing, unreadable or not valid
      4  tệp quy tắc hoặc tệp miễn sai · a rule or waiver file invalid
      5  chưa kết luận được, hoặc không có gì được kiểm tra · undecided, or nothing was checked
     70  lỗi phần mềm · internal fault
    """
    if not submissions:
        raise click.UsageError("Hãy cho biết tệp báo cáo. · Name a submission.")
    pairs = pairs_of(formats, outputs)
    renderers = renderers_for([kind for kind, _ in pairs])
    render_as_text = todo_renderer() if todo else render_text
    for kind, output in pairs:
        if output is None and kind in BINARY:
            refuse_terminal(kind)
    choice = Choice(only, skip, category, regulation)
    other = second_engine() if engine == "durable" or cross_check else None
    durable = other.started(ctx) if other is not None else None
    if other is not None and engine == "durable":
        other.narrow(
            formats, waivers=waiver_files, baseline=baseline, todo=todo, explain=explain, sarif_all=sarif_all,
            cross_check=cross_check,
        )  # fmt: skip
    loaded = ruleset_for(packs, builtin=not no_builtin_rules)
    _tell(loaded.problems, lang)
    waivers = load_waivers(*(() if no_waivers else waiver_files))
    _tell(waivers.problems, lang)
    _tell_unknown(choice, loaded, lang)
    day = as_of.date() if as_of is not None else date.today()
    found = gather(submissions)
    paths = frozenset(files.realpath(one.path) for one in found.inputs if one.path)
    for _, output in pairs:
        if output is not None:
            check_target(output, paths)
    for note in found.notes:
        say(note.say(lang))
    full = bool(explain or verbose) or any(kind != "text" for kind, _ in pairs)
    reads = [(one.name, _read(one, loaded, evidence_dir)) for one in found.inputs] if durable is not None else []
    if other is not None and durable is not None and engine == "durable":
        asked = other.Asked(loaded, lambda kind: choice.rules(loaded, kind), day, fail_on, min_severity, lang)
        told = other.judged(durable, reads, asked)
        for kind, target in pairs:
            write(told.document if kind == "json" else told.text, target)
        ctx.exit(worst([told.code, *found.codes, *([BAD_RULES] if _faulty(loaded) else [])]))
    compared = baseline_of(baseline) if baseline is not None else None
    reports = [_report(one, loaded, choice, day, full, waivers, show_persons, evidence_dir) for one in found.inputs]
    for words in idle(waivers, reports, loaded):
        say(words.say(lang))
    if compared is not None:
        reports = [compared(report) for report in reports]
    codes = [exit_code(report, fail_on, min_severity) for report in reports]
    if other is not None and durable is not None:
        asked = other.Asked(loaded, lambda kind: choice.rules(loaded, kind), day, fail_on, min_severity, lang)
        codes.append(other.crossed(durable, reads, asked))
    floor = worst([*found.codes, *([BAD_RULES] if _faulty(loaded) or waivers.faulty else []), *(() if reports else (UNDECIDED,)), OPEN])
    code = worst([*codes, floor])
    verbosity = -1 if quiet else verbose
    for kind, target in pairs:
        if kind in renderers:
            run = Run(code, lang, fail_on, min_severity, VERSION, sarif_all)
            write(renderers[kind](reports, run), target)
        else:
            style = Style(target is None and colour_wanted())
            width = width_of_terminal() if target is None else PLAIN_WIDTH
            options = TextOptions(lang, style, verbosity, explain, fail_on, min_severity, width, floor)
            write(render_as_text(reports, options), target)
    if not reports and code == UNDECIDED:
        say("Không có báo cáo nào để kiểm tra." if lang == "vi" else "There was no submission to check.")
    ctx.exit(code)


def _faulty(ruleset: Ruleset) -> list[str]:
    """The rule files with errors: what they state was not checked."""
    return sorted({problem.file for problem in ruleset.problems if problem.severity == "error"})


def _tell(problems: Sequence[Problem], lang: str) -> None:
    for problem in problems:
        say(f"{problem.file}:{problem.line}:{problem.column}: {problem.words.say(lang)} [{problem.code}]")


def _tell_unknown(choice: Choice, ruleset: Ruleset, lang: str) -> None:
    if not choice.only and not choice.skip:
        return
    known = {rule.id for rule in ruleset.rules} | {name for rule in ruleset.rules for name in rule.formerly}
    for name in sorted((choice.only | choice.skip) - known):
        near = closest(name, known)
        if lang == "vi":
            say(f"Không có quy tắc “{name}”." + (f" Có phải là “{near}”?" if near else ""))
        else:
            say(f"There is no rule “{name}”." + (f" Did you mean “{near}”?" if near else ""))


def _read(one: Input, ruleset: Ruleset, evidence_dir: str | None) -> Submission | Unreadable:
    read = (
        read_submission(one.data, one.name, ruleset.shape)
        if one.data is not None
        else read_file(one.path, one.name, ruleset)
    )
    if evidence_dir is not None and isinstance(read, Submission):
        return evidence_reader()(read, evidence_dir)
    return read


def _report(
    one: Input, ruleset: Ruleset, choice: Choice, day: date, full: bool, waivers: Waivers,
    show_persons: bool, evidence_dir: str | None,
) -> Report:  # fmt: skip
    read = _read(one, ruleset, evidence_dir)
    if isinstance(read, Unreadable):
        return unreadable_report(read, ruleset, show_persons)
    rules, left_out = choice.rules(ruleset, read.regulation), (*choice.left_out, *_faulty(ruleset))
    return evaluate(read, ruleset, rules, day, left_out, full, waivers, show_persons)


