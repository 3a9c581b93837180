"""The submission schema: well formed, bilingual, closed; every name in it leads somewhere."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

PATH = Path(__file__).parents[2] / "schemas" / "submission.schema.json"
TEXT = PATH.read_text(encoding="utf-8")
SCHEMA: dict[str, Any] = json.loads(TEXT)
DEFS: dict[str, Any] = SCHEMA["$defs"]
TYPES = {"commune", "agency", "workplace", "district_summary"}
KINDS = {
    "text",
    "date",
    "integer",
    "decimal",
    "boolean",
    "slug",
    "code",
    "part",
    "quantity",
    "id",
    "ref",
    "span",
    "record",
    "list",
    "map",
}
INVOKED = {
    # exceptions that the unit itself invokes: vocabulary of the law
    "special_rule",
    "withheld_reason",
    "is_special_case",
    "is_force_majeure",
    "has_other_agreement",
    "postponed_to_on",
    "opt_in",
    "interruptions",
    # unusual ways of doing a thing, which a unit states when it used them: a vote in clusters, on a citizens'
    # initiative, changing an earlier decision; an acting head; a convention suspended or abolished
    "initiative",
    "clusters",
    "cluster_plan",
    "amends",
    "second_meeting_was_impossible",
    "acting_head",
    "abolition",
    # the unit is older than the period
    "started_on",
    # the unit's own working week and its own days off and made up for, which a deadline counts with
    "weekly_rest_days",
    "holidays",
    "makeup_days",
}
INVOKED_IN = {("documents_conventions_item", "suspension")}
"""Names that are no exception elsewhere: a suspension of work."""
NOT_INVOKED_IN = {"started_on": {"unit"}}
"""Other records have a field of this name that is an ordinary fact."""


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with its reference followed; its own keywords go first."""
    while "$ref" in schema:
        target = DEFS[schema["$ref"].removeprefix("#/$defs/")]
        schema = target | {key: value for key, value in schema.items() if key != "$ref"}
    return schema


def parts(node: object, where: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of the schema document, with a pointer to it."""
    if isinstance(node, dict):
        yield where, node
        for key, value in node.items():
            yield from parts(value, f"{where}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from parts(value, f"{where}/{index}")


NOT_SCHEMAS = re.compile(
    r"/(x-labels|x-regulations|x-consistent|dependentRequired)(/|$)|/(properties|\$defs)$"
)


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object that is a schema: labels, checks and the maps of names to schemas left out."""
    return ((where, node) for where, node in parts(SCHEMA) if not NOT_SCHEMAS.search(where))


def fields() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every field (pointer, name, schema) of every record; a list's own `items` is structure, not a field."""
    for where, node in schemas():
        is_list = "array" in node.get("type", ())
        for name, field in node.get("properties", {}).items():
            if not (is_list and name == "items"):
                yield f"{where}/{name}", name, resolved(field)


def records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema that carries consistency checks, with its pointer."""
    return ((where, node) for where, node in schemas() if "x-consistent" in node)


def items_of(schema: dict[str, Any]) -> dict[str, Any]:
    return resolved(resolved(schema)["items"])


def at(record: dict[str, Any], path: str) -> dict[str, Any]:
    """The field at a path such as `a.b` or `a[].b` inside a record."""
    found = record
    for part in path.split("."):
        found = resolved(resolved(found)["properties"][part.removesuffix("[]")])
        if part.endswith("[]"):
            found = items_of(found)
    return found


def is_bilingual(text: str) -> bool:
    halves = text.split(" · ")
    return len(halves) == 2 and all(half.strip() == half and half for half in halves)


def test_it_is_a_schema_in_nfc() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert unicodedata.is_normalized("NFC", TEXT)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_no_alternatives() -> None:
    found = [where for where, node in parts(SCHEMA) if {"oneOf", "anyOf", "allOf", "not", "if"} & node.keys()]
    assert found == []


def test_references_resolve() -> None:
    missing = [
        (where, node["$ref"])
        for where, node in parts(SCHEMA)
        if isinstance(node.get("$ref"), str) and node["$ref"].removeprefix("#/$defs/") not in DEFS
    ]
    assert missing == []


def test_every_field_has_a_kind_and_words_in_both_languages() -> None:
    seen = list(fields())
    assert len(seen) > 850
    for where, name, field in seen:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name), where
        assert field["x-kind"] in KINDS, where
        assert is_bilingual(field["title"]), where
        assert is_bilingual(field["description"]), where
        if "x-unit" in field:
            assert is_bilingual(field["x-unit"]), where
        if "x-for" in field:
            assert field["x-for"], where
            assert set(field["x-for"]) <= TYPES, where


def test_records_and_lists_are_closed() -> None:
    for where, node in schemas():
        if "properties" in node:
            assert node["additionalProperties"] is False, where


def test_codes_and_slugs_have_labels() -> None:
    for where, node in schemas():
        if "enum" in node:
            words = [value for value in node["enum"] if value not in ("none", "unknown", None)]
            assert list(node["x-labels"]) == words, where
            assert all(is_bilingual(label) for label in node["x-labels"].values()), where


def test_code_and_slug_fields_name_their_family() -> None:
    for where, _, field in fields():
        if field["x-kind"] == "code":
            family = field["x-family"]
            assert field["enum"] == DEFS.get(f"code_{family}", DEFS.get(family))["enum"], where
        elif field["x-kind"] == "slug":
            assert field["enum"], where


def test_references_between_records_point_to_a_list_with_ids() -> None:
    targets = {node["x-ref"] for _, node in schemas() if "x-ref" in node}
    assert targets == {"villages", "unit.projects"}
    for target in targets:
        found = at(SCHEMA, target)
        assert found["x-kind"] == "list"
        assert "id" in items_of(found)["required"]


def test_consistency_checks_name_fields_of_their_record() -> None:
    seen = list(records())
    assert len(seen) > 35
    for where, record in seen:
        for check in record["x-consistent"]:
            kind = check["check"]
            assert kind in {"at_most", "sum_at_most", "not_before", "unique", "inside"}, where
            if kind in ("unique", "inside"):
                item = items_of(at(record, check["list"]))
                assert check["field"] in item["properties"], (where, check)
                continue
            names = check["fields"] if kind == "sum_at_most" else [check["field"]]
            numbers = {"date"} if kind == "not_before" else {"integer", "decimal"}
            for name in [*names, check["limit"]]:
                assert at(record, name)["x-kind"] in numbers, (where, check)
            for condition in (check.get("when"), check.get("unless")):
                if condition is not None:
                    assert set(condition["in"]) <= set(at(record, condition["field"])["enum"]), (where, check)


def test_every_list_of_records_has_unique_ids() -> None:
    for where, node in schemas():
        checked = {check.get("list") for check in node.get("x-consistent", ()) if check["check"] == "unique"}
        for name, field in node.get("properties", {}).items():
            full = resolved(field)
            if name in ("evidence", "interruptions") or full.get("x-kind") != "list":
                continue
            item = items_of(full)
            if item["x-kind"] in ("record", "span"):
                assert "id" in item["properties"], (where, name)
                assert name in checked, (where, name)


def test_only_exceptions_that_a_unit_invokes_are_none_when_absent() -> None:
    for where, name, field in fields():
        owner = where.split("/")[2] if where.startswith("#/$defs/") else ""
        elsewhere = name in NOT_INVOKED_IN and owner not in NOT_INVOKED_IN[name]
        expected = (name in INVOKED and not elsewhere) or (owner, name) in INVOKED_IN
        assert ("x-absent" in field) == expected, (where, name)
        assert field.get("x-absent", "none") == "none", (where, name)


def test_only_four_lists_say_what_did_not_arise() -> None:
    found = [where for where, node in schemas() if "did_not_arise" in node.get("properties", {})]
    assert found == [
        "#/properties/publicized",
        "#/properties/decided",
        "#/properties/consulted",
        "#/$defs/supervised/properties/activities",
    ]


def test_every_kind_of_unit_has_a_regulation_type() -> None:
    kinds = DEFS["code_unit_kind"]
    by_type = kinds["x-regulations"]
    assert list(by_type) == list(DEFS["regulation"]["x-labels"])
    assert sorted(kind for group in by_type.values() for kind in group) == sorted(kinds["x-labels"])
