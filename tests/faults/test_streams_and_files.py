"""Full disks, closed streams, readers that go, files that are no files or are gone: told, and nothing half-written."""

from __future__ import annotations

import os
import resource
import subprocess
from pathlib import Path

import pytest
from fault_runs import CHECK, OWN_RULES, assert_clean, environment, run

from qcdc_rules.api import load_ruleset, read_file
from qcdc_rules.cli import inputs
from qcdc_rules.model.submission import Unreadable

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no such device here")


def others(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in ("good.yaml", "violated.yaml"))


@needs_full
@pytest.mark.parametrize("form", ["text", "json", "html", "xlsx"])
def test_a_full_disk_under_standard_output(folder: Path, form: str) -> None:
    ran = run("violated.yaml", "-f", form, shell="> /dev/full")
    assert ran.returncode == 2
    assert "Không ghi được" in ran.stderr
    assert_clean(ran)


@needs_full
def test_a_full_disk_under_an_output_file(folder: Path) -> None:
    (folder / "r.json").symlink_to(FULL)
    ran = run("violated.yaml", "-f", "json", "-o", "r.json")
    assert ran.returncode == 2
    assert "Không ghi được r.json" in ran.stderr
    assert_clean(ran)


@needs_full
def test_messages_that_cannot_be_written_change_no_verdict(folder: Path) -> None:
    ran = run("violated.yaml", "--skip", "commune.nope", shell="2> /dev/full")
    assert ran.returncode == 1
    assert "CỔNG ĐÓNG" in ran.stdout


@pytest.mark.parametrize("before", [None, "old"])
def test_no_room_for_the_output_leaves_what_was_there(folder: Path, before: str | None) -> None:
    """The disk is full in the middle of the file: the limit on file sizes stands for it."""
    if before is not None:
        (folder / "r.json").write_text(before, encoding="utf-8")
    ran = subprocess.run(
        [*CHECK, *OWN_RULES, "violated.yaml", "-f", "json", "-o", "r.json"],
        capture_output=True, encoding="utf-8", env=environment(), check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )  # fmt: skip
    assert ran.returncode == 2
    assert "Không ghi được r.json" in ran.stderr
    assert_clean(ran)
    assert others(folder) == ([] if before is None else ["r.json"])
    if before is not None:
        assert (folder / "r.json").read_text(encoding="utf-8") == before


def test_a_pipe_that_breaks(folder: Path) -> None:
    ran = run("violated.yaml", "--explain", "-vv", shell="| head -n 1; exit ${PIPESTATUS[0]}")
    assert ran.returncode == 1, "the verdict stands, whoever reads it"
    assert ran.stdout.count("\n") == 1
    assert ran.stderr == ""


@pytest.mark.parametrize("form", ["text", "json", "html"])
@pytest.mark.parametrize(("file", "code"), [("good.yaml", 0), ("violated.yaml", 1)])
def test_a_closed_standard_output(folder: Path, file: str, code: int, form: str) -> None:
    ran = run(file, "-f", form, shell=">&-")
    assert ran.returncode == code
    assert_clean(ran)


def test_closed_standard_output_with_an_output_file(folder: Path) -> None:
    ran = run("violated.yaml", "-f", "json", "-o", "r.json", shell=">&- 2>&- <&-")
    assert ran.returncode == 1
    assert (folder / "r.json").read_text(encoding="utf-8").rstrip().endswith("}")


def test_every_stream_closed(folder: Path) -> None:
    assert run("violated.yaml", shell=">&- 2>&- <&-").returncode == 1
    assert run("gone.yaml", shell=">&- 2>&- <&-").returncode == 3
    assert run("--nope", shell=">&- 2>&- <&-").returncode == 2


def test_standard_input_that_is_closed_or_cannot_be_read(folder: Path) -> None:
    closed = run("-", "violated.yaml", shell="<&-")
    assert closed.returncode == 3
    assert "CỔNG ĐÓNG" in closed.stdout
    unreadable = run("-", "violated.yaml", shell="0> written.txt")
    assert unreadable.returncode == 3
    assert "stdin: Không đọc được tệp" in unreadable.stderr
    assert_clean(unreadable)


def test_input_without_end(folder: Path) -> None:
    """No more is read than a file may have."""
    for ran in (run("-", shell="< /dev/zero"), run("/dev/zero")):
        assert ran.returncode == 3
        assert "2 MiB" in ran.stdout
        assert_clean(ran)


def test_what_cannot_be_read_hides_nothing_else(folder: Path) -> None:
    """A folder, a link to nothing, a link to itself, a name below a file: root or not, none of them can be read."""
    (folder / "nowhere.yaml").symlink_to("gone.yaml")
    (folder / "round.yaml").symlink_to("round.yaml")
    for name in ("nowhere.yaml", "round.yaml", "good.yaml/x.yaml"):
        ran = run(name, "violated.yaml")
        assert ran.returncode == 3
        assert "Không đọc được tệp" in ran.stdout
        assert "không có cổng thông tin" in ran.stdout.lower() or "VI PHẠM (1)" in ran.stdout
        assert_clean(ran)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_in_a_folder_is_never_waited_for(folder: Path) -> None:
    (folder / "in").mkdir()
    os.mkfifo(folder / "in" / "a.yaml")
    (folder / "in" / "b.yaml").symlink_to("/dev/zero")
    (folder / "in" / "c.yaml").write_text((folder / "violated.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    ran = run("in")
    assert ran.returncode == 1
    assert_clean(ran)


def test_a_file_that_vanishes_between_listing_and_reading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = inputs._has_header

    def gone_after(path: str) -> bool:
        found = looked(path)
        if path.endswith("good.yaml"):
            os.unlink(path)
        return found

    monkeypatch.setattr(inputs, "_has_header", gone_after)
    found = inputs.gather(["."])
    assert [one.name for one in found.inputs] == ["good.yaml", "violated.yaml"]
    ruleset = load_ruleset(Path(__file__).parents[1] / "cli" / "pack", builtin=False)
    answers = [read_file(one.path, one.name, ruleset) for one in found.inputs]
    assert [isinstance(one, Unreadable) for one in answers] == [True, False]
    assert answers[0].problems[0].severity == "error"


def test_a_rule_file_that_is_a_link_to_nothing_is_told(folder: Path) -> None:
    """Rules that cannot be read are rules that were not checked: never silence."""
    (folder / "pack").mkdir()
    (folder / "pack" / "lost.yaml").symlink_to("gone.yaml")
    ran = run("good.yaml", "--rules", "pack")
    assert ran.returncode == 4
    assert "pack/lost.yaml" in ran.stderr
    assert_clean(ran)
