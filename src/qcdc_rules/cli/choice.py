"""What the options narrow a run to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.model.rules import Rule

_OPTION = re.compile(r"--(only|skip|category) (.+)")


class Choice:
    """What the options narrow a run to, and how the report says so."""

    def __init__(
        self, only: Sequence[str], skip: Sequence[str], category: Sequence[str], regulation: str | None
    ) -> None:
        self.only = frozenset(only)
        self.skip = frozenset(skip)
        self.category = frozenset(category)
        self.regulation = regulation

    @property
    def left_out(self) -> tuple[str, ...]:
        named = (("--only", self.only), ("--skip", self.skip), ("--category", self.category))
        return tuple(f"{option} {', '.join(sorted(values))}" for option, values in named if values)

    def rules(self, ruleset: Ruleset, regulation: str) -> list[Rule]:
        if self.regulation is not None and regulation != self.regulation:
            return []
        return [
            rule
            for rule in ruleset.of(regulation)
            if (not self.only or rule.id in self.only or self.only & set(rule.formerly))
            and rule.id not in self.skip
            and (not self.category or rule.category in self.category)
        ]

    @classmethod
    def of_report(cls, left_out: Iterable[str]) -> Choice:
        """The choice that a kept report names in what it left out."""
        named: dict[str, list[str]] = {"only": [], "skip": [], "category": []}
        for one in left_out:
            option = _OPTION.fullmatch(one)
            if option is not None:
                named[option[1]] += option[2].split(", ")
        return cls(named["only"], named["skip"], named["category"], None)
