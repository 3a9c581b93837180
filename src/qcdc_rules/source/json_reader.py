"""Reads JSON (RFC 8259, nothing more) into the located tree.

Its own scanner, because the standard one gives no positions, accepts NaN, drops repeated keys silently and
turns numbers into floats. It runs in linear time; nesting is bounded. Numbers stay text.
"""

from __future__ import annotations

import re

from qcdc_rules.source.json_trouble import Trouble, bad_key, bad_next, bad_string, bad_value
from qcdc_rules.source.json_words import JSON_WORDS
from qcdc_rules.source.limits import EMPTY, MAX_DEPTH, MAX_NODES, TOO_DEEP, TOO_MANY_NODES
from qcdc_rules.source.nodes import Entry, Form, Listing, Node, Scalar, Spot, Table
from qcdc_rules.source.problems import Collector, Problem, Refusal
from qcdc_rules.source.text import in_nfc, spot_at

_SPACE = re.compile(r"[ \t\n]*+")
_BLANKS = frozenset((" ", "\t", "\n"))
_STRING = re.compile(r'"[^"\\\x00-\x1f]*+"')
_ESCAPED = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+"')
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+(?![0-9A-Za-z_.+-])")
_LITERAL = re.compile(r"(?:true|false|null)(?!\w)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_LITERAL_FORMS: dict[str, Form] = {"true": "true", "false": "false", "null": "null"}


def read_json(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """What the JSON `text` says, or None when it cannot be read; with all problems, in order."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    notes = Collector(file)
    try:
        return _Scanner(text, notes).document(), notes.problems()
    except Refusal as refusal:
        notes.add(refusal.code, refusal.spot, refusal.words)
        return None, notes.problems()


class _Scanner:
    """One pass over one text. Line breaks occur only between tokens, so lines are counted there."""

    __slots__ = ("_index", "_line", "_line_start", "_nodes", "_notes", "_text")

    def __init__(self, text: str, notes: Collector) -> None:
        self._text = text
        self._notes = notes
        self._index = 0
        self._line = 1
        self._line_start = 0
        self._nodes = 0

    def document(self) -> Node:
        """The one value of the text."""
        found = _SURROGATE.search(self._text)
        if found is not None:
            spot = spot_at(self._text, found.start())
            raise Refusal("json-lone-surrogate", spot, JSON_WORDS["json-lone-surrogate"])
        if not self._skip():
            raise Refusal("empty", Spot(1, 1, 1, 1), EMPTY)
        node = self._value(1, None)
        if self._skip():
            raise self._refused(bad_next(self._text, self._index))
        return node

    def _value(self, depth: int, opened: Spot | None) -> Node:
        """The value that begins here, inside the bracket at `opened`; a collection has depth `depth`."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Refusal("too-many-nodes", self._spot(1), TOO_MANY_NODES)
        char = self._text[self._index : self._index + 1]
        if char == '"':
            return self._string()
        if char == "{":
            return self._table(depth)
        if char == "[":
            return self._listing(depth)
        found = _NUMBER.match(self._text, self._index)
        if found is not None:
            return self._taken(found, "number")
        found = _LITERAL.match(self._text, self._index)
        if found is not None:
            return self._taken(found, _LITERAL_FORMS[found[0]])
        raise self._refused(bad_value(self._text, self._index, opened))

    def _taken(self, found: re.Match[str], form: Form) -> Scalar:
        start, end = self._index, found.end()
        self._index = end
        column = start - self._line_start + 1
        spot = Spot(self._line, column, self._line, column + end - start)
        return Scalar("" if form == "null" else found[0], form, spot)

    def _string(self) -> Scalar:
        start = self._index
        found = _STRING.match(self._text, start)
        escaped = found is None
        if found is None:
            found = _ESCAPED.match(self._text, start)
            if found is None:
                raise self._refused(bad_string(self._text, start))
        self._index = end = found.end()
        column = start - self._line_start + 1
        spot = Spot(self._line, column, self._line, column + end - start)
        raw = self._text[start + 1 : end - 1]
        return Scalar(self._unescaped(raw, spot) if escaped else raw, "string", spot)

    def _unescaped(self, raw: str, spot: Spot) -> str:
        """`raw` with its escapes resolved, in NFC; half characters are reported and replaced."""
        units = _ESCAPE.sub(_character, raw).encode("utf-16-le", "surrogatepass")
        try:
            return in_nfc(units.decode("utf-16-le"))
        except UnicodeDecodeError:
            self._notes.add("json-lone-surrogate", spot, JSON_WORDS["json-lone-surrogate"])
            return units.decode("utf-16-le", "replace")

    def _table(self, depth: int) -> Table:
        opened = self._open(depth)
        entries: list[Entry] = []
        lines: dict[str, int] = {}
        if self._skip() != "}":
            while True:
                if self._skip() != '"':
                    raise self._refused(bad_key(self._text, self._index, opened))
                key = self._string()
                if self._skip() != ":":
                    raise self._refused(bad_next(self._text, self._index, opened, after_key=True))
                self._index += 1
                self._skip()
                value = self._value(depth + 1, opened)
                first = lines.get(key.text)
                if first is None:
                    lines[key.text] = key.spot.line
                    entries.append(Entry(key, value))
                else:
                    words = JSON_WORDS["json-duplicate-key"].filled(found=_short(key.text), line=first)
                    self._notes.add("json-duplicate-key", key.spot, words)
                if not self._more("}", opened):
                    break
        return Table(tuple(entries), self._closed(opened))

    def _listing(self, depth: int) -> Listing:
        opened = self._open(depth)
        items: list[Node] = []
        if self._skip() != "]":
            while True:
                self._skip()
                items.append(self._value(depth + 1, opened))
                if not self._more("]", opened):
                    break
        return Listing(tuple(items), self._closed(opened))

    def _open(self, depth: int) -> Spot:
        """Step over an opening bracket; its spot."""
        spot = self._spot(1)
        if depth > MAX_DEPTH:
            raise Refusal("too-deep", spot, TOO_DEEP)
        self._index += 1
        return spot

    def _more(self, closing: str, opened: Spot) -> bool:
        """Whether a comma, and so another item, follows; else the closing bracket stands here."""
        char = self._skip()
        if char == closing:
            return False
        if char != ",":
            raise self._refused(bad_next(self._text, self._index, opened))
        self._index += 1
        if self._skip() in ("}", "]"):
            raise self._refused(bad_value(self._text, self._index, opened, after_comma=True))
        return True

    def _closed(self, opened: Spot) -> Spot:
        """Step over the closing bracket; the spot of the whole."""
        self._index += 1
        return Spot(opened.line, opened.column, self._line, self._index - self._line_start + 1)

    def _skip(self) -> str:
        """Step over blanks and line breaks; the character that follows, "" at the end."""
        start = self._index
        char = self._text[start : start + 1]
        if char not in _BLANKS:
            return char
        found = _SPACE.match(self._text, start)
        self._index = end = start if found is None else found.end()
        breaks = self._text.count("\n", start, end)
        if breaks:
            self._line += breaks
            self._line_start = self._text.rfind("\n", start, end) + 1
        return self._text[end : end + 1]

    def _spot(self, length: int) -> Spot:
        column = self._index - self._line_start + 1
        return Spot(self._line, column, self._line, column + length)

    def _refused(self, trouble: Trouble) -> Refusal:
        words = JSON_WORDS[trouble.code].filled(**trouble.parts)
        return Refusal(trouble.code, trouble.spot or self._spot(trouble.length), words)


def _character(escape: re.Match[str]) -> str:
    digits, letter = escape[1], escape[2]
    return chr(int(digits, 16)) if digits else _LETTERS.get(letter, letter)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
