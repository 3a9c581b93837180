"""Which words of a closed list some rules name: a form shows these, not every word that any unit may ever need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from qcdc_rules.authoring.reads import Asked

Place = tuple[str, str]
"""The list or record that holds a field, and the field."""
_LISTED = ("value", "values", "all_of", "any_of", "only", "equals", "order")


def named_words(asked: Iterable[Asked]) -> dict[Place, set[str]]:
    """For each field, the words that conditions compare it with."""
    found: dict[Place, set[str]] = defaultdict(set)
    for one in asked:
        for version in one.versions:
            of = one.rule.versions[0].targets.of
            judged = of.replace("[]", "").rpartition(".")[2]
            above = of.rpartition("[]")[0].rpartition(".")[2]
            for plain in (version.require, *version.when, *(point.when for point in version.opens)):
                for place, word in _named(plain, {"target": judged, "parent": above, "item": judged}):
                    found[place].add(word)
    return found


def _named(plain: object, holders: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    if isinstance(plain, dict):
        fact = plain.get("fact")
        if isinstance(fact, str):
            for word in _words([plain.get(name) for name in _LISTED]):
                yield _place(fact, holders), word
        listed = plain.get("in")
        inner = {**holders, "item": _place(listed, holders)[1]} if isinstance(listed, str) else holders
        for value in plain.values():
            yield from _named(value, inner)
    elif isinstance(plain, list):
        for value in plain:
            yield from _named(value, holders)


def _place(path: str, holders: Mapping[str, str]) -> Place:
    """`target.postings.place` → postings, place; `target.slug` → the list that the rule judges, slug."""
    *above, name = path.split(".")
    holder = above[-1] if above else ""
    return holders.get(holder, holder), name


def _words(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _words(value)
