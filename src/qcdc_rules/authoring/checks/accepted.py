"""Warnings that a pack accepts, with the reason written in its pack.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qcdc_rules.authoring.checks.scene import Scene, at
from qcdc_rules.source import Problem, Words


def without_accepted(scene: Scene, found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that no pack accepts, and accepted-nothing. Errors are never accepted."""
    kept = list(found)
    for one in scene.sources.of("pack"):
        for number, accepted in enumerate(one.plain.get("accepts", ())):
            code, owners = str(accepted["code"]), {str(name) for name in accepted["of"]}
            met = [p for p in kept if p.code == code and p.path in owners and p.severity == "warning"]
            for n, name in enumerate(accepted["of"]):
                if name not in {problem.path for problem in met}:
                    yield at(
                        one, ("accepts", number, "of", n), "accepted-nothing", _nothing(code, str(name)), "warning"
                    )
            kept = [problem for problem in kept if problem not in met]
    yield from kept


def _nothing(code: str, name: str) -> Words:
    return Words(
        f"“{name}” không có cảnh báo “{code}” nào để chấp nhận: bỏ dòng này.",
        f"“{name}” has no warning “{code}” to accept: drop the line.",
    )
