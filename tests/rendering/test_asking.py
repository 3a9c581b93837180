"""How formats are asked for: in pairs with files, with a clear word where an extra is missing, at no cost to the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from render_samples import EXAMPLES

from qcdc_rules.cli import formats
from qcdc_rules.cli.check import check
from qcdc_rules.cli.formats import RENDERERS

EXAMPLE = str(EXAMPLES / "workplace-garment-2024.yaml")
DAY = ("--as-of", "2025-01-15")


def run(*args: str) -> Result:
    return CliRunner().invoke(check, [*args, *DAY])


def test_every_format_in_one_run(tmp_path: Path) -> None:
    pairs = [part for kind in RENDERERS for part in ("-f", kind, "-o", str(tmp_path / kind))]
    done = run(EXAMPLE, *pairs, "-f", "json", "-o", str(tmp_path / "json"))
    assert done.exit_code == 1, done.output
    assert done.stdout == ""
    assert {path.name for path in tmp_path.iterdir()} == {*RENDERERS, "json"}
    assert (tmp_path / "xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("kind", RENDERERS)
def test_one_format_may_be_printed(kind: str) -> None:
    done = run(EXAMPLE, "-f", kind)
    assert done.exit_code == 1
    assert done.stdout_bytes


def test_todo_prints_what_to_do() -> None:
    done = run(EXAMPLE, "--todo")
    assert done.exit_code == 1
    assert "Làm ngay" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("CỔNG ĐÓNG")


def test_sarif_all() -> None:
    kinds = [
        {result["kind"] for result in json.loads(run(EXAMPLE, "-f", "sarif", *more).stdout)["runs"][0]["results"]}
        for more in ((), ("--sarif-all",))
    ]
    assert kinds == [{"fail"}, {"fail", "open", "pass", "notApplicable"}]


@pytest.mark.parametrize(("kind", "package"), [("html", "jinja2"), ("xlsx", "xlsxwriter")])
def test_a_missing_extra_is_said_in_both_languages(kind: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)

    monkeypatch.setattr(formats, "import_module", missing)
    done = run(EXAMPLE, "-f", kind)
    assert done.exit_code == 2
    assert f"Dạng {kind} cần thêm gói {package}: pip install 'qcdc-rules[{kind}]'" in done.stderr
    assert f"The format {kind} needs {package}" in done.stderr
    assert done.stdout == ""


def test_another_missing_module_is_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError("No module named 'other'", name="other")

    monkeypatch.setattr(formats, "import_module", missing)
    assert isinstance(run(EXAMPLE, "-f", "html").exception, ModuleNotFoundError)


_IMPORTED = """
import sys
from qcdc_rules.cli.main import check
try:
    check()
except SystemExit:
    pass
print(" ".join(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("args", "allowed"),
    [
        ((), set()),
        (("--todo",), {"todo", "todo_report", "shown", "report_words"}),
        (("-f", "junit"), {"junit", "shown", "report_words"}),
    ],
    ids=["text", "todo", "junit"],
)
def test_a_run_imports_only_what_it_prints(args: tuple[str, ...], allowed: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTED, EXAMPLE, *DAY, *args], capture_output=True, text=True, encoding="utf-8", check=True
    )
    imported = set(done.stderr.split())
    assert imported.isdisjoint({"jinja2", "markupsafe", "xlsxwriter", "rich", "jsonschema"})
    own = {"sarif", "junit", "github", "markdown", "html_report", "html_view", "xlsx", "todo", "todo_report"}
    own |= {"shown", "report_words"}
    rendering = {name.removeprefix("qcdc_rules.rendering.") for name in imported if ".rendering." in name}
    assert rendering & own == allowed
