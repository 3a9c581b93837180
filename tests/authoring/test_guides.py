"""The guides for authors: every file on the page is written, every command run, and gives the exit code it names."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from packs import ROOT

from qcdc_rules.cli.main import group

GUIDES = ROOT / "docs" / "guides"
_BLOCK = re.compile(r"```(console|yaml [^\n`]*/?[^\n`]+\.yaml)\n(.*?)```", re.DOTALL)


def commands(text: str) -> list[tuple[list[str], int]]:
    """The commands of a console block, each with the exit code that it must give."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("$ qcdc "):
            command, _, note = line.removeprefix("$ qcdc ").partition("#")
            code = re.search(r"mã thoát (\d+)", note)
            found.append((shlex.split(command), int(code[1]) if code else 0))
    return found


@pytest.mark.parametrize("guide", ["first-rule", "change-of-law", "provincial-pack"])
def test_a_guide_does_what_it_says(guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QCDC_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "packs", tmp_path / "examples" / "packs")
    shutil.copy(ROOT / "examples" / "commune-2024.yaml", tmp_path / "examples")
    ran = 0
    for kind, text in _BLOCK.findall((GUIDES / f"{guide}.md").read_text(encoding="utf-8")):
        if kind != "console":
            path = tmp_path / kind.removeprefix("yaml ").strip()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            continue
        for command, code in commands(text):
            result = CliRunner().invoke(group, command, catch_exceptions=False)
            assert result.exit_code == code, f"{command}: {result.output}"
            ran += 1
    assert ran >= 2
