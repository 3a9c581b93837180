"""What no report can say and be true: told where it stands, and the fields involved count as unknown."""

from __future__ import annotations

import pytest

from qcdc_rules.logic.values import Gap
from reading import at, codes, read

D = "decided: [{{id: D1, {}}}]\n"
P = "publicized: [{{id: C1, postings: [{{id: N1, {}}}]}}]\n"


@pytest.mark.parametrize(
    ("name", "text", "unknown", "kept"),
    [
        ("at_most", D.format("agree_count: 81, household_count: 80"), ["agree_count", "household_count"], []),
        ("at_most, equal", D.format("agree_count: 80, household_count: 80"), [], ["agree_count", "household_count"]),
        ("at_most, one not stated", D.format("agree_count: 81"), [], ["agree_count"]),
        (
            "at_most, unless",
            D.format("agree_count: 81, household_count: 80, counted_unit: voter"),
            [],
            ["agree_count", "household_count"],
        ),
        (
            "at_most, when",
            D.format("agree_count: 81, voter_count: 80, counted_unit: voter"),
            ["agree_count", "voter_count"],
            ["counted_unit"],
        ),
        ("at_most, when not", D.format("agree_count: 81, voter_count: 80"), [], ["agree_count", "voter_count"]),
        (
            "sum_at_most",
            D.format("present_count: 50, absent_count: 31, household_count: 80"),
            ["present_count", "absent_count", "household_count"],
            [],
        ),
        (
            "sum_at_most, equal",
            D.format("present_count: 50, absent_count: 30, household_count: 80"),
            [],
            ["present_count", "absent_count", "household_count"],
        ),
        (
            "sum_at_most over items",
            D.format("household_count: 80, clusters: [{id: K1, household_count: 50}, {id: K2, household_count: 31}]"),
            ["household_count"],
            [],
        ),
        (
            "at_most of each item",
            D.format("household_count: 80, meetings: [{id: M1, present_count: 80}, {id: M2, present_count: 81}]"),
            ["household_count"],
            [],
        ),
    ],
)
def test_in_a_decided_item(name: str, text: str, unknown: list[str], kept: list[str]) -> None:
    found = read(text)
    assert codes(found) == (["inconsistent"] if unknown else [])
    for field in unknown:
        assert at(found, f"decided[1].{field}") is Gap.MISSING
    for field in kept:
        assert at(found, f"decided[1].{field}") is not Gap.MISSING


def test_an_end_before_its_start() -> None:
    found = read(P.format("first_on: 2024-05-02, last_on: 2024-05-01"))
    assert codes(found) == ["inconsistent"]
    assert at(found, "publicized[1].postings[1].first_on") is Gap.MISSING
    assert at(found, "publicized[1].postings[1].last_on") is Gap.MISSING
    assert codes(read(P.format("first_on: 2024-05-01, last_on: 2024-05-01"))) == []
    assert codes(read(P.format("first_on: 2024-05-02, last_on: still_up"))) == []


@pytest.mark.parametrize(
    "break_", ["first_on: 2024-04-30, last_on: 2024-05-02", "first_on: 2024-05-30, last_on: 2024-06-01"]
)
def test_an_interruption_outside_its_span_leaves_it_open_whether_there_was_one(break_: str) -> None:
    found = read(P.format(f"first_on: 2024-05-01, last_on: 2024-05-31, interruptions: [{{{break_}}}]"))
    assert codes(found) == ["inconsistent"]
    posting = at(found, "publicized[1].postings[1]")
    assert posting.fields["interruptions"] is Gap.MISSING, "taken away it would read as: there was none"


def test_an_interruption_inside_its_span() -> None:
    inside = "first_on: 2024-05-01, last_on: 2024-05-31, interruptions: [{first_on: 2024-05-01, last_on: 2024-05-31}]"
    assert codes(read(P.format(inside))) == []


def test_two_results_of_one_village() -> None:
    found = read(
        "villages: [{id: T1}, {id: T2}]\n"
        + D.format("village_results: [{id: K1, village: T1}, {id: K2, village: T2}, {id: K3, village: T1}]")
    )
    assert codes(found) == ["inconsistent"]
    assert at(found, "decided[1].village_results") is Gap.MISSING
    assert codes(read("villages: [{id: T1}]\n" + D.format("village_results: [{id: K1, village: T1}, {id: K2}]"))) == []


def test_the_words_name_both_sides_and_both_values() -> None:
    (problem,) = read(D.format("agree_count: 81, household_count: 80")).problems
    assert problem.line == 4
    assert problem.path == "decided[D1]"
    for words in (problem.words.vi, problem.words.en):
        assert "81" in words
        assert "80" in words
    assert "household" in problem.words.en
