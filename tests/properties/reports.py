"""Reports made at random from the field tree, and the same reports with facts taken away.

`make` states what the rules of interest read, near the edges that they draw: days around the change of law and
around each other plus or minus a limit, votes near a half and two thirds, partial lists, declared absences.
`forget` goes down the information order: what it gives says less than what it got, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from qcdc_rules.compiling.condition import Condition, Operand
from qcdc_rules.compiling.literals import Literal
from qcdc_rules.compiling.operands import ParameterOperand
from qcdc_rules.compiling.paths import Path
from qcdc_rules.loading.plain import from_plain
from qcdc_rules.loading.submission import from_node
from qcdc_rules.logic.parts import part_of
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.model.submission import Items, Record, Submission
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Table

CHANGE = date(2023, 7, 1)
PERIODS = (
    ("2023-01-01", "2023-12-31"),
    ("2023-01-01", "2023-12-31"),
    ("2023-07-01", "2023-12-31"),
    ("2023-02-15", "2024-05-20"),
    ("2022-07-01", "2023-06-30"),
    ("2024-01-01", "2024-12-31"),
)
SHARED_NAMES = frozenset({"started_on", "holidays", "makeup_days", "weekly_rest_days", "interruptions", "first_on", "last_on"})
COMPACT_SINGLES = {"slugs": "slug", "villages": "village"}


@dataclass
class Interest:
    """What some conditions read: names of fields, codes, numbers, days and lengths that they speak of."""

    names: set[str] = field(default_factory=lambda: set(SHARED_NAMES))
    codes: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    lengths: set[Quantity] = field(default_factory=set)
    asked: dict[str, set[object]] = field(default_factory=dict)
    """By field, the values that a condition asks for."""
    denied: dict[str, set[object]] = field(default_factory=dict)
    """By field, the values that a condition under `not` asks for."""

    def read(self, thing: object, seen: set[int] | None = None, negated: bool = False) -> None:
        """Take in a compiled condition and everything inside it."""
        seen = set() if seen is None else seen
        if id(thing) in seen:
            return
        seen.add(id(thing))
        if isinstance(thing, Path):
            self.names.update(thing.text.split("."))
        if isinstance(thing, Literal):
            self.note(thing.value)
        if isinstance(thing, ParameterOperand):
            for value in thing.values:
                self.note(value)
        if isinstance(thing, tuple | list):
            for inner in thing:
                self.read(inner, seen, negated)
        elif isinstance(thing, Condition | Operand) or type(thing).__module__.startswith("qcdc_rules.compiling.cond"):
            self.ask(thing, negated)
            negated = negated is not (getattr(thing, "op", "") == "not")
            for name, inner in vars(thing).items():
                if name in ("key", "matched_on") and isinstance(inner, str):
                    self.names.update(inner.split("."))
                if name in ("slugs",) and isinstance(inner, frozenset):
                    self.codes |= set(sorted(inner)[:4])
                self.read(inner, seen, negated)

    def ask(self, thing: object, negated: bool) -> None:
        """Take in what a condition on one fact compares it with."""
        fact = getattr(thing, "fact", None)
        if not isinstance(fact, Path):
            return
        told = [getattr(thing, name, None) for name in ("value", "values")]
        told += [operand for _, operand in (*getattr(thing, "modes", ()), *getattr(thing, "bounds", ()))]
        wanted = (self.denied if negated else self.asked).setdefault(fact.text.rpartition(".")[2], set())
        for operand in told:
            if isinstance(operand, Literal):
                wanted.update(operand.value if isinstance(operand.value, tuple) else (operand.value,))

    def take(self, other: Interest) -> None:
        """Read what the other reads too."""
        for name in ("names", "codes", "numbers", "days", "lengths"):
            getattr(self, name).update(getattr(other, name))
        for mine, theirs in ((self.asked, other.asked), (self.denied, other.denied)):
            for name, values in theirs.items():
                mine.setdefault(name, set()).update(values)

    def note(self, value: object) -> None:
        if isinstance(value, tuple):
            for one in value:
                self.note(one)
        elif isinstance(value, str):
            self.codes.add(value)
        elif isinstance(value, Quantity):
            self.lengths.add(value)
        elif isinstance(value, date):
            self.days.add(value)
        elif isinstance(value, int | Fraction) and not isinstance(value, bool):
            self.numbers.add(int(value))


class Maker:
    """Makes one report. The days and numbers of a report stand close to each other."""

    def __init__(self, rnd: Random, interest: Interest, shape: RecordType) -> None:
        self.rnd = rnd
        self.interest = interest
        self.shape = shape
        self.days = self._days()
        self.numbers = self._numbers()

    def _days(self) -> list[date]:
        rnd = self.rnd
        start = rnd.choice([date(2023, 6, 25), date(2024, 4, 20), *sorted(self.interest.days)])
        anchors = [start + timedelta(days=rnd.randrange(16)) for _ in range(2)]
        lengths = sorted(self.interest.lengths, key=str) or [Quantity("days", 5)]
        found = list(anchors)
        for anchor in anchors:
            length = rnd.choice(lengths)
            days = length.number * {"months": 30, "month_ends": 30, "years": 365}.get(length.unit, 1)
            for span in (days, -days):
                found += [anchor + timedelta(days=span + shift) for shift in (-1, 0, 1)]
        found += [anchors[0] + timedelta(days=1), CHANGE]
        return [day for day in found if 1950 < day.year < 2100]

    def _numbers(self) -> list[int]:
        whole = self.rnd.choice([3, 5, 90, 100, 150])
        edges = [whole // 2, whole // 2 + 1, -(-2 * whole // 3) - 1, -(-2 * whole // 3), whole, whole, 0, 1]
        for number in sorted(self.interest.numbers)[:6]:
            edges += [max(number - 1, 0), number, number + 1]
        return edges

    def report(self, unit_kind: str) -> dict[str, Any]:
        rnd = self.rnd
        first, last = rnd.choice(PERIODS)
        stated = rnd.choice([date.fromisoformat(last), date.fromisoformat(last), rnd.choice(self.days)])
        stated = max(stated, date.fromisoformat(first))
        made = self.record(self.shape, 0)
        unit = made.get("unit") if isinstance(made.get("unit"), dict) else {}
        header = {"code": "U1", "name": "Đơn vị", "kind": unit_kind}
        period = {"first_on": first, "last_on": last, "stated_on": stated.isoformat()}
        return {**made, "schema": "qcdc-submission/1", "unit": {**unit, **header}, "period": period}

    def record(self, shape: RecordType, depth: int, number: int = 1) -> dict[str, Any]:
        rnd, made = self.rnd, {}
        wanted = [name for name in shape.fields if name in self.interest.names]
        for name in wanted:
            declared = shape.fields[name]
            if declared.plain and declared.kind != "id" or name in ("id", "schema", "period"):
                continue
            if declared.compact and COMPACT_SINGLES.get(name) in shape.fields and rnd.random() < 0.9:
                continue
            rare = declared.absent_none or name in SHARED_NAMES - {"first_on", "last_on"}
            if rnd.random() < (0.2 if rare else 0.95):
                made[name] = self.value(declared, depth)
        if "id" in shape.fields:
            made["id"] = f"K{number}" if depth else f"T{number}"
        for short, single in COMPACT_SINGLES.items():
            if short in made and single in shape.fields:
                made.pop(single, None)
        return made

    def value(self, declared: Field, depth: int) -> Any:
        rnd, kind = self.rnd, declared.kind
        admits_none = kind not in ("integer", "decimal", "boolean") and not declared.plain and declared.name != "unit"
        if admits_none and rnd.random() < 0.07:
            return "none"
        if kind == "list":
            return self.items(declared, depth)
        if kind in ("record", "map"):
            assert declared.record is not None
            return self.record(declared.record, depth + 1)
        if kind == "span":
            assert declared.record is not None
            return self.span(declared.record, depth + 1)
        return self.scalar(declared)

    def span(self, shape: RecordType, depth: int, number: int = 1) -> dict[str, Any]:
        made = self.record(shape, depth, number)
        days = sorted(str(made[name])[:10] for name in ("first_on", "last_on") if str(made.get(name, ""))[:1] == "2")
        if len(days) == 2:
            made["first_on"], made["last_on"] = days
        return made

    def scalar(self, declared: Field) -> Any:
        rnd, kind = self.rnd, declared.kind
        if kind == "date":
            if "still_up" in declared.pattern and rnd.random() < 0.25:
                return "still_up"
            day = rnd.choice(self.days).isoformat()
            admits_hours = not declared.plain or "[0-5][0-9]" in declared.pattern
            return f"{day} {rnd.choice(['08:00', '17:30'])}" if admits_hours and rnd.random() < 0.1 else day
        asked = self.interest.asked.get(declared.name, set())
        denied = self.interest.denied.get(declared.name, set())
        if kind in ("integer", "decimal"):
            near = [max(int(n) + shift, 0) for n in asked | denied if isinstance(n, int | Fraction) for shift in (-1, 0, 1)]
            numbers = sorted(near) if near and rnd.random() < 0.5 else self.numbers
            return min(rnd.choice(numbers), declared.maximum or 10**9)
        if kind == "boolean":
            wanted = sorted(value for value in asked | {not one for one in denied} if isinstance(value, bool))
            return rnd.choice(wanted) if wanted and rnd.random() < 0.8 else rnd.random() < 0.6
        if kind in ("code", "slug"):
            return self.code(declared)
        if kind == "ref":
            return f"T{rnd.randrange(1, 3)}"
        if kind == "part":
            day = rnd.choice(self.days)
            return str(part_of(rnd.choice(["year", "half_year", "quarter", "month", "week"]), day))
        if kind == "quantity":
            return {rnd.choice(["days", "working_days", "months"]): rnd.choice([1, 2, 5, 10, 30])}
        return rnd.choice(["Hòa", "Hoà", "x", "65", "65(2)"])

    def code(self, declared: Field) -> str:
        asked, denied = (by.get(declared.name, set()) for by in (self.interest.asked, self.interest.denied))
        known = sorted(str(code) for code in asked - denied if code in declared.codes)
        if not known and denied:
            known = [code for code in declared.codes if code not in denied]
        known = known or [code for code in declared.codes if code in self.interest.codes]
        if known and self.rnd.random() < 0.8:
            return self.rnd.choice(known)
        return self.rnd.choice(list(declared.codes))

    def items(self, declared: Field, depth: int) -> Any:
        rnd, item = self.rnd, declared.item
        assert item is not None
        if declared.compact:
            words = ["all", {"all_except": ["T1"]}, ["T1"], ["T1", "T2"]] if item.kind == "ref" else [[self.code(item)]]
            return rnd.choice(words)
        length = rnd.choice([0, 1, 1, 2, 2, 3])
        made: list[Any] = []
        for number in range(1, length + 1):
            if item.record is None:
                made.append(self.scalar(item))
            elif item.kind == "span":
                made.append(self.span(item.record, depth + 1, number))
            else:
                keyed = 0 if declared.name in ("villages", "projects") else depth + 1
                made.append(self.record(item.record, keyed, number))
        if item.kind == "date" and made and rnd.random() < 0.5:
            start = date.fromisoformat(str(made[0])[:10])
            made = [(start + timedelta(days=n)).isoformat() for n in range(rnd.randrange(1, 5))]
        if item.record is None:
            made = list(dict.fromkeys(made))
        whole: dict[str, Any] = {"items": made}
        if rnd.random() < 0.25:
            whole["partial"] = True
        if declared.subjects and rnd.random() < 0.6:
            recorded = {one.get("slug") for one in made}
            slugs = [code for code in declared.subjects if code in self.interest.codes] or list(declared.subjects)
            whole["did_not_arise"] = [slug for slug in slugs if slug not in recorded][: rnd.randrange(4)]
        return whole if len(whole) > 1 else made


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
    if rnd.random() < share:
        whole["partial"] = True
        kept = [one for one in kept if rnd.random() < 0.7]
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
        return {name: shuffled(value[name], shape.fields[name], shape.fields[name].record, rnd, ordered) for name in names}
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


def words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)
