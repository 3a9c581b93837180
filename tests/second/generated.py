"""Whole submissions drawn from the submission schema, near the edges of the law, and both engines over them.

A `Plan` says of which type, for which period and as of which days a submission is, on which rules it dwells and how
much it leaves out; `drawn` writes it. Hypothesis draws the plan in the tests, a seeded generator in `deep.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, NamedTuple, TypeVar

from both import ruleset
from interest import Interest
from judging import KINDS, Judge
from knowledge import consistent
from reports import CHANGE, Maker

from qcdc_rules.authoring.crosscheck import NO_RESULT, Difference, cross_check, second_engine
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.logic.months import add_months, month_end_after
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.second.outcome import Facts, Verdict

T = TypeVar("T")
Choose = Callable[[Sequence[T]], T]
Draft = dict[str, Any]
LATER_CHANGE = date(2025, 7, 1)
DAY = timedelta(days=1)
REGULATIONS = ("commune",) * 7 + ("agency",) * 4 + ("workplace",) * 7 + ("district_summary",)

SPANS = [
    (first, last)
    for often, first, last in (
        (3, "2024-01-01", "2024-12-31"),
        (2, "2023-01-01", "2023-12-31"),
        (1, "2022-01-01", "2022-12-31"),
        (1, "2021-01-01", "2021-12-31"),
        (1, "2025-01-01", "2025-12-31"),
        (3, "2024-01-01", "2024-06-30"),
        (4, "2024-07-01", "2024-09-30"),
        (2, "2023-07-01", "2023-12-31"),
        (2, "2023-01-01", "2023-06-30"),
        (4, "2023-06-15", "2023-07-14"),
        (3, "2025-06-20", "2025-07-10"),
        (2, "2025-07-01", "2025-12-31"),
        (2, "2024-02-29", "2024-03-31"),
        (2, "2023-12-25", "2024-01-07"),
        (2, "2022-03-01", "2022-05-31"),
        (2, "2015-11-01", "2016-01-31"),
        (1, "2023-02-15", "2024-05-20"),
        (1, "2022-07-01", "2024-06-30"),
        (1, "2020-01-01", "2023-12-31"),
        (1, "2024-12-01", "2026-01-31"),
    )
    for _ in range(often)
]
"""Most are short, for the results of a report grow with its calendar; some run for years, many across a change."""
GAPS = (0.0, 0.0, 0.0, 0.05, 0.15, 0.4)
"""How much is left out or stated to be unknown."""
SEEDS = 2**48
TRIES = 6


class Plan(NamedTuple):
    """What a submission is to be like."""

    regulation: str
    kind: str
    first: date
    last: date
    stated: date
    as_of: date
    focus: tuple[Rule, ...]
    gaps: float
    seed: int


class Drawn(NamedTuple):
    """A submission, as it is written and as it is read, the day of the check, and the rules on which it dwells."""

    draft: Draft
    submission: Submission
    as_of: date
    focus: tuple[Rule, ...] = ()


@cache
def judge() -> Judge:
    return Judge(ruleset())


def planned(choose: Choose[Any], rules: Sequence[Rule], seed: int, most: int = 12) -> Plan:
    """A plan for a submission that dwells on a few of these rules, all of one type of regulation."""
    regulation = rules[0].regulation
    many, start = choose(range(2, most)), choose(range(len(rules)))
    alike = [rules[number % len(rules)] for number in range(start, start + many)]
    focus = tuple(alike if choose((True, False)) else [choose(rules) for _ in alike])
    spans = [span for span in SPANS if _governed(focus[0], span[1])] if choose(range(6)) else []
    first, last = (date.fromisoformat(one) for one in choose(spans or SPANS))
    shifts = (0, 0, 0, 1, 15, 200, -1, -40, -400)
    stated = max(first, min(last + choose(shifts) * DAY, date(2026, 11, 23)))
    as_of = max(first, stated - choose((0, 0, 0, 0, 0, 0, 1, 30, 365)) * DAY)
    return Plan(regulation, choose(KINDS[regulation]), first, last, stated, as_of, focus, choose(GAPS), seed)


def _governed(rule: Rule, last: str) -> bool:
    return any(version.in_force.holds_on(date.fromisoformat(last)) for version in rule.versions)


def drawn(plan: Plan) -> Drawn | None:
    """The submission of a plan; None where what is drawn contradicts itself again and again."""
    interest = Interest()
    for rule in plan.focus:
        interest.take(judge().interest(rule))
    shape = judge().ruleset.shape
    rnd = Random(plan.seed)
    for _ in range(TRIES):
        made = consistent(Writer(rnd, interest, shape, plan).whole(), shape)
        if made is not None:
            return Drawn(*made, plan.as_of, plan.focus)
    return None


class Writer(Maker):
    """Writes one submission: days near the period's and the law's, numbers near the limits, gaps of every kind."""

    def __init__(self, rnd: Random, interest: Interest, shape: RecordType, plan: Plan) -> None:
        self.plan = plan
        super().__init__(rnd, interest, shape)

    def whole(self) -> Draft:
        plan = self.plan
        made = self.record(self.shape, 0)
        unit = made.get("unit") if isinstance(made.get("unit"), dict) else {}
        days = {"first_on": plan.first, "last_on": plan.last, "stated_on": plan.stated}
        return {
            **made,
            "schema": "qcdc-submission/1",
            "unit": {**unit, "code": "U1", "name": "Đơn vị", "kind": plan.kind},
            "period": {name: day.isoformat() for name, day in days.items()},
        }

    def _days(self) -> list[date]:
        rnd, plan = self.rnd, self.plan
        near = (add_months(plan.first, -14), add_months(plan.last, 14))
        edges = [plan.first, plan.last, plan.stated, plan.as_of, CHANGE, LATER_CHANGE, *sorted(self.interest.days)]
        edges += [plan.first + DAY * rnd.randrange((plan.last - plan.first).days + 1) for _ in range(3)]
        anchors = rnd.sample([day for day in edges if near[0] <= day <= near[1]], 4)
        lengths = sorted(self.interest.lengths, key=str) or [Quantity("days", 5)]
        found = [*anchors, *anchors]
        for anchor in anchors:
            for length in rnd.sample(lengths, min(2, len(lengths))):
                ends = [*_ends(anchor, length)]
                found += [end + shift * DAY for end in ends for shift in (-1, 0, 1)]
            found += [anchor + DAY, anchor - DAY]
        return [day for day in found if 1950 < day.year < 2100]

    def record(self, shape: RecordType, depth: int, number: int = 1) -> Draft:
        rnd, gaps = self.rnd, self.plan.gaps
        made = super().record(shape, depth, number)
        if shape is self.shape.fields["unit"].record:
            gaps /= 3
            for name, declared in shape.fields.items():  # they decide which rules bind the unit at all
                if name not in made and not declared.plain and not declared.absent_none and rnd.random() < 0.8:
                    made[name] = self.value(declared, depth)
        for name in list(made):
            allowed = shape.fields[name].regulations
            lost = name != "id" and name not in shape.required and rnd.random() < gaps
            if lost or (allowed and self.plan.regulation not in allowed):
                del made[name]
        return made

    def value(self, declared: Field, depth: int) -> Any:
        if not declared.plain and declared.name != "unit" and self.rnd.random() < self.plan.gaps / 2:
            return "unknown"
        made = super().value(declared, depth)
        if made in ("none", []) and declared.kind in ("list", "record") and self.rnd.random() < 0.7:
            made = super().value(declared, depth)  # what is inside says more
        if declared.kind == "date" and len(made) == 10 and self.rnd.random() < 0.05:
            return f"{made[8:]}/{made[5:7]}/{made[:4]}"
        return made

    def items(self, declared: Field, depth: int) -> Any:
        made, rnd = super().items(declared, depth), self.rnd
        if declared.item is not None and declared.item.kind == "date" and isinstance(made, list) and made:
            if rnd.random() < 0.3 and str(made[0])[4] == "-":
                start = date.fromisoformat(str(made[0])[:10])
                return [f"{start.isoformat()}..{(start + rnd.randrange(6) * DAY).isoformat()}"]
        elif declared.subjects and isinstance(made, dict | list) and rnd.random() < 0.15:
            whole = made if isinstance(made, dict) else {"items": made}
            recorded = {slug for one in whole["items"] for slug in (one.get("slug"), *_words(one.get("slugs")))}
            return {**whole, "did_not_arise": [slug for slug in declared.subjects if slug not in recorded]}
        return made


def _words(written: object) -> list[str]:
    return [str(one) for one in written] if isinstance(written, list) else []


def _ends(anchor: date, length: Quantity) -> Iterator[date]:
    """Where a length ends that begins on a day, and where one begins that ends there."""
    number = length.number
    if length.unit in ("months", "years", "month_ends"):
        months = 12 * number if length.unit == "years" else number
        if months < 600:
            yield from (add_months(anchor, months), add_months(anchor, -months))
            if length.unit == "month_ends":
                yield month_end_after(anchor, months)
    elif number < 4000:
        rest = 2 * (number // 5) if length.unit == "working_days" else 0
        yield from (anchor + (number + rest) * DAY, anchor - (number + rest) * DAY)


# -- both engines over what was drawn ----------------------------------------------------------------


@dataclass(slots=True)
class Tally:
    """What was compared, and what came of it."""

    submissions: int = 0
    whole: int = 0
    """So many of them by all rules of their type."""
    refused: int = 0
    """Plans of which every draft contradicted itself."""
    results: int = 0
    types: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    by_rule: dict[str, Counter[str]] = field(default_factory=dict)
    patterns: dict[Facts, Verdict] = field(default_factory=dict)
    differences: list[tuple[Draft, date, Difference]] = field(default_factory=list)
    """With the submission and the day of the check."""

    def compare(self, one: Drawn, own: Ruleset, rules: Iterable[Rule]) -> None:
        """Judge one submission by both engines, the second in plain Python, and compare every result."""
        read, day = one.submission, one.as_of
        first = Evaluation(own, read, day, False, calendar_of(own.law.holidays, read))
        second = second_engine(read, own, day)
        self.submissions += 1
        self.types[read.regulation] += 1
        for rule in rules:
            told = {result.key: result for result in first.of_rule(rule)}
            other = second.of_rule(rule)
            seen = self.by_rule.setdefault(rule.id, Counter())
            same = told.keys() == other.keys()
            for key, judged in other.items():
                self.patterns.setdefault(judged.facts, judged.verdict)
                seen[judged.verdict] += 1
                result = told.get(key)
                if result is None or result.verdict != judged.verdict:
                    same = False
                elif result.version is not None and judged.version != result.version.in_force.start:
                    same = same and judged.version is None
            self.results += len(told.keys() | other.keys())
            if not same:
                self.differences += [(one.draft, day, found) for found in cross_check(read, own, [rule], day).differences]

    def count(self) -> None:
        """Add up the outcomes of the rules."""
        self.outcomes = sum(self.by_rule.values(), Counter())

    def unlike(self, *verdicts: str) -> list[str]:
        """The rules that said nothing but this."""
        return sorted(rule for rule, seen in self.by_rule.items() if not seen.keys() - set(verdicts))


def persists(draft: Draft, as_of: date, rule: Rule) -> bool:
    """Whether the engines differ about a rule over a draft that can be read without a fault."""
    shape = ruleset().shape
    made = consistent(draft, shape)
    if made is None or made[0] != draft or as_of < made[1].first_on:
        return False
    return bool(cross_check(made[1], ruleset(), [rule], as_of).differences)


def told(found: Difference) -> str:
    sides = (f"{one.verdict} ({one.version})" if one.verdict != NO_RESULT else NO_RESULT for one in found[2:4])
    return f"{found.rule} {found.key}: {' / '.join(sides)}"
