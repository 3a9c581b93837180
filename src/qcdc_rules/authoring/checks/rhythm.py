"""Rhythms: a register by exception says of weeks that they had their act, and of no other window."""

from __future__ import annotations

from collections.abc import Iterator

from qcdc_rules.authoring.checks.scene import Scene, mappings
from qcdc_rules.source import Problem, Words

REGISTER = "weeks_without"
"""So begins the name of a list of the weeks in which something was not done."""


def windows(scene: Scene) -> Iterator[Problem]:
    """register-window"""
    for one in scene.rules:
        for number, version in one.numbered():
            for _, node in mappings([version.require, *version.when]):
                for op in ("frequency", "periodic", "spacing"):
                    asked = node.get(op)
                    if not isinstance(asked, dict):
                        continue
                    path, weekly = str(asked.get("in", "")), op == "frequency" and asked.get("every") == "week"
                    if path.rpartition(".")[2].startswith(REGISTER) and not weekly:
                        yield one.problem("register-window", _words(path), one.at_version(number, "require"))


def _words(path: str) -> Words:
    return Words(
        f"“{path}” chỉ nói tuần nào không có; chỉ dùng được với “frequency … every: week”.",
        f"“{path}” only says which weeks had none; it goes with “frequency … every: week” alone.",
    )
