"""`qcdc bulk`: many submissions as NDJSON in, one line of outcomes for each out."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from os.path import realpath
from pathlib import Path

import click

from qcdc_rules.bulk.judging import line_bytes
from qcdc_rules.bulk.lines import Line, Source, lines_of
from qcdc_rules.bulk.resuming import NotResumable, kept_entries, kept_header
from qcdc_rules.bulk.settings import Settings, header
from qcdc_rules.bulk.totals import Totals
from qcdc_rules.bulk.workers import judged
from qcdc_rules.bulk.writing import Output
from qcdc_rules.cli.output import check_target, say
from qcdc_rules.cli.rulesets import ruleset_for
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.unopened import unopened
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.verdict import BAD_INPUT, BAD_RULES, FAIL_ON, SEVERITIES
from qcdc_rules.source import Words

INTERRUPTED = 130
STDIN = "stdin"
_EVERY = 10
"""How often the terminal is told how far it is, in lines."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Ghi vào tệp. · Write to a file.")
@click.option("--resume", is_flag=True, help="Làm tiếp tệp kết quả dở dang. · Go on with an output that was cut short.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Số tiến trình (mặc định: số lõi). · Processes.")
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm quy tắc. · More rules.")
@click.option("--no-builtin-rules", is_flag=True, help="Không dùng quy tắc có sẵn. · Without the built-in rules.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Ngày xem xét (mặc định: hôm nay). · Day of the check.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), default="missing", show_default=True, help="Điều đóng cổng. · What shuts the gate.")
@click.option("--min-severity", type=click.Choice(SEVERITIES), default="warning", show_default=True, help="Mức tối thiểu. · Threshold.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ thông báo. · Of messages.")
@click.pass_context
def bulk(
    ctx: click.Context,
    inputs: tuple[str, ...],
    output: str | None,
    resume: bool,
    jobs: int | None,
    packs: tuple[str, ...],
    no_builtin_rules: bool,
    as_of: datetime | None,
    fail_on: str,
    min_severity: str,
    lang: str,
) -> None:
    """Kiểm tra hàng loạt báo cáo, mỗi dòng JSON một báo cáo. · Check many reports, one JSON object a line.

    INPUT: tệp NDJSON, hoặc - (đầu vào chuẩn). Kết quả cũng là NDJSON, mỗi báo cáo một dòng, đúng thứ tự.
    · NDJSON files, or - for standard input. The output is NDJSON too, one line for each report, in order.

    Mã thoát như qcdc check: mã nặng nhất của mọi dòng; 130: bị dừng giữa chừng. · Exit codes as of qcdc check,
    the worst of all lines; 130: stopped half way.
    """
    if not inputs:
        raise click.UsageError("Hãy cho biết tệp NDJSON. · Name an NDJSON file.")
    if resume and output is None:
        raise click.UsageError("--resume cần -o TỆP. · --resume needs -o FILE.")
    if not _readable(inputs, lang):
        ctx.exit(BAD_INPUT)
    if output is not None:
        check_target(output, frozenset(realpath(one) for one in inputs if one != "-"))
    ruleset = ruleset_for(packs, builtin=not no_builtin_rules)
    if _faulty(ruleset, lang):
        ctx.exit(BAD_RULES)
    try:
        day = as_of.date() if as_of is not None else _day(Path(output) if output and resume else None)
        settings = Settings(packs, not no_builtin_rules, day, fail_on, min_severity)
        ctx.exit(_Run(settings, ruleset, inputs, lang).go(output, resume, jobs or _processors()))
    except NotResumable as fault:
        raise click.UsageError(clean(f"{output}: {fault.words.vi} · {fault.words.en}")) from fault


class _Run:
    """One run: where its lines come from, where they go, how far it is."""

    def __init__(self, settings: Settings, ruleset: Ruleset, inputs: tuple[str, ...], lang: str) -> None:
        self._settings = settings
        self._ruleset = ruleset
        self._inputs = tuple(dict.fromkeys(inputs))
        self._lang = lang
        self._totals = Totals()
        self._out: Output | None = None

    def go(self, output: str | None, resume: bool, jobs: int) -> int:
        """Judge what is left to judge; the exit code."""
        lines = lines_of(_sources(self._inputs))
        try:
            with _interruptible():
                out = self._opened(output, resume, lines)
                with closing(judged(self._settings, self._ruleset, lines, jobs)) as entries:
                    for entry in entries:
                        out.write(entry.text)
                        self._totals.add(entry.code, entry.evaluated, entry.counts)
                        self._progress()
                out.write(line_bytes(self._totals.line()))
        except KeyboardInterrupt:
            self._tell_stopped(output)
            return INTERRUPTED
        except OSError as fault:
            if output is None:
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python must not try again at its end
            if isinstance(fault, BrokenPipeError):
                return self._totals.exit_code
            raise _broken_off(self._totals.entries, fault) from fault
        finally:
            if self._out is not None:
                self._out.close()
        self._tell_end()
        return self._totals.exit_code

    def _opened(self, output: str | None, resume: bool, lines: Iterator[Line]) -> Output:
        """The output with its header, and behind it what an earlier run left."""
        head = header(self._settings, self._ruleset, tuple(_name(one) for one in self._inputs))
        if output is not None and resume and kept_header(Path(output)) is not None:
            kept = kept_entries(Path(output), head, lines)
            self._totals = kept.totals
            self._out = Output.to_file(Path(output), kept.size)
            return self._out
        self._out = Output(sys.stdout.buffer) if output is None else Output.to_file(Path(output))
        self._out.write(line_bytes(head))
        return self._out

    # -- what is told on standard error ------------------------------------------------------------------

    def _progress(self) -> None:
        if self._totals.entries % _EVERY == 0 and sys.stderr.isatty():
            sys.stderr.write(f"\r{self._totals.entries} dòng · lines")
            sys.stderr.flush()

    def _tell(self, vi: str, en: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r")
        say(Words(vi, en).say(self._lang))

    def _tell_end(self) -> None:
        done, read = self._totals.entries, self._totals.evaluated
        self._tell(f"{done} dòng, {read} báo cáo đã được xét.", f"{done} lines, {read} submissions were judged.")

    def _tell_stopped(self, output: str | None) -> None:
        done = self._totals.entries
        vi, en = f"Đã dừng theo yêu cầu sau {done} dòng.", f"Stopped as asked after {done} lines."
        if output is not None:
            vi, en = f"{vi} Thêm --resume để làm tiếp.", f"{en} Add --resume to go on."
        self._tell(vi, en)


def _broken_off(done: int, fault: OSError) -> click.UsageError:
    why = clean(fault.strerror or type(fault).__name__)
    return click.UsageError(
        f"Không đọc hoặc không ghi được sau {done} dòng: {why}. · Reading or writing failed after {done} lines."
    )


def _day(resumed: Path | None) -> date:
    """Today; of an output that is resumed, the day on which it was begun."""
    kept = kept_header(resumed) if resumed is not None else None
    try:
        return date.fromisoformat(str(kept["as_of"])) if kept is not None and "as_of" in kept else date.today()
    except ValueError:
        return date.today()


def _processors() -> int:
    affinity: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _faulty(ruleset: Ruleset, lang: str) -> bool:
    """Whether a rule file is invalid. What was to take hours must not begin with rules left out."""
    for problem in ruleset.problems:
        say(f"{problem.file}:{problem.line}:{problem.column}: {problem.words.say(lang)} [{problem.code}]")
    return any(problem.severity == "error" for problem in ruleset.problems)


# -- inputs ---------------------------------------------------------------------------------------------


def _name(given: str) -> str:
    """The name of an input in UTF-8, whatever the locale made of it."""
    return STDIN if given == "-" else os.fsencode(Path(given).as_posix()).decode("utf-8", "replace")


def _readable(inputs: tuple[str, ...], lang: str) -> bool:
    """Whether every input can be opened; told before anything is judged."""
    found = True
    for one in inputs:
        if one == "-":
            continue
        try:
            Path(one).open("rb").close()
        except (OSError, ValueError) as fault:
            found = False
            say(f"{_name(one)}: {unopened(_name(one), fault).words.say(lang)}")
    return found


def _sources(inputs: tuple[str, ...]) -> Iterator[Source]:
    for one in inputs:
        if one == "-":
            yield Source(STDIN, sys.stdin.buffer)
        else:
            with Path(one).open("rb") as stream:
                yield Source(_name(one), stream)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt here, whatever it does elsewhere."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
