"""What lint takes an operator to say is what its traces do say, over every case of the templates and the example pack."""

from __future__ import annotations

from pathlib import Path

from qcdc_rules.authoring.cases import Case, cases_of, run_case
from qcdc_rules.authoring.checks.texts import DETAILS
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.compiling.grammar import GRAMMAR
from qcdc_rules.loading.packs import read_packs

ROOT = Path(__file__).parents[2]


def test_every_operator_has_its_details() -> None:
    joining = {"all", "any", "not", "if"}
    assert set(DETAILS) == set(GRAMMAR.conditions) - joining


def test_traces_say_no_more_than_the_table() -> None:
    sources = read_packs([(ROOT / "rules", "rules"), (ROOT / "examples" / "packs" / "tinh-mau", "pack")], tests=True)
    ruleset = assemble(sources)
    said: dict[str, set[str]] = {}
    for case in cases_of(sources, ruleset):
        if isinstance(case, Case) and case.file.startswith(("rules/templates", "pack")):
            for result in run_case(case, ruleset).results:
                for trace in result.trace.walk() if result.trace is not None else ():
                    said.setdefault(trace.node.op, set()).update(trace.detail)
    assert len(said) >= 20
    assert {op: names - DETAILS[op] for op, names in said.items() if op in DETAILS and names - DETAILS[op]} == {}
