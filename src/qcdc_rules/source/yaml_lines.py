"""Small looks at the lines of a YAML text, for the sentences about what is wrong with them."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"\s+#.*$")
_BRACKET = re.compile(r"[\[\]{}]")
_LONGEST = 90


def line_of(lines: list[str], number: int) -> str:
    """The 0-based line, "" beyond the text."""
    return lines[number] if 0 <= number < len(lines) else ""


def char_at(lines: list[str], number: int, column: int) -> str:
    """The character at a 0-based place, "" beyond the line."""
    return line_of(lines, number)[column:][:1]


def line_above(lines: list[str], number: int) -> int:
    """The nearest line above that is neither blank nor a comment, or -1."""
    for candidate in range(min(number, len(lines)) - 1, -1, -1):
        kept = lines[candidate].strip()
        if kept and not kept.startswith("#"):
            return candidate
    return -1


def open_bracket(lines: list[str]) -> tuple[int, int]:
    """Where the last bracket stands that is opened and not closed after; (-1, 0) if there is none."""
    closed = 0
    for number in range(len(lines) - 1, -1, -1):
        if not lines[number]:
            continue
        for found in reversed(list(_BRACKET.finditer(lines[number]))):
            closed += 1 if found[0] in "]}" else -1
            if closed < 0:
                return number, found.start()
    return -1, 0


def indent_of(line: str) -> int:
    """How many spaces the line begins with."""
    return len(line) - len(line.lstrip(" "))


def without_comment(line: str) -> str:
    """The line without a comment at its end."""
    return _COMMENT.sub("", line).rstrip()


def quoted(value: str) -> str:
    """`value` as it should be written: in double quotes, or in single ones when it holds double ones."""
    value = without_comment(value)
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def shortened(text: str) -> str:
    """`text`, cut where a sentence would become unreadable."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
