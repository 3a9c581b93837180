"""The project as a whole: what its papers say is what its code does, and the house rules hold."""

from __future__ import annotations

import ast
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import qcdc_rules
from qcdc_rules.compiling.grammar import GRAMMAR
from qcdc_rules.logic.quantity import UNITS
from qcdc_rules.rendering.verdict import BAD_INPUT, BAD_RULES, FAIL_ON, FAULT, OPEN, UNDECIDED, VIOLATED
from qcdc_rules.source import read_bytes
from qcdc_rules.source.resources import data_dir

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "qcdc_rules"
MODULES = sorted(SOURCE.rglob("*.py"))
PAPERS = [
    ROOT / "README.md",
    ROOT / "ARCHITECTURE.md",
    ROOT / "CHANGELOG.md",
    # docs/rules is generated; tests/authoring/test_law_pages.py walks its links
    *sorted(one for one in (ROOT / "docs").rglob("*.md") if ROOT / "docs" / "rules" not in one.parents),
]
LONGEST = 350
EXIT_CODES = (OPEN, VIOLATED, BAD_INPUT, BAD_RULES, UNDECIDED, FAULT)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# -- versions, licence, links -------------------------------------------------------------------------


def test_one_version_everywhere() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    assert project["version"] == qcdc_rules.__version__
    assert f"## {qcdc_rules.__version__}" in text(ROOT / "CHANGELOG.md")


def test_the_licence_is_the_one_named() -> None:
    licence = text(ROOT / "LICENSE")
    assert "Apache License" in licence
    assert "Version 2.0, January 2004" in licence
    assert tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["license"] == "Apache-2.0"


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_links_lead_somewhere(paper: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text(paper)):
        if not target.startswith(("http:", "https:", "#", "mailto:")):
            path = target.partition("#")[0]
            assert (paper.parent / path).exists(), f"{name_of(paper)} links to {target}, which is not there"


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_named_files_exist(paper: Path) -> None:
    """A path in backticks that starts in one of the project's folders must be there."""
    if paper.name == "CHANGELOG.md":
        return  # speaks of what was
    roots = ("src/", "rules/", "schemas/", "tests/", "docs/", "examples/", "benchmarks/", ".ci/")
    for named in re.findall(r"`([^`\s]+)`", text(paper)):
        if named.startswith(roots) and not re.search(r"[<>*{}…]", named):
            assert (ROOT / named).exists(), f"{name_of(paper)} names {named}, which is not there"


def test_readme_commands_are_run_by_ci() -> None:
    readme, ci = text(ROOT / "README.md"), text(ROOT / ".ci" / "run")
    assert "pip install -q -e '.[dev]'" in readme
    assert "-m pytest" in readme
    assert "-m pytest" in ci
    example = re.search(r"qcdc-check (?:--\S+ \S+ )*(examples/\S+\.yaml)", readme)
    assert example is not None, "the README's first command checks a real example"
    assert (ROOT / example[1]).is_file()
    assert example[1] in ci, "CI checks the README's example from the wheel"


# -- the papers speak of what is there ----------------------------------------------------------------


def test_every_operator_is_documented() -> None:
    paper = text(ROOT / "docs" / "language.md")
    documented = set(re.findall(r"^\| `([a-z_]+)[`:]", paper, re.MULTILINE))
    operands = {
        "param",
        "lookup",
        "sum",
        "difference",
        "larger_of",
        "smaller_of",
        "later_of",
        "earlier_of",
        "after",
    }
    known = {*GRAMMAR.conditions, *GRAMMAR.operands, *operands}
    assert known <= documented, f"not in docs/language.md: {sorted(known - documented)}"
    for unit in UNITS:
        assert f"`{unit}`" in paper


def test_every_template_is_documented() -> None:
    paper = text(ROOT / "docs" / "templates.md")
    documented = set(re.findall(r"^\| `([a-z_]+)`", paper, re.MULTILINE))
    shipped = {
        path.stem for path in (data_dir("rules") / "templates").glob("*.yaml") if ".tests" not in path.name
    }
    assert documented == shipped, f"docs/templates.md differs: {sorted(documented ^ shipped)}"


def test_every_keyword_of_the_schema_is_documented() -> None:
    paper = text(ROOT / "docs" / "schema.md")
    schema = text(data_dir("schemas") / "submission.schema.json")
    words = set(re.findall(r'"(x-[a-z-]+)":', schema))
    kinds = set(re.findall(r'"x-kind": "([a-z]+)"', schema))
    checks = set(re.findall(r'"check": "([a-z_]+)"', schema))
    for word in (*words, *kinds, *checks):
        assert f"`{word}`" in paper, f"docs/schema.md does not explain {word}"
    for section in json.loads(schema)["properties"]:
        assert f"`{section}`" in paper, f"docs/schema.md does not name the section {section}"


_CHECKED = {"text": "lời văn", "secondary": "thứ cấp", "recalled": "trí nhớ"}


def test_every_instrument_is_in_the_account_of_the_law() -> None:
    rows = {
        line.split("|")[1].strip(): line
        for line in text(ROOT / "docs" / "law.md").splitlines()
        if "|" in line
    }
    for path in sorted((data_dir("rules") / "instruments").glob("*.yaml")):
        written = text(path)
        number = re.search(r"^number: (\S+)$", written, re.MULTILINE)
        assert number is not None, name_of(path)
        row = rows.get(number[1])
        assert row is not None, f"docs/law.md does not list {number[1]}"
        checked = re.search(r"^checked: (\w+)$", written, re.MULTILINE)
        assert checked is not None, name_of(path)
        assert _CHECKED[checked[1]] in row, f"docs/law.md: {number[1]} is checked by {checked[1]}"
        for day in re.findall(
            r"\d{4}-\d{2}-\d{2}", next(s for s in written.splitlines() if s.startswith("in_force"))
        ):
            assert day in row, f"docs/law.md: {number[1]} and {day}"


@pytest.mark.parametrize("paper", ["README.md", "docs/integrations.md"])
def test_exit_codes_are_documented(paper: str) -> None:
    documented = {int(code) for code in re.findall(r"^\| `(\d+)`", text(ROOT / paper), re.MULTILINE)}
    assert documented == {*EXIT_CODES, 2}


def test_the_gate_options_are_documented() -> None:
    paper = text(ROOT / "docs" / "integrations.md")
    for option in FAIL_ON:
        assert f"`{option}`" in paper


# -- house rules of the code --------------------------------------------------------------------------


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in MODULES:
        yield path, ast.parse(text(path))


def test_every_module_says_what_it_is_for() -> None:
    for path, tree in trees():
        assert ast.get_docstring(tree), f"{name_of(path)} has no docstring"


def test_no_module_is_too_long() -> None:
    long = {name_of(path): len(text(path).splitlines()) for path in MODULES}
    told = {name: lines for name, lines in long.items() if lines > LONGEST}
    assert not told, f"modules over {LONGEST} lines: {told}"


_CLOCK = {"today", "now", "utcnow", "time", "monotonic", "perf_counter"}


def test_only_the_command_line_reads_a_clock() -> None:
    for path, tree in trees():
        if room(path) == "cli":
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in _CLOCK
            ):
                pytest.fail(f"{name_of(path)}:{node.lineno} reads a clock")


def test_two_places_catch_everything() -> None:
    broad = {
        name_of(path)
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
        )
    }
    assert broad == {"src/qcdc_rules/evaluating/engine.py", "src/qcdc_rules/cli/main.py"}


def test_an_import_inside_a_function_says_why() -> None:
    for path, tree in trees():
        lines = text(path).splitlines()
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
            inner = [n.lineno for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
            if inner:
                above = lines[min(inner) - 2].strip()
                assert above.startswith("#"), (
                    f"{name_of(path)}:{min(inner)}: an import inside a function, no reason"
                )


def test_nothing_is_left_to_do() -> None:
    mark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    for path in (*MODULES, *PAPERS, *sorted((ROOT / "tests").rglob("*.py"))):
        assert not mark.search(text(path)), name_of(path)


def test_text_is_in_nfc() -> None:
    data = [*sorted(data_dir("rules").rglob("*.yaml")), *sorted(data_dir("rules").rglob("*.csv"))]
    for path in (*MODULES, *PAPERS, *data, *sorted((ROOT / "examples").glob("*.yaml"))):
        assert unicodedata.is_normalized("NFC", text(path)), name_of(path)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=name_of)
def test_examples_can_be_read(path: Path) -> None:
    _, problems = read_bytes(path.read_bytes(), name_of(path))
    assert not problems
