"""The two engines on the same reports: time, results, patterns. Prints a table; docs/decisions/0008 quotes it.

    python benchmarks/engines.py examples/*.yaml

Processor time, so that a busy machine does not matter much; submissions already read, rules already compiled, the best
of three. durable-rules is counted with its own process.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from os import times
from pathlib import Path
from time import process_time

from qcdc_rules.api import load_ruleset, read_file
from qcdc_rules.authoring.crosscheck import second_engine
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.model.submission import Submission
from qcdc_rules.second.chaining.engine import DurableChain

ROUNDS = 3


def best(run: Callable[[], int]) -> tuple[float, int]:
    found = []
    for _ in range(ROUNDS):
        begun = process_time()
        number = run()
        found.append((process_time() - begun, number))
    return min(found)


def main(paths: list[str]) -> None:
    ruleset = load_ruleset()
    print("| report | results | first engine | second, plain | second, durable-rules | patterns |")
    print("|---|---|---|---|---|---|")
    for name in paths:
        read = read_file(name, name, ruleset)
        assert isinstance(read, Submission), name
        rules = list(ruleset.of(read.regulation))

        def first(read: Submission = read, rules: list = rules) -> int:  # type: ignore[type-arg]
            calendar = calendar_of(ruleset.law.holidays, read)
            return len(list(Evaluation(ruleset, read, read.stated_on, False, calendar).results(rules)))

        def plain(read: Submission = read, rules: list = rules) -> int:  # type: ignore[type-arg]
            engine = second_engine(read, ruleset, read.stated_on)
            return sum(len(engine.of_rule(rule)) for rule in rules)

        one, number = best(first)
        two, _ = best(plain)
        three, patterns = by_durable_rules(read, ruleset)
        told = f"| {Path(name).stem} | {number} | {1000 * one:.0f} ms | {1000 * two:.0f} ms | {1000 * three:.0f} ms | {patterns} |"
        print(told, flush=True)


def by_durable_rules(read: Submission, ruleset: Ruleset) -> tuple[float, int]:
    """Both processes together, and how many patterns of facts were derived."""
    begun = times()
    with DurableChain() as chain:
        engine = second_engine(read, ruleset, read.stated_on, chain, chain)
        for rule in ruleset.of(read.regulation):
            engine.of_rule(rule)
    ended = times()
    return sum(ended[:4]) - sum(begun[:4]), chain.patterns


if __name__ == "__main__":
    main(sys.argv[1:])
