"""The account of the law: every row of the register, with the rules that answer for it or the reason why none.

The register is the project's own list of obligations, clause by clause (`rules/register/<regulation>.csv`).
A row answered by no rule must be marked as not checkable, with the reason, or stand in `without_rule.csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.targets import deciding
from qcdc_rules.model.rules import Rule


class Row(NamedTuple):
    """One obligation of the register."""

    row: str
    regulation: str
    category: str
    section: str
    checkable: str
    status: str
    why: str

    @property
    def instrument(self) -> str:
        return self.row.partition(" ")[0]


class Account(NamedTuple):
    """What became of a row: the rules that cover it, or why there is none; neither is `unexplained`."""

    row: Row
    rules: tuple[str, ...]
    reason: str

    @property
    def state(self) -> str:
        if self.rules:
            return "with_rules"
        return "not_checkable" if self.reason else "unexplained"


def read_register(folder: Path, regulation: str) -> list[Row]:
    """The rows of one regulation type, in the order of the law."""
    path = folder / f"{regulation}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [Row(**{name: entry[name] for name in Row._fields}) for entry in csv.DictReader(stream)]


def read_reasons(folder: Path) -> dict[tuple[str, str], str]:
    """Why a checkable row has no rule of its own: by regulation and row."""
    path = folder / "without_rule.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {(entry["regulation"], entry["row"]): entry["reason"] for entry in csv.DictReader(stream)}


def rows_of(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    """The rows that a rule covers: its own, and those of the contents that its versions' provisions list."""
    for version in rule.versions:
        yield from version.rows
        if version.targets.kind != "each_content":
            continue
        for content in ruleset.law.catalogues[version.targets.of].contents:
            listed = set(deciding(version, content))
            for listing in content.listed:
                if listing.row and listing.citation in listed:
                    yield from (part.strip() for part in listing.row.split(";"))


def account(regulation: str, ruleset: Ruleset, folder: Path) -> list[Account]:
    """Every row of the register with its rules, or its reason."""
    covering: dict[str, list[str]] = {}
    for rule in ruleset.of(regulation):
        for claimed in dict.fromkeys(rows_of(rule, ruleset)):
            covering.setdefault(claimed, []).append(rule.id)
    reasons = read_reasons(folder)
    found: list[Account] = []
    for row in read_register(folder, regulation):
        rules = tuple(sorted(covering.get(row.row, ())))
        given = reasons.get((regulation, row.row), "")
        by_machine = "" if row.checkable != "no" else row.why or "không kiểm tra được bằng máy · not checkable"
        reason = given or by_machine
        found.append(Account(row, rules, "" if rules else reason))
    return found


def unknown_rows(regulation: str, ruleset: Ruleset, folder: Path) -> list[tuple[str, str]]:
    """Rows that a rule claims and the register does not have: (rule, row)."""
    known = {row.row for row in read_register(folder, regulation)}
    return [
        (rule.id, row)
        for rule in ruleset.of(regulation)
        for row in dict.fromkeys(rows_of(rule, ruleset))
        if row not in known
    ]


def summary(accounts: Iterable[Account]) -> dict[str, int]:
    """How many rows there are, and what became of them."""
    listed = list(accounts)
    counts = {"rows": len(listed)}
    for state in ("with_rules", "not_checkable", "unexplained"):
        counts[state] = sum(1 for one in listed if one.state == state)
    return counts
