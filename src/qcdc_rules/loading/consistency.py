"""Constraints inside one record that no report can break and be true: a part above its whole, an end before
its start. A breach is an error of the report, not a breach of the law: the fields involved count as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from qcdc_rules.frozen import frozen
from qcdc_rules.logic.values import Gap, Still
from qcdc_rules.model.submission import Items, Record, Value
from qcdc_rules.schemas.fields import Consistency, Field, RecordType
from qcdc_rules.source import Words

MOST_SHOWN = 6
"""Values that a sentence lists."""


@frozen
class Breach:
    """What cannot be true at once; `fields` are the record's own fields that it makes unknown."""

    fields: tuple[str, ...]
    words: Words


def breaches(fields: Mapping[str, Value], shape: RecordType) -> Iterator[Breach]:
    """The constraints of `shape` that the stated fields break."""
    for constraint in shape.consistent:
        if _top(constraint.listed or constraint.limit) not in fields or not _guarded(fields, constraint):
            continue  # most records state nothing that the constraint bounds
        if constraint.check == "unique":
            yield from _repeated(fields, constraint)
        elif constraint.check == "inside":
            yield from _outside(fields, constraint)
        else:
            yield from _exceeded(fields, constraint, shape)


def _top(path: str) -> str:
    """The record's own field on a path."""
    return path.partition(".")[0].removesuffix("[]")


def _guarded(fields: Mapping[str, Value], constraint: Consistency) -> bool:
    if not constraint.guard:
        return True
    return (fields.get(constraint.guard) in constraint.among) is not constraint.negated


def _values(fields: Mapping[str, Value], path: str) -> list[Value]:
    """The values at a path inside the record; `a[].b` gives one for each item."""
    if path in fields:
        return [fields[path]]
    here: list[Value] = [Record(fields)]
    for step in path.split("."):
        name = step.removesuffix("[]")
        found = [value.fields[name] for value in here if isinstance(value, Record) and name in value.fields]
        here = (
            [v for items in found if isinstance(items, Items) for v in items.values] if step.endswith("[]") else found
        )
    return here


def _exceeded(fields: Mapping[str, Value], constraint: Consistency, shape: RecordType) -> Iterator[Breach]:
    limits = _values(fields, constraint.limit)
    if len(limits) != 1:
        return
    limit = limits[0]
    stated = [value for path in constraint.fields for value in _values(fields, path)]
    broken: Sequence[Value]
    if constraint.check == "not_before":
        broken = [v for v in stated if isinstance(v, date) and isinstance(limit, date) and v < limit]
    elif constraint.check == "sum_at_most":
        numbers = [v for v in stated if _number(v) is not None]
        total = sum(n for v in numbers if (n := _number(v)) is not None)
        bound = _number(limit)
        broken = numbers if bound is not None and total > bound else []
    else:
        bound = _number(limit)
        broken = [v for v in stated if bound is not None and (n := _number(v)) is not None and n > bound]
    if broken:
        yield Breach(_tops((*constraint.fields, constraint.limit)), _words(constraint, shape, broken, limit))


def _number(value: Value) -> Fraction | int | None:
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _tops(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The record's own fields on these paths; of a path inside a list only the bound becomes unknown."""
    plain = tuple(path for path in paths if "[]" not in path and "." not in path)
    return plain or tuple(_top(path) for path in paths)


def _outside(fields: Mapping[str, Value], constraint: Consistency) -> Iterator[Breach]:
    first, last = fields.get(constraint.fields[0]), fields.get(constraint.limit)
    for item in _values(fields, f"{constraint.listed}[]"):
        if not isinstance(item, Record):
            continue
        start, end = item.fields.get("first_on"), item.fields.get("last_on")
        early = isinstance(first, date) and isinstance(start, date) and start < first
        late = isinstance(last, date) and isinstance(end, date) and end > last
        if early or late:
            yield Breach(
                (constraint.listed,),
                Words(
                    f"Mâu thuẫn: lần gián đoạn {_shown(start)} – {_shown(end)} nằm ngoài khoảng {_shown(first)} –"
                    f" {_shown(last)}.",
                    f"Contradiction: the interruption {_shown(start)} – {_shown(end)} lies outside {_shown(first)} –"
                    f" {_shown(last)}.",
                ),
            )
            return


def _repeated(fields: Mapping[str, Value], constraint: Consistency) -> Iterator[Breach]:
    """A value that two items state. Records spelt in one line share its id, which is then no repetition; of
    two lines with the same id the reader has given the later one a key with a tilde."""
    name = constraint.fields[0]
    seen: set[object] = set()
    for item in _values(fields, f"{constraint.listed}[]"):
        value = item.fields.get(name) if isinstance(item, Record) else None
        if not isinstance(item, Record) or not isinstance(value, str | int | date):
            continue
        renamed = item.key != value and item.key.endswith("~")
        if renamed if name == "id" else value in seen:
            yield Breach(
                (constraint.listed,),
                Words(
                    f"“{value}” xuất hiện hai lần trong {constraint.listed}.",
                    f"“{value}” stands twice in {constraint.listed}.",
                ),
            )
            return
        seen.add(value)


def _shown(value: object) -> str:
    """A value as the writer of the file wrote it, or may have."""
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"{float(value):.4f}".rstrip("0").replace(".", ",")
    if isinstance(value, Gap | Still):
        return str(value.value)
    return "…" if value is None else str(value)


def _label(shape: RecordType, path: str) -> Words:
    found: Field | None = None
    record: RecordType | None = shape
    for step in path.split("."):
        found = record.fields.get(step.removesuffix("[]")) if record is not None else None
        record = None if found is None else found.record or (found.item.record if found.item else None)
    return found.label if found is not None else Words(path, path)


def _words(constraint: Consistency, shape: RecordType, broken: Sequence[Value], limit: Value) -> Words:
    labels = [_label(shape, path) for path in constraint.fields]
    bound = _label(shape, constraint.limit)
    more = " + …" if len(broken) > MOST_SHOWN else ""
    stated, limit_shown = " + ".join(_shown(value) for value in broken[:MOST_SHOWN]) + more, _shown(limit)
    vi, en = " + ".join(label.vi for label in labels), " + ".join(label.en for label in labels)
    if constraint.check == "not_before":
        return Words(
            f"Mâu thuẫn: “{vi}” ({stated}) trước “{bound.vi}” ({limit_shown}).",
            f"Contradiction: “{en}” ({stated}) is before “{bound.en}” ({limit_shown}).",
        )
    return Words(
        f"Mâu thuẫn: “{vi}” ({stated}) lớn hơn “{bound.vi}” ({limit_shown}).",
        f"Contradiction: “{en}” ({stated}) is more than “{bound.en}” ({limit_shown}).",
    )
