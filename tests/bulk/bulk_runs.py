"""What the tests of bulk share: small reports as lines, runs of the command, lines that fit their schema."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from jsonschema import Draft202012Validator

from qcdc_rules.cli.bulk import bulk
from qcdc_rules.source import Listing, Node, Scalar, Table

ROOT = Path(__file__).parents[2]
PACK = ROOT / "tests" / "cli" / "pack"
SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "bulk.schema.json").read_text(encoding="utf-8")))
DAY = "2025-01-10"
OWN_RULES = ("--no-builtin-rules", "--rules", str(PACK), "--as-of", DAY)


def report(number: int, **unit: Any) -> dict[str, Any]:
    """A small commune; what is given goes into its unit."""
    stated = {
        "code": f"{number:05d}",
        "name": f"Xã số {number}",
        "kind": "commune",
        "province": "Hòa Bình",
        "has_portal": True,
        "has_loudspeaker": True,
        "has_council": True,
        "is_in_special_area": False,
        **unit,
    }
    return {
        "schema": "qcdc-submission/1",
        "unit": {name: value for name, value in stated.items() if value is not None},
        "period": {"first_on": "2024-01-01", "last_on": "2024-12-31", "stated_on": DAY},
        "villages": [{"id": "T1", "name": "Thôn Một", "household_count": 120}],
        "publicized": [
            {"id": "CK1", "slug": "commune_budget_estimate", "decided_on": "2024-03-04", "published_on": "2024-03-06"}
        ],
    }


def plain(node: Node | None) -> Any:
    """A YAML example as JSON says it, every value as text."""
    if isinstance(node, Table):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return None if node.form == "null" else node.text


def line(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode() + b"\n"


def many(count: int) -> bytes:
    """Reports of which some are violated, some undecided, and some lines broken."""
    texts = []
    for number in range(count):
        text = line(report(number, has_portal=(True, False, None)[number % 3]))
        texts.append(text[:70] + b"\n" if number % 10 == 9 else text)
    return b"".join(texts)


@dataclass(frozen=True)
class Ran:
    """What a run gave back; `lines` fit their schema and agree with one another."""

    code: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return fitting(self.out)

    @property
    def entries(self) -> list[dict[str, Any]]:
        return [one for one in self.lines if one["kind"] == "entry"]


def fitting(out: bytes) -> list[dict[str, Any]]:
    """The lines of a whole output: a header, entries, an end with their sums."""
    lines = [json.loads(text) for text in out.splitlines()]
    for one in lines:
        faults = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in SCHEMA.iter_errors(one)]
        assert not faults, (faults[:5], one)
    assert [one["kind"] for one in lines] == ["header", *["entry"] * (len(lines) - 2), "end"]
    entries, end = lines[1:-1], lines[-1]
    assert end["entries"] == len(entries)
    assert end["evaluated"] == sum(one["evaluated"] for one in entries)
    for outcome, total in end["counts"].items():
        assert total == sum(one["counts"][outcome] for one in entries)
    return lines


def run(*args: str, stdin: bytes | None = None, rules: tuple[str, ...] = OWN_RULES) -> Ran:
    """The command in this process."""
    result = CliRunner().invoke(bulk, [*rules, *args], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout_bytes, result.stderr)


def command(*args: str) -> list[str]:
    """The command as a process of its own."""
    return [sys.executable, "-c", "from qcdc_rules.cli.main import qcdc; qcdc()", "bulk", *OWN_RULES, *args]


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONUTF8")}
