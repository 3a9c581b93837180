"""An empty form: the fields that the rules in force for one kind of unit and one year read, ready to be filled in.

Every line that takes a value is commented out by one `#`; taking it away states the field. So the empty form is
a submission in which nothing is stated. Lines with `##` are notes and stay notes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date

from qcdc_rules.authoring.form_words import ARISEN, COMPACT, SHORTLY, TOP
from qcdc_rules.authoring.named import named_words
from qcdc_rules.authoring.reads import Asked, Reads, reads
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.explaining.examples import allowed, codes_of, example, id_in, meanings
from qcdc_rules.loading.plain import from_plain
from qcdc_rules.loading.submission import FORM_CODE, FORM_NAMES, SCHEMA, from_node
from qcdc_rules.model.law import InForce
from qcdc_rules.model.outcome import Outcome
from qcdc_rules.model.submission import Submission
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Table

MOST_LINES = 300
"""A form longer than this is not filled in. So what may stand in a field is told beside it, however long."""
_HEADER = ("schema", "regulation", "period")
_UNIT_HEADER = ("code", "name", "kind")
_OTHER = "other_decisions"
"""A subject that no rule names, for what people decided beside the matters of the law."""


@dataclasses.dataclass(slots=True)
class _Part:
    """One field of the form, with the fields inside it."""

    field: Field
    weight: int
    depth: int
    holder: str
    parts: list[_Part] = dataclasses.field(default_factory=list)
    short: bool = False
    words: str = ""
    """What may stand there: the words of a closed list, or yes and no."""

    def size(self) -> int:
        return 1 + (0 if self.short else sum(part.size() for part in self.parts))

    def told(self) -> str:
        """What may stand there; of a record that is written in one line, in each of its fields."""
        if not self.short or self.field.absent_none or not self.parts:
            return self.words
        inside = (part for part in self.inside() if part.words and part.field.kind != "boolean")
        return "; ".join(f"{part.field.name}: {part.words}" for part in inside)

    def inside(self) -> Iterator[_Part]:
        """The fields that take a value, of a record that is written in one line."""
        if not self.parts:
            yield self
        for part in self.parts:
            if not part.field.absent_none:
                yield from part.inside()

    def nested(self) -> Iterator[_Part]:
        for part in self.parts:
            yield from part.nested()
            if part.parts:
                yield part


def empty_submission(ruleset: Ruleset, kind: str, year: int) -> Submission:
    """A unit of this kind that states nothing about this year."""
    plain = {
        "schema": SCHEMA,
        "unit": {"kind": kind, "code": FORM_CODE, "name": FORM_NAMES["vi"]},
        "period": {"first_on": f"{year}-01-01", "last_on": f"{year}-12-31", "stated_on": f"{year + 1}-01-15"},
    }
    node = from_plain(plain)
    assert isinstance(node, Table)
    read = from_node(node, "form", ruleset.shape, [])
    assert isinstance(read, Submission), f"no such kind of unit: {kind}"
    return read


def in_question(ruleset: Ruleset, submission: Submission) -> tuple[list[Asked], dict[str, set[str]]]:
    """The rules that may bind such a unit in its period, with their versions of that time; and for each section
    the subjects that the law lists for it."""
    calendar = calendar_of(ruleset.law.holidays, submission)
    evaluation = Evaluation(ruleset, submission, submission.stated_on, False, calendar)
    span = InForce(submission.first_on, date(submission.last_on.year + 1, 1, 1))
    asked: list[Asked] = []
    subjects: dict[str, set[str]] = {}
    for rule in ruleset.of(submission.regulation):
        open_ = [one for one in evaluation.of_rule(rule) if one.outcome is not Outcome.NOT_APPLICABLE]
        versions = tuple(version for version in rule.versions if version.in_force.overlaps(span))
        if not open_ or not versions:
            continue
        asked.append(Asked(rule, versions))
        targets = versions[0].targets
        if targets.kind == "each_content":
            section = ruleset.law.catalogues[targets.of].section
            found = subjects.setdefault(section, set())
            found.update(one.target.content.slug for one in open_ if one.target.content is not None)
    return asked, subjects


class Form:
    """Writes the form of one kind of unit and one year."""

    def __init__(self, ruleset: Ruleset, kind: str, year: int, lang: str) -> None:
        self._submission = empty_submission(ruleset, kind, year)
        self._asked, self._subjects = in_question(ruleset, self._submission)
        self._reads = Reads(reads(ruleset, self._asked))
        self._named = named_words(self._asked)
        self._ruleset = ruleset
        self._year = year
        self._lang = lang
        self._kind = kind

    @property
    def regulation(self) -> str:
        return self._submission.regulation

    def text(self) -> str:
        """The whole form, at most `MOST_LINES` lines."""
        root = self._ruleset.shape
        sections = [
            part for part in self._parts(root, 0, "") if part.field.name not in _HEADER and part.field.name != "unit"
        ]
        unit_field = root.fields["unit"]
        assert unit_field.record is not None
        unit = [part for part in self._parts(unit_field.record, 1, "unit") if part.field.name not in _UNIT_HEADER]
        head = [*self._top(), *(line for part in unit for line in self._lines(part, 2))]
        notes = {part.field.name: list(self._section_notes(part)) for part in sections}
        room = MOST_LINES - len(head) - sum(len(lines) + 1 for lines in notes.values())
        _shorten(sections, room)
        body = [line for part in sections for line in ("", *notes[part.field.name], *self._lines(part, 0))]
        return "\n".join([*head, *body]) + "\n"

    def _top(self) -> Iterator[str]:
        kind = self._ruleset.shape.fields["unit"].record
        label = kind.fields["kind"].codes.get(self._kind) if kind is not None else None
        named = label.say(self._lang) if label is not None else self._kind
        for line in TOP[self._lang]:
            yield line.format(year=self._year, kind=named, count=len(self._asked))
        yield from self._spellings()
        yield f"schema: {SCHEMA}"
        yield f"regulation: {self.regulation}"
        stated = self._submission.stated_on
        yield f"period: {{first_on: {self._year}-01-01, last_on: {self._year}-12-31, stated_on: {stated}}}"
        yield ""
        yield "unit:"
        yield f'  code: "{FORM_CODE}"'
        yield f"  name: {FORM_NAMES[self._lang]}"
        yield f"  kind: {self._kind}"

    def _spellings(self) -> Iterator[str]:
        """How to say that subjects did not arise, as lines that can be copied, and the short spellings."""
        section, slugs = next(((name, sorted(found)) for name, found in self._subjects.items() if found), ("", []))
        if section:
            yield ARISEN[self._lang]
            yield f"##   {section}:"
            yield f"##     did_not_arise: [{', '.join(slugs[1:3] or slugs)}]"
            yield "##     items:"
            yield f"##       - id: {id_in(section)}"
            yield f"##         slug: {slugs[0]}"
        names = {inner.field.name for part in self._parts(self._ruleset.shape, 0, "") for inner in part.parts}
        known = {"slugs": bool(section), "villages": self.regulation == "commune", "": True}
        yield SHORTLY[self._lang]
        for name, line in COMPACT[self._lang]:
            if known.get(name, name in names):
                yield f"##   {line}"

    def _parts(self, record: RecordType, depth: int, holder: str) -> list[_Part]:
        return [part for one in record.fields.values() if (part := self._part(record, one, depth, holder)) is not None]

    def _part(self, record: RecordType, one: Field, depth: int, holder: str) -> _Part | None:
        if one.regulations and self.regulation not in one.regulations:
            return None
        weight = self._reads.within(record, one)
        needed = one.name in record.required or one.kind == "id"
        if one.compact or one.informational or (not weight and not needed):
            return None
        part = _Part(one, weight, depth, holder)
        inner = one.item.record if one.item is not None else one.record
        if inner is not None and one.kind != "map" and depth < 6:
            part.parts = self._parts(inner, depth + 1, one.name if one.kind == "list" else holder)
        bare = inner is not None and not part.parts and one.kind not in ("map", "span")
        part.words = self._words(part)
        part.short = one.absent_none or bare or (one.kind == "span" and depth > 1)
        return part

    def _words(self, part: _Part) -> str:
        if part.field.name == "slug" and part.depth <= 1:  # told above its section
            return ""
        words = allowed(part.field, self._named.get((part.holder, part.field.name), ()))
        return words.say(self._lang) if words is not None else ""

    def _section_notes(self, part: _Part) -> Iterator[str]:
        one = part.field
        yield f"## {'-' * 20} {one.label.say(self._lang)}"
        slug = one.item.record.fields.get("slug") if one.item is not None and one.item.record is not None else None
        if slug is not None:
            slugs = self._slugs(slug, one.name)
            told = "; ".join(f"{code} = {label.say(self._lang)}" for code, label in meanings(slug, slugs))
            yield f"## slug: {told}"

    def _slugs(self, slug: Field, section: str) -> list[str]:
        """The subjects that the law lists for this unit, or else those that its rules name."""
        known = self._subjects.get(section) or self._named.get((section, "slug"), set())
        return [code for code in codes_of(slug) if code in known or code == _OTHER]

    def _note(self, part: _Part) -> str:
        one = part.field
        said = [one.label.say(self._lang)]
        if told := part.told():
            said.append(told)
        if part.weight:
            said.append(f"×{part.weight}")
        return "; ".join(said)

    def _lines(self, part: _Part, indent: int, dash: bool = False) -> Iterator[str]:
        one = part.field
        lead = " " * (indent - 2) + "- " if dash else " " * indent
        if part.short and part.parts and not one.absent_none:
            yield f"#{lead}{one.name}: {self._flow(part)}  # {self._note(part)}"
            return
        if part.short:
            inside = ", ".join(inner.field.name for inner in part.parts) or example(one, self._year, "", self.regulation, self._lang)
            yield f"##{' ' * indent}{one.name}: {self._note(part)} ({inside})"
            return
        if not part.parts:
            yield f"#{lead}{one.name}: {self._example(part)}  # {self._note(part)}"
            return
        yield f"#{lead}{one.name}:  # {self._note(part)}"
        listed = one.kind == "list"
        inner = sorted(part.parts, key=lambda two: two.field.name != "id")
        first_written = next((two for two in inner if not two.field.absent_none), None)
        for two in inner:
            yield from self._lines(two, indent + (4 if listed else 2), listed and two is first_written)

    def _flow(self, part: _Part) -> str:
        """A nested record or list in one line."""
        inner = sorted((two for two in part.parts if not two.field.absent_none), key=lambda two: two.field.name != "id")
        if not inner:
            return self._example(part)
        said = ", ".join(f"{two.field.name}: {self._flow(two)}" for two in inner)
        return f"[{{{said}}}]" if part.field.kind == "list" else f"{{{said}}}"

    def _example(self, part: _Part) -> str:
        if part.field.name == "slug":
            chosen = self._slugs(part.field, part.holder)
            if chosen:
                return chosen[0]
        among = self._named.get((part.holder, part.field.name), ())
        code = next((code for code in codes_of(part.field) if code in among), None)
        if code is not None:
            return f"[{code}]" if part.field.kind == "list" else code
        return example(part.field, self._year, part.holder, self.regulation, self._lang)



def _shorten(sections: list[_Part], room: int) -> None:
    """Shorten nested records to one line until the form fits: those that the fewest rules read first."""
    candidates = [part for section in sections for part in section.nested() if not part.short]
    candidates.sort(key=lambda part: (part.weight, -part.depth, part.field.name))
    for part in candidates:
        if sum(section.size() for section in sections) <= room:
            return
        part.short = True
