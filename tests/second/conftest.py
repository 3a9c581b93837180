"""durable-rules where it can run; where it cannot, the reason, and the plain part of the second engine alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qcdc_rules.second.chaining.engine import DurableChain, Refusal, here

# The submissions are drawn by what the properties over whole reports know.
sys.path.append(str(Path(__file__).parents[1] / "properties"))


@pytest.fixture(scope="session")
def durable() -> Iterator[DurableChain]:
    """durable-rules in its process; a test that cannot do without it is skipped with the reason."""
    if (why := here()) is not None:
        pytest.skip(why.en)
    try:
        with DurableChain() as chain:
            yield chain
    except Refusal as broken:
        pytest.skip(broken.words.en)


@pytest.fixture(scope="session")
def chain_if_any() -> Iterator[DurableChain | None]:
    """durable-rules, or None: then the plain part derives the outcomes."""
    if here() is not None:
        yield None
        return
    with DurableChain() as chain:
        yield chain
