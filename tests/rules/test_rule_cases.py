"""The rules as they ship: no faults, every case beside them holds, every row of the account has its rule."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from qcdc_rules.authoring.cases import Case, cases_of, run_case
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import Sources, read_packs
from qcdc_rules.model.law import Citation
from qcdc_rules.model.rules import Rule, Version
from qcdc_rules.source.resources import data_dir

RULES = data_dir("rules")
REGISTER = RULES / "register"
WITHOUT_RULE = REGISTER / "without_rule.csv"
WITHOUT_CASE = Path(__file__).with_name("without_case.csv")
CASE_FILES = [f"rules/{path.relative_to(RULES).as_posix()}" for path in sorted(RULES.rglob("*.tests.yaml"))]

Row = tuple[str, str]
"""Regulation and row: the same row may stand in the account of more than one regulation type."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """The rules of this copy of the project, their cases by file, and the cases that cannot be built."""

    sources: Sources
    ruleset: Ruleset
    cases: dict[str, list[Case]]
    broken: dict[str, list[str]]

    def expected(self) -> dict[str, set[str]]:
        """What the cases of each rule and template expect."""
        found: dict[str, set[str]] = defaultdict(set)
        for listed in self.cases.values():
            for case in listed:
                found[case.subject] |= set(case.expect.values())
        return found


@pytest.fixture(scope="session")
def shipped() -> Shipped:
    sources = read_packs([(RULES, "rules")], tests=True)
    ruleset = assemble(sources)
    cases: dict[str, list[Case]] = defaultdict(list)
    broken: dict[str, list[str]] = defaultdict(list)
    for case in cases_of(sources, ruleset):
        if isinstance(case, Case):
            cases[case.file].append(case)
        else:
            one, line, why = case
            broken[one.path].append(f"{one.path}:{line}: {why}")
    return Shipped(sources, ruleset, cases, broken)


def test_the_rules_have_no_fault(shipped: Shipped) -> None:
    told = [f"{p.file}:{p.line}:{p.column}: {p.code} {p.path} {p.words.en}" for p in shipped.ruleset.problems]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("file", CASE_FILES)
def test_cases_hold(file: str, shipped: Shipped) -> None:
    told = list(shipped.broken.get(file, ()))
    for case in shipped.cases.get(file, ()):
        judged = run_case(case, shipped.ruleset)
        told += [f"{file}:{case.line}: {case.subject} «{case.name}»: {f.en}" for f in judged.failures]
    assert not told, "\n".join(told)
    assert shipped.cases.get(file), f"{file} holds no case"


# -- every rule is seen both ways ---------------------------------------------------------------------


def without_case() -> dict[str, tuple[str, str]]:
    """Rules that cannot be seen both ways: the outcome that cannot come, and why."""
    with WITHOUT_CASE.open(encoding="utf-8", newline="") as stream:
        return {row["rule"]: (row["lacks"], row["reason"]) for row in csv.DictReader(stream)}


def test_every_rule_is_seen_satisfied_and_violated(shipped: Shipped) -> None:
    expected, excused = shipped.expected(), without_case()
    lacking: dict[str, str] = {}
    for rule in shipped.ruleset.rules:
        outcomes = [name for name in ("satisfied", "violated") if name not in expected.get(rule.id, ())]
        if outcomes and excused.get(rule.id, ("",))[0] != " ".join(outcomes):
            lacking[rule.id] = f"{rule.file}: no case expects {' or '.join(outcomes)}"
    assert not lacking, "\n".join(f"{rule}: {why}" for rule, why in sorted(lacking.items()))


def test_an_excused_rule_rests_on_recalled_wording(shipped: Shipped) -> None:
    """Only the wording that nobody read makes a breach impossible: it turns violated into law_open."""
    expected = shipped.expected()
    for name, (lacks, reason) in without_case().items():
        rule = shipped.ruleset.by_id(name)
        assert rule is not None, f"{name} is excused and does not exist"
        assert lacks == "violated", name
        assert reason, name
        assert lacks not in expected[name], f"{name} has such a case: take it off the list"
        assert "law_open" in expected[name], f"{name}: show that the breach is left open"
        assert all(_recalled(shipped.ruleset, version) for version in rule.versions), name


def _recalled(ruleset: Ruleset, version: Version) -> bool:
    instruments = ruleset.law.instruments
    return any(instruments[cite.instrument].checked_of(cite) == "recalled" for cite in version.cites)


def test_every_template_is_seen_in_three_ways(shipped: Shipped) -> None:
    expected = shipped.expected()
    for one in shipped.sources.of("template"):
        name = str(one.plain["id"])
        lacking = {"satisfied", "violated", "missing"} - expected.get(name, set())
        assert not lacking, f"{one.path}: no case expects {', '.join(sorted(lacking))}"


# -- the account of the law ---------------------------------------------------------------------------


def register() -> dict[Row, dict[str, str]]:
    """Every row of the account of the law, by regulation and row."""
    found: dict[Row, dict[str, str]] = {}
    for path in sorted(REGISTER.glob("*.csv")):
        if path == WITHOUT_RULE:
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                key = (row["regulation"], row["row"])
                assert key not in found, f"{path.name}: {key} stands twice"
                found[key] = row
    return found


def without_rule() -> dict[Row, str]:
    """Checkable rows that no rule claims, because something else carries them, and what that is."""
    with WITHOUT_RULE.open(encoding="utf-8", newline="") as stream:
        return {(row["regulation"], row["row"]): row["reason"] for row in csv.DictReader(stream)}


def claimed(ruleset: Ruleset) -> dict[Row, set[str]]:
    """The rows that rules claim: those they name, and those of the contents that they go through."""
    found: dict[Row, set[str]] = defaultdict(set)
    for rule in ruleset.rules:
        for version in rule.versions:
            for row in (*version.rows, *_listed_rows(rule, version, ruleset)):
                found[rule.regulation, row].add(rule.id)
    return found


def _listed_rows(rule: Rule, version: Version, ruleset: Ruleset) -> list[str]:
    if version.targets.kind != "each_content":
        return []
    cited = [Citation(cite.instrument, cite.article) for cite in version.cites]
    catalogue = ruleset.law.catalogues[version.targets.of]
    return [
        listing.row
        for content in catalogue.contents
        for listing in content.listed
        if listing.row and any(listing.citation.within(article) for article in cited)
    ]


def test_every_claimed_row_is_in_the_account(shipped: Shipped) -> None:
    known = register()
    stray = {row: rules for row, rules in claimed(shipped.ruleset).items() if row not in known}
    assert not stray, "\n".join(
        f"{row}: claimed by {', '.join(sorted(rules))}" for row, rules in stray.items()
    )


def test_every_checkable_row_has_its_rule_or_its_reason(shipped: Shipped) -> None:
    held, excused = claimed(shipped.ruleset), without_rule()
    lost = [
        row
        for row, entry in register().items()
        if entry["checkable"] != "no" and row not in held and row not in excused
    ]
    assert not lost, "\n".join(f"{regulation}: {row}" for regulation, row in lost)


def test_rows_without_a_rule_are_listed_rightly(shipped: Shipped) -> None:
    known, held = register(), claimed(shipped.ruleset)
    for row, reason in without_rule().items():
        assert row in known, f"{row} is not in the account"
        assert known[row]["checkable"] != "no", f"{row} is not checkable: nothing to account for"
        assert row not in held, f"{row} is claimed by {', '.join(sorted(held[row]))}: take it off the list"
        assert " · " in reason, f"{row}: the reason stands in both languages"
