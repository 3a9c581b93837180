"""Mutants: a condition with one thing changed. A test suite that cannot tell a mutant from the rule is missing a
case, and the mutant that survives says which one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from qcdc_rules.logic.quantity import UNITS
from qcdc_rules.model.law import Plain
from qcdc_rules.source import Words

_STRICTNESS = {
    "at_least": "more_than",
    "more_than": "at_least",
    "at_most": "less_than",
    "less_than": "at_most",
    "before": "not_after",
    "not_after": "before",
    "all_of": "any_of",
    "any_of": "all_of",
}
_CHOICES = frozenset({"all_of", "any_of"})
_COMPUTED = {"highest": "lowest", "lowest": "highest", "earliest": "latest", "latest": "earliest"}
_NUMBERS = frozenset({*UNITS, "at_least", "more_than", "at_most", "less_than", "equals"})


ValueOf = Callable[[str], Plain]


class Mutant(NamedTuple):
    """The changed condition, and what was changed."""

    plain: Plain
    what: Words


def mutants(plain: Plain, value_of: ValueOf = lambda name: None) -> Iterator[Mutant]:
    """Every mutant of a condition, one change each. `value_of` gives the value of a parameter, as one would write it."""
    if isinstance(plain, dict):
        yield from _of_mapping(plain, value_of)
    elif isinstance(plain, list):
        for number, part in enumerate(plain):
            for inner in mutants(part, value_of):
                yield Mutant([*plain[:number], inner.plain, *plain[number + 1 :]], inner.what)


def _of_mapping(plain: dict[str, Plain], value_of: ValueOf) -> Iterator[Mutant]:
    if set(plain) == {"param"}:
        yield from _other_values(str(plain["param"]), value_of(str(plain["param"])))
    if "if" in plain and "then" in plain and "otherwise" not in plain:
        yield Mutant(plain["then"], Words("bỏ điều kiện if", "the guard of if dropped"))
    if "where" in plain and "in" in plain:
        rest = {key: value for key, value in plain.items() if key != "where"}
        yield Mutant(rest, Words("bỏ where", "where dropped"))
    for key, value in plain.items():
        other = _STRICTNESS.get(key) or _COMPUTED.get(key)
        if other is not None and other not in plain and not (key in _CHOICES and _single(value)):
            yield Mutant(_renamed(plain, key, other), Words(f"{key} → {other}", f"{key} → {other}"))
        if key in ("all", "any") and isinstance(value, list) and len(value) > 1:
            swapped = "any" if key == "all" else "all"
            yield Mutant(_renamed(plain, key, swapped), Words(f"{key} → {swapped}", f"{key} → {swapped}"))
            yield from _dropped(key, value)
        if key == "not":
            yield Mutant(value, Words("bỏ not", "not dropped"))
        if key in _NUMBERS and isinstance(value, int) and not isinstance(value, bool):
            for changed in (value - 1, value + 1):
                if changed >= (1 if key in UNITS else 0):
                    yield _changed(plain, key, changed)
        if key == "value" and isinstance(value, bool):
            yield _changed(plain, key, not value)
        if key == "day" and isinstance(value, str):
            yield from _other_days(plain, key, value)
        for inner in mutants(value, value_of):
            yield Mutant({**plain, key: inner.plain}, inner.what)


def _single(value: Plain) -> bool:
    """Whether a choice holds one value: any of one and all of one are the same."""
    return len(value) == 1 if isinstance(value, list) else isinstance(value, str)


def _other_values(name: str, value: Plain) -> Iterator[Mutant]:
    """A parameter's value, one more and one less."""
    for step in (-1, 1):
        if isinstance(value, dict):
            ((unit, number),) = value.items()
            if isinstance(number, int) and number + step > 0:
                yield Mutant(
                    {unit: number + step},
                    Words(f"{name}: {number} → {number + step}", f"{name}: {number} → {number + step}"),
                )
        elif isinstance(value, int) and not isinstance(value, bool) and value + step >= 0:
            yield Mutant(value + step, Words(f"{name}: {value} → {value + step}", f"{name}: {value} → {value + step}"))


def _renamed(plain: dict[str, Plain], key: str, other: str) -> dict[str, Plain]:
    """The mapping with one key renamed. `not_after` of an act has no strict twin for a calendar day only."""
    return {other if name == key else name: value for name, value in plain.items()}


def _dropped(key: str, parts: list[Plain]) -> Iterator[Mutant]:
    for number in range(len(parts)):
        rest = [*parts[:number], *parts[number + 1 :]]
        yield Mutant({key: rest}, Words(f"bỏ phần {number + 1} của {key}", f"part {number + 1} of {key} dropped"))


def _changed(plain: dict[str, Plain], key: str, value: Plain) -> Mutant:
    return Mutant({**plain, key: value}, Words(f"{key}: {plain[key]} → {value}", f"{key}: {plain[key]} → {value}"))


def _other_days(plain: dict[str, Plain], key: str, value: str) -> Iterator[Mutant]:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return
    for step in (-1, 1):
        yield _changed(plain, key, (day + timedelta(days=step)).isoformat())
