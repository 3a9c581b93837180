"""The roll-up as JSON, for programs and for next year's comparison: one unit a line, no clock, no local paths.

Its schema is `schemas/rollup.schema.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from qcdc_rules.rendering.shown import KINDS
from qcdc_rules.source import Words

if TYPE_CHECKING:
    from qcdc_rules.rollup.changes import Changes
    from qcdc_rules.rollup.reported import Comparison, Reported
    from qcdc_rules.rollup.rolled import Common, RollUp, Summary
    from qcdc_rules.rollup.totals import Contribution
    from qcdc_rules.rollup.units import Repeat, Unit

SCHEMA = "qcdc-rollup/1"


def rollup_json(rolled: RollUp, lang: str) -> Iterator[str]:
    """The document, piece by piece; it holds both languages whatever `lang` is."""
    head = {
        "schema": SCHEMA,
        "exit_code": rolled.code,
        "as_of": rolled.as_of.isoformat() if rolled.as_of is not None else None,
        "fail_on": rolled.fail_on,
        "ruleset": rolled.ruleset,
        "waivers": rolled.waivers,
        "packs": [{"id": name, "version": version} for name, version in rolled.packs],
        "persons_shown": rolled.persons_shown,
        "totals": rolled.counts,
        "titles": {rule: _words(rolled.titles[rule]) for rule in sorted(rolled.titles)},
        "common": [_common(one) for one in rolled.common],
        "figures": [_figure(one, rolled) for one in rolled.figures],
        "summary": _summary(rolled.summary) if rolled.summary is not None else None,
        "repeats": [_repeat(one) for one in rolled.repeats],
        "changes": _changes(rolled.changes) if rolled.changes is not None else None,
        "notes": [_words(note) for note in rolled.notes],
    }
    yield "{\n"
    for name, value in head.items():
        yield f"{_line(name)}: {_line(value)},\n"
    yield '"units": [\n'
    for number, unit in enumerate(rolled.units):
        yield (",\n" if number else "") + _line(_unit(rolled, unit))
    yield "\n]\n}\n"


def _line(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def _words(words: Words) -> dict[str, str]:
    return {"vi": words.vi, "en": words.en}


def _decimal(value: Fraction) -> str:
    """An exact number as text: a decimal where it has one, else a fraction."""
    for places in range(7):
        scaled = value * 10**places
        if scaled.denominator == 1:
            sign = "-" if value < 0 else ""
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return f"{value.numerator}/{value.denominator}"


def _unit(rolled: RollUp, unit: Unit) -> dict[str, Any]:
    record = rolled.record_of(unit)
    counts = {name: dict(zip(KINDS, numbers, strict=True)) for name, numbers in record["counts"].items()}
    amounts = {slug: {"at_least": low, "lacking": lacking} for slug, (low, lacking) in record["amounts"].items()}
    return {"file": unit.file, **record, "counts": counts, "amounts": amounts}


def _common(one: Common) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "kind": one.kind,
        "category": one.category,
        "title": _words(one.title),
        "units": list(one.units),
        "results": one.results,
        "example": _words(one.message),
    }


def _figure(one: Comparison, rolled: RollUp) -> dict[str, Any]:
    total, words = one.total, rolled.words[one.total.slug]
    gap = one.difference if one.status == "different" else None
    return {
        "slug": total.slug,
        "label": _words(words.label),
        "unit": _words(words.unit),
        "how": _words(words.how),
        "reading": _words(words.reading) if words.reading is not None else None,
        "computed": total.low,
        "of": total.whole if total.is_share else None,
        "sure": not total.open,
        "reported": _reported(one.reported) if one.reported is not None else None,
        "status": one.status,
        "difference": _decimal(gap) if gap is not None else None,
        "hints": [hint if isinstance(hint, str) else hint.code for hint in one.hints],
        "units": [_contribution(who) for who in total.behind],
    }


def _reported(one: Reported) -> dict[str, Any]:
    return {"value": _decimal(one.value), "line": one.line}


def _contribution(one: Contribution) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "files": list(one.files),
        "at_least": one.amount.low,
        "lacking": list(one.amount.lacking),
        "why": one.why or None,
    }


def _summary(one: Summary) -> dict[str, Any]:
    record = one.record
    return {
        "file": one.file,
        "code": record["code"],
        "name": record["name"],
        "period": record["period"],
        "exit_code": record["exit_code"],
        "findings": record["findings"],
        "problems": record["problems"],
        "elsewhere": [{"slug": name, **_reported(told)} for name, told in one.elsewhere],
    }


def _repeat(one: Repeat) -> dict[str, Any]:
    return {"code": one.code, "files": list(one.files), "same_bytes": one.same_bytes, "overlapping": one.overlapping}


def _changes(one: Changes) -> dict[str, Any]:
    return {
        "other_rules": one.other_rules,
        "totals": {kind: {"before": old, "now": new} for kind, old, new in one.totals},
        "appeared": [{"code": code, "name": name} for code, name in one.appeared],
        "gone": [{"code": code, "name": name} for code, name in one.gone],
        "units": [
            {
                "code": unit.code,
                "name": unit.name,
                "new": [{"rule": rule, "kind": kind} for rule, kind in unit.new],
                "fixed": [{"rule": rule, "kind": kind} for rule, kind in unit.fixed],
                "remaining": unit.remaining,
            }
            for unit in one.units
        ],
        "figures": [
            {"slug": slug, "before": {"at_least": old, "sure": was}, "now": {"at_least": new, "sure": now}}
            for slug, old, was, new, now in one.figures
        ],
    }
