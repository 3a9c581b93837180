"""`qcdc bulk` over generated submissions: throughput against `json.loads`, memory of all processes, kill and resume.

    python benchmarks/throughput.py [COUNT] [JOBS]       (20000 2: about 1.2 GB below the temporary folder)
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import lifelike
from common import ROOT, qcdc

AS_OF = "2026-01-01"
PAUSE = 0.2
PAGE = os.sysconf("SC_PAGE_SIZE")


def written(path: Path, count: int, seed: int = 1) -> int:
    """Write the submissions; the size of the smallest one."""
    least = 1 << 62
    with path.open("wb") as stream:
        for line in lifelike.lines(count, seed):
            least = min(least, len(line))
            stream.write(line + b"\n")
    return least


def json_loads(path: Path) -> tuple[float, int]:
    """Processor seconds in `json.loads` of every line that is JSON, in this process, and how many there are."""
    spent, read = 0.0, 0
    with path.open("rb") as stream:
        for line in stream:
            start = time.process_time_ns()
            try:
                json.loads(line)
            except ValueError:
                continue
            spent += (time.process_time_ns() - start) / 1e9
            read += 1
    return spent, read


def family(root: int) -> list[int]:
    """A process and everything below it."""
    below: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = Path(f"/proc/{entry}/stat").read_text()
            except OSError:
                continue  # it has ended
            below.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry))
    found, open_ = [], [root]
    while open_:
        one = open_.pop()
        found.append(one)
        open_ += below.get(one, [])
    return found


def resident(root: int) -> float:
    """MiB resident in a process and everything below it; what they share is counted for each."""
    total = 0
    for one in family(root):
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * PAGE
        except OSError:
            continue
    return total / 2**20


class Watched(NamedTuple):
    """What a run took: seconds, processor seconds of all its processes, and MiB over time."""

    seconds: float
    processor: float
    memory: list[float]
    code: int


def processor() -> float:
    """Processor seconds of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def watched(command: list[str], kill_after: int = 0, output: Path | None = None) -> Watched:
    """Run a command; killed with its whole group when its output has so many bytes."""
    start, before = time.perf_counter(), processor()
    run = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
    memory = []
    while run.poll() is None:
        memory.append(resident(run.pid))
        if kill_after and output is not None and output.exists() and output.stat().st_size > kill_after:
            os.killpg(run.pid, signal.SIGKILL)
        time.sleep(PAUSE)
    return Watched(time.perf_counter() - start, processor() - before, memory, run.returncode)


def throughput(count: int, jobs: int = 2, resume: bool = True) -> dict[str, Any]:
    """One run watched; then one killed half way and resumed, which must give the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        lines, out, again = (Path(folder) / name for name in ("lines.ndjson", "out.ndjson", "again.ndjson"))
        least = written(lines, count)
        size = lines.stat().st_size

        def command(target: Path, *more: str) -> list[str]:
            return qcdc("bulk", str(lines), "-j", str(jobs), "--as-of", AS_OF, "-o", str(target), *more)

        loads_before, _ = json_loads(lines)
        run = watched(command(out))
        loads_after, read = json_loads(lines)
        loads = (loads_before + loads_after) / 2
        third = max(1, len(run.memory) // 3)
        figures = {
            "submissions": count,
            "smallest_bytes": least,
            "input_mb": size / 1e6,
            "output_mb": out.stat().st_size / 1e6,
            "jobs": jobs,
            "exit_code": run.code,
            "seconds": run.seconds,
            "processor_seconds": run.processor,
            "per_second": count / run.seconds,
            "json_loads_us": loads / read * 1e6,
            "times_json_loads": run.seconds / loads,
            "processor_times_json_loads": run.processor / loads,
            "peak_mib": max(run.memory),
            "peak_first_third_mib": max(run.memory[:third]),
            "peak_last_third_mib": max(run.memory[-third:]),
        }
        if resume:
            killed = watched(command(again), out.stat().st_size // 2, again)
            kept = again.stat().st_size
            rest = watched(command(again, "--resume"))
            figures["killed"] = {
                "signal": -killed.code,
                "kept_share": kept / out.stat().st_size,
                "resumed_seconds": rest.seconds,
                "same_bytes": out.read_bytes() == again.read_bytes(),
            }
        return figures


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    print(json.dumps(throughput(*(numbers or [20_000])), indent=2))
