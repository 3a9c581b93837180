"""What durable-rules is told: two small rulesets, as data, and the facts that are put to them.

Every fact is `{about, is}`; that something is absent is a fact too, because the engine cannot ask for what is not
there. A rule names facts that must stand together and the fact that follows; what follows is asserted and may let
other rules follow. The last link of the chain is about `verdict`, of joins about `answer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from qcdc_rules.second.outcome import Facts
from qcdc_rules.second.truths import ANSWERS, UNKNOWN, Answer

Fact = dict[str, str]
Wanted = tuple[str, tuple[str, ...]]
"""What a fact must be about, and the words that it may say."""


class Link(NamedTuple):
    """If these facts stand, this one follows. `says` is a word, or a number: the word of the so-manieth fact."""

    wanted: tuple[Wanted, ...]
    about: str
    says: str | int


def link(wanted: dict[str, str | Sequence[str]], about: str, says: str | int) -> Link:
    return Link(tuple((key, (v,) if isinstance(v, str) else tuple(v)) for key, v in wanted.items()), about, says)


DECIDED = ("satisfied", "violated")
JUDGING: tuple[Link, ...] = (
    # which law governs
    link({"version": "in_force", "content": ("listed", "none")}, "law", "governs"),
    link({"version": ("in_force", "undated"), "content": "not_listed"}, "law", "none"),
    link({"version": "not_in_force"}, "law", "none"),
    link({"version": "undated", "content": ("listed", "none")}, "law", "not_known"),
    # whether the rule may bind this target
    link({"applies": "false"}, "may_apply", "no"),
    link({"applies": ("true", *UNKNOWN)}, "may_apply", "yes"),
    link({"law": "none"}, "binds", "no"),
    link({"law": ("governs", "not_known"), "listed": "empty"}, "binds", "no"),
    link({"law": ("governs", "not_known"), "listed": ("item", "absent", "rest"), "may_apply": "no"}, "binds", "no"),
    link({"law": "not_known", "listed": ("item", "absent", "rest"), "may_apply": "yes"}, "own", "missing"),
    link({"law": "governs", "listed": ("item", "absent", "rest"), "applies": UNKNOWN}, "own", 2),
    link({"law": "governs", "listed": ("absent", "rest"), "applies": "true"}, "own", "missing"),
    link({"law": "governs", "listed": "item", "applies": "true"}, "binds", "yes"),
    link({"binds": "no"}, "own", "not_applicable"),
    # whether the duty is met
    link({"binds": "yes", "requires": "true", "looked": "something"}, "own", "satisfied"),
    link({"binds": "yes", "requires": "true", "looked": "nothing"}, "own", "missing"),
    link({"binds": "yes", "requires": UNKNOWN}, "own", 1),
    link({"binds": "yes", "requires": "false"}, "duty", "not_met"),
    # whether the law leaves the failure open
    link({"duty": "not_met", "open": "true"}, "own", "law_open"),
    link({"duty": "not_met", "open": UNKNOWN}, "own", 1),
    link({"duty": "not_met", "open": "false"}, "breach", "alleged"),
    link({"breach": "alleged", "wording": "recalled"}, "own", "law_open"),
    link({"breach": "alleged", "wording": "read"}, "breach_by", "words"),
    link({"breach_by": "words", "reach": "whole"}, "own", "violated"),
    link({"breach_by": "words", "reach": "goes_on"}, "own", "running"),
    link({"breach_by": "words", "reach": "began_before"}, "own", "missing"),
    # whether the later law says the same
    link({"own": ("not_applicable", *UNKNOWN)}, "verdict", 0),
    link({"own": DECIDED, "later": ("not_asked", "not_applicable")}, "verdict", 0),
    link({"own": DECIDED, "later": UNKNOWN}, "verdict", 1),
    link({"own": "satisfied", "later": "satisfied"}, "verdict", "satisfied"),
    link({"own": "violated", "later": "violated"}, "verdict", "violated"),
    link({"own": "satisfied", "later": "violated"}, "verdict", "law_open"),
    link({"own": "violated", "later": "satisfied"}, "verdict", "law_open"),
)


def _joining(kind: str, deciding: Answer, otherwise: Answer) -> list[Link]:
    """One part decides; otherwise the first class of unknown that is there; otherwise the other answer."""
    order = (deciding, *UNKNOWN)
    found = []
    for place, answer in enumerate(order):
        before: dict[str, str | Sequence[str]] = {f"has_{one}": "no" for one in order[:place]}
        found.append(link({"join": kind, **before, f"has_{answer}": "yes"}, "answer", answer))
    found.append(link({"join": kind, **{f"has_{one}": "no" for one in order}}, "answer", otherwise))
    return found


JOINING: tuple[Link, ...] = (*_joining("every", "false", "true"), *_joining("some", "true", "false"))


def facts_of(facts: Facts) -> list[Fact]:
    return [{"about": about, "is": word} for about, word in facts._asdict().items()]


def parts_of(kind: str, answers: Iterable[Answer]) -> list[Fact]:
    """The question how these answers join: which of the five are among them, and which are not."""
    found = set(answers)
    parts = [{"about": f"has_{one}", "is": "yes" if one in found else "no"} for one in ANSWERS]
    return [{"about": "join", "is": kind}, *parts]


def every_set() -> list[frozenset[Answer]]:
    """Every set of answers that a condition can have to join."""
    return [frozenset(one) for size in range(len(ANSWERS) + 1) for one in combinations(ANSWERS, size)]
