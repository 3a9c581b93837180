"""Filling a draft step by step: what a rule says is missing is what is stated next.

So a draft holds little that the rule does not read, and reaches a verdict in as few steps as the rule needs.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from qcdc_rules.authoring.changing import CaseFault, changed, field_of, stated
from qcdc_rules.authoring.drawing import Draft, Drawing
from qcdc_rules.authoring.reads import Named
from qcdc_rules.authoring.shrinking import Way, doubled, path_of, ways_of, without
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.evaluating.results import Result
from qcdc_rules.loading.plain import from_plain
from qcdc_rules.loading.submission import from_node
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission
from qcdc_rules.schemas.fields import RecordType
from qcdc_rules.source import Table

STEPS = 45
"""So many values are stated at most."""
TRIES = 3
"""So many values are tried in one place."""
_FILE = "witness.yaml"
Wanted = Callable[[tuple[Result, ...]], Result | None]
"""Picks the result that a search looks for, if it is there."""


class Reading(NamedTuple):
    """A draft as the engine reads it."""

    submission: Submission
    results: tuple[Result, ...]


def judge(draft: Draft, rule: Rule, ruleset: Ruleset) -> Reading | None:
    """What a rule says of a draft; None if the draft is not a valid submission."""
    node = from_plain(draft)
    assert isinstance(node, Table)
    read = from_node(node, _FILE, ruleset.shape, [])
    if not isinstance(read, Submission) or read.has_errors or read.regulation != rule.regulation:
        return None
    calendar = calendar_of(ruleset.law.holidays, read)
    evaluation = Evaluation(ruleset, read, read.stated_on, True, calendar)
    return Reading(read, evaluation.of_rule(rule))


Asked = Callable[[Draft], Reading | None]


def filled(drawing: Drawing, ask: Asked, wanted: Wanted) -> tuple[Draft, Result | None]:
    """A draft stated until the wanted result is there, or until the steps are used up.

    A decided verdict stays as it is, whatever is stated further; so where everything is decided otherwise than
    wanted, the last value is drawn anew, and after some tries an earlier one.
    """
    first = drawing.header()
    reading = ask(first)
    if reading is None:
        return first, None
    way = [(first, reading)]
    tried: dict[str, int] = {}
    for _ in range(STEPS):
        draft, reading = way[-1]
        found = wanted(reading.results)
        if found is not None:
            return draft, found
        path = _next(reading, draft, drawing, tried)
        if path is None:
            if len(way) == 1:
                break
            del way[drawing.choose(range(1, len(way))) :]
            tried = {}
            continue
        tried[path] = tried.get(path, 0) + 1
        larger = _with(draft, path, drawing)
        after = ask(larger) if larger is not None else None
        if larger is None or after is None or (_ended(after, wanted) and tried[path] < TRIES):
            continue
        way.append((larger, after))
    return way[-1][0], None


def _ended(reading: Reading, wanted: Wanted) -> bool:
    """Whether everything is decided and the wanted result is not there."""
    return wanted(reading.results) is None and not any(result.lacking for result in reading.results)


def _with(draft: Draft, path: str, drawing: Drawing) -> Draft | None:
    """The draft with one more value; None where nothing can be stated there."""
    declared = field_of(drawing.shape, path)
    if declared is None:
        return None
    larger = copy.deepcopy(draft)
    value = drawing.value(declared, larger, stated(larger, path), path)
    try:
        changed(larger, path, value)
    except CaseFault:
        return None
    return larger


def _next(reading: Reading, draft: Draft, drawing: Drawing, tried: dict[str, int]) -> str | None:
    """What to state next: what an undecided result lacks, else what may be stated and is not."""
    open_ = [result for result in reading.results if any(tried.get(path, 0) < TRIES for path in result.lacking)]
    if open_:
        result = drawing.choose(sorted(open_, key=lambda one: not one.target.path)[:3])
        return drawing.choose([path for path in result.lacking if tried.get(path, 0) < TRIES])
    free = [path for path in dict.fromkeys((*_assumed(reading), *_unstated(draft, drawing))) if path not in tried]
    return drawing.choose(free) if free else None


def _assumed(reading: Reading) -> Iterator[str]:
    """What the rule read and took as none because it is not written."""
    for result in reading.results[:3]:
        facts = [fact for trace in (result.trace.walk() if result.trace else ()) for fact in trace.facts]
        yield from (fact.path for fact in (*facts, *result.grounds) if fact.assumed and fact.path)


def _unstated(draft: Draft, drawing: Drawing) -> Iterator[str]:
    """What the rule reads in the records of a draft and the draft does not state."""
    yield from _in_record(draft, drawing.shape, "", drawing.reads)


def _in_record(record: Draft, shape: RecordType, path: str, reads: frozenset[Named]) -> Iterator[str]:
    for field in shape.fields.values():
        here = f"{path}.{field.name}" if path else field.name
        value = record.get(field.name)
        inner = field.item.record if field.item is not None else field.record
        if value is None:
            if (id(shape), field.name) in reads and not field.compact and path:
                yield here
        elif isinstance(value, dict) and inner is not None:
            yield from _in_record(value, inner, here, reads)
        elif isinstance(value, list) and inner is not None:
            for number, one in enumerate(value[:3], 1):
                yield from _in_record(one, inner, f"{here}[{one.get('id', number)}]", reads)


def varied(drawing: Drawing, drafts: Sequence[Draft], ask: Asked, wanted: Wanted) -> tuple[Draft, Result | None]:
    """One of some drafts with a few things in it changed, left out or doubled, each near what stood there."""
    draft = copy.deepcopy(drawing.choose(drafts))
    period = draft["period"]
    drawing.first, drawing.last = (date.fromisoformat(str(period[name])) for name in ("first_on", "last_on"))
    for _ in range(drawing.choose((1, 2, 3, 4))):
        ways = [way for way in ways_of(draft) if way[-1] != "id"]
        if ways:
            draft = _altered(draft, drawing.choose(ways), drawing)
    reading = ask(draft)
    return draft, wanted(reading.results) if reading is not None else None


def _altered(draft: Draft, way: Way, drawing: Drawing) -> Draft:
    if isinstance(way[-1], int):
        return drawing.choose((doubled, without))(draft, way) or draft
    path = path_of(way)
    if drawing.choose((False, False, True)):
        return without(draft, way) or draft
    return _with(draft, path, drawing) or draft
