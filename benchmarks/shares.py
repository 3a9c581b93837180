"""Where the time of bulk goes: the steps of one submission, and the functions that cost most.

    python benchmarks/shares.py [COUNT]
"""

from __future__ import annotations

import cProfile
import gc
import json
import pstats
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import lifelike

from qcdc_rules.api import load_ruleset
from qcdc_rules.bulk.judging import Judge
from qcdc_rules.bulk.lines import Line
from qcdc_rules.bulk.reading import NAME, quick_node
from qcdc_rules.bulk.settings import Settings
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.loading.submission import from_node
from qcdc_rules.model.submission import Submission
from qcdc_rules.source import Table, decode

DAY = date(2026, 1, 1)
MOST = 25


def shares(count: int = 40) -> dict[str, Any]:
    """Processor milliseconds of each step for one line, in turns, and the dearest functions."""
    gc.set_threshold(200_000, 20, 20)  # as the command does
    ruleset = load_ruleset()
    texts = list(lifelike.lines(count, damaged=0.0))
    lines = [Line("made", number, text, "", len(text)) for number, text in enumerate(texts)]
    judge = Judge(Settings((), True, DAY, "missing", "warning"), ruleset)
    judge.entries(lines)  # conditions are compiled
    steps = dict.fromkeys(("json.loads", "text", "tree", "types", "outcomes", "all"), 0.0)

    def taken(step: str, job: Callable[[], Any]) -> Any:
        start = time.process_time_ns()
        made = job()
        steps[step] += (time.process_time_ns() - start) / 1e6 / count
        return made

    for line in lines:
        taken("json.loads", lambda line=line: json.loads(line.data))
        text, _ = taken("text", lambda line=line: decode(line.data, NAME))
        node = taken("tree", lambda text=text: quick_node(text))
        assert isinstance(node, Table)
        read = taken("types", lambda node=node: from_node(node, NAME, ruleset.shape, []))
        assert isinstance(read, Submission)
        rules = tuple(ruleset.of(read.regulation))
        calendar = calendar_of(ruleset.law.holidays, read)
        evaluation = Evaluation(ruleset, read, DAY, False, calendar)
        taken("outcomes", lambda e=evaluation, r=rules: list(e.results(r)))
        taken("all", lambda line=line: judge.entry(line))
    steps["rest"] = steps["all"] - sum(steps[name] for name in ("text", "tree", "types", "outcomes"))
    times = {name: spent / steps["json.loads"] for name, spent in steps.items()}
    return {"submissions": count, "ms": steps, "times_json_loads": times, "functions": _dearest(judge, lines)}


def _dearest(judge: Judge, lines: list[Line]) -> list[dict[str, Any]]:
    profile = cProfile.Profile()
    profile.runcall(judge.entries, lines)
    # the types of the standard library do not say what this holds
    found: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(own for _, _, own, _, _ in found.values())
    dearest = sorted(found.items(), key=lambda pair: -pair[1][2])[:MOST]
    return [
        {
            "where": f"{'/'.join(Path(file).parts[-2:])}:{line} {name}",
            "own_share": own / total,
            "with_called_share": below / total,
            "calls_a_line": calls / len(lines),
        }
        for (file, line, name), (_, calls, own, below, _) in dearest
    ]


def table(found: dict[str, Any]) -> None:
    """For people."""
    print(f"\n{'step':12} {'ms a line':>10} {'× json.loads':>13}")
    for name, spent in found["ms"].items():
        print(f"{name:12} {spent:10.3f} {found['times_json_loads'][name]:13.1f}")
    print(f"\n{'own':>6} {'below':>6} {'calls':>8}  function")
    for one in found["functions"]:
        print(f"{one['own_share']:6.1%} {one['with_called_share']:6.1%} {one['calls_a_line']:8.0f}  {one['where']}")


if __name__ == "__main__":
    figures = shares(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
    print(json.dumps(figures, indent=2))
    table(figures)
