"""Forms: an empty one states nothing, fits a few pages, and asks for what the rules in force read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.authoring.form import MOST_LINES, Form
from qcdc_rules.authoring.reads import unread
from qcdc_rules.cli.form import form
from qcdc_rules.rendering.verdict import BAD_INPUT, UNDECIDED, exit_code

ROOT = Path(__file__).parents[2]
FORMS = [
    ("commune", 2024), ("ward", 2023), ("commune", 2010), ("state_agency", 2024), ("public_service_unit", 2022),
    ("enterprise", 2024), ("state_enterprise", 2023), ("enterprise", 2020), ("district", 2024),
]  # fmt: skip


def call(*args: str) -> Result:
    result = CliRunner().invoke(form, list(args))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize(("kind", "year"), FORMS)
def test_an_empty_form_states_nothing(kind: str, year: int) -> None:
    ruleset = load_ruleset()
    text = Form(ruleset, kind, year, "vi").text()
    assert len(text.splitlines()) <= MOST_LINES
    report = check(text.encode(), ruleset=ruleset, name="form.yaml")
    assert [one.code for one in report.problems] == ["untouched-form", "untouched-form"]  # it is no unit's report yet
    assert report.counts["satisfied"] == report.counts["violated"] == report.counts["error"] == 0
    assert report.counts["unknown"] > 0
    assert exit_code(report) == BAD_INPUT
    named = check(_named(text).encode(), ruleset=ruleset, name="form.yaml")
    assert not named.problems
    assert exit_code(named) == UNDECIDED


def _named(text: str) -> str:
    """The form with its head filled in."""
    text = text.replace('"SUA-MA-DON-VI"', '"00012"')
    return text.replace("Tên đơn vị (sửa)", "Đơn vị Một").replace("Name of the unit (change)", "Unit One")


@pytest.mark.parametrize(("kind", "year"), FORMS[:6])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_block_of_the_head_can_be_copied(kind: str, year: int, lang: str) -> None:
    """Subjects that did not arise: the lines of the note, without `##`, are read and believed."""
    head = Form(load_ruleset(), kind, year, lang).text()
    block = re.search(r"(?:^##   [a-z_]+:\n)(?:^##     .*\n)+", head, re.MULTILINE)
    assert block is not None
    section = re.sub("^##   ", "", block[0], flags=re.MULTILINE)
    name = section.partition(":")[0]
    text = re.sub(r"^#.*\n", "", _named(head), flags=re.MULTILINE) + section
    report = check(text.encode(), ruleset=load_ruleset(), name="form.yaml")
    assert not report.problems
    about = {one.target.partition("/")[0] for one in report.findings if one.reason == "no_targets"}
    assert about or any(name in one.location.path for one in report.findings)


def test_every_list_of_words_is_whole() -> None:
    """Of a closed list the form names every word, also in a record that is written in one line."""
    text = Form(load_ruleset(), "commune", 2024, "vi").text()
    assert "…, …" not in text
    assert not re.search(r"… \(\d+\)", text)
    for word in ("via_rep_org", "written_to_rep_org"):  # the last words of two long lists
        assert word in text
    line = text[text.index("recognitions: [{id") :].splitlines()[0]
    assert "recognised_by: một trong:" in line


@pytest.mark.parametrize(("kind", "year"), FORMS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_form_with_its_examples_can_be_read(kind: str, year: int, lang: str) -> None:
    """Every line that takes a value is right when its `#` is taken away (the examples need not agree)."""
    ruleset = load_ruleset()
    text = re.sub(r"^#(?!#)", "", _named(Form(ruleset, kind, year, lang).text()), flags=re.MULTILINE)
    report = check(text.encode(), ruleset=ruleset, name="form.yaml")
    wrong = [one for one in report.problems if one.code not in ("inconsistent", "empty-value")]
    assert not wrong
    assert report.counts["error"] == 0


def test_the_commands(tmp_path: Path) -> None:
    target = tmp_path / "form.yaml"
    assert call("new", "--regulation", "commune", "--year", "2024", "-o", str(target)).exit_code == 0
    assert call("new", "--regulation", "commune", "--year", "2024", "-o", str(target)).exit_code == 2
    assert call("new", "--regulation", "commune", "--year", "2024", "--kind", "enterprise").exit_code == 2
    told = call("next", str(target))
    assert told.exit_code == 0
    assert told.output.count("quy tắc chờ") > 3
    assert told.output.index("Thêm vào unit") < told.output.index("Các phần chưa khai")
    assert call("next", str(tmp_path / "none.yaml")).exit_code == 3


def test_what_is_next_in_a_half_filled_report() -> None:
    told = call("next", str(ROOT / "examples" / "commune-2024-half-filled.yaml"), "--lang", "en").output
    assert "published_on: 2024-03-14\n" in told
    assert told.index("Add to unit") < told.index("Add to publicized[]")


@pytest.mark.parametrize("kind", ["commune", "state_agency", "enterprise"])
def test_next_points_at_the_lines_of_the_form(tmp_path: Path, kind: str) -> None:
    """Each line that it names is a commented field of that name; taken up, the field is no longer missing."""
    lines = Form(load_ruleset(), kind, 2024, "vi").text().splitlines()
    target = tmp_path / "form.yaml"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    pointed = _pointed(call("next", str(target)).output)
    assert len(pointed) > 8
    for name, first, last in pointed:
        assert re.match(rf"# *{name}:", lines[first - 1])
        for number in range(first - 1, last):
            lines[number] = re.sub("^#(?!#)", "", lines[number])
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    left = call("next", str(target)).output
    assert "Các phần chưa khai" not in left
    assert not {name for name, _, _ in pointed} & {name for name, _, _ in _pointed(left)}


def _pointed(told: str) -> list[tuple[str, int, int]]:
    found = re.findall(r"→ (\w+): bỏ dấu # ở \D*(\d+)(?:–(\d+))?", told)
    return [(name, int(first), int(last or first)) for name, first, last in found]


REPORT = """\
schema: qcdc-submission/1
unit: {code: "00012", name: Phòng A, kind: state_agency, sector: other, attached_to: none, is_elected_assembly_body: không}
period: {first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-01-15}
consulted:
  - {id: Y1, slug: internal_rules, decided_on: 2024-02-05}
receptions: {place: …}
"""


def test_subjects_that_may_not_have_arisen(tmp_path: Path) -> None:
    """They are named with their labels and the line to write; with that line they wait no longer."""
    target = tmp_path / "a.yaml"
    target.write_text(REPORT, encoding="utf-8")
    told = call("next", str(target)).output
    assert "consulted – việc phải lấy ý kiến: 7 nội dung chưa rõ" in told
    assert "staff_benefits – Thực hiện chế độ, chính sách" in told
    assert "chưa thay bằng giá trị thật ở dòng 6" in told
    slugs = re.search(r"did_not_arise: \[([^\]]*)\]", told)
    assert slugs is not None
    section = f"consulted:\n  did_not_arise: [{' '.join(slugs[1].split())}]\n  items:\n  "
    target.write_text(REPORT.replace("consulted:\n", section), encoding="utf-8")
    assert "chưa rõ" not in call("next", str(target)).output


def test_a_form_without_gaps_tells_of_breaches(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    target.write_text(REPORT.replace("consulted:\n", "publicized: []\nconsulted:\n"), encoding="utf-8")
    assert re.search(r"\d+ kết quả là vi phạm: xem bằng qcdc-check", call("next", str(target)).output)


def test_the_lines_to_add_can_be_copied() -> None:
    """Under a record that is stated stand YAML lines and notes, nothing else."""
    told = call("next", str(ROOT / "examples" / "commune-2024-half-filled.yaml")).output
    for block in re.split(r"\n(?=\d+\. )", told)[1:]:
        for line in block.split("\n\n")[0].splitlines():
            if line.startswith("    "):
                assert re.match(r"    (\w+: \S|→ )|      # ", line), line


def test_each_field_is_read_or_informational() -> None:
    assert unread(load_ruleset()) == []
