"""The pytest plugin: the cases of a pack as test items, told in sentences; nothing without the option."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from packs import blocks, build, codes

PLUGIN = ("-p", "qcdc_rules.authoring.pytest_plugin", "-p", "no:cacheprovider", "--no-qcdc-builtin-rules")
pytest_plugins = ["pytester"]


def example(code: str, kind: str) -> str:
    return dict(zip([name for name, _ in codes()], blocks(kind), strict=True))[code]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    return build(folder, example("missing-test", "good"))


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    installed = {one.name for one in entry_points(group="pytest11")}
    return pytester.runpytest_inprocess(*(PLUGIN[2:] if "qcdc-rules" in installed else PLUGIN), *arguments)


def test_each_case_is_an_item(pytester: pytest.Pytester, pack: Path) -> None:
    found = run(pytester, "--qcdc-rules", str(pack), "-v")
    found.assert_outcomes(passed=2)
    found.stdout.fnmatch_lines(["*z.tests.yaml::[[]commune.sample] đã công khai PASSED*"])


def test_a_failure_is_told_in_sentences(pytester: pytest.Pytester, pack: Path) -> None:
    cases = pack / "z.tests.yaml"
    text = cases.read_text(encoding="utf-8").replace("expect: {C1: violated}", "expect: {C1: satisfied}")
    cases.write_text(text, encoding="utf-8")
    found = run(pytester, "--qcdc-rules", str(pack))
    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(
        ["*z.tests.yaml:*: commune.sample «chưa công khai»", "*expected satisfied, got violated*"]
    )
    assert "Traceback" not in found.stdout.str()


def test_a_case_of_no_rule_and_a_faulty_rule_fail(pytester: pytest.Pytester, pack: Path) -> None:
    cases = pack / "z.tests.yaml"
    cases.write_text(cases.read_text(encoding="utf-8").replace("commune.sample", "commune.smaple"), encoding="utf-8")
    found = run(pytester, "--qcdc-rules", str(pack))
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["*no such rule*"])
    rule = pack / "standard.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("published_on}", "publised_on}"), encoding="utf-8")
    found = run(pytester, "--qcdc-rules", str(pack))
    found.stdout.fnmatch_lines(["*standard.yaml:*published_on*"])


def test_without_the_option_nothing_is_collected(pytester: pytest.Pytester, pack: Path) -> None:
    assert run(pytester, str(pack)).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_plugin_is_light() -> None:
    code = (
        "import sys; import qcdc_rules.authoring.pytest_plugin;"
        "print([name for name in ('pytest', '_pytest', 'hypothesis', 'jsonschema', 'click') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
