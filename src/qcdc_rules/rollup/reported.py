"""A district's reported summary held against what its units give, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from qcdc_rules.model.submission import Record, Submission
from qcdc_rules.rollup.totals import Contribution, Total

SAME, DIFFERENT, OPEN, NOT_REPORTED, NOTHING_COUNTED = "same", "different", "open", "not_reported", "nothing_counted"


class Reported(NamedTuple):
    """One figure as it was reported, and where."""

    value: Fraction
    line: int


class Comparison(NamedTuple):
    """A figure computed and reported."""

    total: Total
    reported: Reported | None
    status: str
    hints: tuple[Contribution | str, ...] = ()
    """What may explain a difference: a unit whose number it is, or `digits` that changed places."""

    @property
    def difference(self) -> Fraction | None:
        """Reported less computed."""
        value = self.total.value
        return self.reported.value - value if self.reported is not None and value is not None else None


def reported_figures(submission: Submission) -> dict[str, Reported]:
    """The numbers that a summary states, with their lines."""
    summary = submission.root.fields.get("summary")
    if not isinstance(summary, Record):
        return {}
    return {
        name: Reported(Fraction(value), summary.spots[name].line)
        for name, value in summary.fields.items()
        if isinstance(value, int | Fraction) and name in summary.spots
    }


def compare(totals: Sequence[Total], reported: Mapping[str, Reported]) -> tuple[Comparison, ...]:
    """Every computed figure beside the reported one."""
    return tuple(_comparison(total, reported.get(total.slug)) for total in totals)


def not_computed(totals: Sequence[Total], reported: Mapping[str, Reported]) -> tuple[tuple[str, Reported], ...]:
    """What the summary states and no unit can tell."""
    known = {total.slug for total in totals}
    return tuple((name, one) for name, one in reported.items() if name not in known)


def _comparison(total: Total, reported: Reported | None) -> Comparison:
    if reported is None:
        return Comparison(total, None, NOT_REPORTED)
    value = total.value
    if value is None:
        return Comparison(total, reported, NOTHING_COUNTED)
    if total.is_share:
        same = _rounds_to(value, reported.value)
        status = OPEN if total.open else SAME if same else DIFFERENT
        return Comparison(total, reported, status)
    if reported.value < value or (reported.value != value and not total.open):
        return Comparison(total, reported, DIFFERENT, tuple(_hints(total, reported.value)))
    return Comparison(total, reported, OPEN if total.open else SAME)


def _rounds_to(exact: Fraction, told: Fraction) -> bool:
    """Whether a reporter may write the exact share so; all and none are written only of all and of none."""
    if told in (0, 100) or exact in (0, 100):
        return exact == told
    scale = next((scale for scale in (1, 10, 100, 1000, 10_000) if (told * scale).denominator == 1), 100_000)
    return abs(exact - told) * 2 * scale <= 1


def _hints(total: Total, told: Fraction) -> Iterator[Contribution | str]:
    if told.denominator == 1 and sorted(str(told.numerator)) == sorted(str(total.low)):
        yield "digits"
    gap = abs(told - total.low)
    alone = [one for one in total.behind if one.amount.low and one.amount.low == gap and one.amount.low != 1]
    if len(alone) == 1:
        yield alone[0]
