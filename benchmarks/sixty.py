"""The sixty checks: 20 contents that must be there, 20 head-counts, 10 durations of every item, 10 majorities.

By hand in Python, and in our language over the typed records that the reader makes. Both must name the same
violated checks before anything is timed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Compliance, Env
from qcdc_rules.compiling.grammar import GRAMMAR
from qcdc_rules.compiling.keys import compile_condition
from qcdc_rules.loading.plain import from_plain
from qcdc_rules.loading.reader import Reader
from qcdc_rules.logic.truth import FALSE, TRUE
from qcdc_rules.logic.values import Gap
from qcdc_rules.logic.working_days import WorkingCalendar
from qcdc_rules.model.submission import Items, Record
from qcdc_rules.schemas.fields import RecordType, build

CONTENTS, BODIES, DURATIONS, VOTES = 20, 20, 10, 10


def submission(seed: int) -> dict[str, Any]:
    """A small report with some of each kind wrong."""
    chance = random.Random(seed)
    published = [
        {"item": f"I{i:02d}", "days": chance.choice([20, 30, 31, 45])} for i in range(CONTENTS) if chance.random() < 0.8
    ]
    bodies = {f"b{i:02d}": {"members": chance.randint(3, 13)} for i in range(BODIES)}
    votes = [{"matter": f"M{i:02d}", "total": 100 + i, "agree": chance.randint(40, 100)} for i in range(VOTES)]
    return {"publicized": published, "bodies": bodies, "decided": votes}


def by_hand(report: dict[str, Any]) -> list[str]:
    """The checks as a programmer would write them for this one structure, without unknowns."""
    bad = []
    items = {record["item"] for record in report["publicized"]}
    for i in range(CONTENTS):
        if f"I{i:02d}" not in items:
            bad.append(f"item{i:02d}")
    for i in range(BODIES):
        if not 5 <= report["bodies"][f"b{i:02d}"]["members"] <= 11:
            bad.append(f"scal{i:02d}")
    for i in range(DURATIONS):
        if not all(record["days"] >= 15 + 3 * i for record in report["publicized"]):
            bad.append(f"ever{i:02d}")
    for i in range(VOTES):
        vote = report["decided"][i]
        if not vote["agree"] * 2 > vote["total"]:
            bad.append(f"rati{i:02d}")
    return bad


def shape() -> RecordType:
    """The type of this small report."""

    def number() -> dict[str, Any]:
        return {"x-kind": "integer", "title": "số · number"}

    def listed(name: str, **fields: dict[str, Any]) -> dict[str, Any]:
        item = {"x-kind": "record", "title": f"{name} · {name}", "properties": fields}
        return {"x-kind": "list", "title": f"{name} · {name}", "items": item}

    text = {"x-kind": "text", "title": "tên · name"}
    body = {"x-kind": "record", "title": "ban · body", "properties": {"members": number()}}
    bodies = {f"b{i:02d}": body for i in range(BODIES)}
    return build(
        {
            "properties": {
                "publicized": listed("publicized", item=text, days=number()),
                "bodies": {"x-kind": "record", "title": "ban · bodies", "properties": bodies},
                "decided": listed("decided", matter=text, total=number(), agree=number()),
            }
        }
    )


def conditions(root: RecordType) -> tuple[dict[str, Condition], Condition]:
    """The fifty checks of the report, and the one of each vote."""
    context = Context.of(GRAMMAR, root, {}, {})
    plain: dict[str, Any] = {}
    for i in range(CONTENTS):
        named = {"is": {"fact": "item.item", "value": f"I{i:02d}"}}
        plain[f"item{i:02d}"] = {"some": {"in": "publicized", "where": named}}
    for i in range(BODIES):
        plain[f"scal{i:02d}"] = {"compare": {"fact": f"bodies.b{i:02d}.members", "at_least": 5, "at_most": 11}}
    for i in range(DURATIONS):
        must = {"compare": {"fact": "item.days", "at_least": 15 + 3 * i}}
        plain[f"ever{i:02d}"] = {"every": {"in": "publicized", "must": must}}
    compiled = {name: compile_condition(condition, context) for name, condition in plain.items()}
    vote = root.fields["decided"].item
    of_vote = Context.of(GRAMMAR, root, {}, {}, target=vote)
    majority = compile_condition(
        {"ratio": {"of": "target.agree", "over": "target.total", "share": {"more_than": "1/2"}}}, of_vote
    )
    assert majority is not None
    assert not context.faults
    assert not of_vote.faults
    return {name: condition for name, condition in compiled.items() if condition is not None}, majority


def read(report: dict[str, Any], root: RecordType) -> Record:
    """The report as the reader gives it to the engine."""
    record = Reader("bench", {}).record(from_plain(report), root, "")
    assert isinstance(record, Record)
    return record


def engine(root: RecordType) -> Callable[[Record], list[str]]:
    """The same checks by compiled conditions; three-valued, so only what is surely false is bad."""
    checks, majority = conditions(root)
    pairs = [(name, condition.decide) for name, condition in checks.items()]
    judge = majority.decide
    calendar = WorkingCalendar(frozenset({5, 6}), frozenset(), frozenset(), 2000, 2100)
    day = date(2024, 12, 31)

    def run(report: Record) -> list[str]:
        env = Env(
            report,
            {},
            calendar,
            date(2024, 1, 1),
            day,
            day,
            day,
            Gap.NONE,
            Gap.NONE,
            (),
            lambda r, k: Compliance(TRUE, k),
        )
        bad = [name for name, decide in pairs if decide(env, Gap.NONE) is FALSE]
        votes = report.fields["decided"]
        assert isinstance(votes, Items)
        for number, vote in enumerate(votes.values):
            env.target = vote
            if judge(env, Gap.NONE) is FALSE:
                bad.append(f"rati{number:02d}")
        return bad

    return run
