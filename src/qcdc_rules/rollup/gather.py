"""From sources to records: what the journal has is taken from it, the rest is examined by the pool."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qcdc_rules.api import unreadable_report
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.unopened import unopened
from qcdc_rules.model.submission import Unreadable
from qcdc_rules.model.waivers import Waivers
from qcdc_rules.rendering.verdict import BAD_INPUT, FAULT
from qcdc_rules.rollup.journal import Journal
from qcdc_rules.rollup.pool import Lost, Pool
from qcdc_rules.rollup.records import Data, dumped, lost_record, record_of
from qcdc_rules.rollup.sources import Source
from qcdc_rules.rollup.units import Unit, unit_of
from qcdc_rules.rollup.work import Setting, Task, examine, key_of, start

Told = Callable[[int], None]
"""Hears how many submissions are done."""


class Rules(NamedTuple):
    """What the parent knows of the rules: enough to name records and to report on files that it cannot open."""

    ruleset: Ruleset
    waivers: Waivers


def gather(
    sources: Sequence[Source], setting: Setting, rules: Rules, journal: Journal, jobs: int, told: Told
) -> list[Unit]:
    """Every unit, sorted by code, then by name of the file. Findings stay in the journal."""
    units: list[Unit] = []
    tasks: dict[str, str] = {}

    def todo() -> Iterator[Task]:
        for source in sources:
            try:
                task = Task(source.name, source.read())
            except (OSError, ValueError) as fault:  # ValueError: a name that no file can have
                report = unreadable_report(Unreadable(source.name, (unopened(source.name, fault),)), rules.ruleset)
                _settle(units, told, journal, source.name, f"unopened {source.name}", record_of(report, BAD_INPUT, None))
                continue
            key = key_of(task, setting, *rules)
            if key in journal:
                _settle(units, told, journal, task.name, key)
                continue
            tasks[task.name] = key
            yield task

    for task, result in Pool(examine, start, setting, jobs).map(todo()):
        key = tasks.pop(task.name)
        if isinstance(result, Lost):
            _settle(units, told, journal, task.name, f"lost {task.name}", lost_record(result.why, FAULT))
            continue
        journal.keep(key, result)
        _settle(units, told, journal, task.name, key)
    return sorted(units, key=lambda unit: (unit.code, unit.file))


def _settle(
    units: list[Unit], told: Told, journal: Journal, name: str, key: str, record: Data | None = None
) -> None:  # fmt: skip
    """Take a record in. One that another run could make otherwise is given, and not kept for later runs."""
    if record is not None:
        journal.lend(key, dumped(record))
    units.append(unit_of(name, key, journal.record(key)))
    told(len(units))
