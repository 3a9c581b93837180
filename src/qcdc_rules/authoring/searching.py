"""The search for a submission, by hypothesis: it draws, keeps what leads on, and shrinks what it finds.

The only module that needs hypothesis (the extra `author`); it is imported when a witness is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable

from qcdc_rules.authoring.drawing import Choose

T = TypeVar("T")
MOST_SHRINKS = 100
"""So many smaller things are tried; each is a whole submission drawn up anew."""


class _EnoughTried(BaseException):
    """Ends the search. Not an Exception: hypothesis would take that for a fault of what it tests."""


def search(make: Callable[[Choose], T], wanted: Callable[[T], bool], examples: int, seed: int) -> T | None:
    """The simplest thing that `make` makes and that is wanted; None if no example is. The same for one seed."""
    found: list[tuple[int, list[int], T]] = []
    tries = 0

    @st.composite
    def things(draw: st.DrawFn) -> bool:
        """Whether a thing that was drawn is wanted; the thing itself is kept apart, for hypothesis writes it out."""
        nonlocal tries
        tries += bool(found)
        picks: list[int] = []

        def choose(options: Sequence[T]) -> T:
            picks.append(draw(st.integers(0, len(options) - 1)) if len(options) > 1 else 0)
            return options[picks[-1]]

        thing = make(choose)  # type: ignore[arg-type]  # one function for options of every type
        if wanted(thing):
            found.append((len(picks), picks, thing))
        if tries > MOST_SHRINKS:
            raise _EnoughTried  # only now: hypothesis wants every prefix of draws to go on as it did before
        return bool(found) and found[-1][1] is picks

    quiet = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    with suppress(NoSuchExample, Unsatisfiable, _EnoughTried):
        find(things(), bool, settings=quiet, random=Random(seed))
    return min(found, key=lambda one: one[:2])[2] if found else None
