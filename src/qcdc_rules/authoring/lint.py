"""Lint: everything that can be said about rule files without running them over a submission."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from qcdc_rules.authoring.cases import Case, cases_of, run_case
from qcdc_rules.authoring.checks import conditions, rhythm, spans, texts, use
from qcdc_rules.authoring.checks.accepted import without_accepted
from qcdc_rules.authoring.checks.scene import Check, Scene, at, scene_of
from qcdc_rules.authoring.coverage import account, read_register, unknown_rows
from qcdc_rules.authoring.edges import edges, unproved
from qcdc_rules.authoring.reads import unread
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import Sources
from qcdc_rules.model.rules import REGULATIONS
from qcdc_rules.source import Problem, Spot, Words

CHECKS: tuple[Check, ...] = (
    spans.never_in_force,
    spans.versions_in_line,
    spans.values_in_line,
    spans.provisions_hold,
    spans.limits_across,
    spans.recalled,
    spans.reviewed,
    conditions.senseless,
    conditions.unguarded,
    conditions.alike,
    rhythm.windows,
    conditions.unused_given,
    texts.placeholders,
    texts.translations,
    texts.drafted,
    use.unused,
    use.names,
    use.untested,
    use.engine,
)


def lint(sources: Sources, ruleset: Ruleset, today: date | None, engine: str, cases: bool = False) -> list[Problem]:
    """The faults found while reading and compiling, and what every check has to say, in the order of the files.

    `cases`: run the cases too, to see which thresholds they do not prove.
    """
    scene = scene_of(sources, ruleset, today, engine)
    found = {*ruleset.problems, *(problem for check in CHECKS for problem in check(scene))}
    if cases:
        found.update(_boundaries(scene))
    return sorted(without_accepted(scene, sorted(found)))


def _boundaries(scene: Scene) -> Iterator[Problem]:
    """missing-boundary"""
    run = [run_case(one, scene.ruleset) for one in cases_of(scene.sources, scene.ruleset) if isinstance(one, Case)]
    rules = {one.rule.id: one for one in scene.rules}
    templates = {str(one.plain["id"]): one for one in scene.sources.of("template")}
    for edge in edges(run):
        if not edge.unseen:
            continue
        told = unproved(edge)
        words = Words(f"{told.vi[0].upper()}{told.vi[1:]}.", f"{told.en[0].upper()}{told.en[1:]}.")
        if edge.subject in rules:
            yield rules[edge.subject].problem("missing-boundary", words, severity="warning")
        elif edge.subject in templates:
            yield at(templates[edge.subject], ("id",), "missing-boundary", words, "warning")


def facts(ruleset: Ruleset) -> Iterator[Problem]:
    """unread-field: what the form asks for and no rule reads."""
    for path in unread(ruleset):
        words = Words(
            f"Không quy tắc nào đọc trường “{path}”: viết quy tắc cần nó, hoặc ghi “x-informational” trong lược đồ.",
            f"No rule reads the field “{path}”: write the rule that needs it, or mark it “x-informational” in the schema.",
        )
        file = "schemas/submission.schema.json"
        yield Problem.located(file, Spot(1, 1, 1, 1), "unread-field", words, "warning", path=path)


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
