"""`qcdc report`: reports kept as JSON, verified and compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from qcdc_rules.api import evaluate, load_waivers, read_file, unreadable_report
from qcdc_rules.cli.choice import Choice
from qcdc_rules.cli.kept import read_kept
from qcdc_rules.cli.rollup import rollup
from qcdc_rules.cli.rulesets import ruleset_for
from qcdc_rules.model.submission import Unreadable
from qcdc_rules.rendering.json_report import report_data
from qcdc_rules.rendering.kept import Data, difference, first_differences
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.verdict import OPEN, VIOLATED
from qcdc_rules.source import Words

SAME, DIFFERENT = OPEN, VIOLATED
_LANG = click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
_NOT_SEALED = ("fixed", "baseline")
"""What belongs to a comparison with an earlier report, and not to the submission."""


_SAME = Words("GIỐNG: chạy lại cho đúng kết quả này.", "THE SAME: running again gives this report.")
_DIFFERENT = Words("KHÁC: kết quả này không khớp.", "DIFFERENT: this report does not hold.")


def _print(text: str) -> None:
    click.echo(clean(text))


@click.group()
def report() -> None:
    """Kết quả đã lưu: kiểm chứng, so sánh, tổng hợp. · Reports: verify, compare, roll up."""


report.add_command(rollup)


@report.command()
@click.argument("kept", metavar="REPORT.json", type=click.Path())
@click.argument("submission", type=click.Path())
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm quy tắc. · More rules.")
@click.option("--no-builtin-rules", is_flag=True, help="Không dùng quy tắc có sẵn. · Without the built-in rules.")
@click.option("--waivers", "waiver_files", multiple=True, type=click.Path(), help="Tệp miễn. · Waivers.")
@_LANG
@click.pass_context
def verify(
    ctx: click.Context, kept: str, submission: str, packs: tuple[str, ...], no_builtin_rules: bool,
    waiver_files: tuple[str, ...], lang: str,
) -> None:  # fmt: skip
    """Chạy lại theo ngày và quy tắc ghi trong kết quả rồi so sánh. · Run again by the days and rules of the report.

    Mã thoát 0: giống hệt; 1: khác. · Exit 0: the same; 1: different.
    """
    reports = read_kept(kept)
    ruleset = ruleset_for(packs, builtin=not no_builtin_rules)
    waivers = load_waivers(*waiver_files)
    best = _asked(reports, submission)
    name = str(best["file"])
    read = read_file(Path(submission), name, ruleset)
    shown = bool(best.get("persons_shown"))
    if isinstance(read, Unreadable):
        again = unreadable_report(read, ruleset, shown)
    else:
        choice = Choice.of_report(best["left_out"])
        day = _day(best.get("as_of")) or read.stated_on
        faulty = tuple(sorted({one.file for one in ruleset.problems if one.severity == "error"}))
        rules = choice.rules(ruleset, read.regulation)
        again = evaluate(read, ruleset, rules, day, (*choice.left_out, *faulty), True, waivers, shown)
    found = _sealed(report_data(again))
    told = _told(_sealed(dict(best)), found)
    for words in told:
        _print(words.say(lang))
    _print((_DIFFERENT if told else _SAME).say(lang))
    ctx.exit(DIFFERENT if told else SAME)


def _asked(reports: list[Data], submission: str) -> Data:
    """The part of the report that speaks of this file: by its name, else the only one."""
    if len(reports) == 1:
        return reports[0]
    named = [one for one in reports if Path(str(one["file"])).name == Path(submission).name]
    exact = [one for one in named if str(one["file"]) == Path(submission).as_posix()]
    chosen = exact or named
    if len(chosen) != 1:
        raise click.UsageError(
            f"Kết quả có {len(reports)} phần; không rõ phần nào nói về {submission}."
            f" · The report has {len(reports)} parts; it is not clear which one speaks of {submission}."
        )
    return chosen[0]


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def _sealed(data: dict[str, Any]) -> dict[str, Any]:
    results = [{k: v for k, v in one.items() if k not in _NOT_SEALED} for one in data["results"]]
    return {**{k: v for k, v in data.items() if k not in _NOT_SEALED}, "results": results}


def _told(kept: dict[str, Any], found: dict[str, Any]) -> list[Words]:
    """What differs, causes first: another file, other rules, other waivers; then place by place."""
    told: list[Words] = []
    for name, vi, en in (
        ("submission", "tệp báo cáo đã thay đổi", "the submission is another"),
        ("ruleset", "bộ quy tắc không phải bộ đã dùng", "the rules are not those that were used"),
        ("waivers", "các tệp miễn không phải các tệp đã dùng", "the waivers are not those that were used"),
    ):
        old, new = kept["digests"].get(name, ""), found["digests"].get(name, "")
        if old != new:
            change = f"({name}: {old or '–'} → {new or '–'})"
            told.append(Words(f"! {vi} {change}", f"! {en} {change}"))
    same_digests = {**found, "digests": kept["digests"]}
    told += [Words(f"  {line}", f"  {line}") for line in first_differences(kept, same_digests)]
    return told


@report.command()
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@_LANG
def diff(old: str, new: str, lang: str) -> None:
    """So hai kết quả JSON: mới, đã khắc phục, còn lại. · Compare two reports."""
    found = difference(read_kept(old), read_kept(new))
    if found.by_law:
        words = Words(
            "Báo cáo không đổi, bộ quy tắc đã đổi: mọi khác biệt dưới đây chỉ do luật hoặc quy tắc.",
            "The submission is the same, the rules are not: every difference below comes from the law or its rules.",
        )
        _print(words.say(lang))
    for words, mark, results in (
        (Words("MỚI", "NEW"), "+", found.new),
        (Words("ĐÃ KHẮC PHỤC", "PUT RIGHT"), "-", found.fixed),
        (Words("CÒN LẠI", "REMAINING"), "=", found.remaining),
    ):
        _print(f"{words.say(lang)} ({len(results)})")
        for result in results:
            title = Words(str(result["title"].get("vi", "")), str(result["title"].get("en", ""))).say(lang)
            _print(f"  {mark} {title} – {result['rule']} [{result['target']}]")
