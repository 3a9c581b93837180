"""Values in words: days, lengths of time, shares, numbers, codes, lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from qcdc_rules.logic.parts import CalendarPart
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.share import Share
from qcdc_rules.logic.values import Gap, Range, Still, Timed
from qcdc_rules.model.law import Citation
from qcdc_rules.model.submission import Items, Record
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Words

_UNITS = {
    "days": ("ngày", "day"),
    "working_days": ("ngày làm việc", "working day"),
    "dates": ("ngày", "date"),
    "months": ("tháng", "month"),
    "month_ends": ("tháng (đến ngày cuối tháng)", "month (to the end of the month)"),
    "years": ("năm", "year"),
}
_BOUNDS = {
    "at_least": ("từ {} trở lên", "at least {}"),
    "more_than": ("trên {}", "more than {}"),
    "at_most": ("không quá {}", "at most {}"),
    "less_than": ("dưới {}", "fewer than {}"),
    "equals": ("đúng {}", "exactly {}"),
}
_PARTS = {
    "H": ("06 tháng {}", "half {}"),
    "Q": ("quý {}", "quarter {}"),
    "M": ("tháng {}", "month {}"),
    "W": ("tuần {}", "week {}"),
}
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_HALVES = {"1": "đầu năm", "2": "cuối năm"}


def same(text: str) -> Words:
    return Words(text, text)


def day_words(day: date) -> Words:
    """`05/02/2024`, `14/3/2024`: a zero before days below 10 and before months 1 and 2, as official texts do."""
    text = f"{day.day:02}/{day.month:02}/{day.year}" if day.month < 3 else f"{day.day:02}/{day.month}/{day.year}"
    clock = f" {day.minute // 60:02}:{day.minute % 60:02}" if isinstance(day, Timed) else ""
    return Words(text + clock, day.isoformat() + clock)


def number_words(number: int | Fraction) -> Words:
    """Thousands with a dot and decimals with a comma in Vietnamese."""
    if isinstance(number, Fraction) and number.denominator != 1:
        scaled = f"{number.numerator * 100 // number.denominator / 100:,.2f}".rstrip("0").rstrip(".")
        return Words(scaled.translate(str.maketrans(",.", ".,")), scaled)
    english = f"{int(number):,}"
    return Words(english.replace(",", "."), english)


def quantity_words(length: Quantity) -> Words:
    vi, en = _UNITS[length.unit]
    number = f"{length.number:02}"
    return Words(f"{number} {vi}", f"{length.number} {en}{'s' if length.number != 1 else ''}")


def share_words(share: Share) -> Words:
    if 100 % share.denominator == 0 and share.denominator not in (2, 3):
        part = f"{share.numerator * 100 // share.denominator}%"
    else:
        part = f"{share.numerator}/{share.denominator}"
    if (share.numerator, share.denominator) == (1, 2):
        part = "50%"
    return (
        Words(f"trên {part}", f"more than {part}") if share.strict else Words(f"từ {part} trở lên", f"at least {part}")
    )


def part_words(part: CalendarPart) -> Words:
    year, _, inner = part.text.partition("-")
    if not inner or inner[0] not in _PARTS:
        return Words(f"năm {year}", year) if year.isdigit() else same(part.text)
    vi, en = _PARTS[inner[0]]
    number = inner[1:].lstrip("0")
    named = _HALVES.get(number, number) if inner[0] == "H" else number
    if inner[0] == "Q":
        return Words(vi.format(f"{_ROMAN.get(number, number)}/{year}"), f"{en.format(number)} of {year}")
    separator = " " if inner[0] == "H" else "/"
    return Words(f"{vi.format(named)}{separator}{year}", f"{en.format(number)} of {year}")


_KINDS = {
    "law": "Luật số",
    "code": "Bộ luật số",
    "ordinance": "Pháp lệnh số",
    "resolution": "Nghị quyết số",
    "decree": "Nghị định số",
    "circular": "Thông tư số",
    "decision": "Quyết định số",
    "guidance": "Hướng dẫn số",
}


def provision_words(citation: Citation, kind: str = "") -> Words:
    """`điểm a khoản 2 Điều 13 Luật số 10/2022/QH15` and `Article 13(2)(a) of 10/2022/QH15`."""
    vi: list[str] = []
    if citation.sentence:
        vi.append(f"câu {citation.sentence}")
    if citation.paragraph:
        vi.append(f"đoạn {citation.paragraph}")
    if citation.point:
        vi.append(f"điểm {citation.point}")
    if citation.clause:
        vi.append(f"khoản {citation.clause}")
    if citation.article:
        vi.append(f"Điều {citation.article}")
    en = f"Article {citation.article}" if citation.article else ""
    en += f"({citation.clause})" if citation.clause else ""
    en += f"({citation.point})" if citation.point else ""
    en += f", paragraph {citation.paragraph}" if citation.paragraph else ""
    en += f", sentence {citation.sentence}" if citation.sentence else ""
    if citation.place is not None:
        vi.append(citation.place.vi)
        en = f"{en} {citation.place.en}".strip()
    if kind in _KINDS:
        vi.append(_KINDS[kind])
    return Words(
        f"{' '.join(vi)} {citation.instrument}".strip(), f"{en} of {citation.instrument}" if en else citation.instrument
    )


def value_words(value: object, field: Field | None = None) -> Words:
    """Any value that a trace or a fact may hold."""
    if isinstance(value, Gap):
        return Words("không có", "none") if value is Gap.NONE else Words("chưa khai", "not stated")
    if isinstance(value, bool):
        return Words("có", "yes") if value else Words("không", "no")
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, int | Fraction):
        return number_words(value)
    if isinstance(value, Range):
        return _range_words(value)
    if isinstance(value, Quantity):
        return quantity_words(value)
    if isinstance(value, Share):
        return share_words(value)
    if isinstance(value, CalendarPart):
        return part_words(value)
    if isinstance(value, Citation):
        return provision_words(value)
    if isinstance(value, Mapping):
        return bounds_words(value)
    if isinstance(value, Still):
        return Words("vẫn còn đến ngày báo cáo", "still so on the day of the report")
    if isinstance(value, Items):
        return items_words(value, field)
    if isinstance(value, tuple | list):
        return list_words(tuple(value), field)
    if isinstance(value, Record):
        return same(value.key or value.path or "…")
    return code_words(str(value), field)


def code_words(text: str, field: Field | None) -> Words:
    codes = field.codes if field is not None else {}
    if not codes and field is not None and field.item is not None:
        codes = field.item.codes
    return codes.get(text) or same(text)


def _range_words(number: Range) -> Words:
    low = number_words(number.low)
    if number.high is None:
        return Words(f"ít nhất {low.vi}", f"at least {low.en}")
    high = number_words(number.high)
    return Words(f"từ {low.vi} đến {high.vi}", f"{low.en} to {high.en}")


def bound_words(name: str, limit: Words) -> Words:
    vi, en = _BOUNDS[name]
    return Words(vi.format(limit.vi), en.format(limit.en))


def bounds_words(bounds: Mapping[str, object]) -> Words:
    parts = [bound_words(name, value_words(limit)) for name, limit in bounds.items() if name in _BOUNDS]
    return Words(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))


def list_words(values: tuple[object, ...], field: Field | None = None) -> Words:
    inner = field.item if field is not None and field.item is not None else field
    words = [value_words(value, inner) for value in values]
    return Words(", ".join(w.vi for w in words), ", ".join(w.en for w in words))


def items_words(items: Items, field: Field | None = None) -> Words:
    if not items.values:
        return Words("chưa khai đủ danh sách", "list not complete") if items.partial else Words("không có", "none")
    if len(items.values) > 8 or isinstance(items.values[0], Record):
        more = " (chưa đủ)" if items.partial else ""
        return Words(
            f"{len(items.values)} mục{more}", f"{len(items.values)} items{' (partial)' if items.partial else ''}"
        )
    return list_words(items.values, field)
