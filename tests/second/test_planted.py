"""A fault planted in either engine is seen: strictness, unknown, days, working days, the law of the day, the total."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from both import cases_in, of_cases

from qcdc_rules.compiling.conditions import limits
from qcdc_rules.evaluating import engine, passing
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.logic.truth import FALSE
from qcdc_rules.logic.working_days import WorkingCalendar
from qcdc_rules.model.law import InForce
from qcdc_rules.model.outcome import Outcome
from qcdc_rules.second import days, numbers, operands
from qcdc_rules.second import engine as second_engine
from qcdc_rules.second.operators import facts, lists, spans
from qcdc_rules.second.truths import PlainJoiner
from qcdc_rules.second.values import Portion

MAJORITIES = ("commune/decide/majorities.tests.yaml", "templates/adopted_by_share.tests.yaml")
DEADLINES = ("agency/publicize/deadline.tests.yaml", "workplace/publicize/deadlines.tests.yaml")
NOTICES = ("templates/noticed_ahead.tests.yaml", "templates/posted_long_enough.tests.yaml")
HEADS = ("templates/headcount_between.tests.yaml", "templates/headcount_by_table.tests.yaml")
LISTS = ("templates/sent_to_all.tests.yaml", "templates/every_village_has_one.tests.yaml", "templates/each_case_handled.tests.yaml")
TERMS = ("templates/term_running.tests.yaml", "templates/within_term.tests.yaml", "templates/done_in_time.tests.yaml")
TOUCHED = ("agency/consult/sectors.tests.yaml", "agency/publicize/budget.tests.yaml")
RECALLED = ("agency/", "workplace/")
OPEN_POINTS = ("commune/decide/",)
VERSIONS = (*MAJORITIES, "commune/supervise/people_inspection.tests.yaml")


def differences(*files: str) -> int:
    """How many results of the cases of these files the engines differ on. Without a fault there are none."""
    chosen = list(cases_in(*files))
    assert chosen
    number, found = of_cases(chosen)
    assert number >= len(chosen)
    return len(found)


@pytest.mark.parametrize("files", [MAJORITIES, NOTICES, HEADS, LISTS, VERSIONS], ids=lambda files: files[0])
def test_without_a_fault_there_is_no_difference(files: tuple[str, ...]) -> None:
    assert differences(*files) == 0


def _reached_by_strict(part: Any, whole: Any, portion: Portion) -> bool:
    return part * portion.share.denominator > whole * portion.share.numerator


def _rounded(part: Any, whole: Any, portion: Portion) -> bool:
    return round(100 * part / whole) >= round(100 * portion.share)


def _month_is_thirty_days(day: date, months: int) -> date:
    return day + timedelta(days=30 * months)


def _unknown_is_false(body: Any, scene: Any, ask: Any, whole: Any) -> str:
    said = facts.exists(body, scene, ask, whole)
    return "false" if said == "missing" else said


def _until_belongs(span: tuple[date | None, date | None], day: date) -> bool:
    return (span[0] is None or span[0] <= day) and (span[1] is None or day <= span[1])


def _class_by_chance(self: PlainJoiner, answers: Any) -> str:
    return max(answers, default="true")


IN_THE_SECOND: list[tuple[str, object, str, Any, tuple[str, ...]]] = [
    ("every share must be exceeded", numbers, "_meets", _reached_by_strict, MAJORITIES),
    ("a share is rounded", numbers, "_meets", _rounded, MAJORITIES),
    ("a part may be its own whole", facts, "numbers", None, MAJORITIES),
    ("a limit itself is outside", facts, "_STRICT", dict.fromkeys(facts._STRICT, True), HEADS),
    ("what is not stated did not happen", "conditions", "exists", _unknown_is_false, LISTS),
    ("a partial list is complete", lists, "more", lambda found: [], LISTS),
    ("the first day is counted", spans, "_long", lambda run, limit: (run.last - run.first).days + 1 >= limit.number, NOTICES),
    ("a month has thirty days", days, "months_later", _month_is_thirty_days, TERMS),
    ("the last day of a law belongs to it", second_engine, "holds", _until_belongs, VERSIONS),
    ("of several unknowns the last is told", PlainJoiner, "every", _class_by_chance, LISTS),
]  # fmt: skip


@pytest.mark.parametrize(("name", "where", "what", "fault", "files"), IN_THE_SECOND, ids=lambda one: one if isinstance(one, str) else "")
def test_a_fault_in_the_second_engine_is_seen(
    name: str, where: Any, what: str, fault: Any, files: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    if where == "conditions":
        monkeypatch.setitem(second_engine.ask.__globals__["OPERATORS"], what, fault)
    elif fault is None:
        monkeypatch.setattr(numbers, "share_reached", lambda of, over, portion: numbers.reaches(of, of, False))
    else:
        monkeypatch.setattr(where, what, fault)
        if what == "months_later":
            monkeypatch.setattr(operands, what, fault)
    assert differences(*files) > 0, name


def _until_holds(self: InForce, day: date) -> bool:
    return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


def _every_day_is_worked(self: WorkingCalendar, day: date) -> bool:
    return True


def _a_day_more(*given: Any) -> date:
    return LATEST(*given) + timedelta(days=1)


LATEST = limits.latest_notice


def _always_a_breach(self: Evaluation, version: Any, target: Any, env: Any, trace: Any) -> Any:
    return engine.Verdict(Outcome.VIOLATED, "requirement", FALSE, (), None, trace)


IN_THE_FIRST: list[tuple[str, object, str, Callable[..., object], tuple[str, ...]]] = [
    ("the last day of a law belongs to it", InForce, "holds_on", _until_holds, VERSIONS),
    ("every day is worked", WorkingCalendar, "is_working", _every_day_is_worked, DEADLINES),
    ("a notice may come a day later", limits, "latest_notice", _a_day_more, NOTICES),
    ("what is touched only is breached", passing, "touched_only", lambda verdict, *rest: verdict, TOUCHED),
    ("no wording is recalled", Evaluation, "_recalled", lambda *given: False, RECALLED),
    ("an open point is a breach", Evaluation, "_failed", _always_a_breach, OPEN_POINTS),
]


@pytest.mark.parametrize(("name", "where", "what", "fault", "files"), IN_THE_FIRST, ids=lambda one: one if isinstance(one, str) else "")
def test_a_fault_in_the_first_engine_is_seen(
    name: str, where: Any, what: str, fault: Any, files: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, what, fault)
    assert differences(*files) > 0, name

