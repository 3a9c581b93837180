"""What a rule speaks of: the numbers, days, lengths and words that its conditions compare facts with.

A submission that concerns a rule stands close to these; one made without them would rarely meet its edges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.logic.quantity import UNITS, Quantity
from qcdc_rules.logic.share import Share, parse_fraction
from qcdc_rules.model.law import Citation, Plain
from qcdc_rules.model.rules import Rule, Version

_BOUNDS = ("at_least", "more_than", "at_most", "less_than", "equals")
_WORDS = ("value", "values", "all_of", "any_of", "only", "order", "key")
_RHYTHM = ("frequency", "periodic", "spacing")
_MOST_SLUGS = 3


@dataclass(slots=True)
class Speech:
    """What the conditions of some rules speak of."""

    numbers: set[int] = field(default_factory=set)
    shares: set[Fraction] = field(default_factory=set)
    lengths: set[Quantity] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By field (see `named`), the words that a condition asks of it."""
    near: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By field, the numbers that it is held against."""
    rhythms: dict[str, str] = field(default_factory=dict)
    """By the name of a list whose items come at intervals, the field with their day (of a list of days: none)."""
    sets: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    """By the name of a list that must cover some words, the field of its items that holds one, and the words."""
    cites: list[Citation] = field(default_factory=list)
    rules: set[str] = field(default_factory=set)


def speech_of(ruleset: Ruleset, rules: tuple[Rule, ...]) -> Speech:
    """What these rules speak of, and the rules on which they rest."""
    speech = Speech()
    for rule in rules:
        for version in rule.versions:
            _of_version(speech, ruleset, version)
        speech.rules.add(rule.id)
    return speech


def _of_version(speech: Speech, ruleset: Ruleset, version: Version) -> None:
    law = ruleset.law
    speech.cites += [cite for cite in version.cites if cite not in speech.cites]
    speech.days.update(day for day in (version.in_force.start, version.in_force.until) if day is not None)
    conditions: list[Plain] = [version.require, *version.when, *(one.when for one in version.opens)]
    for name in version.scope:
        scope = law.scopes[name]
        conditions += [scope.when, *(one.when for one in scope.opens)]
    if version.targets.kind == "each_content":
        catalogue = law.catalogues[version.targets.of]
        slugs = [content.slug for content in catalogue.contents if _listed(content.listed, version)]
        _ask(speech, catalogue.named_by, slugs[:_MOST_SLUGS])
        conditions += [content.when for content in catalogue.contents if content.when is not None]
    for plain in conditions:
        for node in _mappings(plain):
            _of_node(speech, ruleset, node)


def _listed(listings: tuple[Any, ...], version: Version) -> bool:
    cited = {(cite.instrument, cite.article) for cite in version.cites}
    return any((one.citation.instrument, one.citation.article) in cited for one in listings)


def _slugs(ruleset: Ruleset, listed: Mapping[str, Any]) -> Iterator[str]:
    """The subjects that a provision lists."""
    clauses = [str(one) for one in listed.get("clauses", ())]
    for catalogue in ruleset.law.catalogues.values():
        for content in catalogue.contents:
            for one in content.listed:
                cite = one.citation
                wanted = listed.get("instrument"), str(listed.get("article", cite.article))
                if (cite.instrument, cite.article) == wanted and (not clauses or cite.clause in clauses):
                    yield content.slug


def _mappings(plain: Plain) -> Iterator[Mapping[str, Any]]:
    if isinstance(plain, dict):
        yield plain
        for inner in plain.values():
            yield from _mappings(inner)
    elif isinstance(plain, list):
        for inner in plain:
            yield from _mappings(inner)


def _of_node(speech: Speech, ruleset: Ruleset, node: Mapping[str, Any]) -> None:
    name = named(node.get("fact"))
    for key, value in node.items():
        if key in UNITS and isinstance(value, int):
            speech.lengths.add(Quantity(key, value))
        if key in _BOUNDS or key in _WORDS:
            _note(speech, name, value)
        if key == "share" or (key in _BOUNDS and isinstance(value, str)):
            _note(speech, name, value)
        if key == "day" and isinstance(value, str):
            _note(speech, name, value)
        if key in ("param", "lookup") and isinstance(value, str):
            _of_parameter(speech, ruleset, name, value)
        if key == "covers" and isinstance(value, Mapping) and isinstance(value.get("every"), list):
            _ask(speech, _last(value.get("key")) or _last(value.get("by")), value["every"])
            speech.sets[_last(value.get("by"))] = _last(value.get("key")), [str(one) for one in value["every"]]
        if key == "listed_in" and isinstance(value, Mapping):
            _ask(speech, named(value.get("fact")), list(_slugs(ruleset, value))[:_MOST_SLUGS])
        if key in _RHYTHM and isinstance(value, Mapping):
            speech.rhythms[_last(value.get("in"))] = _last(value.get("date"))
        if key == "complies_with" and isinstance(value, list):
            _of_rules(speech, ruleset, value)
    for key in ("fact", "by"):  # `{fact: …, at_least: {param: …}}`: the parameter is held against this fact
        for bound in _BOUNDS if key in node else ():
            inner = node.get(bound)
            if isinstance(inner, Mapping) and isinstance(inner.get("param"), str):
                _of_parameter(speech, ruleset, name, inner["param"])


def _of_rules(speech: Speech, ruleset: Ruleset, ids: list[Any]) -> None:
    for rule_id in map(str, ids):
        rule = ruleset.by_id(rule_id)
        if rule is not None and rule.id not in speech.rules:
            speech.rules.add(rule.id)
            for version in rule.versions:
                _of_version(speech, ruleset, version)


def _of_parameter(speech: Speech, ruleset: Ruleset, name: str, parameter_id: str) -> None:
    parameter = ruleset.law.parameters.get(parameter_id)
    for dated in parameter.values if parameter is not None else ():
        _note(speech, name, dated.value)
        for row in dated.table:
            for number in (row.start, row.below, row.value, *row.values):
                _note(speech, name, number)
            if row.per:
                _note(speech, name, row.counted_from + row.per)


def _note(speech: Speech, name: str, value: object) -> None:
    if isinstance(value, bool) or value is None or isinstance(value, Mapping):
        return
    if isinstance(value, list | tuple):
        words = [one for one in value if isinstance(one, str)]
        _ask(speech, name, words)
        for one in value:
            if not isinstance(one, str):
                _note(speech, name, one)
    elif isinstance(value, Quantity):
        speech.lengths.add(value)
    elif isinstance(value, Share):
        speech.shares.add(Fraction(value.numerator, value.denominator))
    elif isinstance(value, date):
        speech.days.add(value)
    elif isinstance(value, int | Fraction):
        speech.numbers.add(int(value))
        speech.near[name].add(int(value))
    elif isinstance(value, str):
        _of_text(speech, name, value)


def _of_text(speech: Speech, name: str, text: str) -> None:
    if text[:4].isdigit() and text[4:5] == "-" and len(text) >= 10:
        speech.days.add(date.fromisoformat(text[:10]))
    elif text[:1].isdigit():
        try:
            speech.shares.add(parse_fraction(text))
        except ValueError:
            _ask(speech, name, [text])
    else:
        _ask(speech, name, [text])


def _ask(speech: Speech, name: str, words: list[Any]) -> None:
    known = speech.words[name]
    known += [str(word) for word in words if str(word) not in known]


def named(path: object) -> str:
    """A field by its last name; of the unit by its whole path, for items have a `kind` of their own."""
    return str(path) if isinstance(path, str) and path.startswith("unit.") else _last(path)


def _last(path: object) -> str:
    return str(path).rpartition(".")[2] if isinstance(path, str) else ""
