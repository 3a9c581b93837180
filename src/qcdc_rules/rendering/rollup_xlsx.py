"""The roll-up as a spreadsheet: units by category, findings, figures with the units behind them, changes.

Text of files can never become a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

import xlsxwriter

from qcdc_rules.explaining.reasons import CATEGORIES, REGULATIONS
from qcdc_rules.rendering.report_words import NAMES
from qcdc_rules.rendering.rollup_figures import figure_views
from qcdc_rules.rendering.rollup_text import repeat_words
from qcdc_rules.rendering.rollup_words import gate_words, say
from qcdc_rules.rendering.shown import KIND_WORDS, KINDS, MARKS, tell
from qcdc_rules.rendering.verdict import OPEN
from qcdc_rules.rendering.xlsx import MOST_ROWS, harmless

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from qcdc_rules.rollup.rolled import RollUp
    from qcdc_rules.rollup.units import Unit

_FIXED = datetime(2000, 1, 1)
"""The same roll-up must give the same bytes, so the file has no time of its own."""
MOST_TARGETS = 30

Cell: TypeAlias = str | int | date | None


def rollup_xlsx(rolled: RollUp, lang: str) -> Iterator[bytes]:
    """One workbook."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": say("heading", lang), "created": _FIXED})
    writer = _Book(book, rolled, lang)
    writer.units()
    writer.figures()
    writer.behind()
    writer.common()
    writer.findings()
    writer.changes()
    writer.notes()
    book.close()
    yield buffer.getvalue()


class _Book:
    def __init__(self, book: xlsxwriter.Workbook, rolled: RollUp, lang: str) -> None:
        self._book = book
        self._rolled = rolled
        self._lang = lang
        base = {"valign": "top", "font_name": "Times New Roman", "font_size": 11}
        self._text = book.add_format({**base, "text_wrap": True})
        self._day = book.add_format({**base, "num_format": "dd/mm/yyyy", "align": "left"})
        self._head = book.add_format({**base, "bold": True, "text_wrap": True, "bg_color": "#E7E9ED", "border": 1})

    def _n(self, name: str) -> str:
        return say(name, self._lang)

    def units(self) -> None:
        """A row for each unit: the seven kinds in all, then violations and missing facts of each category."""
        lang = self._lang
        kinds = [f"{MARKS[kind]} {tell(KIND_WORDS[kind], lang)}" for kind in KINDS]
        days = [tell(NAMES[name], lang) for name in ("first_on", "last_on")]
        pairs = [f"{MARKS[kind]} {tell(words, lang)}" for words in CATEGORIES.values() for kind in ("violated", "missing")]
        heads = [self._n("code"), self._n("unit"), self._n("kind"), self._n("gate"), *days, *kinds, *pairs, self._n("file")]
        rows = [self._unit(unit) for unit in self._rolled.units]
        sums = [_sum(row[at] for row in rows) for at in range(6, 6 + len(KINDS) + len(pairs))]
        gate = tell(gate_words(self._rolled), lang)
        total: list[Cell] = ["", self._n("sum"), "", gate, None, None, *sums, ""]
        self._sheet(self._n("units").capitalize(), heads, [*rows, total], (12, 34, 22, 14, 12, 12, *[9] * (len(KINDS) + len(pairs)), 34))

    def _unit(self, unit: Unit) -> list[Cell]:
        lang = self._lang
        sums = [sum(numbers[at] for numbers in unit.counts.values()) for at in range(len(KINDS))]
        own = [unit.counts.get(name, (0,) * len(KINDS))[KINDS.index(kind)] for name in CATEGORIES for kind in ("violated", "missing")]
        gate = self._n("open" if unit.exit_code == OPEN else "shut") if unit.evaluated else self._n("unread")
        first, last = unit.period or (None, None)
        return [unit.code, unit.label, tell(REGULATIONS.get(unit.regulation), lang), gate, first, last, *sums, *own, unit.file]

    def figures(self) -> None:
        """Computed and reported, a row for each figure."""
        names = ("figure", "computed", "reported", "difference", "status", "lacking", "how", "reading")
        rows: list[list[Cell]] = []
        for one, view in zip(self._rolled.figures, figure_views(self._rolled, self._lang), strict=True):
            counted: Cell = view.computed if one.total.is_share else one.total.low
            told = one.reported.value if one.reported is not None else None
            stated: Cell = int(told) if told is not None and told.denominator == 1 and not one.total.is_share else view.reported
            more = "; ".join(part for part in (*view.hints, view.reading, view.where) if part)
            status = f"{view.mark} {view.status_words}".strip()
            rows.append([view.label, counted, stated, view.difference, status, view.open, view.how, more])
        self._sheet(_cut(self._n("figures")), [self._n(name) for name in names], rows, (44, 18, 14, 12, 22, 24, 44, 44))

    def behind(self) -> None:
        """What each unit contributes to each figure."""
        rows: list[list[Cell]] = []
        for one in self._rolled.figures:
            label = tell(self._rolled.words[one.total.slug].label, self._lang)
            rows += [
                [label, who.code, who.name, who.amount.low, "; ".join([who.why, *who.amount.lacking]).strip("; ")]
                for who in one.total.behind
            ]
        names = ("figure", "code", "unit", "computed", "lacking")
        self._sheet(_cut(self._n("behind")), [self._n(name) for name in names], rows, (44, 14, 40, 12, 44))

    def common(self) -> None:
        names = ("outcome", "rule", "unit_count", "result_count", "example", "rule_id")
        rows: list[list[Cell]] = [
            [self._kind(one.kind), tell(one.title, self._lang), len(one.units), one.results, tell(one.message, self._lang), one.rule]
            for one in self._rolled.common
        ]
        self._sheet(_cut(self._n("common")), [self._n(name) for name in names], rows, (18, 56, 10, 10, 56, 34))

    def findings(self) -> None:
        """Every finding of every unit, alike ones together; further sheets where one is full."""
        names = ("code", "unit", "outcome", "category", "rule", "message", "result_count", "target", "line", "rule_id")
        heads = [self._n(name) for name in names]
        rows: list[list[Cell]] = []
        sheets = 1
        for unit in self._rolled.units:
            for one in self._rolled.record_of(unit)["findings"]:
                if len(rows) == MOST_ROWS:
                    self._sheet(f"{self._n('details')} ({sheets})", heads, rows, _WIDTHS)
                    rows, sheets = [], sheets + 1
                targets = [str(key) for key in one["targets"] if key != "-"]
                shown = ", ".join(targets[:MOST_TARGETS]) + (", …" if len(targets) > MOST_TARGETS else "")
                title = tell(self._rolled.titles.get(one["rule"]), self._lang)
                category = tell(CATEGORIES.get(one["category"]), self._lang)
                message = str(one["message"][self._lang])
                rows.append([unit.code, unit.label, self._kind(one["kind"]), category, title, message, len(one["targets"]), shown,
                             int(one["line"]) or None, str(one["rule"])])  # fmt: skip
        self._sheet(self._n("details") if sheets == 1 else f"{self._n('details')} ({sheets})", heads, rows, _WIDTHS)

    def changes(self) -> None:
        changes = self._rolled.changes
        if changes is None:
            return
        rows: list[list[Cell]] = []
        for unit in changes.units:
            for name, pairs in (("new", unit.new), ("fixed", unit.fixed)):
                rows += [[unit.code, unit.name, self._n(name), self._kind(kind), self._title(rule), rule] for rule, kind in pairs]
        rows += [[code, name, self._n("appeared"), "", "", ""] for code, name in changes.appeared]
        rows += [[code, name, self._n("gone"), "", "", ""] for code, name in changes.gone]
        heads = [self._n("code"), self._n("unit"), self._n("changes"), self._n("outcome"), self._n("rule"), self._n("rule_id")]
        self._sheet(_cut(self._n("changes")), heads, rows, (14, 40, 18, 18, 56, 34))

    def notes(self) -> None:
        rolled, lang = self._rolled, self._lang
        told: list[list[Cell]] = [[tell(note, lang)] for note in rolled.notes]
        told += [[repeat_words(one, lang)] for one in rolled.repeats]
        for unit in rolled.units:
            problems = rolled.record_of(unit)["problems"] if unit.problems else []
            told += [[f"{unit.file}:{one['line']}: {one['message'][lang]}"] for one in problems]
        told.append([self._n("limits")])
        self._sheet(self._n("notes"), [self._n("notes")], told, (120,))

    # -- cells -------------------------------------------------------------------------------------------

    def _kind(self, kind: str) -> str:
        return f"{MARKS[kind]} {tell(KIND_WORDS[kind], self._lang)}"

    def _title(self, rule: str) -> str:
        return tell(self._rolled.titles.get(rule), self._lang) or rule

    def _sheet(self, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
        """One long table: heads that stay, filters, A4 pages that repeat the heads."""
        sheet = self._book.add_worksheet(_cut(name))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, harmless(head), self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                self._write(sheet, last, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, str) and cell:
            sheet.write_string(row, column, harmless(cell), self._text)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, self._text)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self._day)


_WIDTHS = (12, 30, 18, 18, 44, 52, 10, 34, 8, 34)


def _sum(cells: Iterable[Cell]) -> int:
    return sum(cell for cell in cells if isinstance(cell, int))


def _cut(name: str) -> str:
    """A sheet's name has at most 31 characters, and none of these."""
    return "".join(char for char in name if char not in "[]:*?/\\")[:31].strip(" '")
