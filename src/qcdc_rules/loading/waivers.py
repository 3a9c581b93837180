"""Waiver files: read, checked against their schema, every error located; a faulty file waives nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from qcdc_rules.loading import law as read
from qcdc_rules.loading.plain import spot_at, to_plain
from qcdc_rules.loading.unopened import unopened
from qcdc_rules.model.waivers import Waiver, Waivers
from qcdc_rules.schemas.documents import shape_faults
from qcdc_rules.source import Node, Problem, Spot, Table, Words, read_bytes

SCHEMA = "qcdc-waivers/1"
_START = Spot(1, 1, 1, 1)
_DAYS = (("document", "issued"), ("from",), ("until",))


def read_waivers(paths: Iterable[str]) -> Waivers:
    """The acts of these files; messages call each file by the path given."""
    acts: list[Waiver] = []
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for name in paths:
        try:
            data = Path(name).read_bytes()
        except (OSError, ValueError) as fault:
            problems.append(unopened(name, fault))
            continue
        found, faults = _file(data, name, {act.id for act in acts})
        acts += found
        problems += faults
        digest.update(hashlib.sha256(data).digest())
    return Waivers(tuple(acts), tuple(problems), digest.hexdigest())


def _file(data: bytes, name: str, taken: set[str]) -> tuple[list[Waiver], list[Problem]]:
    node, problems = read_bytes(data, name)
    if not isinstance(node, Table):
        if not problems:
            words = Words(
                f"Tệp miễn phải bắt đầu bằng “schema: {SCHEMA}”.", f"A waiver file starts with “schema: {SCHEMA}”."
            )
            problems.append(Problem.located(name, _START, "not-a-waiver-file", words))
        return [], problems
    plain: Any = to_plain(node)
    for pointer, code, words in shape_faults("waivers", plain):
        problems.append(Problem.located(name, spot_at(node, pointer), code, words))
    if any(problem.severity == "error" for problem in problems):
        return [], problems
    for number, one in enumerate(plain["waivers"]):
        problems += _faults(one, number, node, name, taken)
        taken.add(str(one["id"]))
    if any(problem.severity == "error" for problem in problems):
        return [], problems
    return [_waiver(one) for one in plain["waivers"]], problems


def _faults(one: dict[str, Any], number: int, node: Node, name: str, taken: set[str]) -> list[Problem]:
    """What no schema can say: days that the calendar does not have, a term that ends before it begins, ids."""
    found: list[Problem] = []

    def complain(pointer: tuple[str, ...], code: str, vi: str, en: str) -> None:
        spot = spot_at(node, ("waivers", number, *pointer))
        found.append(Problem.located(name, spot, code, Words(vi, en), path=str(one["id"])))

    for pointer in _DAYS:
        text = str(one[pointer[0]]["issued"] if len(pointer) > 1 else one[pointer[0]])
        if not _is_day(text):
            complain(pointer, "not-a-day", f"Không có ngày “{text}”.", f"There is no day “{text}”.")
    if not found and str(one["until"]) <= str(one["from"]):
        complain(
            ("until",),
            "term-empty",
            "“until” là ngày đầu tiên hết hiệu lực, phải sau “from”.",
            "“until” is the first day on which it no longer holds; it must be after “from”.",
        )
    if str(one["id"]) in taken:
        complain(("id",), "duplicate-id", f"Mã “{one['id']}” đã dùng.", f"The id “{one['id']}” is taken.")
    if not one["basis"]:
        complain(("basis",), "no-basis", "Phải nêu căn cứ pháp lý.", "The legal basis must be named.")
    return found


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _waiver(one: dict[str, Any]) -> Waiver:
    return Waiver(
        id=str(one["id"]),
        rule=str(one["rule"]),
        unit=str(one["unit"]),
        target=str(one.get("target", "")),
        granted_by=read.words(one["granted_by"]),
        document=str(one["document"]["number"]),
        issued=date.fromisoformat(str(one["document"]["issued"])),
        basis=read.citations(one["basis"]),
        reason=read.words(one["reason"]),
        start=date.fromisoformat(str(one["from"])),
        until=date.fromisoformat(str(one["until"])),
        instead=read.optional_words(one.get("instead")),
    )
