"""`all`, `any`, `not`, `if` over every combination of truths, against a table written independently."""

from __future__ import annotations

import itertools

import pytest

from qcdc_rules.logic.truth import FALSE, LAW_OPEN, MISSING, RUNNING, TRUE, Truth
from toy import judge

STATES = {"a": {"flag": True, "on": "none", "by": "none", "length": {"working_days": 5}}}
SAYS: dict[Truth, dict[str, object]] = {
    TRUE: {"is": {"fact": "a.flag", "value": True}},
    FALSE: {"is": {"fact": "a.flag", "value": False}},
    MISSING: {"is": {"fact": "a.word", "value": "x"}},
    RUNNING: {"before": {"fact": "a.on", "other": "a.by"}},
    LAW_OPEN: {"compare": {"fact": "a.length", "at_least": {"days": 5}}},
}
UNKNOWN = (MISSING, RUNNING, LAW_OPEN)
PAIRS = list(itertools.product(Truth, repeat=2))
TRIPLES = list(itertools.product(Truth, repeat=3))


def first_class(*parts: Truth) -> Truth:
    """What the submitter can cure comes first, then what time will cure."""
    return next(one for one in UNKNOWN if one in parts)


def said(condition: object) -> Truth:
    decided, trace = judge(condition, STATES)
    assert trace.truth is decided
    return decided


@pytest.mark.parametrize("truth", SAYS)
def test_the_parts_say_what_they_should(truth: Truth) -> None:
    assert said(SAYS[truth]) is truth


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_all(a: Truth, b: Truth) -> None:
    found = said({"all": [SAYS[a], SAYS[b]]})
    if FALSE in (a, b):
        assert found is FALSE
    else:
        assert found is (TRUE if a is b is TRUE else first_class(a, b))


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_any(a: Truth, b: Truth) -> None:
    found = said({"any": [SAYS[a], SAYS[b]]})
    if TRUE in (a, b):
        assert found is TRUE
    else:
        assert found is (FALSE if a is b is FALSE else first_class(a, b))


@pytest.mark.parametrize("a", Truth)
def test_not(a: Truth) -> None:
    swapped = {TRUE: FALSE, FALSE: TRUE}
    assert said({"not": SAYS[a]}) is swapped.get(a, a)


@pytest.mark.parametrize(("a", "b", "c"), TRIPLES)
def test_if(a: Truth, b: Truth, c: Truth) -> None:
    found = said({"if": SAYS[a], "then": SAYS[b], "otherwise": SAYS[c]})
    if a.decided:
        assert found is (b if a is TRUE else c)
    elif b is c and b.decided:
        assert found is b
    else:
        assert found is first_class(a, b, c)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_if_without_otherwise(a: Truth, b: Truth) -> None:
    assert said({"if": SAYS[a], "then": SAYS[b]}) is said({"if": SAYS[a], "then": SAYS[b], "otherwise": SAYS[TRUE]})


def test_always() -> None:
    assert said("always") is TRUE
    assert said({"all": []}) is TRUE


def test_only_the_fields_of_the_class_are_named() -> None:
    _, trace = judge({"all": [SAYS[MISSING], SAYS[RUNNING], {"exists": "a.inner"}, SAYS[TRUE]]}, STATES)
    assert trace.truth is MISSING
    assert sorted(trace.lacking) == ["a.inner", "a.word"]
