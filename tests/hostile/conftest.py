"""One ruleset and one answer to each unspoilt submission, for the whole run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hostile_runs import BASES, answer, as_bytes

from qcdc_rules import load_ruleset
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.model.report import Report


@pytest.fixture(scope="session")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ruleset]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QCDC_CACHE_DIR", str(tmp_path_factory.mktemp("kept")))
        yield load_ruleset()


@pytest.fixture(scope="session")
def unspoilt(ruleset: Ruleset) -> Mapping[str, Report]:
    return {kind: answer(as_bytes(data), ruleset) for kind, data in BASES.items()}
