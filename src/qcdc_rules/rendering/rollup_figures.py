"""The figures of a district as rows: what was computed, what was reported, and the units behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qcdc_rules.rendering.rollup_words import (
    STATUS,
    STATUS_MARKS,
    computed,
    difference,
    doubt,
    hints,
    number,
    reported,
    say,
)
from qcdc_rules.rendering.shown import tell

if TYPE_CHECKING:
    from qcdc_rules.rollup.reported import Comparison
    from qcdc_rules.rollup.rolled import RollUp

MOST_BEHIND = 400


class FigureView(NamedTuple):
    """One figure in one language."""

    slug: str
    label: str
    unit: str
    computed: str
    reported: str
    difference: str
    status: str
    mark: str
    status_words: str
    where: str
    how: str
    reading: str
    hints: tuple[str, ...]
    behind: tuple[tuple[str, str, str], ...]
    """Name, number and what is not sure, the largest first."""
    more: int
    open: str
    hidden: bool
    """No summary has a field for it; it is shown only where nothing is compared."""


def figure_views(rolled: RollUp, lang: str) -> tuple[FigureView, ...]:
    """Every figure, in the order of the table of figures."""
    return tuple(_view(one, rolled, lang) for one in rolled.figures)


def _view(one: Comparison, rolled: RollUp, lang: str) -> FigureView:
    total, words = one.total, rolled.words[one.total.slug]
    behind = sorted(total.behind, key=lambda who: (not who.open, -who.amount.low, who.code))
    where = ""
    if rolled.summary is not None and one.reported is not None:
        where = f"{rolled.summary.file}:{one.reported.line}"
    return FigureView(
        slug=total.slug,
        label=tell(words.label, lang),
        unit=tell(words.unit, lang),
        computed=computed(one, lang),
        reported=reported(one, lang) if rolled.summary is not None else "",
        difference=difference(one, lang),
        status=one.status,
        mark=STATUS_MARKS[one.status],
        status_words=tell(STATUS[one.status], lang) if rolled.summary is not None else "",
        where=where,
        how=tell(words.how, lang),
        reading=tell(words.reading, lang),
        hints=tuple(hints(one, lang)),
        behind=tuple(
            (who.name or who.code or who.files[0], number(who.amount.low, lang), doubt(who, lang))
            for who in behind[:MOST_BEHIND]
            if who.amount.low or who.open
        ),
        more=max(len(behind) - MOST_BEHIND, 0),
        open=say("open_count", lang, n=len(total.open)) if total.open else "",
        hidden=rolled.summary is not None and is_part(one, rolled),
    )


def is_part(one: Comparison, rolled: RollUp) -> bool:
    """Whether it is counted only to make a share, so that no summary can state it."""
    return one.status == "not_reported" and not rolled.words[one.total.slug].unit.vi
