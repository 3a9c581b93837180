"""What a fact can be, in the second engine's own types, and the border where the readers' values enter.

The readers' values are only looked at (the day, the unit, the text that they hold); every comparison and every
sum is made with the types of this room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from qcdc_rules.model.submission import Items, Record
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.second.truths import Answer


class Void(Enum):
    """A fact without a value."""

    NOT_STATED = "not stated"
    NONE = "none"


class Up(Enum):
    """The end of a span that had not ended on the day of the report."""

    STILL = "still_up"


class When(NamedTuple):
    """A day, and the minute of the day where the hour was stated."""

    day: date
    minute: int | None = None


class Length(NamedTuple):
    """A length of time with its way of counting."""

    unit: str
    number: int


class Part(NamedTuple):
    """A part of the calendar by its name: 2024, 2024-H1, 2024-Q3, 2024-M05, 2024-W07."""

    text: str


class Portion(NamedTuple):
    """A share of a whole; a strict one must be exceeded."""

    share: Fraction
    strict: bool


class Between(NamedTuple):
    """A number of which only the bounds are known (no upper one: None), and why."""

    low: int | Fraction
    high: int | Fraction | None
    cause: Answer


class Hang(NamedTuple):
    """A value that is not known for another reason than that it was not stated."""

    cause: Answer


class Ref(str):
    """The id of a record of the list at `listed`."""

    __slots__ = ("listed",)
    listed: str

    def __new__(cls, text: str, listed: str) -> Ref:
        self = super().__new__(cls, text)
        self.listed = listed
        return self


@dataclass(frozen=True, slots=True, eq=False)
class Rec:
    """A record: of the report (its fields come over when they are read), or one that this engine makes."""

    written: Record | None = None
    shape: RecordType | None = None
    made: Mapping[str, Value] | None = None

    @property
    def key(self) -> str:
        return self.written.key if self.written is not None else ""

    def get(self, name: str) -> Value:
        """The value of a field; not written is not stated, or none where the schema says so."""
        if self.made is not None:
            return self.made.get(name, Void.NOT_STATED)
        assert self.written is not None
        assert self.shape is not None
        declared = self.shape.fields.get(name)
        if declared is None:
            return Void.NOT_STATED
        if name not in self.written.fields:
            return Void.NONE if declared.absent_none else Void.NOT_STATED
        return entered(self.written.fields[name], declared)


@dataclass(frozen=True, slots=True, eq=False)
class Seq:
    """A list; of a partial one there may be more."""

    items: tuple[Value, ...]
    partial: bool = False
    not_arisen: frozenset[str] = frozenset()


Number = int | Fraction
Value = str | int | Fraction | bool | When | Length | Part | Portion | Between | Hang | Void | Up | Rec | Seq
EMPTY = Seq(())


_WORDS: Mapping[str, Value] = {"missing": Void.NOT_STATED, "none": Void.NONE, "still_up": Up.STILL}


def entered(value: object, declared: Field | None) -> Value:
    """A value of the reader in this room's types."""
    if isinstance(value, Enum):
        return _WORDS[value.value]
    if isinstance(value, Record):
        return Rec(value, declared.record if declared is not None else None)
    if isinstance(value, Items):
        item = declared.item if declared is not None else None
        return Seq(tuple(entered(one, item) for one in value.values), value.partial, value.did_not_arise)
    if isinstance(value, date):
        minute = getattr(value, "minute", None)
        return When(date(value.year, value.month, value.day), minute)
    if isinstance(value, str):
        return Ref(value, declared.ref) if declared is not None and declared.ref else value
    if isinstance(value, bool | int | Fraction):
        return value
    return _named(value)


def _named(value: object) -> Value:
    """Lengths of time, shares, calendar parts and lists of a parameter, by what they hold."""
    if isinstance(value, tuple):
        return Seq(tuple(entered(one, None) for one in value))
    if hasattr(value, "unit") and hasattr(value, "number"):
        return Length(value.unit, value.number)
    if hasattr(value, "numerator") and hasattr(value, "denominator") and hasattr(value, "strict"):
        return Portion(Fraction(value.numerator, value.denominator), value.strict)
    if hasattr(value, "text") and hasattr(value, "kind"):
        return Part(value.text)
    raise TypeError(f"no value of a report or a parameter: {value!r}")


def is_number(value: object) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)
