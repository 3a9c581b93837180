"""The ruleset of a run."""

from __future__ import annotations

from collections.abc import Sequence

from qcdc_rules.api import load_ruleset
from qcdc_rules.compiling.ruleset import Ruleset


def ruleset_for(packs: Sequence[str], builtin: bool) -> Ruleset:
    """The built-in rules and those of the packs named."""
    return load_ruleset(*packs, builtin=builtin)
