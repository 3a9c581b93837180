"""The law as data: instruments, citations, parameters, catalogues of contents, scopes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from qcdc_rules.frozen import frozen
from qcdc_rules.logic.lazy import EMPTY
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.share import Share
from qcdc_rules.logic.values import Number
from qcdc_rules.source import Words

Plain = dict[str, "Plain"] | list["Plain"] | str | int | bool | None
"""A piece of a rule file as plain data, ready to be compiled."""


class InForce(NamedTuple):
    """Half-open: `until` is the first day that no longer belongs; None is open."""

    start: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.until is None or day < self.until)

    def overlaps(self, other: InForce) -> bool:
        return (self.start is None or other.until is None or self.start < other.until) and (
            other.start is None or self.until is None or other.start < self.until
        )


@frozen(order=True)
class Citation:
    """One provision: instrument number, then article, clause, point, paragraph (đoạn), sentence (câu)."""

    instrument: str
    article: str = ""
    clause: str = ""
    point: str = ""
    paragraph: str = ""
    sentence: str = ""
    place: Words | None = None

    def within(self, other: Citation) -> bool:
        """Whether this provision is `other` or a part of it."""
        return self.instrument == other.instrument and all(
            not theirs or mine == theirs
            for mine, theirs in (
                (self.article, other.article),
                (self.clause, other.clause),
                (self.point, other.point),
            )
        )


@frozen
class Amendment:
    by: str
    start: date
    read: bool


@frozen
class Provision:
    """A provision whose validity or wording check differs from its instrument's."""

    citation: Citation
    in_force: InForce | None
    checked: str


@frozen
class Instrument:
    """A legal instrument; its number is its identity. `checked`: text, secondary or recalled."""

    number: str
    title: Words
    kind: str
    issued: date | None
    in_force: InForce
    checked: str
    end_is: str = "express"
    amended: tuple[Amendment, ...] = ()
    provisions: tuple[Provision, ...] = ()
    source: str = ""
    note: Words | None = None
    replaces: tuple[str, ...] = ()

    def _provision(self, citation: Citation) -> Provision | None:
        """The narrowest provision of this instrument that holds the citation."""
        holding = [p for p in self.provisions if citation.within(p.citation)]
        return max(
            holding,
            key=lambda p: sum(map(bool, (p.citation.article, p.citation.clause, p.citation.point))),
            default=None,
        )

    def checked_of(self, citation: Citation) -> str:
        """How the wording of this provision was read."""
        found = self._provision(citation)
        return found.checked if found and found.checked else self.checked

    def in_force_of(self, citation: Citation) -> InForce:
        found = self._provision(citation)
        return found.in_force if found and found.in_force else self.in_force


ParameterValue = Number | Quantity | Share | date | str | tuple["ParameterValue", ...]


@frozen
class TableRow:
    """Holds for start ≤ x < below. `plus` for each full `per` above `counted_from`."""

    start: Number | None
    below: Number | None
    value: Number | None
    values: tuple[Number, ...] = ()
    plus: Number = 0
    per: Number = 0
    counted_from: Number = 0
    part_of_step: str = "does_not_count"


@frozen
class DatedValue:
    in_force: InForce
    value: ParameterValue | None
    table: tuple[TableRow, ...]
    cites: tuple[Citation, ...]
    fine: tuple[int, int] | None = None
    overlay: str = ""
    """The pack that put this value over that of the pack it uses."""


@frozen
class Parameter:
    """A value that the law may change, with each span in which it held and its citation."""

    id: str
    title: Words
    values: tuple[DatedValue, ...]
    by: Words | None = None
    file: str = ""

    def on(self, day: date) -> DatedValue | None:
        return next((value for value in self.values if value.in_force.holds_on(day)), None)


@frozen
class Listing:
    """Where one instrument lists a content, whether it arises always there, and the row it answers for."""

    citation: Citation
    arises: str
    row: str = ""


@frozen
class Content:
    """One subject, the same in every instrument that lists it."""

    slug: str
    title: Words
    arises: str
    listed: tuple[Listing, ...]
    when: Plain = None
    parts: Mapping[str, Words] = EMPTY


@frozen
class Catalogue:
    """An enumeration of subjects, and the list of a submission whose items name them."""

    id: str
    title: Words
    section: str
    named_by: str
    part_field: str
    contents: tuple[Content, ...]
    file: str = ""
    dated_by: tuple[str, ...] = ()
    """Without `part_field`: the days that tell, in a report over several parts, to which of them a record belongs."""


class Holidays(NamedTuple):
    """Public holidays and make-up working days, year by year, for the years that the table covers."""

    days: frozenset[date]
    makeup: frozenset[date]
    first_year: int
    last_year: int
