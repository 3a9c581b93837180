"""Packs: folders of rule files, read and checked, every error of every file collected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from qcdc_rules.loading import law as read
from qcdc_rules.loading.plain import spot_at, to_plain
from qcdc_rules.loading.rules import RuleFault, resolved
from qcdc_rules.loading.templates import Template
from qcdc_rules.loading.unopened import unopened
from qcdc_rules.logic.lazy import EMPTY
from qcdc_rules.schemas.documents import KINDS, Pointer, shape_faults
from qcdc_rules.source import Node, Problem, Spot, Table, Words, read_bytes
from qcdc_rules.source.suggest import closest

PACK = "pack.yaml"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file of a pack: its kind, its plain data, and its source for positions."""

    path: str
    kind: str
    plain: dict[str, Any]
    node: Node
    pack: str
    faulty: tuple[Pointer, ...] = ()
    """Where its shape is wrong; of a file of rules, the other rules are kept."""


@dataclass(frozen=True, slots=True)
class RuleSource:
    """A rule worked out to plain data, and where it is written."""

    plain: dict[str, Any]
    file: str
    line: int
    pack: str
    node: Node
    pointer: tuple[str | int, ...]


@dataclass(slots=True)
class Sources:
    """Everything read from packs, before it becomes a ruleset."""

    files: list[RuleFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    packs: list[dict[str, Any]] = field(default_factory=list)
    overriding: list[RuleFile] = field(default_factory=list)
    """Parameter files of overlays, whose values were put into the files that they change."""

    def of(self, kind: str) -> Iterator[RuleFile]:
        return (one for one in self.files if one.kind == kind)


def rule_files(path: Path) -> list[Path]:
    """The YAML and JSON files of a file or folder, in a stable order, `pack.yaml` first; hidden files left out."""
    if path.is_file():
        return [path]
    found = [
        one
        for one in path.rglob("*")
        if one.suffix in (".yaml", ".yml", ".json") and not one.name.startswith(".")
        and (one.is_file() or not one.exists())  # a link to nothing is told: its rules are not checked
    ]
    return sorted(found, key=lambda one: (one != path / PACK, one))


def read_packs(roots: Iterable[tuple[Path, str]], tests: bool = False) -> Sources:
    """Read packs. Each root comes with the name that its files carry in messages."""
    sources = Sources()
    for root, shown in roots:
        pack = ""
        files = rule_files(root)
        if not files:
            words = Words(
                f"“{shown}” không có tệp quy tắc nào (.yaml, .yml, .json).",
                f"“{shown}” holds no rule file (.yaml, .yml, .json).",
            )
            sources.problems.append(Problem.located(shown, Spot(1, 1, 1, 1), "no-rule-files", words))
        for path in files:
            name = shown if root.is_file() else f"{shown}/{path.relative_to(root).as_posix()}"
            if path.name.endswith(".tests.yaml") and not tests:
                continue
            found = _read(path, name, pack, sources.problems)
            if found is None:
                continue
            if found.kind == "pack":
                pack = str(found.plain.get("id", ""))
                sources.packs.append(found.plain)
            sources.files.append(found)
    return sources


def _read(path: Path, name: str, pack: str, problems: list[Problem]) -> RuleFile | None:
    try:
        data = path.read_bytes()
    except OSError as fault:
        problems.append(unopened(name, fault))
        return None
    found = _understood(data, name)
    problems.extend(found.problems)
    if found.node is None:
        return None
    return RuleFile(name, found.kind, dict(found.plain), found.node, pack, found.faulty)


class _Understood(NamedTuple):
    """What the bytes of one file say; without a node where nothing can be used."""

    problems: tuple[Problem, ...]
    node: Table | None = None
    kind: str = ""
    plain: Mapping[str, Any] = EMPTY
    faulty: tuple[Pointer, ...] = ()


@lru_cache(maxsize=2048)
def _understood(data: bytes, name: str) -> _Understood:
    """A pure function of the bytes, remembered: the checks of one file cost a thousand times its digest, and a
    program that reads packs again and again (a test suite, a portal) reads the same files."""
    node, found = read_bytes(data, name)
    problems = list(found)
    if not isinstance(node, Table):
        if not found:
            problems.append(Problem.located(name, Spot(1, 1, 1, 1), "not-a-rule-file", _not_a_rule_file("")))
        return _Understood(tuple(problems))
    plain = to_plain(node)
    assert isinstance(plain, dict)
    schema = str(plain.get("schema", ""))
    kind = KINDS.get(schema)
    if kind is None:
        problems.append(Problem.located(name, node.spot, "not-a-rule-file", _not_a_rule_file(schema)))
        return _Understood(tuple(problems))
    faulty: list[Pointer] = []
    for pointer, code, words in shape_faults(kind, plain):
        problems.append(Problem.located(name, spot_at(node, pointer), code, words))
        faulty.append(pointer)
    if faulty and kind != "rules":
        return _Understood(tuple(problems))
    return _Understood(tuple(problems), node, kind, plain, tuple(faulty))


def _not_a_rule_file(schema: str) -> Words:
    near = closest(schema, KINDS) or "qcdc-rules/1"
    return Words(
        f"Dòng “schema” phải cho biết loại tệp, ví dụ “schema: {near}”.",
        f"The line “schema” must name the kind of file, for example “schema: {near}”.",
    )


def templates_of(sources: Sources) -> dict[str, Template]:
    return {str(one.plain["id"]): read.template(one.plain, one.path) for one in sources.of("template")}


def rules_of(sources: Sources, templates: dict[str, Template]) -> list[RuleSource]:
    """The rules that could be worked out; the faults of the others are added to the problems."""
    found: list[RuleSource] = []
    for one in sources.of("rules"):
        broken = _broken_rules(one)
        rules = one.plain.get("rules")
        for number, plain in enumerate(rules if isinstance(rules, list) else ()):
            if number in broken or -1 in broken:
                continue
            spot = spot_at(one.node, ("rules", number))
            try:
                worked = resolved(plain, one.plain, templates)
            except RuleFault as fault:
                for part in fault.faults:
                    where = spot_at(one.node, ("rules", number, "with", part.name)) if part.name else spot
                    sources.problems.append(
                        Problem.located(one.path, where, part.code, part.words, path=str(plain.get("id", "")))
                    )
                continue
            found.append(RuleSource(worked, one.path, spot.line, one.pack, one.node, ("rules", number)))
    return found


def _broken_rules(one: RuleFile) -> set[int]:
    """The numbers of the rules with a shape fault; -1 where the fault is outside any rule."""
    return {int(at[1]) if len(at) > 1 and at[0] == "rules" else -1 for at in one.faulty}


def by_id(kind: str, sources: Sources, build: Callable[[Any, str], Any], key: str = "id") -> dict[str, Any]:
    """Every file of a kind by id; a second one of the same id is reported and left out."""
    found: dict[str, Any] = {}
    for one in sources.of(kind):
        name = str(one.plain[key])
        if name in found:
            words = Words(f"“{name}” đã có trong một tệp khác.", f"“{name}” is already in another file.")
            sources.problems.append(Problem.located(one.path, one.node.spot, "duplicate-id", words))
            continue
        found[name] = build(one.plain, one.path)
    return found
