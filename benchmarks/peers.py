"""The sixty checks against other engines: installed into an environment of their own, equal answers first, then time.

    python benchmarks/peers.py [SECONDS]        (needs the Python package index; leaves nothing behind)
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import sixty
from common import ROOT, best, once
from peer_engines import ENGINES, Run

OURS = "qcdc-rules"
NEEDED = ("pyyaml", "jsonschema", "click")
REPORTS = 50
ROUNDS = 5
TURN = 0.2
"""Seconds that one call over several reports may take."""
TIMED = "--timed"


def peers(seconds: float) -> dict[str, Any]:
    """Install what is asked and time it there."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = str(Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python")
        for names in (NEEDED, *((name,) for name in ENGINES if name not in NEEDED)):
            # one that cannot be installed here is left out and told
            subprocess.run(
                [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *names],
                check=names == NEEDED, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(
            [python, __file__, TIMED, str(seconds)], env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        figures: dict[str, Any] = json.loads(done.stdout)
        return figures


def timed(seconds: float) -> dict[str, Any]:
    """Every engine that is there, in turns in this process: the median of its ratios to the hand-written checks."""
    reports = [sixty.submission(seed) for seed in range(REPORTS)]
    want = [sorted(sixty.by_hand(report)) for report in reports]
    root = sixty.shape()
    records = [sixty.read(report, root) for report in reports]
    ours = sixty.engine(root)
    assert [sorted(ours(record)) for record in records] == want, "our answers are wrong"
    runs: dict[str, Run] = {}
    told: dict[str, Any] = {}
    for name, make in ENGINES.items():
        try:
            run = make()
            wrong = sum(sorted(run(report)) != right for report, right in zip(reports, want, strict=True))
        except Exception as fault:  # a peer that does not run here must not hide the others
            told[name] = {"state": f"does not run: {type(fault).__name__}: {str(fault)[:120]}"}
            continue
        if wrong:
            told[name] = {"state": f"wrong for {wrong} of {REPORTS} reports"}
        else:
            runs[name] = run
    jobs: dict[str, tuple[int, Callable[[], object]]] = {OURS: (REPORTS, lambda: [ours(record) for record in records])}
    for name, run in runs.items():
        first = once(lambda run=run: run(reports[0]))
        some = reports[: max(2, min(REPORTS, int(TURN / max(first, 1e-6))))]  # a slow engine gets fewer
        jobs[name] = len(some), lambda run=run, some=some: [run(report) for report in some]
    ratios: dict[str, list[float]] = {name: [] for name in jobs}
    spent: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, (count, job) in jobs.items():
            hand = best(lambda count=count: [sixty.by_hand(report) for report in reports[:count]], TURN / 4)
            theirs = best(job, seconds / ROUNDS / len(jobs))
            ratios[name].append(theirs / hand)
            spent[name].append(theirs / count)
    for name in jobs:
        told[name] = {
            "version": _version(name),
            "us": min(spent[name]) * 1e6,
            "times_by_hand": statistics.median(ratios[name]),
        }
    fastest = min((told[name]["times_by_hand"], name) for name in runs) if runs else (0.0, "")
    mine = told[OURS]["times_by_hand"]
    return {"engines": told, "fastest_peer": fastest[1], "times_faster_than_it": fastest[0] / mine}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def table(figures: dict[str, Any]) -> None:
    """For people: fastest first."""
    engines = figures["engines"]
    print(f"\n{'engine':30} {'version':10} {'µs a report':>12} {'× by hand':>10}")
    for name, told in sorted(engines.items(), key=lambda pair: pair[1].get("times_by_hand", 1e9)):
        if "state" in told:
            print(f"{name:30} {told['state']}")
        else:
            print(f"{name:30} {told['version']:10} {told['us']:12.1f} {told['times_by_hand']:10.2f}")
    print(f"{figures['times_faster_than_it']:.1f}× faster than the fastest peer ({figures['fastest_peer']})")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == [TIMED]:
        print(json.dumps(timed(float(arguments[1]))))
    else:
        found = peers(float(arguments[0]) if arguments else 60.0)
        print(json.dumps(found, indent=2))
        table(found)
