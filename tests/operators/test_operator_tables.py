"""Every operator against its truth table: what it says of a report, in both passes, and what it lacks.

The tables stand in `tables/*.yaml`: a condition, then one row for each report: what it states, what the
condition must say of it (true, false, or the class of the unknown), and the fields that it must name as
lacking. They follow the tables of the language's description, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from toy import CLASSES, HERE, judge, plain_yaml

OPTIONS = ("period", "stated_on", "target", "day", "as_of")


def rows() -> Iterator[Any]:
    for path in sorted((HERE / "tables").glob("*.yaml")):
        for number, table in enumerate(plain_yaml(path)):
            options = {name: str(table[name]) for name in OPTIONS if name in table}
            for row_number, row in enumerate(table["rows"]):
                own = row[3] if len(row) > 3 else {}
                name = f"{path.stem}-{number + 1}.{row_number + 1}-{table.get('name', next(iter(table['say'])))}"
                yield pytest.param(table["say"], row[:3], {**options, **own}, id=name)


@pytest.mark.parametrize(("say", "row", "options"), list(rows()))
def test_the_operator_says(say: object, row: list[Any], options: dict[str, str]) -> None:
    states, expected, *lacking = row
    decided, trace = judge(say, states, **options)
    assert decided is CLASSES[expected]
    assert trace.truth is decided
    if lacking and lacking[0] is not None:
        assert sorted(set(trace.lacking)) == sorted(lacking[0])
    if trace.truth is CLASSES["missing"]:
        assert trace.lacking, "an unknown that can be cured names what to state"
    if trace.truth.decided:
        assert trace.lacking == ()
