"""From what packs hold to one ruleset: law and rules in types, every rule compiled once to find its faults."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from qcdc_rules.compiling.compiled import Compiler, Law
from qcdc_rules.compiling.packed import Packed
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading import law as read
from qcdc_rules.loading import overlay
from qcdc_rules.loading.packs import RuleSource, Sources, by_id, rules_of, templates_of
from qcdc_rules.loading.plain import spot_at
from qcdc_rules.loading.rules import rule as read_rule
from qcdc_rules.model.law import Holidays, Instrument
from qcdc_rules.model.rules import Rule
from qcdc_rules.schemas.fields import RecordType, submission_type
from qcdc_rules.source import Problem, Words

NO_HOLIDAYS = Holidays(frozenset(), frozenset(), 1, 1)


def assemble_law(sources: Sources) -> Law:
    """The law of these packs."""
    tables = [read.holidays(one.plain) for one in sources.of("holidays")]

    def instrument(plain: Any, file: str) -> Instrument:
        return read.instrument(plain)

    return Law(
        instruments=by_id("instrument", sources, instrument, key="number"),
        parameters=by_id("parameter", sources, read.parameter),
        catalogues=by_id("contents", sources, read.catalogue),
        scopes=by_id("scope", sources, read.scope),
        holidays=tables[-1] if tables else NO_HOLIDAYS,
    )


def assemble(sources: Sources, shape: RecordType | None = None, check: bool = True) -> Ruleset:
    """The ruleset of these packs. With `check`, rules whose conditions do not compile are told and left out."""
    overrides = overlay.put_over(sources)
    law = assemble_law(sources)
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    worked, touched = overlay.retired(sources, rules_of(sources, templates_of(sources)))
    root = shape or submission_type()
    compiler = Compiler(law, root)
    for source in worked:
        rule = read_rule(source.plain, source.file, source.line, source.pack)
        if rule.id in seen:
            words = Words(
                f"Mã “{rule.id}” đã dùng ở {seen[rule.id]}.", f"The id “{rule.id}” is used in {seen[rule.id]}."
            )
            _complain(sources, source, (), "duplicate-id", words)
            continue
        seen[rule.id] = f"{source.file}:{source.line}"
        if check and not _compiles(compiler, rule, source, sources):
            continue
        rules.append(rule)
    laxer = overlay.loosened(overrides, worked, sources)
    reviewed = [str(one["reviewed_until"]) for one in sources.packs if "reviewed_until" in one]
    return Ruleset(
        law=law,
        by_regulation=_by_regulation(rules),
        shape=root,
        total=len(rules),
        digest=digest(worked, sources),
        packs=tuple((str(one.get("id")), str(one.get("version"))) for one in sources.packs),
        problems=tuple(sorted(set(sources.problems))),
        softened=tuple(dict.fromkeys([*touched, *(name for one in laxer for name in one.rules)])),
        changes=tuple(overlay.said(override, lax) for override, lax in zip(overrides, laxer, strict=True)),
        reviewed_until=date.fromisoformat(min(reviewed)) if reviewed else None,
    )


def _by_regulation(rules: list[Rule]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.regulation, []).append(rule)
    return {regulation: tuple(listed) for regulation, listed in found.items()}


def pack(sources: Sources, ruleset: Ruleset) -> tuple[Packed, dict[str, list[list[Any]]]]:
    """The plain data of an assembled ruleset, and of its rules by regulation type: to be kept and read again
    without YAML, templates and checks."""
    kept = {rule.id for rule in ruleset.rules}
    rules: dict[str, list[list[Any]]] = {}
    worked, _ = overlay.retired(
        Sources(sources.files, packs=sources.packs), rules_of(Sources(sources.files), templates_of(sources))
    )
    for source in worked:
        if str(source.plain["id"]) in kept:
            entry = [source.plain, source.file, source.line, source.pack]
            rules.setdefault(str(source.plain["regulation"]), []).append(entry)
    kinds = ("instrument", "parameter", "contents", "scope", "holidays")
    packed = {
        "law": {kind: [[one.plain, one.path] for one in sources.of(kind)] for kind in kinds},
        "rules": {regulation: len(entries) for regulation, entries in rules.items()},
        "digest": ruleset.digest,
        "packs": [list(pair) for pair in ruleset.packs],
        "softened": list(ruleset.softened),
        "changes": [[words.vi, words.en] for words in ruleset.changes],
        "reviewed_until": ruleset.reviewed_until.isoformat() if ruleset.reviewed_until else None,
    }
    return packed, rules


def _compiles(compiler: Compiler, rule: Rule, source: RuleSource, sources: Sources) -> bool:
    faults = compiler.faults_of(rule)
    for fault in faults:
        _complain(sources, source, _written(fault.pointer, source), fault.code, fault.words)
    return not faults


def _written(pointer: tuple[str | int, ...], source: RuleSource) -> tuple[str | int, ...]:
    """Where a fault of the worked-out rule stands in the file: under its version if written there, else under
    the rule itself; a fault inside a template's text stands at the rule's `with`."""
    if pointer[:1] != ("versions",):
        return pointer
    inner = pointer[2:]
    own = (*source.pointer, *pointer)
    if spot_at(source.node, own) != spot_at(source.node, (*source.pointer, *pointer[:2])):
        return pointer
    if inner[:1] == ("require",) and "template" in source.plain["versions"][int(pointer[1])]:
        return ("with",)
    return inner


def _complain(sources: Sources, source: RuleSource, pointer: tuple[str | int, ...], code: str, words: Words) -> None:
    spot = spot_at(source.node, (*source.pointer, *pointer))
    sources.problems.append(Problem.located(source.file, spot, code, words, path=str(source.plain.get("id", ""))))


def digest(worked: list[RuleSource], sources: Sources) -> str:
    """A digest of everything that can change a verdict: rules as worked out, parameters, catalogues, scopes."""
    kinds = ("instrument", "parameter", "contents", "scope", "holidays")
    parts = [source.plain for source in worked] + [one.plain for kind in kinds for one in sources.of(kind)]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
