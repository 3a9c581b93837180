"""Plain data as YAML that a person can paste: short mappings on one line, long ones on lines of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

_WIDE = 100
_BARE = re.compile(r"[^\W\d_][\w ./-]*\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that a YAML reader may take for something else than text."""


def yaml_text(value: Mapping[str, object]) -> str:
    """The document, each top-level key on a line of its own."""
    return "\n".join(_mapping(value, 0)) + "\n"


def flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return _scalar(value)


def _mapping(value: Mapping[str, object], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, inner in value.items():
        line = f"{indent}{_scalar(key)}: {flow(inner)}"
        if isinstance(inner, Mapping) and inner and len(line) > _WIDE:
            yield f"{indent}{_scalar(key)}:"
            yield from _mapping(inner, depth + 1)
        elif isinstance(inner, list) and inner and len(line) > _WIDE:
            yield f"{indent}{_scalar(key)}:"
            yield from (line for one in inner for line in _item(one, depth + 1))
        else:
            yield line


def _item(value: object, depth: int) -> Iterator[str]:
    indent = "  " * depth
    line = f"{indent}- {flow(value)}"
    if not isinstance(value, Mapping) or not value or len(line) <= _WIDE:
        yield line
        return
    for number, inner in enumerate(_mapping(value, depth + 1)):
        yield f"{indent}- {inner[len(indent) + 2 :]}" if number == 0 else inner


def _scalar(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    text = str(value)
    if not isinstance(value, str) or _DAY.match(text):
        return text
    return (
        text
        if _BARE.match(text) and text.lower() not in _WORDS and text == text.strip()
        else json.dumps(text, ensure_ascii=False)
    )
