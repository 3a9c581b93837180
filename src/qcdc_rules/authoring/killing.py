"""Mutation of rules and templates: which mutants the cases beside them kill, and which survive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from qcdc_rules.authoring.cases import Case, cases_of, run_case
from qcdc_rules.authoring.mutants import mutants
from qcdc_rules.compiling.compiled import Compiler
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import Sources, templates_of
from qcdc_rules.loading.templates import Template
from qcdc_rules.model.law import Plain
from qcdc_rules.model.rules import Rule
from qcdc_rules.source import Words


class Fate(NamedTuple):
    """One mutant of a rule or template: what was changed, where, and whether a case noticed."""

    subject: str
    place: str
    what: Words
    killed: bool


def fates(sources: Sources, ruleset: Ruleset, only: tuple[str, ...] = ()) -> Iterator[Fate]:
    """Every mutant of the rules and templates whose test files are named (all, without a name)."""
    templates = templates_of(sources)
    for one in sources.of("test"):
        if only and not any(part in one.path for part in only):
            continue
        alone = Sources([one])
        cases = [case for case in cases_of(alone, ruleset, templates) if isinstance(case, Case)]
        for subject in dict.fromkeys(case.subject for case in cases):
            if subject in templates:
                yield from _of_template(templates[subject], alone, templates, ruleset)
            else:
                yield from _of_rule([case for case in cases if case.subject == subject], ruleset)


def _of_rule(cases: list[Case], ruleset: Ruleset) -> Iterator[Fate]:
    rule = cases[0].rule
    for number, version in enumerate(rule.versions):
        own = [("require", version.require), *((f"when[{n}]", part) for n, part in enumerate(version.when))]
        for place, plain in own:
            for mutant in mutants(plain):
                changed = _with(rule, number, place, mutant.plain)
                if Compiler(ruleset.law, ruleset.shape).faults_of(changed):
                    continue  # not a rule: nobody could have written it
                killed = _noticed([replace(case, rule=changed) for case in cases], ruleset)
                yield Fate(rule.id, f"versions[{number}].{place}", mutant.what, killed)


def _of_template(
    template: Template, alone: Sources, templates: Mapping[str, Template], ruleset: Ruleset
) -> Iterator[Fate]:
    for key in ("when", "require"):
        for mutant in mutants(template.body.get(key)):
            changed = template._replace(body={**template.body, key: mutant.plain})
            found = cases_of(alone, ruleset, {**templates, template.id: changed})
            cases = [case for case in found if isinstance(case, Case) and case.subject == template.id]
            if all(Compiler(ruleset.law, ruleset.shape).faults_of(case.rule) for case in cases):
                continue
            yield Fate(template.id, key, mutant.what, _noticed(cases, ruleset))


def _noticed(cases: list[Case], ruleset: Ruleset) -> bool:
    """Whether a case fails. A ruleset of its own: a mutant has the id of a rule that may be compiled already."""
    apart = ruleset.with_law(ruleset.law)
    return any(run_case(case, apart).failures for case in cases)


def _with(rule: Rule, number: int, place: str, plain: Plain) -> Rule:
    version = rule.versions[number]
    if place == "require":
        version = version._replace(require=plain)
    else:
        position = int(place[5:-1])
        version = version._replace(when=(*version.when[:position], plain, *version.when[position + 1 :]))
    return rule._replace(versions=(*rule.versions[:number], version, *rule.versions[number + 1 :]))
