"""Which fields of a submission the rules read: found by compiling them and looking at the paths they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from qcdc_rules.compiling.compiled import Compiler
from qcdc_rules.compiling.paths import field_at
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import STATED
from qcdc_rules.evaluating.targets import WORKING_YEARS
from qcdc_rules.model.rules import Rule, Version
from qcdc_rules.schemas.fields import Field, RecordType

Named = tuple[int, str]
"""A field: the identity of the record type that holds it, and its name."""
_KEYS = ("key", "keys")
_OF_SPAN = ("first_on", "last_on", "interruptions")
_BY_EVERYONE = ("id", "slug", "slugs")


class Asked(NamedTuple):
    """A rule, and those of its versions that count."""

    rule: Rule
    versions: tuple[Version, ...]


def everything(ruleset: Ruleset) -> Iterator[Asked]:
    """Every rule with every version."""
    return (Asked(rule, rule.versions) for rule in ruleset.rules)


def reads(ruleset: Ruleset, asked: Iterable[Asked]) -> dict[Named, set[str]]:
    """For each field, the rules that read it."""
    found: dict[Named, set[str]] = defaultdict(set)
    for one in asked:
        for named in read_by(ruleset, one):
            found[named].add(one.rule.id)
    return found


def read_by(ruleset: Ruleset, asked: Asked) -> Iterator[Named]:
    """The fields that one rule reads."""
    shape = ruleset.shape
    compiler = Compiler(ruleset.law, shape)
    rule = asked.rule._replace(versions=asked.versions)
    compiled = compiler.rule(rule).rule
    if compiled is None:
        return
    for version in compiled.versions:
        version.everything()
    if rule.versions[0].targets.kind == "each_content":
        dict(compiled.content_when)
    for path, base in compiler.paths():
        names = tuple(step.name for step in path.steps)
        yield from _along(shape, base, names)
    for listed in compiled.targets.lists:
        yield from _along(shape, None, tuple(listed.split(".")))
    yield from _of_targets(ruleset, rule)
    for stated in asked.versions:
        for name in _key_names([stated.require, *stated.when, *(one.when for one in stated.opens)]):
            yield (0, name)


def _along(shape: RecordType, base: Field | RecordType | None, names: tuple[str, ...]) -> Iterator[Named]:
    """The fields on a path; one that refers by id is followed, the parts of a span are read with it."""
    record = base if isinstance(base, RecordType) else _inside(base, shape) if base is not None else shape
    found: Field | None = None
    for name in names:
        if record is None or name not in record.fields:
            return
        yield id(record), name
        found = record.fields[name]
        record = _inside(found, shape)
    if found is not None:
        yield from _whole(found)


def _whole(found: Field) -> Iterator[Named]:
    """What is read with a value as a whole: the days of a period, the entries of a map."""
    record = found.item.record if found.item is not None else found.record
    kind = found.item.kind if found.item is not None else found.kind
    if record is None:
        return
    if kind == "span":
        for name in _OF_SPAN:
            if name in record.fields:
                yield id(record), name
                if name == "interruptions":
                    yield from _whole(record.fields[name])
    if kind == "map":
        for name in record.fields:
            yield id(record), name


def _inside(found: Field, shape: RecordType) -> RecordType | None:
    if found.kind == "ref" and found.ref is not None:
        target = field_at(shape, found.ref)
        return target.item.record if target is not None and target.item is not None else None
    return found.item.record if found.item is not None else found.record


def _of_targets(ruleset: Ruleset, rule: Rule) -> Iterator[Named]:
    """What a rule over a catalogue reads of each item: its subject and its part of the calendar; of working years,
    the day on which they end."""
    targets = rule.versions[0].targets
    if targets == WORKING_YEARS:
        year = "financial_year_ends_on" if rule.regulation == "workplace" else "working_year_ends_on"
        yield from _along(ruleset.shape, None, ("unit", year))
    if targets.kind != "each_content":
        return
    catalogue = ruleset.law.catalogues[targets.of]
    yield from _along(ruleset.shape, None, tuple(catalogue.section.split(".")))
    section = field_at(ruleset.shape, catalogue.section)
    record = _inside(section, ruleset.shape) if section is not None else None
    if record is not None:
        yield id(record), catalogue.named_by
        for name in (catalogue.part_field, *catalogue.dated_by):
            if name:
                yield id(record), name
        yield id(record), "parts"


def _key_names(plain: object) -> Iterator[str]:
    """Fields that an operator takes by name, without a path (`covers: {key: village}`)."""
    if isinstance(plain, dict):
        for name, value in plain.items():
            if name in _KEYS:
                yield from (str(one) for one in (value if isinstance(value, list) else [value]))
            yield from _key_names(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _key_names(value)


class Reads(NamedTuple):
    """Asks of each field of the form whether rules read it."""

    by: Mapping[Named, set[str]]

    def rules(self, record: RecordType, field: Field, depth: int = 0) -> set[str]:
        """The rules that read this field or what stands inside it."""
        found = set(self.by.get((id(record), field.name), ()))
        if field.kind in ("ref", "code", "slug", "list"):
            found |= self.by.get((0, field.name), set())
        inner = field.item.record if field.item is not None else field.record
        if inner is not None and depth < 8:
            for one in inner.fields.values():
                if one.name != "id":
                    found |= self.rules(inner, one, depth + 1)
        return found

    def within(self, record: RecordType, field: Field) -> int:
        """How many they are."""
        return len(self.rules(record, field))


def unread(ruleset: Ruleset) -> list[str]:
    """The fields that no rule reads and that are not marked as informational, by path.

    Ids and subjects name a record; a compact spelling stands for other fields; calendar settings of the unit
    decide working days; a field that a check of consistency compares serves that check.
    """
    asked = Reads(reads(ruleset, everything(ruleset)))
    found: dict[str, None] = {}
    _unread(ruleset.shape, "", asked, found, set())
    return list(found)


def _unread(record: RecordType, path: str, asked: Reads, found: dict[str, None], seen: set[int]) -> None:
    if id(record) in seen:
        return
    seen.add(id(record))
    checked = {name.partition(".")[0].partition("[")[0] for one in record.consistent for name in (*one.fields, one.limit)}
    for field in record.fields.values():
        here = f"{path}.{field.name}" if path else field.name
        if field.informational or _served(record, field, here):
            continue
        if not asked.within(record, field) and field.name not in checked:
            found[here] = None
            continue
        inner = field.item.record if field.item is not None else field.record
        if inner is not None and field.kind != "map":
            _unread(inner, f"{here}[]" if field.kind == "list" else here, asked, found, seen)


def _served(record: RecordType, field: Field, path: str) -> bool:
    return (
        field.name in record.required
        or field.compact
        or field.name in _BY_EVERYONE
        or path in ("regulation", "unit.started_on", *(f"unit.{name}" for name in STATED))
    )
