"""A text in both languages of the product: Vietnamese first, English beside it.

Everything that a user may read travels as `Words`, so that the language is chosen once, where the text is
printed, and never where it is made.
"""

from __future__ import annotations

from qcdc_rules.frozen import frozen


@frozen(order=True)
class Words:
    """One text, in Vietnamese and in English."""

    vi: str
    en: str

    def say(self, lang: str) -> str:
        """The text in `lang` ("vi" or "en"); the other language stands in for an empty one."""
        if lang == "en":
            return self.en or self.vi
        return self.vi or self.en

    def filled(self, **parts: object) -> Words:
        """The same text with its `{placeholders}` replaced, alike in both languages."""
        return Words(self.vi.format(**parts), self.en.format(**parts))
