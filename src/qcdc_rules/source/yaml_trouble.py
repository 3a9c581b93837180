"""Says which common slip makes a text not YAML.

The parser's own message names what its grammar expected, in English. The people who write reports need to
know what they did: a colon inside a text, a quote left open, a line out of step. So the kind of fault and the
lines around it are looked at here, from the most telling sign to the least.
"""

from __future__ import annotations

import re

import yaml

from qcdc_rules.frozen import frozen
from qcdc_rules.source.nodes import Spot
from qcdc_rules.source.problems import Refusal
from qcdc_rules.source.yaml_lines import (
    char_at,
    indent_of,
    line_above,
    line_of,
    open_bracket,
    quoted,
    shortened,
    without_comment,
)
from qcdc_rules.source.yaml_words import YAML_WORDS

_ODD = "\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
_ODD_SPACE = re.compile(f"^[ ]*(?:-[ ]*)?([{_ODD}])|[:-]([{_ODD}])|^[^:]*([{_ODD}]):")
_KEYED = re.compile(r"(?P<key>[ ]*(?:-[ ]+)*[^\s:#\-][^:]*?):[ ]+(?P<value>\S.*)")
_GLUED = re.compile(r"(?P<key>[ ]*(?:-[ ]+)*[A-Za-z_][\w-]*):(?P<value>[^\s/].*)")
_GLUED_DASH = re.compile(r"(?P<key>[ ]*)-(?P<value>[^\s\-].*)")
_LONGEST_KEY = 1024
_CLOSING = {"[": "]", "{": "}"}


@frozen
class Fault:
    """What the parser said: two phrases and two places (0-based), each possibly empty."""

    problem: str
    context: str
    line: int
    column: int
    began_line: int
    began_column: int

    @classmethod
    def of(cls, error: yaml.YAMLError) -> Fault:
        """The fault in `error`; one without a place is put at the start of the file."""
        if not isinstance(error, yaml.MarkedYAMLError):
            return cls("", "", 0, 0, 0, 0)
        here = error.problem_mark or error.context_mark
        began = error.context_mark or here
        if here is None or began is None:
            return cls(error.problem or "", error.context or "", 0, 0, 0, 0)
        return cls(error.problem or "", error.context or "", here.line, here.column, began.line, began.column)


@frozen
class Quoted:
    """A quoted value that the parser took to be complete: its quote and its place."""

    mark: str
    spot: Spot


def explained(fault: Fault, text: str, last: Quoted | None) -> Refusal:
    """The refusal that says what is wrong; `last` is the scalar just before the fault, if quoted."""
    lines = text.split("\n")
    for look in _LOOKS:
        refusal = look(fault, lines, last)
        if refusal is not None:
            return refusal
    return _refusal("yaml-syntax", fault.line, fault.column)


def _odd_space(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    """A space that is not one, where YAML needs a real one: here or on the line before."""
    for number in (fault.line, fault.began_line, line_above(lines, fault.line)):
        found = _ODD_SPACE.search(line_of(lines, number))
        if found is not None:
            at = max(found.start(group) for group in (1, 2, 3))
            return _refusal("yaml-odd-space", number, at, found=f"{ord(lines[number][at]):04X}")
    return None


def _tab(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    for number in (fault.line, fault.began_line):
        line = line_of(lines, number)
        blanks = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in blanks:
            return _refusal("yaml-tab", number, blanks.index("\t"))
    if "tab" in fault.problem or char_at(lines, fault.line, fault.column) == "\t":
        return _refusal("yaml-tab", fault.line, fault.column)
    return None


def _quote(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    """A quote left open: up to the end of the file, or up to the next quote some lines below."""
    if "scanning a quoted scalar" in fault.context and "found unexpected" in fault.problem:
        mark = line_of(lines, fault.began_line)[fault.began_column :][:1]
        return _refusal("yaml-unclosed-quote", fault.began_line, fault.began_column, found=mark)
    if last is not None:
        spot = last.spot
        if spot.line < spot.end_line <= fault.line + 1 <= spot.end_line + 1:
            return _refusal("yaml-unclosed-quote", spot.line - 1, spot.column - 1, found=last.mark)
    return None


def _escape(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    if "quoted scalar" not in fault.context and "quoted scalar" not in fault.problem:
        return None
    column = line_of(lines, fault.line).rfind("\\", 0, fault.column + 1)
    return _refusal("yaml-escape", fault.line, fault.column if column < 0 else column)


def _tag(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    if "directive" in fault.context or "incompatible" in fault.problem:
        return _refusal("yaml-directive", fault.line, 0)
    if "tag" in fault.context or "tag" in fault.problem:
        return _refusal("yaml-tag", fault.began_line, fault.began_column)
    return None


def _bracket(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    """A bracket left open, or a comma missing or too many inside one."""
    if "flow node" in fault.context and char_at(lines, fault.line, fault.column) == ",":
        return _refusal("yaml-extra-comma", fault.line, fault.column)
    if "flow node" in fault.context and not line_of(lines, fault.line)[fault.column :].strip():
        number, column = open_bracket(lines)
        return _unclosed(fault, lines, number, column)
    if "flow sequence" not in fault.context and "flow mapping" not in fault.context:
        return None
    return _unclosed(fault, lines, fault.began_line, fault.began_column)


def _unclosed(fault: Fault, lines: list[str], number: int, column: int) -> Refusal | None:
    opened = char_at(lines, number, column)
    closing = _CLOSING.get(opened)
    if closing is None:
        return None
    parts = {"found": opened, "closing": closing, "line": fault.line + 1, "column": fault.column + 1}
    return _refusal("yaml-unclosed-bracket", number, column, **parts)


def _start(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    """A value that begins with a character that means something else to YAML."""
    if "sequence entries are not allowed" in fault.problem:
        return _refusal("yaml-list-inline", fault.line, fault.column)
    in_sign = any(word in fault.context for word in ("anchor", "alias", "block scalar"))
    number, column = (fault.began_line, fault.began_column) if in_sign else (fault.line, fault.column)
    keys_not_allowed = "mapping keys are not allowed" in fault.problem
    if (
        not in_sign
        and not keys_not_allowed
        and not any(phrase in fault.problem for phrase in ("cannot start any token", "node content"))
    ):
        return None
    rest = line_of(lines, number)[column:]
    if not rest:
        return None
    fix = shortened(line_of(lines, number)[:column].lstrip() + quoted(rest))
    return _refusal("yaml-special-start", number, column, found=rest[0], fix=fix)


def _colon(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    """A colon where none may stand: in a text, below a value, or after a line without one."""
    if "mapping values are not allowed" not in fault.problem:
        return None
    line = line_of(lines, fault.line)
    keyed = _KEYED.match(line)
    if keyed is not None and keyed.end("key") < fault.column:
        fix = f"{keyed['key'].strip()}: {quoted(keyed['value'])}"
        return _refusal("yaml-colon-in-text", fault.line, fault.column, fix=shortened(fix))
    dash = _GLUED_DASH.match(line)
    if dash is not None:
        return _missing_space(fault.line, dash, "-", " ")
    if fault.column - indent_of(line) >= _LONGEST_KEY:
        return _refusal("yaml-key-too-long", fault.line, indent_of(line))
    above = line_above(lines, fault.line)
    if above < 0:
        return None
    if _KEYED.match(lines[above]) and indent_of(line) > indent_of(lines[above]):
        return _refusal("yaml-indentation/deeper", fault.line, indent_of(line), line=above + 1)
    return _without_colon(above, lines)


def _simple_key(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    if "expected ':'" not in fault.problem:
        return None
    return _without_colon(fault.began_line, lines)


def _out_of_step(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    """A line that belongs to no block above it, or text behind a closed value."""
    in_list = "block collection" in fault.context or "block sequence" in fault.context
    if not in_list and "block mapping" not in fault.context:
        return None
    line = line_of(lines, fault.line)
    before = line[: fault.column].rstrip()
    if before:
        keyed = _KEYED.match(line)
        whole = f"{keyed['key'].strip()}: {quoted(keyed['value'])}" if keyed else quoted(line.strip())
        found = before[-1]
        return _refusal("yaml-text-after-value", fault.line, fault.column, found=found, fix=shortened(whole))
    dash = _GLUED_DASH.match(line)
    if dash is not None:
        return _missing_space(fault.line, dash, "-", " ")
    if line.lstrip().startswith(":"):
        return _refusal("yaml-empty-key", fault.line, fault.column)
    code = "yaml-indentation/list" if in_list else "yaml-indentation"
    if not in_list and fault.column == fault.began_column:
        code = "yaml-indentation/dash" if line.lstrip().startswith("- ") else "yaml-syntax"
    parts = {"found": fault.column, "line": fault.began_line + 1, "wanted": fault.began_column}
    return _refusal(code, fault.line, fault.column, **parts)


def _document(fault: Fault, lines: list[str], last: Quoted | None) -> Refusal | None:
    if "document start" not in fault.problem:
        return None
    return _refusal("yaml-several-documents", fault.line, fault.column)


_LOOKS = (
    _odd_space, _tab, _quote, _escape, _tag, _bracket, _start, _colon, _simple_key, _out_of_step, _document
)  # fmt: skip


def _without_colon(number: int, lines: list[str]) -> Refusal:
    """The refusal of a line that should be `name: value` and has no colon, or none followed by a space."""
    line = line_of(lines, number)
    glued = _GLUED.match(line)
    if glued is not None:
        return _missing_space(number, glued, ":", ": ")
    word = without_comment(line).strip().removeprefix("- ")
    column = line.find(word) if word else 0
    name, _, rest = word.partition(" ")
    fix = f"{name}: {rest}" if rest else f"{name}:"
    return _refusal("yaml-missing-colon", number, column, fix=shortened(fix))


def _missing_space(number: int, found: re.Match[str], sign: str, joint: str) -> Refusal:
    left = f"{found['key']}-" if sign == "-" else found["key"]
    fix = shortened(left.strip() + joint + found["value"])
    return _refusal("yaml-missing-space", number, found.end("key"), found=sign, fix=fix)


def _refusal(sentence: str, line: int, column: int, /, **parts: object) -> Refusal:
    """The refusal of 0-based `line` and `column`; `sentence` is a code, with a variant after a slash."""
    words = YAML_WORDS[sentence]
    spot = Spot(line + 1, column + 1, line + 1, column + 2)
    return Refusal(sentence.partition("/")[0], spot, words.filled(**parts) if parts else words)
