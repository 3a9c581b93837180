"""Measures speed as ratios, both sides in one run, and prints JSON and a table.

    python benchmarks/run.py [--quick] [--peers] [--bulk COUNT] [--only NAME]… [--json FILE]

Nothing here passes or fails: the budgets are in docs/benchmarks.md, the figures are for reading. Times are
processor times, so that other programs on the machine count as little as they can.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import growth
import peers
import shares
import sixty
import throughput
from common import EXAMPLE, ROOT, best, child, machine

USUAL = ("sixty", "cold", "memory", "bulk", "shares")


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
            best(lambda: [sixty.by_hand(report) for report in reports], seconds / 10),
            best(lambda: [run(record) for record in records], seconds / 10),
        )
        for _ in range(5)
    ]
    hand, ours = min(r[0] for r in rounds), min(r[1] for r in rounds)
    return {
        "by_hand_us": hand / len(reports) * 1e6,
        "engine_us": ours / len(reports) * 1e6,
        "ratio": statistics.median(b / a for a, b in rounds),
        "budget": 2.0,
    }


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


def benchmarks(options: argparse.Namespace) -> dict[str, Callable[[], dict[str, Any]]]:
    """What there is to measure, by name."""
    quick = options.quick
    return {
        "sixty": lambda: evaluation(1.5 if quick else 9.0),
        "cold": lambda: cold_start(3 if quick else 15),
        "memory": memory,
        "bulk": lambda: throughput.throughput(options.bulk or (16 if quick else 500), resume=not quick),
        "shares": lambda: shares.shares(8 if quick else 40),
        "growth": lambda: growth.growth(quick),
        "peers": lambda: peers.peers(20.0 if quick else 60.0),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs: to see that it works")
    parser.add_argument("--peers", action="store_true", help="also other engines, installed for the occasion")
    parser.add_argument("--bulk", type=int, metavar="COUNT", help="how many submissions bulk judges")
    parser.add_argument("--only", action="append", metavar="NAME", help="sixty cold memory bulk shares growth peers")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    known = benchmarks(options)
    chosen = options.only or [*USUAL, *([] if options.quick else ["growth"]), *(["peers"] if options.peers else [])]
    if unknown := set(chosen) - set(known):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    figures: dict[str, Any] = {"machine": machine(), "quick": options.quick}
    for name in chosen:
        figures[name] = known[name]()
    text = json.dumps(figures, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")
    table(figures)


def table(figures: dict[str, Any]) -> None:
    """The figures for people."""
    rows: list[tuple[str, float, float, float, str]] = []
    if one := figures.get("sixty"):
        rows.append(("60 checks, µs a report (by hand)", one["engine_us"], one["by_hand_us"], one["ratio"], "≤ 2"))
    if one := figures.get("cold"):
        rows.append(("cold check, ms (import click, yaml)", one["check_ms"], one["imports_ms"], one["ratio"], "≤ 3"))
    if one := figures.get("bulk"):
        each = one["processor_seconds"] / one["submissions"] * 1e6
        ratio = one["processor_times_json_loads"]
        rows.append(("bulk, processor µs a line (json.loads)", each, one["json_loads_us"], ratio, "≤ 40"))
    print(f"\n{'what (against)':44} {'ours':>10} {'against':>10} {'ratio':>7} {'budget':>7}")
    for what, ours, against, ratio, budget in rows:
        print(f"{what:44} {ours:10.1f} {against:10.1f} {ratio:7.2f} {budget:>7}")
    if one := figures.get("memory"):
        print(f"{'peak memory of one check, MiB':44} {one['peak_mib']:10.1f} {'':10} {'':7} {'≤ 300':>7}")
    if one := figures.get("bulk"):
        print(f"{'peak memory of bulk, all processes, MiB':44} {one['peak_mib']:10.1f} {'':10} {'':7} {'≤ 300':>7}")
        print(f"bulk: {one['submissions']} lines, {one['per_second']:.1f} a second on {one['jobs']} processes")
    for name, show in (("shares", shares.table), ("growth", growth.table), ("peers", peers.table)):
        if name in figures:
            show(figures[name])


if __name__ == "__main__":
    main()
