"""From what was found about one rule and one target to its verdict: the facts, and the derivation in plain Python.

The durable engine derives the same verdict from the same facts by forward chaining; see `chaining/`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from qcdc_rules.second.targets import Listed
from qcdc_rules.second.truths import UNKNOWN, Answer

Verdict = Literal["satisfied", "violated", "not_applicable", "missing", "running", "law_open"]
VERDICTS: tuple[Verdict, ...] = ("satisfied", "violated", "not_applicable", "missing", "running", "law_open")


Reach = Literal["whole", "goes_on", "began_before"]


class Facts(NamedTuple):
    """What is known of one rule and one target, each in one word; nothing is left out, absence is a word too."""

    version: Literal["in_force", "not_in_force", "undated"]
    """`undated`: the act that chooses the law is not dated."""
    listed: Listed
    content: Literal["listed", "not_listed", "none"]
    applies: Answer
    requires: Answer
    open: Answer
    wording: Literal["read", "recalled"]
    looked: Literal["something", "nothing"]
    """Whether any fact of the report was read."""
    reach: Reach
    """Of a calendar part: whether the period of the report holds it."""
    later: Verdict | Literal["not_asked"]
    """What the later law says, where a limit ran across the change."""


class Deriver(Protocol):
    """Derives the verdict from the facts."""

    def derive(self, facts: Facts) -> Verdict: ...


class PlainDeriver:
    """The table of §1.7 of the rule language, in its order."""

    def derive(self, facts: Facts) -> Verdict:
        verdict = _own(facts)
        return _with_later(verdict, facts)


def _own(facts: Facts) -> Verdict:
    if facts.version == "not_in_force" or facts.content == "not_listed" or facts.listed == "empty":
        return "not_applicable"
    if facts.applies == "false":
        return "not_applicable"
    if facts.version == "undated":
        return "missing"
    if facts.applies != "true":
        return facts.applies
    if facts.listed != "item":
        return "missing"
    if facts.requires == "true":
        return "satisfied" if facts.looked == "something" else "missing"
    return _failed(facts) if facts.requires == "false" else facts.requires


def _failed(facts: Facts) -> Verdict:
    """The requirement is not met: a breach, unless the law or the calendar leaves it open."""
    if facts.open == "true":
        return "law_open"
    if facts.open != "false":
        return facts.open
    if facts.wording == "recalled":
        return "law_open"
    if facts.reach == "whole":
        return "violated"
    return "running" if facts.reach == "goes_on" else "missing"


def _with_later(verdict: Verdict, facts: Facts) -> Verdict:
    """A limit that ran across a change of law: both laws must say the same, where the later one binds."""
    if verdict not in ("satisfied", "violated") or facts.later in ("not_asked", "not_applicable", verdict):
        return verdict
    return facts.later if facts.later in UNKNOWN else "law_open"
