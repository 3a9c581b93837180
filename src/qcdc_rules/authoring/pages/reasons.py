"""Why a row of the account has no rule, in both languages: the register gives the reason in one of them."""

from __future__ import annotations

from qcdc_rules.source import Words

_ENGLISH = {
    "không có mức đo": "nothing to measure it by",
    "chưa đối chiếu văn bản, không kết luận vi phạm": "the text was not checked; no breach is concluded",
    "chưa đối chiếu văn bản": "the text was not checked",
    "nghĩa vụ của cơ quan khác": "the duty of another body",
    "quyền, không phải nghĩa vụ": "a right, not a duty",
    "quyền, không có thủ tục ấn định": "a right, without a fixed procedure",
    "thẩm quyền, không phải nghĩa vụ": "a power, not a duty",
    "nguyên tắc": "a principle",
    "định nghĩa": "a definition",
    "định nghĩa, phạm vi": "a definition, the scope",
    "nghĩa vụ của cá nhân": "the duty of a person",
    "nghĩa vụ của công dân": "the duty of citizens",
    "nghĩa vụ chung": "a general duty",
    "quyền của cá nhân": "the right of a person",
    "phải cân nhắc, nhận định": "it takes weighing and judgement",
    "hành vi ứng xử, báo cáo tự khai không chứng minh được": "conduct, which a self-made report cannot prove",
    "hành vi ứng xử và quyền": "conduct and rights",
    "nội dung nằm trong biên bản": "it stands in the minutes",
    "điều được lựa chọn": "a matter of choice",
    "điều được phép": "a permission",
    "chế tài": "a sanction",
    "ràng buộc công dân": "it binds citizens",
    "phương pháp làm việc": "a way of working",
    "khuyến khích": "advice",
    "quy định mở": "an open provision",
    "mục đích": "the purpose",
    "việc nội bộ": "an internal matter",
    "thuộc loại hình khác": "another regulation type",
    "dẫn chiếu mở": "an open reference",
    "luật không nêu số": "the law gives no number",
    "chưa đọc được quy định": "the provision was not found",
    "chưa đọc được quy định, không kết luận được": "the provision was not found; nothing can be concluded",
    "đã có ở hàng khác": "told in another row",
    "phải đọc nội dung văn bản": "the document itself must be read",
}
_VIETNAMESE = {
    "sector time limits": "thời hạn riêng của ngành",
    "dates not read": "chưa đọc được các ngày",
    "no test": "không có phép kiểm tra",
    "no form fixed here": "ở đây không ấn định hình thức",
    "3 groups, content not read": "ba nhóm, chưa đọc được nội dung",
}


def reason_words(reason: str) -> Words:
    """A reason in both languages where both are known; else as the register gives it."""
    vi, dot, en = reason.partition(" · ")
    if dot:
        return Words(vi, en)
    if reason in _ENGLISH:
        return Words(reason, _ENGLISH[reason])
    return Words(_VIETNAMESE.get(reason, reason), reason)
