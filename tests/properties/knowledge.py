"""The order of information: the same report with facts taken away, without contradictions, or in another order.

What `forget` gives says less than what it got, and nothing else; so any two of its steps stand in the order.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from qcdc_rules.loading.plain import from_plain
from qcdc_rules.loading.submission import from_node
from qcdc_rules.model.submission import Items, Record, Submission
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Table


def forget(value: Any, declared: Field, rnd: Random, share: float) -> Any:
    """The same value with fewer facts inside."""
    if isinstance(value, dict) and declared.record is not None:
        return forget_in(value, declared.record, rnd, share)
    if declared.kind != "list" or declared.compact or not isinstance(value, list | dict):
        return value
    item = declared.item
    assert item is not None
    whole = {"items": value} if isinstance(value, list) else dict(value)
    kept = [forget(one, item, rnd, share) for one in whole["items"]]
    if rnd.random() < share + 0.2:
        whole["partial"] = True
        kept = [one for one in kept if rnd.random() < 0.5]
    if "did_not_arise" in whole:
        whole["did_not_arise"] = [slug for slug in whole["did_not_arise"] if rnd.random() < 0.8]
    whole["items"] = kept
    return kept if set(whole) == {"items"} else whole


def forget_in(record: Mapping[str, Any], shape: RecordType, rnd: Random, share: float) -> dict[str, Any]:
    """The same record with fewer facts. What is absent where absence means none is stated to be unknown."""
    made: dict[str, Any] = {}
    for name, value in record.items():
        declared = shape.fields[name]
        keep = name in shape.required or declared.compact or declared.kind == "id" or name == "village"
        if not keep and rnd.random() < share:
            if declared.absent_none or rnd.random() < 0.3:
                made[name] = "unknown"
        elif name != "period":
            made[name] = forget(value, declared, rnd, share)
        else:
            made[name] = value
    for name in ("started_on", "holidays", "interruptions", "special_rule", "opt_in", "excuse"):
        if name in shape.fields and name not in record and shape.fields[name].absent_none and rnd.random() < share / 4:
            made[name] = "unknown"
    return made


def read(report: Mapping[str, Any], shape: RecordType) -> Submission:
    node = from_plain(report)
    assert isinstance(node, Table)
    found = from_node(node, "report.yaml", shape, [])
    assert isinstance(found, Submission), found.problems
    return found


def consistent(report: dict[str, Any], shape: RecordType) -> tuple[dict[str, Any], Submission] | None:
    """The report without the fields that contradict each other, and as it is read; None if they go on to."""
    for _ in range(4):
        found = read(report, shape)
        if not found.has_errors:
            return report, found
        report = _without_lost(report, found.root)
    return None


def _without_lost(written: Any, value: object) -> Any:
    """What is written, without the fields that the reader took as not stated."""
    if isinstance(written, dict) and isinstance(value, Record):
        return {
            name: _without_lost(inner, value.fields.get(name))
            for name, inner in written.items()
            if name in ("schema", "unit", "period", "id") or inner == "unknown" or name in value.fields
        }
    if isinstance(written, dict) and "items" in written and isinstance(value, Items):
        return {**written, "items": _without_lost(written["items"], value)}
    if isinstance(written, list) and isinstance(value, Items) and len(written) == len(value.values):
        return [_without_lost(one, inner) for one, inner in zip(written, value.values, strict=True)]
    return written


def shuffled(value: Any, declared: Field | None, shape: RecordType | None, rnd: Random, ordered: frozenset[str]) -> Any:
    """The same report with the keys of its records, and the items of its lists, in another order."""
    if isinstance(value, dict) and shape is not None:
        names = list(value)
        rnd.shuffle(names)
        return {
            name: shuffled(value[name], shape.fields[name], shape.fields[name].record, rnd, ordered) for name in names
        }
    if declared is None or declared.kind != "list" or declared.compact or declared.name in ordered:
        return value
    item = declared.item
    assert item is not None
    whole = value if isinstance(value, dict) else {"items": value}
    if not isinstance(whole["items"], list):
        return value
    items = [shuffled(one, item, item.record, rnd, ordered) for one in whole["items"]]
    if item.record is None or all("id" in one for one in items if isinstance(one, dict)):
        rnd.shuffle(items)
    return {**value, "items": items} if isinstance(value, dict) else items
