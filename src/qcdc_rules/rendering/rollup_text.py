"""The roll-up as text for people: a page of counts, the units that need looking at, the figures that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qcdc_rules.explaining.reasons import CATEGORIES, REGULATIONS
from qcdc_rules.explaining.values import day_words
from qcdc_rules.rendering.layout import PLAIN_WIDTH, Layout, clean
from qcdc_rules.rendering.rollup_figures import is_part
from qcdc_rules.rendering.rollup_words import (
    OPEN_MARK,
    SHUT_MARK,
    STATUS,
    STATUS_MARKS,
    cell_text,
    computed,
    difference,
    doubt,
    gate_words,
    hints,
    number,
    reported,
    say,
    worst_units,
)
from qcdc_rules.rendering.shown import KIND_WORDS, KINDS, MARKS, tell
from qcdc_rules.rendering.style import Style
from qcdc_rules.rendering.verdict import OPEN
from qcdc_rules.source import Words

if TYPE_CHECKING:
    from qcdc_rules.rollup.reported import Comparison
    from qcdc_rules.rollup.rolled import RollUp
    from qcdc_rules.rollup.units import Repeat, Unit

MOST_UNITS, MOST_COMMON, MOST_BEHIND = 40, 10, 14
_BRIEF = {
    "violated": Words("vi phạm", "violated"),
    "error": Words("lỗi", "faults"),
    "missing": Words("thiếu", "missing"),
    "running": Words("chưa hạn", "not due"),
    "law_open": Words("xem xét", "to judge"),
    "satisfied": Words("đạt", "satisfied"),
    "not_applicable": Words("không áp dụng", "n/a"),
}
_SHORT = {
    "publicize": Words("Công khai", "Publicize"),
    "decide": Words("Quyết định", "Decide"),
    "consult": Words("Ý kiến", "Consult"),
    "supervise": Words("Giám sát", "Supervise"),
    "related": Words("Liên quan", "Related"),
}


def rollup_text(rolled: RollUp, lang: str) -> Iterator[str]:
    """The report, piece by piece."""
    writer = _Text(rolled, lang)
    for section in (writer.head, writer.overview, writer.units, writer.common, writer.figures, writer.changes, writer.notes):
        lines = list(section())
        if lines:
            yield "\n".join(lines) + "\n\n"
    yield f"{writer.verdict()}\n"


class _Text:
    def __init__(self, rolled: RollUp, lang: str) -> None:
        self._rolled = rolled
        self._lang = lang
        self._layout = Layout(Style(False), PLAIN_WIDTH)

    def _t(self, words: Words | None) -> str:
        return tell(words, self._lang)

    def _n(self, name: str, /, **parts: object) -> str:
        return say(name, self._lang, **parts)

    def head(self) -> Iterator[str]:
        rolled = self._rolled
        kinds = Counter(unit.regulation for unit in rolled.units if unit.evaluated)
        told = [f"{number(kinds[name], self._lang)} {self._t(words)}" for name, words in REGULATIONS.items() if kinds[name]]
        unread = sum(1 for unit in rolled.units if not unit.evaluated)
        told += [f"{unread} {self._n('unread')}"] if unread else []
        yield f"{self._n('heading').upper()} – {number(len(rolled.units), self._lang)} {self._n('units')}"
        yield from self._layout.put("; ".join(told), 2)
        day = self._t(day_words(rolled.as_of)) if rolled.as_of is not None else self._n("as_of_own")
        yield f"  {self._n('as_of')}: {day}"
        if rolled.persons_shown:
            yield f"  ! {self._n('persons_shown')}"

    def overview(self) -> Iterator[str]:
        yield self._n("overview").upper()
        heads = [f"{MARKS[kind]} {self._t(_BRIEF[kind])}" for kind in KINDS]
        rows = [
            [self._t(words), *(number(n, self._lang) for n in self._sum(name))]
            for name, words in CATEGORIES.items()
            if any(self._sum(name))
        ]
        total = [self._n("sum"), *(number(n, self._lang) for n in self._rolled.counts.values())]
        yield from _table([self._n("category"), *heads], [*rows, total])

    def _sum(self, category: str) -> list[int]:
        sums = [0] * len(KINDS)
        for unit in self._rolled.units:
            for at, one in enumerate(unit.counts.get(category, ())):
                sums[at] += one
        return sums

    def units(self) -> Iterator[str]:
        if not self._rolled.units:
            return
        yield self._n("map").upper()
        yield from self._layout.put(self._n("map_legend"), 2)
        chosen = worst_units(self._rolled)
        rows = [self._unit(unit) for unit in chosen[:MOST_UNITS]]
        heads = [self._n("code"), self._n("unit"), *(self._t(words) for words in _SHORT.values()), self._n("gate")]
        others = sum(max(len(row[at]) for row in (heads, *rows)) + 2 for at in range(len(heads)) if at != 1)
        room = max(PLAIN_WIDTH - others - 4, 12)
        yield from _table(heads, [[row[0], _cut(row[1], room), *row[2:]] for row in rows], left=2)
        if len(chosen) > MOST_UNITS:
            yield f"  {self._n('more_units', n=number(len(chosen) - MOST_UNITS, self._lang))}"

    def _unit(self, unit: Unit) -> list[str]:
        name = clean(unit.label)
        if not unit.evaluated:
            return [_cut(clean(unit.code), 12), name, *("" for _ in _SHORT), f"{SHUT_MARK} {self._n('unread')}"]
        gate = f"{OPEN_MARK} {self._n('open')}" if unit.exit_code == OPEN else f"{SHUT_MARK} {self._n('shut')}"
        return [_cut(clean(unit.code), 12), name, *(cell_text(unit.counts.get(category)) for category in _SHORT), gate]

    def common(self) -> Iterator[str]:
        first = True
        for title, kind in (("common", "violated"), ("common_missing", "missing"), ("common_judge", "law_open")):
            chosen = [one for one in self._rolled.common if one.kind == kind][:MOST_COMMON]
            if chosen and not first:
                yield ""
            if chosen:
                yield self._n(title).upper()
                first = False
            for one in chosen:
                told = self._n("of_units", n=number(len(one.units), self._lang), m=number(one.results, self._lang))
                yield from self._layout.put(f"{told}: {self._t(one.title)} ({one.rule})", 2, MARKS[kind])

    # -- figures -----------------------------------------------------------------------------------------

    def figures(self) -> Iterator[str]:
        rolled = self._rolled
        yield self._n("figures").upper()
        if rolled.summary is None:
            yield f"  {self._n('no_summary')}"
        for one in rolled.figures:
            if rolled.summary is not None and is_part(one, rolled):
                continue
            yield from self._figure(one)
        if rolled.summary is not None and rolled.summary.elsewhere:
            names = "; ".join(self._t(rolled.words[name].label) for name, _ in rolled.summary.elsewhere if name in rolled.words)
            yield from self._layout.put(self._n("elsewhere", names=names), 2)

    def _figure(self, one: Comparison) -> Iterator[str]:
        rolled, words = self._rolled, self._rolled.words[one.total.slug]
        told = f"{self._t(words.label)}: {computed(one, self._lang)}"
        if rolled.summary is not None:
            told += f" – {self._n('reported').lower()} {reported(one, self._lang)}: {self._t(STATUS[one.status])}"
            if one.status == "different" and one.reported is not None:
                told += f" ({self._n('difference').lower()} {difference(one, self._lang)}; {rolled.summary.file}:{one.reported.line})"
        mark = STATUS_MARKS[one.status] if rolled.summary is not None else "·"
        yield from self._layout.put(told, 2, mark)
        if one.status == "different":
            for hint in hints(one, self._lang):
                yield from self._layout.put(hint, 6, "→")
            yield from self._layout.put(f"{self._n('how')}: {self._t(words.how)}.", 6)
            yield from self._layout.put(f"{self._n('behind')}: {self._behind(one)}", 6)
        open_ = one.total.open
        if open_:
            names = "; ".join(f"{_name(who.name, who.code, who.files)} ({doubt(who, self._lang)})" for who in open_[:5])
            more = "; …" if len(open_) > 5 else ""
            yield from self._layout.put(f"{self._n('open_count', n=len(open_))}: {names}{more}", 6, "?")

    def _behind(self, one: Comparison) -> str:
        behind = sorted((who for who in one.total.behind if who.amount.low), key=lambda who: (-who.amount.low, who.code))
        told = [f"{_name(who.name, who.code, who.files)} {number(who.amount.low, self._lang)}" for who in behind[:MOST_BEHIND]]
        more = f"; … (+{len(behind) - MOST_BEHIND})" if len(behind) > MOST_BEHIND else ""
        return "; ".join(told) + more

    # -- the rest ----------------------------------------------------------------------------------------

    def changes(self) -> Iterator[str]:
        changes = self._rolled.changes
        if changes is None:
            return
        yield self._n("changes").upper()
        if changes.other_rules:
            yield from self._layout.put(self._n("other_rules"), 2, "!")
        if not (changes.units or changes.appeared or changes.gone or changes.figures):
            yield f"  {self._n('no_changes')}"
        for kind, old, new in changes.totals:
            if old != new:
                yield f"  {MARKS[kind]} {self._t(KIND_WORDS[kind])}: {number(old, self._lang)} → {number(new, self._lang)}"
        for name, pairs in (("appeared", changes.appeared), ("gone", changes.gone)):
            if pairs:
                yield from self._layout.put(f"{self._n(name)} ({len(pairs)}): {'; '.join(label or code for code, label in pairs)}", 2)
        for one in changes.units[:MOST_UNITS]:
            told = [*(f"+ {self._title(rule)}" for rule, _ in one.new), *(f"- {self._title(rule)}" for rule, _ in one.fixed)]
            counted = f"{self._n('new')} {len(one.new)}, {self._n('fixed')} {len(one.fixed)}, {self._n('remaining')} {one.remaining}"
            yield from self._layout.put(f"{one.name or one.code}: {counted}", 2)
            for line in told[:6]:
                yield from self._layout.put(line, 4)
        if len(changes.units) > MOST_UNITS:
            yield f"  {self._n('more_units', n=number(len(changes.units) - MOST_UNITS, self._lang))}"
        for slug, old, was_sure, new, is_sure in changes.figures:
            label = self._t(self._rolled.words[slug].label) if slug in self._rolled.words else slug
            yield from self._layout.put(f"{label}: {self._least(old, was_sure)} → {self._least(new, is_sure)}", 2)

    def _least(self, value: int, sure: bool) -> str:
        text = number(value, self._lang)
        return text if sure else self._n("at_least", n=text)

    def _title(self, rule: str) -> str:
        return self._t(self._rolled.titles.get(rule)) or rule

    def notes(self) -> Iterator[str]:
        rolled = self._rolled
        told = [self._t(note) for note in rolled.notes] + [repeat_words(one, self._lang) for one in rolled.repeats]
        for unit in rolled.units:
            problems = rolled.record_of(unit)["problems"] if unit.problems else []
            told += [f"{unit.file}:{one['line']}: {clean(str(one['message'][self._lang]))}" for one in problems[:3]]
        if told:
            yield self._n("notes").upper()
        for line in told[: MOST_UNITS * 2]:
            yield from self._layout.put(line, 2, "!")
        if len(told) > MOST_UNITS * 2:
            yield f"  {self._n('more', n=len(told) - MOST_UNITS * 2)}"

    def verdict(self) -> str:
        rolled = self._rolled
        opened = sum(1 for unit in rolled.units if unit.exit_code == OPEN)
        counts = ", ".join(f"{self._t(KIND_WORDS[kind])} {number(n, self._lang)}" for kind, n in rolled.counts.items() if kind in _TOLD)
        told = f"{self._t(gate_words(rolled))} – {number(len(rolled.units), self._lang)} {self._n('units')}"
        told += f" ({self._n('open')} {opened}, {self._n('shut')} {len(rolled.units) - opened}) – {counts}"
        if rolled.summary is not None:
            statuses = Counter(one.status for one in rolled.figures)
            shown = [f"{self._t(STATUS[name]).lower()} {statuses[name]}" for name in ("same", "different", "open") if statuses[name]]
            told += f" – {self._n('figure').lower()}: {', '.join(shown)}"
        return told


_TOLD = ("violated", "error", "missing", "satisfied")


def repeat_words(one: Repeat, lang: str) -> str:
    """A code that stands in several submissions."""
    why = "repeat_copies" if one.same_bytes else "repeat_clash" if one.overlapping else "repeat_periods"
    told = say("repeat", lang, code=clean(one.code), n=len(one.files), files=", ".join(map(clean, one.files)))
    return f"{told} ({say(why, lang)})"


def _name(name: str, code: str, files: Sequence[str]) -> str:
    return clean(name or code or files[0])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> Iterator[str]:
    """Columns as wide as what they hold; the first `left` aligned to the left, numbers to the right."""
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    for row in (heads, *rows):
        cells = [
            cell.ljust(width) if at < left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()
