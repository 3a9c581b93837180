"""The data classes of the house: values that are equal by what they hold, sort where they should, and travel."""

from __future__ import annotations

import pickle

import pytest

from qcdc_rules.frozen import changed, frozen
from qcdc_rules.model.law import Citation
from qcdc_rules.source import Words


@frozen
class Pair:
    left: int
    right: str = "r"

    def __post_init__(self) -> None:
        if self.left < 0:
            raise ValueError("left is never negative")


@frozen(order=True)
class Ranked:
    rank: int
    name: str


@frozen(eq=False)
class Thing:
    name: str


@frozen
class One:
    only: int


def test_values_are_equal_by_what_they_hold() -> None:
    assert Pair(1) == Pair(left=1, right="r")
    assert Pair(1) != Pair(2)
    assert One(1) != Pair(1)
    assert hash(Pair(1)) == hash(Pair(1, "r"))
    assert {One(1), One(1)} == {One(1)}


def test_another_class_with_the_same_fields_is_another_value() -> None:
    assert Pair(1, "a") != Ranked(1, "a")


def test_things_are_equal_only_to_themselves() -> None:
    one, other = Thing("a"), Thing("a")
    assert one == one
    assert one != other
    assert len({one, other}) == 2


def test_ranked_values_sort_by_their_fields_in_order() -> None:
    found = [Ranked(2, "a"), Ranked(1, "b"), Ranked(1, "a")]
    assert sorted(found) == [Ranked(1, "a"), Ranked(1, "b"), Ranked(2, "a")]
    assert max(found) == Ranked(2, "a")
    assert Ranked(1, "a") <= Ranked(1, "a")
    assert Ranked(1, "a") >= Ranked(1, "a")
    with pytest.raises(TypeError):
        _ = Ranked(1, "a") < Pair(1, "a")  # type: ignore[operator]


def test_a_check_runs_for_every_instance() -> None:
    Pair(1)
    with pytest.raises(ValueError, match="never negative"):
        Pair(-1)
    with pytest.raises(ValueError, match="never negative"):
        changed(Pair(1), left=-1)


def test_wrong_arguments_are_refused_from_the_first_instance_on() -> None:
    @frozen
    class Fresh:
        a: int

    with pytest.raises(TypeError):
        Fresh()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Fresh(1, 2)  # type: ignore[call-arg]
    assert Fresh(1).a == 1


def test_a_value_has_no_other_fields() -> None:
    with pytest.raises(AttributeError):
        Pair(1).middle = 3  # type: ignore[attr-defined]


def test_changed_gives_another_value() -> None:
    before = Pair(1, "a")
    assert changed(before, right="b") == Pair(1, "b")
    assert before == Pair(1, "a")
    with pytest.raises(TypeError):
        changed(before, wrong=1)


def test_values_travel_between_processes() -> None:
    sent = Citation("10/2022/QH15", "13", place=Words("a", "b"))
    assert pickle.loads(pickle.dumps(sent)) == sent


def test_values_show_what_they_hold_and_match() -> None:
    assert repr(Pair(1, "a")) == "Pair(left=1, right='a')"
    match Pair(1, "a"):
        case Pair(left, right):
            assert (left, right) == (1, "a")
