"""What the checks of lint look at: the files, the rules worked out of them, and where each thing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import RuleFile, RuleSource, Sources, rules_of, templates_of
from qcdc_rules.loading.plain import spot_at
from qcdc_rules.loading.rules import rule as read_rule
from qcdc_rules.model.law import Plain
from qcdc_rules.model.rules import Rule, Version
from qcdc_rules.source import Problem, Words
from qcdc_rules.source.problems import Severity

Pointer = tuple[str | int, ...]


class Written(NamedTuple):
    """A rule with the place where it is written."""

    rule: Rule
    source: RuleSource

    def numbered(self) -> Iterator[tuple[int, Version]]:
        """The versions, oldest first, each with its number in the file."""
        plain = self.source.plain["versions"]
        order = sorted(range(len(plain)), key=lambda n: str(plain[n]["in_force"].get("from", "")))
        return zip(order, self.rule.versions, strict=True)

    def problem(self, code: str, words: Words, pointer: Pointer = (), severity: Severity = "error") -> Problem:
        """A problem of this rule, at a key of the rule or at the rule itself."""
        spot = spot_at(self.source.node, (*self.source.pointer, *pointer))
        return Problem.located(self.source.file, spot, code, words, severity, path=self.rule.id)

    def at_version(self, number: int, *keys: str | int) -> Pointer:
        """Where a key of a version stands: in the version, or at the rule where the version does not say it."""
        own = ("versions", number, *keys)
        spot = spot_at(self.source.node, (*self.source.pointer, *own))
        whole = spot_at(self.source.node, (*self.source.pointer, "versions", number))
        return own if spot != whole else keys


class Scene(NamedTuple):
    """Everything that is linted."""

    sources: Sources
    ruleset: Ruleset
    rules: tuple[Written, ...]
    today: date | None
    engine: str


Check: TypeAlias = Callable[[Scene], Iterator[Problem]]


def scene_of(sources: Sources, ruleset: Ruleset, today: date | None, engine: str) -> Scene:
    """The scene of an assembled ruleset; rules that are not in it (they have faults) are left out."""
    kept = {(rule.id, rule.pack) for rule in ruleset.rules}
    apart = Sources(sources.files)
    found = tuple(
        Written(read_rule(source.plain, source.file, source.line, source.pack), source)
        for source in rules_of(apart, templates_of(apart))
        if (str(source.plain["id"]), source.pack) in kept
    )
    return Scene(sources, ruleset, found, today, engine)


def at(one: RuleFile, pointer: Pointer, code: str, words: Words, severity: Severity = "error") -> Problem:
    """A problem at a place of a file."""
    name = str(one.plain.get("id", one.plain.get("number", "")))
    return Problem.located(one.path, spot_at(one.node, pointer), code, words, severity, path=name)


def parameter_files(scene: Scene) -> Iterator[RuleFile]:
    """The parameter files as they are written: values of overlays are looked at in the overlay's own file."""
    over = {str(one.plain["id"]) for one in scene.sources.overriding}
    yield from (one for one in scene.sources.of("parameter") if str(one.plain["id"]) not in over)
    yield from scene.sources.overriding


def mappings(plain: Plain | Mapping[str, Any], pointer: Pointer = ()) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """Every mapping inside, with the keys that lead to it."""
    if isinstance(plain, Mapping):
        yield pointer, plain
        for key, inner in plain.items():
            yield from mappings(inner, (*pointer, key))
    elif isinstance(plain, list):
        for number, inner in enumerate(plain):
            yield from mappings(inner, (*pointer, number))
