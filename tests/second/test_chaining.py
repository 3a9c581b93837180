"""durable-rules derives what the tables say, is asked each pattern once, and never takes the parent with it."""

from __future__ import annotations

import random
import sys
from typing import get_args, get_type_hints

import pytest

from qcdc_rules.second.chaining import engine
from qcdc_rules.second.chaining.engine import ChainFault, DurableChain, Refusal, refusal
from qcdc_rules.second.chaining.knowledge import JOINING, JUDGING, every_set
from qcdc_rules.second.outcome import VERDICTS, Facts, PlainDeriver
from qcdc_rules.second.truths import ANSWERS, Answer, PlainJoiner

LIMIT_OF_DURABLE_RULES = 512
"""So many rules in one ruleset raise, and one more hangs."""


def test_the_rulesets_stay_far_below_the_limit() -> None:
    assert max(len(JUDGING), len(JOINING)) < LIMIT_OF_DURABLE_RULES / 4


@pytest.mark.parametrize("answers", every_set(), ids=lambda one: "-".join(sorted(one)) or "nothing")
def test_durable_rules_joins_as_kleene_does(answers: frozenset[Answer], durable: DurableChain) -> None:
    assert durable.every(answers) == PlainJoiner().every(answers)
    assert durable.some(answers) == PlainJoiner().some(answers)


def patterns(number: int) -> list[Facts]:
    """A deterministic sample of facts, every second one of a rule that binds, every fourth of a failed duty."""
    draw = random.Random(47)
    words = {name: _words(hint) for name, hint in get_type_hints(Facts).items()}
    found = []
    for n in range(number):
        facts = Facts(**{name: draw.choice(values) for name, values in words.items()})
        if n % 2:
            facts = facts._replace(version="in_force", listed="item", content="listed", applies="true")
        if n % 4 == 1:
            facts = facts._replace(requires="false")
        found.append(facts)
    return found


def _words(hint: object) -> list[str]:
    return [word for one in get_args(hint) for word in (_words(one) if get_args(one) else [one])]


def test_durable_rules_derives_as_the_table_does(durable: DurableChain) -> None:
    derived = {facts: durable.derive(facts) for facts in patterns(400)}
    plain = PlainDeriver()
    assert derived == {facts: plain.derive(facts) for facts in derived}
    assert set(derived.values()) == set(VERDICTS)


def test_more_questions_than_durable_rules_has_states_for(durable: DurableChain) -> None:
    """It raises MemoryError at about 1,024 live states: each is deleted when it is answered."""
    for facts in patterns(2200):
        durable.derive(facts)
    assert durable.patterns > 1100


def test_every_answer_is_joined_by_words_of_the_language() -> None:
    assert {word for link in JOINING for word in (link.says,)} == set(ANSWERS)


# -- refusals and faults ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "installed", "compiler", "word"),
    [
        ((3, 11), True, False, None),
        ((3, 13), True, False, None),
        ((3, 13), False, True, "-DPyEval_CallObject=PyObject_CallObject"),
        ((3, 14), False, False, "-DPyEval_CallObject=PyObject_CallObject"),
        ((3, 12), False, False, "C compiler"),
        ((3, 12), False, True, "qcdc-rules[durable]"),
    ],
)
def test_a_refusal_gives_its_reason(version: tuple[int, int], installed: bool, compiler: bool, word: str | None) -> None:
    told = refusal(version, installed, compiler)
    assert (told is None) == (word is None)
    if told is not None and word is not None:
        assert word in told.en
        assert "--engine durable" in told.vi


def child(program: str) -> DurableChain:
    return DurableChain((sys.executable, "-c", program), start_limit=2, answer_limit=2)


def test_a_child_that_ends_is_told() -> None:
    with pytest.raises(ChainFault, match="MemoryError"), child("raise MemoryError('states')"):
        pass


def test_a_child_that_hangs_is_ended() -> None:
    with pytest.raises(ChainFault, match="did not answer within 2 seconds"), child("import time; time.sleep(60)"):
        pass


def test_a_child_that_answers_nonsense_is_not_believed() -> None:
    program = "import sys; print('{}', flush=True)\nfor line in sys.stdin: print('{\"answer\": \"perhaps\"}', flush=True)"
    with pytest.raises(ChainFault, match="perhaps"), child(program):
        pass


def test_a_library_that_cannot_be_loaded_is_refused_with_the_flag() -> None:
    program = "raise ImportError('undefined symbol: PyEval_CallObject')"
    with pytest.raises(Refusal) as why, child(program):
        pass
    assert "PyEval_CallObject=PyObject_CallObject" in why.value.words.vi


def test_a_missing_library_is_refused_before_anything_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "here", lambda: refusal((3, 12), False, True))
    with pytest.raises(Refusal), DurableChain():
        pass
