"""The schemas of the rule files: well formed, bilingual, closed, and without schema alternatives."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

ROOT = Path(__file__).parents[2]
NAMES = (
    "common",
    "instrument",
    "parameter",
    "contents",
    "scope",
    "template",
    "rules",
    "test",
    "pack",
    "waivers",
    "holidays",
)
SCHEMAS: dict[str, dict[str, Any]] = {
    name: json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")) for name in NAMES
}
REGISTRY: Registry[Any] = Registry().with_resources(
    [(schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()]
)
FREE = {"set", "base", "with", "given", "expect", "missing", "version", "shows", "days", "makeup"}
"""Keys whose own keys the author chooses: paths, argument names, result keys, years."""


class _Loader(yaml.SafeLoader):
    """YAML as the engine reads it: days stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [entry for entry in entries if entry[0] != "tag:yaml.org,2002:timestamp"]
    for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_all(text: str) -> list[dict[str, Any]]:
    """The YAML documents of a text, with days as text."""
    return list(yaml.load_all(text, Loader=_Loader))


def faults(name: str, document: object) -> list[str]:
    """What the schema says against the document."""
    validator = Draft202012Validator(SCHEMAS[name], registry=REGISTRY)
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(document)]


def nodes(node: object, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a schema, with a pointer to it."""
    if isinstance(node, dict):
        yield where, node
        for key, value in node.items():
            yield from nodes(value, f"{where}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from nodes(value, f"{where}/{index}")


def keys() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every key that a person may write: pointer, name and schema. `properties/if` is an operator."""
    for name in NAMES:
        for where, node in nodes(SCHEMAS[name], name):
            properties = node.get("properties")
            if isinstance(properties, dict) and not where.endswith("/properties"):
                for key, schema in properties.items():
                    yield where, key, schema


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_valid(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == f"https://qcdc-rules.dev/schemas/{name}.schema.json"


@pytest.mark.parametrize("name", NAMES)
def test_references_are_relative_and_lead_somewhere(name: str) -> None:
    resolver = REGISTRY.resolver(SCHEMAS[name]["$id"])
    for where, node in nodes(SCHEMAS[name], name):
        reference = node.get("$ref")
        if isinstance(reference, str):
            assert not reference.startswith("http"), where
            assert isinstance(resolver.lookup(reference).contents, dict), where


@pytest.mark.parametrize("name", NAMES)
def test_no_alternatives(name: str) -> None:
    for where, node in nodes(SCHEMAS[name], name):
        if not where.endswith("/properties"):
            assert not {"oneOf", "anyOf", "allOf", "not"} & node.keys(), where


def test_every_key_speaks_both_languages() -> None:
    for where, key, schema in keys():
        for word in ("title", "description"):
            vi, dot, en = schema.get(word, "").partition(" · ")
            assert all((vi, dot, en)), f"{where}/{key}: {word}"


def test_every_object_is_closed() -> None:
    for name in NAMES:
        for where, node in nodes(SCHEMAS[name], name):
            if "properties" in node and "type" in node:
                assert node.get("additionalProperties") is False, where
            elif node.get("type") == "object":
                assert where.rsplit("/", 1)[-1] in FREE | {"arguments"}, where


@pytest.mark.parametrize("folder", ["templates", "parameters", "contents", "scopes", "instruments"])
def test_files_of_the_pack_are_valid(folder: str) -> None:
    files = sorted((ROOT / "rules" / folder).glob("*.yaml"))
    assert files
    for path in files:
        [document] = read_all(path.read_text(encoding="utf-8"))
        name = document["schema"].removeprefix("qcdc-").removesuffix("/1")
        assert faults(name, document) == [], path.name


GOOD: dict[str, dict[str, Any]] = {
    document["schema"].removeprefix("qcdc-").removesuffix("/1"): document
    for document in read_all((Path(__file__).parent / "rule_samples.yaml").read_text(encoding="utf-8"))
}
BAD: list[tuple[str, str, object]] = [
    ("instrument", "title", {"vi": "chỉ tiếng Việt"}),
    ("instrument", "kind", "act"),
    ("instrument", "issued", "10/11/2022"),
    ("instrument", "in_force", {"until": "2025-01-01"}),
    ("instrument", "provisions", [{"article": 12}]),
    ("instrument", "unknown_key", 1),
    ("parameter", "values/0/table/0/part_of_step", "maybe"),
    ("parameter", "values/1/value", {"working_days": 5, "days": 1}),
    ("parameter", "values/1/value", {"hours": 5}),
    ("parameter", "values/2/fine", {"from": 1}),
    ("parameter", "id", "Headcount"),
    ("contents", "contents/0/arises", "sometimes"),
    ("contents", "contents/0/listed", []),
    ("scope", "when", {"is": {"fact": "unit.kind"}}),
    ("scope", "when", {"matches": {"fact": "unit.kind"}}),
    ("scope", "when", {}),
    ("scope", "when", {"exists": "unit.kind", "any": [{"exists": "unit.name"}]}),
    ("scope", "when", {"then": {"exists": "unit.kind"}}),
    ("scope", "when", {"if": {"exists": "unit.kind"}}),
    ("scope", "when", {"if": {"exists": "a"}, "then": {"exists": "b"}, "any": [{"exists": "c"}]}),
    ("scope", "open/0/reason", "unclear"),
    ("template", "given/act/kind", "path"),
    ("template", "given/limit/of", ["weeks"]),
    ("template", "given/act/of", "dates_of"),
    ("template", "proves", "everything"),
    ("rules", "regulation", "ministry"),
    ("rules", "rules/0/id", "Contributions"),
    ("rules", "rules/0/targets", {"each": "a", "every": "year"}),
    ("rules", "rules/0/versions/0/with/share", {"at_leat": "2/3"}),
    ("rules", "rules/0/versions/1/require/ratio/share", {"at_least": 0.67}),
    ("rules", "rules/0/versions/1/require/ratio/share", {"at_least": "2/3", "more_than": "1/2"}),
    ("rules", "rules/0/versions/1/cites/0/clause", "một"),
    (
        "rules",
        "rules/0/require",
        {"frequency": {"in": "a", "date": "item.b", "at_least": 1, "every": "decade"}},
    ),
    ("rules", "rules/0/require", {"within": {"act": "a", "from": "b", "limit": "5 ngày"}}),
    ("rules", "rules/0/require", {"one_of": {"fact": "a", "values": "x", "of": "y"}}),
    ("rules", "defaults/duty_of", ["mayor"]),
    ("test", "tests/0/cases/0/expect", {"D1": "unknown"}),
    ("test", "tests/0/cases/0/version", {"D1": "2023"}),
    ("test", "tests/0/with", {"a": 1}),
    ("pack", "engine", "any"),
    ("pack", "version", "one"),
    ("waivers", "waivers/0/document", {"number": "12"}),
    ("waivers", "waivers/0/until", "khi hết bão"),
    ("holidays", "days", {"2024": ["1-1"]}),
    ("holidays", "days", {"24": ["01-01"]}),
]


def test_there_is_a_good_sample_of_each_schema() -> None:
    assert set(GOOD) == set(NAMES) - {"common"}


@pytest.mark.parametrize("name", sorted(GOOD))
def test_good_sample(name: str) -> None:
    assert faults(name, GOOD[name]) == []


@pytest.mark.parametrize("name", sorted(GOOD))
def test_required_keys(name: str) -> None:
    for key in SCHEMAS[name]["required"]:
        document = copy.deepcopy(GOOD[name])
        del document[key]
        assert any(f"'{key}' is a required property" in fault for fault in faults(name, document)), key


@pytest.mark.parametrize(("name", "where", "value"), BAD)
def test_bad_sample(name: str, where: str, value: object) -> None:
    document = copy.deepcopy(GOOD[name])
    holder: Any = document
    *path, last = where.split("/")
    for step in path:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    holder[int(last) if isinstance(holder, list) else last] = copy.deepcopy(value)
    assert faults(name, document) != []
