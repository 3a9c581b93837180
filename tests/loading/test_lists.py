"""Lists, compact spellings, ids and references: what stands for what, and what is left open."""

from __future__ import annotations

from datetime import date

import pytest

from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Items, Record
from qcdc_rules.source import Spot
from reading import HEADER, at, codes, keys, read, read_any

VILLAGES = "villages: [{id: T1}, {id: T2}, {id: T3}]\n"


def listed(text: str, path: str, expected_codes: tuple[str, ...] = ()) -> Items:
    found = read(text)
    assert tuple(codes(found)) == expected_codes
    items = at(found, path)
    assert isinstance(items, Items)
    return items


# -- lists -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "length", "partial"),
    [
        ("[]", 0, False),
        ("none", 0, False),
        ("[{id: D1}]", 1, False),
        ("{items: [{id: D1}]}", 1, False),
        ("{partial: true, items: [{id: D1}]}", 1, True),
        ("{partial: false, items: [{id: D1}]}", 1, False),
        ("{partial: true, items: []}", 0, True),
    ],
)
def test_a_list_is_complete_unless_it_says_otherwise(written: str, length: int, partial: bool) -> None:
    items = listed(f"decided: {written}\n", "decided")
    assert (len(items.values), items.partial) == (length, partial)


@pytest.mark.parametrize("written", ["unknown", ""])
def test_a_list_not_stated(written: str) -> None:
    assert at(read(f"decided: {written}\n"), "decided") is Gap.MISSING


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("[{id: D1}, 5]", "wrong-type"),
        ("[{id: D1}, none]", "wrong-type"),
        ("{partial: yes, items: [{id: D1}]}", "not-a-truth"),
        ("{partail: true, items: [{id: D1}]}", "unknown-field"),
    ],
)
def test_a_list_with_something_unreadable_in_it_is_not_complete(written: str, code: str) -> None:
    items = listed(f"decided: {written}\n", "decided", (code,))
    assert (len(items.values), items.partial) == (1, True)


@pytest.mark.parametrize("word", ["none", "unknown", "", "shouting"])
def test_a_word_that_is_none_of_the_list(word: str) -> None:
    found = read(f"publicized:\n  - id: C1\n    forms: [posting, '{word}']\n".replace("''", "~"))
    forms = at(found, "publicized[1].forms")
    assert isinstance(forms, Items)
    assert (forms.values, forms.partial) == (("posting",), True)
    assert codes(found) == ["unknown-code" if word == "shouting" else "wrong-type"]


def test_subjects_that_did_not_arise() -> None:
    items = listed("publicized: {did_not_arise: [military_call_up], items: []}\n", "publicized")
    assert items.did_not_arise == {"military_call_up"}


def test_a_subject_with_a_record_did_arise() -> None:
    items = listed(
        "publicized: {did_not_arise: [military_call_up], items: [{id: C1, slug: military_call_up}]}\n",
        "publicized",
        ("inconsistent",),
    )
    assert items.did_not_arise == frozenset()


@pytest.mark.parametrize(("word", "code"), [("militry_call_up", "unknown-code"), ("none", "wrong-type")])
def test_a_subject_that_no_law_names_did_not_arise(word: str, code: str) -> None:
    items = listed(f"publicized: {{did_not_arise: [{word}], items: []}}\n", "publicized", (code,))
    assert items.did_not_arise == frozenset()


def test_did_not_arise_belongs_to_sections() -> None:
    listed("conferences: {did_not_arise: [military_call_up], items: []}\n", "conferences", ("unknown-field",))


# -- ids and references ----------------------------------------------------------------------------------


def test_the_same_id_twice() -> None:
    found = read("decided: [{id: D1, agree_count: 1}, {id: D1, agree_count: 2}]\n")
    assert "duplicate-id" in codes(found)
    assert at(found, "decided") is Gap.MISSING, "which of the two is meant is not known"


@pytest.mark.parametrize("written", ["[{id: '2'}, {}]", "[{}, {id: '1'}]", "[{id: x}, {id: x}, {id: x~}]"])
def test_every_item_has_a_key_of_its_own(written: str) -> None:
    found = read(f"publicized:\n  - id: C1\n    postings: {written}\n")
    postings = at(found, "publicized[1].postings")
    if isinstance(postings, Items):
        shown = [item.key for item in postings.values if isinstance(item, Record)]
        assert len(set(shown)) == len(shown)


def test_a_missing_id() -> None:
    assert codes(read("decided: [{agree_count: 1}]\n")) == ["required-field"]


def test_a_reference_to_a_village() -> None:
    found = read(VILLAGES + "decided: [{id: D1, village: T2}, {id: D2, village: T9}, {id: D3, village: none}]\n")
    assert codes(found) == ["unknown-reference"]
    assert at(found, "decided[1].village") == "T2"
    assert at(found, "decided[2].village") is Gap.MISSING
    assert at(found, "decided[3].village") is Gap.NONE


@pytest.mark.parametrize("villages", ["", "villages: {partial: true, items: [{id: T1}]}\n", "villages: unknown\n"])
def test_a_reference_that_may_still_be_stated(villages: str) -> None:
    assert codes(read(villages + "decided: [{id: D1, village: T9}]\n")) == []


# -- compact spellings -----------------------------------------------------------------------------------


def test_slugs_share_a_record() -> None:
    found = read(
        """\
        publicized:
          - id: C1
            slugs: [commune_budget_estimate, commune_budget_settlement]
            published_on: 2024-01-08
        """
    )
    assert codes(found) == []
    assert keys(found, "publicized") == ["C1.commune_budget_estimate", "C1.commune_budget_settlement"]
    assert at(found, "publicized[2].slug") == "commune_budget_settlement"
    assert at(found, "publicized[2].published_on") == date(2024, 1, 8)
    record = at(found, "publicized[2]")
    assert isinstance(record, Record)
    assert record.spots["published_on"] == Spot(7, 19, 7, 29)
    assert record.spots["slug"].line == 6


def test_a_wrong_slug_among_several_costs_itself() -> None:
    found = read("publicized: [{id: C1, slugs: [commune_budget_estimate, commune_budgt_settlement]}]\n")
    assert codes(found) == ["unknown-code"]
    assert at(found, "publicized[1].slug") == "commune_budget_estimate"
    assert at(found, "publicized[2].slug") is Gap.MISSING


RESULTS = "decided: [{{id: D1, village_results: [{{id: K, villages: {}, agree_count: 9}}]}}]\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("all", ["T1", "T2", "T3"]),
        ("[T1, T3]", ["T1", "T3"]),
        ("{all_except: [T2]}", ["T1", "T3"]),
        ("{all_except: []}", ["T1", "T2", "T3"]),
    ],
)
def test_villages_share_a_record(written: str, expected: list[str]) -> None:
    found = read(VILLAGES + RESULTS.format(written))
    assert codes(found) == []
    results = at(found, "decided[1].village_results")
    assert isinstance(results, Items)
    assert not results.partial
    assert [item.fields["village"] for item in results.values if isinstance(item, Record)] == expected
    assert keys(found, "decided[1].village_results") == [f"K.{name}" for name in expected]


@pytest.mark.parametrize("written", ["all", "{all_except: [T1]}"])
def test_all_of_a_list_that_is_not_complete_is_not_complete(written: str) -> None:
    found = read("villages: {partial: true, items: [{id: T1}, {id: T2}]}\n" + RESULTS.format(written))
    results = at(found, "decided[1].village_results")
    assert isinstance(results, Items)
    assert results.partial


def test_all_villages_where_none_is_stated_yet() -> None:
    results = at(read(RESULTS.format("all")), "decided[1].village_results")
    assert isinstance(results, Items)
    assert results.partial


def test_all_villages_as_a_list() -> None:
    sent = "publicized: [{{id: C1, sent_to_villages: {}}}]\n"
    assert keys(read(VILLAGES + sent.format("all")), "publicized[1].sent_to_villages") == ["T1", "T2", "T3"]
    assert keys(read(VILLAGES + sent.format("{all_except: [T1]}")), "publicized[1].sent_to_villages") == ["T2", "T3"]
    partial = at(
        read("villages: {partial: true, items: [{id: T1}]}\n" + sent.format("all")), "publicized[1].sent_to_villages"
    )
    assert isinstance(partial, Items)
    assert (partial.values, partial.partial) == (("T1",), True)


def test_all_except_a_village_that_there_is_not() -> None:
    found = read(VILLAGES + "publicized: [{id: C1, sent_to_villages: {all_except: [T9]}}]\n")
    assert codes(found) == ["unknown-reference"]
    assert at(found, "publicized[1].sent_to_villages") is Gap.MISSING


@pytest.mark.parametrize(
    ("written", "length", "expected"),
    [
        ("[2024-11-01..2024-11-03]", 3, ()),
        ("[01/11/2024..03/11/2024, 05/11/2024]", 4, ()),
        ("[2024-11-01..2024-11-01]", 1, ()),
        ("[2024-11-03..2024-11-01]", 0, ("not-a-date",)),
        ("[2024-11-01..2026-11-01]", 0, ("not-a-date",)),
        ("[2024-11-01..2024-11-31]", 0, ("not-a-date",)),
    ],
)
def test_ranges_of_days(written: str, length: int, expected: tuple[str, ...]) -> None:
    days = listed(f"publicized:\n  - id: C1\n    broadcast_on: {written}\n", "publicized[1].broadcast_on", expected)
    assert len(days.values) == length
    assert days.partial is bool(expected)


# -- exceptions that count as none when not written --------------------------------------------------------


def test_an_exception_not_written_is_none_and_a_misspelt_one_is_not() -> None:
    written = read("publicized: [{id: C1, special_rule: {cite: X}}]\n")
    absent = read("publicized: [{id: C1}]\n")
    misspelt = read("publicized: [{id: C1, specal_rule: {cite: X}}]\n")
    unknown = read("publicized: [{id: C1, special_rule: unknown}]\n")
    fields = [
        item.fields
        for found in (written, absent, misspelt, unknown)
        for item in [at(found, "publicized[1]")]
        if isinstance(item, Record)
    ]
    assert isinstance(fields[0]["special_rule"], Record)
    assert "special_rule" not in fields[1], "not written: the compiler reads it as declared absent"
    assert fields[2]["special_rule"] is Gap.MISSING
    assert fields[3]["special_rule"] is Gap.MISSING
    assert codes(misspelt) == ["unknown-field"]


# -- header ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: commune", "kind: none"),
        ("kind: commune", "kind: comune"),
        ("kind: commune", "kind:"),
        ("name: Xã Một", "name: none"),
        ("stated_on: 2024-12-31", "stated_on: none"),
        ("stated_on: 2024-12-31", "stated_on: unknown"),
        ("stated_on: 2024-12-31", "stated_on: 2024-12-31 10:00"),
        ("last_on: 2024-12-31", "last_on: 2023-12-31"),
        (", stated_on: 2024-12-31", ""),
        ("schema: qcdc-submission/1", "schema: qcdc-submission/2"),
        ("schema: qcdc-submission/1", "schema:"),
        ("unit: {", "unit: none # {"),
        ("period: {", "period: none # {"),
        ("period: {", "period: [] # {"),
    ],
)
def test_a_header_that_cannot_be_used_is_told(old: str, new: str) -> None:
    assert old in HEADER
    found = read_any("", HEADER.replace(old, new))
    assert [problem for problem in found.problems if problem.severity == "error"]


def test_the_regulation_must_fit_the_unit() -> None:
    assert codes(read("regulation: workplace\n")) == ["inconsistent"]
    assert codes(read("regulation: commune\n")) == []
