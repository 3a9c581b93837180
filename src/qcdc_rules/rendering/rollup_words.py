"""The fixed words of a roll-up, and what its formats say alike: numbers, figures, the gate."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qcdc_rules.explaining.values import day_words, number_words
from qcdc_rules.rendering.shown import KINDS, MARKS, tell
from qcdc_rules.rendering.verdict import BAD_INPUT, BAD_RULES, FAULT, OPEN, UNDECIDED, VIOLATED
from qcdc_rules.source import Words

if TYPE_CHECKING:
    from qcdc_rules.rollup.reported import Comparison
    from qcdc_rules.rollup.rolled import RollUp
    from qcdc_rules.rollup.totals import Contribution
    from qcdc_rules.rollup.units import Unit

VIOLATED_AT, MISSING_AT = KINDS.index("violated"), KINDS.index("missing")
ERROR_AT = KINDS.index("error")
SHUT_MARK, OPEN_MARK = "✗", "✓"

TEXTS = {
    "heading": Words("Tổng hợp thực hiện dân chủ ở cơ sở", "Roll-up of grassroots democracy"),
    "units": Words("đơn vị", "units"),
    "unit": Words("Đơn vị", "Unit"),
    "code": Words("Mã", "Code"),
    "gate": Words("Cổng", "Gate"),
    "open": Words("mở", "open"),
    "shut": Words("đóng", "shut"),
    "unread": Words("không đọc được", "not read"),
    "overview": Words("Kết quả theo nhóm", "Results by category"),
    "category": Words("Nhóm", "Category"),
    "sum": Words("Cộng", "Total"),
    "map": Words("Đơn vị theo nhóm: vi phạm và thiếu số liệu", "Units by category: violations and missing facts"),
    "map_legend": Words(
        "✗ vi phạm, ? thiếu số liệu; không có hai loại này thì ○ chưa đến hạn, § cần xem xét; ✓ đạt hết; – không áp dụng.",
        "✗ violated, ? facts missing; where there is neither, ○ not yet due, § to be judged; ✓ all satisfied; – nothing applies.",
    ),
    "more_units": Words("… và {n} đơn vị khác, xem -f html hoặc -f json.", "… and {n} more units, see -f html or -f json."),
    "common": Words("Vi phạm thường gặp nhất", "The commonest violations"),
    "common_missing": Words("Số liệu thiếu nhiều nhất", "What is most often not stated"),
    "common_judge": Words("Cần người có thẩm quyền xem xét", "For a competent person to judge"),
    "of_units": Words("{n} đơn vị, {m} kết quả", "{n} units, {m} results"),
    "unit_count": Words("Số đơn vị", "Units"),
    "result_count": Words("Số kết quả", "Results"),
    "results": Words("kết quả", "results"),
    "rule": Words("Quy định phải thực hiện", "Duty"),
    "rule_id": Words("Mã quy tắc", "Rule"),
    "example": Words("Ví dụ", "For example"),
    "figures": Words("Số liệu của huyện, tính từ các đơn vị", "The district's figures, computed from the units"),
    "figure": Words("Số liệu", "Figure"),
    "computed": Words("Tính được", "Computed"),
    "reported": Words("Báo cáo", "Reported"),
    "difference": Words("Lệch", "Difference"),
    "status": Words("Đối chiếu", "Comparison"),
    "at_least": Words("ít nhất {n}", "at least {n}"),
    "open_count": Words("{n} đơn vị chưa khai đủ", "{n} units do not state enough"),
    "how": Words("Cách tính", "How"),
    "reading": Words("Cách hiểu", "Reading"),
    "behind": Words("Các đơn vị làm nên số này", "The units behind it"),
    "lacking": Words("Chưa chắc chắn", "Not sure"),
    "hint_unit": Words(
        "Chênh lệch bằng đúng số của {name} ({n}): kiểm tra xem có bỏ sót hoặc tính hai lần.",
        "The difference is just the number of {name} ({n}): was it left out, or counted twice?",
    ),
    "hint_digits": Words("Hai số cùng các chữ số: có thể viết đảo chữ số.", "The same digits: they may have changed places."),
    "elsewhere": Words(
        "Báo cáo còn nêu, không tính được từ đơn vị: {names}.", "Also reported, and not to be computed from units: {names}."
    ),
    "no_summary": Words(
        "Chưa có báo cáo tổng hợp để đối chiếu (--summary).", "No reported summary to compare with (--summary)."
    ),
    "summary_gate": Words("Số học của chính báo cáo tổng hợp", "The summary's own arithmetic"),
    "changes": Words("So với kỳ trước", "Since the previous roll-up"),
    "new": Words("mới", "new"),
    "fixed": Words("đã khắc phục", "put right"),
    "remaining": Words("còn lại", "remaining"),
    "appeared": Words("Đơn vị mới có", "Units that appeared"),
    "gone": Words("Đơn vị không còn", "Units that are gone"),
    "before": Words("Kỳ trước", "Before"),
    "now": Words("Kỳ này", "Now"),
    "other_rules": Words(
        "Bộ quy tắc không phải bộ của kỳ trước: khác biệt có thể do luật hoặc quy tắc.",
        "The rules are not those of the previous roll-up: a difference may come from the law or its rules.",
    ),
    "no_changes": Words("Không có gì thay đổi.", "Nothing changed."),
    "notes": Words("Lưu ý", "Notes"),
    "repeat": Words("{code} có trong {n} báo cáo: {files}", "{code} stands in {n} submissions: {files}"),
    "repeat_copies": Words("bản sao giống hệt, tính một lần", "identical copies, counted once"),
    "repeat_clash": Words("cùng kỳ mà khác nhau: chỉ tính số chắc chắn", "same days, different contents: only what is sure counts"),
    "repeat_periods": Words("các kỳ khác nhau", "different periods"),
    "details": Words("Từng đơn vị", "Unit by unit"),
    "nothing": Words("Không có gì cần chú ý.", "Nothing to attend to."),
    "more": Words("… và {n} dòng khác, xem bản JSON.", "… and {n} more, see the JSON."),
    "cases": Words("{n} trường hợp", "{n} cases"),
    "line": Words("dòng", "line"),
    "file": Words("Tệp", "File"),
    "period": Words("Kỳ", "Period"),
    "kind": Words("Loại hình", "Kind"),
    "as_of": Words("Ngày xem xét", "Day of the check"),
    "as_of_own": Words("ngày báo cáo của từng đơn vị", "each unit's day of report"),
    "rules": Words("Mã kiểm của bộ quy tắc", "Digest of the rules"),
    "waived": Words("được miễn", "waived"),
    "message": Words("Nội dung", "Message"),
    "outcome": Words("Kết quả", "Outcome"),
    "target": Words("Đối tượng", "Target"),
    "contents": Words("Mục lục", "Contents"),
    "skip": Words("Đến nội dung chính", "Skip to the content"),
    "back": Words("Về bảng", "Back to the table"),
    "persons_shown": Words("Bản này in nguyên tên người.", "Names of persons are shown as they were written."),
    "limits": Words(
        "Bản này do phần mềm lập từ số liệu các đơn vị tự khai; không thay cho kết luận của cơ quan có thẩm quyền.",
        "Made by software from what the units themselves stated; it does not stand in for an authority's conclusion.",
    ),
}
STATUS = {
    "same": Words("khớp", "the same"),
    "different": Words("KHÁC", "DIFFERENT"),
    "open": Words("chưa đối chiếu được", "not to be compared yet"),
    "not_reported": Words("báo cáo không nêu", "not reported"),
    "nothing_counted": Words("không có đơn vị nào để tính", "no unit to count"),
}
STATUS_MARKS = {"same": "✓", "different": "✗", "open": "?", "not_reported": "–", "nothing_counted": "?"}
WHY = {
    "repeated": Words("nhiều báo cáo cùng kỳ khác nhau", "several submissions that differ"),
    "other_period": Words("kỳ báo cáo khác với kỳ tổng hợp", "another period than that of the summary"),
    "unreadable": Words("không đọc được tệp", "the file could not be read"),
}
_SHUT = {
    BAD_INPUT: Words(
        "CỔNG ĐÓNG: có báo cáo không đọc được, sai mẫu hoặc trùng",
        "GATE SHUT: a submission is unreadable, not valid or repeated",
    ),
    BAD_RULES: Words("CỔNG ĐÓNG: tệp quy tắc hoặc tệp miễn có lỗi", "GATE SHUT: a rule or waiver file has errors"),
    UNDECIDED: Words("CỔNG ĐÓNG: chưa kết luận được", "GATE SHUT: undecided"),
    FAULT: Words("CỔNG ĐÓNG: lỗi phần mềm", "GATE SHUT: internal fault"),
}
_BREACH = Words("CỔNG ĐÓNG: có đơn vị vi phạm", "GATE SHUT: some unit violates its duties")
_WRONG = Words("CỔNG ĐÓNG: số liệu tổng hợp sai", "GATE SHUT: the summary has wrong figures")
_BOTH = Words("CỔNG ĐÓNG: có đơn vị vi phạm và số liệu tổng hợp sai", "GATE SHUT: violations, and wrong figures in the summary")
_CLEAN = Words("CỔNG MỞ: không có vi phạm, không thiếu số liệu", "GATE OPEN: nothing violated, nothing missing")
_ALLOWED = Words("CỔNG MỞ theo mức đã chọn", "GATE OPEN at the level chosen")


def say(name: str, lang: str, /, **parts: object) -> str:
    """One of the fixed texts, filled."""
    text = TEXTS[name].say(lang)
    return text.format(**parts) if parts else text


def gate_words(rolled: RollUp) -> Words:
    """What the gate says of the whole."""
    wrong = any(one.status == "different" for one in rolled.figures)
    if rolled.code == VIOLATED:
        breach = any(unit.exit_code == VIOLATED for unit in rolled.units)
        return _BOTH if breach and wrong else _WRONG if wrong else _BREACH
    if rolled.code != OPEN:
        return _SHUT[rolled.code]
    counts = rolled.counts
    return _ALLOWED if wrong or counts["violated"] or counts["missing"] else _CLEAN


def number(value: Fraction | int, lang: str) -> str:
    return tell(number_words(value), lang)


def computed(one: Comparison, lang: str) -> str:
    """The computed figure, with what is not sure about it said."""
    total = one.total
    if total.is_share:
        value = total.value
        if value is None:
            return "–"
        text = f"{number(value, lang)}% ({number(total.low, lang)}/{number(total.whole, lang)})"
    else:
        text = number(total.low, lang)
    return say("at_least", lang, n=text) if total.open else text


def reported(one: Comparison, lang: str) -> str:
    if one.reported is None:
        return "–"
    return number(one.reported.value, lang) + ("%" if one.total.is_share else "")


def difference(one: Comparison, lang: str) -> str:
    """Reported less computed, with its sign; empty where they agree or cannot be compared."""
    gap = one.difference
    if one.status != "different" or gap is None:
        return ""
    return ("+" if gap > 0 else "−") + number(abs(gap), lang) + ("%" if one.total.is_share else "")


def hints(one: Comparison, lang: str) -> list[str]:
    """What may explain a difference."""
    told: list[str] = []
    for hint in one.hints:
        if isinstance(hint, str):
            told.append(say("hint_digits", lang))
        else:
            told.append(say("hint_unit", lang, name=hint.name or hint.code, n=number(hint.amount.low, lang)))
    return told


def doubt(one: Contribution, lang: str) -> str:
    """Why the contribution of a unit is not sure."""
    why = [tell(WHY[one.why], lang)] if one.why else []
    return "; ".join([*why, *(path for path in one.amount.lacking)])


def period_of(unit: Unit, lang: str) -> str:
    return " – ".join(tell(day_words(day), lang) for day in unit.period or ())


def cell_of(numbers: tuple[int, ...] | None) -> str:
    """How a category of a unit stands: the worst kind that it holds, `satisfied` only where nothing else does, or `empty`."""
    if numbers is None:
        return "empty"
    return next((kind for kind, number in zip(KINDS, numbers, strict=True) if number and kind != "not_applicable"), "empty")


def cell_signs(numbers: tuple[int, ...] | None) -> list[tuple[str, int]]:
    """Kinds and numbers to show: what is violated or lacking; where there is none of these, what waits for a day or a judge."""
    if numbers is None:
        return []
    pairs = [(kind, number) for kind, number in zip(KINDS, numbers, strict=True) if number]
    grave = [pair for pair in pairs if pair[0] in ("violated", "error", "missing")]
    return grave or [pair for pair in pairs if pair[0] in ("running", "law_open")]


def cell_text(numbers: tuple[int, ...] | None) -> str:
    """The same in signs and numbers."""
    shown = " ".join(f"{MARKS[kind]}{number}" for kind, number in cell_signs(numbers))
    return shown or MARKS["satisfied" if cell_of(numbers) == "satisfied" else "not_applicable"]


def worst_units(rolled: RollUp) -> list[Unit]:
    """Most violations first, then most missing; unread ones before all."""

    def order(unit: Unit) -> tuple[object, ...]:
        violated = sum(numbers[VIOLATED_AT] + numbers[ERROR_AT] for numbers in unit.counts.values())
        missing = sum(numbers[MISSING_AT] for numbers in unit.counts.values())
        return (unit.evaluated, -violated, -missing, unit.code, unit.file)

    return sorted(rolled.units, key=order)
