"""Recognises text in the Vietnamese encodings that came before Unicode.

Offices still hold files in TCVN3 (the .VnTime fonts), VNI and Windows-1258. Such a file is not read (a wrong
guess would falsify names), but its author is told which encoding it seems to be. The guess rests on the
language: read with the right table, the words are Vietnamese syllables; with a wrong one, hardly any are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from qcdc_rules.frozen import frozen

_SAMPLE_BYTES = 64 * 1024
_SAMPLE_WORDS = 300
_LIKELY = 0.7

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_LETTERS = dict(zip("ñôöíìæóòîÑÔÖÍÌÆÓÒÎ", "đơưíìỉĩịỵĐƠƯÍÌỈĨỊỴ", strict=True))
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _ROOF, _BREVE = "\u0300\u0301\u0309\u0303\u0323\u0302\u0306"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _ROOF, "à": _ROOF + _GRAVE, "á": _ROOF + _ACUTE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE,
    "ä": _ROOF + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_PAIR = re.compile("([aeouyôö])([øùûõïâàáåãäêèéúüë])", re.IGNORECASE)

_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_TONES = re.compile(f"[{_GRAVE}{_ACUTE}{_HOOK}{_TILDE}{_DOT}]")
_SYLLABLE = re.compile(
    "(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    "(?:uy[aêu]|[iy]êu|o[ae][oiy]|uây|ươ[iu]|uôi|[aâeêiouưy]u|[aoôơuư]i|[aâu]y|[aeo]o|"
    "i[aê]|o[aăe]|oo|u[aâêôơ]|ư[aơ]|y[aê]|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnpt])?"
)


@frozen
class Guess:
    """The encoding that a file seems to be in, and a word of it, read so."""

    code: str
    name: str
    sample: str


def _read_tcvn3(word: bytes) -> str:
    return "".join(_TCVN3.get(char, char) for char in word.decode("latin-1"))


def _read_vni(word: bytes) -> str:
    def accented(pair: re.Match[str]) -> str:
        base = _VNI_LETTERS.get(pair[1], pair[1])
        return base + _VNI_MARKS[pair[2].lower()]

    marked = _VNI_PAIR.sub(accented, word.decode("latin-1"))
    return "".join(_VNI_LETTERS.get(char, char) for char in marked)


def _read_cp1258(word: bytes) -> str:
    return word.decode("cp1258", errors="replace")


_READERS: tuple[tuple[str, str, Callable[[bytes], str]], ...] = (
    ("encoding-tcvn3", "TCVN3 (ABC)", _read_tcvn3),
    ("encoding-vni", "VNI", _read_vni),
    ("encoding-cp1258", "Windows-1258 (CP1258)", _read_cp1258),
)


def guess_encoding(data: bytes) -> Guess | None:
    """The old Vietnamese encoding that `data` seems to be in, or None when none is likely."""
    words = [found[0] for found in _WORD.finditer(data[:_SAMPLE_BYTES])][:_SAMPLE_WORDS]
    best: tuple[float, Guess] | None = None
    for code, name, read in _READERS:
        syllables = [syllable for word in words if (syllable := _syllable(read(word)))]
        share = len(syllables) / len(words) if words else 0.0
        if share >= _LIKELY and (best is None or share > best[0]):
            best = (share, Guess(code, name, syllables[0]))
    return None if best is None else best[1]


def _syllable(word: str) -> str | None:
    """`word` in NFC if it can be a Vietnamese syllable, else None."""
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word))
    if tones > 1 or not _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare).lower()):
        return None
    return unicodedata.normalize("NFC", word)
