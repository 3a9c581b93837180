"""What to do, by deadline: which of the three times a result falls under, on every side of its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from render_samples import AS_OF, NAMES, act_of, example, sample

from qcdc_rules.model.report import Report
from qcdc_rules.rendering.shown import kind_of
from qcdc_rules.rendering.text_report import TextOptions
from qcdc_rules.rendering.todo import LATE, NOW, UNTIL, Step, days_words, gaps, todo
from qcdc_rules.rendering.todo_report import render_todo
from qcdc_rules.rendering.verdict import BAD_RULES
from qcdc_rules.rendering.wording import gate_words


def steps_of(report: Report, kind: str) -> list[Step]:
    return [step for step in todo(report).steps if any(kind_of(finding) == kind for finding in step.findings)]


def due_in(days: int | None) -> Report:
    return sample("a", deadline=None if days is None else AS_OF + timedelta(days=days))


@pytest.mark.parametrize(("days", "when"), [(-1, LATE), (0, UNTIL), (1, UNTIL), (None, NOW)])
def test_a_breach(days: int | None, when: str) -> None:
    assert [step.when for step in steps_of(due_in(days), "violated")] == [when]


@pytest.mark.parametrize(("days", "when"), [(-1, NOW), (0, UNTIL), (1, UNTIL), (None, UNTIL)])
def test_what_was_not_yet_due_on_the_day_of_the_report(days: int | None, when: str) -> None:
    assert [step.when for step in steps_of(due_in(days), "running")] == [when]


@pytest.mark.parametrize("days", [-1, 0, 1, None])
def test_a_missing_fact_is_to_be_stated_now(days: int | None) -> None:
    assert [step.when for step in steps_of(due_in(days), "missing")] == [NOW]


@pytest.mark.parametrize(
    ("days", "vi", "en"),
    [
        (-2, "đã quá 2 ngày", "2 days late"),
        (-1, "đã quá 1 ngày", "1 day late"),
        (0, "hôm nay là ngày cuối", "today is the last day"),
        (1, "còn 1 ngày", "1 day left"),
        (12, "còn 12 ngày", "12 days left"),
    ],
)
def test_days_left(days: int, vi: str, en: str) -> None:
    step = steps_of(due_in(days), "violated")[0]
    words = days_words(step, AS_OF)
    assert words is not None
    assert (words.vi, words.en) == (vi, en)


def test_steps_with_a_day_come_in_the_order_of_their_days() -> None:
    for name in NAMES:
        plan = todo(example(name))
        for when in (UNTIL, LATE):
            days = [step.day or date.max for step in plan.at(when)]
            assert days == sorted(days)


def test_errors_of_the_file_come_first() -> None:
    assert todo(sample("a")).steps[0].places[0].line == 1


def test_a_waived_breach_calls_for_nothing_and_is_counted() -> None:
    plan = todo(sample("a", waiver=act_of("b")))
    assert not [step for step in plan.steps if any(kind_of(finding) == "violated" for finding in step.findings)]
    assert (plan.waived, plan.judge) == (1, 1)


def test_the_same_field_of_several_items_is_one_step() -> None:
    report = example("commune-2024-half-filled")
    found = gaps(f for f in report.findings if kind_of(f) == "missing")
    postings = [gap for gap in found if gap.path == "publicized[…].postings"]
    assert [gap.items for gap in postings] == [("CK1", "CK2")]
    assert sum(len(gap.findings) for gap in found) == report.unknown_counts["missing"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_list_ends_with_the_verdict(lang: str) -> None:
    text = render_todo([example("commune-2023")], TextOptions(lang))
    assert text.splitlines()[-1].startswith("CỔNG ĐÓNG" if lang == "vi" else "GATE SHUT")
    assert "07/10/2023" in text if lang == "vi" else "2023-10-07" in text


def test_several_reports_end_with_the_verdict_of_all() -> None:
    text = render_todo([example("commune-2023"), example("commune-2024")], TextOptions(floor=BAD_RULES))
    assert text.splitlines()[-1].startswith(gate_words((), BAD_RULES).vi)
