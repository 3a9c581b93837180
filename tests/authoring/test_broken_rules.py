"""Broken rule files: each gives its code, at a line, with a sentence that an auditor understands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packs import ROOT, build, problems

FILES = sorted((ROOT / "tests" / "authoring" / "broken").glob("*.yaml"))
PARAMETER = """\
schema: qcdc-parameter/1
id: publication_days
title: {vi: Thời hạn, en: Time}
values: [{in_force: {from: 2023-07-01}, value: {days: 5}, cites: [{instrument: 10/2022/QH15}]}]
"""
JARGON = re.compile(
    r"jsonschema|Traceback|\$ref|\bdict\b|\bNone\b|additionalProperties|object at 0x|\bregex\b|\^\[|NoneType"
)


def test_there_are_forty() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_broken_file_is_told_in_words(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    code, says = (re.search(rf"^# {name}: ?(.*)$", text, re.MULTILINE) for name in ("code", "says"))
    assert code is not None
    assert says is not None
    build(tmp_path, "template: act_recorded")
    (tmp_path / "parameter.yaml").write_text(PARAMETER, encoding="utf-8")
    (tmp_path / "standard.yaml").write_text(text, encoding="utf-8")
    found = [one for one in problems(tmp_path) if one.severity == "error"]
    mine = [one for one in found if one.code == code[1]]
    assert mine, [(one.code, one.words.vi) for one in found]
    assert says[1] in " ".join(one.words.vi for one in mine)
    assert len(found) <= 3, [(one.code, one.words.vi) for one in found]
    for one in found:
        assert one.line > 1
        assert one.words.vi != one.words.en
        assert not JARGON.search(one.words.vi + one.words.en)
        assert one.words.vi.endswith((".", "?"))
