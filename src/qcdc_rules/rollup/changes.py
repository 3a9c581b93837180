"""What changed against last year's roll-up, unit by unit and rule by rule.

Targets carry the year in their keys (`2024-H1`), so that two years never share them: a rule is the same duty
from year to year, its targets are not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from qcdc_rules.rollup.records import Data
from qcdc_rules.source import Words

SCHEMA = "qcdc-rollup/1"
NOTABLE = ("violated", "error", "missing")
_NEEDED = {"units": list, "figures": list, "totals": dict, "ruleset": str}
_OF_UNIT = {"code": str, "name": str, "findings": list, "counts": dict, "evaluated": bool}


class NotARollup(Exception):
    """The bytes are no roll-up that this program wrote; `words` says why."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(vi, en)


class Before(NamedTuple):
    """Of an earlier roll-up, what a comparison needs."""

    names: Mapping[str, str]
    rules: Mapping[str, Mapping[str, str]]
    """By unit: the notable rules with the worst kind of each."""
    figures: Mapping[str, tuple[int, bool]]
    totals: Mapping[str, int]
    ruleset: str


class UnitChange(NamedTuple):
    """One unit that both roll-ups hold: rules newly notable, put right, and still so."""

    code: str
    name: str
    new: tuple[tuple[str, str], ...]
    fixed: tuple[tuple[str, str], ...]
    remaining: int


class Changes(NamedTuple):
    """Two roll-ups compared."""

    units: tuple[UnitChange, ...]
    """Only those in which something is new or put right."""
    appeared: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, int, bool, int, bool], ...]
    """Slug; then number and whether it is sure, before and now."""
    totals: tuple[tuple[str, int, int], ...]
    other_rules: bool
    """The rules are not those of the earlier roll-up: a difference may come from the law."""


def read_before(data: bytes) -> Before:
    """What an earlier `-f json` says."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise NotARollup("Tệp không phải là JSON.", "The file is not JSON.") from fault
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise NotARollup(f"Tệp không phải là bản tổng hợp ({SCHEMA}).", f"The file is no roll-up ({SCHEMA}).")
    if not _has(document, _NEEDED) or not all(_has(one, _OF_UNIT) for one in document["units"]):
        raise NotARollup("Bản tổng hợp bị hỏng hoặc thiếu phần.", "The roll-up is damaged or incomplete.")
    units = [one for one in document["units"] if one["evaluated"] and one["code"]]
    rules: dict[str, dict[str, str]] = {}
    for unit in units:
        _merge(rules.setdefault(unit["code"], {}), unit["findings"])
    return Before(
        names={unit["code"]: unit["name"] for unit in units},
        rules=rules,
        figures={str(one["slug"]): (int(one["computed"]), bool(one["sure"])) for one in document["figures"]},
        totals={str(kind): int(number) for kind, number in document["totals"].items()},
        ruleset=document["ruleset"],
    )


def _has(value: Any, needed: Mapping[str, type]) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(name), kind) for name, kind in needed.items())


def notable(records: Iterable[Data]) -> dict[str, str]:
    """The notable rules of one unit's records, with the worst kind of each."""
    found: dict[str, str] = {}
    for record in records:
        _merge(found, record["findings"])
    return found


def _merge(found: dict[str, str], findings: Iterable[Data]) -> None:
    for finding in findings:
        kind, rule = str(finding["kind"]), str(finding["rule"])
        if kind in NOTABLE and not finding["waived"]:
            found[rule] = min(found.get(rule, kind), kind, key=NOTABLE.index)


def unit_change(code: str, name: str, before: Mapping[str, str], now: Mapping[str, str]) -> UnitChange:
    """A rule is new where it was not notable or is worse now, and put right where it is not notable any more."""
    worse = [rule for rule, kind in now.items() if rule not in before or NOTABLE.index(kind) < NOTABLE.index(before[rule])]
    fixed = [rule for rule in before if rule not in now]
    return UnitChange(
        code,
        name,
        tuple((rule, now[rule]) for rule in sorted(worse)),
        tuple((rule, before[rule]) for rule in sorted(fixed)),
        len(now) - len(worse),
    )
