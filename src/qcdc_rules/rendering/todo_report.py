"""The to-do list as text: what to do, by deadline, instead of findings by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qcdc_rules.explaining.values import day_words
from qcdc_rules.model.report import Report
from qcdc_rules.rendering.layout import Layout
from qcdc_rules.rendering.report_words import NAMES
from qcdc_rules.rendering.shown import tell
from qcdc_rules.rendering.text_report import TextOptions, render_text
from qcdc_rules.rendering.todo import LATE, NOW, TIMES, UNTIL, Step, Todo, days_words, todo
from qcdc_rules.rendering.verdict import OPEN
from qcdc_rules.rendering.wording import since_words

MOST_CASES = 8
MARKS = {NOW: "☐", UNTIL: "☐", LATE: "✗"}


def render_todo(reports: Sequence[Report], options: TextOptions) -> str:
    """The to-do lists of a run, each with its verdict; the last line is the verdict of the run."""
    brief = options._replace(verbosity=-1)
    parts: list[str] = []
    for report in reports:
        if options.verbosity >= 0:
            parts.append("\n".join(_lines(report, options)) + "\n\n")
        parts.append(render_text([report], brief._replace(floor=OPEN)))
    if len(reports) != 1 or options.floor != OPEN:
        parts.append(render_text(reports, brief).rstrip("\n").rsplit("\n", 1)[-1] + "\n")
    return "".join(parts)


def _lines(report: Report, options: TextOptions) -> Iterator[str]:
    lang, layout = options.lang, Layout(options.style, options.width)
    yield from layout.put(report.file, paint=options.style.bold)
    if report.unit_name:
        yield from layout.put(f"{tell(NAMES['unit'], lang)}: {report.unit_name} ({report.unit_code})", 2)
    day = f" – {tell(day_words(report.as_of), lang)}" if report.as_of is not None else ""
    yield from layout.put(f"{tell(NAMES['todo'], lang)}{day}", 2)
    plan = todo(report)
    for when in TIMES:
        steps = plan.at(when)
        yield ""
        yield options.style.bold(f"{tell(NAMES[when], lang)} ({len(steps)})")
        if not steps:
            yield from layout.put(tell(NAMES["nothing"], lang), 2)
        for step in steps:
            yield from _step(step, report, options, layout)
    yield from _rest(plan, lang, layout)
    since = since_words(report)
    if since is not None:
        yield ""
        yield from layout.put(f"{tell(NAMES['since'], lang)}: {tell(since, lang)}", 2)


def _step(step: Step, report: Report, options: TextOptions, layout: Layout) -> Iterator[str]:
    lang, style = options.lang, options.style
    day = f"{tell(day_words(step.day), lang)}: " if step.day is not None else ""
    paint = style.bad if step.when == LATE else style.warn
    yield from layout.put(f"{day}{tell(step.what, lang)}", 2, MARKS[step.when], paint_mark=paint)
    about = tell(step.about, lang)
    if step.advice:
        about += f" ({tell(NAMES['advice'], lang)})"
    if step.cases:
        named = "; ".join(tell(case, lang) for case in step.cases[:MOST_CASES])
        more = f"; … (+{len(step.cases) - MOST_CASES})" if len(step.cases) > MOST_CASES else ""
        about += f" – {named}{more}"
    yield from layout.put(about, 6, hang=0, paint=style.dim)
    days = days_words(step, report.as_of)
    facts = [tell(days, lang)] if days is not None else []
    if step.places:
        lines = [str(line) for line in dict.fromkeys(place.line for place in step.places)]
        more = f", … (+{len(lines) - MOST_CASES})" if len(lines) > MOST_CASES else ""
        facts.append(f"{tell(NAMES['line'], lang)} {', '.join(lines[:MOST_CASES])}{more}")
    if facts:
        yield from layout.put(" – ".join(facts), 6, hang=0, paint=style.dim)
    if step.note is not None:
        yield from layout.put(tell(step.note, lang), 6, hang=0)


def _rest(plan: Todo, lang: str, layout: Layout) -> Iterator[str]:
    for name, number in (("judge_count", plan.judge), ("waived_count", plan.waived)):
        if number:
            yield ""
            yield from layout.put(tell(NAMES[name].filled(n=number), lang), 2)
