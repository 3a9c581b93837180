"""The types of what a rule may judge: list items, listed contents, calendar parts."""

from __future__ import annotations

from collections.abc import Mapping

from qcdc_rules.compiling.paths import field_at
from qcdc_rules.frozen import frozen
from qcdc_rules.model.law import Catalogue
from qcdc_rules.model.rules import Targets
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Words
from qcdc_rules.source.suggest import closest

WINDOW_KINDS = ("year", "half_year", "quarter", "month", "week", "working_year")


@frozen
class TargetType:
    """The type of `target` and of `parent`; `lists` are the list paths to walk, outermost first."""

    target: Field | None = None
    parent: Field | None = None
    lists: tuple[str, ...] = ()
    fault: Words | None = None


def _field(name: str, kind: str, vi: str, en: str, item: Field | None = None) -> Field:
    return Field(name, kind, Words(vi, en), Words(vi, en), item=item)


def _record(vi: str, en: str, *fields: Field) -> Field:
    record = RecordType("", {one.name: one for one in fields})
    return Field("target", "span", Words(vi, en), Words(vi, en), record=record)


_PART = (
    _field("part", "part", "kỳ", "calendar part"),
    _field("first_on", "date", "ngày đầu kỳ", "first day"),
    _field("last_on", "date", "ngày cuối kỳ", "last day"),
    _field("next_on", "date", "ngày tiếp sau kỳ", "the day after"),
)
CALENDAR = _record("kỳ", "calendar part", *_PART)


def content_field(catalogue: Catalogue, root: RecordType) -> Field | None:
    """The type of a listed content of this catalogue."""
    section = field_at(root, catalogue.section)
    if section is None or section.kind != "list" or section.item is None or section.item.record is None:
        return None
    named = section.item.record.fields.get(catalogue.named_by)
    slug = Field("slug", "slug", Words("nội dung", "content"), Words("", ""), codes=named.codes if named else {})
    parts = _field("parts", "list", "các phần phải có", "parts", item=_field("parts", "code", "phần", "part"))
    records = Field("records", "list", section.label, section.meaning, item=section.item)
    return _record("nội dung", "content", slug, parts, records, *_PART)


def target_type(targets: Targets, root: RecordType, catalogues: Mapping[str, Catalogue]) -> TargetType:
    """The types that `targets` brings; `fault` says why it cannot be."""
    if targets.kind == "unit":
        return TargetType()
    if targets.kind == "every":
        if targets.of not in WINDOW_KINDS:
            return TargetType(fault=Words(f"Không có kỳ “{targets.of}”.", f"There is no window “{targets.of}”."))
        return TargetType(CALENDAR)
    if targets.kind == "each_content":
        catalogue = catalogues.get(targets.of)
        target = content_field(catalogue, root) if catalogue is not None else None
        if target is None:
            return TargetType(
                fault=Words(f"Không có danh mục “{targets.of}”.", f"There is no catalogue “{targets.of}”.")
            )
        return TargetType(target)
    return _each(targets.of, root)


def _each(path: str, root: RecordType) -> TargetType:
    lists = tuple(path.split("[]."))
    record: RecordType | None = root
    holder: Field | None = None
    for listed in lists:
        found = field_at(record, listed) if record is not None else None
        if found is None or found.kind != "list" or found.item is None or found.item.record is None:
            near = closest(listed, record.fields) if record is not None and found is None else None
            hint_vi, hint_en = (f" Có phải là “{near}”?", f" Did you mean “{near}”?") if near else ("", "")
            return TargetType(
                fault=Words(
                    f"“{path}”: “{listed}” không phải là danh sách các mục.{hint_vi}",
                    f"“{path}”: “{listed}” is not a list of records.{hint_en}",
                )
            )
        if "id" not in found.item.record.required:
            return TargetType(
                fault=Words(
                    f"“{path}”: các mục của “{listed}” không bắt buộc có mã (id), nên không thể xét từng mục.",
                    f"“{path}”: the items of “{listed}” need not have an id, so they cannot be judged one by one.",
                )
            )
        above, _, _ = listed.rpartition(".")
        holder = field_at(record, above) if record is not None and above else holder
        inner, record = found.item, found.item.record
        if listed != lists[-1]:
            holder = inner
    return TargetType(inner, holder, lists)
