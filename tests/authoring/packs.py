"""Small packs for the tests of the authors' tools: two laws, one remembered act, one scope, one rule."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from qcdc_rules.authoring.lint import lint
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.loading.packs import read_packs
from qcdc_rules.source import Problem
from qcdc_rules.source.resources import data_dir

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
TODAY = date(2026, 1, 1)
_INSTRUMENT = """\
schema: qcdc-instrument/1
number: {number}
title: {{vi: Văn bản, en: An act}}
kind: {kind}
in_force: {span}
checked: {checked}
"""
_INSTRUMENTS = {
    "law.yaml": ("10/2022/QH15", "law", "{from: 2023-07-01}", "text"),
    "old.yaml": ("34/2007/PL-UBTVQH11", "ordinance", "{from: 2007-07-01, until: 2023-07-01}", "text"),
    "remembered.yaml": ("01/2020/QĐ-UBND", "decision", "{from: 2020-01-01}", "recalled"),
}
_SCOPE = """\
schema: qcdc-scope/1
id: commune
title: {vi: Xã, en: Communes}
when: {one_of: {fact: unit.kind, values: [commune, ward]}}
cites: [{instrument: 10/2022/QH15}]
"""
HEAD = "schema: qcdc-rules/1\nregulation: commune\ncategory: publicize\nrules:\n"


def blocks(kind: str) -> list[str]:
    """The fenced examples of one kind on the page of codes, in their order."""
    return re.findall(rf"```yaml {kind}\n(.*?)```", PAGE, re.DOTALL)


def codes() -> list[tuple[str, str]]:
    """Every code of the page, with its severity in Vietnamese."""
    return re.findall(r"^### ([a-z-]+) \((.+)\)$", PAGE, re.MULTILINE)


def keys_of(block: str) -> dict[str, str]:
    """The top-level keys of a block, each with its lines."""
    found: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line and not line[0].isspace():
            name = line.partition(":")[0]
            found[name] = ""
        found[name] += line + "\n"
    return found


def varied(block: str) -> str:
    """The standard rule with the keys of a block in the place of its own, as a file."""
    own = keys_of(block)
    standard = keys_of(blocks("standard")[0])
    if "versions" in own:
        standard = {key: text for key, text in standard.items() if key not in ("in_force", "cites")}
    if "template" in own:
        del standard["require"]
    lines = "".join({**standard, **own}.values()).splitlines()
    return HEAD + "\n".join(("  - " if n == 0 else "    ") + line for n, line in enumerate(lines)) + "\n"


def build(folder: Path, block: str) -> Path:
    """A pack with an example in it."""
    for name, (number, kind, span, checked) in _INSTRUMENTS.items():
        text = _INSTRUMENT.format(number=number, kind=kind, span=span, checked=checked)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "scope.yaml").write_text(_SCOPE, encoding="utf-8")
    if "template: act_recorded" in block:
        template = data_dir("rules") / "templates" / "act_recorded.yaml"
        (folder / "template.yaml").write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
    if "uses: [base]" in block:
        return _over(folder, block)
    block, _, cases = block.partition("---\n")
    if cases:
        (folder / "z.tests.yaml").write_text(cases, encoding="utf-8")
    alone = block.startswith("schema:")
    (folder / "standard.yaml").write_text(varied("" if alone else block), encoding="utf-8")
    if alone:
        name = "z.tests.yaml" if "qcdc-test" in block else "pack.yaml" if "qcdc-pack" in block else "z.yaml"
        (folder / name).write_text(block, encoding="utf-8")
    return folder


def _over(folder: Path, block: str) -> Path:
    """A pack `base` with a limit in a parameter, and in `over/` the pack.yaml and the parameter of the example."""
    pack, parameter = block.split("---\n")
    (folder / "pack.yaml").write_text(pack.split("uses:")[0].replace("id: over", "id: base"), encoding="utf-8")
    value = "values: [{in_force: {from: 2023-07-01}, value: {days: 5}, cites: [{instrument: 10/2022/QH15}]}]\n"
    (folder / "parameter.yaml").write_text(parameter.split("values:")[0] + value, encoding="utf-8")
    limit = "{param: publication_days}"
    rule = f"require: {{within: {{act: target.published_on, from: target.decided_on, limit: {limit}}}}}"
    (folder / "standard.yaml").write_text(varied(rule), encoding="utf-8")
    above = folder.with_name(f"{folder.name}-over")
    above.mkdir()
    (above / "pack.yaml").write_text(pack, encoding="utf-8")
    (above / "parameter.yaml").write_text(parameter, encoding="utf-8")
    return folder


def problems(folder: Path, engine: str = "0.1.0") -> list[Problem]:
    """What lint says of a pack, without the built-in rules."""
    above = folder.with_name(f"{folder.name}-over")
    sources = read_packs([(folder, "pack"), *([(above, "over")] if above.exists() else [])], tests=True)
    return lint(sources, assemble(sources), TODAY, engine, cases=True)
