"""Three-valued logic after Kleene, with the class of an unknown carried along.

The members are ordered so that conjunction is `min`: a false part decides, then the unknown that the
submitter can cure (`MISSING`), then one that time will cure (`RUNNING`), then one that only a competent
person can settle (`LAW_OPEN`), and true comes last.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """What a condition says: false, true, or one of three classes of unknown."""

    FALSE = 0
    MISSING = 1
    RUNNING = 2
    LAW_OPEN = 3
    TRUE = 4

    @property
    def decided(self) -> bool:
        return self is Truth.TRUE or self is Truth.FALSE


FALSE, MISSING, RUNNING, LAW_OPEN, TRUE = Truth


def all_of(parts: Iterable[Truth]) -> Truth:
    """Conjunction: false when a part is false, true when every part is true."""
    return min(parts, default=TRUE)


def any_of(parts: Iterable[Truth]) -> Truth:
    """Disjunction: true when a part is true, false when every part is false."""
    undecided = TRUE
    for part in parts:
        if part is TRUE:
            return TRUE
        if part is not FALSE and part < undecided:
            undecided = part
    return FALSE if undecided is TRUE else undecided


def negate(part: Truth) -> Truth:
    """Negation: swaps true and false, keeps an unknown and its class."""
    if part is TRUE:
        return FALSE
    return TRUE if part is FALSE else part


def choose(condition: Truth, then: Truth, otherwise: Truth) -> Truth:
    """`if … then … otherwise …`: with an undecided condition, both branches must agree."""
    if condition is TRUE:
        return then
    if condition is FALSE:
        return otherwise
    if then is otherwise and then.decided:
        return then
    return min(part for part in (condition, then, otherwise) if not part.decided)


def of_bool(value: bool) -> Truth:
    return TRUE if value else FALSE
