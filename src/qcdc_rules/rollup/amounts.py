"""What one unit contributes to a figure: a number that is sure, and the fields that would be needed to know more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Items, Record, Submission, Value

MOST_LACKING = 3


class Amount(NamedTuple):
    """At least `low`; exactly `low` when nothing is lacking."""

    low: int
    lacking: tuple[str, ...] = ()
    """Paths of what is not stated, the first few."""

    def plus(self, other: Amount) -> Amount:
        return Amount(self.low + other.low, tuple(dict.fromkeys((*self.lacking, *other.lacking)))[:MOST_LACKING])


class Counting(Protocol):
    """How a figure is read from one submission."""

    def of(self, submission: Submission) -> Amount: ...


NOTHING = Amount(0)


def value_at(submission: Submission, path: str) -> tuple[Value, str]:
    """The value at a path of records, and how far the path could be followed."""
    value: Value = submission.root
    walked = ""
    for name in path.split("."):
        if not isinstance(value, Record):
            break
        walked = f"{walked}.{name}" if walked else name
        value = value.fields.get(name, Gap.MISSING)
    return value, walked


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit itself: one."""

    def of(self, submission: Submission) -> Amount:
        return Amount(1)


@dataclass(frozen=True, slots=True)
class Stated:
    """One where the path is stated to be something, none where it is stated that there is none."""

    path: str
    counted: str = ""
    """A number beside it, where the unit has several; not written, a record speaks of one."""

    def of(self, submission: Submission) -> Amount:
        value, walked = value_at(submission, self.path)
        if value is Gap.NONE:
            return NOTHING
        if value is Gap.MISSING or not _sound(submission, walked):
            return Amount(0, (walked,))
        number = value.fields.get(self.counted) if isinstance(value, Record) and self.counted else None
        return Amount(number if isinstance(number, int) else 1)


@dataclass(frozen=True, slots=True)
class Sum:
    """The whole number at a path; none where the record above it is stated not to be there."""

    path: str

    def of(self, submission: Submission) -> Amount:
        value, walked = value_at(submission, self.path)
        if value is Gap.NONE:
            return NOTHING
        return Amount(value) if isinstance(value, int) and _sound(submission, walked) else Amount(0, (walked,))


@dataclass(frozen=True, slots=True)
class Each:
    """Over the items of a list: their number, the sum of a field, or how many different items they name.

    `within` is a day that must lie in the period of the report; `where` a field and the code it must have;
    `needs` a field that must be stated.
    """

    path: str
    sum_of: str = ""
    distinct: str = ""
    within: str = ""
    where: tuple[str, str] | None = None
    needs: str = ""

    def of(self, submission: Submission) -> Amount:
        value, walked = value_at(submission, self.path)
        if value is Gap.NONE:
            return NOTHING
        if not isinstance(value, Items):
            return Amount(0, (walked,))
        total = Amount(0, (walked,) if value.partial or value.doubtful or not _sound(submission, walked) else ())
        seen: dict[Value, Amount] = {}
        for item in value.values:
            if not isinstance(item, Record):
                continue
            name = item.fields.get(self.distinct, Gap.MISSING) if self.distinct else item.path
            found = Amount(0, (item.field_path(self.distinct),)) if isinstance(name, Gap) else self._item(item, submission)
            seen[name] = _better(seen[name], found) if name in seen else found
        for found in seen.values():
            total = total.plus(found)
        return total

    def _item(self, item: Record, submission: Submission) -> Amount:
        lacking: list[str] = []
        for name, meets in self._tests(submission):
            value = item.fields.get(name, Gap.MISSING)
            if value is Gap.MISSING:
                lacking.append(item.field_path(name))
            elif not meets(value):
                return NOTHING
        if not self.sum_of:
            return Amount(0, tuple(lacking)) if lacking else Amount(1)
        number = item.fields.get(self.sum_of, Gap.MISSING)
        if number is Gap.NONE:
            return NOTHING
        if not isinstance(number, int):
            lacking.append(item.field_path(self.sum_of))
            return Amount(0, tuple(lacking))
        return Amount(0, tuple(lacking)) if lacking else Amount(number)

    def _tests(self, submission: Submission) -> Iterator[tuple[str, _Test]]:
        if self.within:
            first, last = submission.first_on, submission.last_on
            yield self.within, lambda value: isinstance(value, date) and first <= value <= last
        if self.where is not None:
            code = self.where[1]
            yield self.where[0], lambda value: value == code
        if self.needs:
            yield self.needs, lambda value: value is not Gap.NONE


class _Test(Protocol):
    def __call__(self, value: Value, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Both:
    """Two counts added."""

    first: Counting
    second: Counting

    def of(self, submission: Submission) -> Amount:
        return self.first.of(submission).plus(self.second.of(submission))


def _better(one: Amount, other: Amount) -> Amount:
    """Of two items that name the same thing: the one that surely counts, else the one that might not be lacking."""
    if one.lacking and not other.lacking and not other.low:
        return one
    if other.lacking and not one.lacking and not one.low:
        return other
    return max(one, other, key=lambda amount: (amount.low, not amount.lacking))


def _sound(submission: Submission, path: str) -> bool:
    """No error of the file lies in what is counted: a value that was refused would be left out in silence."""
    return not any(
        problem.severity == "error" and (problem.path == path or problem.path.startswith((f"{path}.", f"{path}[")))
        for problem in submission.problems
    )
