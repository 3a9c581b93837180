"""Submissions as units hand them in, made on the fly from the examples: same seed, same bytes.

Each starts from one of the examples and becomes a unit of its own: another code and name, days that lie a little
otherwise, fewer votes here and there, a field not stated, and more items in its lists, until it has the size asked
for. About one line in a hundred is cut short, as files are.

    python benchmarks/lifelike.py COUNT [SEED] > lines.ndjson
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from qcdc_rules.source import Listing, Node, Table, read_bytes

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
MIX = {
    "commune-2024": 5,
    "commune-2023": 5,
    "ward-2022": 4,
    "agency-district-office-2022": 2,
    "agency-hospital-2023": 2,
    "agency-school-2024": 3,
    "workplace-garment-2024": 3,
    "workplace-state-enterprise-2024": 2,
    "workplace-factory-2020-2021": 2,
}
"""The examples, and how often each is taken."""
LEAST = 20 * 1024
_CUT = 200
"""How much a line that was cut short lacks at most."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_KEPT = frozenset({"id", "slug", "slugs", "village", "villages", "kind", "part"})
_GROWING = ("publicized", "consulted", "supervised", "receptions", "dialogues", "documents")
"""Lists that may hold any number of items without contradicting the rest of the report."""

Report = dict[str, Any]


def plain(node: Node) -> Any:
    """An example as JSON says it: numbers are numbers."""
    if isinstance(node, Table):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    if node.form == "null":
        return None
    if node.form == "plain" and node.text in ("true", "false"):
        return node.text == "true"
    if node.form == "plain" and _NUMBER.match(node.text):
        return float(node.text) if "." in node.text else int(node.text)
    return node.text


def templates() -> dict[str, str]:
    """The examples, each as the text of one JSON object."""
    found = {}
    for name in MIX:
        path = EXAMPLES / f"{name}.yaml"
        node, problems = read_bytes(path.read_bytes(), path.name)
        assert node is not None
        assert not problems, path
        found[name] = json.dumps(plain(node), ensure_ascii=False)
    return found


def lines(count: int, seed: int = 1, least: int = LEAST, damaged: float = 0.01) -> Iterator[bytes]:
    """So many lines of NDJSON, without their ends."""
    chance = random.Random(seed)
    texts, names, weights = templates(), list(MIX), list(MIX.values())
    for number in range(count):
        report = json.loads(texts[chance.choices(names, weights)[0]])
        line = _line(_unit(report, number, least + _CUT, chance))
        yield line[: -chance.randint(1, _CUT)] if chance.random() < damaged else line


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _unit(report: Report, number: int, least: int, chance: random.Random) -> Report:
    report["unit"]["code"] = f"{report['unit']['code']}-{number}"
    report["unit"]["name"] = f"{report['unit']['name']} {number}"
    for name in list(report):
        for item in items(report, name):
            if isinstance(item, dict):
                _vary(item, chance)
    _grow(report, least, chance)
    return report


def items(report: Report, name: str) -> list[Any]:
    """The items of a section, written as a list or with what did not arise beside it."""
    section = report.get(name)
    if isinstance(section, dict):
        section = section.get("items")
    return section if isinstance(section, list) else []


def _vary(item: Report, chance: random.Random) -> None:
    """One item of another unit: its days a little earlier or later, sometimes fewer votes, a field not stated."""
    if chance.random() < 0.3:
        shift = timedelta(days=chance.randint(-3, 3))
        _map_days(item, lambda text: (date.fromisoformat(text) + shift).isoformat())
    if isinstance(item.get("agree_count"), int) and chance.random() < 0.2:
        item["agree_count"] = item["agree_count"] * chance.randint(80, 100) // 100
    if chance.random() < 0.1:
        optional = sorted(item.keys() - _KEPT)
        if optional:
            del item[chance.choice(optional)]


def _map_days(value: Any, change: Callable[[str], str]) -> None:
    """Change every day inside a value, where it stands."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(pairs):
        if isinstance(inner, str):
            if _DAY.match(inner):
                value[key] = change(inner)
        elif isinstance(inner, dict | list):
            _map_days(inner, change)


def _grow(report: Report, least: int, chance: random.Random) -> None:
    """More items of the kinds that the report has, until it has the size asked for."""
    size = len(_line(report))
    lists = [found for name in _GROWING if (found := items(report, name))]
    made = 0
    while size < least and lists:
        grown = chance.choice(lists)
        made += 1
        item = {**chance.choice(grown), "id": f"M{made}"}
        grown.append(item)
        size += len(_line(item)) + 1


if __name__ == "__main__":
    for one in lines(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        sys.stdout.buffer.write(one + b"\n")
