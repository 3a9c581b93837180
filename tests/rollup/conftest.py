"""Kept rulesets of the tests stay out of the user's own cache."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if "QCDC_CACHE_DIR" not in os.environ:  # the tests of other folders may have one that is filled already
            patch.setenv("QCDC_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield
