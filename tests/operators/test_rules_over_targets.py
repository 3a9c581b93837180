"""What a rule says of each of its targets: contents, items, calendar parts, the unit; and by which law."""

from __future__ import annotations

from typing import Any

import pytest

from packed import results, said

RECORDS = [
    {"id": "N1", "slug": "budget", "period": "2024", "on": "2024-01-05"},
    {"id": "N2", "slug": "plan", "on": "2024-01-05"},
    *({"id": f"W{n}", "slug": "works", "period": f"2024-Q{n}", "on": "2024-05-05"} for n in (1, 2, 4)),
]


def subjects(notices: object, **more: Any) -> dict[str, str]:
    return said("commune.subjects", {"notices": notices, **more})


def test_a_complete_list_of_subjects() -> None:
    found = subjects(RECORDS, unit={"is_coastal": False})
    assert found == {
        "budget/2024": "satisfied",
        "plan": "satisfied",
        "fees": "missing",
        "works/2024-Q1": "satisfied",
        "works/2024-Q2": "satisfied",
        "works/2024-Q3": "violated",
        "works/2024-Q4": "satisfied",
        "repealed": "not_applicable",
        "harbour": "not_applicable",
        "tolls/2024": "violated",
    }


def test_nothing_of_a_complete_list() -> None:
    found = subjects([], unit={"is_coastal": True})
    assert found["budget/2024"] == found["plan"] == found["works/2024-Q1"] == "violated"
    assert found["fees"] == found["harbour"] == "missing"


def test_nothing_of_a_partial_list_or_of_none() -> None:
    for notices in ({"partial": True, "items": []}, "unknown"):
        found = subjects(notices)
        assert {found[key] for key in ("budget/2024", "plan", "fees", "works/2024-Q1")} == {"missing"}


def test_what_did_not_arise() -> None:
    found = subjects({"did_not_arise": ["fees"], "items": RECORDS})
    assert found["fees"] == "not_applicable"
    lacking = results("commune.subjects", {"notices": RECORDS})["fees"].lacking
    assert lacking == ("notices",)


def test_a_record_without_its_part_may_be_any() -> None:
    undated = [{"id": "N1", "slug": "budget", "on": "2024-01-05"}]
    result = results("commune.subjects", {"notices": undated})["budget/2024"]
    assert (result.verdict, result.lacking) == ("missing", ("notices[N1].period",))


def test_a_record_without_its_subject_may_be_any() -> None:
    found = results("commune.subjects", {"notices": [{"id": "N1", "period": "2024", "on": "2024-01-05"}]})
    assert found["plan"].verdict == "missing"
    assert found["plan"].lacking == ("notices[N1].slug",)


def test_the_law_of_the_period_lists_the_subjects() -> None:
    found = said("commune.subjects", {"notices": []}, "2022-01-01..2022-12-31")
    assert found["budget/2022"] == "violated"
    assert found["repealed"] == "missing"
    assert found["plan"] == "not_applicable"


def test_a_subject_that_two_laws_list_in_two_ways() -> None:
    old = said("commune.subjects", {"notices": []}, "2022-01-01..2022-12-31")
    assert {key: verdict for key, verdict in old.items() if key.startswith("tolls")} == {"tolls": "missing"}
    both = said("commune.subjects", {"notices": []}, "2022-01-01..2023-12-31")
    assert {key: verdict for key, verdict in both.items() if key.startswith("tolls")} == {"tolls/2023": "violated"}


def test_content_that_exists_for_some_units_only() -> None:
    assert subjects(RECORDS)["harbour"] == "missing"
    assert subjects(RECORDS, unit={"is_coastal": False})["harbour"] == "not_applicable"


def test_listed_in() -> None:
    notices = [{"id": "N1", "slug": "plan"}, {"id": "N2", "slug": "fees"}, {"id": "N3"}, {"id": "N4", "slug": "none"}]
    assert said("commune.notice_dated", {"notices": notices}) == {
        "N1": "missing",
        "N2": "not_applicable",
        "N3": "missing",
        "N4": "not_applicable",
    }


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"closed": False, "size": 10, "near": True}, "satisfied"),
        ({"closed": False, "size": 9, "near": True}, "violated"),
        ({"closed": False, "size": 9}, "violated"),
        ({"closed": False, "size": 10}, "missing"),
        ({"closed": True, "size": 9}, "law_open"),
        ({"size": 10, "near": True}, "missing"),
    ],
)
def test_complies_with(place: dict[str, Any], expected: str) -> None:
    assert said("commune.place_good", {"places": [{"id": "P1", **place}]}) == {"P1": expected}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("unknown", {"places/*": "missing"}),
        ([], {"places/*": "not_applicable"}),
        ("none", {"places/*": "not_applicable"}),
        ([{"id": "P1", "closed": False, "size": 9}], {"P1": "violated"}),
        ([{"id": "P1", "closed": True}], {"P1": "not_applicable"}),
        (
            {"partial": True, "items": [{"id": "P1", "closed": False, "size": 10}]},
            {"P1": "satisfied", "places/*": "missing"},
        ),
    ],
)
def test_items_as_targets(places: object, expected: dict[str, str]) -> None:
    assert said("commune.place_size", {"places": places}) == expected


OLD, NEW = {"id": "V1", "on": "2023-06-30", "flag": False}, {"id": "V2", "on": "2023-07-01", "flag": False}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"closed": False, "visits": [OLD, NEW]}, {"P1/V1": "satisfied", "P1/V2": "violated"}),
        ({"closed": False}, {"P1/visits/*": "missing"}),
        ({"closed": True}, {"P1/visits/*": "not_applicable"}),
        ({"closed": False, "visits": []}, {"P1/visits/*": "not_applicable"}),
        (
            {"closed": False, "visits": {"partial": True, "items": [NEW]}},
            {"P1/V2": "violated", "P1/visits/*": "missing"},
        ),
        ({"closed": False, "visits": [{"id": "V3", "flag": True}]}, {"P1/V3": "missing"}),
        ({"closed": True, "visits": [{"id": "V3"}]}, {"P1/V3": "not_applicable"}),
    ],
)
def test_items_of_items(place: dict[str, Any], expected: dict[str, str]) -> None:
    assert said("commune.visits", {"places": [{"id": "P1", **place}]}) == expected


@pytest.mark.parametrize(
    ("period", "stated_on", "unit", "acts", "expected"),
    [
        ("2023-01-01..2024-12-31", "", {}, ["2024-05-01"], {"2023": "violated", "2024": "satisfied"}),
        ("2024-01-01..2024-12-31", "2024-12-30", {}, [], {"2024": "running"}),
        ("2024-01-01..2024-12-31", "2025-01-05", {}, [], {"2024": "violated"}),
        ("2024-03-01..2024-12-31", "", {}, [], {"2024": "running"}),
        ("2022-01-01..2022-12-31", "", {}, [], {"2022": "not_applicable"}),
        ("2024-01-01..2024-12-31", "", {"started_on": "2024-01-02"}, [], {"2024": "not_applicable"}),
        ("2024-01-01..2024-12-31", "", {"started_on": "2024-01-01"}, [], {"2024": "violated"}),
        ("2024-01-01..2024-12-31", "", {"started_on": "unknown"}, [], {"2024": "missing"}),
        ("2024-01-01..2024-12-31", "", {"started_on": "unknown"}, ["2024-05-01"], {"2024": "missing"}),
        ("2024-01-01..2024-12-31", "2024-06-30", {"started_on": "unknown"}, [], {"2024": "missing"}),
    ],
)
def test_years(period: str, stated_on: str, unit: dict[str, Any], acts: list[str], expected: dict[str, str]) -> None:
    listed = [{"id": f"A{n}", "on": day} for n, day in enumerate(acts)]
    assert said("commune.yearly", {"acts": listed, "unit": unit}, period, stated_on) == expected


@pytest.mark.parametrize(
    ("period", "stated_on", "acts", "expected"),
    [
        ("2024-02-15..2024-08-31", "", [], {"2024-Q1": "missing", "2024-Q2": "violated", "2024-Q3": "running"}),
        (
            "2024-02-15..2024-08-31",
            "",
            ["2024-02-20", "2024-07-01"],
            {"2024-Q1": "satisfied", "2024-Q2": "violated", "2024-Q3": "satisfied"},
        ),
        ("2024-01-01..2024-06-30", "2024-05-01", [], {"2024-Q1": "violated", "2024-Q2": "running"}),
    ],
)
def test_quarters_that_are_only_touched(period: str, stated_on: str, acts: list[str], expected: dict[str, str]) -> None:
    listed = [{"id": f"A{n}", "on": day} for n, day in enumerate(acts)]
    assert said("commune.quarterly_letter", {"acts": listed}, period, stated_on) == expected


@pytest.mark.parametrize(
    ("start", "act", "expected"),
    [
        ("2023-06-10", "2023-06-20", "satisfied"),
        ("2023-06-10", "2023-06-21", "violated"),
        ("2023-06-26", "2023-07-05", "satisfied"),
        ("2023-06-26", "2023-07-07", "law_open"),
        ("2023-06-26", "2023-07-20", "violated"),
        ("2023-07-01", "2023-07-20", "satisfied"),
        ("unknown", "2023-07-20", "missing"),
    ],
)
def test_a_limit_that_ran_across_the_change(start: str, act: str, expected: str) -> None:
    found = said("commune.in_time", {"a": {"by": start, "on": act}}, "2023-01-01..2023-12-31")
    assert found == {"-": expected}


@pytest.mark.parametrize(
    ("a", "expected"),
    [
        ({"flag": True}, "satisfied"),
        ({"flag": False, "other_flag": False}, "violated"),
        ({"flag": False, "other_flag": True}, "law_open"),
        ({"flag": False}, "missing"),
        ({"other_flag": True}, "missing"),
    ],
)
def test_an_open_point(a: dict[str, Any], expected: str) -> None:
    assert said("commune.open_point", {"a": a}) == {"-": expected}


def test_a_provision_cited_from_memory_finds_no_breach() -> None:
    assert said("commune.remembered", {"a": {"flag": False}}) == {"-": "law_open"}
    assert said("commune.remembered", {"a": {"flag": True}}) == {"-": "satisfied"}


@pytest.mark.parametrize(
    ("unit", "a", "expected"),
    [
        ({"is_remote": False}, {"flag": False, "other_flag": True}, "violated"),
        ({"is_remote": False}, {"flag": False, "other_flag": False}, "not_applicable"),
        ({"is_remote": False}, {"flag": False}, "missing"),
        ({"is_remote": True, "is_coastal": False}, {"flag": False}, "not_applicable"),
        ({"is_remote": True, "is_coastal": True}, {"flag": False, "other_flag": True}, "law_open"),
        ({"is_remote": True}, {"flag": False, "other_flag": True}, "missing"),
        ({}, {"flag": False, "other_flag": False}, "not_applicable"),
    ],
)
def test_scope(unit: dict[str, Any], a: dict[str, Any], expected: str) -> None:
    assert said("commune.scoped", {"unit": unit, "a": a}) == {"-": expected}


@pytest.mark.parametrize(
    ("a", "expected"),
    [
        ({"on": "2023-12-31", "by": "2024-01-01", "flag": False}, "not_applicable"),
        ({"on": "2024-01-01", "by": "2023-01-01", "flag": False}, "violated"),
        ({"on": "none", "by": "2024-01-01", "flag": False}, "violated"),
        ({"on": "none", "by": "none", "flag": False}, "violated"),
        ({"by": "2024-01-01", "flag": False}, "missing"),
    ],
)
def test_the_first_act_that_happened_chooses_the_law(a: dict[str, Any], expected: str) -> None:
    assert said("commune.several_days", {"a": a}) == {"-": expected}
