"""Why a result is what it is: one sentence for each reason that the engine gives."""

from __future__ import annotations

from qcdc_rules.source import Words

REASONS = {
    "requirement": Words("kết quả xét yêu cầu của quy định", "what the requirement itself says"),
    "applicability": Words(
        "chưa biết quy định này có áp dụng cho trường hợp này hay không",
        "it is not known whether the provision applies here",
    ),
    "out_of_scope": Words(
        "quy định không áp dụng cho loại đơn vị này", "the provision does not bind this kind of unit"
    ),
    "condition_false": Words("điều kiện áp dụng không có", "the condition for its application is not met"),
    "not_in_force": Words(
        "vào ngày đó không có quy định nào của nghĩa vụ này có hiệu lực",
        "no provision of this duty was in force on that day",
    ),
    "no_targets": Words("báo cáo khai không có trường hợp nào", "the report states that there is no such case"),
    "unit_younger": Words("đơn vị được lập sau ngày đầu của kỳ này", "the unit was set up after this period began"),
    "list_missing": Words("danh sách chưa được khai", "the list is not stated"),
    "list_partial": Words("danh sách chưa đầy đủ (partial: true)", "the list is not complete (partial: true)"),
    "day_missing": Words(
        "chưa khai ngày, nên chưa biết luật nào áp dụng", "the day is not stated, so it is not known which law governs"
    ),
    "open_undecided": Words(
        "yêu cầu chưa đạt; chưa biết có thuộc trường hợp luật để ngỏ hay không",
        "the requirement is not met; it is not known whether the law leaves the case open",
    ),
    "silent": Words("luật không quy định", "the law is silent"),
    "conflict": Words("các văn bản quy định khác nhau", "texts conflict"),
    "undefined_word": Words("luật dùng từ chưa được giải thích", "the law uses an undefined word"),
    "not_read": Words("quy định liên quan chưa được đọc nguyên văn", "the wording concerned was not read"),
    "judgement": Words("cần người có thẩm quyền xem xét", "a competent person must judge"),
    "recalled": Words(
        "điều khoản được dẫn theo trí nhớ, chưa đối chiếu nguyên văn; không kết luận vi phạm",
        "the provision was cited from memory and not checked; no breach is concluded",
    ),
    "straddle": Words(
        "thời hạn vắt qua ngày đổi luật, hai luật cho hai kết quả khác nhau",
        "the limit ran across the change of law, and the two laws differ",
    ),
    "part_goes_on": Words("kỳ này chưa kết thúc vào ngày báo cáo", "this period was not over on the day of the report"),
    "part_began_earlier": Words(
        "kỳ này bắt đầu trước kỳ báo cáo; phần trước chưa được khai",
        "this period began before the reporting period; the earlier part is not stated",
    ),
    "fault": Words("lỗi của phần mềm khi xét quy tắc này", "a fault of the software in this rule"),
}
OUTCOMES = {
    "satisfied": Words("đạt", "satisfied"),
    "violated": Words("vi phạm", "violated"),
    "unknown": Words("chưa kết luận", "undecided"),
    "not_applicable": Words("không áp dụng", "not applicable"),
    "error": Words("lỗi phần mềm", "internal error"),
}
CLASSES = {
    "missing": Words("thiếu số liệu", "facts missing"),
    "running": Words("chưa đến hạn", "not yet due"),
    "law_open": Words("cần người có thẩm quyền xem xét", "for a competent person to judge"),
}
CATEGORIES = {
    "publicize": Words("Công khai", "Publicize"),
    "decide": Words("Bàn và quyết định", "Decide"),
    "consult": Words("Tham gia ý kiến", "Consult"),
    "supervise": Words("Kiểm tra, giám sát", "Supervise"),
    "related": Words("Quy định liên quan", "Related duties"),
}
REGULATIONS = {
    "commune": Words("xã, phường, thị trấn", "commune"),
    "agency": Words("cơ quan, đơn vị sự nghiệp công lập", "state agency or public service unit"),
    "workplace": Words("nơi làm việc", "workplace"),
    "district_summary": Words("tổng hợp cấp huyện, tỉnh", "district summary"),
}
CHECKED = {
    "text": Words("đã đọc nguyên văn", "read in the text"),
    "secondary": Words("đọc qua nguồn khác", "read in a secondary source"),
    "recalled": Words("dẫn theo trí nhớ, chưa đối chiếu", "recalled, not checked"),
}
FIDELITY = {
    "may_over_report": Words(
        "Quy tắc có thể báo thừa: nó không thấy hết các ngoại lệ.",
        "The rule may over-report: it does not see every exception.",
    ),
    "may_under_report": Words(
        "Quy tắc có thể báo sót: nó chỉ kiểm tra phần đo được.",
        "The rule may under-report: it checks only what can be measured.",
    ),
    "needs_judgement": Words(
        "Kết quả cần người có thẩm quyền xem xét thêm.", "The result needs a competent person's judgement."
    ),
}
