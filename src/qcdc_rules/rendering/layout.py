"""Lines for a terminal: text from files made harmless, wrapped at a width, with hanging indents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from qcdc_rules.rendering.style import Style

NARROWEST, WIDEST = 40, 120
PLAIN_WIDTH = 100
"""Where no terminal tells its width."""

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t\n]+")
Paint = Callable[[str], str]


def clean(text: str) -> str:
    """One line of text without anything that a terminal would obey: controls and reversals of direction."""
    return _UNSAFE.sub("�", text).replace("\n", " ").replace("\t", " ")


class Layout:
    """Wraps paragraphs; colours each printed line by itself, so that wrapping never splits an escape."""

    def __init__(self, style: Style, width: int) -> None:
        self.style = style
        self._width = min(max(width, NARROWEST), WIDEST)

    def put(
        self,
        text: str,
        indent: int = 0,
        mark: str = "",
        hang: int = 2,
        paint: Paint | None = None,
        paint_mark: Paint | None = None,
    ) -> Iterator[str]:
        """A paragraph: `mark` before its first line, further lines indented by `hang` more."""
        head = f"{clean(mark)} " if mark else ""
        later = " " * (indent + max(hang, len(head) if mark else 0))
        room = self._width - indent - len(head)
        for number, line in enumerate(_folded(clean(text), room, self._width - len(later))):
            shown = paint(line) if paint is not None else line
            if number:
                yield f"{later}{shown}"
            else:
                yield " " * indent + (paint_mark(head[:-1]) + " " if mark and paint_mark else head) + shown

    def excerpt(self, text: str, line: int, column: int, end: int) -> Iterator[str]:
        """A line of the file with the place in question underlined; long lines are cut around it."""
        room = self._width - 16  # the number, the bar and an ellipsis on either side
        start = max(column - 1, 0)
        shift = max(start - room // 2, 0) if len(text) > room else 0
        shown = clean(text[shift : shift + room])
        width = max(min((end or column + 1) - column, len(shown) - (start - shift)), 1)
        before, after = "…" if shift else "", "…" if len(text) > shift + room else ""
        yield self.style.dim(f"      {line:>4} │ {before}{shown}{after}")
        yield self.style.dim(f"           │ {' ' * (start - shift + len(before))}{'^' * width}")


def _folded(text: str, first: int, later: int) -> Iterator[str]:
    """The words of a text in lines of at most so many characters; a longer word has a line of its own."""
    line, room = "", first
    for word in _BLANKS.split(text.strip()):
        if line and len(line) + 1 + len(word) > room:
            yield line
            line, room = word, later
        else:
            line = f"{line} {word}" if line else word
    yield line
