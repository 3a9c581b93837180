"""What every format shows alike: the kinds of results with their marks, places, excerpts, provisions, waivers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol
from urllib.parse import quote

from qcdc_rules.explaining.bodies import bodies_words
from qcdc_rules.explaining.reasons import CHECKED, CLASSES, OUTCOMES
from qcdc_rules.explaining.values import day_words
from qcdc_rules.explaining.waivers import waived_words
from qcdc_rules.model.report import Finding, Location, Report
from qcdc_rules.model.waivers import Waived
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.verdict import exit_code
from qcdc_rules.rendering.wording import LABELS, STANDING, gate_words
from qcdc_rules.source import Words

KINDS = ("violated", "error", "missing", "running", "law_open", "satisfied", "not_applicable")
"""The outcomes with `unknown` told apart by its class, in the order in which a reader needs them."""
KIND_WORDS = {kind: (OUTCOMES | CLASSES)[kind] for kind in KINDS}
MARKS = {
    "violated": "✗",
    "error": "‼",
    "missing": "?",
    "running": "○",
    "law_open": "§",
    "satisfied": "✓",
    "not_applicable": "–",
}
"""Beside every colour stands a mark, and beside every mark a word."""
SEVERITY = {"error": 0, "warning": 1, "info": 2}
EXCERPT_ROOM = 160
"""How many characters of a line are shown around the place: a hostile line may be as long as the file."""
LONGEST_MARK = 200


OF_BODIES = ("violated", "running", "law_open")
"""The kinds of results of which a reader must know who has to act."""


class Span(Protocol):
    """A stretch of one line: the place of a finding or of a problem."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def end_column(self) -> int: ...


class Excerpt(NamedTuple):
    """A line of the file around one place, in three parts; the middle one is the place."""

    number: int
    before: str
    marked: str
    after: str


def kind_of(finding: Finding) -> str:
    """The outcome, or the class of an unknown one."""
    return finding.unknown_class or finding.outcome


def of_kind(report: Report, *kinds: str) -> list[Finding]:
    return [finding for finding in report.findings if kind_of(finding) in kinds]


def kind_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each kind, always all seven."""
    counts = dict.fromkeys(KINDS, 0)
    for finding in findings:
        counts[kind_of(finding)] += 1
    return counts


def tell(words: Words | None, lang: str) -> str:
    """One line of text that no reader of it will obey."""
    return clean(words.say(lang)) if words is not None else ""


def identity(finding: Finding) -> str:
    """`rule [target]`: the name of a finding within one report."""
    return f"{clean(finding.rule)} [{clean(finding.target)}]"


def place_of(location: Location) -> str:
    """`file:line:column`, as editors understand it."""
    place = f":{location.line}:{location.column}" if location.line else ""
    return f"{clean(location.file)}{place}"


def relative_path(file: str) -> str:
    """A path that stays below where it is read: of an absolute one, or one that climbs, only the name of the file."""
    shown = clean(file).replace("\\", "/")
    parts = [part for part in shown.split("/") if part not in ("", ".")]
    if shown.startswith("/") or ".." in parts or (parts and parts[0].endswith(":")):
        parts = [part for part in parts[-1:] if part != ".."]
    return "/".join(parts) or "-"


def relative_uri(file: str) -> str:
    """The same as a relative reference of a URI."""
    return quote(relative_path(file), safe="/")


def adds(finding: Finding, words: Words) -> bool:
    """Whether these words say something that the message does not say already."""
    return bool(words.vi) and words.vi not in finding.message.vi


def by_rule(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings of each rule together, rules in the order of their first finding."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.rule].append(finding)
    return list(groups.values())


def worst_first(finding: Finding) -> tuple[object, ...]:
    """Duties before advice, grave before light, then in the order of the file."""
    return (finding.force != "must", SEVERITY[finding.severity], finding.location.line, finding.order)


def provisions(findings: Sequence[Finding], lang: str) -> list[str]:
    """The deciding provisions, each once; one whose wording was not read in the text says so."""
    return list(
        dict.fromkeys(
            tell(cited.label, lang) + ("" if cited.checked == "text" else f" ({tell(CHECKED[cited.checked], lang)})")
            for finding in findings
            for cited in finding.citations
        )
    )


def notes_of(findings: Sequence[Finding], lang: str) -> list[str]:
    """What to know about the provisions: amendments that were not read, disputed ends."""
    notes = (note for finding in findings for cited in finding.citations for note in cited.notes)
    return list(dict.fromkeys(tell(note, lang) for note in notes))


def waiver_of(finding: Finding) -> Waived | None:
    """The waiver that holds for a finding, where the run had any."""
    return finding.waiver


def waiver_words(finding: Finding) -> Words | None:
    """The waiver of a finding in a sentence."""
    return waived_words(finding.waiver) if finding.waiver is not None else None


def standing_of(finding: Finding, lang: str) -> str:
    """Whether an earlier report said the same; empty where none was given."""
    return tell(STANDING[finding.standing], lang) if finding.standing else ""


def excerpt_of(lines: Sequence[str], place: Span) -> Excerpt | None:
    """The line of a place, cut around it where it is long."""
    if not 1 <= place.line <= len(lines):
        return None
    text = lines[place.line - 1].rstrip()
    start = min(max(place.column - 1, 0), len(text))
    end = place.end_column - 1 if place.end_column > place.column else start + 1
    end = min(end, start + LONGEST_MARK, len(text))
    indent = len(text) - len(text.lstrip(" "))
    first = min(indent, start) if start - indent <= EXCERPT_ROOM // 2 else start - EXCERPT_ROOM // 2
    last = max(end, first + EXCERPT_ROOM)
    before = ("…" if first > indent else "") + text[first:start]
    after = text[end:last] + ("…" if len(text) > last else "")
    return Excerpt(place.line, clean(before), clean(text[start:end]), clean(after))


def gate_of(report: Report, run: Run, alone: bool) -> tuple[int, Words]:
    """The exit code and the words of one report's gate; a report that is alone speaks for the whole run."""
    code = run.code if alone else exit_code(report, run.fail_on, run.min_severity)
    return code, gate_words((report,), code)


def verdict_counts(report: Report, lang: str) -> str:
    """The five outcomes in a line."""
    told = ", ".join(f"{tell(OUTCOMES[name], lang)} {number}" for name, number in report.counts.items())
    return f"{told} ({tell(LABELS['waived'], lang)} {report.waived_count})" if report.waived_count else told


def details_of(finding: Finding, lang: str) -> Iterator[tuple[str, str]]:
    """Label name and text of what belongs to one finding beside its message, for formats of plain text."""
    if adds(finding, finding.found):
        yield "found", tell(finding.found, lang)
    if adds(finding, finding.required):
        yield "required", tell(finding.required, lang)
    clauses = provisions([finding], lang)
    if clauses:
        yield "clause", "; ".join(clauses)
    if finding.duty_of and kind_of(finding) in OF_BODIES:
        yield "duty_of", tell(bodies_words(finding.duty_of), lang)
    if finding.remedy is not None:
        yield "remedy", tell(finding.remedy, lang)
    if finding.deadline is not None and kind_of(finding) in ("violated", "running"):
        yield "deadline", tell(day_words(finding.deadline), lang)
    for sanction in finding.sanctions:
        yield "sanction", tell(sanction, lang)
    for remark in finding.remarks:
        yield "note", tell(remark, lang)
    for note in notes_of([finding], lang):
        yield "note", note
    if finding.reading is not None:
        yield "reading", tell(finding.reading, lang)
    waiver = waiver_words(finding)
    if waiver is not None:
        yield "waiver", tell(waiver, lang)
    if finding.standing:
        yield "baseline", standing_of(finding, lang)
