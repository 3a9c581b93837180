"""The report as text, for people: by category, worst first; unknowns folded by the field that is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qcdc_rules.explaining.reasons import CATEGORIES, CHECKED, CLASSES, FIDELITY, OUTCOMES, REGULATIONS
from qcdc_rules.explaining.values import day_words
from qcdc_rules.model.report import Finding, Location, Report
from qcdc_rules.rendering.style import Style
from qcdc_rules.rendering.verdict import exit_code
from qcdc_rules.source import Problem, Words


class TextOptions(NamedTuple):
    """How to print: language, colours, how much, and the gate that the verdict line speaks of."""

    lang: str = "vi"
    style: Style = Style(False)
    verbosity: int = 0
    """-1 only the verdict, 0 findings, 1 also what was satisfied, 2 also what does not apply."""
    explain: bool = False
    fail_on: str = "missing"
    min_severity: str = "warning"


_L = {
    "unit": ("Đơn vị", "Unit"),
    "period": ("Kỳ báo cáo", "Period"),
    "stated": ("ngày báo cáo", "stated on"),
    "rules": ("Quy tắc", "Rules"),
    "problems": ("Lỗi và lưu ý của tệp", "Problems of the file"),
    "where": ("Tại", "At"),
    "absent": ("thêm vào đây", "add it here"),
    "found": ("Thực tế", "Found"),
    "required": ("Yêu cầu", "Required"),
    "clause": ("Căn cứ", "Provision"),
    "see": ("Xem thêm", "See"),
    "remedy": ("Cách làm", "What to do"),
    "note": ("Lưu ý", "Note"),
    "reading": ("Cách hiểu", "Our reading"),
    "sanction": ("Chế tài", "Sanction"),
    "facts": ("Dữ kiện", "Facts"),
    "by": ("trách nhiệm", "duty of"),
    "missing": ("THIẾU SỐ LIỆU: cần khai thêm", "FACTS MISSING: to be stated"),
    "running": ("CHƯA ĐẾN HẠN", "NOT YET DUE"),
    "law_open": ("CẦN NGƯỜI CÓ THẨM QUYỀN XEM XÉT", "FOR A COMPETENT PERSON TO JUDGE"),
    "satisfied": ("ĐẠT", "SATISFIED"),
    "not_applicable": ("KHÔNG ÁP DỤNG", "NOT APPLICABLE"),
    "error": ("LỖI PHẦN MỀM", "INTERNAL ERRORS"),
    "violated": ("VI PHẠM", "VIOLATED"),
    "unreadable": ("Không đọc được tệp nên không xét được quy tắc nào.", "The file could not be read, so no rule was checked."),
    "rests": ("quy tắc", "rules"),
}
_GATE = {
    0: ("CỔNG MỞ: không có vi phạm, không thiếu số liệu", "GATE OPEN: nothing violated, nothing missing"),
    1: ("CỔNG ĐÓNG: có vi phạm", "GATE SHUT: something is violated"),
    3: ("CỔNG ĐÓNG: tệp báo cáo có lỗi", "GATE SHUT: the submission has errors"),
    4: ("CỔNG ĐÓNG: tệp quy tắc có lỗi", "GATE SHUT: a rule file has errors"),
    5: ("CỔNG ĐÓNG: chưa kết luận được", "GATE SHUT: undecided"),
    70: ("CỔNG ĐÓNG: lỗi phần mềm", "GATE SHUT: internal fault"),
}


def render_text(reports: Sequence[Report], options: TextOptions) -> str:
    """All reports of a run, one after the other."""
    return "\n".join("\n".join(_Printer(report, options).lines()) + "\n" for report in reports)


class _Printer:
    def __init__(self, report: Report, options: TextOptions) -> None:
        self._report = report
        self._o = options
        self._s = options.style

    def _say(self, words: Words | None) -> str:
        return words.say(self._o.lang) if words is not None else ""

    def _l(self, name: str) -> str:
        return _L[name][0 if self._o.lang == "vi" else 1]

    def lines(self) -> Iterator[str]:
        if self._o.verbosity >= 0:
            yield from self._header()
            yield from self._problems()
            yield from self._sections()
        yield self._verdict()

    # -- head and foot -------------------------------------------------------------------------------

    def _header(self) -> Iterator[str]:
        report = self._report
        yield self._s.bold(report.file)
        if not report.evaluated or report.period is None or report.stated_on is None:
            yield f"  {self._l('unreadable')}"
            return
        kind = REGULATIONS.get(report.regulation)
        yield f"  {self._l('unit')}: {report.unit_name} ({report.unit_code}) – {self._say(kind)}"
        first, last, stated = (self._say(day_words(day)) for day in (*report.period, report.stated_on))
        yield f"  {self._l('period')}: {first} – {last}, {self._l('stated')} {stated}"
        yield f"  {self._l('rules')}: {report.rules_selected}/{report.rules_total}"
        for banner in report.banners:
            yield self._s.dim(f"  ! {self._say(banner)}")

    def _verdict(self) -> str:
        report = self._report
        code = exit_code(report, self._o.fail_on, self._o.min_severity)
        gate = _GATE[code][0 if self._o.lang == "vi" else 1]
        counts = ", ".join(f"{self._say(OUTCOMES[name])} {number}" for name, number in report.counts.items())
        day = self._say(day_words(report.as_of)) if report.as_of else "–"
        partial = ""
        if not report.complete:
            partial = " – KIỂM TRA MỘT PHẦN" if self._o.lang == "vi" else " – PARTIAL CHECK"
            partial += f" ({', '.join(report.left_out)})"
        line = f"{gate} – {counts} – {report.rules_selected} {self._l('rests')} – {day}{partial}"
        return self._s.good(line) if code == 0 else self._s.bad(line)

    def _problems(self) -> Iterator[str]:
        if not self._report.problems:
            return
        yield ""
        yield self._s.bold(f"{self._l('problems')} ({len(self._report.problems)})")
        for problem in self._report.problems:
            yield from self._problem(problem)

    def _problem(self, problem: Problem) -> Iterator[str]:
        mark = self._s.bad("✗") if problem.severity == "error" else self._s.warn("!")
        yield f"  {mark} {problem.file}:{problem.line}:{problem.column}: {problem.words.say(self._o.lang)}"
        end = problem.end_column if problem.end_line == problem.line else 0
        yield from self._excerpt(problem.line, problem.column, end)

    def _excerpt(self, line: int, column: int, end: int) -> Iterator[str]:
        if not 1 <= line <= len(self._report.lines):
            return
        text = self._report.lines[line - 1].rstrip()
        start = max(column - 1, 0)
        shift = max(start - 60, 0)
        shown = text[shift : shift + 100]
        width = max(min((end or column + 1) - column, len(shown) - (start - shift)), 1)
        yield self._s.dim(f"      {line:>4} │ {'…' if shift else ''}{shown}{'…' if len(text) > shift + 100 else ''}")
        yield self._s.dim(f"           │ {' ' * (start - shift + (1 if shift else 0))}{'^' * width}")

    # -- sections ------------------------------------------------------------------------------------

    def _sections(self) -> Iterator[str]:
        findings = self._report.findings
        yield from self._full("error", [f for f in findings if f.outcome == "error"])
        yield from self._by_category([f for f in findings if f.outcome == "violated"])
        yield from self._missing([f for f in findings if f.unknown_class == "missing"])
        yield from self._brief("running", [f for f in findings if f.unknown_class == "running"])
        yield from self._full("law_open", [f for f in findings if f.unknown_class == "law_open"])
        if self._o.verbosity >= 1:
            yield from self._satisfied([f for f in findings if f.outcome == "satisfied"])
        if self._o.verbosity >= 2:
            yield from self._brief("not_applicable", [f for f in findings if f.outcome == "not_applicable"])

    def _title(self, name: str, number: int) -> Iterator[str]:
        yield ""
        yield self._s.bold(f"{self._l(name)} ({number})")

    def _by_category(self, findings: list[Finding]) -> Iterator[str]:
        if not findings:
            return
        yield from self._title("violated", len(findings))
        for category, words in CATEGORIES.items():
            chosen = [finding for finding in findings if finding.category == category]
            if chosen:
                yield ""
                yield f"  {self._s.bold(self._say(words))} ({len(chosen)})"
                for finding in sorted(chosen, key=_worst_first):
                    yield from self._finding(finding)

    def _full(self, name: str, findings: list[Finding]) -> Iterator[str]:
        if findings:
            yield from self._title(name, len(findings))
            for finding in findings:
                yield from self._finding(finding)

    def _brief(self, name: str, findings: list[Finding]) -> Iterator[str]:
        if not findings:
            return
        yield from self._title(name, len(findings))
        for finding in sorted(findings, key=lambda f: (f.deadline is None, f.deadline, f.order)):
            yield f"  · {self._say(finding.title)} [{self._say(finding.target_label)}]: {self._say(finding.message)}"
            if self._o.explain:
                yield from self._details(finding)

    def _missing(self, findings: list[Finding]) -> Iterator[str]:
        """One line for each field to state, with how many rules wait for it."""
        if not findings:
            return
        yield from self._title("missing", len(findings))
        waiting: dict[str, list[Finding]] = defaultdict(list)
        labels: dict[str, Words] = {}
        for finding in findings:
            for path, label in finding.lacking[:1] or ((finding.location.path, finding.target_label),):
                waiting[path].append(finding)
                labels[path] = label
        for path in sorted(waiting, key=lambda p: (-len(waiting[p]), p)):
            place = waiting[path][0].location
            names = sorted({finding.rule for finding in waiting[path]})
            shown = ", ".join(names[:3]) + (f", … (+{len(names) - 3})" if len(names) > 3 else "")
            yield f"  ? {self._s.warn(path or '–')} – {self._say(labels[path])}"
            where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
            yield self._s.dim(f"      {where} – {len(names)} {self._l('rests')}: {shown}")
            if self._o.explain:
                for finding in waiting[path]:
                    yield from self._finding(finding)

    def _satisfied(self, findings: list[Finding]) -> Iterator[str]:
        if not findings:
            return
        yield from self._title("satisfied", len(findings))
        for finding in findings:
            yield f"  {self._s.good('✓')} {self._say(finding.title)} [{self._say(finding.target_label)}]"
            facts = "; ".join(f"{fact.path} = {self._say(fact.value)}" for fact in finding.facts[:8])
            yield self._s.dim(f"      {self._l('facts')}: {facts}")
            if self._o.explain:
                yield from self._details(finding)

    # -- one finding ---------------------------------------------------------------------------------

    def _finding(self, finding: Finding) -> Iterator[str]:
        mark = {"violated": "✗", "error": "‼"}.get(finding.outcome, "?")
        advice = "" if finding.force == "must" else (" (khuyến khích)" if self._o.lang == "vi" else " (advice)")
        yield ""
        yield f"  {self._s.bad(mark)} {self._s.bold(self._say(finding.title))}{advice}"
        yield f"    {self._say(finding.target_label)} – {self._say(finding.message)}"
        yield from self._where(finding.location)
        if finding.outcome in ("violated", "unknown"):
            if finding.found.vi:
                yield f"    {self._l('found')}: {self._say(finding.found)}"
            if finding.required.vi:
                yield f"    {self._l('required')}: {self._say(finding.required)}"
        yield from self._law(finding)
        if finding.remedy is not None:
            yield f"    {self._l('remedy')}: {self._say(finding.remedy)}"
        for sanction in finding.sanctions:
            yield f"    {self._l('sanction')}: {self._say(sanction)}"
        for remark in finding.remarks:
            yield f"    {self._l('note')}: {self._say(remark)}"
        if self._o.explain:
            yield from self._details(finding)
        yield self._s.dim(f"    {finding.rule} [{finding.target}]")

    def _where(self, place: Location) -> Iterator[str]:
        if not place.line:
            return
        absent = "" if place.exact else f" ({self._l('absent')}: {place.path})"
        yield f"    {self._l('where')}: {place.file}:{place.line}:{place.column}{absent}"
        yield from self._excerpt(place.line, place.column, place.end_column)

    def _law(self, finding: Finding) -> Iterator[str]:
        for cited in finding.citations:
            status = "" if cited.checked == "text" else f" ({self._say(CHECKED[cited.checked])})"
            yield f"    {self._l('clause')}: {self._say(cited.label)}{status}"
        for note in dict.fromkeys(note for cited in finding.citations for note in cited.notes):
            yield self._s.dim(f"    {self._l('note')}: {self._say(note)}")
        if finding.reading is not None:
            yield f"    {self._l('reading')}: {self._say(finding.reading)}"

    def _details(self, finding: Finding) -> Iterator[str]:
        for fact in finding.facts:
            place = f" ({fact.line}:{fact.column})" if fact.line else ""
            yield self._s.dim(f"      {fact.path} – {self._say(fact.label)}: {self._say(fact.value)}{place}")
        for cited in finding.see:
            yield self._s.dim(f"      {self._l('see')}: {self._say(cited.label)}")
        if finding.fidelity in FIDELITY:
            yield self._s.dim(f"      {self._say(FIDELITY[finding.fidelity])}")
        if finding.unknown_class:
            yield self._s.dim(f"      {self._say(CLASSES[finding.unknown_class])}: {self._say(finding.reason_words)}")


_SEVERITY = {"error": 0, "warning": 1, "info": 2}


def _worst_first(finding: Finding) -> tuple[object, ...]:
    return (finding.force != "must", _SEVERITY[finding.severity], finding.location.line, finding.order)
