"""What is wrong with a file, and where: one located, bilingual sentence for each trouble.

A problem is a value, never an exception, so that one trouble does not hide the others. Its code is stable:
tests, documentation and other programs refer to it.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from qcdc_rules.frozen import frozen
from qcdc_rules.source.nodes import Spot
from qcdc_rules.source.words import Words

Severity: TypeAlias = Literal["error", "warning"]

# A hostile file may hold a million troubles; a person reads the first few.
MAX_PROBLEMS = 200

_TOO_MANY = Words(
    "Còn nhiều lỗi nữa, không liệt kê hết. Hãy sửa các lỗi đã nêu rồi kiểm tra lại.",
    "There are more problems than can be listed. Put right those listed, then check again.",
)


@frozen(order=True)
class Problem:
    """One trouble in one file; sorts by file and place."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    words: Words
    path: str = ""
    end_line: int = 0
    end_column: int = 0

    @classmethod
    def located(
        cls, file: str, spot: Spot, code: str, words: Words, severity: Severity = "error", path: str = ""
    ) -> Problem:
        """The problem `code` at `spot` of `file`; `path` is the place in the data, where it is known."""
        return cls(file, spot.line, spot.column, code, severity, words, path, spot.end_line, spot.end_column)


class Collector:
    """Gathers the problems of one file, up to a bound."""

    __slots__ = ("_file", "_problems")

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def add(self, code: str, spot: Spot, words: Words, severity: Severity = "error") -> None:
        """Note one problem; past the bound, only that there are more."""
        count = len(self._problems)
        if count < MAX_PROBLEMS:
            self._problems.append(Problem.located(self._file, spot, code, words, severity))
        elif count == MAX_PROBLEMS:
            self._problems.append(Problem.located(self._file, spot, "too-many-problems", _TOO_MANY))

    def problems(self) -> list[Problem]:
        """All problems so far, in the order of the file."""
        return sorted(self._problems)


def bounded(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each problem once, in the order of the file, and at most so many of them: errors go before warnings."""
    found = sorted(set(problems))
    if len(found) <= MAX_PROBLEMS:
        return tuple(found)
    kept = sorted(sorted(found, key=lambda one: one.severity != "error")[:MAX_PROBLEMS])
    last = kept[-1]
    more = Problem.located(
        last.file, Spot(last.line, last.column, last.line, last.column), "too-many-problems", _TOO_MANY
    )
    return (*kept, more)


class Refusal(Exception):
    """Raised inside a reader where reading cannot go on; the reader turns it into the last problem."""

    def __init__(self, code: str, spot: Spot, words: Words) -> None:
        super().__init__(code)
        self.code = code
        self.spot = spot
        self.words = words
