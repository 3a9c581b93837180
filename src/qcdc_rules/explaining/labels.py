"""What a result is about, by the names that people use: its target, its year, and the fields that it lacks."""

from __future__ import annotations

from qcdc_rules.compiling.conditions.law import UNLESS_STATED
from qcdc_rules.evaluating.results import Result
from qcdc_rules.evaluating.targets import WORKING_YEARS
from qcdc_rules.explaining.places import field_of, label_of
from qcdc_rules.explaining.values import part_words, value_words
from qcdc_rules.logic.parts import CalendarPart
from qcdc_rules.model.submission import Record, Submission
from qcdc_rules.schemas.fields import RecordType
from qcdc_rules.source import Words

UNIT = Words("cả đơn vị", "the unit")
RECORDS = "records"
"""What the engine calls the items of a content: to the reader they are the list that holds them."""
_YEARS = {
    "education": Words("năm học", "school year"),
    "workplace": Words("năm tài chính", "financial year"),
    "": Words("năm công tác", "working year"),
}


def target_label(result: Result, shape: RecordType, submission: Submission) -> Words:
    """What was judged, in words: the content, the item of its list, or the calendar part."""
    target = result.target
    if target.key == "-":
        return UNIT
    if target.content is not None:
        part = value_words(target.part) if target.part is not None else None
        vi, en = target.content.title.vi, target.content.title.en
        return Words(f"{vi} ({part.vi})", f"{en} ({part.en})") if part is not None else Words(vi, en)
    if target.part is not None:
        return year_words(result, target.part, submission)
    name = _own_name(target.path, target.value, shape)
    return Words(f"{name.vi} ({target.key})", f"{name.en} ({target.key})") if name else label_of(target.path, shape)


def _own_name(path: str, item: object, shape: RecordType) -> Words | None:
    """What an item is called: the title that it states, else its subject."""
    if not isinstance(item, Record):
        return None
    # elsewhere `name` is the name of a person
    title, slug = item.fields.get("name" if path.startswith("villages[") else "title"), item.fields.get("slug")
    if isinstance(title, str):
        return Words(title, title)
    listed = field_of(path, shape)
    record = listed.item.record if listed is not None and listed.item is not None else None
    subject = record.fields.get("slug") if record is not None else None
    return subject.codes.get(slug) if subject is not None and isinstance(slug, str) else None


def year_words(result: Result, part: CalendarPart, submission: Submission) -> Words:
    """A calendar part; a year of the unit's own that is no calendar year by both years and its own name."""
    if (
        result.rule.versions[0].targets != WORKING_YEARS
        or part.first is None
        or part.first.month == 1 == part.first.day
    ):
        return part_words(part)
    unit = submission.root.fields.get("unit")
    sector = unit.fields.get("sector") if isinstance(unit, Record) else ""
    kind = "workplace" if submission.regulation == "workplace" else sector
    name = _YEARS.get(str(kind), _YEARS[""])
    years = f"{part.first.year}–{int(part.text)}"
    return Words(f"{name.vi} {years}", f"{name.en} {years}")


def if_not_arisen(result: Result) -> Words | None:
    """How to say that a content did not arise; only of one that is there unless the unit says so: the report of
    others, which must be there, would not change by it."""
    target = result.target
    if target.content is None or not isinstance(target.value, Record):
        return None
    if target.value.fields.get("arises") not in UNLESS_STATED:
        return None
    slug = target.content.slug
    return Words(
        f"Nếu trong kỳ không phát sinh thì ghi {slug} vào did_not_arise của {target.path}.",
        f"If it did not arise in the period, name {slug} under did_not_arise of {target.path}.",
    )


def lacking_words(lacking: tuple[tuple[str, Words], ...]) -> Words | None:
    """The fields to state in a line; None where there is none."""
    if not lacking:
        return None
    vi, en = (", ".join(f"{label.say(lang)} ({path})" for path, label in lacking) for lang in ("vi", "en"))
    return Words(vi, en)


def lacking_of(result: Result, shape: RecordType) -> tuple[tuple[str, Words], ...]:
    """The fields to state, each once, by paths of the file."""
    paths = (result.target.path if path == RECORDS else path for path in result.lacking)
    return tuple((path, label_of(path, shape)) for path in dict.fromkeys(paths) if path)
