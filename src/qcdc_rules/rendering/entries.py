"""Findings as paragraphs: those of one rule together, with its provisions and remedy said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qcdc_rules.explaining.bodies import bodies_words
from qcdc_rules.explaining.reasons import CHECKED, CLASSES, FIDELITY
from qcdc_rules.explaining.waivers import waived_words
from qcdc_rules.model.report import Finding, Location, Report
from qcdc_rules.rendering.layout import Layout, Paint
from qcdc_rules.rendering.wording import ADVISED, LABELS, STANDING, TextOptions, is_advice
from qcdc_rules.source import Words

_MARKS = {"violated": "✗", "error": "‼", "law_open": "§"}
MOST_KEYS = 6
"""How many keys of folded results are named before the rest is only counted."""


class Entries:
    """Prints findings; `lines` of the report are for excerpts."""

    def __init__(self, report: Report, options: TextOptions, layout: Layout) -> None:
        self._lines = report.lines
        self._o = options
        self._s = options.style
        self._layout = layout

    def _say(self, words: Words | None) -> str:
        return words.say(self._o.lang) if words is not None else ""

    def _labelled(self, label: str, text: str, indent: int = 4, paint: Paint | None = None) -> Iterator[str]:
        yield from self._layout.put(f"{self._say(LABELS[label])}: {text}", indent, paint=paint)

    def rule(self, findings: Sequence[Finding]) -> Iterator[str]:
        """The findings of one rule with one outcome."""
        first = findings[0]
        advice = "" if first.force == "must" else f" ({self._say(LABELS['advice'])})"
        number = f" ({len(findings)} {self._say(LABELS['cases'])})" if len(findings) > 1 else ""
        yield ""
        yield from self._layout.put(
            f"{self._say(first.title)}{advice}{number}",
            2,
            ADVISED if is_advice(first) else _MARKS.get(first.unknown_class or first.outcome, "?"),
            paint=self._s.bold,
            paint_mark=self._s.warn if is_advice(first) else self._s.bad,
        )
        shared = {name for name in ("required", "remedy") if len({getattr(f, name) for f in findings}) == 1}
        shown: Location | None = None
        for finding in findings:
            again = shown == finding.location
            shown = finding.location
            yield from self._case(finding, shared, len(findings) > 1, again)
        if "required" in shared and _adds(first, first.required):
            yield from self._labelled("required", self._say(first.required))
        yield from self._law(findings)
        if first.duty_of and first.unknown_class != "missing":
            yield from self._labelled("duty_of", self._say(bodies_words(first.duty_of)))
        if "remedy" in shared and first.remedy is not None:
            yield from self._labelled("remedy", self._say(first.remedy))
        for sanction in dict.fromkeys(sanction for finding in findings for sanction in finding.sanctions):
            yield from self._labelled("sanction", self._say(sanction))
        keys = named([finding.target for finding in findings])
        yield from self._layout.put(f"{first.rule} [{keys}]", 4, paint=self._s.dim)

    def _case(self, finding: Finding, shared: set[str], several: bool, again: bool) -> Iterator[str]:
        """What differs from target to target; `again`: the place is that of the finding before."""
        indent = 6 if several else 4
        since = f" [{self._say(STANDING[finding.standing])}]" if finding.standing else ""
        said = f"{self._say(finding.target_label)} – {self._say(finding.message)}{since}"
        yield from self._layout.put(said, 4, "•" if several else "")
        if finding.waiver is not None:
            yield from self._layout.put(self._say(waived_words(finding.waiver)), indent, "◇", paint=self._s.bold)
        if not again:
            yield from self._where(finding.location, indent)
        if _adds(finding, finding.found):
            yield from self._labelled("found", self._say(finding.found), indent)
        if "required" not in shared and _adds(finding, finding.required):
            yield from self._labelled("required", self._say(finding.required), indent)
        if "remedy" not in shared and finding.remedy is not None:
            yield from self._labelled("remedy", self._say(finding.remedy), indent)
        for remark in finding.remarks:
            yield from self._labelled("note", self._say(remark), indent)
        if self._o.explain:
            yield from self.details(finding)

    def _where(self, place: Location, indent: int) -> Iterator[str]:
        if not place.line:
            return
        absent = "" if place.exact or not place.path else f" ({self._say(LABELS['absent'])}: {place.path})"
        yield from self._labelled("where", f"{place.file}:{place.line}:{place.column}{absent}", indent)
        yield from self.excerpt(place.line, place.column, place.end_column)

    def excerpt(self, line: int, column: int, end: int) -> Iterator[str]:
        if 1 <= line <= len(self._lines):
            yield from self._layout.excerpt(self._lines[line - 1].rstrip(), line, column, end)

    def _law(self, findings: Sequence[Finding]) -> Iterator[str]:
        cites = dict.fromkeys(
            self._say(cited.label) + ("" if cited.checked == "text" else f" ({self._say(CHECKED[cited.checked])})")
            for finding in findings
            for cited in finding.citations
        )
        if cites:
            yield from self._labelled("clause", "; ".join(cites))
        notes = dict.fromkeys(note for f in findings for cited in f.citations for note in cited.notes)
        for note in notes:
            yield from self._labelled("note", self._say(note), paint=self._s.dim)
        for reading in dict.fromkeys(finding.reading for finding in findings):
            if reading is not None:
                yield from self._labelled("reading", self._say(reading))

    def details(self, finding: Finding) -> Iterator[str]:
        """Every fact that was read, and how far the result reaches."""
        dim = self._s.dim
        for fact in finding.facts:
            place = f" ({self._say(LABELS['line'])} {fact.line})" if fact.line else ""
            path = f" ({fact.path})" if fact.line or "." in fact.path else ""
            said = f"{self._say(fact.label)}{path}: {self._say(fact.value)}{place}"
            yield from self._layout.put(said, 6, "–", paint=dim)
        for cited in finding.see:
            yield from self._labelled("see", self._say(cited.label), 6, dim)
        if finding.fidelity in FIDELITY:
            yield from self._layout.put(self._say(FIDELITY[finding.fidelity]), 6, paint=dim)
        if finding.unknown_class:
            why = f"{self._say(CLASSES[finding.unknown_class])}: {self._say(finding.reason_words)}"
            yield from self._layout.put(why, 6, paint=dim)


def named(keys: Sequence[str]) -> str:
    """The first keys, and how many more there are."""
    rest = f", … (+{len(keys) - MOST_KEYS})" if len(keys) > MOST_KEYS else ""
    return ", ".join(keys[:MOST_KEYS]) + rest


def _adds(finding: Finding, words: Words) -> bool:
    """Whether these words say something that the message does not say already."""
    return finding.outcome in ("violated", "unknown") and bool(words.vi) and words.vi not in finding.message.vi
