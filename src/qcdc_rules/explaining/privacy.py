"""Names of persons: hidden in everything that a report says and quotes, unless they are asked for.

Paths, ids, lines and columns stay; in a quoted line the mask is as long as the name, so that the place pointed at
stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from qcdc_rules.frozen import changed
from qcdc_rules.model.report import Finding, Report, StatedFact
from qcdc_rules.model.submission import PersonName
from qcdc_rules.schemas.fields import RecordType
from qcdc_rules.source import Problem, Spot, Words

HIDDEN = Words("(đã ẩn)", "(hidden)")
_QUOTED = (60, 57)
"""How much of a wrong value a message quotes at most."""
_VALUE = r"(\s*:[^\S\n]*)([^\s#][^#\n]*)"
Hide = Callable[[str, str], str]


def hidden(name: str, lang: str = "vi") -> str:
    """`Nguyễn Văn A` → `N. V. A.`; what is not a name of several words → `(đã ẩn)`."""
    words = name.split()
    if 2 <= len(words) <= 8 and all(word[:1].isalpha() and word.replace("-", "").isalpha() for word in words):
        return " ".join(f"{word[0]}." for word in words)
    return HIDDEN.say(lang)


def without_persons(report: Report, persons: Sequence[PersonName], shape: RecordType) -> Report:
    """The same report with the names of persons hidden wherever they stand."""
    if not report.evaluated:
        keys = sorted(_person_keys(shape))
        report = report._replace(lines=tuple(_unread(report.lines, keys)))
    texts = _texts(persons)
    if not texts:
        return report
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, texts))})(?!\w)")
    hide = partial(_hide, pattern)
    return report._replace(
        unit_name=hide(report.unit_name, "vi"),
        findings=tuple(_finding(finding, pattern, hide) for finding in report.findings),
        problems=tuple(_problem(problem, hide) for problem in report.problems),
        lines=tuple(_lines(report.lines, persons, pattern)),
    )


def _texts(persons: Sequence[PersonName]) -> list[str]:
    """Every form in which a message may quote a name, the longest first."""
    found: set[str] = set()
    for person in persons:
        found |= {person.text, " ".join(person.text.split()), *(person.text[:most] for most in _QUOTED)}
    return sorted((text for text in found if text.strip()), key=lambda text: (-len(text), text))


def _hide(pattern: re.Pattern[str], text: str, lang: str) -> str:
    return pattern.sub(lambda found: hidden(found[0], lang), text)


def _words(words: Words, hide: Hide) -> Words:
    return Words(hide(words.vi, "vi"), hide(words.en, "en"))


def _optional(words: Words | None, hide: Hide) -> Words | None:
    return None if words is None else _words(words, hide)


def _finding(finding: Finding, pattern: re.Pattern[str], hide: Hide) -> Finding:
    said = (finding.message, finding.found, finding.required, finding.target_label, finding.reason_words)
    more = (*(fact.value for fact in finding.facts), *finding.remarks, *(label for _, label in finding.lacking))
    texts = [*said, *more, *(fact.label for fact in finding.facts), finding.remedy or finding.message]
    if not any(pattern.search(words.vi) or pattern.search(words.en) for words in texts) and not finding.fault:
        return finding
    return finding._replace(
        message=_words(finding.message, hide),
        found=_words(finding.found, hide),
        required=_words(finding.required, hide),
        target_label=_words(finding.target_label, hide),
        reason_words=_words(finding.reason_words, hide),
        remedy=_optional(finding.remedy, hide),
        facts=tuple(
            StatedFact(fact.path, _words(fact.label, hide), _words(fact.value, hide), fact.line, fact.column)
            for fact in finding.facts
        ),
        remarks=tuple(_words(remark, hide) for remark in finding.remarks),
        lacking=tuple((path, _words(label, hide)) for path, label in finding.lacking),
        fault=hide(finding.fault, "vi"),
    )


def _problem(problem: Problem, hide: Hide) -> Problem:
    return changed(problem, words=_words(problem.words, hide))


def _lines(lines: Sequence[str], persons: Iterable[PersonName], pattern: re.Pattern[str]) -> list[str]:
    """Quoted lines: what stands at the places of the names, and the same names anywhere else."""
    found = list(lines)
    for person in persons:
        _blot(found, person.spot)
    return [pattern.sub(lambda hit: _as_long(hit[0]), line) for line in found]


def _blot(lines: list[str], spot: Spot) -> None:
    for number in range(max(spot.line, 1), min(spot.end_line, len(lines)) + 1):
        line = lines[number - 1]
        start = spot.column - 1 if number == spot.line else 0
        end = spot.end_column - 1 if number == spot.end_line else len(line)
        lines[number - 1] = line[:start] + _as_long(line[start:end]) + line[end:]


def _as_long(text: str) -> str:
    """A mask of the same length."""
    bare = text.strip("\"' ")
    short = hidden(bare) if bare else ""
    return short.ljust(len(text)) if len(short) <= len(text) else "•" * len(text)


def _unread(lines: Sequence[str], keys: Sequence[str]) -> list[str]:
    """Lines of a file that no reader understood: whatever follows the name of a field that names persons.

    Below such a key on a line of its own, the more indented lines are its list.
    """
    pattern = re.compile(rf"(?<!\w)((?:{'|'.join(keys)})['\"]?){_VALUE}")
    opening = re.compile(rf"^(\s*)(?:- )?['\"]?(?:{'|'.join(keys)})['\"]?\s*:\s*(?:#.*)?$")
    found: list[str] = []
    below: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if below is not None and line.strip() and (indent > below or line.lstrip().startswith("- ")):
            found.append(line[:indent] + "•" * (len(line) - indent))
            continue
        if line.strip():
            below = None
        if opening.match(line):
            below = indent
        found.append(pattern.sub(lambda hit: f"{hit[1]}{hit[2]}{'•' * len(hit[3])}", line))
    return found


def _person_keys(shape: RecordType) -> set[str]:
    """The names of the fields that hold names of persons; `name` alone would hide villages as well."""
    found: set[str] = set()
    seen: set[int] = set()
    open_ = [shape]
    while open_:
        record = open_.pop()
        if id(record) in seen:
            continue
        seen.add(id(record))
        for field in record.fields.values():
            if field.person and field.name != "name":
                found.add(field.name)
            inner = field.item.record if field.item is not None else field.record
            if inner is not None:
                open_.append(inner)
    return found
