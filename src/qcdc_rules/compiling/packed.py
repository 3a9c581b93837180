"""A ruleset kept as plain data: read back in milliseconds, and safe to read (JSON, no code).

The conditions are compiled from it on first use, so a run pays only for the rules that it asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from qcdc_rules.compiling.compiled import Law
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading import law as read
from qcdc_rules.loading.rules import rule as read_rule
from qcdc_rules.logic.lazy import LazyMapping
from qcdc_rules.model.law import Holidays
from qcdc_rules.model.rules import Rule
from qcdc_rules.schemas.fields import RecordType
from qcdc_rules.source import Words

FORMAT = 2
Packed = dict[str, Any]
"""Plain data as `assemble.pack` makes it, checked before it was packed: `law`, `rules` (how many there are of
each regulation type), and what the ruleset says of itself. The rules lie apart, by regulation type."""

Built = TypeVar("Built")
_NO_HOLIDAYS = Holidays(frozenset(), frozenset(), 1, 1)


def unpack_law(packed: Packed) -> Law:
    law = packed["law"]
    tables = [read.holidays(plain) for plain, _ in law["holidays"]]
    return Law(
        instruments=_lazily(law["instrument"], "number", lambda plain, file: read.instrument(plain)),
        parameters=_lazily(law["parameter"], "id", read.parameter),
        catalogues=_lazily(law["contents"], "id", read.catalogue),
        scopes=_lazily(law["scope"], "id", read.scope),
        holidays=tables[-1] if tables else _NO_HOLIDAYS,
    )


def _lazily(
    entries: list[tuple[dict[str, Any], str]], key: str, build: Callable[[dict[str, Any], str], Built]
) -> Mapping[str, Built]:
    return LazyMapping({str(entry[0][key]): entry for entry in entries}, lambda _, entry: build(*entry))


def _rules(entries: list[tuple[dict[str, Any], str, int, str]]) -> tuple[Rule, ...]:
    return tuple(read_rule(*entry) for entry in entries)


def unpack(packed: Packed, shape: RecordType, read_rules: Callable[[str], list[Any]]) -> Ruleset:
    """The ruleset that was packed; `read_rules` brings the rules of one regulation type when they are asked."""
    reviewed = packed["reviewed_until"]
    return Ruleset(
        law=unpack_law(packed),
        by_regulation=LazyMapping(packed["rules"], lambda regulation, _: _rules(read_rules(regulation))),
        total=sum(packed["rules"].values()),
        shape=shape,
        digest=packed["digest"],
        packs=tuple((name, version) for name, version in packed["packs"]),
        softened=tuple(packed["softened"]),
        changes=tuple(Words(vi, en) for vi, en in packed["changes"]),
        reviewed_until=date.fromisoformat(reviewed) if reviewed else None,
    )
