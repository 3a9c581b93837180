"""Running the command as its users do: in this process for speed, in one of its own where streams matter."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import OWN_RULES, SAMPLES, Ran, Run, command, environment
from click.testing import CliRunner

from qcdc_rules.cli.check import check


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Kept rulesets of the tests stay out of the user's own cache."""
    folder = str(tmp_path_factory.mktemp("cache"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QCDC_CACHE_DIR", folder)
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder with one file of each kind: `good.yaml`, `violated.yaml` …"""
    monkeypatch.chdir(tmp_path)
    for name, text in SAMPLES.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """The command in this process, with the rules of `pack/` unless `rules` says otherwise."""

    def go(*args: str, stdin: bytes | None = None, rules: tuple[str, ...] = OWN_RULES) -> Ran:
        result = CliRunner().invoke(check, [*rules, *args], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return go


@pytest.fixture
def process(folder: Path) -> Run:
    """The command as a process of its own; its streams are bytes in UTF-8."""

    def go(*args: str, stdin: bytes = b"", rules: tuple[str, ...] = OWN_RULES, **env: str) -> Ran:
        done = subprocess.run(
            command(*rules, *args), input=stdin, capture_output=True, cwd=folder, env=environment(**env), check=False
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return go
