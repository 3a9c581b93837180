"""Colour on a terminal, and nothing anywhere else. Text from files is made harmless for terminals."""

from __future__ import annotations

from qcdc_rules.frozen import frozen

_RESET = "\x1b[0m"


@frozen
class Style:
    """`colour` decides; colour is never the only sign, every mark is a character too."""

    colour: bool

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}{_RESET}" if self.colour else text

    def bold(self, text: str) -> str:
        return self._wrap("1", text)

    def dim(self, text: str) -> str:
        return self._wrap("2", text)

    def bad(self, text: str) -> str:
        return self._wrap("31;1", text)

    def warn(self, text: str) -> str:
        return self._wrap("33", text)

    def good(self, text: str) -> str:
        return self._wrap("32;1", text)
