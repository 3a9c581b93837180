"""The HTML page, the workbook, JUnit, Markdown and annotations: what a reader relies on beside the findings."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook
from read_back import Page, of_xlsx
from render_samples import NAMES, act_of, example, rendered, sample

from qcdc_rules.model.report import Report
from qcdc_rules.rendering import xlsx
from qcdc_rules.rendering.github import render_github
from qcdc_rules.rendering.html_report import render_html
from qcdc_rules.rendering.junit import render_junit
from qcdc_rules.rendering.markdown import render_markdown
from qcdc_rules.rendering.report_words import NAMES as WORDS
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.shown import EXCERPT_ROOM, Excerpt, excerpt_of
from qcdc_rules.rendering.verdict import BAD_RULES, UNDECIDED
from qcdc_rules.rendering.wording import gate_words
from qcdc_rules.rendering.xlsx import harmless, render_xlsx

ACT = act_of("12/QĐ-UBND")
BOTH = ("commune-2023", "commune-2024-half-filled")


def page_of(*names: str, lang: str = "vi") -> Page:
    return Page(render_html([example(name) for name in names], Run(lang=lang)))


# -- HTML ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [(), ("commune-2023",), BOTH], ids=["none", "one", "two"])
def test_headings_go_down_by_one_and_ids_are_unique(names: tuple[str, ...]) -> None:
    page = page_of(*names)
    assert page.levels[0] == 1
    assert page.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(page.levels))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_a_page_asks_for_nothing_and_runs_nothing() -> None:
    text = render_html([example("commune-2023")], Run())
    tags = {tag for tag, *_ in Page(text).structure}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "video", "audio"})
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|https?://", text)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_says_its_language(lang: str) -> None:
    text = render_html([example("commune-2023")], Run(lang=lang))
    assert f'<html lang="{lang}">' in text
    assert WORDS["signatures"].say(lang) in text


def test_every_mark_has_a_word_beside_it() -> None:
    text = render_html([sample("a")], Run())
    for number in (0, 1, 3, 4):
        heading = re.search(rf'data-rule="a\.{number}">\s*<h\d class="h-rule">(.*?)</h', text, re.DOTALL)
        assert heading is not None, number
        assert re.search(r'aria-hidden="true">.</span><span class="unseen">[\w ]+: </span>a', heading[1]), heading[1]


def test_a_step_points_at_its_finding() -> None:
    page = page_of("commune-2023")
    assert [link for link in page.links if re.fullmatch(r"#r1-f\d+", link)]


def test_a_report_that_is_alone_speaks_for_the_run() -> None:
    report = example("commune-2024")
    for text in (
        render_html([report], Run(BAD_RULES)), render_markdown([report], Run(BAD_RULES)),
        render_github([report], Run(BAD_RULES)),
    ):  # fmt: skip
        assert gate_words((), BAD_RULES).vi in text
        assert "CỔNG MỞ" not in text


@pytest.mark.parametrize("render", [render_html, render_markdown, render_github])
def test_no_report_at_all_is_not_silence(render: Callable[[list[Report], Run], str]) -> None:
    text = render([], Run(UNDECIDED))
    assert "Không có báo cáo nào" in text or "không có gì được kiểm tra" in text


def test_a_waiver_is_shown_everywhere() -> None:
    said = rendered(sample("a", waiver=ACT))
    for text in (said.sarif, said.github, said.markdown, said.html):
        assert "12/QĐ-UBND" in re.sub(r"\\(.)", r"\1", text)
    assert "[violated waived remaining]" in said.junit
    book = CalamineWorkbook.from_filelike(BytesIO(said.xlsx))
    assert any("12/QĐ-UBND" in str(cell) for row in book.get_sheet_by_index(2).to_python() for cell in row)
    assert said.github.startswith("::error file=a,line=1")
    assert sum(line.startswith("::notice") and "✗" in line for line in said.github.splitlines()) == 1


def test_an_excerpt_holds_the_place_and_no_more_than_a_line() -> None:
    report = sample("a")._replace(lines=("x" * 500 + "HERE" + "y" * 500, "  key: value"))
    place = report.findings[0].location
    found = excerpt_of(report.lines, place._replace(line=1, column=501, end_column=505))
    assert found is not None
    assert found.marked == "HERE"
    assert len("".join(found[1:])) <= EXCERPT_ROOM + 10
    whole = excerpt_of(report.lines, place._replace(line=2, column=8, end_column=13))
    assert whole == Excerpt(2, "key: ", "value", "")
    assert excerpt_of(report.lines, place._replace(line=3)) is None


def test_an_excerpt_of_any_place_can_be_made() -> None:
    lines = ("", "ab", " " * 400 + "z")
    place = sample("a").findings[0].location
    for line in range(4):
        for column in (0, 1, 2, 3, 401, 900):
            for end in (0, 1, 2, 402, 1000):
                found = excerpt_of(lines, place._replace(line=line, column=column, end_column=end))
                assert found is None or len("".join(found[1:])) <= 2 * EXCERPT_ROOM + 200


# -- the workbook ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1", "'=1"), ("+84 912", "'+84 912"), ("-5", "'-5"), ("@a", "'@a"), (" =1", "' =1"), ("\t=1", "' =1"),
        ("-", "-"), ("–", "–"), ("a=1", "a=1"), ("", ""), ("'=1", "'=1"), ("＝1+1", "'＝1+1"),
    ],
)  # fmt: skip
def test_formulas_are_neutralised(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_more_results_than_a_sheet_holds_go_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 5)
    book = CalamineWorkbook.from_filelike(BytesIO(render_xlsx([sample("a")], Run())))
    assert book.sheet_names[2:4] == ["Số kết quả", "Số kết quả (2)"]
    assert [len(book.get_sheet_by_index(n).to_python()) for n in (2, 3)] == [6, 3]


def test_days_are_days_and_codes_are_text() -> None:
    report = sample("a")._replace(unit_code="00012")
    data = render_xlsx([report], Run())
    cells = [cell for row in CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python() for cell in row]
    assert "00012" in cells
    assert date(2024, 12, 31) in cells


def test_a_workbook_has_no_clock() -> None:
    with zipfile.ZipFile(BytesIO(render_xlsx([sample("a")], Run()))) as parts:
        assert {entry.date_time[:3] for entry in parts.infolist()} == {(1980, 1, 1)}
        assert b"2000-01-01" in parts.read("docProps/core.xml")


def test_several_reports_share_one_workbook() -> None:
    reports = [example(name) for name in BOTH]
    data = render_xlsx(reports, Run())
    assert sum(of_xlsx(data).values()) == sum(len(report.findings) for report in reports)
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[4:7]] == [*(report.unit_name for report in reports), "Cộng"]


# -- JUnit and annotations -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_totals_of_junit_add_up(name: str) -> None:
    root = ET.fromstring(render_junit([example(name)], Run()))
    for suite in (root, *root.iter("testsuite")):
        cases = list(suite.iter("testcase"))
        assert int(suite.attrib["tests"]) == len(cases)
        for total, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.attrib[total]) == sum(case.find(tag) is not None for case in cases)


def test_what_lacks_facts_is_no_success_in_junit() -> None:
    root = ET.fromstring(render_junit([example("commune-2024-half-filled")], Run()))
    assert int(root.attrib["errors"]) > 100


def test_advice_fails_nothing() -> None:
    report = sample("a")
    advised = report._replace(problems=(), findings=tuple(f._replace(force="should") for f in report.findings))
    root = ET.fromstring(render_junit([advised], Run()))
    assert (root.attrib["failures"], root.attrib["errors"]) == ("0", "1")  # a fault of ours is never excused


def test_annotations_come_worst_first() -> None:
    levels = [line.partition(" ")[0] for line in render_github([sample("a")], Run()).splitlines()]
    assert levels == ["::error", "::warning", "::error", "::error", "::warning", *["::notice"] * 4]
