"""Reads YAML into the located tree, from the events of PyYAML's parser.

No constructor and no resolver takes part: every scalar stays the text that was written, so that `010`,
`12:30`, `yes` and `31/12/2024` reach the schema as they stand. What makes YAML dangerous or ambiguous (tags,
merge keys, cycles, bombs, repeated keys, several documents) is refused or bounded here.
"""

from __future__ import annotations

import re

from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from qcdc_rules.frozen import frozen
from qcdc_rules.source.limits import (
    EMPTY,
    MAX_ALIASES,
    MAX_DEPTH,
    MAX_EXPANDED,
    MAX_NODES,
    TOO_DEEP,
    TOO_MANY_ALIASES,
    TOO_MANY_NODES,
    TOO_MUCH_EXPANDED,
)
from qcdc_rules.source.nodes import Entry, Form, Listing, Node, Scalar, Spot, Table
from qcdc_rules.source.problems import Collector, Problem, Refusal
from qcdc_rules.source.text import in_nfc
from qcdc_rules.source.yaml_events import Events, end_of, index_of, spot_of, whole_of
from qcdc_rules.source.yaml_lines import shortened
from qcdc_rules.source.yaml_text import check_end, check_start
from qcdc_rules.source.yaml_words import YAML_WORDS

_FORMS: dict[str | None, Form] = {"'": "quoted", '"': "quoted", "|": "block", ">": "block"}
_NULLS = frozenset(("", "~", "null"))
_ODD_IN_KEY = re.compile("[\u00a0\u00ad\u1680\u2000-\u200f\u202f\u205f-\u2064\u3000\ufeff]")
_QUESTION = re.compile(r"(?:\A|[\s\[{,])\?[ \t\n]\Z")
"""The sign of a complex key: a question mark of its own, not the end of a question."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_yaml(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """What the YAML `text` says, or None when it cannot be read; with all problems, in order."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    notes = Collector(file)
    try:
        check_start(text)
        return _Composer(text, notes).document(), notes.problems()
    except Refusal as refusal:
        notes.add(refusal.code, refusal.spot, refusal.words)
        return None, notes.problems()


@frozen
class _Anchored:
    """A part that may be used again: how many nodes it holds, expanded, and how many levels."""

    node: Node
    size: int
    height: int
    line: int


class _Composer:
    """Builds the tree of one text from its events, by recursion as deep as the depth limit allows."""

    __slots__ = (
        "_aliases", "_anchors", "_deepest", "_expanded", "_has_question", "_next", "_nodes", "_notes",
        "_open", "_text",
    )  # fmt: skip

    def __init__(self, text: str, notes: Collector) -> None:
        self._text = text
        self._notes = notes
        self._next = Events(text).next
        self._nodes = 0
        self._expanded = 0
        self._aliases = 0
        self._deepest = 0
        self._anchors: dict[str, _Anchored] = {}
        self._open: dict[str, int] = {}
        self._has_question = "? " in text or "?\n" in text or "?\t" in text

    def document(self) -> Node:
        """The one document of the text."""
        self._next()
        if isinstance(self._next(), StreamEndEvent):
            raise Refusal("empty", Spot(1, 1, 1, 1), EMPTY)
        root = self._node(self._next(), 0)
        end = self._next()
        if isinstance(end, DocumentEndEvent):
            check_end(self._text, end_of(end), bool(end.explicit))
        if isinstance(root, Scalar) and root.form == "null":
            raise Refusal("empty", Spot(1, 1, 1, 1), EMPTY)
        return root

    def _node(self, event: Event, depth: int) -> Node:
        """The node that `event` begins, inside `depth` collections."""
        if isinstance(event, ScalarEvent):
            if event.anchor is None:
                return self._scalar(event)
        elif isinstance(event, AliasEvent):
            return self._alias(event, depth)
        assert isinstance(event, CollectionStartEvent | ScalarEvent)
        if event.anchor is not None:
            return self._anchored(event, event.anchor, depth)
        return self._plain(event, depth)

    def _plain(self, event: CollectionStartEvent | ScalarEvent, depth: int) -> Node:
        """The node that `event` begins, its anchor left aside."""
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        return self._collection(event, depth)

    def _scalar(self, event: ScalarEvent) -> Scalar:
        self._count(event)
        text = event.value
        form = _FORMS.get(event.style, "plain")
        if form == "plain":
            if text in _NULLS:
                return Scalar("", "null", spot_of(event))
        elif not text.isascii():
            text = self._clean(text, event)
        return Scalar(text, form, spot_of(event))

    def _clean(self, text: str, event: ScalarEvent) -> str:
        """A quoted text in NFC: its escapes may spell what the file as a whole may not hold."""
        if _SURROGATE.search(text):
            raise Refusal("yaml-escape", spot_of(event), YAML_WORDS["yaml-escape"])
        return in_nfc(text)

    def _collection(self, event: CollectionStartEvent, depth: int) -> Node:
        self._count(event)
        depth += 1
        if depth > MAX_DEPTH:
            raise Refusal("too-deep", spot_of(event), TOO_DEEP)
        self._deepest = max(self._deepest, depth)
        if isinstance(event, MappingStartEvent):
            return self._table(event, depth)
        return self._listing(event, depth)

    def _table(self, start: MappingStartEvent, depth: int) -> Table:
        entries: list[Entry] = []
        lines: dict[str, int] = {}
        last: Node | None = None
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._node(event, depth)
            last = self._node(self._next(), depth)
            if not isinstance(key, Scalar) or isinstance(event, AliasEvent):
                self._note("yaml-complex-key", event)
            elif self._is_name(key, last, event):
                first = lines.get(key.text)
                if first is None:
                    lines[key.text] = key.spot.line
                    entries.append(Entry(key, last))
                else:
                    self._note("yaml-duplicate-key", event, found=shortened(key.text), line=first)
        return Table(tuple(entries), whole_of(start, event, last))

    def _is_name(self, key: Scalar, value: Node, event: Event) -> bool:
        """Whether `key` can name a field; says so when it cannot."""
        text = key.text
        if key.form == "null":
            self._note("yaml-empty-key", event)
            return False
        if text == "<<" and key.form == "plain":
            self._note("yaml-merge-key", event)
            return False
        if not text.isascii():
            odd = _ODD_IN_KEY.search(text)
            if odd is not None:
                self._note("yaml-odd-space", event, found=f"{ord(odd[0]):04X}")
                return False
        if ":" in text and key.form == "plain" and isinstance(value, Scalar) and value.form == "null":
            # In `{name:value}` the missing space makes one long name without a value.
            name, _, rest = text.partition(":")
            self._note("yaml-missing-space", event, found=":", fix=shortened(f"{name}: {rest}"))
            return False
        at = index_of(event)
        if self._has_question and _QUESTION.search(self._text[max(0, at - 3) : at]):
            self._note("yaml-complex-key", event)
        return True

    def _listing(self, start: CollectionStartEvent, depth: int) -> Listing:
        items: list[Node] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._node(event, depth))
        return Listing(tuple(items), whole_of(start, event, items[-1] if items else None))

    def _anchored(self, event: CollectionStartEvent | ScalarEvent, name: str, depth: int) -> Node:
        """A node with a name, kept for the aliases that follow it."""
        line = spot_of(event).line
        known = self._anchors.get(name)
        earlier = self._open.get(name) if known is None else known.line
        if earlier is not None:
            self._note("yaml-duplicate-anchor", event, found=name, line=earlier)
        before, deepest = self._nodes + self._expanded, self._deepest
        self._deepest = depth
        self._open[name] = line
        node = self._plain(event, depth)
        self._open.pop(name, None)
        size, height = self._nodes + self._expanded - before, self._deepest - depth
        self._deepest = max(deepest, self._deepest)
        if earlier is None:
            self._anchors[name] = _Anchored(node, size, height, line)
        return node

    def _alias(self, event: AliasEvent, depth: int) -> Node:
        """The node that an alias names; what it would expand to counts as if it were written out."""
        spot = spot_of(event)
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise Refusal("yaml-too-many-aliases", spot, TOO_MANY_ALIASES)
        name = event.anchor or ""
        if name in self._open:
            raise Refusal("yaml-cycle", spot, YAML_WORDS["yaml-cycle"].filled(found=name))
        known = self._anchors.get(name)
        if known is None:
            raise Refusal("yaml-unknown-alias", spot, YAML_WORDS["yaml-unknown-alias"].filled(found=name))
        self._expanded += known.size
        if self._expanded > MAX_EXPANDED:
            raise Refusal("yaml-expansion", spot, TOO_MUCH_EXPANDED)
        self._deepest = max(self._deepest, depth + known.height)
        if self._deepest > MAX_DEPTH:
            raise Refusal("too-deep", spot, TOO_DEEP)
        return known.node

    def _count(self, event: CollectionStartEvent | ScalarEvent) -> None:
        """Count a node against the limit, and note its tag if it has one."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Refusal("too-many-nodes", spot_of(event), TOO_MANY_NODES)
        if event.tag is not None:
            self._note("yaml-tag", event)

    def _note(self, code: str, event: Event, **parts: object) -> None:
        words = YAML_WORDS[code]
        self._notes.add(code, spot_of(event), words.filled(**parts) if parts else words)
