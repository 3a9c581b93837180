"""What a worker does with one submission; its ruleset is loaded once for each process."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from qcdc_rules.api import SETTLED, VERSION, load_ruleset, load_waivers, unreadable_report
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.evaluating.results import Result
from qcdc_rules.explaining.findings import finding
from qcdc_rules.explaining.privacy import without_persons
from qcdc_rules.explaining.waivers import with_waivers
from qcdc_rules.loading.submission import read_submission
from qcdc_rules.model.report import Report
from qcdc_rules.model.rules import CATEGORIES
from qcdc_rules.model.submission import Submission, Unreadable
from qcdc_rules.model.waivers import Waivers
from qcdc_rules.rendering.shown import KINDS
from qcdc_rules.rendering.verdict import exit_code
from qcdc_rules.rollup.records import Alike, Data, dumped, record_of

FORM = 1
"""The form of a record: a journal of another form is not read."""


class Setting(NamedTuple):
    """The options that decide what a record says. Plain, so that it reaches a process of any kind."""

    packs: tuple[str, ...] = ()
    builtin: bool = True
    as_of: date | None = None
    fail_on: str = "missing"
    min_severity: str = "warning"
    waivers: tuple[str, ...] = ()
    show_persons: bool = False


class Task(NamedTuple):
    """One submission: the name that the roll-up shows, and its bytes."""

    name: str
    data: bytes


class Bench(NamedTuple):
    """What a process keeps from task to task."""

    setting: Setting
    ruleset: Ruleset
    waivers: Waivers


class _Process:
    """The bench of this process, put there by `start` before the first task."""

    bench: Bench


def start(setting: Setting) -> None:
    """Load rules and waivers. What lives for the whole run need not be looked through for rubbish."""
    ruleset = load_ruleset(*setting.packs, builtin=setting.builtin)
    _Process.bench = Bench(setting, ruleset, load_waivers(*setting.waivers))
    gc.set_threshold(200_000, 20, 20)
    gc.freeze()


def examine(task: Task) -> str:
    """The record of one submission, as one line of JSON."""
    return dumped(record(task, _Process.bench))


def record(task: Task, bench: Bench) -> Data:
    """The record of one submission."""
    setting, ruleset, _ = bench
    read = read_submission(task.data, task.name, ruleset.shape)
    if isinstance(read, Unreadable):
        report = unreadable_report(read, ruleset, setting.show_persons)
        return record_of(report, exit_code(report), None)
    return judged(read, bench)


def judged(read: Submission, bench: Bench) -> Data:
    """The record of a submission that could be read.

    Of results that lack the same facts for the same reason only the first is told in words, because telling is
    what takes the time; their targets are all named. Where acts may waive single targets, every result is told.
    """
    setting, ruleset, waivers = bench
    day = setting.as_of or read.stated_on
    rules = list(ruleset.of(read.regulation))
    evaluation = Evaluation(ruleset, read, day, False, calendar_of(ruleset.law.holidays, read))
    results = sorted(evaluation.results(rules), key=lambda one: (one.rule.id, one.key))
    told, alike = _told(results, fold=not waivers.acts)
    report = Report(
        file=read.file,
        unit_code=read.unit_code,
        unit_name=read.unit_name,
        regulation=read.regulation,
        period=(read.first_on, read.last_on),
        stated_on=read.stated_on,
        as_of=day,
        findings=tuple(finding(evaluation.explained(one), ruleset, read) for one in told),
        problems=read.problems,
        rules_selected=len(rules),
        rules_total=ruleset.total,
        submission_digest=read.digest,
        settled=Counter(one.outcome.value for one in results if one.outcome in SETTLED),
    )
    report = with_waivers(report, waivers, ruleset)
    if not setting.show_persons:
        report = without_persons(report, read.persons, ruleset.shape)
    code = exit_code(report, setting.fail_on, setting.min_severity)
    return record_of(report, code, read, _counts(results), alike)


def _told(results: Iterable[Result], fold: bool) -> tuple[list[Result], Alike]:
    """The results to be told in words, and the further targets of those that are not."""
    told: list[Result] = []
    alike: Alike = {}
    for one in results:
        name = (one.unknown_class, one.rule.id, one.reason)
        if one.outcome in SETTLED:
            continue
        if fold and one.unknown_class and name in alike:
            alike[name].append(one.key)
        else:
            told.append(one)
            alike[name] = []
    return told, alike


def _counts(results: Iterable[Result]) -> dict[str, list[int]]:
    """For each category the numbers of the seven kinds, in the order of `KINDS`."""
    found = Counter((one.rule.category, one.unknown_class or one.outcome.value) for one in results)
    counts = {name: [found[name, kind] for kind in KINDS] for name in CATEGORIES}
    return {name: numbers for name, numbers in counts.items() if any(numbers)}


def key_of(task: Task, setting: Setting, ruleset: Ruleset, waivers: Waivers) -> str:
    """The identity of a record: the name and bytes of the file, the rules, and the options that matter."""
    seal = hashlib.sha256()
    options = (setting.as_of, setting.fail_on, setting.min_severity, setting.show_persons)
    for part in (VERSION, FORM, ruleset.digest, waivers.digest, *options, task.name):
        seal.update(f"{part}\x1f".encode("utf-8", "surrogatepass"))
    seal.update(task.data)
    return seal.hexdigest()
