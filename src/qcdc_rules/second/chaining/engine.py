"""The parent's side of durable-rules: starts the child, asks it, and never waits for it without a limit."""

from __future__ import annotations

import importlib.util
import json
import queue
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import IO, Any, Literal, cast

from qcdc_rules.second.chaining.knowledge import Fact, every_set, facts_of, parts_of
from qcdc_rules.second.outcome import VERDICTS, Facts, Verdict
from qcdc_rules.second.truths import ANSWERS, Answer
from qcdc_rules.source import Words

START_LIMIT, ANSWER_LIMIT = 60.0, 20.0
"""Seconds. A question takes a few thousandths of one; whoever waits so long waits for a hung process."""
FLAG = "CC='cc -DPyEval_CallObject=PyObject_CallObject' pip install --no-binary :all: durable-rules"
CHILD = "qcdc_rules.second.chaining.child"


class Refusal(Exception):
    """Why durable-rules cannot be used here, and what to do about it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class ChainFault(RuntimeError):
    """The child answered wrongly, not in time, or not at all."""


def refusal(version: tuple[int, int], installed: bool, compiler: bool) -> Words | None:
    """The reason why the second engine cannot start; None where nothing is known to stand in the way."""
    if installed:
        return None
    if version >= (3, 13):
        return Words(
            f"Không chạy được --engine durable: gói durable-rules 2.0.28 không dịch được cho Python {version[0]}.{version[1]}"
            f" nếu thiếu cờ biên dịch. Hãy cài bằng: {FLAG}; hoặc dùng Python 3.11, 3.12.",
            f"--engine durable cannot run: durable-rules 2.0.28 does not build for Python {version[0]}.{version[1]} without"
            f" a compiler flag. Install it with: {FLAG}; or use Python 3.11 or 3.12.",
        )
    if not compiler:
        return Words(
            "Không chạy được --engine durable: gói durable-rules chỉ có mã nguồn, cần trình biên dịch C (gcc, clang) và"
            " máy này không có. Hãy cài trình biên dịch, rồi: pip install 'qcdc-rules[durable]'.",
            "--engine durable cannot run: durable-rules comes as source only and needs a C compiler (gcc, clang), which is"
            " not here. Install one, then: pip install 'qcdc-rules[durable]'.",
        )
    return Words(
        "Không chạy được --engine durable: chưa cài gói durable-rules. Hãy cài: pip install 'qcdc-rules[durable]'.",
        "--engine durable cannot run: durable-rules is not installed. Install it: pip install 'qcdc-rules[durable]'.",
    )


def has_compiler() -> bool:
    named = str(sysconfig.get_config_var("CC") or "").split(" ")[0]
    return any(shutil.which(name) for name in (named, "cc", "gcc", "clang", "cl") if name)


def here() -> Words | None:
    """The refusal on this machine."""
    installed = importlib.util.find_spec("durable") is not None
    return refusal(sys.version_info[:2], installed, has_compiler())


class DurableChain:
    """durable-rules in a process of its own: derives verdicts from facts, and joins answers.

    Each pattern of facts is asked once. Use it as a context: leaving it ends the process.
    """

    def __init__(
        self, command: Iterable[str] = (), start_limit: float = START_LIMIT, answer_limit: float = ANSWER_LIMIT
    ) -> None:
        self._command = tuple(command) or (sys.executable, "-m", CHILD)
        self._start_limit, self._limit = start_limit, answer_limit
        self._process: subprocess.Popen[str] | None = None
        self._ear: threading.Thread | None = None
        self._open = ExitStack()
        self._stderr: IO[str] | None = None
        self._lines: queue.Queue[str] = queue.Queue()
        self._verdicts: dict[Facts, Verdict] = {}
        self._joins: dict[tuple[str, frozenset[Answer]], Answer] = {}

    def __enter__(self) -> DurableChain:
        if self._command[1:] == ("-m", CHILD) and (words := here()) is not None:
            raise Refusal(words)
        with self._open as opened:
            self._stderr = opened.enter_context(tempfile.TemporaryFile(mode="w+", encoding="utf-8", errors="replace"))
            self._start()
            opened.callback(self._end)
            self._heard(self._start_limit)
            for kind in ("every", "some"):
                for answers in every_set():
                    self._joins[kind, answers] = cast(Answer, self._asked("joining", parts_of(kind, answers), ANSWERS))
            self._open = opened.pop_all()  # all went well: it stays open until it is closed
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._open.close()

    def _start(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            self._command, stdin=pipe, stdout=pipe, stderr=self._stderr, text=True, encoding="utf-8"
        )
        self._ear = threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._ear.start()

    def _end(self) -> None:
        process = self._process
        assert process is not None
        process.kill()
        process.wait()
        if self._ear is not None:
            self._ear.join()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not read any more cannot be flushed
                    stream.close()

    # -- the child ---------------------------------------------------------------------------------------

    def _listen(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line)
        self._lines.put("")

    def _heard(self, limit: float) -> dict[str, Any]:
        assert self._process is not None
        try:
            line = self._lines.get(timeout=limit)
        except queue.Empty:
            raise ChainFault(f"durable-rules did not answer within {limit:g} seconds") from None
        if not line:
            code = self._process.wait()
            assert self._stderr is not None
            self._stderr.seek(0)
            told = self._stderr.read().strip().splitlines()
            why = told[-1] if told else f"exit {code}"
            if "PyEval_CallObject" in why or why.startswith(("ImportError", "ModuleNotFoundError")):
                raise Refusal(_broken(why))
            raise ChainFault(f"the process of durable-rules ended: {why}")
        found: dict[str, Any] = json.loads(line)
        return found

    def _asked(self, chain: Literal["judging", "joining"], facts: list[Fact], allowed: tuple[str, ...]) -> str:
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(OSError):  # the child is gone: what it said last is told when it is listened to
            self._process.stdin.write(json.dumps({"chain": chain, "facts": facts}) + "\n")
            self._process.stdin.flush()
        word = str(self._heard(self._limit).get("answer"))
        if word not in allowed:
            raise ChainFault(f"durable-rules gave no answer that is known: {word}")
        return word

    # -- what the second engine asks ---------------------------------------------------------------------

    def derive(self, facts: Facts) -> Verdict:
        found = self._verdicts.get(facts)
        if found is None:
            found = self._verdicts[facts] = cast(Verdict, self._asked("judging", facts_of(facts), VERDICTS))
        return found

    @property
    def patterns(self) -> int:
        """How many different patterns of facts were derived."""
        return len(self._verdicts)

    def every(self, answers: Iterable[Answer]) -> Answer:
        return self._joins["every", frozenset(answers)]

    def some(self, answers: Iterable[Answer]) -> Answer:
        return self._joins["some", frozenset(answers)]


def _broken(why: str) -> Words:
    return Words(
        f"Không chạy được --engine durable: gói durable-rules đã cài nhưng không nạp được ({why[:200]}). Với Python 3.13 trở lên"
        f" hãy cài lại bằng: {FLAG}.",
        f"--engine durable cannot run: durable-rules is installed but cannot be loaded ({why[:200]}). For Python 3.13 or later"
        f" install it again with: {FLAG}.",
    )
