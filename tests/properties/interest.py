"""What conditions read and speak of, so that reports can be made that concern them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from qcdc_rules.compiling.condition import Condition, Operand
from qcdc_rules.compiling.literals import Literal
from qcdc_rules.compiling.operands import ParameterOperand
from qcdc_rules.compiling.paths import Path
from qcdc_rules.logic.quantity import Quantity

SHARED_NAMES = frozenset(
    {"started_on", "holidays", "makeup_days", "weekly_rest_days", "interruptions", "first_on", "last_on"}
)


@dataclass
class Interest:
    """What some conditions read: names of fields, codes, numbers, days and lengths that they speak of."""

    names: set[str] = field(default_factory=lambda: set(SHARED_NAMES))
    codes: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    lengths: set[Quantity] = field(default_factory=set)
    asked: dict[str, set[object]] = field(default_factory=dict)
    """By field, the values that a condition asks for."""
    denied: dict[str, set[object]] = field(default_factory=dict)
    """By field, the values that a condition under `not` asks for."""

    def read(self, thing: object, seen: set[int] | None = None, negated: bool = False) -> None:
        """Take in a compiled condition and everything inside it."""
        seen = set() if seen is None else seen
        if id(thing) in seen:
            return
        seen.add(id(thing))
        if isinstance(thing, Path):
            self.names.update(thing.text.split("."))
        if isinstance(thing, Literal):
            self.note(thing.value)
        if isinstance(thing, ParameterOperand):
            for value in thing.values:
                self.note(value)
        if isinstance(thing, tuple | list):
            for inner in thing:
                self.read(inner, seen, negated)
        elif isinstance(thing, Condition | Operand) or type(thing).__module__.startswith("qcdc_rules.compiling.cond"):
            self.ask(thing, negated)
            negated = negated is not (getattr(thing, "op", "") == "not")
            for name, inner in vars(thing).items():
                if name in ("key", "matched_on") and isinstance(inner, str):
                    self.names.update(inner.split("."))
                if name in ("slugs",) and isinstance(inner, frozenset):
                    self.codes |= set(sorted(inner)[:4])
                self.read(inner, seen, negated)

    def ask(self, thing: object, negated: bool) -> None:
        """Take in what a condition on one fact compares it with."""
        fact = getattr(thing, "fact", None)
        if not isinstance(fact, Path):
            return
        told = [getattr(thing, name, None) for name in ("value", "values")]
        told += [operand for _, operand in (*getattr(thing, "modes", ()), *getattr(thing, "bounds", ()))]
        wanted = (self.denied if negated else self.asked).setdefault(fact.text.rpartition(".")[2], set())
        for operand in told:
            if isinstance(operand, Literal):
                wanted.update(operand.value if isinstance(operand.value, tuple) else (operand.value,))

    def take(self, other: Interest) -> None:
        """Read what the other reads too."""
        for name in ("names", "codes", "numbers", "days", "lengths"):
            getattr(self, name).update(getattr(other, name))
        for mine, theirs in ((self.asked, other.asked), (self.denied, other.denied)):
            for name, values in theirs.items():
                mine.setdefault(name, set()).update(values)

    def note(self, value: object) -> None:
        if isinstance(value, tuple):
            for one in value:
                self.note(one)
        elif isinstance(value, str):
            self.codes.add(value)
        elif isinstance(value, Quantity):
            self.lengths.add(value)
        elif isinstance(value, date):
            self.days.add(value)
        elif isinstance(value, int | Fraction) and not isinstance(value, bool):
            self.numbers.add(int(value))
