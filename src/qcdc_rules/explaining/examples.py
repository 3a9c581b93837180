"""How a field is written: an example of its value, and the words that may stand there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Words

MOST_CODES = 40
"""Of a longer list, which holds the words of every kind of unit, only those that concern the unit are named."""
_YES = {"vi": "có", "en": "true"}
_YES_OR_NO = Words("có hoặc không", "true or false")


_SLUGS = Words(
    "mã nội dung: xem danh sách slug ghi trong mẫu khai (qcdc form new)",
    "subjects: see the slugs listed in the form (qcdc form new)",
)


def id_in(list_name: str) -> str:
    """The id that examples give to the first item of a list: `decided` → `DE1`."""
    initials = [part[:1] for part in list_name.split("_") if part]
    return ("".join(initials) if len(initials) > 1 else list_name[:2]).upper() + "1"


def codes_of(field: Field) -> list[str]:
    """The words of a closed list, without the two that every field takes."""
    codes = field.codes or (field.item.codes if field.item is not None else {})
    return [code for code in codes if code not in ("none", "unknown")]


def example(field: Field, year: int, holder: str = "", regulation: str = "", lang: str = "vi") -> str:
    """A value as it is written in a submission; `holder` is the list whose item has this field."""
    kind = field.kind
    if kind == "list":
        inner = field.item
        return f"[{example(inner, year, holder, regulation, lang)}]" if inner is not None else "[]"
    if kind in ("code", "slug") and field.codes:
        return next(iter(codes_of(field)), "…")
    if kind == "boolean":
        return _YES[lang]
    if kind == "integer":
        return str(min(12, field.maximum)) if field.maximum is not None else "12"
    if kind == "map" and field.record is not None and field.record.fields:
        name, entry = next(iter(field.record.fields.items()))
        return f"{{{name}: {example(entry, year, lang=lang)}}}"
    if kind in ("record", "span"):
        return _record(field, year, regulation)
    if kind == "id":
        return id_in(holder)
    if kind == "ref" and field.ref is not None:
        return id_in(field.ref.rpartition(".")[2])
    return {
        "date": f"{year}-03-14",
        "part": f"{year}-W07" if "-W(" in field.pattern else str(year),
        "decimal": "2,5",
        "quantity": "{working_days: 5}",
    }.get(kind, "…")


def _record(field: Field, year: int, regulation: str) -> str:
    fields = [
        name
        for name, one in (field.record.fields if field.record is not None else {}).items()
        if not one.compact
        and not one.informational
        and (not regulation or not one.regulations or regulation in one.regulations)
    ]
    if {"first_on", "last_on"} <= set(fields):
        return f"{{first_on: {year}-03-14, last_on: {year}-04-14}}"
    return "{" + ", ".join(f"{name}: …" for name in fields[:4]) + (", …}" if len(fields) > 4 else "}")


def allowed(field: Field, among: Collection[str] = ()) -> Words | None:
    """The words of a closed list with what they mean, all of them; of a very long one those `among`.

    A yes-or-no says so.
    """
    if field.kind == "boolean":
        return _YES_OR_NO
    codes = codes_of(field)
    if not codes:
        return None
    shown = [code for code in codes if code in among] if len(codes) > MOST_CODES else codes
    if not shown:
        return _SLUGS
    listed = [f"{code} ({label.vi})" for code, label in meanings(field, shown)]
    english = [f"{code} ({label.en})" for code, label in meanings(field, shown)]
    vi, en = ("chọn trong", "any of") if field.kind == "list" else ("một trong", "one of")
    return Words(f"{vi}: {', '.join(listed)}", f"{en}: {', '.join(english)}")


def meanings(field: Field, codes: Iterable[str]) -> Iterator[tuple[str, Words]]:
    """Each word with its label."""
    known = field.codes or (field.item.codes if field.item is not None else {})
    for code in codes:
        yield code, known.get(code, Words(code, code))
