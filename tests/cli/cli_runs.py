"""What the tests of the command share: sample submissions, what a run gave back, the schema of reports."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
PACK = Path(__file__).parent / "pack"
SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8")))
OWN_RULES = ("--no-builtin-rules", "--rules", str(PACK), "--as-of", "2025-01-10")

GOOD = """\
schema: qcdc-submission/1
unit:
  code: "00012"
  name: Xã Hòa Bình
  kind: commune
  province: Hòa Bình
  has_portal: true
  has_loudspeaker: true
  has_council: true
  is_in_special_area: false
period: {first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-01-10}
villages:
  - {id: T1, name: Thôn Một, household_count: 120}
publicized:
  - {id: CK1, slug: commune_budget_estimate, decided_on: 2024-03-04, published_on: 2024-03-06}
"""
VIOLATED = GOOD.replace("has_portal: true", "has_portal: false")
MISSING = GOOD.replace("  has_portal: true\n", "")
RUNNING = GOOD.replace("decided_on: 2024-03-04, published_on: 2024-03-06", "decided_on: 2025-01-09, published_on: none")
OPEN = GOOD.replace("has_council: true", "has_council: false").replace("area: false", "area: true")
INVALID = GOOD.replace("has_council: true", "has_council: maybe")
UNREADABLE = "a: [1, 2\n"
SAMPLES = {
    "good": GOOD, "violated": VIOLATED, "missing": MISSING, "running": RUNNING, "open": OPEN,
    "invalid": INVALID, "unreadable": UNREADABLE,
}  # fmt: skip


@dataclass(frozen=True)
class Ran:
    """What a run gave back."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line of the report."""
        return self.out.rstrip("\n").rsplit("\n", 1)[-1]

    @property
    def json(self) -> dict[str, Any]:
        """The report as JSON; it must fit its schema and agree with the exit code."""
        document: dict[str, Any] = json.loads(self.out)
        assert_fits(document)
        assert document["exit_code"] == self.code
        return document


def assert_fits(document: object) -> None:
    faults = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in SCHEMA.iter_errors(document)]
    assert not faults, faults[:5]


Run = Callable[..., Ran]


def command(*args: str) -> list[str]:
    return [sys.executable, "-c", "from qcdc_rules.cli.main import check; check()", *args]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONUTF8")}
    return kept | more
