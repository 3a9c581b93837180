"""The fuzzer for a few seconds with a fixed seed, the corpora of others, and every input that ever did harm."""

from __future__ import annotations

import time

import pytest
from fuzz_seeds import json_suite, yaml_suite
from fuzz_targets import prepare, run_json, run_rules, run_yaml

from fuzz import HANG, TARGETS, alarm, campaign, signature
from qcdc_rules.source import read_bytes

RUNS = {"yaml": 300, "json": 200, "submission": 40, "rules": 15, "report": 3, "cli": 8}


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    prepare()


@pytest.mark.parametrize("name", RUNS)
def test_spoilt_inputs_are_answered(name: str) -> None:
    """Times are judged by long runs (docs/fuzzing.md), not here: this machine may be busy."""
    target = TARGETS[name]._replace(slowest=HANG)
    totals = campaign(target, "ci", seconds=0, runs=RUNS[name], only=-1, save=None)
    assert totals["executions"] == RUNS[name]
    assert not totals["findings"], totals["findings"]


def test_an_input_follows_from_seed_and_number() -> None:
    first, second = (campaign(TARGETS["json"], "x", 0, 0, 7, None) for _ in range(2))
    assert first["answers"] == second["answers"]
    assert first["largest_input_bytes"] == second["largest_input_bytes"]


def test_the_fuzzer_sees_a_fault_and_makes_it_small() -> None:
    def breaks(data: bytes) -> str:
        assert b"{" not in data, "an opening brace"
        return "fine"

    totals = campaign(TARGETS["json"]._replace(run=breaks, slowest=HANG), "x", 0, 60, -1, None)
    [finding] = totals["findings"]  # type: ignore[misc]  # a list of one
    assert finding["input"] == repr(b"{")


def test_the_fuzzer_gives_up_what_hangs() -> None:
    with pytest.raises(Exception, match="more than 1 s"), alarm(1):
        time.sleep(30)


def test_a_signature_names_the_kind_and_the_place() -> None:
    assert signature(ValueError("x")).startswith("ValueError at ?")


def test_the_yaml_test_suite() -> None:
    """Nothing in it is more than refused, and hardly any error of it is taken for YAML."""
    taken = {name for name, data, is_error in yaml_suite() if run_yaml(data) == "read" and is_error}
    assert taken == YAML_ERRORS_READ


def test_the_json_test_suite() -> None:
    for name, data in json_suite():
        answer = run_json(data)
        if name.startswith("y_"):
            problems = {one.code for one in read_bytes(data, "a.json")[1]}
            assert answer == "read" or problems <= {"json-duplicate-key", "json-lone-surrogate"} | CONTROL, name
        if name.startswith("n_"):
            assert answer == "refused", name


CONTROL = {"nul-byte", "control-character"}
YAML_ERRORS_READ = {"9C9N", "9JBA", "CVW2", "DK95", "G5U8", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y", "YJV2"}
"""Errors by YAML 1.2 that PyYAML's parser, made for 1.1, lets pass."""

RULES_THAT_CRASHED = {
    "neither the rule nor its file says force": b"""\
schema: qcdc-rules/1
regulation: commune
category: consult
rules:
  - id: commune.x
    title: {vi: a, en: b}
    fidelity: full
    scope: [commune]
    in_force: {from: 2023-07-01}
    cites: [{instrument: 10/2022/QH15}]
    require: {exists: unit.has_portal}
    messages: {violated: {vi: a, en: b}}
""",
}


@pytest.mark.parametrize("name", RULES_THAT_CRASHED)
def test_what_crashed_is_told(name: str) -> None:
    assert run_rules(RULES_THAT_CRASHED[name]) == "problems"


def test_a_no_break_space_after_the_end_is_refused() -> None:
    """The fuzzer's one disagreement with PyYAML: it was passed over."""
    assert run_yaml('""\u00a0'.encode()) == "refused"
