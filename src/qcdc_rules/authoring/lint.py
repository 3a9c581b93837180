"""Lint: everything that can be said about rule files without running them over a submission."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from qcdc_rules.authoring.checks import conditions, spans, texts, use
from qcdc_rules.authoring.checks.scene import Check, scene_of
from qcdc_rules.authoring.coverage import account, read_register, unknown_rows
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import Sources
from qcdc_rules.model.rules import REGULATIONS
from qcdc_rules.source import Problem, Spot, Words

CHECKS: tuple[Check, ...] = (
    spans.versions_in_line,
    spans.values_in_line,
    spans.provisions_hold,
    spans.limits_across,
    spans.recalled,
    spans.reviewed,
    conditions.senseless,
    conditions.unguarded,
    conditions.alike,
    conditions.unused_given,
    texts.placeholders,
    texts.translations,
    use.unused,
    use.names,
    use.untested,
    use.engine,
)


def lint(sources: Sources, ruleset: Ruleset, today: date | None, engine: str) -> list[Problem]:
    """The faults found while reading and compiling, and what every check has to say, in the order of the files."""
    scene = scene_of(sources, ruleset, today, engine)
    found = {*ruleset.problems, *(problem for check in CHECKS for problem in check(scene))}
    return sorted(found)


def rows(ruleset: Ruleset, register: Path) -> Iterator[Problem]:
    """unknown-row, unclaimed-row: rules against the register of the law."""
    every = {row.row for regulation in REGULATIONS for row in read_register(register, regulation)}
    for regulation in REGULATIONS:
        file = f"rules/register/{regulation}.csv"
        for rule, row in unknown_rows(regulation, ruleset, register):
            if row in every:
                continue  # a report of totals answers for rows of the units that it sums up
            where = ruleset.by_id(rule)
            words = Words(
                f"Quy tắc nhận dòng “{row}” mà sổ không có.",
                f"The rule claims the row “{row}”, which the register does not have.",
            )
            spot = Spot(where.line, 1, where.line, 1) if where is not None else Spot(1, 1, 1, 1)
            yield Problem.located(where.file if where is not None else file, spot, "unknown-row", words, path=rule)
        for one in account(regulation, ruleset, register):
            if one.state == "unexplained":
                words = Words(
                    f"Dòng “{one.row.row}” không có quy tắc và không có lý do.",
                    f"The row “{one.row.row}” has no rule and no reason.",
                )
                yield Problem.located(file, Spot(1, 1, 1, 1), "unclaimed-row", words, path=one.row.row)
