"""What docs/integrations.md promises is run: the commit hook, the GitHub action, the gate in Python."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qcdc_rules.cli.check import check
from qcdc_rules.cli.report import verify
from qcdc_rules.loading.plain import to_plain
from qcdc_rules.source import read_bytes

ROOT = Path(__file__).parents[2]
PAPER = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
GOOD_KIND = ROOT / "examples" / "commune-2024.yaml"
BAD_KIND = ROOT / "examples" / "commune-2023.yaml"


def plain(name: str) -> Any:
    node, problems = read_bytes((ROOT / name).read_bytes(), name)
    assert node is not None
    assert not problems
    return to_plain(node)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """`qcdc-check` on the path, as an installation puts it there; no settings of the person at this machine."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "qcdc-check"
    script.write_text(f"#!{sys.executable}\nfrom qcdc_rules.cli.main import check\ncheck()\n", encoding="utf-8")
    script.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "QCDC_CACHE_DIR": str(tmp_path / "cache"),
    }


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_hook_blocks_a_bad_commit(tmp_path: Path, environment: dict[str, str]) -> None:
    [hook] = plain(".pre-commit-hooks.yaml")
    assert hook["language"] == "python"
    repository = tmp_path / "repository"

    def git(*args: str) -> subprocess.CompletedProcess[str]:
        identity = ("-c", "user.name=n", "-c", "user.email=n@example.invalid")
        return subprocess.run(
            ["git", *identity, *args], cwd=repository, env=environment, capture_output=True, text=True, check=False
        )

    repository.mkdir()
    git("init", "--quiet")
    # what pre-commit does: the entry, with the staged files whose names match
    entry = " ".join(map(shlex.quote, shlex.split(hook["entry"])))
    names = f"git diff --cached --name-only --diff-filter=d | grep -E {shlex.quote(hook['files'])}"
    script = repository / ".git" / "hooks" / "pre-commit"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f"#!/bin/sh\nfiles=$({names}) || exit 0\n{entry} $files\n", encoding="utf-8")
    script.chmod(0o755)

    (repository / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    git("add", "other.yaml")
    assert git("commit", "-qm", "not a report").returncode == 0
    shutil.copy(BAD_KIND, repository / "bao-cao-2023.yaml")
    git("add", ".")
    blocked = git("commit", "-qm", "bad")
    assert blocked.returncode == 1
    assert "VI PHẠM" in blocked.stdout + blocked.stderr
    assert git("rev-list", "--count", "HEAD").stdout.strip() == "1"


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("args", "code"),
    [("", 1), ("--fail-on\nnever", 0), ("--fail-on\n$(touch hacked)", 2)],
    ids=["violated", "never", "no text of the script"],
)
def test_the_action(tmp_path: Path, environment: dict[str, str], args: str, code: int) -> None:
    step = plain("action.yml")["runs"]["steps"][-1]
    assert set(step["env"]) == {"QCDC_PATH", "QCDC_ARGS", "QCDC_SARIF"}
    assert "${{" not in step["run"]
    shutil.copy(BAD_KIND, tmp_path / "my report.yaml")
    variables = {
        "QCDC_PATH": "my report.yaml\n",
        "QCDC_ARGS": args,
        "QCDC_SARIF": "found.sarif",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=tmp_path,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"code={code}\n"
    assert not (tmp_path / "hacked").exists()
    if code != 2:
        assert (tmp_path / "found.sarif").is_file()
        assert "::error" in done.stdout


def gate_in_python() -> str:
    found = re.search(r"```python\n(.*?)```", PAPER, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(("example", "code"), [(BAD_KIND, 1), (ROOT / "examples" / "commune-2024-half-filled.yaml", 5)])
def test_the_gate_in_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: Path, code: int
) -> None:
    script = gate_in_python()
    assert len([line for line in script.splitlines() if line.strip()]) <= 5
    shutil.copy(example, tmp_path / "report.yaml")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        exec(compile(script, "docs/integrations.md", "exec"), {})
    assert ended.value.code == code


def test_every_option_of_the_paper_exists() -> None:
    known = {name for one in (*check.params, *verify.params) for name in one.opts}
    named = set(re.findall(r"`(--[a-z-]+)", PAPER))
    assert named <= known | {"--help"}


def test_the_paper_names_no_address_that_is_not_there() -> None:
    """No owner is invented: the hook is taken from the reader's own copy, the action from a folder of it."""
    assert not re.search(r"OWNER|github\.com", PAPER)
    for block in re.findall(r"```yaml\n(.*?)```", PAPER, re.DOTALL):
        node, problems = read_bytes(block.encode(), "docs/integrations.md")
        assert node is not None
        assert not problems
    used = re.findall(r"uses: (\S+)", PAPER)
    assert [one for one in used if not one.startswith("actions/")] == ["./qcdc-rules"]
    assert (ROOT / "action.yml").is_file()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_good_report_may_be_committed(tmp_path: Path, environment: dict[str, str]) -> None:
    """The hook blocks nothing but what is wrong."""
    [hook] = plain(".pre-commit-hooks.yaml")
    assert re.search(hook["files"], "reports/bao-cao-2024.yaml")
    assert not re.search(hook["files"], "settings.yaml")
    shutil.copy(GOOD_KIND, tmp_path / "bao-cao-2024.yaml")
    done = subprocess.run(
        [*shlex.split(hook["entry"]), "bao-cao-2024.yaml"], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0
