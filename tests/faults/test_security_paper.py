"""The security review is complete: every row of its tables names a test that exists; and what it says of libraries."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPER = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAPER.splitlines()
    if line.startswith("|") and not set(line) <= set("|- ")
]
ATTACKS = [row for row in ROWS if len(row) == 3 and row[2] != "test"]
DURABLE = "durable"


def test_every_attacker_of_the_paper_has_rows() -> None:
    assert len(ATTACKS) >= 40
    assert all(all(row) for row in ROWS)
    for attacker in ("A submitter", "A reader of a report", "A rule-pack author", "Another user", "A supplier"):
        assert re.search(rf"^### {attacker}", PAPER, re.MULTILINE), attacker


@pytest.mark.parametrize("row", ATTACKS, ids=lambda row: row[0][:60])
def test_the_test_of_a_row_exists(row: list[str]) -> None:
    named = re.fullmatch(r"`(tests/[a-z_/]+\.py)` `(test_[a-z_0-9]+)`", row[2])
    assert named is not None, row[2]
    tree = ast.parse((ROOT / named[1]).read_text(encoding="utf-8"))
    assert named[2] in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_the_libraries_at_run_time_are_few() -> None:
    """Each one is a supplier to trust; none of them needs a compiler where there are wheels."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[<>=!~ \[]", one)[0].lower() for one in project["dependencies"]}
    assert named == {"pyyaml", "jsonschema", "click"}


def test_only_the_extra_brings_the_second_engine() -> None:
    """durable-rules is compiled from C; nothing but its own extra may ask for it."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for name, wanted in extras.items():
        if name != DURABLE:
            assert not any("durable" in one.lower() for one in wanted), name
