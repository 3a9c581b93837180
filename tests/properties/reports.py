"""Reports made at random from the field tree, stating what the conditions of interest read.

They stand near the edges that the law draws: days around the change of law and around each other plus or minus
a limit, votes near a half and two thirds, partial lists, declared absences.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from interest import SHARED_NAMES, Interest

from qcdc_rules.logic.parts import part_of
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.schemas.fields import Field, RecordType

CHANGE = date(2023, 7, 1)
PERIODS = (
    ("2023-01-01", "2023-12-31"),
    ("2023-01-01", "2023-12-31"),
    ("2023-07-01", "2023-12-31"),
    ("2023-02-15", "2024-05-20"),
    ("2022-07-01", "2023-06-30"),
    ("2024-01-01", "2024-12-31"),
)
COMPACT_SINGLES = {"slugs": "slug", "villages": "village"}


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
            if (declared.plain and declared.kind != "id") or name in ("id", "schema", "period"):
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
            near = [
                max(int(n) + shift, 0) for n in asked | denied if isinstance(n, int | Fraction) for shift in (-1, 0, 1)
            ]
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
