"""What is wrong with a condition is said when it is compiled, where it stands, with what was meant."""

from __future__ import annotations

import pytest

from toy import faults

FAULTS: list[tuple[object, str, str]] = [
    ({"exists": "a.onn"}, "unknown-path", "on"),
    ({"exists": "b.on"}, "unknown-path", ""),
    ({"exists": "acts.on"}, "path-over-list", "some, every, count"),
    ({"exists": "a.on.day"}, "path-too-deep", "on"),
    ({"exists": "a.home.since.x"}, "path-too-deep", ""),
    ({"exists": "target.on"}, "no-such-scope", "target"),
    ({"exists": "item.on"}, "no-such-scope", "item"),
    ({"exists": "parent.on"}, "no-such-scope", "parent"),
    ({"exists": "given.act"}, "given-outside-template", "given"),
    ({"exists": 5}, "not-a-path", "5"),
    ({"exists": "a.n"}, "exists-of-number", "compare"),
    ({"exists": "a.flag"}, "exists-of-number", "is"),
    ({"exist": "a.on"}, "unknown-operator", "exists"),
    ({"exists": "a.on", "is": {"fact": "a.n", "value": 1}}, "several-operators", "exists, is"),
    ({}, "not-a-condition", ""),
    ("sometimes", "not-a-condition", ""),
    ({"is": {"fact": "a.kind", "value": "rde"}}, "unknown-value", "red"),
    ({"is": {"fact": "a.kind", "value": True}}, "wrong-literal", "True"),
    ({"is": {"fact": "a.flag", "value": "yes"}}, "wrong-literal", "yes"),
    ({"is": {"fact": "a.on", "value": "soon"}}, "wrong-literal", "soon"),
    ({"is": {"fact": "a.n", "value": {"fact": "a.word"}}}, "wrong-type", ""),
    ({"is": {"fact": "a.names", "value": "x"}}, "wrong-type", "includes"),
    ({"is": {"fact": "a.n"}}, "missing-key", "value"),
    ({"is": {"fact": "a.n", "values": 1, "value": 1}}, "unknown-key", "value"),
    ({"one_of": {"fact": "a.kind", "values": ["red", "pink"]}}, "unknown-value", "pink"),
    ({"compare": {"fact": "a.n"}}, "missing-key", "at_least"),
    ({"compare": {"fact": "a.on", "at_least": 1}}, "wrong-type", ""),
    ({"compare": {"fact": "a.n", "at_least": {"days": 5}}}, "wrong-type", ""),
    ({"compare": {"fact": "a.length", "at_least": 5}}, "wrong-type", ""),
    ({"compare": {"fact": "a.n", "at_least": {"param": "leest"}}}, "unknown-parameter", "least"),
    ({"compare": {"fact": "a.n", "at_least": {"param": "seats"}}}, "parameter-is-table", "lookup"),
    ({"compare": {"fact": "a.n", "at_least": {"lookup": "least", "by": "a.m"}}}, "parameter-is-not-table", "param"),
    ({"compare": {"fact": "a.n", "at_least": {"lookup": "seats", "by": "a.word"}}}, "wrong-type", "number"),
    ({"compare": {"fact": "a.n", "at_least": {"lookup": "seats"}}}, "not-a-path", ""),
    ({"compare": {"fact": "a.n", "at_least": {"sums": [1, 2]}}}, "unknown-operand", "sum"),
    ({"compare": {"fact": {"sum": [{"fact": "a.n"}]}, "at_least": 1}}, "wrong-type", "sum"),
    ({"compare": {"fact": {"sum": [{"fact": "a.n"}, {"fact": "a.on"}]}, "at_least": 1}}, "wrong-type", ""),
    ({"compare": {"fact": {"difference": [1, 2, 3]}, "at_least": 1}}, "wrong-type", "difference"),
    ({"ratio": {"of": "a.n", "over": "a.on", "share": {"at_least": "1/2"}}}, "wrong-type", ""),
    ({"ratio": {"of": "a.n", "over": "a.m", "share": 2}}, "wrong-literal", ""),
    ({"ratio": {"of": "a.n", "over": "a.m", "share": {"at_least": "half"}}}, "wrong-literal", ""),
    ({"ratio": {"of": "a.n", "over": "a.m", "share": {"param": "least"}}}, "wrong-type", ""),
    ({"some": {"in": "a.on"}}, "not-a-list", "a.on"),
    ({"some": {"in": "acts", "where": {"exists": "item.onn"}}}, "unknown-path", "on"),
    ({"every": {"in": "acts"}}, "missing-key", "must"),
    ({"count": {"in": "acts"}}, "missing-key", "at_least"),
    ({"includes": {"fact": "a.on", "all_of": ["x"]}}, "not-a-list", ""),
    ({"includes": {"fact": "a.kinds"}}, "missing-key", "all_of"),
    ({"includes": {"fact": "a.kinds", "all_of": ["pink"]}}, "unknown-value", "pink"),
    ({"includes": {"fact": "places", "all_of": ["P1"]}}, "wrong-type", ""),
    ({"covers": {"every": "places", "by": "acts", "key": "plaice"}}, "unknown-path", "place"),
    ({"covers": {"every": "places", "matched_on": "nme", "by": "a.names"}}, "unknown-path", "name"),
    ({"in_order": {"fact": "a.kinds", "order": ["red", "pink"]}}, "unknown-value", "pink"),
    ({"before": {"fact": "a.on", "other": "a.by", "day": "2024-01-01"}}, "other-or-day", "other"),
    ({"before": {"fact": "a.on"}}, "other-or-day", "day"),
    ({"before": {"fact": "a.n", "other": "a.by"}}, "wrong-type", "a.n"),
    ({"before": {"fact": "a.on", "day": "2024-02-30"}}, "wrong-literal", "2024-02-30"),
    ({"before": {"fact": "a.on", "other": {"count": {"in": "acts"}}}}, "wrong-type", ""),
    ({"within": {"act": "a.on", "from": "a.by", "limit": {"dates": 3}}}, "no-convention", "dates"),
    ({"within": {"act": "a.on", "from": "a.by", "limit": {"weeks": 3}}}, "unknown-operand", ""),
    ({"within": {"act": "a.on", "from": "a.by", "limit": {"days": 0}}}, "wrong-literal", ""),
    ({"within": {"act": "a.on", "from": "a.by", "limit": {"param": "least"}}}, "wrong-type", ""),
    ({"notice": {"act": "a.on", "ahead_of": "a.by", "at_least": {"month_ends": 1}}}, "no-convention", "month_ends"),
    ({"term": {"from": "a.by", "lasts": {"working_days": 3}}}, "no-convention", "working_days"),
    ({"term": {"from": "a.by", "lasts": {"param": "five_working_days"}}}, "no-convention", "working_days"),
    ({"duration": {"of": "a.shown", "at_least": {"working_days": 3}}}, "no-convention", "working_days"),
    ({"duration": {"of": "a.shown"}}, "missing-key", "at_least"),
    ({"duration": {"of": "a.shown", "at_least": {"days": 1}, "at_most": {"days": 2}}}, "missing-key", "at_most"),
    ({"duration": {"of": "a.on", "at_least": {"days": 1}}}, "wrong-type", "span"),
    ({"longest_run": {"of": "a.kinds", "at_least": {"dates": 3}}}, "wrong-type", "days"),
    ({"longest_run": {"of": "a.days", "at_least": {"days": 3}}}, "no-convention", "dates"),
    ({"during": {"fact": "a.on", "period": "a.n"}}, "wrong-type", "span"),
    ({"during": {"fact": "a.n", "period": "a.shown"}}, "wrong-type", ""),
    ({"falls_on": {"fact": "a.on", "months": [13]}}, "wrong-type", "months"),
    ({"falls_on": {"fact": "a.on", "days": ["13-40"]}}, "wrong-type", "days"),
    ({"falls_on": {"fact": "a.on"}}, "wrong-type", "months"),
    ({"frequency": {"in": "acts", "date": "item.on", "at_least": 1, "every": "quater"}}, "unknown-value", "quarter"),
    ({"frequency": {"in": "acts", "date": "item.n", "at_least": 1, "every": "year"}}, "wrong-type", ""),
    ({"frequency": {"in": "acts", "date": "acts.on", "at_least": 1, "every": "year"}}, "path-over-list", ""),
    ({"periodic": {"in": "acts", "date": "item.on", "each": {"working_days": 3}, "from": "a.on"}}, "no-convention", ""),
    ({"spacing": {"in": "acts", "date": "item.on", "at_most": {"month_ends": 3}}}, "no-convention", ""),
    ({"arises": "target"}, "wrong-type", "each_content"),
    ({"listed_in": {"fact": "a.kind", "instrument": "10/2022/QH15", "article": 11}}, "nothing-listed", "11"),
    ({"cited_in": "a.kind"}, "wrong-type", ""),
    ({"complies_with": "rule"}, "wrong-type", ""),
    ({"all": {"exists": "a.on"}}, "wrong-type", "list"),
    ({"any": []}, "empty-any", ""),
    ({"if": {"exists": "a.on"}}, "missing-key", "then"),
    ({"if": {"exists": "a.on"}, "then": {"exists": "a.by"}, "else": {"exists": "a.by"}}, "unknown-key", "else"),
    ({"not": [{"exists": "a.on"}]}, "not-a-condition", ""),
]


@pytest.mark.parametrize(("say", "code", "hint"), FAULTS, ids=[f"{n + 1}-{f[1]}" for n, f in enumerate(FAULTS)])
def test_a_fault_is_told(say: object, code: str, hint: str) -> None:
    found = faults(say)
    assert code in [fault.code for fault in found]
    told = next(fault for fault in found if fault.code == code)
    assert hint in told.words.en
    assert told.words.vi
    assert told.words.vi != told.words.en


def test_a_suggestion_is_made() -> None:
    assert "Did you mean “first_on”?" in faults({"exists": "a.shown.on_first"})[0].words.en
    assert (
        "Có phải là “quarter”?"
        in faults({"frequency": {"in": "acts", "date": "item.on", "at_least": 1, "every": "quarters"}})[0].words.vi
    )


def test_the_place_is_told() -> None:
    found = faults({"all": ["always", {"not": {"some": {"in": "acts", "where": {"exists": "item.x"}}}}]})
    assert [fault.pointer for fault in found] == [("all", 1, "not", "some", "where", "exists")]


def test_every_fault_is_told_at_once() -> None:
    assert len(faults({"all": [{"exists": "a.x"}, {"exist": "a.on"}, {"is": {"fact": "a.n", "value": "x"}}]})) == 3
