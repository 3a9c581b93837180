"""What the benchmarks share: the least disturbed time of a call, children and their processor time, straight lines."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "commune-2024.yaml"


def once(job: Callable[[], object]) -> float:
    """Processor seconds of one call: what other programs do on the machine is not counted."""
    start = time.process_time_ns()
    job()
    return (time.process_time_ns() - start) / 1e9


def best(job: Callable[[], object], seconds: float) -> float:
    """The shortest time of one call, over `seconds` of calls: the least disturbed one."""
    shortest = float("inf")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        shortest = min(shortest, once(job))
    return shortest


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


def qcdc(*args: str) -> list[str]:
    """The command line of this checkout."""
    return [sys.executable, "-c", "from qcdc_rules.cli.main import qcdc; qcdc()", *args]


def line_through(sizes: Sequence[float], times: Sequence[float]) -> dict[str, float]:
    """The straight line through the points, each weighed by its relative error: time = fixed + each × size.

    `r2` says how much of the differences it explains, `worst` how far the worst point lies from it, as a share.
    """
    weights = [1 / (t * t) for t in times]
    total = sum(weights)
    mean_x = sum(w * x for w, x in zip(weights, sizes, strict=True)) / total
    mean_y = sum(w * y for w, y in zip(weights, times, strict=True)) / total
    over = sum(w * (x - mean_x) * (y - mean_y) for w, x, y in zip(weights, sizes, times, strict=True))
    under = sum(w * (x - mean_x) ** 2 for w, x in zip(weights, sizes, strict=True))
    each = over / under
    fixed = mean_y - each * mean_x
    guessed = [fixed + each * x for x in sizes]
    plain_mean = sum(times) / len(times)
    left = sum((y - g) ** 2 for y, g in zip(times, guessed, strict=True))
    spread = sum((y - plain_mean) ** 2 for y in times)
    worst = max(abs(y / g - 1) for y, g in zip(times, guessed, strict=True))
    return {"fixed_ms": fixed * 1e3, "each_us": each * 1e6, "r2": 1 - left / spread, "worst": worst}


def machine() -> dict[str, Any]:
    """Where the figures were measured."""
    model = ""
    info = Path("/proc/cpuinfo")
    if info.is_file():
        found = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = found[0].partition(":")[2].strip() if found else ""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": model or platform.processor(),
        "processors": os.cpu_count(),
        "load": list(os.getloadavg()) if hasattr(os, "getloadavg") else [],
    }
