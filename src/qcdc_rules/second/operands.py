"""What stands on the right of an operator, and computed values on the left: facts, limits, sums, columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import cast

from qcdc_rules.model.law import Plain, TableRow
from qcdc_rules.second import numbers
from qcdc_rules.second.days import DAY, end_of_month_later, months_later
from qcdc_rules.second.scene import Scene, as_list
from qcdc_rules.second.truths import Answer
from qcdc_rules.second.values import (
    Between,
    Hang,
    Length,
    Number,
    Part,
    Portion,
    Seq,
    Value,
    Void,
    When,
    entered,
    is_number,
)  # fmt: skip

UNITS = ("days", "working_days", "dates", "months", "month_ends", "years")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: (\d{1,2}):(\d{2}))?")
_FRACTION = re.compile(r"(\d+)/(\d+)")
_PERCENT = re.compile(r"(\d+)(?:[.,](\d+))?%")
_DECIMAL = re.compile(r"(\d+)\.(\d+)")

Where = Callable[[Plain, Scene], Answer]
"""Asks a condition; the conditions hand it down, so that operands may filter lists."""


def mapping(plain: Plain) -> dict[str, Plain]:
    assert isinstance(plain, dict)
    return plain


def left(plain: Plain, scene: Scene, ask: Where) -> Value:
    """A path, a literal day, or a computed value."""
    if isinstance(plain, str):
        found = _DAY.fullmatch(plain) if plain[:1].isdigit() else None
        return _day(found) if found else scene.read(plain)
    return right(plain, scene, ask)


def right(plain: Plain, scene: Scene, ask: Where, like: Value | None = None) -> Value:
    """A literal (typed by the value beside it), a fact, or a computed value."""
    if isinstance(plain, list):
        return Seq(tuple(right(one, scene, ask, like) for one in plain))
    if isinstance(plain, bool | int):
        return plain
    if isinstance(plain, str):
        return literal(plain, like)
    if plain is None:
        return Void.NONE
    for name, compute in _COMPUTED.items():
        if name in plain:
            return compute(plain, scene, ask)
    name, inner = next(iter(plain.items()))
    if name in UNITS:
        return Length(name, int(cast(int, right(inner, scene, ask))))
    if name in ("at_least", "more_than"):
        return Portion(fraction(str(inner)), name == "more_than")
    raise ValueError(f"not an operand: {plain!r}")


def literal(text: str, like: Value | None = None) -> Value:
    if text == "none":
        return Void.NONE
    if text[:1].isdigit() and (found := _DAY.fullmatch(text)):
        return _day(found)
    if isinstance(like, Part):
        return Part(text)
    if like is not None and (is_number(like) or isinstance(like, Between)):
        return fraction(text)
    return text


def _day(found: re.Match[str]) -> When:
    year, month, day, hour, minute = found.groups()
    return When(date(int(year), int(month), int(day)), None if hour is None else int(hour) * 60 + int(minute))


def fraction(text: str) -> Fraction:
    """`2/3`, `50%`, `12,5%`, `0.5` or a whole number."""
    if found := _FRACTION.fullmatch(text):
        return Fraction(int(found[1]), int(found[2]))
    if found := _PERCENT.fullmatch(text):
        return Fraction(int(found[1] + (found[2] or "")), 100 * 10 ** len(found[2] or ""))
    if found := _DECIMAL.fullmatch(text):
        return Fraction(int(found[1] + found[2]), 10 ** len(found[2]))
    return Fraction(int(text))


# -- the law's values --------------------------------------------------------------------------------


def _param(plain: dict[str, Plain], scene: Scene, ask: Where) -> Value:
    for dated in scene.report.law.parameters[str(plain["param"])].values:
        if holds(dated.in_force, scene.day):
            return Void.NONE if dated.value is None else entered(dated.value, None)
    return Void.NONE


def holds(span: tuple[date | None, date | None], day: date) -> bool:
    """Half-open: the last day is the first that no longer belongs."""
    start, until = span
    return not (start is not None and day < start) and not (until is not None and day >= until)


def _lookup(plain: dict[str, Plain], scene: Scene, ask: Where) -> Value:
    by = left(plain["by"], scene, ask)
    if not is_number(by):
        return Void.NOT_STATED if isinstance(by, Void) else by
    assert isinstance(by, int | Fraction)
    for dated in scene.report.law.parameters[str(plain["lookup"])].values:
        if holds(dated.in_force, scene.day):
            return next((_cell(row, by) for row in dated.table if _in_row(row, by)), Void.NONE)
    return Void.NONE


def _in_row(row: TableRow, by: Number) -> bool:
    return (row.start is None or row.start <= by) and (row.below is None or by < row.below)


def _cell(row: TableRow, by: Number) -> Value:
    if row.values:
        return Seq(tuple(row.values))
    assert row.value is not None
    if not row.per:
        return row.value
    over = Fraction(by - row.counted_from) / Fraction(row.per)
    full = over.numerator // over.denominator
    begun = full if over == full else full + 1
    low, high = row.value + row.plus * full, row.value + row.plus * begun
    if row.part_of_step == "counts":
        return high
    return Between(low, high, "law_open") if row.part_of_step == "open" and low != high else low


# -- computed values ---------------------------------------------------------------------------------


def _fact(plain: dict[str, Plain], scene: Scene, ask: Where) -> Value:
    return left(plain["fact"], scene, ask)


def _parts(plain: Plain, scene: Scene, ask: Where) -> list[Value]:
    assert isinstance(plain, list)
    return [right(one, scene, ask) for one in plain]


def _numbers(name: str, join: Callable[[Value, Value], Value | None]) -> Callable[..., Value]:
    def compute(plain: dict[str, Plain], scene: Scene, ask: Where) -> Value:
        parts = _parts(plain[name], scene, ask)
        lacking = unsettled(parts)
        if lacking is not None:
            return lacking
        whole: Value | None = parts[0]
        for part in parts[1:]:
            whole = None if whole is None else join(whole, part)
        return Void.NOT_STATED if whole is None else whole

    return compute


def unsettled(parts: Iterable[Value]) -> Value | None:
    """What stands in the way of computing with these numbers: the one that the submitter can cure first."""
    rest = [part for part in parts if not is_number(part) and not isinstance(part, Between)]
    if not rest:
        return None
    return (
        next((part for part in rest if isinstance(part, Hang)), Void.NOT_STATED)
        if all(isinstance(part, Hang) for part in rest)
        else Void.NOT_STATED
    )


def _days(name: str, choose: Callable[..., When]) -> Callable[..., Value]:
    def compute(plain: dict[str, Plain], scene: Scene, ask: Where) -> Value:
        parts = [part for part in _parts(plain[name], scene, ask) if part is not Void.NONE]
        other = next((part for part in parts if not isinstance(part, When)), None)
        if other is not None:
            return other
        days = [part for part in parts if isinstance(part, When)]
        return choose(days, key=lambda one: one.day) if days else Void.NONE

    return compute


def _after(plain: dict[str, Plain], scene: Scene, ask: Where) -> Value:
    start = left(plain["after"], scene, ask)
    if not isinstance(start, When):
        return start
    unit = next(name for name in UNITS if name in plain)
    number = right(plain[unit], scene, ask)
    if isinstance(number, Length):
        unit, number = number
    if not isinstance(number, int):
        return Void.NOT_STATED
    found = later(start.day, Length(unit, number), scene)
    return When(found) if isinstance(found, date) else found


def later(start: date, length: Length, scene: Scene) -> date | Hang | Void:
    """The day so long after another, not rolled."""
    unit, number = length
    if unit == "working_days":
        found = scene.report.workdays.later(start, number)
        return found if isinstance(found, date) else Void.NOT_STATED if found == "missing" else Hang(found)
    if unit == "days":
        return start + number * DAY
    if unit == "month_ends":
        return end_of_month_later(start, number)
    if unit in ("months", "years"):
        return months_later(start, number * (12 if unit == "years" else 1))
    return Hang("law_open")


# -- columns of lists --------------------------------------------------------------------------------


def sorted_out(body: dict[str, Plain], scene: Scene, ask: Where, of: str = "in") -> Chosen | Void | Hang:
    """The items of a list by what `where` says of each."""
    found = as_list(left(body[of], scene, ask))
    if not isinstance(found, Seq):
        return found
    where = body.get("where", "always")
    answers = [(one, ask(where, scene.at(one))) for one in found.items]
    return Chosen(
        [one for one, answer in answers if answer == "true"],
        [(one, answer) for one, answer in answers if answer not in ("true", "false")],
        found.partial,
    )


class Chosen:
    """The items that surely are meant, those that may be (and why that is not known), and whether more may come."""

    __slots__ = ("maybe", "partial", "sure")

    def __init__(self, sure: list[Value], maybe: list[tuple[Value, Answer]], partial: bool) -> None:
        self.sure, self.maybe, self.partial = sure, maybe, partial

    @property
    def doubts(self) -> list[Answer]:
        """Why it is not known which items are meant."""
        return [answer for _, answer in self.maybe] + (["missing"] if self.partial else [])


def first_doubt(doubts: list[Answer]) -> Answer:
    return min(doubts, key=("missing", "running", "law_open").index, default="missing")


def count(plain: dict[str, Plain], scene: Scene, ask: Where) -> Value:
    """From the sure to the possible number of items."""
    chosen = sorted_out(mapping(plain["count"]), scene, ask)
    if not isinstance(chosen, Chosen):
        return Between(0, None, chosen.cause if isinstance(chosen, Hang) else "missing")
    sure = len(chosen.sure)
    if not chosen.doubts:
        return sure
    return Between(sure, None if chosen.partial else sure + len(chosen.maybe), first_doubt(chosen.doubts))


def _column(name: str) -> Callable[..., Value]:
    def compute(plain: dict[str, Plain], scene: Scene, ask: Where) -> Value:
        body = mapping(plain[name])
        chosen = sorted_out(body, scene, ask)
        if not isinstance(chosen, Chosen):
            return Void.NOT_STATED if isinstance(chosen, Void) else chosen
        cells = [left(body["of"], scene.at(one), ask) for one in chosen.sure]
        if name in ("earliest", "latest"):
            return _day_column(name, cells, chosen)
        return _number_column(name, cells, chosen)

    return compute


def _number_column(name: str, cells: list[Value], chosen: Chosen) -> Value:
    """Of a list that is not known in full, or not sorted out yet for whatever reason, the column is not stated."""
    if any(not is_number(cell) for cell in cells):
        return unsettled(cells) or Void.NOT_STATED
    if chosen.doubts:
        return Void.NOT_STATED
    known = [cell for cell in cells if isinstance(cell, int | Fraction)]
    if name == "total":
        return sum(known)
    if not known:
        return Void.NONE
    return max(known) if name == "highest" else min(known)


def _day_column(name: str, cells: list[Value], chosen: Chosen) -> Value:
    """The earliest or latest day; a cell of an act that did not happen is passed over."""
    for cell in cells:
        if cell is Void.NOT_STATED or isinstance(cell, Hang):
            return cell
    if chosen.doubts:
        return Void.NOT_STATED
    days = [cell for cell in cells if isinstance(cell, When)]
    if not days:
        return Void.NONE
    choose = min if name == "earliest" else max
    return choose(days, key=lambda one: (one.day, one.minute or 0))


_COMPUTED: dict[str, Callable[..., Value]] = {
    "fact": _fact,
    "param": _param,
    "lookup": _lookup,
    "sum": _numbers("sum", numbers.added),
    "difference": _numbers("difference", numbers.taken_away),
    "larger_of": _numbers("larger_of", numbers.larger),
    "smaller_of": _numbers("smaller_of", numbers.smaller),
    "later_of": _days("later_of", max),
    "earlier_of": _days("earlier_of", min),
    "after": _after,
    "count": count,
    **{name: _column(name) for name in ("total", "highest", "lowest", "earliest", "latest")},
}
