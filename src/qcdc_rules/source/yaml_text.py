"""Checks of the YAML text itself, before and after the parser: what the parser would misread or choke on."""

from __future__ import annotations

import re

from qcdc_rules.source.problems import Refusal
from qcdc_rules.source.text import spot_at
from qcdc_rules.source.yaml_words import YAML_WORDS

# YAML 1.1 breaks lines at these three; no editor counts them, so every later line number would be wrong.
_LINE_BREAKS = "\x85\u2028\u2029"
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# A second byte order mark, where files were joined; the two parsers disagree on it.
_STRAY_MARK = re.compile("^[ ]*\ufeff", re.MULTILINE)
_BLANK_LINES = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?\n)*+")
_REST = re.compile(r"(?:(?:[ \t]*+(?:#[^\n]*+)?|\.\.\.(?:[ \t][^\n]*+)?)\n)*+(?:\.\.\.\Z)?")
_VERSION = re.compile(r"%YAML[ \t]+1\.[12][ \t]*(?:#.*)?")


def check_start(text: str) -> None:
    """Refuse characters that YAML does not allow, and directives other than one `%YAML 1.x`.

    Directives go first because the C parser compares each `%TAG` with all before it: a file of nothing else
    would take hours.
    """
    _check_characters(text)
    versions = 0
    index = _end_of(_BLANK_LINES, text, 0)
    while text.startswith("%", index):
        end = text.find("\n", index)
        end = len(text) if end < 0 else end
        versions += 1
        if versions > 1 or not _VERSION.fullmatch(text, index, end):
            raise Refusal("yaml-directive", spot_at(text, index, end - index), YAML_WORDS["yaml-directive"])
        index = _end_of(_BLANK_LINES, text, end + 1)


def _check_characters(text: str) -> None:
    found = _STRAY_MARK.search(text)
    if found is not None:
        words = YAML_WORDS["yaml-odd-space"].filled(found="FEFF")
        raise Refusal("yaml-odd-space", spot_at(text, found.end() - 1), words)
    found = _UNWANTED.search(text)
    if found is not None:
        code = "yaml-line-break" if found[0] in _LINE_BREAKS else "yaml-unreadable-character"
        words = YAML_WORDS[code].filled(found=f"{ord(found[0]):04X}")
        raise Refusal(code, spot_at(text, found.start()), words)


def check_end(text: str, index: int, explicit: bool) -> None:
    """Refuse anything but comments after the document that ended at `index`.

    `explicit` says that it ended with `...`. The rest is looked at here, not parsed: its directives would
    bring the same cost as those at the head.
    """
    if not explicit:
        explicit = text.startswith("...", index)
    stop = _end_of(_REST, text, index)
    rest = text[stop:].split("\n", 1)[0]
    kept = rest.strip(" \t")  # a no-break space is no blank to YAML
    if not kept or kept.startswith("#"):
        return
    spot = spot_at(text, stop + rest.index(kept), len(kept))
    code = "yaml-several-documents" if explicit or rest.startswith("---") else "yaml-syntax"
    raise Refusal(code, spot, YAML_WORDS[code])


def _end_of(pattern: re.Pattern[str], text: str, index: int) -> int:
    """Where the stretch of `pattern` that begins at `index` ends."""
    found = pattern.match(text, index)
    return index if found is None else found.end()
