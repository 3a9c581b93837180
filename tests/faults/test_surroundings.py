"""A wrong locale, no home, a spoilt cache, two processes at once, an interruption, a clock that is far off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from fault_runs import OWN_RULES, PACK, assert_clean, environment, run

from qcdc_rules.api import load_ruleset
from qcdc_rules.cli import output
from qcdc_rules.compiling import cache

NAME = "Báo cáo xã Hoà Bình.yaml"


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "vi_VN.TCVN"}, {"LC_ALL": "tr_TR.UTF-8"}, {"LANG": "", "LC_ALL": ""},
    ],
    ids=lambda one: " ".join(f"{name}={value}" for name, value in one.items()),
)  # fmt: skip
def test_a_wrong_locale_changes_no_byte(folder: Path, locale: dict[str, str]) -> None:
    (folder / NAME).write_bytes((folder / "violated.yaml").read_bytes())
    usual, wrong = run(NAME, "-o", "usual.txt"), run(NAME, "-o", "wrong.txt", **locale)
    assert usual.returncode == wrong.returncode == 1
    assert (folder / "wrong.txt").read_bytes() == (folder / "usual.txt").read_bytes()
    assert run(NAME, **locale).stdout == run(NAME).stdout
    assert "Báo cáo xã Hoà Bình.yaml" in (folder / "usual.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("home", ["/proc/none", "/dev/null", "", "relative"])
def test_a_home_that_is_missing_or_cannot_be_written(folder: Path, home: str) -> None:
    """Nothing can be made below `/proc` or a device, not even by root."""
    before = sorted(folder.rglob("*"))
    ran = run("violated.yaml", HOME=home, QCDC_CACHE_DIR="", XDG_CACHE_HOME="")
    assert ran.returncode == 1
    assert "VI PHẠM (1)" in ran.stdout
    assert_clean(ran)
    assert sorted(folder.rglob("*")) == before, "no cache in the folder of reports"


def test_a_cache_folder_that_cannot_be_written(folder: Path) -> None:
    (folder / "file").write_text("", encoding="utf-8")
    for place in ("/proc/none", "file", "/dev/null"):
        ran = run("violated.yaml", QCDC_CACHE_DIR=place)
        assert ran.returncode == 1
        assert_clean(ran)


def test_a_relative_xdg_cache_home_is_ignored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QCDC_CACHE_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", str(folder))
    assert cache._folder() == folder / ".cache" / "qcdc_rules"


# -- the cache of rulesets -----------------------------------------------------------------------------


def kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the one ruleset that was kept."""
    monkeypatch.setenv("QCDC_CACHE_DIR", str(folder / "cache"))
    load_ruleset(PACK, builtin=False)
    [found] = (folder / "cache" / "qcdc_rules").iterdir()
    return found


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(bytes(data))


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe_instead(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _sealed(text: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(f"{cache._seal(text)}\n{text}", encoding="utf-8") and None


DAMAGE: dict[str, Callable[[Path], None]] = {
    "cut short": _cut,
    "a bit turned": _flip,
    "empty": lambda path: path.write_bytes(b"") and None,
    "not UTF-8": lambda path: path.write_bytes(b"\xff" * 100) and None,
    "gone": lambda path: path.unlink(),
    "a folder": _folder_instead,
    "a pipe": _pipe_instead,
    "a link to nothing": lambda path: (path.unlink(), path.symlink_to("gone"))[1],
    "sealed, and no ruleset": _sealed("[]"),
    "sealed, and without its parts": _sealed("{}"),
    "sealed, and deeper than the reader goes": _sealed("[" * 100_000),
    "sealed, and its rules of another kind": _sealed('{"rules": 7}'),
    "sealed, and reaching out of its folder": _sealed('{"rules": {"../../../etc/passwd": 1}, "seals": {}}'),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_cache_is_not_used_and_is_put_right(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    place = kept(folder, monkeypatch)
    whole = {path.name: path.read_bytes() for path in place.iterdir()}
    DAMAGE[name](place / f"{cache.HEAD}.json")
    assert cache.cached(place.name) is None
    ran = run("violated.yaml", QCDC_CACHE_DIR=str(folder / "cache"))
    assert ran.returncode == 1
    assert_clean(ran)
    load_ruleset(PACK, builtin=False)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == whole


@pytest.mark.parametrize("damage", [_cut, _flip, _folder_instead])
def test_damaged_rules_are_not_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None]
) -> None:
    place = kept(folder, monkeypatch)
    damage(place / "commune.json")
    assert cache.cached(place.name) is None


def test_a_cache_of_another_version_has_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    now = cache.key_of([PACK], "1")
    assert cache.key_of([PACK], "2") != now
    monkeypatch.setattr(cache, "FORMAT", 99)
    assert cache.key_of([PACK], "1") != now


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no users here")
def test_a_ruleset_of_another_user_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a shared folder anyone can write one, with seals that are right."""
    place = kept(folder, monkeypatch)
    assert cache.cached(place.name) is not None
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    assert cache.cached(place.name) is None


def test_a_rule_file_whose_time_was_set_back_is_read_again(folder: Path) -> None:
    pack = folder / "pack"
    pack.mkdir()
    rules = pack / "a.yaml"
    rules.write_text("a: 1\n", encoding="utf-8")
    before, stat = cache.key_of([pack], "1"), rules.stat()
    time.sleep(0.05)
    rules.write_text("a: 2\n", encoding="utf-8")
    os.utime(rules, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert cache.key_of([pack], "1") != before


def test_what_stopped_processes_left_goes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = folder / "cache" / "qcdc_rules"
    for name, age in ((".part-old", 7200), (".part-new", 0)):
        (base / name).mkdir(parents=True)
        os.utime(base / name, (time.time() - age, time.time() - age))
    monkeypatch.setenv("QCDC_CACHE_DIR", str(folder / "cache"))
    load_ruleset(PACK, builtin=False)
    assert not (base / ".part-old").exists()
    assert (base / ".part-new").exists(), "another process may be writing it"


def test_no_room_for_the_cache_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path, packed: object, rules: object) -> None:
        (folder / "half.json").write_text("{", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("QCDC_CACHE_DIR", str(folder / "cache"))
    monkeypatch.setattr(cache, "write", full)
    assert load_ruleset(PACK, builtin=False).rules
    assert list((folder / "cache" / "qcdc_rules").iterdir()) == []


def test_processes_that_build_the_cache_at_once(folder: Path) -> None:
    """Four begin with no cache; all say the same, and one whole ruleset is kept."""
    with ThreadPoolExecutor(4) as pool:
        ran = list(pool.map(lambda _: run("violated.yaml", QCDC_CACHE_DIR=str(folder / "cache")), range(4)))
    assert {one.returncode for one in ran} == {1}
    assert len({one.stdout for one in ran}) == 1
    for one in ran:
        assert_clean(one)
    [place] = (folder / "cache" / "qcdc_rules").iterdir()
    assert cache._open(place) is not None


# -- interruptions -------------------------------------------------------------------------------------

SLOW_WRITE = """
import os, sys, time
from qcdc_rules.cli import output
def slow(path, data, mode="wb"):
    with open(path, mode) as stream:
        stream.write(data[:100]); stream.flush()
        print("half", flush=True)
        time.sleep(60)
output._fill = slow
from qcdc_rules.cli.main import check
check()
"""


@pytest.mark.parametrize(("number", "left"), [(signal.SIGINT, 0), (signal.SIGKILL, 1)])
@pytest.mark.parametrize("before", [None, "old"])
def test_an_interruption_while_an_output_is_written(
    folder: Path, number: signal.Signals, left: int, before: str | None
) -> None:
    """The file is whole or as it was; only a process that was killed outright may leave its part beside it."""
    if before is not None:
        (folder / "r.txt").write_text(before, encoding="utf-8")
    writer = subprocess.Popen(
        [sys.executable, "-c", SLOW_WRITE, *OWN_RULES, "violated.yaml", "-o", "r.txt"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment(),
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stdout.readline() == "half\n"
    writer.send_signal(number)
    _, said = writer.communicate(timeout=60)
    assert writer.returncode == (130 if number is signal.SIGINT else -9), "no verdict, and none of its exit codes"
    assert "Traceback" not in said
    found = sorted(path.name for path in folder.iterdir() if path.suffix != ".yaml")
    assert len([name for name in found if name.endswith(".part")]) == left
    assert [name for name in found if not name.endswith(".part")] == ([] if before is None else ["r.txt"])
    if before is not None:
        assert (folder / "r.txt").read_text(encoding="utf-8") == before


def test_a_part_laid_out_as_a_trap_is_not_followed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who can guess the name of the part cannot make the report overwrite a file through it."""
    (folder / "precious").write_text("mine", encoding="utf-8")
    (folder / f".qcdc-{os.getpid()}.part").symlink_to("precious")
    with pytest.raises(output.click.UsageError, match="Không ghi được"):
        output.write("report", str(folder / "r.txt"))
    assert (folder / "precious").read_text(encoding="utf-8") == "mine"


def test_an_output_whose_name_is_as_long_as_names_go(folder: Path) -> None:
    name = "r" * 251 + ".txt"
    output.write("report", str(folder / name))
    assert (folder / name).read_text(encoding="utf-8") == "report"


# -- the clock -----------------------------------------------------------------------------------------

FALSE_CLOCK = """
import datetime, sys
now = sys.argv.pop(1)
class Day(datetime.date):
    @classmethod
    def today(cls):
        return datetime.date.fromisoformat(now)
import qcdc_rules.cli.check as module
module.date = Day
from qcdc_rules.cli.main import check
check()
"""


@pytest.mark.parametrize("today", ["1970-01-01", "2024-02-29", "2038-01-19", "9999-12-31", "0001-01-01"])
def test_a_clock_far_off_gives_a_verdict_with_its_date(folder: Path, today: str) -> None:
    """The day of the check is printed, so that a wrong one is seen; with `--as-of` no clock is asked."""
    rules = ("--no-builtin-rules", "--rules", str(PACK))
    ran = subprocess.run(
        [sys.executable, "-c", FALSE_CLOCK, today, *rules, "violated.yaml", "-f", "json"],
        capture_output=True, encoding="utf-8", env=environment(), check=False,
    )  # fmt: skip
    assert ran.returncode in (1, 5), ran.stderr
    assert_clean(ran)
    [report] = json.loads(ran.stdout)["reports"]
    assert report["as_of"] == today
    assert date.fromisoformat(report["as_of"])


def test_with_a_day_given_no_clock_is_asked(folder: Path) -> None:
    usual = run("violated.yaml", "-f", "json")
    ran = subprocess.run(
        [sys.executable, "-c", FALSE_CLOCK, "no day at all", *OWN_RULES, "violated.yaml", "-f", "json"],
        capture_output=True, encoding="utf-8", env=environment(), check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (usual.returncode, usual.stdout)


def test_files_from_the_future_change_nothing(folder: Path) -> None:
    usual = run("violated.yaml").stdout
    os.utime(folder / "violated.yaml", (4e9, 4e9))
    assert run("violated.yaml").stdout == usual
