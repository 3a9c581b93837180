"""One immutable ruleset: the rules that may be asked, the law they stand on, and where they came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from qcdc_rules.compiling.compiled import Compilation, CompiledRule, Compiler, Law
from qcdc_rules.model.rules import Rule
from qcdc_rules.schemas.fields import RecordType
from qcdc_rules.source import Problem, Words


class Ruleset:
    """Every rule that may be asked. Rules are compiled on first use and kept compiled.

    `problems` is what was wrong with rule files (the rules concerned are left out); `softened` names rules
    that an overlay loosens or retires, which makes every run partial; `changes` says what values an overlay
    changes; `packs` are ids and versions.
    """

    __slots__ = (
        "_compiled",
        "_compiler",
        "by_regulation",
        "changes",
        "digest",
        "law",
        "packs",
        "problems",
        "reviewed_until",
        "shape",
        "softened",
        "total",
    )

    def __init__(
        self,
        law: Law,
        by_regulation: Mapping[str, tuple[Rule, ...]],
        shape: RecordType,
        *,
        total: int = 0,
        digest: str = "",
        packs: tuple[tuple[str, str], ...] = (),
        problems: tuple[Problem, ...] = (),
        softened: tuple[str, ...] = (),
        changes: tuple[Words, ...] = (),
        reviewed_until: date | None = None,
    ) -> None:
        self.law = law
        self.by_regulation = by_regulation
        self.shape = shape
        self.total = total
        self.digest = digest
        self.packs = packs
        self.problems = problems
        self.softened = softened
        self.changes = changes
        self.reviewed_until = reviewed_until
        self._compiler = Compiler(law, shape)
        self._compiled: dict[str, Compilation] = {}

    @property
    def rules(self) -> Iterator[Rule]:
        """Every rule of every regulation type."""
        return (rule for rules in self.by_regulation.values() for rule in rules)

    def of(self, regulation: str) -> Iterator[Rule]:
        """The rules of one regulation type that are not retired."""
        return (rule for rule in self.by_regulation.get(regulation, ()) if rule.retired is None)

    def by_id(self, rule_id: str) -> Rule | None:
        """The rule of this id, or that had it formerly."""
        own = self.by_regulation.get(rule_id.partition(".")[0], ())
        found = next((rule for rule in own if rule.id == rule_id), None)
        return found or next((r for r in self.rules if r.id == rule_id or rule_id in r.formerly), None)

    def compiled(self, rule: Rule) -> CompiledRule | None:
        """The rule compiled, or None where it cannot be evaluated at all."""
        found = self._compiled.get(rule.id)
        if found is None:
            found = self._compiled[rule.id] = self._compiler.rule(rule)
        return found.rule

    def with_law(self, law: Law) -> Ruleset:
        """The same rules over another law; used to test rules with holidays of their own."""
        return Ruleset(law, self.by_regulation, self.shape, total=self.total, digest=self.digest, packs=self.packs)
