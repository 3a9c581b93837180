"""Texts compared as names: Hòa and Hoà are one name, whichever vowel carries the tone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = re.compile(r"[^\W\d_]+")


def same_text(one: str, other: str) -> bool:
    return one == other or _toneless_order(one) == _toneless_order(other)


@lru_cache(maxsize=8192)
def _toneless_order(text: str) -> str:
    """Every syllable with its tone moved behind it, so that the place of the tone no longer matters."""
    return _LETTERS.sub(lambda found: _moved(found[0]), unicodedata.normalize("NFC", " ".join(text.split())))


def _moved(syllable: str) -> str:
    apart = unicodedata.normalize("NFD", syllable)
    letters = "".join(mark for mark in apart if mark not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(mark for mark in apart if mark in _TONES)
