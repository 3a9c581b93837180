"""The journal: what is whole is kept, what a kill cut off is dropped, what is no journal is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcdc_rules.rollup.journal import Journal, NotAJournal


def filled(path: Path) -> bytes:
    with Journal(path) as journal:
        journal.keep("a", '{"n":1}')
        journal.keep("b", '{"n":2}')
    return path.read_bytes()


def test_records_are_read_back(tmp_path: Path) -> None:
    filled(tmp_path / "j")
    with Journal(tmp_path / "j") as journal:
        assert "a" in journal
        assert "c" not in journal
        assert journal.record("b") == {"n": 2}


@pytest.mark.parametrize("cut", [1, 5, 12])
def test_half_a_line_is_dropped_and_written_over(tmp_path: Path, cut: int) -> None:
    whole = filled(tmp_path / "j")
    (tmp_path / "j").write_bytes(whole[:-cut])
    with Journal(tmp_path / "j") as journal:
        assert "a" in journal
        assert "b" not in journal
        journal.keep("b", '{"n":2}')
    assert (tmp_path / "j").read_bytes() == whole


def test_a_head_cut_in_half_is_written_again(tmp_path: Path) -> None:
    whole = filled(tmp_path / "j")
    (tmp_path / "j").write_bytes(whole[:9])
    assert filled(tmp_path / "j") == whole


def test_a_damaged_line_hides_only_itself(tmp_path: Path) -> None:
    lines = filled(tmp_path / "j").splitlines(keepends=True)
    (tmp_path / "j").write_bytes(lines[0] + b"\x00garbage\n" + lines[2])
    with Journal(tmp_path / "j") as journal:
        assert "a" not in journal
        assert journal.record("b") == {"n": 2}


@pytest.mark.parametrize("held", [b"schema: qcdc-submission/1\n", b"x", b'{"schema":"other"}\n'])
def test_another_file_is_left_alone(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "j").write_bytes(held)
    with pytest.raises(NotAJournal):
        Journal(tmp_path / "j")
    assert (tmp_path / "j").read_bytes() == held


def test_what_is_lent_is_not_kept(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        journal.lend("a", '{"n":1}')
        assert journal.record("a") == {"n": 1}
    with Journal(tmp_path / "j") as journal:
        assert "a" not in journal
