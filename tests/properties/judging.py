"""The built-in rules over one report, and what each of them reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import assume
from interest import Interest
from knowledge import consistent
from reports import Maker

from qcdc_rules.compiling.conditions.law import CompliesWith
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.evaluating.results import Result
from qcdc_rules.model.outcome import Outcome
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission

KINDS = {
    "commune": ("commune", "commune", "ward", "township"),
    "agency": ("state_agency", "public_service_unit"),
    "workplace": ("enterprise", "state_enterprise", "cooperative"),
    "district_summary": ("district",),
}
DECIDED = (Outcome.SATISFIED, Outcome.VIOLATED, Outcome.NOT_APPLICABLE)


def walk(thing: object) -> Iterator[object]:
    yield thing
    if isinstance(thing, tuple | list):
        for inner in thing:
            yield from walk(inner)
    elif type(thing).__module__.startswith("qcdc_rules.compiling") and hasattr(thing, "__dict__"):
        for inner in vars(thing).values():
            yield from walk(inner)


@dataclass
class Judge:
    """A ruleset, and the interest of each rule, worked out once."""

    ruleset: Ruleset
    interests: dict[str, Interest] = field(default_factory=dict)

    def interest(self, rule: Rule) -> Interest:
        found = self.interests.get(rule.id)
        if found is None:
            found = self.interests[rule.id] = Interest()
            self._take_in(rule, found)
        return found

    def _take_in(self, rule: Rule, interest: Interest) -> None:
        compiled = self.ruleset.compiled(rule)
        assert compiled is not None
        parts: list[object] = list(compiled.content_when.values())
        for version in compiled.versions:
            parts += [version.when, version.require, tuple(version.governed_by)]
            parts += [condition for _, condition in version.opens]
            for scope in version.scopes:
                parts += [scope.when, *(condition for _, condition in scope.opens)]
        for part in parts:
            interest.read(part)
            for inner in walk(part):
                if isinstance(inner, CompliesWith):
                    for rule_id in inner.rules:
                        other = self.ruleset.by_id(rule_id)
                        if other is not None and other.id != rule.id:
                            self._take_in(other, interest)
        for one in rule.versions:
            interest.days.update(day for day in (one.in_force.start, one.in_force.until) if day is not None)
        targets = rule.versions[0].targets
        interest.names |= set(targets.of.replace("[]", "").split("."))
        if targets.kind == "each_content":
            catalogue = self.ruleset.law.catalogues[targets.of]
            interest.names |= {*catalogue.section.split("."), catalogue.named_by, catalogue.part_field}
            interest.codes |= {content.slug for content in catalogue.contents[:4]}

    def results(self, report: Submission, rules: Iterable[Rule], traced: bool = False) -> list[Result]:
        calendar = calendar_of(self.ruleset.law.holidays, report)
        return list(Evaluation(self.ruleset, report, report.stated_on, traced, calendar).results(rules))

    def a_report(self, rnd: Random, rules: list[Rule]) -> tuple[dict[str, Any], Submission]:
        """A consistent report that states what these rules read."""
        interest = Interest()
        for rule in rules:
            interest.take(self.interest(rule))
        kind = rnd.choice(KINDS[rules[0].regulation])
        made = consistent(Maker(rnd, interest, self.ruleset.shape).report(kind), self.ruleset.shape)
        assume(made is not None)
        assert made is not None
        return made
