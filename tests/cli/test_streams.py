"""What goes where: report, messages, colours, encodings, files that cannot be read or written."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from cli_runs import GOOD, OWN_RULES, SAMPLES, Run, command, environment

ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0


def test_standard_output_carries_only_the_report(process: Run, folder: Path) -> None:
    (folder / "folder").mkdir()
    (folder / "folder" / "config.yaml").write_text("a: 1\n", encoding="utf-8")
    ran = process("good.yaml", "folder", "--skip", "commune.nope", "-f", "json")
    assert ran.json["reports"][0]["file"] == "good.yaml"
    for message in ("folder/config.yaml", "folder: không có báo cáo", "commune.nope"):
        assert message in ran.err
        assert message not in ran.out.replace("--skip commune.nope", "")


def test_no_colour_goes_into_a_pipe(process: Run) -> None:
    assert "\x1b" not in process("violated.yaml").out


def test_names_in_vietnamese_pass_under_any_locale(process: Run, folder: Path) -> None:
    (folder / "Báo cáo xã Hòa Bình.yaml").write_text(SAMPLES["violated"], encoding="utf-8")
    bare = {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}
    for settings in ({"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, bare):
        ran = process("Báo cáo xã Hòa Bình.yaml", **settings)
        assert "Báo cáo xã Hòa Bình.yaml" in ran.out
        assert ran.last.startswith("CỔNG ĐÓNG: có vi phạm")
        assert ran.code == 1


def test_a_reader_that_goes_away_gives_no_traceback(folder: Path) -> None:
    big = "".join(f"  - {{id: T{n}, household_count: 5}}\n" for n in range(1000, 4000))
    (folder / "big.yaml").write_text(GOOD.replace("publicized:", big + "publicized:"), encoding="utf-8")
    writer = subprocess.Popen(
        command(*OWN_RULES, "big.yaml", "--explain"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
        env=environment(),
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.readline()
    writer.stdout.close()
    said = writer.stderr.read().decode()
    writer.stderr.close()
    assert writer.wait() == 1, "the verdict stands, whoever reads it"
    assert said == ""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
@pytest.mark.parametrize(
    ("settings", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colour_on_a_terminal_only_where_wanted(folder: Path, settings: dict[str, str], coloured: bool) -> None:
    ours, theirs = os.openpty()
    run = subprocess.Popen(
        command(*OWN_RULES, "violated.yaml"), stdout=theirs, stderr=subprocess.DEVNULL, cwd=folder,
        env=environment(**settings),
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    assert run.wait() == 1
    assert (b"\x1b[" in seen) is coloured
    assert "VI PHẠM (1)" in seen.decode()


@pytest.mark.skipif(ROOT_USER, reason="root may read everything")
def test_a_file_that_may_not_be_read(run: Run, folder: Path) -> None:
    (folder / "locked.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "locked.yaml").chmod(0)
    ran = run("locked.yaml", "good.yaml")
    assert ran.code == 3
    assert "Không đọc được tệp" in ran.out


def test_a_file_that_is_not_there(run: Run) -> None:
    ran = run("gone.yaml", "good.yaml")
    assert ran.code == 3
    assert "gone.yaml:1:1: Không đọc được tệp: không có tệp này." in ran.out
    assert "The file cannot be read: there is no such file." in run("gone.yaml", "--lang", "en").out


def test_a_folder_called_like_a_file(run: Run, folder: Path) -> None:
    (folder / "report.yaml").mkdir()
    ran = run("report.yaml", "good.yaml")
    assert ran.code == 5
    assert "report.yaml: không có báo cáo nào" in ran.err


def test_a_link_to_nothing(run: Run, folder: Path) -> None:
    (folder / "link.yaml").symlink_to(folder / "nowhere.yaml")
    assert run("link.yaml").code == 3
    (folder / "links").mkdir()
    (folder / "links" / "a.yaml").symlink_to(folder / "nowhere.yaml")
    ran = run("links")
    assert ran.code == 3
    assert "links/a.yaml" in ran.out


def test_an_output_that_cannot_be_written(run: Run, folder: Path) -> None:
    (folder / "taken").mkdir()
    before = sorted(path.name for path in folder.iterdir())
    for target in ("taken", "no/folder/r.json", "good.yaml/r.json"):
        ran = run("good.yaml", "-f", "json", "-o", target)
        assert ran.code == 2
        assert target in ran.err
    assert sorted(path.name for path in folder.iterdir()) == before, "nothing half-written is left"


def test_an_output_appears_whole_and_with_the_usual_rights(run: Run, folder: Path) -> None:
    plain = folder / "plain.txt"
    plain.write_text("x", encoding="utf-8")
    (folder / "r.txt").write_text("old", encoding="utf-8")
    run("good.yaml", "-o", "r.txt")
    run("good.yaml", "-o", "new.txt")
    assert (folder / "new.txt").read_bytes() == (folder / "r.txt").read_bytes()
    assert (folder / "new.txt").stat().st_mode == plain.stat().st_mode
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_an_output_through_a_link_keeps_the_link(run: Run, folder: Path) -> None:
    (folder / "there.txt").write_text("old", encoding="utf-8")
    (folder / "link.txt").symlink_to("there.txt")
    run("good.yaml", "-o", "link.txt")
    assert (folder / "link.txt").is_symlink()
    assert "CỔNG MỞ" in (folder / "there.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_device_as_output_is_written_to_and_not_replaced(run: Run) -> None:
    assert run("good.yaml", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_a_full_disk_is_told(folder: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no such device here")
    with full.open("wb") as stream:
        done = subprocess.run(
            command(*OWN_RULES, "good.yaml"), stdout=stream, stderr=subprocess.PIPE, cwd=folder, check=False,
            env=environment(),
        )  # fmt: skip
    assert done.returncode == 2
    assert "Không ghi được" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


NASTY = "\x1b]0;owned\x07\x1b[2J\x9b31mred\u202eabc"


def test_what_a_terminal_would_obey_never_reaches_it(run: Run, folder: Path) -> None:
    raw = GOOD.replace("Xã Hòa Bình", "Xã \x1b[31mHòa Bình")
    (folder / "raw.yaml").write_text(raw, encoding="utf-8")
    ran = run("raw.yaml")
    assert ran.code == 3
    assert "ký tự điều khiển" in ran.out
    escaped = NASTY.encode("unicode_escape").decode("ascii")
    (folder / "quoted.yaml").write_text(GOOD.replace("Xã Hòa Bình", f'"Xã {escaped}"'), encoding="utf-8")
    (folder / f"name{NASTY[-4:]}\x1b[31m.yaml").write_text("a: 1\n", encoding="utf-8")
    for args in (["quoted.yaml"], [f"name{NASTY[-4:]}\x1b[31m.yaml"], ["."], ["quoted.yaml", "-vv", "--explain"]):
        shown = run(*args)
        for stream in (shown.out, shown.err):
            assert not set(stream) & set("\x1b\x07\x9b\u202e"), args
    assert not set(run("quoted.yaml", "-f", "json").out) & set("\x1b\x07\x9b\u202e")
    [report] = run("quoted.yaml", "-f", "json").json["reports"]
    assert report["unit"]["name"] in (f"Xã {NASTY}", ""), "JSON keeps what was written, escaped"
