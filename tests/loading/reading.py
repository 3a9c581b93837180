"""Small helpers: a report written as YAML, read, and what came of it."""

from __future__ import annotations

from textwrap import dedent, indent

from qcdc_rules.loading.reader import Reader
from qcdc_rules.loading.scalars import Fault, read_scalar
from qcdc_rules.loading.submission import read_submission
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Items, Record, Submission, Unreadable
from qcdc_rules.schemas.fields import Field, submission_type
from qcdc_rules.source import Scalar, Spot, Table, Words, read_bytes

HEADER = """\
schema: qcdc-submission/1
unit: {code: "00012", name: Xã Một, kind: commune}
period: {first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2024-12-31}
"""


def read(text: str, header: str = HEADER) -> Submission:
    found = read_any(text, header)
    assert isinstance(found, Submission), [(p.code, p.words.en) for p in found.problems]
    return found


def read_any(text: str, header: str = HEADER) -> Submission | Unreadable:
    return read_submission((header + dedent(text)).encode(), "report.yaml")


def codes(found: Submission | Unreadable) -> list[str]:
    return [problem.code for problem in found.problems]


def at(found: Submission, path: str) -> object:
    """The value at a path; items by number, from 1 (`decided[1].agree_count`)."""
    here: object = found.root
    for step in path.split("."):
        name, _, number = step.removesuffix("]").partition("[")
        assert isinstance(here, Record), path
        here = here.fields.get(name, Gap.MISSING)
        if number:
            assert isinstance(here, Items), path
            here = here.values[int(number) - 1]
    return here


def keys(found: Submission, path: str) -> list[str]:
    items = at(found, path)
    assert isinstance(items, Items)
    return [item.key if isinstance(item, Record) else str(item) for item in items.values]


def scalar(written: str, kind: str, **more: object) -> object:
    """What `written`, as YAML, is read as in a field of this kind; the code of the fault if it cannot be."""
    node, _ = read_bytes(f"x: {written}\n".encode(), "x.yaml")
    assert isinstance(node, Table)
    value = node.get("x")
    assert isinstance(value, Scalar)
    declared = Field("x", kind, Words("x", "x"), Words("x", "x"), **more)  # type: ignore[arg-type]
    found = read_scalar(value, declared)
    return found.code if isinstance(found, Fault) else found


__all__ = ["HEADER", "Reader", "Spot", "at", "codes", "indent", "keys", "read", "read_any", "scalar", "submission_type"]
