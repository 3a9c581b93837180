"""How far a roll-up is: on a terminal only, at most a few times a second, with the rate and the time left."""

from __future__ import annotations

import os
import sys
from time import monotonic

from qcdc_rules.source import Words

EVERY = 0.2
"""Seconds between two lines."""
SURE_AFTER = 2.0
"""Seconds after which a rate says something: before, the workers are still loading rules."""
_LINE = Words("{done}/{total} đơn vị ({percent}%)", "{done}/{total} units ({percent}%)")
_PACE = Words(" – {rate} đơn vị/giây – còn {left}", " – {rate} units a second – {left} left")
_WIDTH = 79


class Progress:
    """Called with the number of units that are done."""

    def __init__(self, total: int, lang: str, quiet: bool = False) -> None:
        self._total = total
        self._lang = lang
        self._shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not quiet
        self._began = monotonic()
        self._last = 0.0
        self._first = -1
        if self._shown:
            self._put(_LINE.say(lang).format(done=0, total=total, percent=0))

    def __call__(self, done: int) -> None:
        if not self._shown:
            return
        now = monotonic()
        if self._first < 0:
            self._first, self._began = done, now  # what a journal already holds says nothing of the pace
        if now - self._last < EVERY and done < self._total:
            return
        self._last = now
        self._put(self._line(done, now - self._began))

    def end(self) -> None:
        """Leave the line empty for what follows."""
        if self._shown:
            self._put("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _put(self, line: str) -> None:
        sys.stderr.write(f"\r{line[:_WIDTH]:<{_WIDTH}}")
        sys.stderr.flush()

    def _line(self, done: int, seconds: float) -> str:
        line = _LINE.say(self._lang).format(done=done, total=self._total, percent=100 * done // max(self._total, 1))
        here = done - self._first
        if seconds < SURE_AFTER or here <= 0:
            return line
        rate = here / seconds
        left = int((self._total - done) / rate)
        shown = f"{rate:.1f}".replace(".", ",") if self._lang == "vi" else f"{rate:.1f}"
        return line + _PACE.say(self._lang).format(rate=shown, left=f"{left // 3600}:{left % 3600 // 60:02}:{left % 60:02}")
