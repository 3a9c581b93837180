"""Says which common slip makes a text not JSON.

The scanner knows only that it cannot go on; here the characters at that place are looked at, to tell the
author what was probably meant and what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from qcdc_rules.frozen import frozen
from qcdc_rules.source.nodes import Spot

_WORD = re.compile(r"[^\W\d][\w-]*")
_NUMBER_LIKE = re.compile(r"[+\-.]?[0-9][\w.+-]*|[+.-]")
_NAN = re.compile(r"[+-]?(?:NaN|Infinity|inf|nan)\b", re.IGNORECASE)
_LITERALS = {"true": "true", "false": "false", "null": "null", "none": "null", "undefined": "null"}
_STRING_BODY = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+')
_ODD_QUOTES = "“”„«»‘’‚′″"
_CLOSING = {"{": "}", "[": "]"}
_LONGEST = 40


@frozen
class Trouble:
    """The code of a trouble, what its sentence names, and its place where that is not simply here."""

    code: str
    parts: Mapping[str, object] = MappingProxyType({})
    length: int = 1
    spot: Spot | None = None


def bad_value(text: str, index: int, opened: Spot | None, after_comma: bool = False) -> Trouble:
    """Why no value begins at `index`, inside the bracket at `opened`."""
    char = text[index : index + 1]
    if not char and opened is not None:
        return _unclosed(_bracket(text, opened), opened)
    if after_comma and char in ("}", "]"):
        return Trouble("json-trailing-comma", {"found": char})
    if char == ",":
        return Trouble("json-extra-comma")
    found = _NAN.match(text, index)
    if found is not None:
        return Trouble("json-nan", {"found": found[0]}, len(found[0]))
    found = _NUMBER_LIKE.match(text, index)
    if found is not None:
        shown = _short(found[0])
        return Trouble("json-number", {"found": shown, "bare": shown}, len(found[0]))
    return _common(text, index) or _unexpected(text, index, "một giá trị", "a value")


def bad_key(text: str, index: int, opened: Spot) -> Trouble:
    """Why no field name begins at `index`, inside the `{` at `opened`."""
    char = text[index : index + 1]
    if not char:
        return _unclosed("{", opened)
    if char == ",":
        return Trouble("json-extra-comma")
    return _common(text, index) or _unexpected(text, index, 'tên trường trong ngoặc kép "…"', "a quoted name")


def bad_next(text: str, index: int, opened: Spot | None = None, after_key: bool = False) -> Trouble:
    """Why what stands at `index` cannot follow a complete value (or a field name, `after_key`)."""
    char = text[index : index + 1]
    if char in ("/", "#"):
        return Trouble("json-comment", {"found": char})
    if opened is None:
        return Trouble("json-after-end", {"found": _shown(text, index)})
    bracket = _bracket(text, opened)
    if not char:
        return _unclosed(bracket, opened)
    if after_key:
        return Trouble("json-missing-colon", {"found": _shown(text, index)})
    if char in ("}", "]"):
        closing = _CLOSING[bracket]
        parts: dict[str, object] = {"opened": bracket, "line": opened.line, "found": char, "closing": closing}
        return Trouble("json-mismatch", parts)
    return Trouble("json-missing-comma", {"found": _shown(text, index)})


def bad_string(text: str, index: int) -> Trouble:
    """Why the string that begins at `index` cannot be read."""
    body = _STRING_BODY.match(text, index)
    stop = index + 1 if body is None else body.end()
    char = text[stop : stop + 1]
    if char in ("", "\n"):
        return Trouble("json-unclosed-string", length=stop - index)
    if char == "\\":
        return Trouble("json-escape", {"found": _short(text[stop : stop + 2].strip())}, stop - index)
    return Trouble("json-control-character", {"found": ord(char)}, stop - index)


def _common(text: str, index: int) -> Trouble | None:
    """The slips that are the same for names and values: quotes, comments, words without quotes."""
    char = text[index : index + 1]
    if char == "'":
        return Trouble("json-single-quote")
    if char and char in _ODD_QUOTES:
        return Trouble("json-odd-quote", {"found": char})
    if char in ("/", "#"):
        return Trouble("json-comment", {"found": char})
    found = _WORD.match(text, index)
    if found is None:
        return None
    right = _LITERALS.get(found[0].lower())
    if right is not None and right != found[0]:
        return Trouble("json-literal", {"found": found[0], "right": right}, len(found[0]))
    return Trouble("json-unquoted", {"bare": _short(found[0])}, len(found[0]))


def _unclosed(bracket: str, opened: Spot) -> Trouble:
    return Trouble("json-unclosed", {"opened": bracket, "closing": _CLOSING[bracket]}, spot=opened)


def _unexpected(text: str, index: int, wanted_vi: str, wanted_en: str) -> Trouble:
    parts: dict[str, object] = {"found": _shown(text, index), "wanted_vi": wanted_vi, "wanted_en": wanted_en}
    return Trouble("json-unexpected", parts)


def _bracket(text: str, opened: Spot) -> str:
    """The bracket that stands at `opened`."""
    line = text.split("\n", opened.line)[opened.line - 1]
    return line[opened.column - 1]


def _shown(text: str, index: int) -> str:
    """What stands at `index`, for a sentence."""
    piece = text[index : index + _LONGEST + 1].split("\n", 1)[0].strip()
    return f"“{_short(piece)}”" if piece else f"U+{ord(text[index]):04X}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
