"""What a result is about, by the names that people use: its target, its year, and the fields that it lacks."""

from __future__ import annotations

from qcdc_rules.evaluating.results import Result
from qcdc_rules.evaluating.targets import WORKING_YEARS
from qcdc_rules.explaining.places import label_of
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
    label = label_of(target.path, shape)
    title = target.value.fields.get("title") if isinstance(target.value, Record) else None
    if not isinstance(title, str):
        return label
    return Words(f"{label.vi}: {title}", f"{label.en}: {title}")


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
