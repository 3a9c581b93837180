"""Vietnamese names written in two ways are one name.

The tone mark of a syllable stands on either vowel of `oa`, `oe`, `uy` and the like, by the older or the
newer school: Hòa and Hoà, khỏe and khoẻ, Thúy and Thuý. A syllable has one tone, so its place carries no
meaning, and no two different names become equal here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Grave, acute, tilde, hook above, dot below: the five written tones. Circumflex, breve and horn make
# another letter and stay where they are.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTER_MARKS = "\u0302\u0306\u031b"
_VOWELS = re.compile(f"(?:[aeiouyAEIOUY][{_TONES}{_LETTER_MARKS}]*)+")
_FIRST_VOWEL = re.compile(f"[aeiouyAEIOUY][{_LETTER_MARKS}]*")
_ANY_TONE = re.compile(f"[{_TONES}]")


@lru_cache(maxsize=8192)  # the same few words are compared again and again
def fold_name(text: str) -> str:
    """The key under which names are compared: NFC, single spaces, the tone on the first vowel.

    Upper and lower case stay different. The key is for comparing, not for showing: `Hoàn` gives `Hòan`.
    """
    if text.isascii() and " " not in text:
        return text.strip()
    decomposed = unicodedata.normalize("NFD", " ".join(text.split()))
    return unicodedata.normalize("NFC", _VOWELS.sub(_tone_first, decomposed))


def same_name(a: str, b: str) -> bool:
    """Whether two texts are the same name, whichever vowel bears the tone."""
    return fold_name(a) == fold_name(b)


def _tone_first(vowels: re.Match[str]) -> str:
    """The vowels of one syllable with their tone mark moved to the first of them."""
    written = vowels[0]
    tones = _ANY_TONE.findall(written)
    if len(tones) != 1:  # no tone, or not a Vietnamese syllable
        return written
    return _FIRST_VOWEL.sub(lambda first: first[0] + tones[0], _ANY_TONE.sub("", written), count=1)
