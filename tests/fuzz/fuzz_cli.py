"""The command line as a target: options and files drawn at random, run in this process."""

from __future__ import annotations

import io
import json
import os
import tempfile
from contextlib import chdir
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random

import fuzz_seeds as seeds
from click.testing import CliRunner
from fuzz_mutate import spoilt
from fuzz_targets import DAY, Target, around, builtin, make_submission

from qcdc_rules.api import check
from qcdc_rules.rendering.json_report import render_json

LOADED_IN = 20.0
"""Seconds of CPU for a run that may have to read the built-in rules anew, because a pack beside them is faulty."""
OPTIONS: tuple[tuple[str, ...], ...] = (
    ("--lang", "en"), ("--lang", "x"), ("--as-of", "2025-01-10"), ("--as-of", "2024-13-01"),
    ("--only", "commune.posting"), ("--only", "\udcff"), ("--skip", "commune.x"), ("--category", "decide"),
    ("--regulation", "agency"), ("-f", "json"), ("-f", "sarif"), ("-f", "html", "-o", "o.html"), ("-f", "junit"),
    ("-f", "github"), ("-f", "markdown"), ("-f", "xlsx", "-o", "o.xlsx"), ("-f", "xlsx"), ("-o", "o.txt"),
    ("-o", "no/where"), ("-o", "a.yaml"), ("--fail-on", "never"), ("--fail-on", "any-unknown"),
    ("--min-severity", "error"), ("--waivers", "b"), ("--baseline", "b"), ("--evidence-dir", "."),
    ("--show-persons",), ("--todo",), ("--sarif-all",), ("--explain",), ("-v",), ("-vv",), ("-q",),
    ("--rules", "b.yaml"), ("--no-builtin-rules",), ("--no-waivers",), ("--nope",), ("-",), ("gone.yaml",), ("",),
    (".",), ("a.yaml/b",), ("b.yaml",),
)  # fmt: skip
SENSIBLE = tuple(
    one
    for one in OPTIONS
    if one[0].startswith("-") and one[-1] not in ("x", "2024-13-01", "no/where", "a.yaml", "--nope", "\udcff")
)
ALLOWED = {0, 1, 2, 3, 4, 5}


@cache
def _second_files() -> tuple[bytes, ...]:
    """What options name: reports kept as JSON, waivers, rule files."""
    reports = [
        render_json([check(one, ruleset=builtin(), as_of=DAY, name="a.yaml")], 1).encode()
        for one in seeds.submissions()[-3:]
    ]
    waivers = [path.read_bytes() for path in seeds.ROOT.glob("docs/**/*waiver*.yaml")]
    act = {"id": "M1", "rules": ["commune.posting"], "unit": "00012", "from": "2024-01-01", "until": "2025-12-31"}
    return (
        *reports,
        *waivers,
        json.dumps({"schema": "qcdc-waivers/1", "waivers": [act]}).encode(),
        *seeds.rule_texts()[:30],
    )


def make_cli(rng: Random) -> bytes:
    """A command line and two files, as JSON."""
    options = OPTIONS if rng.random() < 0.3 else SENSIBLE
    args = [word for _ in range(rng.randrange(5)) for word in rng.choice(options)]
    command = rng.choice(("check", "check", "check", "form", "verify", "diff", "explain", "lint"))
    first = make_submission(rng)
    second = spoilt(rng, rng.choice(_second_files()), _second_files())
    return json.dumps([command, args, first.decode("latin-1"), second.decode("latin-1")]).encode()


def _arguments(command: str, args: list[str]) -> list[str]:
    return {
        "check": ["check", "a.yaml", *args], "form": ["form", "next", "a.yaml"], "verify": ["report", "verify", "b", "a.yaml"],
        "diff": ["report", "diff", "b", "b"], "explain": ["rules", "explain", "commune.posting", "a.yaml"],
        "lint": ["rules", "lint", "--no-builtin-rules", "--rules", "b.yaml"],
    }[command]  # fmt: skip


def run_cli(data: bytes) -> str:
    """The command line in this process: an exit code that is promised, and no exception."""
    try:
        command, args, first, second = json.loads(data)
        files = {"a.yaml": first.encode("latin-1"), "b": second.encode("latin-1"), "b.yaml": second.encode("latin-1")}
        words = _arguments(command, args)
    except (ValueError, KeyError, TypeError, AttributeError):
        return "no command"  # an input that was cut while it was made small
    group = import_module("qcdc_rules.cli.main").group
    folder, _ = around()
    with tempfile.TemporaryDirectory(dir=folder) as here, chdir(here):
        for name, content in files.items():
            Path(name).write_bytes(content)
        result = CliRunner().invoke(group, words, input=io.BytesIO(b"{}"))
        left = sorted(set(os.listdir(here)) - {*files, "o.html", "o.xlsx", "o.txt"})
        assert Path("a.yaml").read_bytes() == files["a.yaml"], "the submission was changed"
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in ALLOWED, f"exit {result.exit_code}"
    assert not left, f"left behind: {left}"
    return f"exit {result.exit_code}"


CLI = Target("cli", make_cli, run_cli, LOADED_IN)
