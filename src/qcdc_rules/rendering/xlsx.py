"""The report as a spreadsheet: counts, what to do, and every result. Text of files can never become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple, TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qcdc_rules.explaining.reasons import CATEGORIES, REGULATIONS
from qcdc_rules.model.report import Finding, Report
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.report_words import NAMES, SEVERITIES
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.shown import (
    KIND_WORDS,
    KINDS,
    MARKS,
    kind_counts,
    kind_of,
    place_of,
    provisions,
    tell,
    waiver_words,
)
from qcdc_rules.rendering.todo import days_words, todo
from qcdc_rules.rendering.verdict import exit_code
from qcdc_rules.rendering.wording import gate_words

MOST_ROWS = 1_000_000
"""Rows of results on one sheet; a sheet holds 1,048,576, and what is beyond them would be lost in silence."""
LONGEST = 32_000
"""Characters in a cell: Excel refuses a file with more than 32,767."""
_FIXED = datetime(2000, 1, 1)
"""The same report must give the same bytes, so the file has no time of its own."""
_STARTS = "=+-@＝＋－＠"

Cell: TypeAlias = str | int | date | None


class Column(NamedTuple):
    name: str
    width: int


_TODO = (
    Column("unit", 24), Column("when", 22), Column("deadline", 12), Column("days", 16), Column("task", 60),
    Column("about", 48), Column("target", 40), Column("where", 28), Column("basis_of", 44),
)  # fmt: skip
_RESULTS = (
    Column("unit", 24), Column("outcome", 20), Column("category", 18), Column("rule", 48), Column("target", 36),
    Column("message", 60), Column("found", 44), Column("required", 44), Column("remedy", 44), Column("deadline", 12),
    Column("clause", 40), Column("severity", 10), Column("force", 14), Column("waiver", 24), Column("where", 28),
    Column("field", 32), Column("rule_id", 36), Column("target_key", 20), Column("fingerprint", 24),
)  # fmt: skip


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
        self._text = book.add_format(base)
        self._day = book.add_format({**base, "num_format": "dd/mm/yyyy", "align": "left"})
        self._title = book.add_format({**base, "bold": True, "font_size": 14, "text_wrap": False})
        head = {"bold": True, "bg_color": "#E7E9ED", "border": 1, "border_color": "#9AA1AB"}
        self._head = book.add_format({**base, **head})
        self._aside = book.add_format({**base, "italic": True, "text_wrap": False})
        self._kinds = {kind: book.add_format({**base, "font_color": colour}) for kind, colour in _COLOURS.items()}

    def _n(self, name: str) -> str:
        return tell(NAMES[name], self._run.lang)

    # -- sheets ----------------------------------------------------------------------------------------

    def counts(self, reports: Sequence[Report]) -> None:
        """One row for each report, then one for each category of each report."""
        sheet = self._sheet(self._n("overview"), "")
        sheet.write_string(0, 0, self._n("heading"), self._title)
        sheet.write_string(1, 0, self._n("limits"), self._aside)
        names = ["unit", "unit_code", "kind", "file", "period", "stated_on", "as_of", "rules", "gate"]
        heads = [self._n(name) for name in names] + [self._kind(kind) for kind in KINDS] + [self._n("sum")]
        self._heads(sheet, 3, heads, [30, 12, 22, 26, 24, 12, 12, 10, 40, *[11] * (len(KINDS) + 1)])
        row = 4
        for report in reports:
            self._row(sheet, row, [*self._about(report), *self._numbers(report.findings)])
            row += 1
        if not reports:
            self._row(sheet, row, [self._n("no_reports")])
        row += 2
        heads = [self._n("unit"), self._n("category")]
        for column, head in enumerate([*heads, *(self._kind(kind) for kind in KINDS), self._n("sum")]):
            sheet.write_string(row, column if column < 2 else column + 7, head, self._head)
        for report in reports:
            for category, words in CATEGORIES.items():
                row += 1
                chosen = [finding for finding in report.findings if finding.category == category]
                self._row(sheet, row, [_unit(report), tell(words, self._run.lang), *[None] * 7, *self._numbers(chosen)])
        sheet.freeze_panes(4, 1)

    def _about(self, report: Report) -> list[Cell]:
        lang = self._run.lang
        gate = gate_words((report,), exit_code(report, self._run.fail_on, self._run.min_severity))
        partial = f" – {self._n('partial')} ({', '.join(report.left_out)})" if report.left_out else ""
        period = " – ".join(f"{day:%d/%m/%Y}" for day in report.period) if report.period else ""
        return [
            _unit(report), report.unit_code, tell(REGULATIONS.get(report.regulation), lang), report.file, period,
            report.stated_on, report.as_of, f"{report.rules_selected} {self._n('of')} {report.rules_total}",
            tell(gate, lang) + partial,
        ]  # fmt: skip

    def _numbers(self, findings: Iterable[Finding]) -> list[Cell]:
        counts = kind_counts(findings)
        return [*counts.values(), sum(counts.values())]

    def todo(self, reports: Sequence[Report]) -> None:
        """What to do, by deadline."""
        sheet = self._listing(self._n("todo"), _TODO)
        lang, row = self._run.lang, 0
        for report in reports:
            plan = todo(report)
            for step in plan.steps:
                row += 1
                what = f"{tell(step.what, lang)} {tell(step.note, lang)}".strip()
                advice = f" ({self._n('advice')})" if step.advice else ""
                days = days_words(step, report.as_of)
                self._row(sheet, row, [
                    _unit(report), self._n(step.when), step.day, tell(days, lang), what,
                    f"{tell(step.about, lang)}{advice}", "; ".join(tell(case, lang) for case in step.cases),
                    _joined(place_of(place) for place in step.places),
                    _joined(f"{f.rule} [{f.target}]" for f in step.findings),
                ])  # fmt: skip
        sheet.autofilter(0, 0, max(row, 1), len(_TODO) - 1)

    def results(self, reports: Sequence[Report]) -> None:
        """Every result, a row each; further sheets where one is full."""
        rows = [(finding, report) for report in reports for finding in report.findings]
        for start in range(0, max(len(rows), 1), MOST_ROWS):
            number = f" ({start // MOST_ROWS + 1})" if start else ""
            sheet = self._listing(f"{self._n('counts')}{number}", _RESULTS)
            chosen = rows[start : start + MOST_ROWS]
            for row, (finding, report) in enumerate(chosen, 1):
                self._row(sheet, row, self._result(finding, report), self._kinds[kind_of(finding)])
            sheet.autofilter(0, 0, max(len(chosen), 1), len(_RESULTS) - 1)

    def _result(self, finding: Finding, report: Report) -> list[Cell]:
        lang = self._run.lang
        severity = SEVERITIES[finding.severity]
        return [
            _unit(report), self._kind(kind_of(finding)), tell(CATEGORIES.get(finding.category), lang),
            tell(finding.title, lang), tell(finding.target_label, lang), tell(finding.message, lang),
            tell(finding.found, lang), tell(finding.required, lang), tell(finding.remedy, lang), finding.deadline,
            "; ".join(provisions([finding], lang)), tell(severity, lang),
            self._n("must" if finding.force == "must" else "advice"), tell(waiver_words(finding), lang),
            place_of(finding.location), finding.location.path, finding.rule, finding.target, finding.fingerprint,
        ]  # fmt: skip

    # -- cells -----------------------------------------------------------------------------------------

    def _kind(self, kind: str) -> str:
        return f"{MARKS[kind]} {tell(KIND_WORDS[kind], self._run.lang)}"

    def _sheet(self, name: str, repeat: str) -> Worksheet:
        sheet = self._book.add_worksheet(_sheet_name(name))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        sheet.set_footer("&L&A&R&P / &N")
        if repeat:
            sheet.repeat_rows(0)
        return sheet

    def _listing(self, name: str, columns: Sequence[Column]) -> Worksheet:
        sheet = self._sheet(name, "heads")
        self._heads(sheet, 0, [self._n(column.name) for column in columns], [column.width for column in columns])
        sheet.freeze_panes(1, 0)
        return sheet

    def _heads(self, sheet: Worksheet, row: int, heads: Sequence[str], widths: Sequence[int]) -> None:
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(row, column, head, self._head)

    def _row(self, sheet: Worksheet, row: int, cells: Sequence[Cell], second: Format | None = None) -> None:
        for column, cell in enumerate(cells):
            style = second if second is not None and column == 1 else self._text
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(row, column, harmless(cell), style)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell, style)
            elif cell is not None:
                sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self._day)


_COLOURS = {
    "violated": "#9B1C1C",
    "error": "#9B1C1C",
    "missing": "#7A4B00",
    "running": "#1D4E89",
    "law_open": "#5B2A86",
    "satisfied": "#14612F",
    "not_applicable": "#5A6169",
}


def _unit(report: Report) -> str:
    return report.unit_name or report.file


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(clean(part) for part in parts))


def _sheet_name(name: str) -> str:
    """A sheet's name has at most 31 characters, and none of these."""
    return "".join(char for char in name if char not in "[]:*?/\\")[:31].strip(" '")
