"""Reads back what each format says: which results, of which kind, so that formats can be compared."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

from python_calamine import CalamineWorkbook

from qcdc_rules.model.report import Report
from qcdc_rules.rendering.shown import KINDS, MARKS, kind_of
from qcdc_rules.rendering.wording import STANDING

Named = Counter[tuple[str, str, str]]
"""Kind, rule and target of each result."""
_KIND_OF_MARK = {mark: kind for kind, mark in MARKS.items()}
_SINCE = re.compile(r" \((?:mới[^)]*|còn lại)\)$")
"""The mark against an earlier report, after the name of a result."""
_IDENTITY = re.compile(r"(.+) \[(.*)\]", re.DOTALL)
SHOWN = ("violated", "error", "missing", "running", "law_open")
"""What the formats for reading in passing name one by one; the rest they count."""


def of_report(report: Report, *kinds: str) -> Named:
    chosen = kinds or KINDS
    return Counter((kind_of(f), f.rule, f.target) for f in report.findings if kind_of(f) in chosen)


def of_json(text: str) -> Named:
    results = json.loads(text)["reports"][0]["results"]
    return Counter((r["unknown"] or r["outcome"], r["rule"], r["target"]) for r in results)


def of_sarif(text: str) -> Named:
    run = json.loads(text)["runs"][0]
    named: Named = Counter()
    for result in run["results"]:
        if not result["ruleId"].startswith("file.") and result.get("baselineState") != "absent":
            more = result["properties"]
            named[more["unknown"] or more["outcome"], result["ruleId"], more["target"]] += 1
    for fault in run["invocations"][0]["toolExecutionNotifications"]:
        named["error", fault["associatedRule"]["id"], fault["properties"]["target"]] += 1
    return named


def sarif_counts(text: str) -> dict[str, int]:
    counts: dict[str, int] = json.loads(text)["runs"][0]["properties"]["reports"][0]["counts"]
    return counts


def of_junit(text: str) -> Named:
    named: Named = Counter()
    for case in ET.fromstring(text).iter("testcase"):
        if not case.attrib["classname"].startswith("file."):
            named[_junit_kind(case), case.attrib["classname"], case.attrib["name"]] += 1
    return named


def _junit_kind(case: ET.Element) -> str:
    for fault in (*case.findall("failure"), *case.findall("error")):
        return fault.attrib["type"].replace("fault", "error")
    for skipped in case.findall("skipped"):
        return skipped.attrib["message"].partition("]")[0].removeprefix("[").partition(" ")[0]
    return "satisfied"


def junit_counts(text: str) -> dict[str, int]:
    found = {p.attrib["name"]: p.attrib["value"] for p in ET.fromstring(text).iter("property")}
    return {name.removeprefix("count."): int(value) for name, value in found.items() if name.startswith("count.")}


def of_github(text: str) -> Named:
    named: Named = Counter()
    for line in text.splitlines():
        title = re.search(r"title=(.) ", line)
        if title is not None and title[1] in _KIND_OF_MARK:
            kind = _KIND_OF_MARK[title[1]]
            said = line.partition("::")[2].partition("::")[2].replace("%0A", "\n").replace("%25", "%").split("\n")
            for one in said[1:] if kind == "missing" else said[-1:]:
                named[kind, *_named(_SINCE.sub("", one))] += 1
    return named


def _named(identity: str) -> tuple[str, str]:
    found = _IDENTITY.fullmatch(identity)
    assert found is not None, identity
    return found[1], found[2]


def of_markdown(text: str) -> Named:
    """The headings carry the mark of their findings; a line of code in brackets names each."""
    named: Named = Counter()
    kind = ""
    for line in text.splitlines():
        if line.startswith(("### ", "- ? ")):
            kind = _KIND_OF_MARK[line.split(" ")[1]]
        elif line.startswith("## "):
            kind = ""
        elif kind:
            for one in re.findall(r"`([^`]+ \[[^`]*\])`", line) if line.startswith(("  - `", "  <br>")) else ():
                named[kind, *_named(one)] += 1
    return named


def markdown_counts(text: str) -> dict[str, int]:
    total = next(line for line in text.splitlines() if line.startswith(("| Cộng |", "| Total |")))
    return dict(zip(KINDS, map(int, total.strip("| ").split("|")[1:]), strict=True))


def of_xlsx(data: bytes) -> Named:
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(2).to_python()
    heads, named = rows[0], Counter[tuple[str, str, str]]()
    kind, rule, target = (heads.index(name) for name in ("Kết quả", "Mã quy tắc", "Mã đối tượng"))
    for row in rows[1:]:
        if row[kind]:
            named[_KIND_OF_MARK[str(row[kind])[0]], str(row[rule]), str(row[target]).removeprefix("'")] += 1
    return named


def xlsx_counts(data: bytes) -> dict[str, int]:
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    return dict(zip(KINDS, (int(float(str(cell))) for cell in rows[4][2 : 2 + len(KINDS)]), strict=True))


Since = dict[str, int]
"""New, new by the law, remaining, put right: how many of each a format says."""
_WORDS = {STANDING[name].vi: name for name in STANDING}


def since_in_words(text: str) -> Since:
    """The line `So với lần trước: mới: 3; còn lại: 5; đã khắc phục: 2` of the formats for people."""
    told = re.search(r"(?:mới: (\d+); )(?:mới, chỉ do luật hoặc quy tắc đổi: (\d+); )?còn lại: (\d+); đã khắc phục: (\d+)", text)
    assert told is not None
    return dict(zip((*STANDING, "put_right"), (int(number or 0) for number in told.groups()), strict=True))


def since_of_json(text: str) -> Since:
    report = json.loads(text)["reports"][0]
    marks = Counter(result["baseline"] for result in report["results"] if result["baseline"])
    return {name: marks[name] for name in STANDING} | {"put_right": len(report["fixed"])}


def since_of_sarif(text: str) -> Since:
    """By the states of the results of a full log; the summary of the run must say the same."""
    run = json.loads(text)["runs"][0]
    marks = Counter(result["properties"].get("baseline") for result in run["results"] if "properties" in result)
    states = Counter(result.get("baselineState") for result in run["results"])
    assert (states["new"], states["unchanged"]) == (marks["new"] + marks["law"], marks["remaining"])
    told = {name: marks[name] for name in STANDING} | {"put_right": states["absent"]}
    assert run["properties"]["reports"][0]["since"] == told
    return told


def since_of_junit(text: str) -> Since:
    found = {p.attrib["name"]: p.attrib["value"] for p in ET.fromstring(text).iter("property")}
    return {name: int(found[f"baseline.{name}"]) for name in (*STANDING, "put_right")}


def since_of_xlsx(data: bytes) -> Since:
    """By the column of the results and the sheet of what was put right."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    rows, fixed = book.get_sheet_by_index(2).to_python(), book.get_sheet_by_index(3).to_python()
    column = rows[0].index("So với lần trước")
    marks = Counter(_WORDS[str(row[column])] for row in rows[1:] if row[column])
    return {name: marks[name] for name in STANDING} | {"put_right": sum(1 for row in fixed[1:] if row[0])}


class Page(HTMLParser):
    """What an HTML report names, its sums, and its bare structure: tags with the names of their attributes."""

    VOID = ("meta", "link", "br", "img", "input", "hr")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.named: Named = Counter()
        self.sums: dict[str, int] = {}
        self.structure: list[tuple[str, ...]] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.text: list[str] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()
        assert not self._open, "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.structure.append((tag, *values))
        self.links += [value for name, value in values.items() if name in ("href", "src")]
        self.ids += [value for name, value in values.items() if name == "id" and value]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in self.VOID:
            self._open.append((tag, values))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if not self._open:
            return
        tag, values = self._open[-1]
        if tag == "code" and values.get("class") == "key":
            rule = next(v["data-rule"] for _, v in reversed(self._open) if "data-rule" in v)
            self.named[self._kind(), rule, data] += 1
        if "data-sum" in values:
            self.sums[values["data-sum"]] = int(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a report has no comments")

    def _kind(self) -> str:
        for _, values in reversed(self._open):
            if "data-kind" in values:
                return values["data-kind"]
            for name in values.get("class", "").split():
                if name in KINDS and "data-rule" in values:
                    return name
        raise AssertionError("a result of no kind")


def strings(value: Any) -> list[str]:
    """Every string in a JSON document, keys apart."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in strings(one)]
    return [text for one in value for text in strings(one)] if isinstance(value, list) else []
