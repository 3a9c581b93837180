"""docs/lint.md: every bad example gives its code, every good one gives no error; every code is on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packs import PAGE, ROOT, blocks, build, codes, problems

EXAMPLES = list(zip(codes(), blocks("bad"), blocks("good"), strict=True))
IDS = [code for (code, _), _, _ in EXAMPLES]


@pytest.mark.parametrize(("named", "bad", "good"), EXAMPLES, ids=IDS)
def test_a_bad_example_gives_its_code(tmp_path: Path, named: tuple[str, str], bad: str, good: str) -> None:
    code, severity = named
    found = [one for one in problems(build(tmp_path, bad)) if one.code == code]
    assert found, [(one.code, one.words.en) for one in problems(tmp_path)]
    assert {one.severity for one in found} == {"error" if severity == "lỗi" else "warning"}
    for one in found:
        assert one.line > 0
        assert one.words.vi.endswith((".", "?"))
        assert one.words.en.endswith((".", "?"))


@pytest.mark.parametrize(("named", "bad", "good"), EXAMPLES, ids=IDS)
def test_a_good_example_gives_no_error(tmp_path: Path, named: tuple[str, str], bad: str, good: str) -> None:
    found = problems(build(tmp_path, good))
    assert [one for one in found if one.code == named[0] or one.severity == "error"] == []


def test_every_code_of_the_checks_is_on_the_page() -> None:
    authoring = ROOT / "src" / "qcdc_rules" / "authoring"
    checks = [authoring / "lint.py", *(authoring / "checks").glob("*.py")]
    named = {
        code for path in checks for code in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text(encoding="utf-8"))
    }
    unsaid = sorted(code for code in named if code not in PAGE)
    assert unsaid == []
