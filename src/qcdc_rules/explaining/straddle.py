"""A limit that ran across a change of law: what the old law asks and what the new one asks, side by side."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from qcdc_rules.compiling.trace import Trace
from qcdc_rules.evaluating.results import Result
from qcdc_rules.explaining.messages import found_and_required
from qcdc_rules.explaining.reasons import REASONS
from qcdc_rules.explaining.values import day_words
from qcdc_rules.model.law import Citation
from qcdc_rules.source import Words


class TwoLaws(NamedTuple):
    """What was found, and what each law asks."""

    found: Words
    required: Words
    cites: tuple[Citation, ...]
    """Of the new law: those of the old one stand with its version."""


def two_laws(result: Result, trace: Trace, later: Trace, change: date) -> TwoLaws:
    """Both limits, each as its own law states it."""
    found, old = found_and_required(trace, result.day)
    found_later, new = found_and_required(later, change)
    day = day_words(change)
    required = Words(
        f"luật cũ: {old.vi or _met.vi}; luật mới (từ {day.vi}): {new.vi or _met.vi}",
        f"old law: {old.en or _met.en}; new law (from {day.en}): {new.en or _met.en}",
    )
    return TwoLaws(found if found.vi else found_later, required, _cites(result, change))


def message(required: Words) -> Words:
    """The sentence of the finding, with both limits."""
    reason = REASONS["straddle"]
    return Words(
        f"Cần người có thẩm quyền xem xét: {reason.vi} – {required.vi}.",
        f"For a competent person to judge: {reason.en} – {required.en}.",
    )


def _cites(result: Result, change: date) -> tuple[Citation, ...]:
    later = next((version for version in result.rule.versions if version.in_force.holds_on(change)), None)
    return later.cites if later is not None else ()


_met = Words("đạt", "met")
