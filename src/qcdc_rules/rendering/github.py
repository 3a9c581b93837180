"""The report as annotations of GitHub: one workflow command a line, worst first, because only the first ten show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qcdc_rules.model.report import Finding, Fixed, Location, Report
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.partial import left_out_words
from qcdc_rules.rendering.report_words import NAMES
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.shown import (
    KIND_WORDS,
    MARKS,
    details_of,
    gate_of,
    identity,
    kind_of,
    of_kind,
    relative_path,
    standing_of,
    tell,
    verdict_counts,
    waiver_of,
    worst_first,
)
from qcdc_rules.rendering.todo import Gap, gaps
from qcdc_rules.rendering.verdict import OPEN
from qcdc_rules.rendering.wording import LABELS, gate_words, since_words
from qcdc_rules.source import Problem

TOOL = "qcdc-check"
_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render_github(reports: Sequence[Report], run: Run) -> str:
    """Annotations of all reports; after those of a report stands its verdict, after several that of the run."""
    lines = [line for report in reports for line in _report(report, run, len(reports) == 1)]
    if len(reports) != 1:
        said = tell(gate_words(tuple(reports), run.code), run.lang)
        lines.append(_command(_verdict_level(run.code), "", None, TOOL, said))
    return "".join(f"{line}\n" for line in lines)


def _report(report: Report, run: Run, alone: bool) -> Iterator[str]:
    for problem in report.problems:
        yield _problem(problem, run.lang)
    for finding in of_kind(report, "error"):
        yield _finding("error", finding, report, run.lang)
    for finding in sorted(of_kind(report, "violated"), key=worst_first):
        level = "notice" if waiver_of(finding) is not None else _LEVELS[finding.severity]
        yield _finding(level, finding, report, run.lang)
    for gap in gaps(of_kind(report, "missing")):
        yield _gap(gap, report, run.lang)
    for finding in of_kind(report, "law_open", "running"):
        yield _finding("notice", finding, report, run.lang)
    for one in report.fixed or ():
        yield _fixed(one, report, run.lang)
    code, gate = gate_of(report, run, alone)
    said = f"{tell(gate, run.lang)} – {verdict_counts(report, run.lang)}"
    since = since_words(report)
    if since is not None:
        said += f" – {tell(LABELS['since'], run.lang)}: {tell(since, run.lang)}"
    if report.left_out:
        said += f" – {tell(NAMES['partial'], run.lang)} ({clean(left_out_words(report.left_out, run.lang))})"
    yield _command(_verdict_level(code), report.file, None, TOOL, said)


def _verdict_level(code: int) -> str:
    return "notice" if code == OPEN else "error"


def _finding(level: str, finding: Finding, report: Report, lang: str) -> str:
    kind = kind_of(finding)
    title = f"{MARKS[kind]} {tell(KIND_WORDS[kind], lang)}: {tell(finding.title, lang)}"
    said = [f"{tell(finding.target_label, lang)} – {tell(finding.message, lang)}"]
    said += [f"{tell(NAMES[name], lang)}: {text}" for name, text in details_of(finding, lang)]
    said.append(identity(finding))
    return _command(level, report.file, finding.location, title, "\n".join(said))


def _gap(gap: Gap, report: Report, lang: str) -> str:
    """One annotation for a field, however many results wait for it; all of them are named."""
    title = f"{MARKS['missing']} {tell(KIND_WORDS['missing'], lang)}: {tell(gap.label, lang)}"
    waiting = f"{len({f.rule for f in gap.findings})} {tell(NAMES['waiting'], lang)}"
    marks = (f"{identity(f)} ({standing_of(f, lang)})" if f.standing else identity(f) for f in gap.findings)
    said = [f"{clean(gap.path)} – {waiting}", *marks]
    level = "warning" if any(f.force == "must" and f.waiver is None for f in gap.findings) else "notice"
    return _command(level, report.file, gap.first.location, title, "\n".join(said))


def _fixed(fixed: Fixed, report: Report, lang: str) -> str:
    """What was put right, so that a reader of the annotations sees it too."""
    said = [tell(fixed.target_label, lang), f"{clean(fixed.rule)} [{clean(fixed.target)}]"]
    if fixed.by_law:
        said.insert(1, tell(LABELS["by_law"], lang))
    title = f"{tell(NAMES['fixed'], lang)}: {tell(fixed.title, lang)}"
    return _command("notice", report.file, None, title, "\n".join(said))


def _problem(problem: Problem, lang: str) -> str:
    end = problem.end_column if problem.end_line == problem.line else 0
    place = Location(problem.file, problem.line, problem.column, end, problem.path)
    said = f"{tell(problem.words, lang)} [{clean(problem.code)}]"
    return _command(problem.severity, problem.file, place, tell(NAMES["file_problems"], lang), said)


def _command(level: str, file: str, place: Location | None, title: str, message: str) -> str:
    properties = {"file": relative_path(file)} if file else {}
    if place is not None and place.line:
        properties |= {"line": str(place.line), "col": str(max(place.column, 1))}
        if place.end_column > place.column:
            properties |= {"endLine": str(place.line), "endColumn": str(place.end_column - 1)}
    properties["title"] = title
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
