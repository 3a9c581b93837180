"""The built-in rules as the wheel ships them: packed when it was built, and trusted like its code."""

from __future__ import annotations

import json

from qcdc_rules.compiling.packed import Packed, unpack
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.schemas.fields import submission_type
from qcdc_rules.source.resources import data_path

SHIPPED = "compiled"
HEAD = "ruleset"


def shipped() -> Ruleset | None:
    """The packed built-in rules; None in a checkout, and where they cannot be read."""
    try:
        return opened(data_path(SHIPPED))
    except (OSError, ValueError):
        return None


def opened(folder: str) -> Ruleset:
    """The ruleset in a folder. Its rules are read when a regulation type is first asked for.

    Raises OSError or ValueError where the files are not there or not what was written.
    """
    packed: Packed = json.loads(_text(f"{folder}/{HEAD}.json").partition("\n")[2])

    def read_rules(regulation: str) -> list[object]:
        entries: list[object] = json.loads(_text(f"{folder}/{regulation}.json"))
        return entries

    return unpack(packed, submission_type(), read_rules)


def _text(path: str) -> str:
    with open(path, encoding="utf-8") as stream:
        return stream.read()
