"""Plain data as YAML that people like to read: short things on one line, long ones below each other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

_PLAIN = re.compile(r"[^\W_][^:#{}\[\],&*!|>'\"%@`\n]*(?:(?<=\S)[:][^\s:#{}\[\],&*!|>'\"%@`\n]+)*\Z")
_OTHER = re.compile(
    r"-?\d+\Z|[-+]?[\d_]*\.\d*\Z|0[ox].*|\d+:\d.*|(?:true|false|null|yes|no|on|off|y|n|~)\Z", re.IGNORECASE
)
WIDE = 100


def yaml_lines(data: Mapping[str, object], depth: int = 0) -> Iterator[str]:
    """The lines of a mapping."""
    lead = "  " * depth
    for key, value in data.items():
        name = _scalar(key)
        flat = f"{lead}{name}: {_flow(value)}"
        if len(flat) <= WIDE or not isinstance(value, dict | list) or not value:
            yield flat
        elif isinstance(value, dict):
            yield f"{lead}{name}:"
            yield from yaml_lines(value, depth + 1)
        else:
            yield f"{lead}{name}:"
            yield from _items(value, depth + 1)


def _items(values: list[object], depth: int) -> Iterator[str]:
    lead = "  " * depth
    for value in values:
        flat = f"{lead}- {_flow(value)}"
        if len(flat) <= WIDE or not isinstance(value, dict) or not value:
            yield flat
            continue
        first, *others = yaml_lines(value, depth + 1)
        yield f"{lead}- {first.strip()}"
        yield from others


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if not isinstance(value, str):
        return str(value)
    plain = value == value.strip() and _PLAIN.match(value) and not _OTHER.match(value)
    return value if plain else json.dumps(value, ensure_ascii=False)
