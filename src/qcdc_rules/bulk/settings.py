"""What a run is told: the rules, the day, the gate. Two runs with the same settings write the same bytes."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from qcdc_rules.api import VERSION, load_ruleset
from qcdc_rules.compiling.ruleset import Ruleset

SCHEMA = "qcdc-bulk/1"


class Settings(NamedTuple):
    """What decides the bytes of the output, beside the lines themselves."""

    packs: tuple[str, ...]
    builtin: bool
    as_of: date
    fail_on: str
    min_severity: str
    digest: str = ""
    """Of the ruleset: a worker that finds other rules under the same paths must not judge."""

    def ruleset(self) -> Ruleset:
        return load_ruleset(*self.packs, builtin=self.builtin)


def header(settings: Settings, ruleset: Ruleset, inputs: tuple[str, ...]) -> dict[str, Any]:
    """The first line of the output: what the rest was judged by."""
    return {
        "kind": "header",
        "schema": SCHEMA,
        "version": VERSION,
        "ruleset": ruleset.digest,
        "packs": [f"{name} {version}" for name, version in ruleset.packs],
        "softened": list(ruleset.softened),
        "as_of": settings.as_of.isoformat(),
        "fail_on": settings.fail_on,
        "min_severity": settings.min_severity,
        "inputs": list(inputs),
    }
