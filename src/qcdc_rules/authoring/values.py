"""Mutants of the values that an author writes outside of conditions: what a rule gives its template, and the values
that an overlay puts over a parameter of another pack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from qcdc_rules.authoring.mutants import Mutant, ValueOf, mutants
from qcdc_rules.compiling.compiled import Law
from qcdc_rules.frozen import changed
from qcdc_rules.loading.law import value as read_value
from qcdc_rules.loading.packs import Sources
from qcdc_rules.loading.rules import RuleFault, resolved
from qcdc_rules.loading.rules import rule as read_rule
from qcdc_rules.loading.templates import Template
from qcdc_rules.model.law import Plain
from qcdc_rules.model.rules import Rule
from qcdc_rules.source import Words

_SHARES = frozenset({"at_least", "more_than"})
_FRACTION = re.compile(r"(\d+)/(\d+)$")
_PERCENT = re.compile(r"(\d+)%$")


class Given(NamedTuple):
    """A rule with one argument of its template changed."""

    place: str
    what: Words
    rule: Rule


class Put(NamedTuple):
    """The law with one value of an overlay changed."""

    place: str
    what: Words
    law: Law


def given(rule: Rule, sources: Sources, templates: Mapping[str, Template], value_of: ValueOf) -> Iterator[Given]:
    """The rule with each value of each `with` changed, as if it had been written so."""
    for one in sources.of("rules"):
        for plain in one.plain["rules"] if one.path == rule.file else ():
            if not isinstance(plain, dict) or plain.get("id") != rule.id:
                continue
            for place, name, other, what in _with(plain, value_of):
                try:
                    worked = resolved(other, one.plain, templates)
                except RuleFault:
                    continue  # not a rule: nobody could have written it
                yield Given(f"{place}.{name}", what, read_rule(worked, rule.file, rule.line, rule.pack))


def _with(plain: dict[str, Any], value_of: ValueOf) -> Iterator[tuple[str, str, dict[str, Any], Words]]:
    """Each changed rule as written: where, of which argument, the rule, what was changed."""
    for name, value in plain.get("with", {}).items():
        for one in others(value, value_of):
            yield "with", name, {**plain, "with": {**plain["with"], name: one.plain}}, _of(name, one.what)
    versions = plain.get("versions", [])
    for number, version in enumerate(versions):
        for name, value in version.get("with", {}).items():
            for one in others(value, value_of):
                inner = {**version, "with": {**version["with"], name: one.plain}}
                whole = {**plain, "versions": [*versions[:number], inner, *versions[number + 1 :]]}
                yield f"versions[{number}].with", name, whole, _of(name, one.what)


def others(value: Plain, value_of: ValueOf = lambda name: None) -> Iterator[Mutant]:
    """What else the value could have been: one more, one less, strict or not, a day earlier or later."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield from (_told(value, value + step) for step in (-1, 1) if value + step >= 0)
    elif isinstance(value, str):
        yield from (_told(value, other) for other in _texts(value))
    else:
        yield from mutants(value, value_of)
        if isinstance(value, dict) and len(value) == 1 and set(value) <= _SHARES:
            ((bound, share),) = value.items()
            yield from (_told(share, other)._replace(plain={bound: other}) for other in _shares(str(share)))


def _texts(text: str) -> Iterator[str]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return
    yield from ((day + timedelta(days=step)).isoformat() for step in (-1, 1))


def _shares(text: str) -> Iterator[str]:
    """The share one part smaller and one part larger."""
    if found := _FRACTION.match(text):
        part, whole = int(found[1]), int(found[2])
        yield from (f"{other}/{whole}" for other in (part - 1, part + 1) if 0 < other <= whole)
    elif found := _PERCENT.match(text):
        yield from (f"{other}%" for other in (int(found[1]) - 1, int(found[1]) + 1) if 0 < other <= 100)


def _told(before: Plain, after: Plain) -> Mutant:
    return Mutant(after, Words(f"{before} → {after}", f"{before} → {after}"))


def _of(name: str, what: Words) -> Words:
    return Words(f"{name}: {what.vi}", f"{name}: {what.en}")


def put_over(plain: Mapping[str, Any], law: Law) -> Iterator[Put]:
    """The law with each value of an overlay's parameter file changed."""
    name = str(plain["id"])
    parameter = law.parameters[name]
    for number, written in enumerate(plain["values"]):
        for one in others(written["value"]) if "value" in written else ():
            start = written["in_force"].get("from")
            values = tuple(
                changed(value, value=read_value(one.plain)) if str(value.in_force.start or "") == str(start or "") else value
                for value in parameter.values
            )
            known = {**law.parameters, name: changed(parameter, values=values)}
            yield Put(f"values[{number}]", _of(name, one.what), law._replace(parameters=known))
