"""The submission schema as a tree of typed fields.

`schemas/submission.schema.json` is the one description of a submission. This module turns it into types
that the reader, the compiler and the sentences share. The `x-` keywords are explained in docs/schema.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from qcdc_rules.frozen import changed, frozen
from qcdc_rules.logic.lazy import EMPTY, LazyMapping
from qcdc_rules.source import Words
from qcdc_rules.source.resources import data_dir, data_path

if TYPE_CHECKING:
    from pathlib import Path

_NO_WORD = "^(?!(?:none|unknown)$)"
NUMERIC = frozenset({"integer", "decimal"})
TEXTUAL = frozenset({"text", "slug", "code", "id"})


@frozen
class Consistency:
    """A constraint inside one record whose breach makes the fields involved unknown."""

    check: str
    fields: tuple[str, ...]
    limit: str
    listed: str = ""
    """For `inside` and `unique`: the list whose items are checked."""
    guard: str = ""
    """A field that decides whether the check holds: only when (`negated`: unless) it is one of `among`."""
    among: frozenset[str] = frozenset()
    negated: bool = False


@frozen
class RecordType:
    """The fields that a record may state."""

    name: str
    fields: Mapping[str, Field]
    required: frozenset[str] = frozenset()
    consistent: tuple[Consistency, ...] = ()
    referable: tuple[str, ...] = ()
    """Of the root: the paths of the lists whose items other fields name by id."""


@frozen
class Field:
    """One field: its kind, its words in both languages, and what stands inside it."""

    name: str
    kind: str
    label: Words
    meaning: Words
    unit: Words | None = None
    codes: Mapping[str, Words] = EMPTY
    ref: str | None = None
    record: RecordType | None = None
    item: Field | None = None
    absent_none: bool = False
    person: bool = False
    compact: bool = False
    informational: bool = False
    plain: bool = False
    """Neither `none` nor `unknown` may stand there: a header field, an id, an item of a list of words."""
    subjects: Mapping[str, Words] = EMPTY
    """For a section: the slugs that `did_not_arise` may name."""
    regulations: frozenset[str] = frozenset()
    pattern: str = ""
    maximum: int | None = None


def both(text: str) -> Words:
    """Split `"<Vietnamese> · <English>"`."""
    vi, _, en = text.partition(" · ")
    return Words(vi, en or vi)


def _label(code: str, text: str) -> Words:
    return both(text)


class _Builder:
    def __init__(self, schema: dict[str, Any]) -> None:
        self._defs: dict[str, Any] = schema.get("$defs", {})
        self._records: dict[str, RecordType] = {}

    def _resolved(self, raw: dict[str, Any]) -> dict[str, Any]:
        ref = raw.get("$ref")
        if ref is None:
            return raw
        target = self._resolved(self._defs[ref.removeprefix("#/$defs/")])
        return {**target, **raw}

    def field(self, name: str, raw: dict[str, Any]) -> Field:
        merged = self._resolved(raw)
        kind = merged.get("x-kind", "text")
        label = both(merged.get("title") or name)
        is_record = kind in ("record", "span")
        pattern = str(merged.get("pattern", ""))
        return Field(
            name=name,
            kind=kind,
            label=label,
            meaning=both(merged.get("description") or merged.get("title") or name),
            unit=both(merged["x-unit"]) if "x-unit" in merged else None,
            codes=LazyMapping(merged.get("x-labels", EMPTY), _label),
            ref=merged.get("x-ref"),
            record=self._record(raw, merged) if is_record else self._map(merged) if kind == "map" else None,
            item=self.field(name, merged["items"]) if kind == "list" else None,
            absent_none=merged.get("x-absent") == "none",
            person=bool(merged.get("x-person")),
            compact=bool(merged.get("x-compact")),
            informational=bool(merged.get("x-informational")),
            plain=pattern.startswith(_NO_WORD)
            or (kind in ("date", "part") and "none" not in pattern)
            or "none" not in merged.get("enum", ("none",)),
            subjects=self._subjects(merged),
            regulations=frozenset(merged.get("x-for", ())),
            pattern=pattern,
            maximum=merged.get("maximum"),
        )

    def _map(self, merged: dict[str, Any]) -> RecordType:
        """A map from slugs to values, as a record: complete when stated; what it does not name is none."""
        names = self._resolved(merged.get("propertyNames", {}))
        labels = {code: both(text) for code, text in names.get("x-labels", {}).items()}
        entries = self._resolved(merged["additionalProperties"])
        fields = {}
        for name in names.get("enum", ()):
            if name in (None, "none", "unknown"):
                continue
            entry = self.field(name, entries)
            label = labels.get(name, entry.label)
            fields[name] = changed(entry, name=name, label=label, absent_none=True)
        return RecordType(name="", fields=fields)

    def _subjects(self, merged: dict[str, Any]) -> Mapping[str, Words]:
        arisen = merged.get("properties", {}).get("did_not_arise") if merged.get("x-kind") == "list" else None
        if arisen is None:
            return EMPTY
        item = self._resolved(self._resolved(arisen)["items"])
        return LazyMapping(item.get("x-labels", EMPTY), _label)

    def _record(self, raw: dict[str, Any], merged: dict[str, Any]) -> RecordType:
        name = str(raw.get("$ref", "")).removeprefix("#/$defs/")
        if name and name in self._records:
            return self._records[name]
        record = RecordType(
            name=name,
            fields=LazyMapping(merged.get("properties", {}), self.field),
            required=frozenset(merged.get("required", ())),
            consistent=tuple(_consistency(entry) for entry in merged.get("x-consistent", ())),
        )
        if name:
            self._records[name] = record
        return record


def _consistency(entry: dict[str, Any]) -> Consistency:
    guard = entry.get("when") or entry.get("unless") or {}
    fields = entry["fields"] if "fields" in entry else [entry["field"]]
    return Consistency(
        check=entry["check"],
        fields=tuple(fields),
        limit=entry.get("limit", ""),
        listed=entry.get("list", ""),
        guard=guard.get("field", ""),
        among=frozenset(guard.get("in", ())),
        negated="unless" in entry,
    )


def build(schema: dict[str, Any]) -> RecordType:
    """The root record type of a submission schema given as a mapping."""
    builder = _Builder(schema)
    fields = LazyMapping(schema["properties"], builder.field)
    return RecordType(
        name="submission",
        fields=fields,
        required=frozenset(schema.get("required", ())),
        consistent=tuple(_consistency(entry) for entry in schema.get("x-consistent", ())),
        referable=tuple(schema.get("x-referable", ())),
    )


_SCHEMA = "submission.schema.json"


def schema_path() -> Path:
    return data_dir("schemas") / _SCHEMA


@cache
def submission_type() -> RecordType:
    """The root record type of the submission schema that ships with the package."""
    with open(f"{data_path('schemas')}/{_SCHEMA}", encoding="utf-8") as stream:
        return build(json.load(stream))
