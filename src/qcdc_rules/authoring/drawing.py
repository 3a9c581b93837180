"""Values for the fields of a submission, near the edges that a rule draws.

`Choose` picks one of some options. A search hands in its own and learns which picks lead where; the options
stand simplest first, so that a smaller pick is a simpler submission.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Any, Protocol, TypeVar

from qcdc_rules.authoring.changing import leaves_of
from qcdc_rules.authoring.reads import Named
from qcdc_rules.authoring.speech import Speech
from qcdc_rules.loading.submission import REGULATION_OF_KIND, SCHEMA
from qcdc_rules.logic.months import add_months, month_end_after
from qcdc_rules.logic.parts import part_of
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.model.rules import Rule, Version
from qcdc_rules.schemas.fields import Field, RecordType

T = TypeVar("T")
Draft = dict[str, Any]
_USUAL = 2024
_YEAR = timedelta(days=366)
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_SHARED = {"slug": "slugs", "village": "villages"}


class Choose(Protocol):
    """Picks one of some options."""

    def __call__(self, options: Sequence[T], /) -> T: ...


@dataclass(slots=True)
class Drawing:
    """One submission being drawn up for one rule."""

    rule: Rule
    speech: Speech
    shape: RecordType
    choose: Choose
    reads: frozenset[Named] = frozenset()
    """The fields that the rule reads."""
    first: date = date(_USUAL, 1, 1)
    last: date = date(_USUAL, 12, 31)
    made: int = 0

    # -- the header ----------------------------------------------------------------------------------

    def header(self) -> Draft:
        """Unit, period and day of the report, at a time when a version of the rule holds."""
        version = self.choose(self.rule.versions[::-1])
        self.first, self.last = self.choose(_periods(version))
        middle = self._anchor()
        stated = self.choose(
            (self.last, self.last + timedelta(days=15), middle, middle + timedelta(days=1), self.first)
        )
        known = [kind for kind, name in REGULATION_OF_KIND.items() if name == self.rule.regulation]
        asked = [kind for kind in self.speech.words.get("unit.kind", ()) if kind in known]
        kinds = [*asked, *asked, *asked, *asked, *known]
        return {
            "schema": SCHEMA,
            "unit": {"kind": self.choose(kinds), "code": "X-1", "name": "Đơn vị thử"},
            "period": {
                "first_on": self.first.isoformat(),
                "last_on": self.last.isoformat(),
                "stated_on": stated.isoformat(),
            },
        }

    def _anchor(self) -> date:
        """A working day in the period, some way from its first day."""
        day = min(self.first + timedelta(days=63), self.last)
        return day - timedelta(days=day.weekday()) if day - timedelta(days=day.weekday()) >= self.first else day

    # -- values --------------------------------------------------------------------------------------

    def value(self, declared: Field, draft: Draft, before: object = None, path: str = "") -> Any:
        """A value for a field; `before` is what it states already and what did not suffice."""
        if isinstance(before, str) and declared.kind == "date" and before[:4].isdigit():
            return f"{before[:10]} {self.choose(('08:00', '14:00'))}"
        options = self._options(declared, draft, path if path.startswith("unit.") else declared.name)
        if not declared.plain and declared.kind not in ("integer", "decimal", "boolean"):
            options = [*options, "none"]
        picked = self.choose(options) if options else "none"
        return picked() if callable(picked) else picked

    def _options(self, declared: Field, draft: Draft, name: str) -> list[Any]:
        kind = declared.kind
        if kind == "list":
            return self._lists(declared, draft, name)
        if kind in ("record", "map", "span"):
            record = declared.record
            return [lambda: self.record(record, draft)] if record is not None else []
        if kind == "date":
            still = ["still_up"] if "still_up" in declared.pattern else []
            return [lambda: self.day(draft).isoformat(), *still]
        if kind in ("integer", "decimal"):
            return self._numbers(declared, draft, name)
        if kind == "boolean":
            return [True, False]
        if kind in ("code", "slug"):
            return self._codes(declared, name)
        if kind == "ref":
            return [lambda: self._referred(declared, draft)]
        if kind == "part":
            return self._parts()
        if kind == "quantity":
            return [
                {one.unit: n} for one in sorted(self.speech.lengths, key=str) for n in (one.number, one.number + 1)
            ] or [{"days": 5}]
        return [*self._citations(), *self.speech.words.get(name, ()), "x"]

    def record(self, shape: RecordType, draft: Draft) -> Draft:
        """A record with its id and whatever else must be written."""
        made: Draft = {}
        if "id" in shape.fields:
            self.made += 1
            made["id"] = f"M{self.made}"
        for name, field in shape.fields.items():
            if name in shape.required and name != "id":
                made[name] = self.value(field, draft)
        return made

    def day(self, draft: Draft) -> date:
        """A day near the days that the draft states, off by the lengths of which the rule speaks."""
        stated = [day for one in leaves_of(_body(draft)) if (day := _day_in(one)) is not None]
        on = draft["period"]["stated_on"]
        near = (self.first - _YEAR, self.last + _YEAR)
        edges = (self._anchor(), date.fromisoformat(on), self.first, *sorted(self.speech.days))
        known = [day for day in dict.fromkeys((*stated, *edges)) if near[0] <= day <= near[1]]
        base = self.choose(known)
        steps: list[int] = [0, 1, -1]
        for length in sorted(self.speech.lengths, key=str):
            steps += [days + shift for days in _days(base, length) for shift in (0, -1, 1)]
        found = base + timedelta(days=self.choose(list(dict.fromkeys(steps))))
        return found if near[0] <= found <= near[1] or self.speech.lengths else base

    def _numbers(self, declared: Field, draft: Draft, name: str) -> list[Any]:
        known = [one for one in leaves_of(_body(draft)) if isinstance(one, int) and not isinstance(one, bool)]
        near = [n + shift for n in sorted(self.speech.near.get(name, ())) for shift in (0, -1, 1)]
        other = [n + shift for n in sorted(self.speech.numbers)[:6] for shift in (0, -1, 1)]
        shares = sorted({*self.speech.shares, Fraction(1, 2)})
        parts = [ceil(share * n) + shift for n in known for share in shares for shift in (0, 1, -1)]
        options: list[int] = [*near, *parts, *known, 1, 0, 2, *other, 10, 100]
        top = declared.maximum if declared.maximum is not None else 10**12
        return list(dict.fromkeys(n for n in options if 0 <= n <= top))

    def _codes(self, declared: Field, name: str) -> list[Any]:
        asked = [word for word in self.speech.words.get(name, ()) if word in declared.codes]
        others = [code for code in declared.codes if code not in asked]
        return [*asked, *others[: max(3, len(asked))]]

    def _parts(self) -> list[Any]:
        days = (self._anchor(), self.first, self.last)
        kinds = ("year", "half_year", "quarter", "month", "week")
        return list(dict.fromkeys(str(part_of(kind, day)) for kind in kinds for day in days))

    def _citations(self) -> list[str]:
        return [
            f"{one.article}({one.clause})" if one.clause else one.article for one in self.speech.cites if one.article
        ]

    def _referred(self, declared: Field, draft: Draft) -> str:
        """The id of an item of the list that a field refers to; the list gets one if it has none."""
        *way, last = (declared.ref or "villages").split(".")
        here = draft
        for name in way:
            here = here.setdefault(name, {})
        items = here.setdefault(last, [])
        ids = [one["id"] for one in items if isinstance(one, dict)] if isinstance(items, list) else []
        if ids:
            return str(self.choose(ids))
        self.made += 1
        here[last] = [{"id": f"M{self.made}"}]
        return f"M{self.made}"

    # -- lists ---------------------------------------------------------------------------------------

    def _lists(self, declared: Field, draft: Draft, name: str) -> list[Any]:
        item = declared.item
        if item is None:
            return [[]]
        if item.kind in ("code", "slug", "text") and item.record is None:
            return self._words(item, name)
        if item.kind == "ref":
            return [[], lambda: [self._referred(item, draft)]]
        options: list[Any] = [[], *(self._several(item, draft, n) for n in (1, 2, 3))]
        if declared.name in self.speech.rhythms or item.kind in ("date", "part"):
            dated = self.speech.rhythms.get(declared.name, "")
            options += [self._regular(item, dated, draft, unit) for unit in (*_MONTHS, "week")]
        if declared.name in self.speech.sets:
            options.append(self._covering(item, draft, *self.speech.sets[declared.name]))
        counts = {
            n + shift for n in self.speech.numbers | {one.number for one in self.speech.lengths} for shift in (-1, 0, 1)
        }
        return [*options, *(self._several(item, draft, n) for n in sorted(counts) if 3 < n <= 40)]

    def _several(self, item: Field, draft: Draft, count: int) -> Any:
        def make() -> list[Any]:
            if item.record is not None:
                shape = item.record
                return [self.record(shape, draft) for _ in range(count)]
            if item.kind == "date":
                start = self.day(draft)
                return [(start + timedelta(days=n)).isoformat() for n in range(count)]
            return list(dict.fromkeys(self.value(item, draft) for _ in range(count)))

        return make

    def _covering(self, item: Field, draft: Draft, key: str, words: list[str]) -> Any:
        def make() -> list[Any]:
            return [
                {**self.record(item.record, draft), key: word} if item.record is not None else word for word in words
            ]

        return make

    def _regular(self, item: Field, name: str, draft: Draft, unit: str) -> Any:
        def make() -> list[Any]:
            found: list[Any] = []
            for day in _every(unit, self.first, self.last):
                declared = item.record.fields.get(name) if item.record is not None else item
                if declared is None:
                    break
                value = str(part_of(unit, day)) if declared.kind == "part" else day.isoformat()
                found.append({**self.record(item.record, draft), name: value} if item.record is not None else value)
            return found

        return make

    def _words(self, item: Field, name: str) -> list[Any]:
        asked = [word for word in self.speech.words.get(name, ()) if not item.codes or word in item.codes]
        others = [code for code in item.codes if code not in asked] or (["x"] if not item.codes else [])
        lists = [asked, [], *([one] for one in asked), *([x for x in asked if x != one] for one in asked)]
        return [*_distinct(lists), others[:1], [*asked, *others[:1]], list(item.codes)]


def _distinct(lists: list[list[str]]) -> list[list[str]]:
    return [list(one) for one in dict.fromkeys(tuple(one) for one in lists)]


def _body(draft: Draft) -> Draft:
    """What the draft states beside its period, which offers its days by itself."""
    return {name: value for name, value in draft.items() if name != "period"}


def _day_in(value: object) -> date | None:
    written = isinstance(value, str) and len(value) >= 10 and value[:4].isdigit() and value[4] == value[7] == "-"
    return date.fromisoformat(str(value)[:10]) if written else None


def _days(base: date, length: Quantity) -> list[int]:
    """How many calendar days so long may be, forwards and backwards."""
    n = length.number
    if length.unit in ("days", "dates"):
        return [n, -n]
    if length.unit == "working_days":
        weekends = 2 * (n // 5)
        return [n + weekends, n + weekends + 2, -(n + weekends), -(n + weekends + 2)]
    months = n * 12 if length.unit == "years" else n
    if months > 600:
        return []
    ends = [(month_end_after(base, months) - base).days] if length.unit == "month_ends" else []
    return [*ends, (add_months(base, months) - base).days, (add_months(base, -months) - base).days]


def _every(unit: str, first: date, last: date) -> list[date]:
    """A day in each week, month, quarter … of a period."""
    found: list[date] = []
    here = first
    while here <= last and len(found) < 60:
        found.append(here)
        here = here + timedelta(days=7) if unit == "week" else add_months(here.replace(day=1), _MONTHS[unit])
    return found


def _periods(version: Version) -> list[tuple[date, date]]:
    """Periods in which a version holds: a whole year where there is one, shorter ones, and the year it began."""
    start, until = version.in_force.start or date(_USUAL, 1, 1), version.in_force.until
    year = start.year if (start.month, start.day) == (1, 1) else start.year + 1
    if year <= _USUAL and (until is None or until > date(_USUAL, 12, 31)):
        year = _USUAL
    spans = [(date(year, 1, 1), date(year, end, calendar.monthrange(year, end)[1])) for end in (12, 6, 3, 1)]
    spans.append((date(start.year, 1, 1), date(start.year, 12, 31)))
    if until is not None and until <= spans[0][1]:
        last = until - timedelta(days=1)
        spans = [(max(start, date(last.year, 1, 1)), last), *spans]
    return list(dict.fromkeys(spans))
