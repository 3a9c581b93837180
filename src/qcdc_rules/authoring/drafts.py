"""A first draft: the pack, the rule, its cases and its instrument, in the right places and ready to be changed.

The draft passes lint and its cases hold; an author replaces words and numbers, not structure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from qcdc_rules.loading.plain import to_plain
from qcdc_rules.loading.templates import Template, arguments
from qcdc_rules.model.law import Plain
from qcdc_rules.source import Table, Words, read_bytes

_HEADS = {
    "commune": ("commune", ["commune"], ["peoples_committee"]),
    "agency": ("state_agency, sector: other", ["agency"], ["head"]),
    "workplace": ("enterprise", ["employer"], ["employer"]),
}
_REGULATIONS = re.compile(r"^regulations: *\[([^\]\n]*)\]", re.MULTILINE)
_PARTS = {"half_year": "-H1", "quarter": "-Q1", "month": "-M01", "week": "-W01"}
"""How the first part of a year is written."""


class Draft(NamedTuple):
    """What an author says of a rule to be written."""

    rule: str
    regulation: str
    category: str
    title_vi: str
    title_en: str
    instrument: str
    article: str
    clause: str
    since: date
    template: str
    given: Mapping[str, str]
    targets: str
    governed_by: str
    reviewed_until: date
    checked: str = "recalled"
    """How the wording of a new instrument was checked: text, secondary or recalled."""


class File(NamedTuple):
    """A file to be written, or lines to be put at the end of one that is there."""

    path: Path
    text: str
    appended: bool = False


def quoted(text: str) -> str:
    """A text as YAML takes it whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def titled(number: str) -> str:
    """The title that a draft gives an instrument until its author writes the full one."""
    return f"Văn bản số {number}"


def new_instrument(number: str, folder: Path, known: frozenset[str]) -> bool:
    """Whether a draft must write the file of an instrument."""
    return number not in known and not (folder / "instruments" / f"{slug(number)}.yaml").exists()


def slug(text: str) -> str:
    """A file name of an instrument number."""
    return text.lower().replace("đ", "d").replace("/", "-").replace(" ", "-")


def files(draft: Draft, folder: Path, template: Template | None, known: frozenset[str]) -> Iterator[File]:
    """The files of a draft in a pack folder; `known` are the numbers of the instruments that exist already."""
    pack = folder / "pack.yaml"
    if not pack.exists():
        yield File(pack, _pack(draft, folder))
    elif (text := _with_regulation(pack.read_text(encoding="utf-8"), draft.regulation)) is not None:
        yield File(pack, text)
    if new_instrument(draft.instrument, folder, known):
        yield File(folder / "instruments" / f"{slug(draft.instrument)}.yaml", _instrument(draft))
    topic = draft.rule.split(".")[1]
    place = folder / draft.regulation / draft.category
    yield from _put(place / f"{topic}.yaml", _rules_head(draft), _rule(draft, template))
    yield from _put(place / f"{topic}.tests.yaml", "schema: qcdc-test/1\ntests:\n", _cases(draft, template))


def _put(path: Path, head: str, text: str) -> Iterator[File]:
    yield File(path, text, True) if path.exists() else File(path, head + text)


def _pack(draft: Draft, folder: Path) -> str:
    name = "".join(
        c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in folder.resolve().name.lower()
    ).strip("_")
    name = name if name[:1].isalpha() else f"pack_{name}"
    return (
        f"schema: qcdc-pack/1\nid: {name}\n"
        f"title: {{vi: {quoted('Quy tắc của ' + folder.resolve().name)}, en: {quoted('Rules of ' + folder.resolve().name)}}}\n"
        f'version: 1.0.0\nregulations: [{draft.regulation}]\nengine: ">=0.1"\n'
        f"# Ngày mà bạn đã rà soát luật đến · the day up to which you reviewed the law\n"
        f"reviewed_until: {draft.reviewed_until.isoformat()}\n"
        f"uses: [qcdc]\n"
    )


def _with_regulation(text: str, regulation: str) -> str | None:
    """A pack.yaml with one more regulation type; None where it has that type, or the line is written otherwise."""
    found = _REGULATIONS.search(text)
    names = [name.strip() for name in found[1].split(",")] if found is not None else []
    if found is None or regulation in names:
        return None
    return f"{text[: found.start(1)]}{', '.join([*names, regulation])}{text[found.end(1) :]}"


def _instrument(draft: Draft) -> str:
    return (
        f"schema: qcdc-instrument/1\nnumber: {draft.instrument}\n"
        f"# Thay bằng tên đầy đủ của văn bản · replace by the full title\n"
        f"title: {{vi: {quoted(titled(draft.instrument))}, en: {quoted('Act no. ' + draft.instrument)}}}\n"
        f"# law, code, ordinance, resolution, decree, circular, decision, guidance\nkind: decision\n"
        f"in_force: {{from: {draft.since.isoformat()}}}\n"
        f"# text: đã đọc nguyên văn; secondary: đọc qua nguồn khác; recalled: chưa đọc (khi đó quy tắc không kết luận vi phạm)\n"
        f"checked: {draft.checked}\n"
    )


def _rules_head(draft: Draft) -> str:
    _, scope, bodies = _HEADS[draft.regulation]
    return (
        f"schema: qcdc-rules/1\nregulation: {draft.regulation}\ncategory: {draft.category}\n"
        f"defaults: {{force: must, scope: [{', '.join(scope)}], duty_of: [{', '.join(bodies)}]}}\nrules:\n"
    )


def _cite(draft: Draft) -> str:
    places = [("article", draft.article), ("clause", draft.clause)]
    return ", ".join([f"instrument: {draft.instrument}", *(f"{name}: {value}" for name, value in places if value)])


def _rule(draft: Draft, template: Template | None) -> str:
    lines = [
        f"- id: {draft.rule}",
        f"  title: {{vi: {quoted(draft.title_vi)}, en: {quoted(draft.title_en)}}}",
        "  fidelity: full",
        *([f"  targets: {draft.targets}"] if draft.targets else []),
        f"  governed_by: {draft.governed_by}",
    ]
    if template is not None:
        lines += [f"  template: {template.id}", "  with:"]
        lines += [f"    {name}: {value}" for name, value in draft.given.items()]
    else:
        lines += [
            "  # Điều phải có, viết khẳng định; các toán tử ở docs/language.md · what must be so, stated positively",
            f"  require: {{exists: {draft.given['fact']}}}",
            "  proves: complied",
        ]
    lines += [f"  in_force: {{from: {draft.since.isoformat()}}}", f"  cites: [{{{_cite(draft)}}}]", ""]
    return "\n".join(f"  {line}" if line else line for line in lines)


def _cases(draft: Draft, template: Template | None) -> str:
    """Cases to be filled in: an empty report first, so that the file runs from the first minute."""
    unit, _, _ = _HEADS[draft.regulation]
    year = max(draft.since.year, 2024) + 1
    section = (
        draft.targets.removeprefix("{each: ").removesuffix("}").strip('"') if draft.targets.startswith("{each:") else ""
    )
    part = draft.targets.removeprefix("{every: ").removesuffix("}") if draft.targets.startswith("{every:") else ""
    key = f'"{section}/*"' if section else f'"{year}{_PARTS.get(part, "")}"' if part else '"-"'
    return (
        f"  - rule: {draft.rule}\n    stated_on: {year}-12-31\n"
        f"    base:\n      unit: {{kind: {unit}}}\n"
        f"    cases:\n"
        f"      - {{name: chưa khai gì, expect: {{{key}: missing}}}}\n"
        f"      # Thêm một ca đạt, một ca vi phạm và hai bên của mỗi mốc · add a satisfied and a violated case, and both\n"
        f"      # sides of each limit. Kết quả lấy từ luật, không lấy từ máy · outcomes come from the law, not the tool.\n"
    )


def arguments_of(template: Template) -> list[tuple[str, str, str, Plain]]:
    """What a template asks for: name, kind, what it is in Vietnamese, and the default if there is one."""
    found: list[tuple[str, str, str, Plain]] = []
    for name, declared in template.given.items():
        title = declared.get("title")
        words = str(title.get("vi", name)) if isinstance(title, dict) else name
        found.append((name, str(declared.get("kind")), words, declared.get("default")))
    return found


EXAMPLES = {
    "limit": "{days: 30}",
    "share": "{at_least: 2/3}",
    "condition": "{exists: item.published_on}",
    "fact": "target.published_on",
    "list": "target.postings",
    "period": "target.postings",
    "options": "[website, loudspeaker]",
    "number": "3",
    "literal": "village",
}
"""One value of each kind of argument, as an author writes it."""


def example(declared: Mapping[str, Plain]) -> str:
    """An example of what a parameter of a template takes."""
    kind, of = str(declared.get("kind")), declared.get("of")
    if kind == "limit" and isinstance(of, list) and "days" not in of:
        return f"{{{of[0]}: 30}}"
    return "2026-03-31" if kind == "literal" and of == "date" else EXAMPLES.get(kind, "…")


def misgiven(template: Template, given: Mapping[str, str]) -> Iterator[Words]:
    """What is wrong with the arguments of a draft, each with an example."""
    values: dict[str, Plain] = {}
    for name, text in given.items():
        node, faults = read_bytes(f"{name}: {text}\n".encode(), "--with")
        plain = to_plain(node) if isinstance(node, Table) and not faults else None
        if not isinstance(plain, dict) or set(plain) != {name}:
            shown = example(template.given.get(name, {}))
            yield Words(
                f"“{name}={text}” không đọc được, ví dụ: {name}={shown}.",
                f"“{name}={text}” cannot be read; for example {name}={shown}.",
            )
            continue
        values[name] = plain[name]
    for fault in arguments(template, values)[1]:
        if fault.name in template.given and fault.name in values:
            shown = example(template.given[fault.name])
            yield Words(f"{fault.words.vi} Ví dụ: {fault.name}={shown}.", f"{fault.words.en} For example: {fault.name}={shown}.")
        elif fault.name in values:
            yield fault.words
