"""Ways to spoil an input: its bytes, its lines, or the data that it spells."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Sequence
from random import Random
from typing import Any

import yaml
from fuzz_seeds import TOKENS

LONGEST = 64_000
ODD_VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 10**15, 10**400, 1.5, float("nan"), float("inf"), "", "none", "unknown", "still_up",
    "all", [], {}, [[]], [None], {"": ""}, {"all_except": []}, {"partial": True, "items": []}, {"items": 1}, ["none"],
    "2024-01-01..2024-12-31", {"days": 5}, {"days": -5},
)  # fmt: skip


def spoilt_bytes(rng: Random, data: bytes, other: bytes) -> bytes:
    """One change of the bytes; `other` lends a piece."""
    at = rng.randrange(len(data) + 1)
    to = min(len(data), at + rng.choice((1, 1, 2, 4, 16, 100, 1000)))
    way = rng.randrange(9)
    if way == 0:
        return data[:at] + bytes([rng.randrange(256)]) + data[to:]
    if way == 1:
        return (
            data[:at] + rng.choice(TOKENS).encode("utf-8", "surrogatepass") + data[to if rng.random() < 0.5 else at :]
        )
    if way == 2:
        return data[:at] + data[to:]
    if way == 3:
        return data[:to] + data[at:to] * rng.choice((1, 2, 10, 50)) + data[to:]
    if way == 4:
        start = rng.randrange(len(other) + 1)
        return data[:at] + other[start : start + rng.choice((1, 10, 100, 1000))] + data[to:]
    if way == 5:
        return data[:at]
    if way == 6 and data:
        return data[:at] + bytes([data[min(at, len(data) - 1)] ^ (1 << rng.randrange(8))]) + data[at + 1 :]
    return spoilt_lines(rng, data, other)


def spoilt_lines(rng: Random, data: bytes, other: bytes) -> bytes:
    """One change of the lines: moved, repeated, lost, pushed in or out, cut at a colon."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    way = rng.randrange(7)
    if way == 0:
        lines[at] = b" " * rng.choice((1, 2, 4)) + lines[at]
    elif way == 1:
        lines[at] = lines[at].lstrip()
    elif way == 2:
        lines.insert(at, rng.choice(lines))
    elif way == 3:
        del lines[at]
    elif way == 4:
        lines[at] = lines[at].partition(b":")[0] + rng.choice(
            (b":", b"", b": [", b": {", b": |", b": '", b': "', b":\t")
        )
    elif way == 5:
        lines.insert(at, rng.choice(other.split(b"\n")))
    else:
        key, colon, _ = lines[at].partition(b":")
        lines[at] = key + colon + b" " + rng.choice(TOKENS).encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def some_path(rng: Random, tree: Any) -> tuple[Any, ...]:
    """The path of some place in plain data, the deep ones as likely as the shallow."""
    path: list[Any] = []
    while isinstance(tree, dict | list) and tree and (not path or rng.random() < 0.8):
        step = rng.choice(list(tree)) if isinstance(tree, dict) else rng.randrange(len(tree))
        path.append(step)
        tree = tree[step]
    return tuple(path)


def at_path(tree: Any, path: Sequence[Any]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def spoilt_tree(rng: Random, tree: Any, donors: Sequence[object]) -> Any:
    """A copy with a few values replaced, lost, repeated, exchanged, misspelt or buried."""
    tree = pickle.loads(pickle.dumps(tree))
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        path = some_path(rng, tree)
        if not path:
            return tree
        _spoil_at(rng, at_path(tree, path[:-1]), path[-1], tree, donors)
    return tree


def _spoil_at(rng: Random, holder: Any, step: Any, tree: Any, donors: Sequence[object]) -> None:
    way = rng.randrange(8)
    if way == 0:
        holder[step] = copy.deepcopy(rng.choice(ODD_VALUES))
    elif way == 1:
        holder[step] = rng.choice(TOKENS)
    elif way == 2:
        del holder[step]
    elif way == 3:
        donor = rng.choice(donors)
        holder[step] = copy.deepcopy(at_path(donor, some_path(rng, donor)))
    elif way == 4:
        for _ in range(rng.choice((1, 3, 45))):
            holder[step] = [holder[step]] if rng.random() < 0.5 else {"items": holder[step]}
    elif way == 5 and isinstance(holder, dict):
        holder[_misspelt(rng, str(step))] = holder.pop(step)
    elif way == 6 and isinstance(holder, list):
        holder[step:step] = [copy.deepcopy(holder[step]) for _ in range(rng.choice((1, 2, 20)))]
    else:
        holder[step] = copy.deepcopy(at_path(tree, some_path(rng, tree)))


def _misspelt(rng: Random, name: str) -> str:
    at = rng.randrange(len(name) + 1)
    return rng.choice(
        (name[:at] + name[at + 1 :], name[:at] + "x" + name[at:], name.upper(), name[::-1], rng.choice(TOKENS))
    )


class _Dumper(yaml.CSafeDumper):
    """Writes repeated parts out: an alias belongs to the attacks that mean it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def written(rng: Random, tree: object) -> bytes:
    """Plain data as JSON or as YAML, in one of its styles."""
    if rng.random() < 0.5:
        return json.dumps(tree, ensure_ascii=rng.random() < 0.3, indent=rng.choice((None, 1))).encode(
            "utf-8", "surrogatepass"
        )
    text: str = yaml.dump(
        tree, Dumper=_Dumper, allow_unicode=rng.random() < 0.8, sort_keys=False, width=rng.choice((60, 10_000)),
        default_flow_style=rng.choice((None, False, True)), default_style=rng.choice((None, None, '"', "'")),
    )  # fmt: skip
    return text.encode("utf-8", "surrogatepass")


def spoilt(rng: Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """Some changes of the bytes, seldom none."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 4, 10))):
        data = spoilt_bytes(rng, data, rng.choice(seeds))
    return data[:LONGEST]
