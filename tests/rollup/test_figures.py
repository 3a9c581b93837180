"""Figures from units: what is stated is counted, what is not stated is never a nought."""

from __future__ import annotations

from pathlib import Path

import pytest
from rollup_runs import BROKEN, commune, figure, rollup, summary, write

from qcdc_rules.loading.submission import read_submission
from qcdc_rules.model.submission import Submission
from qcdc_rules.rollup.amounts import Amount
from qcdc_rules.rollup.figures import FIGURES, SHARES, amounts_of
from qcdc_rules.schemas.fields import submission_type

EXPECTED = {
    "communes_count": 1,
    "villages_count": 2,
    "villages_with_convention_count": 2,
    "villages_with_recognised_convention_count": 2,
    "mediation_teams_count": 2,
    "mediators_count": 7,
    "people_inspection_committees_count": 1,
    "people_inspection_members_count": 5,
    "dialogues_count": 1,
    "reception_turns_count": 3,
    "reception_people_count": 9,
    "propaganda_sessions_count": 3,
    "propaganda_attendance_count": 90,
}


def amounts(text: str) -> dict[str, Amount]:
    read = read_submission(text.encode(), "x.yaml")
    assert isinstance(read, Submission), read
    return amounts_of(read)


def test_a_commune_that_states_everything() -> None:
    assert amounts(commune("X1")) == {slug: Amount(number) for slug, number in EXPECTED.items()}


@pytest.mark.parametrize(
    ("old", "new", "slug", "expected"),
    [
        ("  - {id: T2, name: Thôn Hai, household_count: 40}\n", "", "villages_count", Amount(1)),
        ("mediator_count: 3", "women_count: 1", "mediators_count", Amount(4, ("bodies.mediation_teams[H2].mediator_count",))),
        ("mediator_count: 3", "mediator_count: unknown", "mediators_count", Amount(4, ("bodies.mediation_teams[H2].mediator_count",))),
        ("mediator_count: 3", "mediator_count: nhiều", "mediators_count",
         Amount(4, ("bodies.mediation_teams", "bodies.mediation_teams[H2].mediator_count"))),
        ("member_count: 5", "head_count: 1", "people_inspection_members_count", Amount(0, ("bodies.people_inspection.member_count",))),
        ("committee_count: 1, ", "", "people_inspection_committees_count", Amount(1)),
        ("committee_count: 1, ", "committee_count: 2, ", "people_inspection_committees_count", Amount(2)),
        ("{committee_count: 1, member_count: 5}", "none", "people_inspection_committees_count", Amount(0)),
        ("{committee_count: 1, member_count: 5}", "none", "people_inspection_members_count", Amount(0)),
        ("  people_inspection: {committee_count: 1, member_count: 5}\n", "", "people_inspection_committees_count",
         Amount(0, ("bodies.people_inspection",))),
        ("recognised_on: 2020-05-05", "recognised_on: none", "villages_with_recognised_convention_count", Amount(0)),
        ("recognised_on: 2020-05-05", "is_posted: true", "villages_with_convention_count", Amount(2)),
        ("held_on: 2024-06-06", "notice_on: 2024-06-01", "dialogues_count", Amount(0, ("dialogues[D1].held_on",))),
        ("[{id: G1, people_count: 7}]", "none", "reception_people_count", Amount(2)),
        ("[{id: G1, people_count: 7}]", "{partial: true, items: []}", "reception_turns_count", Amount(2, ("receptions.group_cases",))),
        ("received_on: 2024-05-07", "received_on: 2025-01-03", "reception_turns_count", Amount(2)),
        ("kind: information", "kind: training", "propaganda_sessions_count", Amount(0)),
    ],
)  # fmt: skip
def test_what_is_not_stated_is_lacking(old: str, new: str, slug: str, expected: Amount) -> None:
    text = commune("X1")
    assert old in text
    assert amounts(text.replace(old, new))[slug] == expected


def test_a_village_named_by_two_conventions_counts_once() -> None:
    text = commune("X1").replace("recognised_on: 2020-05-05}", "recognised_on: 2020-05-05}, {id: R, village: T1, recognised_on: none}")
    assert amounts(text)["villages_with_convention_count"] == Amount(2)
    assert amounts(text)["villages_with_recognised_convention_count"] == Amount(2)


def test_every_reported_figure_has_a_field_of_the_summary() -> None:
    record = submission_type().fields["summary"].record
    assert record is not None
    for figure_ in FIGURES:
        assert (figure_.slug in record.fields) == (figure_.label is None), figure_.slug
    assert all(share.slug in record.fields for share in SHARES)


# -- the whole -----------------------------------------------------------------------------------------------


def told(folder: Path, slug: str, reported: object = None) -> dict[str, object]:
    args: list[str | Path] = [folder, "-f", "json", "--jobs", "1"]
    if reported is not None:
        other = folder.parent / "summary.yaml"
        other.write_text(summary(**{slug: reported}), encoding="utf-8")
        args += ["--summary", other]
    return figure(rollup(*args).json, slug)


def units(tmp_path: Path, **files: str) -> Path:
    return write(tmp_path / "units", **files)


def test_a_unit_that_does_not_state_makes_a_figure_at_least(tmp_path: Path) -> None:
    folder = units(tmp_path, a=commune("X1"), b=commune("X2", without="mediator_count: 3"))
    one = told(folder, "mediators_count")
    assert (one["computed"], one["sure"]) == (11, True)  # the team itself is not listed: it is complete without it
    folder = units(tmp_path, b=commune("X2").replace("mediator_count: 3", "women_count: 1"))
    one = told(folder, "mediators_count")
    assert (one["computed"], one["sure"]) == (11, False)


@pytest.mark.parametrize(
    ("reported", "status"), [(14, "same"), (13, "different"), (15, "different"), (41, "different"), ("unknown", "not_reported")]
)
def test_a_sure_figure_is_compared(tmp_path: Path, reported: object, status: str) -> None:
    folder = units(tmp_path, a=commune("X1"), b=commune("X2"))
    one = told(folder, "mediators_count", reported)
    assert one["status"] == status
    assert ("digits" in one["hints"]) == (reported == 41)


@pytest.mark.parametrize(("reported", "status"), [(10, "different"), (11, "open"), (30, "open")])
def test_an_open_figure_is_wrong_only_below_what_is_sure(tmp_path: Path, reported: int, status: str) -> None:
    folder = units(tmp_path, a=commune("X1"), b=commune("X2").replace("mediator_count: 3", "women_count: 1"))
    assert told(folder, "mediators_count", reported)["status"] == status


def test_the_line_of_the_reported_figure_and_the_unit_that_explains_it(tmp_path: Path) -> None:
    big = commune("X2", name="Xã Lớn").replace("mediator_count: 4", "mediator_count: 90")
    one = told(units(tmp_path, a=commune("X1"), b=big), "mediators_count", 7)
    assert one["reported"] == {"value": "7", "line": 6}
    assert one["difference"] == "-93"
    assert one["hints"] == ["X2"]
    assert [(who["code"], who["at_least"]) for who in one["units"]] == [("X1", 7), ("X2", 93)]  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_read_leaves_every_figure_open(tmp_path: Path) -> None:
    one = told(units(tmp_path, a=commune("X1"), b=BROKEN), "villages_count", 2)
    assert (one["computed"], one["sure"], one["status"]) == (2, False, "open")


def test_copies_count_once_and_contradictions_by_what_is_sure(tmp_path: Path) -> None:
    folder = units(tmp_path, a=commune("X1"), b=commune("X1"))
    assert told(folder, "mediators_count")["computed"] == 7
    folder = units(tmp_path, b=commune("X1").replace("mediator_count: 3", "mediator_count: 5"))
    ran = rollup(folder, "-f", "json", "--jobs", "1")
    one = figure(ran.json, "mediators_count")
    assert (one["computed"], one["sure"]) == (7, False)
    assert ran.code == 3
    assert ran.json["repeats"] == [{"code": "X1", "files": ["a.yaml", "b.yaml"], "same_bytes": False, "overlapping": True}]


def half(text: str, first: str, last: str) -> str:
    whole = "{first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-01-10}"
    assert whole in text
    return text.replace(whole, f"{{first_on: {first}, last_on: {last}, stated_on: 2025-01-10}}")


def test_periods_one_after_another_are_added_for_acts_and_not_for_things(tmp_path: Path) -> None:
    early = half(commune("X1"), "2024-01-01", "2024-06-30")
    late = half(commune("X1"), "2024-07-01", "2024-12-31").replace("received_on: 2024-05-0", "received_on: 2024-08-0")
    folder = units(tmp_path, a=early, b=late)
    turns = told(folder, "reception_turns_count", 6)
    assert (turns["computed"], turns["sure"], turns["status"]) == (6, True, "same")
    assert told(folder, "villages_count")["computed"] == 2


def test_acts_of_other_days_than_the_summary_are_not_sure(tmp_path: Path) -> None:
    folder = units(tmp_path, a=half(commune("X1"), "2024-01-01", "2024-10-31"))
    one = told(folder, "reception_turns_count", 3)
    assert (one["computed"], one["status"]) == (3, "open")
    folder = units(tmp_path, a=half(commune("X1"), "2023-01-01", "2024-12-31"))
    one = told(folder, "reception_turns_count", 3)
    assert (one["computed"], one["status"]) == (0, "open")
    assert told(folder, "villages_count", 2)["status"] == "same"
