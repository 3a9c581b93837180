"""Runs that are cut short, by a kill or from the keyboard, and go on later: the same bytes as in one go."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from bulk_runs import command, environment, fitting, line, many, report, run

COUNT = 240


def started(*args: str, said: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """The command in a session of its own, so that a signal reaches all its processes and no other."""
    return subprocess.Popen(
        command(*args), stdout=subprocess.DEVNULL, stderr=said, env=environment(), start_new_session=True
    )


def wait_for(path: Path, size: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None and not (path.exists() and path.stat().st_size > size):
        time.sleep(0.005)


def session(leader: int) -> list[int]:
    """The processes of a session that still run."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                after = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(after[3]) == leader and after[0] != "Z":
                found.append(int(entry))
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """An input and what a run in one go writes."""
    made = tmp_path_factory.mktemp("whole") / "a.ndjson"
    made.write_bytes(many(COUNT))
    here = Path.cwd()
    os.chdir(made.parent)
    try:
        return made, run("a.ndjson", "-j", "1").out
    finally:
        os.chdir(here)


@pytest.fixture
def at(whole: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, bytes]:
    """The folder of the input is the current one; the output goes elsewhere."""
    monkeypatch.chdir(whole[0].parent)
    return tmp_path / "out.ndjson", whole[1]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_half_way_and_resumed(at: tuple[Path, bytes], jobs: str) -> None:
    out, want = at
    process = started("a.ndjson", "-j", jobs, "-o", str(out))
    wait_for(out, len(want) // 3, process)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    kept = out.read_bytes()
    assert 0 < len(kept) < len(want), "killed on the way"
    assert want.startswith(kept), "what stands there is a beginning of the whole"
    ran = run("a.ndjson", "-j", "1", "-o", str(out), "--resume")
    assert out.read_bytes() == want
    assert ran.code == fitting(want)[-1]["exit_code"]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
def test_workers_do_not_outlive_a_killed_run(at: tuple[Path, bytes]) -> None:
    out, want = at
    process = started("a.ndjson", "-j", "2", "-o", str(out))
    wait_for(out, len(want) // 10, process)
    process.kill()
    process.wait()
    end = time.monotonic() + 20
    while session(process.pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not session(process.pid)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_stopped_from_the_keyboard(at: tuple[Path, bytes], jobs: str) -> None:
    out, want = at
    process = started("a.ndjson", "-j", jobs, "-o", str(out), said=subprocess.PIPE)
    wait_for(out, len(want) // 10, process)
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to every process
    assert process.stderr is not None
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == 130
    assert "--resume" in said
    assert "Traceback" not in said
    kept = out.read_bytes()
    assert want.startswith(kept)
    assert kept.endswith(b"\n")
    run("a.ndjson", "-j", "1", "-o", str(out), "--resume")
    assert out.read_bytes() == want


@pytest.mark.parametrize("share", [0, 1, 10, 200, 0.3, 0.5, 0.9, -2, -1, None])
def test_resumed_from_anywhere(at: tuple[Path, bytes], share: float | None) -> None:
    """Cut after so many bytes, after a share of them, so many before the end, or not at all."""
    out, want = at
    size = len(want) if share is None else int(len(want) * share) if isinstance(share, float) else int(share)
    out.write_bytes(want[:size])
    run("a.ndjson", "-j", "1", "-o", str(out), "--resume")
    assert out.read_bytes() == want


def test_without_an_output_it_begins_one(at: tuple[Path, bytes]) -> None:
    out, want = at
    run("a.ndjson", "-j", "1", "-o", str(out), "--resume")
    assert out.read_bytes() == want


# -- what cannot be resumed -----------------------------------------------------------------------------


def test_other_options_other_inputs_other_lines_are_refused(folder: Path) -> None:
    Path("a.ndjson").write_bytes(many(6))
    Path("b.ndjson").write_bytes(many(6))
    run("a.ndjson", "-o", "out")
    want = Path("out").read_bytes()
    for args in (("a.ndjson", "--fail-on", "never"), ("b.ndjson",), ("a.ndjson", "--as-of", "2025-02-02")):
        ran = run(*args, "-o", "out", "--resume")
        assert ran.code == 2
        assert Path("out").read_bytes() == want
    Path("a.ndjson").write_bytes(line(report(77)) + many(6))
    assert run("a.ndjson", "-o", "out", "--resume").code == 2
    Path("a.ndjson").write_bytes(many(3))
    assert run("a.ndjson", "-o", "out", "--resume").code == 2, "lines that were judged are gone"
    assert Path("out").read_bytes() == want


def test_a_file_of_somebody_else_is_not_touched(folder: Path) -> None:
    Path("a.ndjson").write_bytes(many(2))
    for text in (b"diary\n", b"[]\n", b'{"kind": "header"}\n', run("a.ndjson").out[:500] + b"\n{}\n"):
        Path("out").write_bytes(text)
        assert run("a.ndjson", "-o", "out", "--resume").code == 2
        assert Path("out").read_bytes() == text


def test_inputs_that_have_grown_go_on(folder: Path) -> None:
    Path("a.ndjson").write_bytes(many(6))
    run("a.ndjson", "-o", "out")
    Path("a.ndjson").write_bytes(many(9))
    run("a.ndjson", "-o", "out", "--resume")
    assert Path("out").read_bytes() == run("a.ndjson").out


def test_the_day_of_the_run_is_kept(folder: Path) -> None:
    """A run that began yesterday goes on as of yesterday."""
    Path("a.ndjson").write_bytes(many(6))
    rules = ("--no-builtin-rules", "--rules", str(Path(__file__).parents[1] / "cli" / "pack"))
    run("a.ndjson", "-o", "out", "--as-of", "2025-03-03", rules=rules)
    want = Path("out").read_bytes()
    Path("out").write_bytes(want[: len(want) // 2])
    run("a.ndjson", "-o", "out", "--resume", rules=rules)
    assert Path("out").read_bytes() == want
