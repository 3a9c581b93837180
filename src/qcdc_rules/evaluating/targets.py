"""What a rule judges in one submission: the unit, the items of a list, listed contents, calendar parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from qcdc_rules.compiling.condition import as_items
from qcdc_rules.frozen import frozen
from qcdc_rules.logic.parts import CalendarPart, contains, parts_touching, working_years_touching
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.law import Catalogue, Citation, Content
from qcdc_rules.model.rules import Rule, Targets, Version
from qcdc_rules.model.submission import Items, Record, Submission, Value
from qcdc_rules.source import Words

PART_OF_ARISES = {"each_year": "year", "each_half_year": "half_year", "each_quarter": "quarter", "each_month": "month"}


class _Unstated(dict[str, Value]):
    """The fields of an item that is not there yet: every one may still be anything."""

    def get(self, key: str, default: object = None) -> Gap:
        return Gap.MISSING


UNSTATED = Record(_Unstated())


@frozen
class Target:
    """One thing to judge. `whole` tells a whole list: "missing", "partial" or "empty"; `part` a calendar part."""

    key: str
    value: Value
    parent: Value = Gap.NONE
    whole: str = ""
    path: str = ""
    part: CalendarPart | None = None
    content: Content | None = None
    title: Words | None = None


WORKING_YEARS = Targets("every", "working_year")
UNIT = Target("-", Gap.NONE)


def targets_of(
    rule: Rule, lists: tuple[str, ...], catalogues: Mapping[str, Catalogue], submission: Submission
) -> Iterator[Target]:
    """The targets of a rule in a submission, in the order written."""
    targets = rule.versions[0].targets
    if targets.kind == "unit":
        yield UNIT
    elif targets.kind == "each":
        yield from _items(submission.root, lists, "")
    elif targets.kind == "every":
        for part in calendar_parts(targets.of, submission):
            yield Target(part.text, _calendar(part), part=part)
    else:
        yield from _contents(rule, catalogues[targets.of], submission)


def _walk(record: Value, path: str) -> Value:
    for name in path.split("."):
        if not isinstance(record, Record):
            return record
        record = record.fields.get(name, Gap.MISSING)
    return record


def _items(holder: Record, lists: tuple[str, ...], prefix: str) -> Iterator[Target]:
    path, *deeper = lists
    above, _, _ = path.rpartition(".")
    parent: Value = _walk(holder, above) if above else holder if prefix else Gap.NONE
    listed = as_items(_walk(holder, path))
    whole_key = f"{prefix}{path}/*"
    full = f"{holder.path}.{path}" if holder.path else path
    known = parent if isinstance(parent, Record) and not deeper else UNSTATED
    if isinstance(listed, Gap):
        yield Target(whole_key, UNSTATED, known, "missing", first_gap(holder, path, full))
        return
    for item in listed.values:
        if not isinstance(item, Record):
            continue
        if deeper:
            yield from _items(item, tuple(deeper), f"{prefix}{item.key}/")
        else:
            yield Target(f"{prefix}{item.key}", item, parent, path=item.path)
    if listed.partial:
        yield Target(whole_key, UNSTATED, known, "partial", full)
    elif not listed.values:
        yield Target(whole_key, UNSTATED, known, "empty", full)


def first_gap(holder: Record, path: str, full: str) -> str:
    """The field to state first: the outermost one on the way that is not stated."""
    here: Value = holder
    for number, name in enumerate(path.split("."), start=1):
        here = here.fields.get(name, Gap.MISSING) if isinstance(here, Record) else here
        if here is Gap.MISSING:
            walked = ".".join(path.split(".")[:number])
            return f"{holder.path}.{walked}" if holder.path else walked
    return full


def calendar_parts(kind: str, submission: Submission) -> tuple[CalendarPart, ...]:
    """The calendar parts that the period touches; of working years also the one that ended just before it,
    because what follows a working year falls into the next period."""
    if kind != "working_year":
        return parts_touching(kind, submission.first_on, submission.last_on)
    end = _walk(submission.root, _year_end(submission))
    month_day = (end.month, end.day) if isinstance(end, date) else (12, 31)
    earlier = submission.first_on - timedelta(days=1)
    return working_years_touching(month_day, earlier, submission.last_on)


def _year_end(submission: Submission) -> str:
    """The field that says on what day the unit's working year ends."""
    return f"unit.{'financial' if submission.regulation == 'workplace' else 'working'}_year_ends_on"


def unstated_year_end(submission: Submission) -> tuple[str, ...]:
    """The field to state before working years can be told; until then calendar years stand in for them."""
    path = _year_end(submission)
    return (path,) if _walk(submission.root, path) is Gap.MISSING else ()


def _calendar(part: CalendarPart) -> Record:
    return Record(_part_fields(part))


def _part_fields(part: CalendarPart) -> dict[str, Value]:
    fields: dict[str, Value] = {"part": part}
    if part.first is not None and part.last is not None:
        fields |= {"first_on": part.first, "last_on": part.last, "next_on": part.last + timedelta(days=1)}
    return fields


def _contents(rule: Rule, catalogue: Catalogue, submission: Submission) -> Iterator[Target]:
    section = _walk(submission.root, catalogue.section)
    for content in catalogue.contents:
        kinds = {listing_arises(version, content) for version in rule.versions} - {None}
        for kind in sorted(k for k in kinds if k is not None):
            window = PART_OF_ARISES.get(kind)
            if window is None:
                if _kind_on(rule, content, submission.last_on) not in (kind, None):
                    continue  # the law in force at the end of the period lists it as one of another kind
                whole = Target(content.slug, Gap.NONE, path=catalogue.section, content=content, title=content.title)
                yield _content(whole, content, kind, None, section, catalogue, submission)
                continue
            parts = parts_touching(window, submission.first_on, submission.last_on)
            for part in parts:
                if _kind_on(rule, content, min(part.last or submission.last_on, submission.last_on)) in (kind, None):
                    target = Target(
                        f"{content.slug}/{part.text}",
                        Gap.NONE,
                        path=catalogue.section,
                        content=content,
                        title=content.title,
                    )
                    yield _content(target, content, kind, part, section, catalogue, submission, len(parts) == 1)


def listing_arises(version: Version, content: Content) -> str | None:
    """How the content arises where this version's provisions list it; None if they do not."""
    for listing in content.listed:
        for cite in version.cites:
            if listing.citation.within(Citation(cite.instrument, cite.article)):
                return listing.arises or content.arises
    return None


def deciding(version: Version, content: Content | None) -> tuple[Citation, ...]:
    """The provisions that decide: of a listed content, the clauses that list it instead of their article."""
    if content is None:
        return version.cites
    listed = tuple(one.citation for one in content.listed for cite in version.cites if one.citation.within(cite))
    broader = tuple(cite for cite in version.cites if not any(one.within(cite) for one in listed))
    return (*listed, *broader) or version.cites


def _kind_on(rule: Rule, content: Content, day: date) -> str | None:
    found = next((version for version in rule.versions if version.in_force.holds_on(day)), None)
    return listing_arises(found, content) if found is not None else None


def _content(
    target: Target,
    content: Content,
    arises: str,
    part: CalendarPart | None,
    section: Value,
    catalogue: Catalogue,
    submission: Submission,
    only_part: bool = True,
) -> Target:
    span = part or CalendarPart("", "period", submission.first_on, submission.last_on)
    fields = _part_fields(span)
    gap = first_gap(submission.root, catalogue.section, catalogue.section)
    if part is None:
        del fields["part"]
    fields |= {
        "slug": content.slug,
        "arises": arises,
        "parts": Items(tuple(content.parts)),
        "records": _records(section, content.slug, part, catalogue, gap, only_part),
    }
    return Target(target.key, Record(fields), Gap.NONE, "", catalogue.section, part, content, content.title)


def _records(
    section: Value, slug: str, part: CalendarPart | None, catalogue: Catalogue, gap: str, only_part: bool
) -> Value:
    """The records that name this content and this calendar part; doubtful where a record may be one.

    Records that are told apart by their days alone all belong to the only part that a report touches.
    """
    listed = as_items(section)
    if isinstance(listed, Gap):
        return Items((), True, gap, doubtful=(gap,))
    sure: list[Value] = []
    doubtful: list[str] = []
    for item in listed.values:
        if not isinstance(item, Record):
            continue
        named = item.fields.get(catalogue.named_by, Gap.MISSING)
        if named is Gap.MISSING:
            doubtful.append(item.field_path(catalogue.named_by))
        elif named == slug:
            belongs, unstated = _belongs(item, part, catalogue, only_part)
            if belongs:
                sure.append(item)
            elif unstated:
                doubtful.append(item.field_path(unstated))
    partial = listed.partial or bool(doubtful)
    return Items(tuple(sure), partial, listed.path, listed.spot, (), listed.did_not_arise, tuple(doubtful))


def _belongs(item: Record, part: CalendarPart | None, catalogue: Catalogue, only_part: bool) -> tuple[bool, str]:
    """Whether a record belongs to the part; if not, the field that may still say so."""
    if part is None:
        return True, ""
    if catalogue.part_field:
        stated = item.fields.get(catalogue.part_field, Gap.MISSING)
        return _covers(stated, part), catalogue.part_field if stated is Gap.MISSING else ""
    if only_part or not catalogue.dated_by:
        return True, ""
    days = {name: item.fields.get(name, Gap.MISSING) for name in catalogue.dated_by}
    unstated = next((name for name, day in days.items() if day is Gap.MISSING), "")
    return any(isinstance(day, date) and contains(part, day) for day in days.values()), unstated


def _covers(stated: object, part: CalendarPart) -> bool:
    if not isinstance(stated, CalendarPart) or stated.first is None or stated.last is None:
        return False
    return part.first is not None and part.last is not None and part.first <= stated.first and stated.last <= part.last
