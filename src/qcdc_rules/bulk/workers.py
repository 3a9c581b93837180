"""Lines judged by one process or several, in the order in which they came, with a bounded number under way.

A worker gets one handful of lines at a time and answers with their entries; nothing else is shared. It ends when
its pipe ends, so that it never outlives the run, however that ends.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Generator, Iterable, Iterator
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from qcdc_rules.bulk.judging import Entry, Judge
from qcdc_rules.bulk.lines import Line, chunks
from qcdc_rules.bulk.settings import Settings
from qcdc_rules.compiling.ruleset import Ruleset

WINDOW = 4
"""How many handfuls for each worker may be under way or wait for an earlier one."""


class WorkerLost(RuntimeError):
    """A worker ended without an answer."""


class Worker(NamedTuple):
    process: BaseProcess
    pipe: Connection


def judged(settings: Settings, ruleset: Ruleset, lines: Iterable[Line], jobs: int) -> Generator[Entry, None, None]:
    """The entries of the lines, in their order. New processes are only for more than one handful."""
    if jobs == 1:
        yield from _here(settings, ruleset, lines)
        return
    handfuls = chunks(lines)
    first = list(islice(handfuls, 2))
    if len(first) < 2:
        yield from _here(settings, ruleset, chain.from_iterable(first))
        return
    workers = _started(settings._replace(digest=ruleset.digest), jobs)
    try:
        for entries in _in_order(workers, chain(first, handfuls)):
            yield from entries
    finally:
        _stopped(workers)


def _here(settings: Settings, ruleset: Ruleset, lines: Iterable[Line]) -> Iterator[Entry]:
    judge = Judge(settings, ruleset)
    for line in lines:
        yield judge.entry(line)


def _in_order(workers: list[Worker], handfuls: Iterator[tuple[Line, ...]]) -> Iterator[list[Entry]]:
    """Hand out, gather, and give on in order. Each worker holds one handful; the next one is read meanwhile."""
    idle, busy = list(workers), dict[Connection, tuple[int, Worker]]()
    done: dict[int, list[Entry]] = {}
    given, taken = 0, 0
    following = next(handfuls, None)
    while following is not None or busy or done:
        while following is not None and idle and given - taken < WINDOW * len(workers):
            worker = idle.pop()
            _send(worker, following)
            busy[worker.pipe] = (given, worker)
            given += 1
            following = next(handfuls, None)
        for pipe in wait(list(busy)):
            assert isinstance(pipe, Connection)
            number, worker = busy.pop(pipe)
            done[number] = _answer(worker)
            idle.append(worker)
        while taken in done:
            yield done.pop(taken)
            taken += 1


def _send(worker: Worker, lines: tuple[Line, ...]) -> None:
    try:
        worker.pipe.send(lines)
    except OSError as fault:
        raise WorkerLost(_lost(worker)) from fault


def _answer(worker: Worker) -> list[Entry]:
    try:
        answer: list[Entry] = worker.pipe.recv()
    except (EOFError, OSError) as fault:
        raise WorkerLost(_lost(worker)) from fault
    return answer


def _lost(worker: Worker) -> str:
    worker.process.join(timeout=5)
    return f"a worker ended (exit {worker.process.exitcode})"


# -- processes -----------------------------------------------------------------------------------------


def _started(settings: Settings, jobs: int) -> list[Worker]:
    """New interpreters, the same way on every system; an interruption at the keyboard is for the first process."""
    context = multiprocessing.get_context("spawn")
    workers: list[Worker] = []
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # handed down to those started here
    try:
        for number in range(jobs):
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs, settings), name=f"qcdc-bulk-{number}", daemon=True)
            process.start()
            theirs.close()
            workers.append(Worker(process, ours))
    finally:
        signal.signal(signal.SIGINT, before)
    return workers


def _stopped(workers: list[Worker]) -> None:
    for worker in workers:
        worker.pipe.close()
        worker.process.terminate()
    for worker in workers:
        worker.process.join()


def serve(pipe: Connection, settings: Settings) -> None:
    """What a worker does: answer handfuls of lines until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ruleset = settings.ruleset()
    if ruleset.digest != settings.digest:
        raise WorkerLost("the rules changed while the run began")
    gc.freeze()  # the rules stay for good
    gc.set_threshold(200_000, 20, 20)
    judge = Judge(settings, ruleset)
    try:
        while True:
            pipe.send(judge.entries(pipe.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the run has ended, one way or another
