"""What stays in memory of each unit: who it is, its counts and amounts. Its findings are read when they are printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from qcdc_rules.rollup.amounts import Amount
from qcdc_rules.rollup.records import Data

Period = tuple[date, date]


class Unit(NamedTuple):
    """One submission of the roll-up."""

    file: str
    key: str
    """Under which the journal keeps its record."""
    code: str
    name: str
    kind: str
    regulation: str
    period: Period | None
    evaluated: bool
    exit_code: int
    digest: str
    counts: Mapping[str, tuple[int, ...]]
    waived: int
    problems: int
    amounts: Mapping[str, Amount]

    @property
    def label(self) -> str:
        return self.name or self.file


class Repeat(NamedTuple):
    """Several submissions of one unit."""

    code: str
    files: tuple[str, ...]
    same_bytes: bool
    overlapping: bool
    """Their periods overlap: one of them is too many, or they contradict each other."""


def unit_of(file: str, key: str, record: Data) -> Unit:
    period = record["period"]
    return Unit(
        file=file,
        key=key,
        code=record["code"],
        name=record["name"],
        kind=record["kind"],
        regulation=record["regulation"],
        period=(date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else None,
        evaluated=record["evaluated"],
        exit_code=record["exit_code"],
        digest=record["digest"],
        counts={name: tuple(numbers) for name, numbers in record["counts"].items()},
        waived=record["waived"],
        problems=len(record["problems"]),
        amounts={slug: Amount(low, tuple(lacking)) for slug, (low, lacking) in record["amounts"].items()},
    )


def by_code(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Evaluated units together by their code, in the order given."""
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.evaluated and unit.code:
            groups[unit.code].append(unit)
    return groups


def repeats(units: Iterable[Unit]) -> tuple[Repeat, ...]:
    """The codes that stand in more than one submission."""
    return tuple(
        Repeat(code, tuple(one.file for one in group), len({one.digest for one in group}) == 1, overlapping(group))
        for code, group in sorted(by_code(units).items())
        if len(group) > 1
    )


def overlapping(group: Sequence[Unit]) -> bool:
    """Whether any two of these submissions speak of the same days."""
    periods = sorted(unit.period for unit in group if unit.period is not None)
    return any(later[0] <= earlier[1] for earlier, later in pairwise(periods))
