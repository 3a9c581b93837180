"""What is found, and what it is called: never a path of the machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rollup_runs import commune, write

from qcdc_rules.rollup.sources import find
from qcdc_rules.source.limits import MAX_BYTES


def names(*roots: Path, leave: tuple[Path, ...] = ()) -> list[str]:
    return [one.name for one in find([str(root) for root in roots], leave).sources]


def test_one_folder_needs_no_name(tmp_path: Path) -> None:
    write(tmp_path, b=commune("1"), a__c=commune("2"))
    assert names(tmp_path) == ["a/c.yaml", "b.yaml"]


def test_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path / "x", d__a=commune("1"))
    write(tmp_path / "y", d__a=commune("2"))
    assert names(tmp_path / "x" / "d", tmp_path / "y" / "d") == ["d/a.yaml", "d~2/a.yaml"]


def test_a_file_below_two_roots_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, d__a=commune("1"))
    assert names(tmp_path, tmp_path / "d", tmp_path / "d" / "a.yaml") == [f"{tmp_path.name}/d/a.yaml"]


def test_the_summary_is_left_out_and_other_files_are_named(tmp_path: Path) -> None:
    write(tmp_path, a=commune("1"), b="x: 1\n", s=commune("3"))
    (tmp_path / "README.md").write_text("qcdc-submission/", encoding="utf-8")
    found = find([str(tmp_path)], (tmp_path / "s.yaml",))
    assert [one.name for one in found.sources] == ["a.yaml"]
    assert [note.en for note in found.notes] == ["b.yaml: not a submission, left out."]
    assert not found.empty


def test_lines_of_ndjson(tmp_path: Path) -> None:
    lines = [json.dumps({"schema": "qcdc-submission/1", "n": n}).encode() for n in range(3)]
    (tmp_path / "u.ndjson").write_bytes(b"\n" + b"\n".join(lines) + b"\n  \n" + b"x" * 3_000_000)
    found = find([str(tmp_path)]).sources
    assert [one.name for one in found] == [f"u.ndjson:{n:06}" for n in (2, 3, 4, 6)]
    assert [one.read().rstrip(b"\n") for one in found[:3]] == lines
    assert len(found[3].read()) == min(3_000_000, MAX_BYTES + 1)


@pytest.mark.parametrize("inside", [{}, {"b": "x: 1\n"}])
def test_a_folder_without_submissions_is_said_to_be_so(tmp_path: Path, inside: dict[str, str]) -> None:
    assert find([str(write(tmp_path, **inside))]).empty
