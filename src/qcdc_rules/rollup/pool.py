"""A map over many processes: results in the order of the tasks, a bounded queue, no task that takes others along.

Knows nothing of submissions. The worker's state is made once in each process by `start`; a task that raises, or
that kills its process, gives a `Lost` in its place and stops nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Generic, NamedTuple, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Setting = TypeVar("Setting")
WAITING = 4
"""Tasks that may wait for each process: enough that none is idle, few enough that memory stays flat."""


class Lost(NamedTuple):
    """What is left of a task that gave no result."""

    why: str


class Pool(Generic[Setting, Task, Result]):
    """Runs `work` over tasks in `jobs` processes; with one job, in a thread of this process."""

    def __init__(
        self, work: Callable[[Task], Result], start: Callable[[Setting], None], setting: Setting, jobs: int
    ) -> None:
        self._work = work
        self._start = start
        self._setting = setting
        self._jobs = jobs

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Lost]]:
        """Each task with its result, in the order of the tasks. Closing the iterator stops the work."""
        executor = self._executor(self._jobs)
        waiting: deque[tuple[Task, Future[Result]]] = deque()
        try:
            for task in tasks:
                while len(waiting) >= self._jobs * WAITING:
                    executor = yield from self._next(executor, waiting)
                while (future := self._submitted(executor, task)) is None:
                    executor = (yield from self._next(executor, waiting)) if waiting else self._executor(self._jobs)
                waiting.append((task, future))
            while waiting:
                executor = yield from self._next(executor, waiting)
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    def _submitted(self, executor: Executor, task: Task) -> Future[Result] | None:
        """None where a process died before this task was given to it."""
        try:
            return executor.submit(self._work, task)
        except BrokenProcessPool:
            return None

    def _next(
        self, executor: Executor, waiting: deque[tuple[Task, Future[Result]]]
    ) -> Generator[tuple[Task, Result | Lost], None, Executor]:
        """The oldest task's result. Where a process died, every waiting task is tried again, alone."""
        task, future = waiting.popleft()
        fault = future.exception()
        if not isinstance(fault, BrokenProcessPool):
            yield task, future.result() if fault is None else Lost(f"{type(fault).__name__}: {fault}")
            return executor
        executor.shutdown(wait=True, cancel_futures=True)
        again = [task, *(one for one, _ in waiting)]
        waiting.clear()
        yield from self._one_by_one(again)
        return self._executor(self._jobs)

    def _one_by_one(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Lost]]:
        """With one task at a time, the one that kills the process is the one that was running."""
        executor = self._processes(1)
        for task in tasks:
            future = executor.submit(self._work, task)  # nothing else runs there: it is not broken
            fault = future.exception()
            if isinstance(fault, BrokenProcessPool):
                executor.shutdown(wait=True, cancel_futures=True)
                executor = self._processes(1)
            yield task, future.result() if fault is None else Lost(f"{type(fault).__name__}: {fault}")
        executor.shutdown(wait=True, cancel_futures=True)

    def _executor(self, jobs: int) -> Executor:
        if jobs == 1:
            return ThreadPoolExecutor(1, "worker", self._start, (self._setting,))
        return self._processes(jobs)

    def _processes(self, jobs: int) -> Executor:
        return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _began, (self._start, self._setting))


def _began(start: Callable[[Setting], None], setting: Setting) -> None:
    """The first thing in a worker: Ctrl-C is the parent's affair, and a worker does not outlive its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start(setting)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
