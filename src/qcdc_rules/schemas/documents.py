"""Checks of rule files against their JSON Schemas, told in our own words by keyword and path.

`jsonschema` is imported when a rule file is checked, not when a submission is: it takes 70 ms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema
from jsonschema.protocols import Validator
from referencing import Registry, Resource

from qcdc_rules.source import Words
from qcdc_rules.source.resources import data_dir
from qcdc_rules.source.suggest import closest

KINDS = {
    "qcdc-instrument/1": "instrument",
    "qcdc-parameter/1": "parameter",
    "qcdc-contents/1": "contents",
    "qcdc-scope/1": "scope",
    "qcdc-template/1": "template",
    "qcdc-rules/1": "rules",
    "qcdc-test/1": "test",
    "qcdc-pack/1": "pack",
    "qcdc-waivers/1": "waivers",
    "qcdc-holidays/1": "holidays",
}
Pointer = tuple[str | int, ...]


@cache
def _registry() -> Registry[Any]:
    found: list[tuple[str, Resource[Any]]] = []
    for path in sorted(data_dir("schemas").glob("*.schema.json")):
        if path.name != "submission.schema.json":
            content = json.loads(path.read_text(encoding="utf-8"))
            found.append((content["$id"], Resource.from_contents(content)))
    return Registry().with_resources(found)


@cache
def _validator(kind: str) -> Validator:
    schema = json.loads((data_dir("schemas") / f"{kind}.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema, registry=_registry())


def shape_faults(kind: str, plain: Any) -> Iterator[tuple[Pointer, str, Words]]:
    """What the schema of this kind of file finds: where, a stable code, and words."""
    for error in sorted(_validator(kind).iter_errors(plain), key=lambda e: [str(p) for p in e.absolute_path]):
        pointer = tuple(error.absolute_path)
        yield pointer, f"schema-{_kebab(str(error.validator))}", _words(error)


def _kebab(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).strip("-")


def _words(error: jsonschema.ValidationError) -> Words:
    told = _TOLD.get(str(error.validator))
    where = str(error.absolute_path[-1]) if error.absolute_path else "tệp"
    if told is not None:
        return told(error, where)
    return Words(
        f"Giá trị của “{where}” không hợp lệ: {_cut(error.instance)}.",
        f"The value of “{where}” is not valid: {_cut(error.instance)}.",
    )


def _cut(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _additional(error: jsonschema.ValidationError, where: str) -> Words:
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    known = list(schema.get("properties", {}))
    extra = [str(key) for key in error.instance if key not in known] if isinstance(error.instance, dict) else []
    hints = [(key, closest(key, known)) for key in extra]
    vi = "; ".join(f"“{key}”" + (f" (có phải là “{near}”?)" if near else "") for key, near in hints)
    en = "; ".join(f"“{key}”" + (f" (did you mean “{near}”?)" if near else "") for key, near in hints)
    return Words(f"Khóa không được dùng ở đây: {vi}.", f"Keys that do not belong here: {en}.")


def _required(error: jsonschema.ValidationError, where: str) -> Words:
    value = error.validator_value if isinstance(error.validator_value, list) else []
    missing = [str(name) for name in value if not isinstance(error.instance, dict) or name not in error.instance]
    return Words(f"Thiếu khóa: {', '.join(missing)}.", f"Missing keys: {', '.join(missing)}.")


_TYPES_VI = {
    "object": "một mục gồm các khóa",
    "array": "một danh sách",
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "true hoặc false",
    "null": "để trống",
}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _type(error: jsonschema.ValidationError, where: str) -> Words:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else [str(one) for one in _listed(wanted)]
    return Words(
        f"“{where}” phải là {' hoặc '.join(_TYPES_VI.get(name, name) for name in names)}, không phải"
        f" “{_cut(error.instance)}”.",
        f"“{where}” must be {' or '.join(names)}, not “{_cut(error.instance)}”.",
    )


def _enum(error: jsonschema.ValidationError, where: str) -> Words:
    options = [str(one) for one in _listed(error.validator_value) if one is not None]
    near = closest(str(error.instance), options)
    listed = ", ".join(options[:12])
    hint_vi = f"Có phải là “{near}”?" if near else f"Hãy dùng một trong: {listed}."
    hint_en = f"Did you mean “{near}”?" if near else f"Use one of: {listed}."
    return Words(
        f"“{_cut(error.instance)}” không phải là giá trị của “{where}”. {hint_vi}",
        f"“{_cut(error.instance)}” is not a value of “{where}”. {hint_en}",
    )


def _const(error: jsonschema.ValidationError, where: str) -> Words:
    return Words(f"“{where}” phải là “{error.validator_value}”.", f"“{where}” must be “{error.validator_value}”.")


def _pattern(error: jsonschema.ValidationError, where: str) -> Words:
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    vi, _, en = str(schema.get("description", "")).partition(" · ")
    return Words(
        f"“{_cut(error.instance)}” viết không đúng cách cho “{where}”. {_ended(vi)}".strip(),
        f"“{_cut(error.instance)}” is not written the way “{where}” is written. {_ended(en)}".strip(),
    )


def _ended(text: str) -> str:
    return f"{text}." if text and text[-1] not in ".?!" else text


def _properties(error: jsonschema.ValidationError, where: str) -> Words:
    return Words(
        f"“{where}” cần đúng một khóa (hoặc các khóa đi cùng nhau).",
        f"“{where}” takes one key (or keys that go together).",
    )


def _items(error: jsonschema.ValidationError, where: str) -> Words:
    return Words(
        f"Danh sách “{where}” quá ngắn hoặc có mục trùng nhau.",
        f"The list “{where}” is too short or repeats itself.",
    )


def _dependent(error: jsonschema.ValidationError, where: str) -> Words:
    wanted = error.validator_value if isinstance(error.validator_value, dict) else {}
    pairs = [f"{key} → {', '.join(map(str, others))}" for key, others in wanted.items()]
    return Words(f"Các khóa phải đi cùng nhau: {'; '.join(pairs)}.", f"Keys that go together: {'; '.join(pairs)}.")


_TOLD = {
    "additionalProperties": _additional,
    "required": _required,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minProperties": _properties,
    "maxProperties": _properties,
    "minItems": _items,
    "uniqueItems": _items,
    "dependentRequired": _dependent,
}
