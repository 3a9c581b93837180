"""Rules compiled: paths to the governing days at once, conditions on first use.

A run asks a version's conditions only if the version governs, and its requirement only if it applies; so most
of a ruleset is never compiled. `faults_of` compiles everything, for those who write rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.conditions.joining import All
from qcdc_rules.compiling.context import CompileFault, Context
from qcdc_rules.compiling.grammar import GRAMMAR
from qcdc_rules.compiling.keys import compile_condition
from qcdc_rules.compiling.paths import KeptPath, Path, compile_path
from qcdc_rules.compiling.shapes import TargetType, target_type
from qcdc_rules.frozen import frozen
from qcdc_rules.logic.lazy import LazyMapping
from qcdc_rules.model.law import Catalogue, Content, Holidays, Instrument, Parameter, Plain
from qcdc_rules.model.rules import Open, Rule, Scope, Targets, Version
from qcdc_rules.schemas.fields import Field, RecordType

OpenPoint = tuple[Open, Condition]


class Law(NamedTuple):
    """The instruments, parameters, catalogues and scopes that rules stand on."""

    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, Parameter]
    catalogues: Mapping[str, Catalogue]
    scopes: Mapping[str, Scope]
    holidays: Holidays


class CompileError(Exception):
    """A condition that does not compile; the faults say why and where."""

    def __init__(self, faults: tuple[CompileFault, ...]) -> None:
        super().__init__("; ".join(fault.words.en for fault in faults))
        self.faults = faults


@frozen
class CompiledScope:
    scope: Scope
    when: Condition
    opens: tuple[OpenPoint, ...]


class CompiledVersion:
    """A version whose conditions are compiled when they are first asked for."""

    def __init__(
        self,
        version: Version,
        governed_by: tuple[Path, ...],
        context: Context,
        scope: Callable[[str, Context], CompiledScope],
    ) -> None:
        self.version = version
        self.governed_by = governed_by
        self._context = context
        self._scope = scope

    @cached_property
    def scopes(self) -> tuple[CompiledScope, ...]:
        return tuple(self._scope(name, self._context.at("scope")) for name in self.version.scope)

    @cached_property
    def when(self) -> Condition:
        """Every condition of `when`."""
        return All(self._whens)

    @cached_property
    def when_unit(self) -> Condition:
        """Those conditions of `when` that say the same of every target: to be asked once."""
        return All(tuple(one for one, plain in zip(self._whens, self.version.when, strict=True) if _of_unit(plain)))

    @cached_property
    def when_target(self) -> Condition:
        """Those conditions of `when` that depend on the target."""
        whens = zip(self._whens, self.version.when, strict=True)
        return All(tuple(one for one, plain in whens if not _of_unit(plain)))

    @cached_property
    def _whens(self) -> tuple[Condition, ...]:
        parts = enumerate(self.version.when)
        return tuple(_condition(part, self._context.at("when", number)) for number, part in parts)

    @cached_property
    def require(self) -> Condition:
        return _condition(self.version.require, self._context.at("require"))

    @cached_property
    def opens(self) -> tuple[OpenPoint, ...]:
        return _opens(self.version.opens, self._context)

    def everything(self) -> None:
        """Compile every part, recording the faults of each."""
        for part in ("scopes", "when", "require", "opens"):
            try:
                getattr(self, part)
            except CompileError:
                continue  # the faults stand in the context; the other parts are compiled all the same


@frozen
class CompiledRule:
    rule: Rule
    targets: TargetType
    versions: tuple[CompiledVersion, ...]
    content_when: Mapping[str, Condition]
    """For a rule over a catalogue: the units for which each content exists."""

    @property
    def last_day_governs(self) -> bool:
        """Whether the law on the last day of the period governs, whatever the target."""
        governed = self.versions[0].governed_by
        return len(governed) == 1 and governed[0].text == "period.last_on"

    def on(self, day: date) -> CompiledVersion | None:
        """The version in force on a day."""
        for version in self.versions:
            if version.version.in_force.holds_on(day):
                return version
        return None

    def exists_for(self, content: Content | None) -> Condition | None:
        """Which units have this content at all; None: every unit."""
        return self.content_when.get(content.slug) if content is not None else None


@frozen
class Compilation:
    """What came of one rule: the rule, or the faults that keep it from being evaluated at all."""

    rule: CompiledRule | None
    faults: tuple[CompileFault, ...]


class Compiler:
    """Compiles the rules of one ruleset; a scope that many rules name is compiled once."""

    def __init__(self, law: Law, root: RecordType) -> None:
        self._law = law
        self._root = root
        self._scopes: dict[str, CompiledScope] = {}
        self._memo: dict[object, object] = {}
        self._types: dict[Targets, TargetType] = {}

    def context(self, targets: TargetType | None = None, faults: list[CompileFault] | None = None) -> Context:
        """A context for conditions that judge such targets; without targets, for conditions on the unit."""
        law = self._law
        target, parent = (targets.target, targets.parent) if targets is not None else (None, None)
        return Context.of(
            GRAMMAR, self._root, law.parameters, law.catalogues, target, parent, faults, self._memo
        )

    def rule(self, rule: Rule) -> Compilation:
        targets = self._target_type(rule.versions[0].targets)
        if targets.fault is not None:
            return Compilation(None, (CompileFault(("targets",), "bad-targets", targets.fault),))
        context = self.context(targets)
        versions = [self._version(v, context.at("versions", n)) for n, v in enumerate(rule.versions)]
        if any(version.targets != rule.versions[0].targets for version in rule.versions):
            context.at("versions").fail(
                "targets-differ",
                "Mọi phiên bản của một quy tắc phải xét cùng một loại đối tượng (targets).",
                "All versions of a rule must judge the same targets.",
            )
        if context.faults:
            return Compilation(None, tuple(context.faults))
        return Compilation(CompiledRule(rule, targets, tuple(versions), self._content_when(rule)), ())

    def _target_type(self, targets: Targets) -> TargetType:
        """The types that `targets` brings, worked out once for all rules that judge the same."""
        found = self._types.get(targets)
        if found is None:
            found = self._types[targets] = target_type(targets, self._root, self._law.catalogues)
        return found

    def paths(self) -> Iterator[tuple[Path, Field | RecordType | None]]:
        """Every path compiled so far, with the type that its first word had."""
        return ((kept.path, kept.base) for kept in self._memo.values() if isinstance(kept, KeptPath))

    def faults_of(self, rule: Rule) -> tuple[CompileFault, ...]:
        """Everything that is wrong with a rule's conditions."""
        compilation = self.rule(rule)
        if compilation.rule is None:
            return compilation.faults
        for version in compilation.rule.versions:
            version.everything()
        found = [fault for v in compilation.rule.versions for fault in v._context.faults]
        try:
            dict(compilation.rule.content_when)
        except CompileError as error:
            found += error.faults
        return tuple(dict.fromkeys(found))

    def _version(self, version: Version, context: Context) -> CompiledVersion:
        governed = [compile_path(path, context.at("governed_by")) for path in version.governed_by]
        for path in governed:
            if path is not None and path.field.kind != "date":
                context.at("governed_by").fail(
                    "wrong-type", f"“{path.text}” không phải là ngày.", f"“{path.text}” is not a day."
                )
        return CompiledVersion(version, tuple(path for path in governed if path is not None), context, self._scope)

    def _scope(self, name: str, context: Context) -> CompiledScope:
        if name in self._scopes:
            return self._scopes[name]
        if name not in self._law.scopes:
            context.unknown("unknown-scope", "Phạm vi", "scope", name, self._law.scopes)
            raise CompileError(tuple(context.faults))
        scope = self._law.scopes[name]
        outside = self.context(faults=context.faults).at("scope", name)
        when = _condition(scope.when, outside.at("when"))
        compiled = self._scopes[name] = CompiledScope(scope, when, _opens(scope.opens, outside))
        return compiled

    def _content_when(self, rule: Rule) -> Mapping[str, Condition]:
        of = rule.versions[0].targets
        if of.kind != "each_content":
            return {}
        contents = self._law.catalogues[of.of].contents
        raw = {content.slug: content.when for content in contents if content.when is not None}

        def build(slug: str, when: Plain) -> Condition:
            return _condition(when, self.context().at("contents", slug, "when"))

        return LazyMapping(raw, build)


_READS_TARGET = frozenset(("target", "parent"))
_ASKS_TARGET = frozenset(("arises", "listed_in", "cited_in", "complies_with"))
"""Operators that ask for the target without naming it."""


def _of_unit(plain: Plain) -> bool:
    """Whether a condition says the same of every target of a unit."""
    if isinstance(plain, dict):
        return _ASKS_TARGET.isdisjoint(plain) and all(_of_unit(part) for part in plain.values())
    if isinstance(plain, list):
        return all(_of_unit(part) for part in plain)
    return not isinstance(plain, str) or plain.partition(".")[0] not in _READS_TARGET


def _condition(plain: Plain, context: Context) -> Condition:
    condition = compile_condition(plain, context)
    if condition is None:
        raise CompileError(tuple(context.faults))
    return condition


def _opens(opens: tuple[Open, ...], context: Context) -> tuple[OpenPoint, ...]:
    return tuple((one, _condition(one.when, context.at("open", number, "when"))) for number, one in enumerate(opens))
