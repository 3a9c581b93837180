"""A result lists every fact that it rests on: also those that chose the law and made it apply."""

from __future__ import annotations

from pathlib import Path

from qcdc_rules import check
from qcdc_rules.compiling.ruleset import Ruleset

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "commune-2023.yaml"


def test_facts_name_what_chose_the_law_and_made_it_apply(ruleset: Ruleset) -> None:
    report = check(EXAMPLE, ruleset=ruleset)
    found = {f.target: f for f in report.findings if f.rule == "commune.contributions_majority"}
    for target, outcome in (("QD1", "satisfied"), ("QD2", "violated")):
        finding = found[target]
        assert finding.outcome == outcome
        assert {fact.path for fact in finding.facts} >= {
            "unit.kind",  # the scope
            f"decided[{target}].decided_on",  # the day that chose the law
            f"decided[{target}].was_declared_passed",  # when
            f"decided[{target}].agree_count",  # the requirement
        }
