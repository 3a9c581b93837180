"""What the tests of the roll-up share: small units, the command as its users run it, the schema of its JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner
from jsonschema import Draft202012Validator

from qcdc_rules.cli.report import report

ROOT = Path(__file__).parents[2]
DISTRICT = ROOT / "examples" / "district"
PACK = ROOT / "tests" / "cli" / "pack"
OWN_RULES = ("--no-builtin-rules", "--rules", str(PACK))
SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "rollup.schema.json").read_text(encoding="utf-8")))

COMMUNE = """\
schema: qcdc-submission/1
unit: {{code: "{code}", name: "{name}", kind: commune, province: Tỉnh Thử, has_portal: true, has_council: true, has_loudspeaker: true,
  is_in_special_area: false, measures: [{{id: M, kind: information, is_taken: true, session_count: 3, attendance_count: 90}}]}}
period: {{first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-01-10}}
villages:
  - {{id: T1, name: Thôn Một, household_count: {households}}}
  - {{id: T2, name: Thôn Hai, household_count: 40}}
bodies:
  people_inspection: {{committee_count: 1, member_count: 5}}
  mediation_teams:
    - {{id: H1, village: T1, mediator_count: 4}}
    - {{id: H2, village: T2, mediator_count: 3}}
publicized:
  - {{id: CK1, slug: commune_budget_estimate, decided_on: 2024-03-04, published_on: 2024-03-06}}
documents:
  conventions: [{{id: Q, villages: all, recognised_on: 2020-05-05}}]
dialogues: [{{id: D1, held_on: 2024-06-06}}, {{id: D2, held_on: none}}, {{id: D3, held_on: 2023-06-06}}]
receptions:
  officers: [Nguyễn Văn Khuyến]
  cases: [{{id: V1, received_on: 2024-05-06}}, {{id: V2, received_on: 2024-05-07}}]
  group_cases: [{{id: G1, people_count: 7}}]
"""
BROKEN = "schema: qcdc-submission/1\na: [1, 2\n"
SUMMARY = """\
schema: qcdc-submission/1
regulation: district_summary
unit: {{code: H, name: Huyện Thử, kind: district}}
period: {{first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-02-01}}
summary:
{figures}
"""


def commune(code: str, name: str = "Xã Thử", households: int = 120, without: str = "") -> str:
    """A small commune; `without` drops the lines that hold this text."""
    text = COMMUNE.format(code=code, name=name, households=households)
    lines = [line for line in text.splitlines() if not without or without not in line]
    return "\n".join(lines) + "\n"


def summary(**figures: object) -> str:
    return SUMMARY.format(figures="\n".join(f"  {name}: {value}" for name, value in figures.items()))


class Ran(NamedTuple):
    """What a run gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The roll-up as JSON; it must fit its schema and agree with the exit code."""
        document: dict[str, Any] = json.loads(self.out)
        assert_fits(document)
        assert document["exit_code"] == self.code
        return document


def assert_fits(document: object) -> None:
    faults = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in SCHEMA.iter_errors(document)]
    assert not faults, faults[:5]


def rollup(*args: str | Path, rules: tuple[str, ...] = OWN_RULES) -> Ran:
    """The command in this process, with the small pack unless `rules` says otherwise."""
    result = CliRunner().invoke(report, ["rollup", *rules, *map(str, args)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def command(*args: str | Path) -> list[str]:
    start = "import sys; from qcdc_rules.cli.main import qcdc; qcdc()"
    return [sys.executable, "-c", start, "report", "rollup", *map(str, args)]


def environment(**more: str) -> Mapping[str, str]:
    return dict(os.environ) | more


def write(folder: Path, **files: str) -> Path:
    """Files by name, `.yaml` added; two underscores stand for a folder."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def figure(document: Mapping[str, Any], slug: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in document["figures"] if one["slug"] == slug)
    return found
