"""Hypothesis profiles for every test: `ci` repeats itself exactly, `dev` looks somewhere new each time.

The number of examples of each property stands beside it (`examples`), as a share of what the profile allows,
because a property over whole reports costs a thousand times what one over truths costs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from qcdc_rules.api import load_ruleset
from qcdc_rules.compiling.ruleset import Ruleset

# The properties judge the toy reports of the operators' tables too.
sys.path.append(str(Path(__file__).parent / "operators"))

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("dev", max_examples=200, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("ci", max_examples=1000, deadline=None, derandomize=True, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    """The rules that ship with the package, loaded once."""
    loaded = load_ruleset()
    assert loaded.rules
    return loaded
