"""The fixed words of the text report, and what the verdict line says of the gate."""

from __future__ import annotations

from typing import NamedTuple

from qcdc_rules.model.report import Finding, Report
from qcdc_rules.rendering.style import Style
from qcdc_rules.rendering.verdict import (
    BAD_INPUT,
    BAD_RULES,
    FAULT,
    OPEN,
    UNDECIDED,
    VIOLATED,
    exit_code,
)
from qcdc_rules.source import Words


class TextOptions(NamedTuple):
    """How to print: language, colours, how much, and the gate that the verdict line speaks of."""

    lang: str = "vi"
    style: Style = Style(False)
    verbosity: int = 0
    """-1 only the verdict, 0 findings, 1 also what was satisfied, 2 also what does not apply."""
    explain: bool = False
    fail_on: str = "missing"
    min_severity: str = "warning"
    width: int = 100
    floor: int = OPEN
    """The exit code that the run has at least: rule files with errors, a folder without submissions."""


LABELS = {
    "unit": Words("Đơn vị", "Unit"),
    "period": Words("Kỳ báo cáo", "Period"),
    "stated": Words("ngày báo cáo", "stated on"),
    "rules": Words("Quy tắc được xét (của loại hình này)", "Rules checked (of this type)"),
    "problems": Words("LỖI VÀ LƯU Ý CỦA TỆP", "PROBLEMS OF THE FILE"),
    "where": Words("Tại", "At"),
    "absent": Words("chưa có, thêm vào đây", "absent, add it here"),
    "found": Words("Thực tế", "Found"),
    "required": Words("Yêu cầu", "Required"),
    "clause": Words("Căn cứ", "Provision"),
    "see": Words("Xem thêm", "See"),
    "remedy": Words("Cách làm", "What to do"),
    "duty_of": Words("Ai phải làm", "Who must act"),
    "note": Words("Lưu ý", "Note"),
    "reading": Words("Cách hiểu", "Our reading"),
    "sanction": Words("Chế tài", "Sanction"),
    "facts": Words("Dữ kiện", "Facts"),
    "missing": Words("THIẾU SỐ LIỆU: cần khai thêm", "FACTS MISSING: to be stated"),
    "running": Words("CHƯA ĐẾN HẠN", "NOT YET DUE"),
    "law_open": Words("CẦN NGƯỜI CÓ THẨM QUYỀN XEM XÉT", "FOR A COMPETENT PERSON TO JUDGE"),
    "satisfied": Words("ĐẠT", "SATISFIED"),
    "not_applicable": Words("KHÔNG ÁP DỤNG", "NOT APPLICABLE"),
    "error": Words("LỖI PHẦN MỀM", "INTERNAL ERRORS"),
    "violated": Words("VI PHẠM", "VIOLATED"),
    "advised": Words("NÊN LÀM (khuyến khích)", "ADVISED (not a duty)"),
    "unreadable": Words(
        "Không đọc được tệp nên không xét được quy tắc nào.",
        "The file could not be read, so no rule was checked.",
    ),
    "rests": Words("quy tắc", "rules"),
    "waiting": Words("quy tắc chờ số liệu này", "rules wait for it"),
    "cases": Words("trường hợp", "cases"),
    "results": Words("kết quả", "results"),
    "line": Words("dòng", "line"),
    "of": Words("trong tổng số", "of"),
    "total": Words("TẤT CẢ", "ALL"),
    "reports": Words("báo cáo", "reports"),
    "advice": Words("khuyến khích", "advice"),
    "waived": Words("được miễn", "waived"),
    "fixed": Words("ĐÃ KHẮC PHỤC so với lần trước", "PUT RIGHT since the baseline"),
    "partial": Words("KIỂM TRA MỘT PHẦN", "PARTIAL CHECK"),
    "since": Words("So với lần trước", "Since the baseline"),
    "put_right": Words("đã khắc phục", "put right"),
    "by_law": Words("chỉ do luật hoặc quy tắc đổi", "only because the law or the rules changed"),
}
STANDING = {
    "new": Words("mới", "new"),
    "law": Words("mới, chỉ do luật hoặc quy tắc đổi", "new, only because the law or the rules changed"),
    "remaining": Words("còn lại", "remaining"),
}
"""Against an earlier report."""
ADVISED = "△"
"""Advice that was not followed: no breach, it never shuts the gate."""
_SHUT = {
    VIOLATED: Words("CỔNG ĐÓNG: có vi phạm", "GATE SHUT: something is violated"),
    BAD_INPUT: Words("CỔNG ĐÓNG: tệp báo cáo có lỗi", "GATE SHUT: the submission has errors"),
    BAD_RULES: Words("CỔNG ĐÓNG: tệp quy tắc có lỗi hoặc tệp miễn có lỗi", "GATE SHUT: a rule or waiver file has errors"),
    UNDECIDED: Words("CỔNG ĐÓNG: chưa kết luận được", "GATE SHUT: undecided"),
    FAULT: Words("CỔNG ĐÓNG: lỗi phần mềm", "GATE SHUT: internal fault"),
}
_NOTHING = Words("CỔNG ĐÓNG: không có gì được kiểm tra", "GATE SHUT: nothing was checked")
_CLEAN = Words("CỔNG MỞ: không có vi phạm, không thiếu số liệu", "GATE OPEN: nothing violated, nothing missing")
_WAIVED = Words(
    "CỔNG MỞ: điều chưa đạt hoặc thiếu số liệu đều đã được miễn",
    "GATE OPEN: whatever is violated or missing is waived",
)
_ALLOWED = Words(
    "CỔNG MỞ theo mức đã chọn, dù còn điều chưa đạt hoặc thiếu số liệu",
    "GATE OPEN at the level chosen, though something is violated or missing",
)


def is_advice(finding: Finding) -> bool:
    """Whether a requirement that is not met was only advised."""
    return finding.outcome == "violated" and finding.force != "must"


def gate_words(reports: tuple[Report, ...], code: int) -> Words:
    """What the gate says of these reports: never that nothing is wrong where something is."""
    if code == UNDECIDED and not any(_checked(report) for report in reports):
        return _NOTHING
    if code != OPEN:
        return _SHUT[code]
    wanting = [
        finding
        for report in reports
        for finding in report.findings
        if finding.outcome == "violated" or finding.unknown_class == "missing"
    ]
    if any(finding.waiver is None for finding in wanting):
        return _ALLOWED
    return _WAIVED if wanting else _CLEAN


def since_counts(report: Report) -> dict[str, int]:
    """Against an earlier report: how many findings are new, new by the law only, remaining, put right. Empty where
    none was given."""
    if report.fixed is None:
        return {}
    counts = {name: sum(1 for finding in report.findings if finding.standing == name) for name in STANDING}
    return {**counts, "put_right": len(report.fixed)}


def since_words(report: Report) -> Words | None:
    """The same in a line; None where no earlier report was given."""
    counts = since_counts(report)
    if not counts:
        return None
    named = [(STANDING.get(name) or LABELS[name], number) for name, number in counts.items() if number or name != "law"]
    told = [Words(f"{words.vi}: {number}", f"{words.en}: {number}") for words, number in named]
    return Words("; ".join(one.vi for one in told), "; ".join(one.en for one in told))


def gate_code(report: Report, options: TextOptions) -> int:
    """The exit code that this report gives by itself."""
    return exit_code(report, options.fail_on, options.min_severity)


def _checked(report: Report) -> bool:
    return any(finding.outcome != "not_applicable" for finding in report.findings)
