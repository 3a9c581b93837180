"""The report as a spreadsheet: counts, what to do, and every result. Text of files can never become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple, TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qcdc_rules.explaining.bodies import bodies_words
from qcdc_rules.explaining.reasons import CATEGORIES, REGULATIONS
from qcdc_rules.model.report import Finding, Report
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.partial import left_out_words
from qcdc_rules.rendering.report_words import NAMES, SEVERITIES
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.shown import (
    KIND_WORDS,
    KINDS,
    MARKS,
    gate_of,
    identity,
    kind_counts,
    kind_of,
    place_of,
    provisions,
    standing_of,
    tell,
    waiver_words,
)
from qcdc_rules.rendering.todo import days_words, todo
from qcdc_rules.rendering.wording import gate_words, since_words

MOST_ROWS = 1_000_000
"""Rows of results on one sheet; a sheet holds 1,048,576, and what is beyond them would be lost in silence."""
LINE, MOST_LINES = 15.0, 26
"""Points of a line, and lines that a row shows: not every program fits rows to their text by itself."""
LONGEST = 32_000
"""Characters in a cell: Excel refuses a file with more than 32,767."""
_FIXED = datetime(2000, 1, 1)
"""The same report must give the same bytes, so the file has no time of its own."""
_STARTS = "=+-@＝＋－＠"

Cell: TypeAlias = str | int | date | None


class Column(NamedTuple):
    name: str
    width: int
    wrap: bool = True


_STEPS = (
    Column("unit", 18), Column("when", 18), Column("deadline", 12), Column("days", 14), Column("task", 48),
    Column("about", 36), Column("target", 28), Column("where", 16), Column("basis_of", 44, False),
)  # fmt: skip
_RESULTS = (
    Column("unit", 20), Column("outcome", 16), Column("category", 15), Column("rule", 36), Column("target", 26),
    Column("message", 44), Column("remedy", 32), Column("deadline", 12), Column("clause", 28),
    Column("duty_of", 26), Column("waiver", 24, False), Column("baseline", 18), Column("found", 44, False), Column("required", 44, False),
    Column("severity", 10), Column("force", 14), Column("where", 30, False), Column("field", 32, False),
    Column("rule_id", 36, False), Column("target_key", 20, False), Column("fingerprint", 24, False),
)  # fmt: skip
_FIXED_COLUMNS = (
    Column("unit", 20), Column("rule", 50), Column("target", 36), Column("why", 30), Column("rule_id", 36, False),
    Column("target_key", 20, False), Column("fingerprint", 24, False),
)  # fmt: skip
_PRINTED = {"todo": 8, "results": 9, "fixed": 4}
"""The columns that go on paper (A4, lying); the rest is for filters and programs."""
_COUNTS = (30, 34, *[12] * (len(KINDS) + 1), 30)


def render_xlsx(reports: Sequence[Report], run: Run) -> bytes:
    """One workbook for all reports of a run."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": tell(NAMES["heading"], run.lang), "created": _FIXED})
    writer = _Book(book, run)
    writer.counts(reports)
    writer.todo(reports)
    writer.results(reports)
    writer.fixed(reports)
    book.close()
    return buffer.getvalue()


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, also after it was saved as CSV."""
    shown = clean(text)[:LONGEST]
    start = shown.lstrip()
    return f"'{shown}" if len(start) > 1 and start[0] in _STARTS else shown


class _Book:
    def __init__(self, book: xlsxwriter.Workbook, run: Run) -> None:
        self._book = book
        self._run = run
        base = {"valign": "top", "text_wrap": True, "font_name": "Times New Roman", "font_size": 11}
        ruled = {**base, "bottom": 4, "bottom_color": "#9AA1AB"}
        self._text = book.add_format(ruled)
        self._long = book.add_format({**ruled, "text_wrap": False})
        self._day = book.add_format({**ruled, "num_format": "dd/mm/yyyy", "align": "left"})
        self._title = book.add_format({**base, "bold": True, "font_size": 14, "text_wrap": False})
        head = {"bold": True, "bg_color": "#E7E9ED", "border": 1, "border_color": "#9AA1AB"}
        self._head = book.add_format({**base, **head})
        self._aside = book.add_format({**base, "italic": True, "text_wrap": False})
        self._kinds = {kind: book.add_format({**ruled, "font_color": colour}) for kind, colour in _COLOURS.items()}

    def _n(self, name: str) -> str:
        return tell(NAMES[name], self._run.lang)

    # -- sheets ----------------------------------------------------------------------------------------

    def counts(self, reports: Sequence[Report]) -> None:
        """One row for each report, then one for each category of each report, then what the reports are."""
        sheet = self._sheet(self._n("overview"))
        for column, width in enumerate(_COUNTS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, self._n("heading"), self._title)
        sheet.write_string(1, 0, self._n("limits"), self._aside)
        kinds = [*(self._kind(kind) for kind in KINDS), self._n("sum")]
        row = self._table(sheet, 3, [self._n("unit"), self._n("gate"), *kinds], [
            *([_unit(report), self._gate(report, len(reports) == 1), *_numbers(report.findings)] for report in reports),
            *self._all(reports),
        ])  # fmt: skip
        row = self._table(sheet, row + 1, [self._n("unit"), self._n("category"), *kinds], [
            [_unit(report), tell(words, self._run.lang), *_numbers(f for f in report.findings if f.category == name)]
            for report in reports
            for name, words in CATEGORIES.items()
        ])  # fmt: skip
        names = ("unit", "file", "unit_code", "kind", "first_on", "last_on", "stated_on", "as_of", "rules", "complete", "since")
        heads = [self._n(name) for name in names]
        self._table(sheet, row + 1, heads, [self._about(report) for report in reports])

    def _gate(self, report: Report, alone: bool) -> str:
        return tell(gate_of(report, self._run, alone)[1], self._run.lang)

    def _all(self, reports: Sequence[Report]) -> list[list[Cell]]:
        """The verdict of the run, unless one report speaks for it."""
        if len(reports) == 1:
            return []
        gate = tell(gate_words(tuple(reports), self._run.code), self._run.lang)
        return [[self._n("sum"), gate, *_numbers(finding for report in reports for finding in report.findings)]]

    def _about(self, report: Report) -> list[Cell]:
        kind = tell(REGULATIONS.get(report.regulation), self._run.lang)
        partial = f"{self._n('partial')}: {left_out_words(report.left_out, self._run.lang)}" if report.left_out else self._n("whole")
        rules = f"{report.rules_selected} {self._n('of')} {report.rules_total}"
        return [
            _unit(report), report.file, report.unit_code, kind, *(report.period or (None, None)),
            report.stated_on, report.as_of, rules, partial, tell(since_words(report), self._run.lang),
        ]  # fmt: skip

    def todo(self, reports: Sequence[Report]) -> None:
        """What to do, by deadline."""
        lang = self._run.lang
        rows: list[list[Cell]] = []
        for report in reports:
            for step in todo(report).steps:
                what = f"{tell(step.what, lang)} {tell(step.note, lang)}".strip()
                advice = f" ({self._n('advice')})" if step.advice else ""
                lines = _joined(str(place.line) for place in step.places if place.line)
                rows.append([
                    _unit(report), self._n(step.when), step.day, tell(days_words(step, report.as_of), lang), what,
                    f"{tell(step.about, lang)}{advice}", "; ".join(tell(case, lang) for case in step.cases),
                    f"{self._n('line')} {lines}" if lines else "",
                    _joined(identity(finding) for finding in step.findings),
                ])  # fmt: skip
        self._listing(self._n("task"), _STEPS, rows, _PRINTED["todo"])

    def results(self, reports: Sequence[Report]) -> None:
        """Every result, a row each, worst first; further sheets where one is full."""
        found = [(finding, report) for report in reports for finding in report.findings]
        found.sort(key=lambda pair: KINDS.index(kind_of(pair[0])))
        for start in range(0, max(len(found), 1), MOST_ROWS):
            number = f" ({start // MOST_ROWS + 1})" if start else ""
            chosen = found[start : start + MOST_ROWS]
            rows = [self._result(finding, report) for finding, report in chosen]
            seconds = [self._kinds[kind_of(finding)] for finding, _ in chosen]
            self._listing(f"{self._n('counts')}{number}", _RESULTS, rows, _PRINTED["results"], seconds)

    def fixed(self, reports: Sequence[Report]) -> None:
        """What an earlier report found and this one does not; no sheet where none was given."""
        if all(report.fixed is None for report in reports):
            return
        rows: list[Sequence[Cell]] = [
            [
                _unit(report), tell(one.title, self._run.lang), tell(one.target_label, self._run.lang),
                self._n("by_law" if one.by_law else "put_right"), one.rule, one.target, one.fingerprint,
            ]
            for report in reports
            for one in report.fixed or ()
        ]  # fmt: skip
        self._listing(self._n("put_right").capitalize(), _FIXED_COLUMNS, rows, _PRINTED["fixed"])

    def _result(self, finding: Finding, report: Report) -> list[Cell]:
        lang = self._run.lang
        return [
            _unit(report), self._kind(kind_of(finding)), tell(CATEGORIES.get(finding.category), lang),
            tell(finding.title, lang), tell(finding.target_label, lang), tell(finding.message, lang),
            tell(finding.remedy, lang), finding.deadline, "; ".join(provisions([finding], lang)),
            tell(bodies_words(finding.duty_of), lang), tell(waiver_words(finding), lang), standing_of(finding, lang),
            tell(finding.found, lang), tell(finding.required, lang),
            tell(SEVERITIES[finding.severity], lang), self._n("must" if finding.force == "must" else "advice"),
            place_of(finding.location), finding.location.path, finding.rule, finding.target, finding.fingerprint,
        ]  # fmt: skip

    # -- cells -----------------------------------------------------------------------------------------

    def _kind(self, kind: str) -> str:
        return f"{MARKS[kind]} {tell(KIND_WORDS[kind], self._run.lang)}"

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(_sheet_name(name))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def _table(self, sheet: Worksheet, row: int, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> int:
        """A small table of the overview; gives the row after it."""
        columns = [Column("", width) for width in _COUNTS[: len(heads)]]
        self._row(sheet, row, heads, columns, every=self._head)
        for cells in rows:
            row += 1
            self._row(sheet, row, cells, columns)
        if not rows:
            row += 1
            sheet.write_string(row, 0, self._n("no_reports"), self._aside)
        return row + 1

    def _listing(
        self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], printed: int,
        seconds: Sequence[Format] = (),
    ) -> None:  # fmt: skip
        """A sheet that is one long table: heads that stay, filters, and A4 pages that repeat the heads."""
        sheet = self._sheet(name)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        self._row(sheet, 0, [self._n(column.name) for column in columns], columns, every=self._head)
        for number, cells in enumerate(rows, 1):
            self._row(sheet, number, cells, columns, second=seconds[number - 1] if seconds else None)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.print_area(0, 0, max(len(rows), 1), printed - 1)

    def _row(
        self, sheet: Worksheet, row: int, cells: Sequence[Cell], columns: Sequence[Column],
        second: Format | None = None, every: Format | None = None,
    ) -> None:  # fmt: skip
        lines = 1
        for number, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            style = every or (self._text if column.wrap else self._long)
            if second is not None and number == 1:
                style = second
            if cell is None or cell == "":
                sheet.write_blank(row, number, None, style)
            elif isinstance(cell, str):
                sheet.write_string(row, number, harmless(cell), style)
                if column.wrap:
                    lines = max(lines, -(-len(cell) * 8 // (column.width * 9)))
            elif isinstance(cell, int):
                sheet.write_number(row, number, cell, style)
            else:
                sheet.write_datetime(row, number, datetime(cell.year, cell.month, cell.day), self._day)
        sheet.set_row(row, min(lines, MOST_LINES) * LINE)


_COLOURS = {
    "violated": "#9B1C1C",
    "error": "#9B1C1C",
    "missing": "#7A4B00",
    "running": "#1D4E89",
    "law_open": "#5B2A86",
    "satisfied": "#14612F",
    "not_applicable": "#5A6169",
}


def _numbers(findings: Iterable[Finding]) -> list[Cell]:
    counts = kind_counts(findings)
    return [*counts.values(), sum(counts.values())]


def _unit(report: Report) -> str:
    return report.unit_name or report.file


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(clean(part) for part in parts))


def _sheet_name(name: str) -> str:
    """A sheet's name has at most 31 characters, and none of these."""
    return "".join(char for char in name if char not in "[]:*?/\\")[:31].strip(" '")
