"""Rules and law, compiled: one immutable ruleset whose conditions are built on first use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.conditions.joining import All
from qcdc_rules.compiling.context import CompileFault, Context
from qcdc_rules.compiling.grammar import GRAMMAR
from qcdc_rules.compiling.keys import compile_condition
from qcdc_rules.compiling.paths import Path, compile_path
from qcdc_rules.compiling.shapes import TargetType, target_type
from qcdc_rules.model.law import Catalogue, Holidays, Instrument, Parameter, Plain
from qcdc_rules.model.rules import Open, Rule, Scope, Version
from qcdc_rules.schemas.fields import RecordType
from qcdc_rules.source import Problem


@dataclass(frozen=True, slots=True)
class Law:
    """The instruments, parameters, catalogues and scopes that rules stand on."""

    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, Parameter]
    catalogues: Mapping[str, Catalogue]
    scopes: Mapping[str, Scope]
    holidays: Holidays


class CompiledScope(NamedTuple):
    scope: Scope
    when: Condition
    opens: tuple[tuple[Open, Condition], ...]


class CompiledVersion(NamedTuple):
    """A version ready to be evaluated."""

    version: Version
    governed_by: tuple[Path, ...]
    scopes: tuple[CompiledScope, ...]
    when: Condition
    require: Condition
    opens: tuple[tuple[Open, Condition], ...]


class CompiledRule(NamedTuple):
    rule: Rule
    targets: TargetType
    versions: tuple[CompiledVersion, ...]
    content_when: Mapping[str, Condition]
    """For a rule over a catalogue: the units for which each content exists."""


class Compilation(NamedTuple):
    """What came of one rule: the rule, or the faults that keep it from being compiled."""

    rule: CompiledRule | None
    faults: tuple[CompileFault, ...]


class _Compiler:
    def __init__(self, law: Law, root: RecordType, scopes: dict[str, CompiledScope]) -> None:
        self._law = law
        self._root = root
        self._scopes = scopes

    def rule(self, rule: Rule) -> Compilation:
        faults: list[CompileFault] = []
        targets = target_type(rule.versions[0].targets, self._root, self._law.catalogues)
        if targets.fault is not None:
            faults.append(CompileFault(("targets",), "bad-targets", targets.fault))
            return Compilation(None, tuple(faults))
        context = Context(
            GRAMMAR,
            self._root,
            self._law.parameters,
            self._law.catalogues,
            targets.target,
            targets.parent,
            faults=faults,
        )
        versions = [self._version(v, context.at("versions", n)) for n, v in enumerate(rule.versions)]
        when = self._content_when(rule, context)
        if faults or None in versions:
            return Compilation(None, tuple(faults))
        compiled = CompiledRule(rule, targets, tuple(v for v in versions if v is not None), when)
        return Compilation(compiled, ())

    def _version(self, version: Version, context: Context) -> CompiledVersion | None:
        governed = [compile_path(path, context.at("governed_by")) for path in version.governed_by]
        for path in governed:
            if path is not None and path.field.kind != "date":
                context.at("governed_by").fail(
                    "wrong-type", f"“{path.text}” không phải là ngày.", f"“{path.text}” is not a day."
                )
        scopes = [self._scope(name, context.at("scope")) for name in version.scope]
        when = [compile_condition(part, context.at("when", n)) for n, part in enumerate(version.when)]
        require = compile_condition(version.require, context.at("require"))
        opens = self._opens(version.opens, context)
        if None in governed or None in scopes or None in when or require is None or opens is None:
            return None
        return CompiledVersion(
            version,
            tuple(path for path in governed if path is not None),
            tuple(scope for scope in scopes if scope is not None),
            All(tuple(part for part in when if part is not None)),
            require,
            opens,
        )

    def _scope(self, name: str, context: Context) -> CompiledScope | None:
        if name in self._scopes:
            return self._scopes[name]
        scope = self._law.scopes.get(name)
        if scope is None:
            context.unknown("unknown-scope", "Phạm vi", "scope", name, self._law.scopes)
            return None
        outside = Context(GRAMMAR, self._root, self._law.parameters, self._law.catalogues, faults=context.faults)
        when = compile_condition(scope.when, outside.at("scope", name, "when"))
        opens = self._opens(scope.opens, outside.at("scope", name))
        if when is None or opens is None:
            return None
        compiled = self._scopes[name] = CompiledScope(scope, when, opens)
        return compiled

    def _opens(self, opens: tuple[Open, ...], context: Context) -> tuple[tuple[Open, Condition], ...] | None:
        found = [(one, compile_condition(one.when, context.at("open", n, "when"))) for n, one in enumerate(opens)]
        if any(condition is None for _, condition in found):
            return None
        return tuple((one, condition) for one, condition in found if condition is not None)

    def _content_when(self, rule: Rule, context: Context) -> dict[str, Condition]:
        catalogue = self._law.catalogues.get(rule.versions[0].targets.of)
        if rule.versions[0].targets.kind != "each_content" or catalogue is None:
            return {}
        outside = Context(GRAMMAR, self._root, self._law.parameters, self._law.catalogues, faults=context.faults)
        found: dict[str, Condition] = {}
        for content in catalogue.contents:
            if content.when is not None:
                condition = compile_condition(content.when, outside.at("contents", content.slug, "when"))
                if condition is not None:
                    found[content.slug] = condition
        return found


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Every rule that may be asked, the law they stand on, and where they came from."""

    law: Law
    by_regulation: Mapping[str, tuple[Rule, ...]]
    shape: RecordType
    total: int = 0
    """How many rules there are, of all regulation types."""
    digest: str = ""
    packs: tuple[tuple[str, str], ...] = ()
    """Id and version of each pack."""
    problems: tuple[Problem, ...] = ()
    """What was wrong with rule files; the rules concerned are left out."""
    softened: tuple[str, ...] = ()
    """Rules that an overlay loosens or retires: they make every run partial."""
    reviewed_until: date | None = None
    _compiled: dict[str, Compilation] = field(default_factory=dict, compare=False, repr=False)
    _scopes: dict[str, CompiledScope] = field(default_factory=dict, compare=False, repr=False)

    @property
    def rules(self) -> Iterator[Rule]:
        """Every rule of every regulation type."""
        return (rule for rules in self.by_regulation.values() for rule in rules)

    def of(self, regulation: str) -> Iterator[Rule]:
        """The rules of one regulation type that are not retired."""
        return (rule for rule in self.by_regulation.get(regulation, ()) if rule.retired is None)

    def compilation(self, rule: Rule) -> Compilation:
        """The rule compiled, on first use; or its faults."""
        found = self._compiled.get(rule.id)
        if found is None:
            found = self._compiled[rule.id] = _Compiler(self.law, self.shape, self._scopes).rule(rule)
        return found

    def by_id(self, rule_id: str) -> Rule | None:
        """The rule of this id, or that had it formerly."""
        regulation = rule_id.partition(".")[0]
        own = self.by_regulation.get(regulation, ())
        return next((r for r in (*own, *self.rules) if r.id == rule_id or rule_id in r.formerly), None)


def compile_plain(plain: Plain, law: Law, root: RecordType, context: Context | None = None) -> Compilation | Condition:
    """Compile one condition by itself, for tests and benchmarks."""
    context = context or Context(GRAMMAR, root, law.parameters, law.catalogues)
    condition = compile_condition(plain, context)
    return condition if condition is not None else Compilation(None, tuple(context.faults))
