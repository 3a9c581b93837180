"""The figures of the whole: amounts of the units added, never a fact that nobody stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from qcdc_rules.rollup.amounts import MOST_LACKING, NOTHING, Amount
from qcdc_rules.rollup.figures import BY_SLUG, FIGURES, SHARES, Figure
from qcdc_rules.rollup.units import Period, Unit, by_code, overlapping


class Contribution(NamedTuple):
    """What one unit adds to a figure, and what it does not state."""

    code: str
    name: str
    files: tuple[str, ...]
    amount: Amount
    why: str = ""
    """Why the amount is not sure although it is stated: `repeated`, `other_period`, `unreadable`."""

    @property
    def open(self) -> bool:
        return bool(self.amount.lacking or self.why)


class Total(NamedTuple):
    """One figure: at least `low`, exactly so when nothing is open. Of a share, `whole` is what it is a share of."""

    slug: str
    low: int
    behind: tuple[Contribution, ...]
    whole: int = 0

    @property
    def open(self) -> tuple[Contribution, ...]:
        return tuple(one for one in self.behind if one.open)

    @property
    def is_share(self) -> bool:
        return self.slug not in BY_SLUG

    @property
    def value(self) -> Fraction | None:
        """The number; a share in per cent, or None where there is nothing to be a share of."""
        if not self.is_share:
            return Fraction(self.low)
        return Fraction(100 * self.low, self.whole) if self.whole else None


def totals(units: Sequence[Unit], period: Period | None) -> tuple[Total, ...]:
    """Every figure. `period` is that of the reported summary; without it, units speak for their own periods."""
    groups = by_code(units)
    unread = [unit for unit in units if not unit.evaluated]
    found = {figure.slug: _total(figure, groups.values(), unread, period) for figure in FIGURES}
    shares = {share.slug: _share(share.slug, found[share.part], found[share.whole]) for share in SHARES}
    return tuple({**found, **shares}.values())


def _total(
    figure: Figure, groups: Iterable[Sequence[Unit]], unread: Sequence[Unit], period: Period | None
) -> Total:  # fmt: skip
    behind = [one for group in groups for one in _of_unit(figure, group, period)]
    behind += [Contribution(unit.code, unit.name, (unit.file,), NOTHING, "unreadable") for unit in unread]
    return Total(figure.slug, sum(one.amount.low for one in behind), tuple(behind))


def _share(slug: str, part: Total, whole: Total) -> Total:
    """A share: its parts are the units that do not count, or may not."""
    counted = {one.code for one in part.behind if one.amount.low}
    behind = tuple(one for one in part.behind if one.open or one.code not in counted)
    return Total(slug, part.low, behind, whole.low)


def _of_unit(figure: Figure, group: Sequence[Unit], period: Period | None) -> Iterator[Contribution]:
    """What the submissions of one unit add to a figure, if its kind belongs there."""
    group = [unit for unit in group if figure.slug in unit.amounts]
    if not group:
        return
    if len({unit.digest for unit in group}) == 1:
        group = group[:1]  # copies of one file speak once
    amounts = [unit.amounts[figure.slug] for unit in group]
    last = max(group, key=lambda unit: (unit.period or (), unit.file))
    files = tuple(unit.file for unit in group)
    if len(group) == 1:
        amount, why = amounts[0], ""
    elif overlapping(group):
        low = min(one.low for one in amounts)
        amount = Amount(low, _lacking(amounts))
        why = "" if len(set(amounts)) == 1 else "repeated"
    elif figure.flow:
        amount, why = Amount(sum(one.low for one in amounts), _lacking(amounts)), ""
    else:
        amount, why = last.amounts[figure.slug], ""
        files = (last.file,)
    yield _in_period(figure, group, Contribution(last.code, last.name, files, amount, why), period)


def _in_period(figure: Figure, group: Sequence[Unit], found: Contribution, period: Period | None) -> Contribution:
    """Acts are counted over the period of the summary: a unit that speaks of other days is not sure."""
    if not figure.flow or period is None:
        return found
    days = [unit.period for unit in group if unit.period is not None]
    if sorted(days) and _covers(sorted(days), period):
        return found
    inside = all(period[0] <= first and last <= period[1] for first, last in days)
    amount = found.amount if inside else Amount(0, found.amount.lacking)
    return found._replace(amount=amount, why=found.why or "other_period")


def _covers(days: list[Period], period: Period) -> bool:
    """Whether these periods together are exactly the period, day after day."""
    whole = all(later[0].toordinal() <= earlier[1].toordinal() + 1 for earlier, later in pairwise(days))
    return whole and days[0][0] == period[0] and max(last for _, last in days) == period[1]


def _lacking(amounts: Iterable[Amount]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for one in amounts for path in one.lacking))[:MOST_LACKING]
