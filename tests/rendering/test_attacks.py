"""Text of a file or of a rule stays text in every format: it formats, links, runs and commands nothing."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import cycle
from xml.etree import ElementTree as ET

import pytest
from filled import KIND_OF_UNIT, filled, text_fields
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook
from read_back import Page, strings
from render_samples import Rendered, act_of, rendered, sample

from qcdc_rules.api import check, load_ruleset
from qcdc_rules.model.report import Report
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.xlsx import LONGEST, render_xlsx
from qcdc_rules.schemas.fields import Field

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "attribute": "' onmouseover='alert(1)' x=\"",
    "style": "</style><style>*{display:none}</style>",
    "leave_pre": "</mark></pre></code><svg/onload=alert(1)>",
    "template": "{{ 7 * 7 }}{% include 'report.css' %}",
    "comment": "<!-- --> --> <![CDATA[",
    "script_link": "javascript:alert(1)",
    "data_link": "data:text/html,<script>1</script>",
    "formula": '=HYPERLINK("http://evil.example";"x")',
    "formula_plus": "+1+cmd|' /C calc'!A0",
    "formula_minus": "-2+3",
    "formula_at": "@SUM(A1:A9)",
    "formula_tab": "\t=1+1",
    "formula_wide": "＝1+1",
    "formula_blank": "   =1+1",
    "cdata": "]]><evil/>",
    "entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;&#0;',
    "not_xml": "a\x00b\x0bc\ufffed\uffff\ud800",
    "path_up": "../../../../etc/passwd",
    "path_root": "/etc/passwd",
    "path_windows": "C:\\Windows\\..\\x",
    "path_scheme": "file:///etc/passwd",
    "terminal": "\x1b[2J\x1b]0;title\x07\x9b31m",
    "bidi": "abc\u202etxt.exe\u2066",
    "newline": "a\r\nb\nc\u2028d",
    "command": "x\n::error file=a::b\r::stop-commands::t",
    "command_escaped": "%0A::set-output name=x::y",
    "command_property": "a,line=9::b",
    "link": "[x](http://evil.example) ![x](http://evil.example/a.png) <http://evil.example>",
    "autolink": "https://evil.example www.evil.example a@evil.example",
    "mention": "@everyone",
    "fence": "``` ```` `x` ~~~",
    "emphasis": "**b** __c__ *d* ~~e~~ \\ # h",
    "table": "| a | b |\n| - | - |",
    "block": "- a\n> b\n1. c\n# d",
}
BENIGN = "chữ thường"
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@cache
def said_of(text: str) -> Rendered:
    """A report with this text in every place, in every format."""
    return rendered(sample(text, waiver=act_of(text)))


each = pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)


@each
def test_html_has_the_structure_of_a_harmless_report(payload: str) -> None:
    text = said_of(payload).html
    page, plain = Page(text), Page(said_of(BENIGN).html)
    assert page.structure == plain.structure
    assert page.links == plain.links
    assert all(link.startswith("#") for link in page.links)
    assert not CONTROLS.search(text)


@each
def test_junit_has_the_structure_of_a_harmless_report(payload: str) -> None:
    text = said_of(payload).junit
    tags = [(element.tag, *element.attrib) for element in ET.fromstring(text.encode()).iter()]
    assert tags == [(element.tag, *element.attrib) for element in ET.fromstring(said_of(BENIGN).junit).iter()]
    assert not CONTROLS.search(text)


@each
def test_sarif_refers_only_below(payload: str) -> None:
    log = json.loads(said_of(payload).sarif)
    uris = [one["location"]["uri"] for one in log["runs"][0]["artifacts"]]
    uris += re.findall(r'"uri": "([^"]*)"', json.dumps(log))
    for uri in uris:
        assert re.fullmatch(r"[A-Za-z0-9%._~/-]+", uri), uri
        assert not uri.startswith("/")
        assert ".." not in uri.split("/")
    assert not any(CONTROLS.search(text.replace("\n", "")) for text in strings(log))


@each
def test_github_gets_no_command_but_ours(payload: str) -> None:
    text, plain = said_of(payload).github, said_of(BENIGN).github
    lines = text.removesuffix("\n").split("\n")
    assert [_command(line) for line in lines] == [_command(line) for line in plain.removesuffix("\n").split("\n")]
    assert not CONTROLS.search(text.replace("\n", ""))


def _command(line: str) -> tuple[str, ...]:
    found = re.fullmatch(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^:,\n]*,?)+)::.*", line)
    assert found is not None, line[:200]
    names = [one.partition("=")[0] for one in found[2].split(",")]
    return (found[1], *(name for name in names if name not in ("endLine", "endColumn")))


@each
def test_markdown_has_the_structure_of_a_harmless_report(payload: str) -> None:
    text = said_of(payload).markdown
    assert _tokens(text) == _tokens(said_of(BENIGN).markdown)
    assert not CONTROLS.search(text.replace("\n", ""))
    outside = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", text)
    assert not re.search(r"https?:|www\.|@\w|javascript:", outside)


def _tokens(text: str) -> list[str]:
    """The markup that a reader would see; a longer text changes none of it."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found: list[str] = []
    for token in parser.parse(text):
        found.append(token.type)
        found += [child.type for child in token.children or () if child.type != "text"]
        assert token.type != "html_block"
        assert all(child.content == "<br>" for child in token.children or () if child.type == "html_inline")
    return found


@each
def test_xlsx_holds_no_formula_and_no_link(payload: str) -> None:
    data = said_of(payload).xlsx
    with zipfile.ZipFile(BytesIO(data)) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode()
            assert "<f>" not in text
            assert "<hyperlink" not in text
            assert not CONTROLS.search(text.replace("\r\n", "\n").replace("\n", "")), name
            ET.fromstring(text)
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert book.sheet_names == ["Tổng quan", "Việc cần làm", "Số kết quả", "Đã khắc phục"]
    for sheet in book.sheet_names:
        for row in book.get_sheet_by_name(sheet).to_python():
            for cell in row:
                if isinstance(cell, str):
                    assert not re.match(r"\s*[=+\-@＝＋－＠].", cell), cell
                    assert len(cell) <= LONGEST + 1


def test_a_cell_is_never_longer_than_a_spreadsheet_takes() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(render_xlsx([sample("dài " * 9000)], Run())))
    cells = [cell for row in book.get_sheet_by_index(2).to_python() for cell in row if isinstance(cell, str)]
    assert max(map(len, cells)) == LONGEST


@each
def test_the_terminal_is_never_commanded(payload: str) -> None:
    said = said_of(payload)
    for text in (said.text, said.todo):
        assert not CONTROLS.search(text.replace("\n", "")), CONTROLS.search(text)
    assert not re.search("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", said.json)


EVERY = " ".join(PAYLOADS.values())
"""All payloads in a row; before it stands another one in each field, because some must stand first to do harm."""


def _in_turn(start: int) -> Callable[[Field], str]:
    turn = cycle([*PAYLOADS.values()])
    for _ in range(start):
        next(turn)
    return lambda field: f"{next(turn)} {EVERY}"


@pytest.mark.parametrize("regulation", KIND_OF_UNIT)
@pytest.mark.parametrize("start", [0, 17])
def test_every_text_field_of_a_submission(regulation: str, start: int) -> None:
    """Through the front door: what the reader lets through, the formats must bear."""
    data = filled(regulation, _in_turn(start))
    report = check(data, ruleset=load_ruleset(), name="a.json")
    assert report.evaluated
    assert report.counts["error"] == 0
    _assert_harmless(report)


@pytest.mark.parametrize("regulation", KIND_OF_UNIT)
def test_every_other_field_of_a_submission(regulation: str) -> None:
    """A wrong value is quoted where the problem is told, and must be as harmless there."""
    say = _in_turn(5)
    report = check(filled(regulation, say, say), ruleset=load_ruleset(), name="a.json")
    assert len(report.problems) > 50
    _assert_harmless(report)


def test_the_fields_are_those_of_the_schema() -> None:
    assert all(text_fields(regulation) > 100 for regulation in ("commune", "agency", "workplace"))


def _assert_harmless(report: Report) -> None:
    said = rendered(report)
    page = Page(said.html)
    assert {tag for tag, *_ in page.structure}.isdisjoint({"script", "img", "svg", "iframe", "form", "object", "base"})
    assert not any(name.startswith("on") for _, *names in page.structure for name in names)
    assert all(link.startswith("#") for link in page.links)
    ET.fromstring(said.junit.encode())
    json.loads(said.sarif)
    with zipfile.ZipFile(BytesIO(said.xlsx)) as parts:
        assert not any(b"<f>" in parts.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 2, 3))
    for text in (said.text, said.todo, said.junit, said.github, said.markdown, said.html):
        assert not CONTROLS.search(text.replace("\n", ""))
    assert all(re.match("::(error|warning|notice) ", line) for line in said.github.splitlines())
