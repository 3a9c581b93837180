"""Mutation of rules and templates: which mutants the cases beside them kill, and which survive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from qcdc_rules.authoring.cases import Case, cases_of, run_case
from qcdc_rules.authoring.mutants import mutants
from qcdc_rules.authoring.values import given, put_over
from qcdc_rules.compiling.compiled import Compiler
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import RuleFile, Sources, templates_of
from qcdc_rules.loading.templates import Template
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.model.law import InForce, Plain
from qcdc_rules.model.rules import Rule, Version
from qcdc_rules.source import Words

KINDS: Mapping[str, Words] = {
    "in_force": Words("ngày hiệu lực", "days of coming into force"),
    "with": Words("giá trị điền vào mẫu", "values given to templates"),
    "when": Words("điều kiện áp dụng", "conditions of application"),
    "open": Words("điểm luật để ngỏ", "open points"),
    "require": Words("điều phải có", "requirements"),
    "value": Words("giá trị tham số mà gói thay", "values of overlays"),
}
"""What a mutant can change, as a reader is told it."""


class Fate(NamedTuple):
    """One mutant of a rule or template: what was changed, where, and whether a case noticed."""

    subject: str
    place: str
    what: Words
    killed: bool
    pairs: tuple[tuple[Rule, Rule], ...] = ()
    """Of a survivor: the rule, or each rule that the cases made of the template, beside its mutant."""
    cases: tuple[Case, ...] = ()
    """Of a survivor: the cases that did not notice."""
    other: Ruleset | None = None
    """Of a survivor among the values of an overlay: the ruleset by which the mutant is judged."""

    @property
    def kind(self) -> str:
        """What was changed: require, when, open, in_force, with or value."""
        return next((name for name in KINDS if re.search(rf"\b{name}", self.place)), "value")


def fates(sources: Sources, ruleset: Ruleset, only: tuple[str, ...] = ()) -> Iterator[Fate]:
    """Every mutant of the rules and templates whose test files are named (all, without a name)."""
    templates = templates_of(sources)
    for one in sources.of("test"):
        if only and not any(part in one.path for part in only):
            continue
        alone = Sources([one])
        cases = [case for case in cases_of(alone, ruleset, templates) if isinstance(case, Case)]
        for subject in dict.fromkeys(case.subject for case in cases):
            mine = [case for case in cases if case.subject == subject]
            if subject in templates:
                yield from _of_template(templates[subject], mine, alone, templates, ruleset)
            elif mine[0].rule.pack == one.pack:  # a pack that changes a value answers for that value alone
                yield from _of_rule(mine, ruleset)
                yield from _of_given(mine, ruleset, sources, templates)
    for over in sources.overriding:
        if not only or any(part in over.path for part in only):
            yield from _of_overlay(over, sources, templates, ruleset)


def _of_given(
    cases: list[Case], ruleset: Ruleset, sources: Sources, templates: Mapping[str, Template]
) -> Iterator[Fate]:
    rule = cases[0].rule

    def value_of(name: str) -> Plain:
        return _value(ruleset, name, rule.versions[-1])

    for one in given(rule, sources, templates, value_of):
        if Compiler(ruleset.law, ruleset.shape).faults_of(one.rule):
            continue
        killed = _noticed([replace(case, rule=one.rule) for case in cases], ruleset)
        yield Fate(rule.id, one.place, one.what, killed, () if killed else ((rule, one.rule),), tuple(cases))


def _of_overlay(
    over: RuleFile, sources: Sources, templates: Mapping[str, Template], ruleset: Ruleset
) -> Iterator[Fate]:
    """The values that an overlay puts over a parameter, judged by the cases of that pack."""
    alone = Sources([one for one in sources.of("test") if one.pack == over.pack])
    name = str(over.plain["id"])
    found = (case for case in cases_of(alone, ruleset, templates) if isinstance(case, Case))
    cases = [case for case in found if _reads(case.rule, name)]
    readers = [case.rule for case in cases] or [rule for rule in ruleset.rules if _reads(rule, name)]
    for one in put_over(over.plain, ruleset.law):
        other = ruleset.with_law(one.law)
        killed = any(run_case(case, other).failures for case in cases)
        pairs = {rule.id: (rule, rule._replace()) for rule in ([] if killed else readers)}
        yield Fate(over.path, one.place, one.what, killed, tuple(pairs.values()), tuple(cases), other)


def _reads(rule: Rule, parameter: str) -> bool:
    """Whether a rule rests on a parameter itself."""
    return any(_named([*version.when, version.require], parameter) for version in rule.versions)


def _named(plain: Plain, parameter: str) -> bool:
    if isinstance(plain, dict):
        return parameter in (plain.get("param"), plain.get("lookup")) or _named(list(plain.values()), parameter)
    return isinstance(plain, list) and any(_named(inner, parameter) for inner in plain)


def _of_rule(cases: list[Case], ruleset: Ruleset) -> Iterator[Fate]:
    rule = cases[0].rule
    for number, version in enumerate(rule.versions):
        for place, what, changed in _changed(version, ruleset):
            other = _with(rule, number, changed)
            if _overlap(other) or Compiler(ruleset.law, ruleset.shape).faults_of(other):
                continue  # not a rule: nobody could have written it
            killed = _noticed([replace(case, rule=other) for case in cases], ruleset)
            yield Fate(
                rule.id, f"versions[{number}].{place}", what, killed, () if killed else ((rule, other),), tuple(cases)
            )


def _changed(version: Version, ruleset: Ruleset) -> Iterator[tuple[str, Words, Version]]:
    """Every version that differs in one thing, with the place of the difference.

    What a template says is left to the cases of the template.
    """

    def value_of(name: str) -> Plain:
        return _value(ruleset, name, version)

    if not version.template:
        for one in mutants(version.require, value_of):
            yield "require", one.what, version._replace(require=one.plain)
    for n, plain in enumerate(version.when):
        for one in mutants(plain, value_of):
            yield f"when[{n}]", one.what, version._replace(when=_put(version.when, n, one.plain))
    for n in range(len(version.when)):
        dropped = version._replace(when=(*version.when[:n], *version.when[n + 1 :]))
        yield f"when[{n}]", Words("bỏ điều kiện áp dụng", "the guard dropped"), dropped
    for n in range(len(version.opens)):
        dropped = version._replace(opens=(*version.opens[:n], *version.opens[n + 1 :]))
        yield f"open[{n}]", Words("bỏ điểm luật để ngỏ", "the open point dropped"), dropped
    yield from _other_days(version)


def _other_days(version: Version) -> Iterator[tuple[str, Words, Version]]:
    start, until = version.in_force
    for name, day in (("from", start), ("until", until)):
        for step in (-1, 1) if day is not None else ():
            assert isinstance(day, date)
            other = day + timedelta(days=step)
            span = InForce(other, until) if name == "from" else InForce(start, other)
            yield f"in_force.{name}", Words(f"{day} → {other}", f"{day} → {other}"), version._replace(in_force=span)


def _value(ruleset: Ruleset, name: str, version: Version) -> Plain:
    """The value of a parameter under a version, as one would write it; None where it has several."""
    parameter = ruleset.law.parameters.get(name)
    held = [one for one in parameter.values if one.in_force.overlaps(version.in_force)] if parameter is not None else []
    value = held[0].value if len(held) == 1 else None
    if isinstance(value, Quantity):
        return {value.unit: value.number}
    return value if isinstance(value, int) else None


def _of_template(
    template: Template, before: list[Case], alone: Sources, templates: Mapping[str, Template], ruleset: Ruleset
) -> Iterator[Fate]:
    for key, what, body in _bodies(template.body):
        changed = template._replace(body=body)
        found = cases_of(alone, ruleset, {**templates, template.id: changed})
        cases = [case for case in found if isinstance(case, Case) and case.subject == template.id]
        if not cases or all(Compiler(ruleset.law, ruleset.shape).faults_of(case.rule) for case in cases):
            continue
        killed = _noticed(cases, ruleset)
        pairs = {} if killed else {a.rule.id: (a.rule, b.rule) for a, b in zip(before, cases, strict=True)}
        yield Fate(template.id, key, what, killed, tuple(pairs.values()), tuple(before))


def _bodies(body: Mapping[str, Plain]) -> Iterator[tuple[str, Words, dict[str, Plain]]]:
    for key in ("when", "require"):
        for mutant in mutants(body.get(key)):
            yield key, mutant.what, {**body, key: mutant.plain}
    for key in ("when", "open"):
        if key in body:
            rest = {name: value for name, value in body.items() if name != key}
            yield key, Words(f"bỏ {key}", f"{key} dropped"), rest


def _noticed(cases: list[Case], ruleset: Ruleset) -> bool:
    """Whether a case fails. A ruleset of its own: a mutant has the id of a rule that may be compiled already."""
    apart = ruleset.with_law(ruleset.law)
    return any(run_case(case, apart).failures for case in cases)


def _overlap(rule: Rule) -> bool:
    """Whether two versions hold on one day, which lint refuses."""
    spans = [version.in_force for version in rule.versions]
    return any(a.overlaps(b) for n, a in enumerate(spans) for b in spans[n + 1 :])


def _put(parts: tuple[Plain, ...], number: int, plain: Plain) -> tuple[Plain, ...]:
    return (*parts[:number], plain, *parts[number + 1 :])


def _with(rule: Rule, number: int, version: Version) -> Rule:
    return rule._replace(versions=(*rule.versions[:number], version, *rule.versions[number + 1 :]))
