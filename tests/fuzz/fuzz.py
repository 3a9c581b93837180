"""Throws spoilt inputs at the readers, the schema layer, rule packs, whole reports and the command line.

    python tests/fuzz/fuzz.py --target all --seconds 60 --seed 1 [--save DIR]

Prints the totals as JSON; exit 1 if anything was found. Every input follows from the seed, the target and its
number, so `--only NUMBER` makes one again. What is found is made small and, with `--save`, kept.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

from fuzz_cli import CLI
from fuzz_targets import TARGETS as IN_PROCESS
from fuzz_targets import Target, prepare

TARGETS = {**IN_PROCESS, CLI.name: CLI}
HANG = 60
"""Seconds after which an input is given up and counted as a hang."""
MOST_MEMORY = 300
"""MiB that one input may add to the process."""
MOST_TRIES, LONGEST_TRYING = 400, 30.0
"""Runs, and seconds, spent on making one finding small."""


class Hang(Exception):
    """An input took so long that the fuzzer gave up."""


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise Hang(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def memory() -> int:
    """The most memory that this process ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def tried(target: Target, data: bytes, slowest: float) -> tuple[str, float, str]:
    """What an input does: what the target says of it, CPU seconds, and the signature of a fault or ''."""
    started, before = time.process_time(), memory()
    said, fault = "", ""
    try:
        with alarm(HANG):
            said = target.run(data)
    except Hang:
        fault = "hang"
    except (Exception, SystemExit) as error:
        fault = signature(error)
    took = time.process_time() - started
    if not fault and took > slowest:
        fault = "slow"
    if not fault and memory() - before > MOST_MEMORY:
        fault = "memory"
    return said, took, fault


def signature(error: BaseException) -> str:
    """Kind of a fault and the innermost place of ours: two inputs with the same one are the same finding."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "qcdc_rules" in frame.filename or "fuzz_targets" in frame.filename]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return f"{type(error).__name__} at {place}: {str(error)[:160]}"


def smaller(target: Target, data: bytes, fault: str, slowest: float) -> bytes:
    """A shorter input with the same fault: pieces are cut out while it stays."""
    kind, size, tries = fault.partition(":")[0], max(1, len(data) // 2), 0
    until = time.monotonic() + LONGEST_TRYING
    if kind in ("hang", "memory"):
        return data
    while tries < MOST_TRIES and time.monotonic() < until:
        at, cut = 0, False
        while at < len(data) and tries < MOST_TRIES and time.monotonic() < until:
            shorter = data[:at] + data[at + size :]
            tries += 1
            if tried(target, shorter, slowest)[2].partition(":")[0] == kind:
                data, cut = shorter, True
            else:
                at += size
        if size == 1 and not cut:
            break
        size = max(1, size // 2)
    return data


def campaign(target: Target, seed: str, seconds: float, runs: int, only: int, save: Path | None) -> dict[str, object]:
    """One target for so long or so often; the totals."""
    started, number, said_all = time.monotonic(), 0, Counter[str]()
    slowest, at_slowest, size_slowest, largest = 0.0, 0, 0, 0
    findings: dict[str, dict[str, object]] = {}
    while (number < runs if runs else time.monotonic() - started < seconds) or only >= 0:
        number = only if only >= 0 else number + 1
        data = target.make(Random(f"{seed}/{target.name}/{number}"))
        said, took, fault = tried(target, data, target.slowest)
        said_all[said or "fault"] += 1
        largest = max(largest, len(data))
        if took > slowest:
            slowest, at_slowest, size_slowest = took, number, len(data)
        name = fault.partition(":")[0]
        if fault and name not in findings:
            small = smaller(target, data, fault, target.slowest)
            findings[name] = {"fault": fault, "number": number, "seconds": round(took, 2), "input": repr(small[:400])}
            if save is not None:
                save.mkdir(parents=True, exist_ok=True)
                (save / f"{target.name}-{hashlib.sha256(name.encode()).hexdigest()[:10]}").write_bytes(small)
        if number % 500 == 0:
            gc.collect()
        if only >= 0:
            break
    return {
        "executions": sum(said_all.values()),
        "seconds": round(time.monotonic() - started, 1),
        "answers": dict(sorted(said_all.items())),
        "largest_input_bytes": largest,
        "slowest": {"seconds": round(slowest, 3), "bytes": size_slowest, "number": at_slowest},
        "peak_memory_mib": memory(),
        "findings": list(findings.values()),
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", choices=["all", *TARGETS], default="all")
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together")
    parser.add_argument("--runs", type=int, default=0, help="so many inputs for each target, whatever the time")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int, default=-1, help="only the input of this number")
    parser.add_argument("--save", type=Path, help="folder for findings")
    given = parser.parse_args(arguments)
    chosen = list(TARGETS.values()) if given.target == "all" else [TARGETS[given.target]]
    prepare()
    totals = {
        one.name: campaign(one, given.seed, given.seconds / len(chosen), given.runs, given.only, given.save)
        for one in chosen
    }
    found = sum(len(one["findings"]) for one in totals.values() if isinstance(one["findings"], list))
    print(json.dumps({"seed": given.seed, "findings": found, "targets": totals}, ensure_ascii=False, indent=1))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
