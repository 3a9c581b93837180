"""Thousands of generated submissions through both engines: `python tests/second/deep.py --count 20000 --seed 1`.

Every submission is judged by all rules of its type (or every Nth with `--whole N`; the others by the rules on which
they dwell and some beside them). The second engine runs in plain Python; durable-rules, where it
is installed, derives every pattern of facts that came up and must say the same. Prints the totals as JSON and ends
with 1 where the engines differ. Submission number N of a seed is always the same, so a run can be made in pieces
(`--first`) and one submission be looked at again (`--first N --count 1`).
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "properties"))

from both import ruleset
from generated import REGULATIONS, SEEDS, Tally, drawn, judge, persists, planned, told

from qcdc_rules.authoring.shrinking import shrunk
from qcdc_rules.second.chaining.engine import DurableChain, here

PIECE = 250
MOST_SHOWN = 40
BESIDE = 24
"""So many rules judge a submission beside those on which it dwells, where not all of its type do."""


def piece(first: int, seed: int, last: int, whole: int, only: frozenset[str]) -> Tally:
    """The submissions from `first` on, at most a piece of them."""
    found, own = Tally(), ruleset()
    for number in range(first, min(first + PIECE, last)):
        rnd = Random(f"{seed}/{number}")
        rules = list(own.of(rnd.choice(REGULATIONS)))
        if only and not any(rule.id in only for rule in rules):
            continue
        plan = planned(rnd.choice, rules, rnd.randrange(SEEDS))
        one = drawn(plan)
        if one is None:
            found.refused += 1
        else:
            some = {rule.id: rule for rule in (*plan.focus, *rnd.choices(rules, k=BESIDE))}.values()
            chosen = [rule for rule in rules if rule.id in only] if only else some
            found.compare(one, own, rules if number % whole == 0 and not only else chosen)
            found.whole += number % whole == 0
    return found


def added(total: Tally, more: Tally) -> None:
    total.submissions += more.submissions
    total.refused += more.refused
    total.whole += more.whole
    total.results += more.results
    total.types += more.types
    for rule, seen in more.by_rule.items():
        total.by_rule.setdefault(rule, type(seen)()).update(seen)
    total.patterns.update(more.patterns)
    total.differences += more.differences


def derived(total: Tally) -> str | list[str]:
    """Where durable-rules says something else of a pattern of facts than the plain part."""
    if (why := here()) is not None:
        return why.en
    with DurableChain() as chain:
        return [f"{facts}: {plain}" for facts, plain in total.patterns.items() if chain.derive(facts) != plain]


def smallest(total: Tally) -> list[dict[str, Any]]:
    """One difference of each rule and pair of verdicts, with the smallest submission that shows it."""
    kinds = {}
    for draft, as_of, found in total.differences:
        kinds.setdefault((found.rule, found.first.verdict, found.second.verdict), (draft, as_of, found))
    shown = []
    for draft, as_of, found in list(kinds.values())[:MOST_SHOWN]:
        rule = ruleset().by_id(found.rule)
        assert rule is not None
        small = shrunk(draft, partial(persists, as_of=as_of, rule=rule))
        shown.append({"difference": told(found), "as_of": as_of.isoformat(), "submission": small})
    return shown


def totals(total: Tally, options: argparse.Namespace, seconds: float) -> dict[str, Any]:
    total.count()
    return {
        "seed": options.seed,
        "first": options.first,
        "submissions": total.submissions,
        "by_all_rules": total.whole,
        "refused": total.refused,
        "by_type": dict(sorted(total.types.items())),
        "results": total.results,
        "outcomes": dict(total.outcomes.most_common()),
        "patterns": len(total.patterns),
        "durable_disagreements": derived(total),
        "rules": len(total.by_rule),
        "rules_never_applied": total.unlike("not_applicable"),
        "rules_never_decided": total.unlike("not_applicable", "missing", "running", "law_open"),
        "disagreements": len(total.differences),
        "shown": smallest(total),
        "seconds": round(seconds),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("qcdc-rules", "hypothesis")},
    }


def run(options: argparse.Namespace) -> Tally:
    total, last = Tally(), options.first + options.count
    starts = range(options.first, last, PIECE)
    work = partial(piece, seed=options.seed, last=last, whole=options.whole, only=frozenset(options.only))
    began = time.perf_counter()
    ruleset(), judge()
    gc.freeze()
    pool = ProcessPoolExecutor(options.jobs) if options.jobs > 1 else None
    try:
        for one in pool.map(work, starts) if pool is not None else map(work, starts):
            added(total, one)
            for *_, found in one.differences[:9]:
                print(told(found), file=sys.stderr)
            told_now = f"{total.submissions} {total.results} {len(total.differences)} {time.perf_counter() - began:.0f}s"
            print(told_now, file=sys.stderr, flush=True)
    finally:
        if pool is not None:
            pool.shutdown()
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first submission")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole", type=int, default=1, help="all rules of its type judge every so-manieth submission")
    parser.add_argument("--only", action="append", default=[], metavar="RULE", help="only this rule (repeatable)")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    began = time.perf_counter()
    said = totals(run(options), options, time.perf_counter() - began)
    print(json.dumps(said, ensure_ascii=False, indent=1))
    unlike = said["durable_disagreements"]
    return 1 if said["disagreements"] or (unlike and isinstance(unlike, list)) else 0


if __name__ == "__main__":
    sys.exit(main())
