"""Names of persons stand in no output, in no quoted line, unless they are asked for; places stay."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from cli_runs import Run

from qcdc_rules.api import check
from qcdc_rules.explaining.privacy import hidden

NAME, OTHER, CODE = "Nguyễn Thị Hồng Vân", "Lò Văn Thắng", "NV-0417"
NAMES = (NAME, OTHER, CODE)
SUBMISSION = f"""\
schema: qcdc-submission/1
regulation: commune
period: {{first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-01-15}}
unit: {{code: "00012", name: Xã Hòa Bình, kind: commune, has_council: true, is_in_special_area: false}}
villages:
  - {{id: B1, name: Bản Một, household_count: 100, acting_head: {{name: {OTHER}, first_on: 2024-01-02, last_on: 2024-12-30}}}}
decided:
  - id: D1
    slug: village_head
    title: Bầu Trưởng bản, người ứng cử {NAME}
    village: B1
    decided_on: 2024-05-05
    election: {{candidates: [{NAME}, "{CODE}"], is_notice_posted: maybe}}
receptions:
  officers: {{{NAME}: x}}   # {OTHER}
"""
FORMATS = ("text", "json", "sarif", "junit", "github", "markdown", "html", "xlsx")


def text_of(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    with zipfile.ZipFile(BytesIO(data)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


@pytest.mark.parametrize("options", [(), ("--explain",), ("-vv",), ("--todo",), ("--lang", "en")], ids=" ".join)
@pytest.mark.parametrize("kind", FORMATS)
def test_no_name_in_any_output(run: Run, folder: Path, kind: str, options: tuple[str, ...]) -> None:
    (folder / "own.yaml").write_text(SUBMISSION, encoding="utf-8")
    run("own.yaml", "-f", kind, "-o", "out", *options, rules=("--as-of", "2025-01-20"))
    found = text_of((folder / "out").read_bytes())
    assert not [name for name in NAMES if name in found]


@pytest.mark.parametrize("kind", ["text", "json", "html"])
def test_names_on_demand(run: Run, folder: Path, kind: str) -> None:
    (folder / "own.yaml").write_text(SUBMISSION, encoding="utf-8")
    run("own.yaml", "-f", kind, "-o", "out", "--show-persons", rules=("--as-of", "2025-01-20"))
    assert NAME in text_of((folder / "out").read_bytes())


def test_places_stay() -> None:
    masked, shown = (check(SUBMISSION.encode(), name="x.yaml", show_persons=show) for show in (False, True))
    assert [one.location for one in masked.findings] == [one.location for one in shown.findings]
    assert [one.outcome for one in masked.findings] == [one.outcome for one in shown.findings]
    assert [len(line) for line in masked.lines] == [len(line) for line in shown.lines]
    assert [(one.line, one.column, one.code) for one in masked.problems] == [
        (one.line, one.column, one.code) for one in shown.problems
    ]


@pytest.mark.parametrize(
    "broken",
    [
        f"officers: [{NAME}, {OTHER}\nx: [\n",
        f"receptions:\n  officers:\n    - {NAME}\n    - {OTHER}\n  place: [\n",
        f'{{"receptions": {{"officers": ["{NAME}"}}}}',
        f"election: {{candidates: [{NAME}]\n",
    ],
)
def test_a_file_that_cannot_be_read(run: Run, folder: Path, broken: str) -> None:
    (folder / "own.yaml").write_text(broken, encoding="utf-8")
    for kind in ("text", "json", "markdown", "html", "sarif"):
        ran = run("own.yaml", "-f", kind)
        assert ran.code == 3
        assert NAME not in ran.out
        assert OTHER not in ran.out


def test_how_a_name_is_hidden() -> None:
    assert hidden(NAME) == "N. T. H. V."
    assert hidden(CODE) == "(đã ẩn)"
    assert hidden("Vân", "en") == "(hidden)"
