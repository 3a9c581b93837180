"""The logic itself: Kleene's laws over false, true and the three classes of unknown."""

from __future__ import annotations

import itertools

import pytest

from qcdc_rules.logic.truth import (
    FALSE,
    LAW_OPEN,
    MISSING,
    RUNNING,
    TRUE,
    Truth,
    all_of,
    any_of,
    choose,
    negate,
    of_bool,
)

PAIRS = list(itertools.product(Truth, repeat=2))
TRIPLES = list(itertools.product(Truth, repeat=3))
UNKNOWN = frozenset({MISSING, RUNNING, LAW_OPEN})


def refines(less: Truth, more: Truth) -> bool:
    """More facts may turn an unknown into anything, and a decided truth into nothing else."""
    return less in UNKNOWN or less is more


@pytest.mark.parametrize("join", [all_of, any_of])
@pytest.mark.parametrize(("a", "b", "c"), TRIPLES)
def test_joining_is_associative_commutative_and_idempotent(join, a: Truth, b: Truth, c: Truth) -> None:
    assert join((a, join((b, c)))) is join((join((a, b)), c)) is join((a, b, c))
    assert join((a, b)) is join((b, a))
    assert join((a, a)) is a


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_de_morgan(a: Truth, b: Truth) -> None:
    assert negate(all_of((a, b))) is any_of((negate(a), negate(b)))
    assert negate(any_of((a, b))) is all_of((negate(a), negate(b)))


@pytest.mark.parametrize("a", Truth)
def test_negation_and_bounds(a: Truth) -> None:
    assert negate(negate(a)) is a
    assert all_of((a, TRUE)) is a
    assert any_of((a, FALSE)) is a
    assert all_of((a, FALSE)) is FALSE
    assert any_of((a, TRUE)) is TRUE


def test_the_empty_joins() -> None:
    assert all_of(()) is TRUE
    assert any_of(()) is FALSE
    assert of_bool(True) is TRUE
    assert of_bool(False) is FALSE


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_absorption_but_for_the_class_of_the_unknown(a: Truth, b: Truth) -> None:
    for found in (all_of((a, any_of((a, b)))), any_of((a, all_of((a, b))))):
        assert found is a if a.decided else not found.decided


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_what_can_be_cured_comes_first(a: Truth, b: Truth) -> None:
    for join in (all_of, any_of):
        found = join((a, b))
        if not found.decided:
            assert found is min({a, b} & UNKNOWN)


def test_joining_is_monotone_in_the_order_of_information() -> None:
    for less_a, less_b in PAIRS:
        for more_a, more_b in PAIRS:
            if refines(less_a, more_a) and refines(less_b, more_b):
                for join in (all_of, any_of):
                    assert refines(join((less_a, less_b)), join((more_a, more_b)))
                assert refines(negate(less_a), negate(more_a))


def test_choosing_is_monotone_and_agrees_with_the_plain_formula() -> None:
    for less in TRIPLES:
        for more in TRIPLES:
            if all(refines(a, b) for a, b in zip(less, more, strict=True)):
                assert refines(choose(*less), choose(*more))
    for condition, then, otherwise in TRIPLES:
        found = choose(condition, then, otherwise)
        both_ways = any_of(
            (all_of((condition, then)), all_of((negate(condition), otherwise)), all_of((then, otherwise)))
        )
        assert found is both_ways or not (found.decided or both_ways.decided)
