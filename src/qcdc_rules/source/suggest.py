"""Finds the word that was probably meant: the "did you mean" behind messages about unknown names.

The cost is bounded whatever is asked, and the answer depends on nothing but the arguments: not even on the
order of the candidates.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_LONGEST_WORD = 80
_MOST_CANDIDATES = 5_000
_SEPARATORS = str.maketrans({" ": "_", "-": "_", ".": "_", "đ": "d"})


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to `word`, or None when none is near enough to be a likely slip.

    Case, diacritics and the choice of separator do not count as differences, nor does the order of the
    words in a name (`on_first` for `first_on`). Otherwise up to a third of the letters may differ.
    """
    if not word or len(word) > _LONGEST_WORD:
        return None
    asked = _folded(word)
    limit = max(1, min(4, len(asked) // 3))
    best: tuple[int, int, str] | None = None
    for count, candidate in enumerate(candidates):
        if count >= _MOST_CANDIDATES:
            break
        if len(candidate) > _LONGEST_WORD:
            continue
        folded = _folded(candidate)
        bound = limit if best is None else best[0]
        distance = _distance(asked, folded, bound)
        if distance > 1 and sorted(asked.split("_")) == sorted(folded.split("_")):
            distance = 1
        if distance <= bound:
            offer = (distance, -_shared_start(asked, folded), candidate)
            best = offer if best is None else min(best, offer)
    return None if best is None else best[2]


def _folded(word: str) -> str:
    """`word` without case, diacritics and choice of separator."""
    if word.isascii():
        return word.lower().translate(_SEPARATORS)
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char)).translate(_SEPARATORS)


def _shared_start(one: str, other: str) -> int:
    """How many letters the two words share at their start."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _distance(one: str, other: str, bound: int) -> int:
    """Edits between the words (a swap of neighbours is one edit); any number above `bound` means too far."""
    if abs(len(one) - len(other)) > bound:
        return bound + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        # a way that strays further from the diagonal than `bound` costs more than `bound`
        current = [row, *[bound + 1] * len(other)]
        for column in range(max(1, row - bound), min(len(other), row + bound) + 1):
            right = other[column - 1]
            cost = last[column - 1] + (left != right)
            if last[column] < cost:
                cost = last[column] + 1
            if current[column - 1] < cost:
                cost = current[column - 1] + 1
            if row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            current[column] = cost
        if min(current) > bound:
            return bound + 1
        before, last = last, current
    return last[-1]
