"""What is attacked, and what must hold of every answer whatever the input."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import NamedTuple

import fuzz_seeds as seeds
import yaml
from fuzz_mutate import spoilt, spoilt_tree, written
from hostile_runs import PYTHON, UNSAFE

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import Sources, read_packs
from qcdc_rules.loading.submission import read_submission
from qcdc_rules.model.submission import Unreadable
from qcdc_rules.rendering.json_report import render_json
from qcdc_rules.rendering.text_report import TextOptions, render_text
from qcdc_rules.source import Listing, Node, Problem, Scalar, Table, decode, read_bytes
from qcdc_rules.source.limits import MAX_DEPTH
from qcdc_rules.source.problems import MAX_PROBLEMS

DAY = date(2025, 1, 10)
READ_IN, CHECKED_IN = 1.0, 5.0
"""Seconds of CPU that one input of at most 64 KB may take, to be read, and to be judged by every rule."""


class Target(NamedTuple):
    """One thing to attack: how its inputs are made, and what is done with one."""

    name: str
    make: Callable[[Random], bytes]
    run: Callable[[bytes], str]
    slowest: float


def _sound(problems: list[Problem] | tuple[Problem, ...], lines: int) -> None:
    assert len(problems) <= MAX_PROBLEMS + 1, "a flood of problems"
    for one in problems:
        assert 1 <= one.line <= lines + 1, f"line {one.line} of {lines}"
        assert one.column >= 1, "no column"
        for text in (one.words.vi, one.words.en):
            assert text, "no words"
            assert not re.search(r"\{[a-z_]+\}(?!\w)", text) or "{" in text, "an unfilled sentence"
            assert len(text) < 2000, "an endless sentence"


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    return {entry.key.text: _plain(entry.value) for entry in node.entries}


def _read(data: bytes, name: str) -> tuple[Node | None, str | None]:
    node, problems = read_bytes(data, name)
    _sound(problems, max(data.count(b"\n"), data.count(b"\r")) + 1)
    assert node is not None or any(one.severity == "error" for one in problems), "refused without a word"
    text, _ = decode(data, name)
    return (node, text) if not problems else (None, None)


def run_yaml(data: bytes) -> str:
    """Read as YAML; what is read without a problem is what PyYAML reads."""
    node, text = _read(data, "a.yaml")
    if node is None or text is None:
        return "refused"
    if "\\" not in text and "<<" not in text:  # escapes come out in NFC, a quoted << is a merge to PyYAML
        theirs = yaml.load(text, yaml.CBaseLoader)
        ours = _plain(node)
        assert _without_nulls(theirs) == _without_nulls(ours), "not what PyYAML reads"
    return "read"


def _without_nulls(value: object) -> object:
    """`~` and `null` are values not written to us, and texts to PyYAML's base loader."""
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    return "" if value in ("~", "null") else value


def _strict(text: str) -> object:
    def constant(name: str) -> object:
        raise ValueError(name)

    def unique(pairs: list[tuple[str, object]]) -> object:
        if len({name for name, _ in pairs}) != len(pairs):
            raise ValueError("a name twice")
        return dict(pairs)

    return json.loads(text, parse_constant=constant, object_pairs_hook=unique, parse_int=str, parse_float=str)


def _depth(text: str) -> int:
    deepest = depth = 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        deepest = max(deepest, depth)
    return deepest


def run_json(data: bytes) -> str:
    """Read as JSON; accepted is what Python's own reader accepts, its laxities aside."""
    node, text = _read(data, "a.json")
    whole, _ = decode(data, "a.json")
    theirs = True
    try:
        if whole is not None:
            _strict(whole)
    except (ValueError, RecursionError):
        theirs = False
    if node is not None and text is not None:
        assert theirs, "accepted what is no JSON"
        return "read"
    if whole is not None and theirs and _depth(whole) <= MAX_DEPTH:
        problems = {one.code for one in read_bytes(data, "a.json")[1]}
        assert problems <= {"json-lone-surrogate", "json-duplicate-key"}, f"refused JSON: {problems}"
    return "refused"


def run_submission(data: bytes) -> str:
    """Read as a submission: never an exception, and a Submission or the reasons why not."""
    read = read_submission(data, "a")
    _sound(read.problems, max(data.count(b"\n"), data.count(b"\r")) + 1)
    if isinstance(read, Unreadable):
        assert any(one.severity == "error" for one in read.problems), "unreadable without a reason"
        return "unreadable"
    return "problems" if any(one.severity == "error" for one in read.problems) else "clean"


@cache
def builtin() -> Ruleset:
    return load_ruleset()


def prepare() -> None:
    """Load what every run needs, so that the first input does not pay for it; the user's cache is left alone."""
    os.environ.setdefault("QCDC_CACHE_DIR", str(around()[0] / "cache"))
    for submission in seeds.submissions()[-3:]:
        run_report(submission)
    run_rules(seeds.rule_texts()[0])


def run_report(data: bytes) -> str:
    """Judge by every rule and print: no fault inside a rule, nothing of Python in the words, no control characters."""
    report = check(data, ruleset=builtin(), as_of=DAY, name="a")
    faults = [f"{one.rule}: {one.fault}" for one in report.findings if one.outcome == "error"]
    assert not faults, f"error inside a rule: {faults[:2]}"
    json.loads(render_json([report], 0))
    lang = "vi" if len(data) % 2 else "en"
    text = render_text([report], TextOptions(lang, verbosity=1))
    assert not UNSAFE.search(text), "a control character"
    assert not PYTHON.search(text) or PYTHON.search(data.decode("utf-8", "replace")), (
        f"Python in {PYTHON.findall(text)[:2]}"
    )
    names = (
        "sarif:render_sarif",
        "junit:render_junit",
        "github:render_github",
        "markdown:render_markdown",
        "html_report:render_html",
    )
    module, _, name = names[len(data) % len(names)].partition(":")
    run = import_module("qcdc_rules.rendering.run").Run(1, lang, "missing", "warning", "0", False)
    getattr(import_module(f"qcdc_rules.rendering.{module}"), name)([report], run)
    return "judged" if report.evaluated else "unreadable"


@cache
def around() -> tuple[Path, list[tuple[Path, str]]]:
    """A folder of this process in memory where there is one, and the packs that stand beside the spoilt file."""
    shared = Path("/dev/shm")
    folder = tempfile.TemporaryDirectory(prefix="qcdc-fuzz-", dir=shared if shared.is_dir() else None)
    _KEPT.append(folder)
    beside = [seeds.ROOT / "tests" / "cli" / "pack", seeds.ROOT / "rules" / "templates"]
    return Path(folder.name), [(path, path.name) for path in beside]


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
"""Folders that go when the process ends."""


def run_rules(data: bytes) -> str:
    """Load as a file of a pack beside sound ones; what loads without an error judges without a fault."""
    folder, beside = around()
    path = folder / "spoilt.yaml"
    path.write_bytes(data)
    sources: Sources = read_packs([*beside, (path, "spoilt.yaml")], tests=True)
    ruleset = assemble(sources)
    mine = [one for one in ruleset.problems if one.file == "spoilt.yaml"]
    for one in mine:
        assert one.words.vi, "no words"
        assert one.words.en, "no words"
        assert one.line >= 1, "no line"
    if not ruleset.rules:
        return "no rules"
    for submission in seeds.submissions()[-3:]:
        report = check(submission, ruleset=ruleset, as_of=DAY, name="a.json")
        faults = [f"{one.rule}: {one.fault}" for one in report.findings if one.outcome == "error"]
        assert not faults, f"error inside a rule: {faults[:2]}"
        render_text([report], TextOptions("vi", verbosity=2, explain=True))
    return "problems" if mine else "clean"


def make_yaml(rng: Random) -> bytes:
    pool = [data for _, data, _ in seeds.yaml_suite()] if rng.random() < 0.6 else [*seeds.ODD, *seeds.submissions()]
    return spoilt(rng, rng.choice(pool), pool)


def make_json(rng: Random) -> bytes:
    if rng.random() < 0.3:
        return spoilt(rng, written(rng, spoilt_tree(rng, rng.choice(seeds.trees()), seeds.trees())), seeds.ODD)
    pool = [data for _, data in seeds.json_suite()] if rng.random() < 0.6 else [*seeds.ODD, *seeds.submissions()[-3:]]
    return spoilt(rng, rng.choice(pool), pool)


def make_submission(rng: Random) -> bytes:
    if rng.random() < 0.25:
        return spoilt(rng, rng.choice(seeds.submissions()), seeds.submissions())
    return written(rng, spoilt_tree(rng, rng.choice(seeds.trees()), seeds.trees()))


def make_rules(rng: Random) -> bytes:
    data = rng.choice(seeds.rule_texts())
    if rng.random() < 0.5:
        return spoilt(rng, data, seeds.rule_texts())
    trees = list(_rule_trees())
    return written(rng, spoilt_tree(rng, rng.choice(trees), trees))


@cache
def _rule_trees() -> tuple[object, ...]:
    return tuple(_trees(seeds.rule_texts()))


def _trees(texts: tuple[bytes, ...]) -> Iterator[object]:
    for text in texts:
        node, _ = read_bytes(text, "a.yaml")
        if isinstance(node, Table):
            yield _plain(node)


TARGETS = {
    one.name: one
    for one in (
        Target("yaml", make_yaml, run_yaml, READ_IN),
        Target("json", make_json, run_json, READ_IN),
        Target("submission", make_submission, run_submission, READ_IN),
        Target("rules", make_rules, run_rules, CHECKED_IN),
        Target("report", make_submission, run_report, CHECKED_IN),
    )
}
