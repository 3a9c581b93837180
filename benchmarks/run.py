"""Measures speed as ratios, both sides in one run, and prints JSON and a table.

    python benchmarks/run.py [--quick] [--json FILE]

Nothing here passes or fails: the budgets are in docs/benchmarks.md, the figures are for reading.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sixty

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "commune-2024.yaml"


def best(job: Callable[[], object], seconds: float) -> float:
    """The shortest time of one call, over `seconds` of calls: the least disturbed one."""
    shortest = float("inf")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        job()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest


def evaluation(seconds: float) -> dict[str, Any]:
    """The sixty checks over fifty reports: by hand, and by the engine over what the reader made."""
    root = sixty.shape()
    reports = [sixty.submission(seed) for seed in range(50)]
    records = [sixty.read(report, root) for report in reports]
    run = sixty.engine(root)
    for report, record in zip(reports, records, strict=True):
        assert sorted(run(record)) == sorted(sixty.by_hand(report)), "the two sides disagree"
    rounds = [
        (
            best(lambda: [sixty.by_hand(report) for report in reports], seconds / 6),
            best(lambda: [run(record) for record in records], seconds / 6),
        )
        for _ in range(3)
    ]
    hand, ours = min(r[0] for r in rounds), min(r[1] for r in rounds)
    return {
        "by_hand_us": hand / len(reports) * 1e6,
        "engine_us": ours / len(reports) * 1e6,
        "ratio": ours / hand,
        "budget": 2.0,
    }


def child(command: list[str]) -> tuple[float, float, int]:
    """Processor seconds, wall seconds and exit code of a command."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, wall, done.returncode


def cold_start(runs: int) -> dict[str, Any]:
    """`qcdc-check` of a lifelike report with all built-in rules, against importing click and yaml."""
    base = [sys.executable, "-c", "import click, yaml"]
    ours = [sys.executable, "-c", "from qcdc_rules.cli.main import check; check()", str(EXAMPLE)]
    child(base), child(ours), child(ours)  # files read once, bytecode and packed rules in place
    pairs = [(child(base)[0], child(ours)[0]) for _ in range(runs)]
    return {
        "imports_ms": statistics.median(a for a, _ in pairs) * 1e3,
        "check_ms": statistics.median(b for _, b in pairs) * 1e3,
        "ratio": statistics.median(b / a for a, b in pairs),
        "budget": 3.0,
    }


def memory() -> dict[str, Any]:
    """The peak resident memory of one check."""
    code = (
        "import resource, sys; from qcdc_rules import check; check(sys.argv[1]);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLE)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {"peak_mib": int(done.stdout) / 1024, "budget_mib": 300}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs: to see that it works")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    figures = {
        "python": platform.python_version(),
        "evaluation": evaluation(1.5 if options.quick else 9.0),
        "cold_start": cold_start(3 if options.quick else 15),
        "memory": memory(),
    }
    text = json.dumps(figures, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")
    table(figures)


def table(figures: dict[str, Any]) -> None:
    """The figures for people."""
    e, c, m = figures["evaluation"], figures["cold_start"], figures["memory"]
    rows = [
        ("60 checks, µs a report (by hand in Python)", e["engine_us"], e["by_hand_us"], e["ratio"], e["budget"]),
        ("cold check, ms (import click, yaml)", c["check_ms"], c["imports_ms"], c["ratio"], c["budget"]),
    ]
    print()
    print(f"{'what':44} {'ours':>10} {'against':>10} {'ratio':>7} {'budget':>7}")
    for what, ours, against, ratio, budget in rows:
        print(f"{what:44} {ours:10.1f} {against:10.1f} {ratio:7.2f} {budget:7.1f}")
    print(f"{'peak memory of one check, MiB':44} {m['peak_mib']:10.1f} {'':10} {'':7} {m['budget_mib']:7}")


if __name__ == "__main__":
    main()
