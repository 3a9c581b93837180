"""Words that tell a rule outside a finding: what it judges, how strict it is, what a pass proves, when it binds."""

from __future__ import annotations

from collections.abc import Mapping

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.explaining.nouns import noun
from qcdc_rules.explaining.places import field_of
from qcdc_rules.explaining.values import bounds_words, day_words, number_words, value_words
from qcdc_rules.model.law import DatedValue, InForce, TableRow
from qcdc_rules.model.rules import Targets
from qcdc_rules.source import Words

FORCE = {
    "must": Words("bắt buộc (“phải”)", "a duty (“must”)"),
    "should": Words("khuyến khích", "advice (“should”)"),
}
SEVERITY = {
    "error": Words("không đạt là lỗi", "a failure is an error"),
    "warning": Words("không đạt là cảnh báo", "a failure is a warning"),
    "info": Words("không đạt chỉ là thông tin", "a failure is only information"),
}
PROVES = {
    "complied": Words("yêu cầu này đã được thực hiện", "this requirement is fulfilled"),
    "further_review": Words(
        "qua phép kiểm tra này, chưa chắc đã thực hiện đủ cả điều",
        "this check is passed; the article may ask for more",
    ),
}
PERIODS = {
    "year": Words("năm", "calendar year"),
    "half_year": Words("06 tháng", "half-year"),
    "quarter": Words("quý", "quarter"),
    "month": Words("tháng", "month"),
    "week": Words("tuần", "week"),
    "working_year": Words("năm công tác (năm học, năm tài chính)", "working year (school year, financial year)"),
}
ARISES = {
    "always": Words("luôn có", "always there"),
    "each_year": Words("có hằng năm", "arises every year"),
    "each_half_year": Words("có 06 tháng một lần", "arises every half-year"),
    "each_quarter": Words("có hằng quý", "arises every quarter"),
    "each_month": Words("có hằng tháng", "arises every month"),
    "if_any": Words("chỉ khi có phát sinh", "only where it arises"),
}
STRADDLE = {
    "both": Words(
        "Thời hạn chạy qua ngày đổi luật được xét theo cả hai luật; hai luật khác nhau thì không kết luận.",
        "A limit that ran across the change of law is judged by both laws; where they differ, nothing is concluded.",
    ),
    "start": Words(
        "Thời hạn chạy qua ngày đổi luật được xét theo luật của ngày bắt đầu.",
        "A limit that ran across the change of law is judged by the law of its first day.",
    ),
}
NUMBERED = {
    "satisfied": Words("đạt", "satisfied"),
    "violated": Words("vi phạm", "violated"),
    "missing": Words("thiếu số liệu", "facts missing"),
    "running": Words("chưa đến hạn", "not yet due"),
    "law_open": Words("luật để ngỏ", "left open by the law"),
    "not_applicable": Words("không áp dụng", "not applicable"),
    "error": Words("lỗi phần mềm", "internal error"),
}
"""The verdicts that a case may expect, in the order in which they are counted."""


def target_words(targets: Targets, ruleset: Ruleset) -> Words:
    """What a rule judges."""
    if targets.kind == "unit":
        return Words("một lần cho cả đơn vị", "once for the unit")
    if targets.kind == "every":
        period = PERIODS.get(targets.of, Words(targets.of, targets.of))
        return Words(f"từng {period.vi} của kỳ báo cáo", f"every {period.en} of the reporting period")
    if targets.kind == "each_content":
        title = ruleset.law.catalogues[targets.of].title
        return Words(f"từng nội dung của danh mục “{title.vi}”", f"each content of the catalogue “{title.en}”")
    return _items(targets.of, ruleset)


def _items(path: str, ruleset: Ruleset) -> Words:
    """`decided[].meetings`: each meeting, of each matter put to the people."""
    lists = path.split("[]")
    labels: list[Words] = []
    for number in range(len(lists)):
        found = field_of("".join(lists[: number + 1]), ruleset.shape)
        labels.append(found.label if found is not None else Words(path, path))
    last, *above = reversed(labels)
    inside = "".join(f", trong “{one.vi}”" for one in above), "".join(f", under “{one.en}”" for one in above)
    if noun(last) != last:
        return Words(f"{last.vi}{inside[0]}", f"{last.en}{inside[1]}")
    return Words(f"từng mục của “{last.vi}”{inside[0]}", f"each entry of “{last.en}”{inside[1]}")


def span_words(span: InForce) -> Words:
    """`từ 01/7/2007 đến trước 01/7/2023`."""
    start = day_words(span.start) if span.start else None
    end = day_words(span.until) if span.until else None
    vi = [f"từ {start.vi}"] if start else []
    en = [f"from {start.en}"] if start else []
    if end:
        vi, en = [*vi, f"đến trước {end.vi}"], [*en, f"to before {end.en}"]
    return Words(" ".join(vi) or "mọi lúc", " ".join(en) or "at all times")


def dated_words(dated: DatedValue, titles: Mapping[str, Words]) -> Words:
    """The value of a parameter: a number, a length of time, a share, subjects by their titles, or a table."""
    if isinstance(dated.value, tuple) and all(value in titles for value in dated.value):
        named = [titles[str(value)] for value in dated.value]
        return Words("; ".join(one.vi for one in named), "; ".join(one.en for one in named))
    if dated.value is not None:
        return value_words(dated.value)
    rows = [_row_words(row) for row in dated.table]
    return Words("; ".join(row.vi for row in rows), "; ".join(row.en for row in rows))


def _row_words(row: TableRow) -> Words:
    limits = _limits(row)
    value = value_words(row.values) if row.values else number_words(row.value or 0)
    vi, en = (f"{limits.vi}: {value.vi}", f"{limits.en}: {value.en}") if limits.vi else (value.vi, value.en)
    if row.per:
        plus, per, above = number_words(row.plus), number_words(row.per), number_words(row.counted_from)
        vi += f", thêm {plus.vi} cho mỗi {per.vi} trên {above.vi}"
        en += f", and {plus.en} more for each {per.en} above {above.en}"
    return Words(vi, en)


def _limits(row: TableRow) -> Words:
    """`từ 50 đến dưới 150`."""
    low, high = (number_words(limit or 0) for limit in (row.start, row.below))
    if row.start and row.below is not None:
        return Words(f"từ {low.vi} đến dưới {high.vi}", f"{low.en} to fewer than {high.en}")
    if row.below is not None:
        return bounds_words({"less_than": row.below})
    return bounds_words({"at_least": row.start}) if row.start else Words("", "")


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]
