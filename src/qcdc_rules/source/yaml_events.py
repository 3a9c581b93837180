"""The events of PyYAML's parser, with the parser's faults turned into refusals and its marks into spots."""

from __future__ import annotations

import yaml
from yaml.events import CollectionStartEvent, Event, ScalarEvent

from qcdc_rules.source.nodes import Node, Spot
from qcdc_rules.source.problems import Refusal
from qcdc_rules.source.yaml_words import YAML_WORDS

# The C parser is many times faster; both give the same events, and the tests hold them together.
FAST_PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
PURE_PARSER = yaml.BaseLoader


class Events:
    """The events of one text, one after the other."""

    __slots__ = ("_get", "_last", "_parser", "_text")

    def __init__(self, text: str, parser: type = FAST_PARSER) -> None:
        self._text = text
        self._parser = parser(text)
        self._get = self._parser.get_event
        self._last: ScalarEvent | None = None

    def next(self) -> Event:
        """The next event; a fault of the syntax becomes a refusal that says what is wrong."""
        try:
            event: Event = self._get()
        except yaml.YAMLError as error:
            # only a faulty file pays for the module that explains faults (10 ms)
            from qcdc_rules.source.yaml_trouble import Fault, Quoted, explained

            last = self._last
            quoted = Quoted(last.style, spot_of(last)) if last is not None and last.style in ("'", '"') else None
            raise explained(Fault.of(error), self._text, quoted) from None
        except (ValueError, OverflowError):
            # The pure parser, and it alone, lets a character code beyond Unicode fail in chr().
            mark = self._parser.get_mark()
            spot = Spot(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
            raise Refusal("yaml-escape", spot, YAML_WORDS["yaml-escape"]) from None
        if isinstance(event, ScalarEvent):
            self._last = event
        return event


def index_of(event: Event) -> int:
    """Where in the text `event` begins, in code points."""
    return event.start_mark.index if event.start_mark else 0


def end_of(event: Event) -> int:
    """Where in the text `event` ends, in code points."""
    return event.end_mark.index if event.end_mark else 0


def spot_of(event: Event) -> Spot:
    """The stretch that `event` covers; marks are 0-based, in code points with either parser."""
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return Spot(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def whole_of(start: CollectionStartEvent, end: Event, last: Node | None) -> Spot:
    """The spot of a collection: to its closing bracket, or in block style to the end of its last value.

    The parser ends a block where the next thing begins, perhaps many comment lines further down.
    """
    first, closing = spot_of(start), spot_of(end)
    if start.flow_style or last is None:
        return Spot(first.line, first.column, closing.end_line, closing.end_column)
    return Spot(first.line, first.column, last.spot.end_line, last.spot.end_column)
