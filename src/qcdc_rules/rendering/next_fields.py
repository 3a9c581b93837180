"""What is still missing, most blocking first: the lines to add, where, how to write them, how many rules wait."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from qcdc_rules.explaining.examples import allowed, example
from qcdc_rules.explaining.places import field_of, lines_of_errors
from qcdc_rules.model.report import Finding, Report
from qcdc_rules.rendering.form_lines import Waiting, nearest, unfilled, waiting_lines
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.next_words import WORDS
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Words

_ITEM = re.compile(r"\[[^\]]*\]")
_MOST = 5
_WIDE = 110
_NONE_IS_WRITTEN = ("list", "record", "date", "text")


class Wanted(NamedTuple):
    """A field to state, alike for several items: its paths, places and the rules that wait for it."""

    path: str
    label: Words
    paths: tuple[str, ...]
    lines: tuple[int, ...]
    rules: int
    results: int
    subjects: tuple[tuple[str, Words], ...] = ()
    """Of a list that is stated: the subjects of which it is not known whether they arose."""

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]


class Block(NamedTuple):
    """The fields that are missing in one record, or in records of one kind."""

    holder: str
    fields: tuple[Wanted, ...]


def wanted(report: Report, shape: RecordType) -> list[Wanted]:
    """The fields that keep results undecided, those for which most rules wait first."""
    waiting: dict[tuple[str, bool], list[tuple[str, Words, Finding]]] = defaultdict(list)
    for finding in report.findings:
        if finding.unknown_class == "missing" and finding.waiver is None:
            path, label = finding.lacking[0] if finding.lacking else (finding.location.path, finding.target_label)
            waiting[_ITEM.sub("[]", path), _subject(path, finding, shape) is not None].append((path, label, finding))
    found = [_wanted(path, entries, shape, of_subjects) for (path, of_subjects), entries in waiting.items()]
    return sorted(found, key=lambda one: (-one.rules, -one.results, one.path))


def _wanted(path: str, entries: list[tuple[str, Words, Finding]], shape: RecordType, of_subjects: bool) -> Wanted:
    subjects = {}
    for one, _, finding in entries if of_subjects else ():
        slug = _subject(one, finding, shape)
        if slug is not None:
            subjects[slug] = finding.target_label
    return Wanted(
        path,
        entries[0][1],
        tuple(dict.fromkeys(one for one, _, _ in entries)),
        tuple(dict.fromkeys(finding.location.line for _, _, finding in entries if finding.location.line)),
        len({finding.rule for _, _, finding in entries}),
        len(entries),
        tuple(sorted(subjects.items())),
    )


def _subject(path: str, finding: Finding, shape: RecordType) -> str | None:
    """The subject that a stated list may still have to name."""
    slug = finding.target.partition("/")[0]
    field = field_of(path, shape)
    stated = finding.location.exact and finding.location.line
    return slug if stated and field is not None and slug in field.subjects else None


def blocks(fields: list[Wanted]) -> list[Block]:
    """The fields by what holds them: the unit before all else, because it decides which rules bind."""
    groups: dict[str, list[Wanted]] = defaultdict(list)
    for one in fields:
        groups[one.path.rpartition(".")[0]].append(one)
    found = [Block(holder, tuple(group)) for holder, group in groups.items()]
    return sorted(
        found, key=lambda block: (block.holder != "unit", block.holder != "", -block.fields[0].rules, block.holder)
    )


def render_next(report: Report, shape: RecordType, lang: str) -> str:
    """The list as text."""
    return "\n".join(clean(line) for line in _Guide(report, shape, lang).lines()) + "\n"


class _Guide:
    def __init__(self, report: Report, shape: RecordType, lang: str) -> None:
        self._report = report
        self._shape = shape
        self._lang = lang
        self._form = waiting_lines(report.lines)
        self._year = report.period[1].year if report.period is not None else 0

    def _say(self, name: str, **parts: object) -> str:
        return WORDS[name].filled(**parts).say(self._lang)

    def _wrapped(self, text: str, indent: int = 0, hang: int = 0) -> Iterator[str]:
        lead = " " * indent
        yield from textwrap.wrap(text, _WIDE, initial_indent=lead, subsequent_indent=lead + " " * hang)

    def lines(self) -> Iterator[str]:
        fields = wanted(self._report, self._shape)
        total = sum(one.results for one in fields)
        if fields:
            yield from self._wrapped(self._say("missing", fields=len(fields), results=total))
        else:
            yield self._say("nothing")
        for number, block in enumerate(blocks([one for one in fields if not one.subjects]), 1):
            yield ""
            yield from self._block(number, block)
        for one in fields:
            if one.subjects:
                yield ""
                yield from self._subjects(one)
        yield from self._afterwards()

    def _block(self, number: int, block: Block) -> Iterator[str]:
        yield from self._wrapped(f"{number}. {self._head(block)}", hang=3)
        fields = block.fields if block.holder else sorted(block.fields, key=self._order)
        for one in fields:
            yield from self._field(one)

    def _order(self, one: Wanted) -> int:
        """Sections in the order of the form, so that it is filled from the top."""
        waits = nearest(self._form, one.path, 0)
        return waits.first if waits is not None else 0

    def _head(self, block: Block) -> str:
        if not block.holder:
            return self._say("top")
        holder = field_of(block.holder, self._shape)
        label = holder.label.say(self._lang) if holder is not None else ""
        lines = sorted({line for one in block.fields for line in one.lines})
        where = ", ".join(map(str, lines[:_MOST])) + (f", … (+{len(lines) - _MOST})" if len(lines) > _MOST else "")
        return self._say("inside", holder=block.holder, label=label, lines=where or "1")

    def _field(self, one: Wanted) -> Iterator[str]:
        declared = field_of(one.paths[0], self._shape)
        label = declared.label if declared is not None else one.label
        notes = [f"{label.say(self._lang)} ({self._say('waits', n=one.rules)})"]
        if len(one.paths) > 1:
            more = f", … (+{len(one.paths) - _MOST})" if len(one.paths) > _MOST else ""
            ids = ("/".join(_ITEM.findall(path)).replace("[", "").replace("]", "") for path in one.paths[:_MOST])
            notes.append(f"{', '.join(ids)}{more}")
        waits = nearest(self._form, one.path, min(one.lines, default=0)) if len(one.paths) == 1 else None
        shown = f"{one.name or '–'}:"
        if waits is not None:
            shown = f"→ {one.name}: {self._taken_up(waits)}"
        elif declared is not None:
            shown = (
                f"{declared.name}: {example(declared, self._year, declared.name, self._report.regulation, self._lang)}"
            )
        wrong = lines_of_errors(one.paths, self._report.problems)
        if wrong:
            lines = ", ".join(map(str, wrong[: 2 * _MOST]))
            shown, waits = f"→ {one.name}: {self._say('wrong', lines=lines)}", None
        notes += self._how(declared, waits, bool(wrong))
        yield f"    {shown}"
        for line in self._wrapped("; ".join(notes)):
            yield f"      # {line}"  # a note stays a note where the lines are copied

    def _taken_up(self, waits: Waiting) -> str:
        if waits.first == waits.last:
            return self._say("line", line=waits.first)
        return self._say("lines", first=waits.first, last=waits.last)

    def _how(self, declared: Field | None, waits: Waiting | None, wrong: bool) -> Iterator[str]:
        if declared is None:
            return
        words = allowed(declared)
        if words is not None and (waits is None or waits.first == waits.last):
            yield words.say(self._lang)
        if not wrong and declared.kind in _NONE_IS_WRITTEN and not declared.plain:
            none = "[]" if declared.kind == "list" else "none"
            yield self._say("none", value=f"{declared.name}: {none}")

    def _subjects(self, one: Wanted) -> Iterator[str]:
        """Subjects that are neither stated nor said not to have arisen, with the line that says the latter."""
        yield from self._wrapped(
            f"{one.path} – {one.label.say(self._lang)}: {self._say('arisen', n=len(one.subjects))}", hang=3
        )
        for slug, label in one.subjects:
            yield from self._wrapped(f"{slug} – {label.say(self._lang)}", 4, 6)
        yield from self._wrapped(self._say("how_arisen"), 3)
        yield f"    {one.name}:"
        slugs = ", ".join(slug for slug, _ in one.subjects)
        yield from self._wrapped(f"did_not_arise: [{slugs}]", 6, 2)
        yield "      items:"
        yield f"        - … {self._say('as_before')}"

    def _afterwards(self) -> Iterator[str]:
        """What is stated may already breach a rule: a form without gaps is not yet an open gate."""
        dots = unfilled(self._report.lines)
        if dots:
            yield ""
            yield from self._wrapped(self._say("dots", lines=", ".join(map(str, dots[: 2 * _MOST]))))
        number = sum(
            1 for f in self._report.findings if f.outcome == "violated" and f.force == "must" and f.waiver is None
        )
        if number:
            yield ""
            yield from self._wrapped(self._say("breaches", n=number, file=self._report.file))
