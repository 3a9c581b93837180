"""Both engines say the same: of every example, of the operator tables, of a sample of the cases.

A run over all cases is `QCDC_ALL_CASES=1 pytest tests/second/test_engines_agree.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from both import EXAMPLES, cases, example, of_cases, ruleset

from qcdc_rules.authoring.crosscheck import compare_outcomes, cross_check
from qcdc_rules.second.chaining.engine import DurableChain

STEP = 1 if os.environ.get("QCDC_ALL_CASES") == "1" else 10
"""Every tenth case; the tens begin elsewhere in each slice, so that no file is passed over."""
SLICES = 5


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_on_an_example(path: Path, chain_if_any: DurableChain | None) -> None:
    compared = cross_check(example(path), ruleset(), deriver=chain_if_any, join=chain_if_any)
    assert compared.results > 0
    assert compared.differences == ()


@pytest.mark.parametrize("part", range(SLICES))
def test_on_cases_of_rules_and_templates(part: int, chain_if_any: DurableChain | None) -> None:
    every = cases()
    size = len(every) // SLICES + 1
    chosen = every[part * size : (part + 1) * size][(3 * part) % STEP :: STEP]
    number, found = of_cases(chosen, chain_if_any)
    assert number >= len(chosen) > 0
    assert found == []


def test_an_earlier_day_of_the_check_is_one_day_for_both() -> None:
    read = example(next(path for path in EXAMPLES if path.stem == "commune-2024-half-filled"))
    assert compare_outcomes(read, ruleset(), as_of=read.first_on) == []
