"""Kleene's logic with the classes of unknown, as plain words.

An answer is true, false, or unknown for a reason; of several reasons the one that the submitter can cure is
told first. `Joiner` is a seam: the durable engine puts in its place a table that durable-rules derived.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol

Answer = Literal["true", "false", "missing", "running", "law_open"]
ANSWERS: tuple[Answer, ...] = ("true", "false", "missing", "running", "law_open")
UNKNOWN: tuple[Answer, ...] = ("missing", "running", "law_open")
"""The classes of unknown, in the order in which they are told."""


class Joiner(Protocol):
    """How answers join. The order and the number of equal answers never matter."""

    def every(self, answers: Iterable[Answer]) -> Answer:
        """All of them: true also of none."""

    def some(self, answers: Iterable[Answer]) -> Answer:
        """One of them: false of none."""


class PlainJoiner:
    """Kleene's tables in plain Python."""

    def every(self, answers: Iterable[Answer]) -> Answer:
        return _joined(frozenset(answers), "false", "true")

    def some(self, answers: Iterable[Answer]) -> Answer:
        return _joined(frozenset(answers), "true", "false")


def _joined(found: frozenset[Answer], deciding: Answer, otherwise: Answer) -> Answer:
    if deciding in found:
        return deciding
    return first_class(found) or otherwise


def first_class(found: Iterable[Answer]) -> Answer | None:
    """The class of unknown that is told first, or None where nothing is unknown."""
    present = set(found)
    return next((reason for reason in UNKNOWN if reason in present), None)


def turned(answer: Answer) -> Answer:
    """`not`: an unknown stays unknown for its reason."""
    if answer == "true":
        return "false"
    return "true" if answer == "false" else answer


def said(is_so: bool) -> Answer:
    return "true" if is_so else "false"
