"""The multi-process map: order, a bounded queue, and tasks that fail or die alone."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from qcdc_rules.rollup.pool import WAITING, Lost, Pool

STATE: dict[str, int] = {}


def begin(setting: int) -> None:
    STATE["add"] = setting


def work(task: int) -> int:
    if task == 7:
        raise ValueError("seven")
    if task == 11:
        os._exit(3)
    return task * 10 + STATE["add"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    found = list(Pool(work, begin, 1, jobs).map([5, 7, *range(20, 40)]))
    assert [task for task, _ in found] == [5, 7, *range(20, 40)]
    assert found[0] == (5, 51)
    assert found[1] == (7, Lost("ValueError: seven"))
    assert [result for _, result in found[2:]] == [n * 10 + 1 for n in range(20, 40)]


def test_a_task_that_kills_its_process_takes_no_other_along() -> None:
    found = dict(Pool(work, begin, 2, 2).map([1, 2, 11, 3, *range(20, 36)]))
    assert isinstance(found.pop(11), Lost)
    assert found == {n: n * 10 + 2 for n in (1, 2, 3, *range(20, 36))}


def test_tasks_are_taken_only_when_there_is_room() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(20, 60):
            taken.append(number)
            yield number

    results = Pool(work, begin, 0, 1).map(tasks())
    next(results)
    assert len(taken) <= WAITING + 1
    results.close()  # type: ignore[attr-defined]
