"""What a rule judges: the unit, the items of a list, the contents of a catalogue, the parts of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from qcdc_rules.model.law import Catalogue, Content, Listing
from qcdc_rules.model.rules import Rule, Version
from qcdc_rules.second.days import DAY, Stretch, stretch, touching, working_years
from qcdc_rules.second.scene import Report, as_list, year_end
from qcdc_rules.second.values import Part, Rec, Seq, Value, Void, When

Listed = Literal["item", "absent", "empty", "rest"]
"""One that is there; a list not written; a complete list without items; what a partial list leaves out."""

WINDOW_OF = {
    "each_year": "year",
    "each_half_year": "half_year",
    "each_quarter": "quarter",
    "each_month": "month",
}


class Aim(NamedTuple):
    """One thing that is judged, with the key of its result."""

    key: str
    target: Value = Void.NOT_STATED
    parent: Value = Void.NOT_STATED
    listed: Listed = "item"
    stretch: Stretch | None = None
    content: Content | None = None
    unsure: bool = False
    """The stretch itself is not known: the unit does not say when its working year ends."""


def aims(rule: Rule, report: Report) -> Iterator[Aim]:
    targets = rule.versions[0].targets
    if targets.kind == "unit":
        yield Aim("-")
    elif targets.kind == "each":
        yield from _items(targets.of.split("[]."), report.root, "")
    elif targets.kind == "each_content":
        yield from _contents(rule, report.law.catalogues[targets.of], report)
    else:
        yield from _calendar(targets.of, report)


# -- items of lists ----------------------------------------------------------------------------------


def _items(lists: list[str], holder: Rec, prefix: str) -> Iterator[Aim]:
    """The items of a list, or of the lists inside its items. The parent is the record that holds the list."""
    found: Value = holder
    parent: Value = holder if prefix else Void.NOT_STATED
    for step in lists[0].split("."):
        parent = found if found is not holder or prefix else Void.NOT_STATED
        found = found.get(step) if isinstance(found, Rec) else found if isinstance(found, Void) else Void.NOT_STATED
    whole = f"{prefix}{lists[0]}/*"
    listed = as_list(found)
    above = parent if len(lists) == 1 else Void.NOT_STATED
    if not isinstance(listed, Seq):
        yield Aim(whole, parent=above, listed="absent")
        return
    if not listed.items and not listed.partial:
        yield Aim(whole, parent=above, listed="empty")
    for item in listed.items:
        if not isinstance(item, Rec):
            continue
        if len(lists) > 1:
            yield from _items(lists[1:], item, f"{prefix}{item.key}/")
        else:
            yield Aim(f"{prefix}{item.key}", item, parent)
    if listed.partial:
        yield Aim(whole, parent=above, listed="rest")


# -- calendar parts ----------------------------------------------------------------------------------


def _calendar(kind: str, report: Report) -> Iterator[Aim]:
    """Of working years also the one that ended just before the period. Until its end is stated, the calendar
    years stand in for them, and nothing is said of them."""
    unsure = False
    if kind == "working_year":
        ends = year_end(report)
        unsure = ends is Void.NOT_STATED
        end = ends.day if isinstance(ends, When) else date(report.last_on.year, 12, 31)
        parts = list(working_years(end, report.first_on - DAY, report.last_on))
    else:
        parts = list(touching(kind, report.first_on, report.last_on))
    for part in parts:
        yield Aim(part.text, Rec(made=_days(part)), stretch=part, unsure=unsure)


def _days(part: Stretch) -> dict[str, Value]:
    return {
        "part": Part(part.text) if part.text else Void.NOT_STATED,
        "first_on": When(part.first),
        "last_on": When(part.last),
        "next_on": When(part.last + DAY),
    }


# -- contents of a catalogue -------------------------------------------------------------------------


def _contents(rule: Rule, catalogue: Catalogue, report: Report) -> Iterator[Aim]:
    """Each content that a version lists: once, or once for each calendar part in which it arises by that law."""
    for content in catalogue.contents:
        kinds = dict.fromkeys(WINDOW_OF.get(often) for version in rule.versions for often in arising(content, version))
        for kind in kinds:
            stretches = [None] if kind is None else list(touching(kind, report.first_on, report.last_on))
            for part in stretches:
                key = content.slug if part is None else f"{content.slug}/{part.text}"
                lone = len(stretches) == 1
                yield Aim(key, _content(catalogue, content, part, report, lone), stretch=part, content=content)


def _content(catalogue: Catalogue, content: Content, part: Stretch | None, report: Report, lone: bool) -> Rec:
    section: Value = report.root
    for step in catalogue.section.split("."):
        section = section.get(step) if isinstance(section, Rec) else Void.NOT_STATED
    listed = as_list(section)
    whole = Stretch("", "period", report.first_on, report.last_on)
    days = _days(part or whole)
    arisen = listed.not_arisen if isinstance(listed, Seq) else frozenset()
    return Rec(
        made={
            **days,
            "slug": content.slug,
            "parts": Seq(tuple(content.parts)),
            "records": _records(listed, catalogue, content, None if lone and not catalogue.part_field else part),
            "not_arisen": Seq(tuple(sorted(arisen))),
        }
    )


def _records(listed: Value, catalogue: Catalogue, content: Content, part: Stretch | None) -> Value:
    """The records that name the content, and a part inside the calendar part; one that does not say may be any.
    Without a field for the part, the days of a record tell, but only where the report touches several parts."""
    if not isinstance(listed, Seq):
        return Void.NOT_STATED
    found: list[Value] = []
    doubtful = listed.partial
    for one in listed.items:
        if not isinstance(one, Rec):
            continue
        named = one.get(catalogue.named_by)
        if named not in (content.slug, Void.NOT_STATED):
            continue
        fits = True if part is None else _in_part(one, catalogue, part)
        if named is Void.NOT_STATED or fits is None:
            doubtful = True
        elif fits:
            found.append(one)
    return Seq(tuple(found), doubtful)


def _in_part(one: Rec, catalogue: Catalogue, part: Stretch) -> bool | None:
    if catalogue.part_field:
        return _fits(one.get(catalogue.part_field), part)
    if not catalogue.dated_by:
        return True
    days = [one.get(name) for name in catalogue.dated_by]
    if any(isinstance(day, When) and part.first <= day.day <= part.last for day in days):
        return True
    return None if Void.NOT_STATED in days else False


def _fits(dated: Value, part: Stretch) -> bool | None:
    if dated is Void.NOT_STATED:
        return None
    days = stretch(dated.text) if isinstance(dated, Part) else None
    return days is not None and part.first <= days.first and days.last <= part.last


# -- what a version says of a content ----------------------------------------------------------------


def listings(content: Content, version: Version) -> list[Listing]:
    """Where the instruments and articles that the version cites list the content."""
    return [
        one
        for one in content.listed
        if any(
            cite.instrument == one.citation.instrument and cite.article in ("", one.citation.article)
            for cite in version.cites
        )
    ]


def arising(content: Content, version: Version) -> list[str]:
    """How often the content arises by the law of the version."""
    return [one.arises or content.arises for one in listings(content, version)]
