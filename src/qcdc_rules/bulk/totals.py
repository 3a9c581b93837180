"""What the last line of the output says: how many entries, how they ended, how many results of each outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from qcdc_rules.model.report import OUTCOMES
from qcdc_rules.rendering.verdict import UNDECIDED, worst


class Totals:
    """Sums over the entries of a run, those kept from an earlier run included."""

    def __init__(self) -> None:
        self.entries = 0
        self.evaluated = 0
        self._codes: Counter[int] = Counter()
        self._counts = [0] * len(OUTCOMES)

    def add(self, code: int, evaluated: bool, counts: Sequence[int]) -> None:
        self.entries += 1
        self.evaluated += evaluated
        self._codes[code] += 1
        self._counts = [a + b for a, b in zip(self._counts, counts, strict=True)]

    @property
    def exit_code(self) -> int:
        """The worst of all; a run without a single line has checked nothing."""
        return worst(self._codes) if self.entries else UNDECIDED

    def line(self) -> dict[str, Any]:
        return {
            "kind": "end",
            "entries": self.entries,
            "evaluated": self.evaluated,
            "exit_codes": {str(code): self._codes[code] for code in sorted(self._codes)},
            "counts": dict(zip(OUTCOMES, self._counts, strict=True)),
            "exit_code": self.exit_code,
        }
