"""The process in which durable-rules runs: questions as lines of JSON come in, answers as lines of JSON go out.

It is a process of its own because the library can hang, run out of states, and swallow what its actions raise.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from durable.engine import Host

from qcdc_rules.second.chaining.knowledge import JOINING, JUDGING, Fact, Link


class StillHost(Host):  # type: ignore[misc]  # the package has no types
    """A host without the threads that dispatch in the background: every rule follows while a fact is asserted."""

    def _run(self) -> None:
        return


class Chain:
    """One ruleset; each question has a state of its own, which is deleted when it is answered."""

    def __init__(self, host: Host, name: str, links: tuple[Link, ...], last: str) -> None:
        self.host, self.name, self.last = host, name, last
        self.found: list[Fact] = []
        self.faults: list[str] = []
        self.number = 0
        rules: dict[str, Any] = {f"follows_{n}": self._rule(one) for n, one in enumerate(links)}
        # A fact that no rule names is refused by the library: this rule hears of every one.
        rules["heard"] = {"all": [{"m": {"$ex": {"about": 1}}}], "run": lambda context: None}
        host.register_rulesets({name: rules})

    def _rule(self, one: Link) -> dict[str, Any]:
        wanted = [{f"f{n}": _pattern(about, words)} for n, (about, words) in enumerate(one.wanted)]
        return {"all": wanted, "run": self._action(one)}

    def _action(self, one: Link) -> Callable[[Any], None]:
        def follow(context: Any) -> None:
            try:
                word = one.says if isinstance(one.says, str) else getattr(context, f"f{one.says}")["is"]
                fact = {"about": one.about, "is": word}
                if fact not in self.found:
                    self.found.append(fact)
                    context.assert_fact({**fact, "sid": context.s["sid"]})
            except (AttributeError, KeyError, TypeError, ValueError) as fault:  # the library would swallow it
                self.faults.append(f"{type(fault).__name__}: {fault}")

        return follow

    def answer(self, facts: list[Fact]) -> str:
        self.number += 1
        sid = str(self.number)
        self.found.clear()
        self.faults.clear()
        for fact in facts:
            self.host.assert_fact(self.name, {**fact, "sid": sid})
        words = {fact["is"] for fact in self.found if fact["about"] == self.last}
        self.host.delete_state(self.name, sid)
        if self.faults or len(words) != 1:
            raise ValueError(f"{self.last}: {sorted(words)} {self.faults} of {facts}")
        return words.pop()


def _pattern(about: str, words: tuple[str, ...]) -> dict[str, Any]:
    said = [{"is": word} for word in words]
    return {"$and": [{"about": about}, said[0] if len(said) == 1 else {"$or": said}]}


def main() -> None:
    host = StillHost()
    chains = {"judging": Chain(host, "judging", JUDGING, "verdict"), "joining": Chain(host, "joining", JOINING, "answer")}
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps({"answer": chains[question["chain"]].answer(question["facts"])}), flush=True)


if __name__ == "__main__":
    main()
