"""What is still missing, most blocking first: each field once, where to add it, how to write it, who waits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from qcdc_rules.explaining.examples import allowed, example
from qcdc_rules.explaining.places import field_of
from qcdc_rules.model.report import Finding, Report
from qcdc_rules.rendering.layout import clean
from qcdc_rules.schemas.fields import RecordType
from qcdc_rules.source import Words

_ITEM = re.compile(r"\[[^\]]*\]")
_MOST = 5
_NOTHING = Words("Không còn thiếu số liệu nào.", "No fact is missing.")


class Wanted(NamedTuple):
    """A field to state, alike for several items: its paths, places and the rules that wait for it."""

    path: str
    label: Words
    paths: tuple[str, ...]
    lines: tuple[int, ...]
    rules: int
    results: int


def wanted(report: Report) -> list[Wanted]:
    """The fields that keep results undecided, those for which most rules wait first."""
    waiting: dict[str, list[tuple[str, Words, Finding]]] = defaultdict(list)
    for finding in report.findings:
        if finding.unknown_class == "missing" and finding.waiver is None:
            path, label = finding.lacking[0] if finding.lacking else (finding.location.path, finding.target_label)
            waiting[_ITEM.sub("[]", path)].append((path, label, finding))
    found = [
        Wanted(
            path,
            entries[0][1],
            tuple(dict.fromkeys(one for one, _, _ in entries)),
            tuple(dict.fromkeys(finding.location.line for _, _, finding in entries if finding.location.line)),
            len({finding.rule for _, _, finding in entries}),
            len(entries),
        )
        for path, entries in waiting.items()
    ]
    return sorted(found, key=lambda one: (-one.rules, -one.results, one.path))


def render_next(report: Report, shape: RecordType, lang: str) -> str:
    """The list as text."""
    return "\n".join(clean(line) for line in _lines(report, shape, lang)) + "\n"


def _lines(report: Report, shape: RecordType, lang: str) -> Iterator[str]:
    fields = wanted(report)
    if not fields:
        yield _NOTHING.say(lang)
        return
    total = sum(one.results for one in fields)
    yield Words(
        f"Còn thiếu {len(fields)} trường; {total} kết quả đang chờ. Khai từ trên xuống.",
        f"{len(fields)} fields are missing; {total} results wait. State them from the top.",
    ).say(lang)
    for number, one in enumerate(fields, 1):
        yield ""
        yield from _field(number, one, report, shape, lang)


def _field(number: int, one: Wanted, report: Report, shape: RecordType, lang: str) -> Iterator[str]:
    declared = field_of(one.paths[0], shape)
    label = declared.label if declared is not None else one.label
    wait = Words(f"{one.rules} quy tắc chờ", f"{one.rules} rules wait").say(lang)
    yield f"{number:3}. {one.path or '–'} – {label.say(lang)} ({wait})"
    if one.lines:
        more = f", … (+{len(one.lines) - _MOST})" if len(one.lines) > _MOST else ""
        at = Words("thêm tại dòng", "add at line").say(lang)
        yield f"     {at} {', '.join(map(str, one.lines[:_MOST]))}{more}"
    if len(one.paths) > 1:
        more = f", … (+{len(one.paths) - _MOST})" if len(one.paths) > _MOST else ""
        yield f"     {', '.join(one.paths[:_MOST])}{more}"
    if declared is not None and report.period is not None:
        how = Words("ví dụ", "example").say(lang)
        yield f"     {how}: {declared.name}: {example(declared, report.period[1].year, declared.name, report.regulation)}"
        words = allowed(declared)
        if words is not None:
            yield f"     {words.say(lang)}"
