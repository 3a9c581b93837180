"""The rules as they ship: no faults, every case beside them holds, every row of the account has its rule."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from qcdc_rules.authoring.cases import Case, cases_of, run_case
from qcdc_rules.authoring.coverage import account, read_reasons, read_register, unknown_rows
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import Sources, read_packs
from qcdc_rules.model.rules import REGULATIONS, Version
from qcdc_rules.source.resources import data_dir

RULES = data_dir("rules")
REGISTER = RULES / "register"
WITHOUT_CASE = Path(__file__).with_name("without_case.csv")
CASE_FILES = [f"rules/{path.relative_to(RULES).as_posix()}" for path in sorted(RULES.rglob("*.tests.yaml"))]


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


def test_an_excused_rule_cannot_be_violated(shipped: Shipped) -> None:
    """Either nobody read its wording, or every failure is a point that the law leaves open."""
    expected = shipped.expected()
    for name, (lacks, reason) in without_case().items():
        rule = shipped.ruleset.by_id(name)
        assert rule is not None, f"{name} is excused and does not exist"
        assert lacks == "violated", name
        assert " · " in reason, f"{name}: the reason stands in both languages"
        assert lacks not in expected[name], f"{name} has such a case: take it off the list"
        assert "law_open" in expected[name], f"{name}: show that the breach is left open"
        left_open = all(version.opens for version in rule.versions)
        assert left_open or all(_recalled(shipped.ruleset, version) for version in rule.versions), name


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


def test_every_row_stands_once() -> None:
    for regulation in REGULATIONS:
        rows = [row.row for row in read_register(REGISTER, regulation)]
        assert len(rows) == len(set(rows)), regulation


def test_every_claimed_row_is_in_the_account(shipped: Shipped) -> None:
    """The totals of a district are held to the rows of its communes: its type has no account of its own."""
    every = {row.row for regulation in REGULATIONS for row in read_register(REGISTER, regulation)}
    for regulation in REGULATIONS:
        own = read_register(REGISTER, regulation)
        stray = [
            f"{rule} claims {row}"
            for rule, row in unknown_rows(regulation, shipped.ruleset, REGISTER)
            if own or row not in every
        ]
        assert not stray, "\n".join(stray)


def test_every_checkable_row_has_its_rule_or_its_reason(shipped: Shipped) -> None:
    reasons = read_reasons(REGISTER)
    for regulation in REGULATIONS:
        for one in account(regulation, shipped.ruleset, REGISTER):
            key = (regulation, one.row.row)
            assert one.rules or one.row.checkable == "no" or key in reasons, f"{key} has no rule and no reason"


def test_rows_without_a_rule_are_listed_rightly(shipped: Shipped) -> None:
    known = {
        (regulation, one.row.row): one
        for regulation in REGULATIONS
        for one in account(regulation, shipped.ruleset, REGISTER)
    }
    for key, reason in read_reasons(REGISTER).items():
        assert key in known, f"{key} is not in the account"
        assert known[key].row.checkable != "no", f"{key} is not checkable: nothing to account for"
        assert not known[key].rules, f"{key} is claimed by {', '.join(known[key].rules)}: take it off the list"
        assert " · " in reason, f"{key}: the reason stands in both languages"
