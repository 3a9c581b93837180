"""From a roll-up to the parts of its HTML page: plain text in one language; the templates only lay it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from qcdc_rules.explaining.reasons import CATEGORIES, REGULATIONS
from qcdc_rules.explaining.values import day_words
from qcdc_rules.rendering.report_words import NAMES
from qcdc_rules.rendering.rollup_figures import figure_views
from qcdc_rules.rendering.rollup_text import repeat_words
from qcdc_rules.rendering.rollup_words import TEXTS, cell_of, cell_signs, cell_text, gate_words, number, period_of, say
from qcdc_rules.rendering.shown import KIND_WORDS, KINDS, MARKS, tell
from qcdc_rules.rendering.verdict import OPEN

if TYPE_CHECKING:
    from qcdc_rules.rollup.rolled import Common, RollUp
    from qcdc_rules.rollup.units import Unit

MOST_LINES, MOST_TARGETS, MOST_UNITS, MOST_COMMON, MOST_NOTES = 60, 8, 40, 15, 200
_DEEP = (1, 2, 5)
"""From how many violations a cell of the heat map is of the first, second and third depth."""


class CellView(NamedTuple):
    kind: str
    depth: int
    text: str
    spoken: str
    anchor: str


class RowView(NamedTuple):
    anchor: str
    code: str
    name: str
    open: bool
    gate: str
    cells: tuple[CellView, ...]


class GroupView(NamedTuple):
    name: str
    rows: tuple[RowView, ...]


class BarView(NamedTuple):
    name: str
    numbers: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    """Kind and width in per cent, of what applies."""


class CommonView(NamedTuple):
    kind: str
    title: str
    rule: str
    units: str
    results: str
    example: str
    links: tuple[tuple[str, str], ...]
    more: str


class LineView(NamedTuple):
    kind: str
    title: str
    rule: str
    message: str
    many: str
    targets: str
    line: str
    waived: bool


class UnitView(NamedTuple):
    """One unit with its findings, made when the page comes to it."""

    anchor: str
    name: str
    open: bool
    gate: str
    about: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    parts: tuple[tuple[str, str, tuple[LineView, ...]], ...]
    """Anchor and name of a category, and its findings."""
    more: str


class ChangeView(NamedTuple):
    name: str
    told: str
    new: tuple[str, ...]
    fixed: tuple[str, ...]


class ChangesView(NamedTuple):
    """What changed since the previous roll-up."""

    other_rules: bool
    totals: tuple[tuple[str, str, str, str, str], ...]
    lists: tuple[tuple[str, str], ...]
    units: tuple[ChangeView, ...]
    more: str
    figures: tuple[tuple[str, str, str], ...]


def views_of(rolled: RollUp, lang: str) -> dict[str, Any]:
    """Everything that the template prints; units come one at a time."""
    return _Viewer(rolled, lang).views()


class _Viewer:
    def __init__(self, rolled: RollUp, lang: str) -> None:
        self._rolled = rolled
        self._lang = lang
        self._anchors = {unit.file: f"u{at}" for at, unit in enumerate(rolled.units, 1)}
        self._names = {unit.file: unit.label for unit in rolled.units}

    def views(self) -> dict[str, Any]:
        rolled, lang = self._rolled, self._lang
        counts = rolled.counts
        common = [(say(name, lang), self._common(kind)) for name, kind in _COMMON]
        return {
            "lang": lang,
            "t": {name: words.say(lang) for name, words in TEXTS.items()} | {"open_details": tell(NAMES["open_details"], lang)},
            "marks": MARKS,
            "kinds": KINDS,
            "kind_names": {kind: tell(words, lang) for kind, words in KIND_WORDS.items()},
            "unit_count": number(len(rolled.units), lang),
            "about": tuple(self._about()),
            "gate": tell(gate_words(rolled), lang),
            "open": rolled.code == OPEN,
            "counts": tuple((kind, number(n, lang)) for kind, n in counts.items()),
            "bars": tuple(self._bars()),
            "categories": tuple(tell(words, lang) for words in CATEGORIES.values()),
            "groups": tuple(self._groups()),
            "common": tuple((title, views) for title, views in common if views),
            "figures": figure_views(rolled, lang),
            "elsewhere": self._elsewhere(),
            "summary": rolled.summary is not None,
            "changes": self._changes(),
            "notes": tuple(self._notes()),
            "units": (self._unit(unit) for unit in rolled.units),
        }

    def _about(self) -> Iterator[tuple[str, str]]:
        rolled, lang = self._rolled, self._lang
        for name, words in REGULATIONS.items():
            found = sum(1 for unit in rolled.units if unit.evaluated and unit.regulation == name)
            if found:
                yield tell(words, lang), number(found, lang)
        unread = sum(1 for unit in rolled.units if not unit.evaluated)
        if unread:
            yield say("unread", lang), number(unread, lang)
        yield say("as_of", lang), tell(day_words(rolled.as_of), lang) if rolled.as_of is not None else say("as_of_own", lang)
        yield say("rules", lang), rolled.ruleset

    def _bars(self) -> Iterator[BarView]:
        for name, words in CATEGORIES.items():
            sums = [sum(unit.counts[name][at] for unit in self._rolled.units if name in unit.counts) for at in range(len(KINDS))]
            applies = sum(sums) - sums[KINDS.index("not_applicable")]
            parts = [
                (kind, f"{100 * one / applies:.2f}")
                for kind, one in zip(KINDS, sums, strict=True)
                if one and kind != "not_applicable"
            ]
            yield BarView(tell(words, self._lang), tuple(number(one, self._lang) for one in sums), tuple(parts))

    # -- the heat map -----------------------------------------------------------------------------------------

    def _groups(self) -> Iterator[GroupView]:
        for name, words in (*REGULATIONS.items(), ("", TEXTS["unread"])):
            rows = tuple(self._row(unit) for unit in self._rolled.units if unit.regulation == name)
            if rows:
                yield GroupView(tell(words, self._lang), rows)

    def _row(self, unit: Unit) -> RowView:
        anchor = self._anchors[unit.file]
        cells = (self._cell(unit, name, anchor) for name in CATEGORIES)
        return RowView(anchor, unit.code, unit.label, unit.exit_code == OPEN, self._gate(unit), tuple(cells))

    def _gate(self, unit: Unit) -> str:
        if not unit.evaluated:
            return say("unread", self._lang)
        return say("open" if unit.exit_code == OPEN else "shut", self._lang)

    def _cell(self, unit: Unit, category: str, anchor: str) -> CellView:
        numbers = unit.counts.get(category)
        signs = cell_signs(numbers)
        violated = sum(n for kind, n in signs if kind in ("violated", "error"))
        depth = sum(1 for least in _DEEP if violated >= least)
        spoken = ", ".join(f"{n} {tell(KIND_WORDS[kind], self._lang)}" for kind, n in signs)
        return CellView(cell_of(numbers), depth, cell_text(numbers), spoken, f"{anchor}-{category}" if signs else "")

    # -- the commonest findings --------------------------------------------------------------------------------

    def _common(self, kind: str) -> tuple[CommonView, ...]:
        return tuple(self._common_one(one) for one in [one for one in self._rolled.common if one.kind == kind][:MOST_COMMON])

    def _common_one(self, one: Common) -> CommonView:
        lang, chosen = self._lang, one.units[:MOST_UNITS]
        more = f"(+{len(one.units) - len(chosen)})" if len(one.units) > len(chosen) else ""
        return CommonView(
            one.kind, tell(one.title, lang), one.rule, number(len(one.units), lang), number(one.results, lang),
            tell(one.message, lang), tuple((self._anchors[file], self._names[file]) for file in chosen), more,
        )  # fmt: skip

    # -- unit by unit -----------------------------------------------------------------------------------------

    def _unit(self, unit: Unit) -> UnitView:
        lang, record = self._lang, self._rolled.record_of(unit)
        anchor = self._anchors[unit.file]
        about = [("code", unit.code), ("period", period_of(unit, lang)), ("file", unit.file)]
        problems = [f"{say('line', lang)} {one['line']}: {one['message'][lang]}" for one in record["problems"]]
        findings = record["findings"][:MOST_LINES]
        left = len(record["findings"]) - len(findings)
        parts = (
            (f"{anchor}-{name}", tell(words, lang), tuple(self._line(one) for one in findings if one["category"] == name))
            for name, words in CATEGORIES.items()
        )
        return UnitView(
            anchor, unit.label, unit.exit_code == OPEN, self._gate(unit),
            tuple((say(name, lang), text) for name, text in about if text), tuple(problems),
            tuple(part for part in parts if part[2]), say("more", lang, n=left) if left else "",
        )  # fmt: skip

    def _line(self, one: dict[str, Any]) -> LineView:
        lang, targets = self._lang, [key for key in one["targets"] if key != "-"]
        shown = ", ".join(targets[:MOST_TARGETS]) + (", …" if len(targets) > MOST_TARGETS else "")
        many = say("cases", lang, n=number(len(one["targets"]), lang)) if len(one["targets"]) > 1 else ""
        title = tell(self._rolled.titles.get(one["rule"]), lang) or one["rule"]
        line = f"{say('line', lang)} {one['line']}" if one["line"] else ""
        return LineView(one["kind"], title, one["rule"], one["message"][lang], many, shown, line, one["waived"])

    # -- the rest -----------------------------------------------------------------------------------------

    def _elsewhere(self) -> str:
        summary = self._rolled.summary
        if summary is None or not summary.elsewhere:
            return ""
        words = self._rolled.words
        names = "; ".join(tell(words[name].label, self._lang) for name, _ in summary.elsewhere if name in words)
        return say("elsewhere", self._lang, names=names)

    def _changes(self) -> ChangesView | None:
        changes, lang = self._rolled.changes, self._lang
        if changes is None:
            return None
        lists = [("appeared", changes.appeared), ("gone", changes.gone)]
        shown = changes.units[:MOST_UNITS]
        left = len(changes.units) - len(shown)
        return ChangesView(
            other_rules=changes.other_rules,
            totals=tuple(
                (kind, tell(KIND_WORDS[kind], lang), number(old, lang), number(new, lang), _signed(new - old, lang))
                for kind, old, new in changes.totals
            ),
            lists=tuple(
                (f"{say(name, lang)} ({len(pairs)})", "; ".join(label or code for code, label in pairs))
                for name, pairs in lists
                if pairs
            ),
            units=tuple(
                ChangeView(
                    one.name or one.code,
                    f"{say('new', lang)} {len(one.new)}, {say('fixed', lang)} {len(one.fixed)}, {say('remaining', lang)} {one.remaining}",
                    tuple(f"{MARKS[kind]} {self._title(rule)}" for rule, kind in one.new),
                    tuple(self._title(rule) for rule, _ in one.fixed),
                )
                for one in shown
            ),
            more=say("more_units", lang, n=left) if left else "",
            figures=tuple(
                (tell(self._rolled.words[slug].label, lang), self._least(old, was), self._least(new, now))
                for slug, old, was, new, now in changes.figures
                if slug in self._rolled.words
            ),
        )

    def _title(self, rule: str) -> str:
        return tell(self._rolled.titles.get(rule), self._lang) or rule

    def _least(self, value: int, sure: bool) -> str:
        text = number(value, self._lang)
        return text if sure else say("at_least", self._lang, n=text)

    def _notes(self) -> Iterator[str]:
        rolled = self._rolled
        told = [tell(note, self._lang) for note in rolled.notes[:MOST_NOTES]]
        told += [repeat_words(one, self._lang) for one in rolled.repeats[:MOST_NOTES]]
        if rolled.persons_shown:
            told.append(say("persons_shown", self._lang))
        yield from told


_COMMON = (("common", "violated"), ("common_missing", "missing"), ("common_judge", "law_open"))


def _signed(value: int, lang: str) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{number(abs(value), lang)}"


