"""The truth tables of the operators, asked of the second engine: the same rows hold both engines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "operators"))

from qcdc_rules.second.conditions import ask
from qcdc_rules.second.days import DAY, stretch
from qcdc_rules.second.scene import LawBook, Scene, report_of
from qcdc_rules.second.truths import PlainJoiner
from qcdc_rules.second.values import Part, Rec, Value, Void, When
from toy import CITES, HERE, HOLIDAYS, PARAMETERS, SHAPE, plain_yaml, submission

OPTIONS = {"period": "2024-01-01..2024-12-31", "stated_on": "2024-12-31", "target": "", "day": "2024-06-01", "as_of": ""}
LAW = cast(LawBook, SimpleNamespace(instruments={}, parameters=PARAMETERS, catalogues={}, scopes={}, holidays=HOLIDAYS))


def rows() -> Iterator[Any]:
    for path in sorted((HERE / "tables").glob("*.yaml")):
        for number, table in enumerate(plain_yaml(path)):
            given = {name: str(table[name]) for name in OPTIONS if name in table}
            for row_number, row in enumerate(table["rows"]):
                options = {**OPTIONS, **given, **(row[3] if len(row) > 3 else {})}
                yield pytest.param(table["say"], row[0], row[1], options, id=f"{path.stem}-{number + 1}.{row_number + 1}")


@pytest.mark.parametrize(("say", "states", "expected", "options"), list(rows()))
def test_the_second_engine_says(say: Any, states: Any, expected: object, options: dict[str, Any]) -> None:
    read = submission(states, options["period"], str(options["stated_on"]))
    as_of = date.fromisoformat(str(options["as_of"])) if options["as_of"] else read.stated_on
    days = stretch(str(options["target"]))
    target: Value = Void.NOT_STATED
    if days is not None:
        made: dict[str, Value] = {
            "part": Part(days.text),
            "first_on": When(days.first),
            "last_on": When(days.last),
            "next_on": When(days.last + DAY),
        }
        target = Rec(made=made)
    day = date.fromisoformat(str(options["day"]))
    scene = Scene(report_of(read, LAW, SHAPE, as_of), PlainJoiner(), day, target, cites=CITES, stretch=days)
    assert ask(say, scene) == {True: "true", False: "false"}.get(cast(bool, expected), expected)
