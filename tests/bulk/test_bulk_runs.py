"""The command: what goes in and out, in which order, with which exit code."""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bulk_runs import DAY, OWN_RULES, PACK, ROOT, command, environment, fitting, line, many, plain, report, run

from qcdc_rules import check
from qcdc_rules.api import load_ruleset
from qcdc_rules.bulk import lines as bulk_lines
from qcdc_rules.bulk.judging import Judge
from qcdc_rules.bulk.lines import Line, Source, lines_of
from qcdc_rules.bulk.settings import Settings
from qcdc_rules.bulk.workers import WINDOW, judged
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.rendering.verdict import FAIL_ON, exit_code
from qcdc_rules.source import read_bytes
from qcdc_rules.source.limits import MAX_BYTES

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def test_each_line_gives_one_entry_in_order(folder: Path) -> None:
    Path("a.ndjson").write_bytes(many(12))
    ran = run("a.ndjson")
    assert [one["line"] for one in ran.entries] == list(range(1, 13))
    assert [one["exit_code"] for one in ran.entries[:3]] == [0, 1, 5]
    assert [(one["target"], one["outcome"]) for one in ran.entries[1]["results"]] == [("-", "violated")]
    assert ran.entries[2]["results"][0]["unknown"] == "missing"
    assert ran.entries[0]["digest"] == hashlib.sha256(many(12).splitlines()[0]).hexdigest()
    assert ran.code == 3, "the broken line is the worst"


def test_one_malformed_line_is_one_entry(folder: Path) -> None:
    good = line(report(1))
    bad = b'{"schema": \n', b"\xff\xfe\n", b"[1]\n", b"schema: qcdc-submission/1\n", b'{"schema": NaN}\n', b"\x00\n"
    Path("a.ndjson").write_bytes(good + b"".join(text + good for text in bad))
    ran = run("a.ndjson")
    assert len(ran.entries) == 2 * len(bad) + 1
    assert all(one["exit_code"] == 0 for one in ran.entries[::2])
    for one in ran.entries[1::2]:
        assert one["exit_code"] == 3
        assert one["problems"], "it says why"
        assert not one["evaluated"]


def test_blank_lines_are_counted_and_not_entries(folder: Path) -> None:
    Path("a.ndjson").write_bytes(b"\n  \r\n" + line(report(1)).replace(b"\n", b"\r\n") + b"\n" + line(report(2))[:-1])
    ran = run("a.ndjson")
    assert [one["line"] for one in ran.entries] == [3, 5]
    assert ran.code == 0


def test_a_line_above_the_limit_is_an_entry_and_is_not_kept() -> None:
    long = b'"' + b"x" * (2 * MAX_BYTES) + b'"'
    data = line(report(1)) + long + b"\n" + line(report(2)) + long
    found = list(lines_of([Source("a", io.BytesIO(data))]))
    assert [(one.number, one.size, len(one.data) < 4096) for one in found] == [
        (1, len(line(report(1))) - 1, True), (2, len(long), True), (3, len(line(report(2))) - 1, True),
        (4, len(long), True),
    ]  # fmt: skip
    assert found[1].digest == hashlib.sha256(long).hexdigest()
    judge = Judge(settings(), load_ruleset(PACK, builtin=False))
    entry = json.loads(judge.entry(found[1]).text)
    assert [one["code"] for one in entry["problems"]] == ["too-large"]
    assert judge.entry(found[2]).code == 0


def test_a_line_of_exactly_the_limit_is_read() -> None:
    exact = b" " * (MAX_BYTES - 2) + b"[]"
    found = list(lines_of([Source("a", io.BytesIO(exact + b"\n" + exact))]))
    assert [one.size for one in found] == [MAX_BYTES, MAX_BYTES]
    assert found[0].data == exact


def settings(**changes: Any) -> Settings:
    return Settings((str(PACK),), False, date.fromisoformat(DAY), "missing", "warning")._replace(**changes)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_entry_says_what_check_says(path: Path, ruleset: Ruleset) -> None:
    """Counts, results and exit codes are those of the traced report, for every gate."""
    day = date(2026, 1, 1)
    data = json_of(path)
    told = check(data, ruleset=ruleset, as_of=day, name="line.json")
    for fail_on in FAIL_ON:
        judge = Judge(settings(fail_on=fail_on, as_of=day), ruleset)
        entry = json.loads(judge.entry(Line("a", 1, data, "", len(data))).text)
        assert entry["counts"] == told.counts
        assert entry["exit_code"] == exit_code(told, fail_on)
    unsettled = [one for one in told.findings if one.outcome not in ("satisfied", "not_applicable")]
    assert [(one["rule"], one["target"], one["outcome"], one["unknown"], one["reason"]) for one in entry["results"]] == [
        (one.rule, one.target, one.outcome, one.unknown_class or None, one.reason) for one in unsettled
    ]


def json_of(path: Path) -> bytes:
    """An example as one line."""
    node, _ = read_bytes(path.read_bytes(), path.name)
    return json.dumps(plain(node), ensure_ascii=False).encode()


def test_names_of_persons_are_hidden_in_problems(folder: Path) -> None:
    given = report(1, head_name="Lò Văn Pâng")
    Path("a.ndjson").write_bytes(line({**given, "bodies": {"pib": {"members": [{"id": 1, "name": "Lò Văn Pâng"}]}}}))
    ran = run("a.ndjson")
    assert ran.entries[0]["problems"], "something is wrong with it"
    assert "Pâng" not in ran.out.decode()


# -- several processes ----------------------------------------------------------------------------------


def test_any_number_of_processes_gives_the_same_bytes(folder: Path) -> None:
    Path("a.ndjson").write_bytes(many(60))
    alone = run("a.ndjson", "-j", "1")
    for jobs in ("2", "3"):
        done = subprocess.run(command("a.ndjson", "-j", jobs), capture_output=True, env=environment(), check=False)
        assert done.stdout == alone.out
        assert done.returncode == alone.code
    fitting(alone.out)


def test_handfuls_are_bounded() -> None:
    few = [Line("a", n, b"x" * 10, "", 10) for n in range(20)]
    assert [len(one) for one in bulk_lines.chunks(few)] == [8, 8, 4]
    large = [Line("a", n, b"x" * 200_000, "", 200_000) for n in range(5)]
    assert [len(one) for one in bulk_lines.chunks(large)] == [2, 2, 1]


def test_no_more_than_the_window_is_under_way() -> None:
    """Lines are read no faster than they are judged, however many there are."""
    given = 0

    def lines() -> Iterator[Line]:
        nonlocal given
        text = line(report(1))[:-1]
        for number in range(300):
            given += 1
            yield Line("a", number, text, "", len(text))

    jobs, done, ahead = 2, 0, 0
    with closing(judged(settings(), load_ruleset(PACK, builtin=False), lines(), jobs)) as entries:
        for _ in entries:
            ahead = max(ahead, given - done)
            done += 1
    assert done == 300
    assert ahead <= bulk_lines.MOST_LINES * (WINDOW * jobs + 2), "the window, the next handful and the one just taken"


def test_a_line_is_forgotten_when_it_is_judged(ruleset: Ruleset) -> None:
    """What a run keeps does not grow with the lines: everything that a line brought is freed with it."""
    data = json_of(ROOT / "examples" / "ward-2022.yaml")
    judge = Judge(settings(), ruleset)
    one = Line("a", 1, data, "", len(data))
    judge.entries([one] * 2)
    gc.collect()
    before = len(gc.get_objects())
    judge.entries([one] * 10)
    gc.collect()
    assert len(gc.get_objects()) - before < 500


@pytest.mark.skipif(shutil.which("pgrep") is None, reason="no pgrep here")
def test_a_worker_that_is_lost_ends_the_run_and_the_rest_can_be_resumed(folder: Path) -> None:
    Path("a.ndjson").write_bytes(many(200))
    args = ("a.ndjson", "-j", "2", "-o", "out")
    run_ = subprocess.Popen(command(*args), stderr=subprocess.PIPE, env=environment())
    while run_.poll() is None and not (Path("out").exists() and Path("out").stat().st_size > 3000):
        time.sleep(0.01)
    below = subprocess.run(["pgrep", "-P", str(run_.pid), "-f", "spawn_main"], capture_output=True, check=False)
    os.kill(int(below.stdout.split()[0]), signal.SIGKILL)
    _, said = run_.communicate()
    assert run_.returncode == 70
    assert "worker" in said.decode()
    run(*args, "--resume")
    assert Path("out").read_bytes() == run("a.ndjson", "-j", "1").out


# -- inputs, outputs, exit codes ------------------------------------------------------------------------


def test_standard_input_and_several_files(folder: Path) -> None:
    Path("a.ndjson").write_bytes(line(report(1)))
    ran = run("a.ndjson", "-", "a.ndjson", stdin=line(report(2)))
    assert [(one["input"], one["unit"]) for one in ran.entries] == [("a.ndjson", "00001"), ("stdin", "00002")]
    assert ran.lines[0]["inputs"] == ["a.ndjson", "stdin"]


def test_a_missing_input_stops_before_anything_is_judged(folder: Path) -> None:
    Path("a.ndjson").write_bytes(line(report(1)))
    ran = run("a.ndjson", "none.ndjson", "-o", "out")
    assert ran.code == 3
    assert "none.ndjson" in ran.err
    assert not Path("out").exists()


def test_an_invalid_pack_stops_before_anything_is_judged(folder: Path) -> None:
    Path("a.ndjson").write_bytes(line(report(1)))
    Path("bad").mkdir()
    Path("bad/rules.yaml").write_text("schema: qcdc-rules/1\nrules: 5\n", encoding="utf-8")
    ran = run("a.ndjson", "--rules", "bad")
    assert ran.code == 4
    assert ran.out == b""


def test_nothing_to_check_is_undecided(folder: Path) -> None:
    Path("a.ndjson").write_bytes(b"\n")
    ran = run("a.ndjson")
    assert ran.code == 5
    assert ran.lines[-1]["exit_codes"] == {}


@pytest.mark.parametrize(("fail_on", "codes"), [("missing", [0, 1, 5]), ("violated", [0, 1, 0]), ("never", [0, 0, 0])])
def test_the_gate(folder: Path, fail_on: str, codes: list[int]) -> None:
    Path("a.ndjson").write_bytes(many(3))
    ran = run("a.ndjson", "--fail-on", fail_on)
    assert [one["exit_code"] for one in ran.entries] == codes
    assert ran.code == max(codes, key=[0, 5, 1].index)


def test_the_output_is_no_input(folder: Path) -> None:
    Path("a.ndjson").write_bytes(line(report(1)))
    assert run("a.ndjson", "-o", "a.ndjson").code == 2
    assert Path("a.ndjson").read_bytes() == line(report(1))


def test_usage(folder: Path) -> None:
    Path("a.ndjson").write_bytes(line(report(1)))
    assert run().code == 2
    assert run("a.ndjson", "--resume").code == 2
    assert run("a.ndjson", "-o", "none/out").code == 2
    assert run("a.ndjson", "-j", "0").code == 2


def test_a_reader_that_goes_away_gives_no_traceback(folder: Path) -> None:
    Path("a.ndjson").write_bytes(many(400))
    writer = subprocess.Popen(
        command("a.ndjson", "-j", "2"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.readline()
    writer.stdout.close()
    assert writer.stderr.read() == b""
    writer.stderr.close()
    assert writer.wait() in (0, 1, 3, 5)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk here")
def test_a_full_disk_is_told(folder: Path) -> None:
    Path("a.ndjson").write_bytes(many(4))
    ran = run("a.ndjson", "-o", "/dev/full")
    assert ran.code == 2
    assert "Không đọc hoặc không ghi được" in ran.err


def test_the_digest_of_the_rules_is_in_the_header(folder: Path) -> None:
    Path("a.ndjson").write_bytes(line(report(1)))
    assert run("a.ndjson").lines[0]["ruleset"] == load_ruleset(PACK, builtin=False).digest
    assert OWN_RULES[-1] == run("a.ndjson").lines[0]["as_of"]
