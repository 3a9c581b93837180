"""The reader accepts exactly what jsonschema accepts, but for what no JSON Schema can say (`oracle.BEYOND`)."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle import BEYOND, fields, resolved, schema, sub_validator, validator
from qcdc_rules.loading.compact import KnownIds
from qcdc_rules.loading.plain import from_plain
from qcdc_rules.loading.reader import Reader
from qcdc_rules.loading.submission import read_submission
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Listing, Node, Problem, Scalar, read_bytes

EXAMPLES = settings().max_examples
TEXTS = (
    "", " ", "none", "unknown", "still_up", "all", "term", "có", "không", "Có", "KHÔNG", "không có", "true", "false", "null", "yes", "No",
    "2024-06-30", "30/06/2024", "3/6/2024", "2024-6-30", "2024-02-30", "30/02/2024", "2024-13-01", "0000-01-01",
    "0001-01-01", "1899-12-31", "1900-01-01", "2999-12-31", "3000-01-01", "9999-12-31", "2024-06-30 07:30",
    "30/06/2024 7:30", "2024-06-30 24:00", "2024-06-30 12:60", "2024-06-30T07:30", "2024-06-30 07:30:00",
    "2024-11-01..2024-11-03", "01/11/2024..03/11/2024", "2024-11-01..03/11/2024", "2024-11-03..2024-11-01",
    "2024-11-01..2026-11-03", "2024-11-01..2024-11-31", "2024-11-01 ..2024-11-03", "..",
    "2024", "24", "1899", "3000", "0000", "2024-H1", "2024-H3", "2024-Q4", "2024-Q5", "2024-M05", "2024-M13",
    "2024-M5", "2024-W07", "2020-W53", "2023-W53", "2024-W00", "2024-W54", "2024-h1",
    "0", "010", "12", "-1", "1.500.000", "1.500", "01.500", "1.50", "1.500.000.000.000.000", "999.999.999.999.999",
    "1000000000000001", "12,5", "12.5", "50%", "12,5%", "150%", "100%", "-5%", "1e3", "12,", ",5", "½", "٣",
    "1" * 16, "0,1234567890123456", "T1", "a/b", "a b", "a[1]", "x" * 64, "x" * 65, "Hòa", "{}", "[]",
)  # fmt: skip
OTHERS: tuple[object, ...] = (
    None, True, False, 0, -1, 1, 3, 5, 12, 2024, 1899, 1900, 2999, 3000, 10**15, 10**15 + 1, 10**18,
    0.5, 5.0, 2024.0, -0.5, 16.36, 100.5, 1e3, 10**400, [], [None], ["T1"], [1], [[]], [{}], {}, {"days": 5},
    {"days": 0}, {"days": "5"}, {"days": 5.0}, {"days": 1.5}, {"days": None}, {"working_days": 3, "days": 2},
    {"months": 3}, {"years": 2}, {"years": 10**6}, {"days": 10**9}, {"days": 36500}, {"days": 36501}, {"weeks": 1},
    {"dates": 3}, {"days": True}, {"items": []}, {"items": None}, {"items": [], "partial": True},
    {"items": [], "partial": None}, {"items": [], "partial": "true"}, {"partial": True}, {"all_except": []},
    {"all_except": ["T1"]}, {"all_except": [None]}, {"all_except": "T1"}, {"items": [], "all_except": []},
    {"items": [], "did_not_arise": []}, {"items": [], "did_not_arise": ["none"]},
    {"items": [], "did_not_arise": None}, {"items": [], "did_not_arise": "none"}, {"itms": []},
)  # fmt: skip


def as_json(value: object) -> Node:
    """A value as the JSON reader delivers it: texts, numbers and words keep apart."""
    node, problems = read_bytes(json.dumps([value]).encode(), "x.json")
    assert problems == []
    assert isinstance(node, Listing)
    return node.items[0]


def errors(problems: list[Problem]) -> list[str]:
    return [p.code for p in problems if p.severity == "error" and p.code not in BEYOND]


def reads(node: Node, declared: Field, required: bool) -> list[str]:
    """The reader's errors about one value of a field."""
    reader = Reader("x.json", {name: KnownIds(("T1",), True) for name in ("villages", "unit.projects")})
    reader.value(node, declared, "field")
    found = errors(reader.problems)
    if (
        not found
        and required
        and isinstance(node, Scalar)
        and (node.form == "null" or node.text in ("none", "unknown"))
    ):
        return ["required-field"] if declared.kind not in ("id", "text") or node.form == "null" else []
    return found


def signature(raw: dict[str, Any], required: bool) -> str:
    """Fields with the same signature take the same values."""
    whole = resolved(raw)
    kept = {
        key: value for key, value in whole.items() if key not in ("title", "description", "x-labels", "x-for", "x-unit")
    }
    kept.pop("x-family", None)
    if len(kept.get("enum", ())) > 2:
        kept["enum"] = ["…", *(word for word in kept["enum"] if word in (None, "none", "unknown"))]
    if whole.get("x-kind") in ("record", "span", "map"):
        kept = {key: kept.get(key) for key in ("x-kind", "type", "pattern", "required")}
    if whole.get("x-kind") == "list":
        kept["items"] = resolved(kept["items"]).get("x-kind")
        kept["properties"] = sorted(kept.get("properties", ()))
    return json.dumps([kept, required], sort_keys=True)


def distinct() -> list[Any]:
    found = {signature(raw, required): (path, raw, declared, required) for path, raw, declared, required in fields()}
    return [pytest.param(*one, id=one[0].lstrip(".")) for one in found.values()]


@pytest.mark.parametrize(("path", "raw", "declared", "required"), distinct())
def test_each_kind_of_field(path: str, raw: dict[str, Any], declared: Field, required: bool) -> None:
    if path == ".schema":
        pytest.skip("its const is told by the header check")
    oracle = sub_validator(raw)
    codes = list(declared.codes)[:2]
    labels = [*codes, *(declared.codes[code].vi.upper() for code in codes)]
    in_list = path.endswith("[]")
    differ = []
    for value in (*TEXTS, *OTHERS, *labels):
        accepted = oracle.is_valid(value)
        if in_list:
            holder = Field("listed", "list", declared.label, declared.meaning, item=declared)
            found = reads(as_json([value]), holder, False)
        else:
            found = reads(as_json(value), declared, required)
        if accepted is bool(found):
            differ.append((value, "accepted by the schema" if accepted else "refused by the schema", found))
    assert differ == [], path


HEADER: dict[str, Any] = {
    "schema": "qcdc-submission/1",
    "unit": {"code": "00012", "name": "Xã", "kind": "commune"},
    "period": {"first_on": "2024-01-01", "last_on": "2024-12-31", "stated_on": "2024-12-31"},
}
JUNK = st.sampled_from([*TEXTS, *OTHERS])


@st.composite
def instances(draw: st.DrawFn, raw: dict[str, Any], depth: int, noise: int) -> Any:
    """An instance of a schema; now and then (`noise` of 100) something else stands there."""
    if noise and draw(st.integers(0, 99)) < noise:
        return draw(JUNK)
    whole = resolved(raw)
    if "const" in whole:
        return whole["const"]
    if "enum" in whole:
        return draw(st.sampled_from(whole["enum"]))
    kinds = whole.get("type", ["object"])
    kind = draw(st.sampled_from([kinds] if isinstance(kinds, str) else kinds))
    if kind == "object" and (depth <= 0 and isinstance(kinds, list)):
        kind = "string"
    if kind == "object":
        return draw(objects(whole, depth, noise))
    if kind == "array":
        return draw(st.lists(instances(whole["items"], depth - 1, noise), max_size=2 if depth > 0 else 0))
    if kind == "string":
        pattern = re.compile(whole.get("pattern", ""))
        return draw(st.sampled_from([text for text in TEXTS if pattern.search(text)]))
    if kind == "boolean":
        return draw(st.booleans())
    return None if kind == "null" else draw(st.sampled_from([0, 1, 5, 12, 2024]))


@st.composite
def objects(draw: st.DrawFn, whole: dict[str, Any], depth: int, noise: int) -> dict[str, Any]:
    properties = whole.get("properties", {})
    chosen = draw(st.lists(st.sampled_from(sorted(properties)), max_size=4, unique=True)) if properties else []
    names = [*whole.get("required", ()), *chosen]
    made = {name: draw(instances(properties[name], depth - 1, noise)) for name in dict.fromkeys(names)}
    if isinstance(whole.get("additionalProperties"), dict):
        keys = draw(st.lists(st.sampled_from(resolved(whole["propertyNames"])["enum"][2:6]), max_size=2, unique=True))
        made |= {str(key): draw(instances(whole["additionalProperties"], depth - 1, noise)) for key in keys}
    if noise and made and draw(st.integers(0, 99)) < noise:
        name = draw(st.sampled_from(sorted(made)))
        value = made.pop(name)
        if draw(st.booleans()):
            made[f"{name}_"] = value
    return made


@st.composite
def submissions(draw: st.DrawFn, noise: int) -> dict[str, Any]:
    made = copy.deepcopy(HEADER)
    properties = schema()["properties"]
    sections = draw(st.lists(st.sampled_from(sorted(properties)), min_size=1, max_size=3, unique=True))
    for name in sections:
        if name not in HEADER:
            made[name] = draw(instances(properties[name], 5, noise))
        elif isinstance(made[name], dict):
            made[name] |= draw(objects({**resolved(properties[name]), "required": []}, 4, noise))
    return made


def agree(instance: dict[str, Any]) -> None:
    said = [error.json_path for error in validator().iter_errors(instance)]
    read = read_submission(json.dumps(instance).encode(), "x.json")
    assert bool(said) is bool(errors(list(read.problems))), (said, [(p.path, p.code) for p in read.problems])


@settings(max_examples=EXAMPLES // 2)
@given(submissions(0))
def test_valid_instances_are_accepted(instance: dict[str, Any]) -> None:
    agree(instance)


@settings(max_examples=EXAMPLES)
@given(submissions(4))
def test_spoilt_instances_are_refused_alike(instance: dict[str, Any]) -> None:
    agree(instance)


def of_json(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(TEXTS[2:20]), inner, max_size=3)


@settings(max_examples=EXAMPLES // 2)
@given(st.recursive(JUNK, of_json, max_leaves=8))
def test_any_json_is_read_without_a_fault(value: object) -> None:
    read_submission(json.dumps(value).encode(), "x.json")
    if isinstance(value, dict):
        agree({**HEADER, **value})
        from_plain(value)
