"""`duration` and `longest_run`: how long something lasted without a break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from qcdc_rules.compiling.condition import Condition, Leaf, Operand, as_items
from qcdc_rules.compiling.conditions.days import bounds, compile_day
from qcdc_rules.compiling.conditions.limits import compile_length, counted, units_of
from qcdc_rules.compiling.conditions.lists import always
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import compile_condition, keys_of
from qcdc_rules.compiling.literals import NUMBER, QUANTITY
from qcdc_rules.compiling.operands import compile_operand
from qcdc_rules.compiling.paths import Path, compile_path
from qcdc_rules.compiling.trace import Fact, facts_of
from qcdc_rules.logic.counting import (
    Run,
    lasts_long_enough,
    longest_consecutive,
    longest_unbroken,
    not_longer,
    unbroken_runs,
)
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.truth import (
    FALSE,
    LAW_OPEN,
    MISSING,
    RUNNING,
    TRUE,
    Truth,
    all_of,
    any_of,
    negate,
)
from qcdc_rules.logic.values import Gap, Still
from qcdc_rules.model.submission import Items, Record, Value
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Words


def runs_of(span: Value, judged: date) -> tuple[tuple[Run, ...], Truth]:
    """The unbroken runs of a span up to the judged day, and whether it is over (TRUE), still running
    (RUNNING) or not known well enough (MISSING)."""
    first, last = bounds(span)
    if first is Gap.NONE:
        return (), TRUE
    if last is Gap.NONE:
        last = Still.UP  # what has begun and not ended still goes on
    if not isinstance(first, date) or not isinstance(last, date | Still):
        return (), MISSING
    stated = span.fields.get("interruptions", Gap.NONE) if isinstance(span, Record) else Gap.NONE
    breaks = as_items(stated)
    if isinstance(breaks, Gap) or breaks.partial:
        return (), MISSING
    pairs: list[tuple[date, date]] = []
    for one in breaks.values:
        start, end = bounds(one)
        if isinstance(start, date) and end is Still.UP:
            end = date.max
        if not isinstance(start, date) or not isinstance(end, date):
            return (), MISSING
        pairs.append((start, end))
    over = isinstance(last, date) and last <= judged
    end_day = last if isinstance(last, date) and over else judged
    if end_day < first:
        return (), TRUE if over else RUNNING
    if not pairs:
        return (Run(first, end_day),), TRUE if over else RUNNING
    return unbroken_runs(first, end_day, pairs), TRUE if over else RUNNING


def _long_enough(span: Value, minimum: Quantity, judged: date) -> Truth:
    runs, state = runs_of(span, judged)
    if any(lasts_long_enough(run, minimum) for run in runs):
        return TRUE
    return FALSE if state is TRUE else state


def _short_enough(span: Value, maximum: Quantity, judged: date) -> Truth:
    runs, state = runs_of(span, judged)
    if not all(not_longer(run, maximum) for run in runs):
        return FALSE
    return state


class BetweenDays(Operand):
    """A span told by two days that are fields of their own."""

    def __init__(self, first: Operand, last: Operand) -> None:
        self.first = first
        self.last = last
        self.field = Field("", "span", _BETWEEN, _BETWEEN)

        def read(env: Env, item: Value) -> object:
            begun, ended = first.read(env, item), last.read(env, item)
            fields: dict[str, Value] = {}
            if isinstance(begun, date | Gap):
                fields["first_on"] = begun
            if isinstance(ended, date | Gap):
                # what has begun and not ended still goes on
                fields["last_on"] = Still.UP if ended is Gap.NONE else ended
            return Record(fields)

        self.read = read

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        return (*self.first.facts(env, item), *self.last.facts(env, item))

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        return (*self.first.lacking(env, item), *self.last.lacking(env, item))


_BETWEEN = Words("thời gian giữa hai ngày", "time between two days")


class Duration(Leaf):
    """A span, or the longest of several, against a least or a greatest length."""

    op = "duration"

    def __init__(self, of: Operand, where: Condition | None, bound: str, length: Operand) -> None:
        self.of = of
        self.where = where
        self.bound = bound
        self.length = length
        self.operands = (of, length)
        chosen = where.decide if where is not None else always
        at_least = bound == "at_least"

        def decide(env: Env, item: Value) -> Truth:
            wanted = length.read(env, item)
            if not isinstance(wanted, Quantity) or not counted(wanted, "term"):
                return MISSING if wanted is Gap.MISSING else LAW_OPEN
            found = of.read(env, item)
            if isinstance(found, Record):
                if where is None:
                    return (_long_enough if at_least else _short_enough)(found, wanted, env.judged)
                found = Items((found,))
            listed = as_items(found)
            if isinstance(listed, Gap):
                return MISSING
            more = MISSING if listed.partial else FALSE
            if at_least:
                said = [all_of((chosen(env, s), _long_enough(s, wanted, env.judged))) for s in listed.values]
                return any_of((*said, more))
            said = [any_of((negate(chosen(env, s)), _short_enough(s, wanted, env.judged))) for s in listed.values]
            return all_of((*said, negate(more)))

        self.decide = decide

    def _spans(self, env: Env, item: Value) -> Iterator[Value]:
        found = self.of.read(env, item)
        for span in found.values if isinstance(found, Items) else (found,):
            if isinstance(span, Record) and (self.where is None or self.where.decide(env, span) is not FALSE):
                yield span

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        wanted = self.length.read(env, item)
        runs = [run for span in self._spans(env, item) for run in runs_of(span, env.judged)[0]]
        longest = longest_unbroken(runs)
        found: dict[str, object] = {
            "required": wanted,
            "actual": Quantity("days", longest.elapsed) if longest and longest.elapsed else 0,
        }
        if longest is not None:
            found |= {"first_day": longest.first, "end_day": longest.last, "convention": "duration"}
            one_short = isinstance(wanted, Quantity) and wanted.unit == "days" and longest.elapsed == wanted.number - 1
            found["one_day_short"] = one_short and self.bound == "at_least"
            if isinstance(wanted, Quantity) and wanted.unit == "days":
                found["last_day"] = date.fromordinal(longest.first.toordinal() + wanted.number)
        return found

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        traces = tuple(self.where.trace(env, s) for s in self._spans(env, item)) if self.where is not None else ()
        return (*super().facts(env, item), *facts_of(traces))

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        found = list(super().lacking(env, item))
        if isinstance(self.of, BetweenDays) and found:
            return tuple(found)
        for span in self._spans(env, item):
            if self.where is not None:
                found += self.where.trace(env, span).lacking
            if isinstance(span, Record) and runs_of(span, env.judged)[1] is MISSING:
                first, last = bounds(span)
                found += [span.field_path("first_on")] if first is Gap.MISSING else []
                found += [span.field_path("last_on")] if last is Gap.MISSING else []
        if not found:
            return tuple(fact.path for fact in self.of.facts(env, item))
        return tuple(dict.fromkeys(found))


class LongestRun(Leaf):
    """Consecutive dates in a list of days."""

    op = "longest_run"

    def __init__(self, of: Path, at_least: Operand) -> None:
        self.of = of
        self.at_least = at_least
        self.operands = (of, at_least)

        def decide(env: Env, item: Value) -> Truth:
            wanted = at_least.read(env, item)
            number = wanted.number if isinstance(wanted, Quantity) else wanted
            listed = as_items(of.read(env, item))
            if not isinstance(number, int):
                return MISSING if wanted is Gap.MISSING else LAW_OPEN
            if isinstance(listed, Gap):
                return MISSING
            if _longest(listed) >= number:
                return TRUE
            return MISSING if listed.partial else FALSE

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        listed = as_items(self.of.read(env, item))
        return {
            "actual": listed if isinstance(listed, Gap) else _longest(listed),
            "required": self.at_least.read(env, item),
            "convention": "broadcast_days",
        }


def _longest(listed: Items) -> int:
    return longest_consecutive([day for day in listed.values if isinstance(day, date)])


def _is_spans(path: Path) -> bool:
    inner = path.field.item if path.field.kind == "list" else path.field
    return inner is not None and inner.kind == "span"


def _spans(given: dict[str, object], context: Context) -> Operand | None:
    if "of" not in given:
        first, last = compile_day(given["from"], context.at("from")), compile_day(given["to"], context.at("to"))
        return None if first is None or last is None else BetweenDays(first, last)
    of = compile_path(given["of"], context.at("of"))
    if of is not None and not _is_spans(of):
        context.fail("wrong-type", f"“{of.text}” không phải là khoảng thời gian.", f"“{of.text}” is not a span.")
        return None
    return of


def build_duration(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, (), ("of", "from", "to", "where", "at_least", "at_most"))
    if given is None:
        return None
    if ("of" in given) == ("from" in given and "to" in given):
        context.fail(
            "missing-key",
            "Cần of (một khoảng), hoặc from và to (hai ngày).",
            "of (a span), or from and to (two days), is needed.",
        )
        return None
    if ("at_least" in given) == ("at_most" in given):
        context.fail(
            "missing-key",
            "Cần đúng một trong hai khóa at_least và at_most.",
            "Exactly one of at_least and at_most is needed.",
        )
        return None
    of = _spans(given, context)
    if of is None:
        return None
    where = None
    if "where" in given:
        inner = of.field.item if of.field.kind == "list" else of.field
        where = compile_condition(given["where"], context.at("where").inside(inner))
        if where is None:
            return None
    bound = "at_least" if "at_least" in given else "at_most"
    length = compile_length(given[bound], context.at(bound), "term")
    return None if length is None else Duration(of, where, bound, length)


def build_longest_run(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("of", "at_least"))
    if given is None:
        return None
    of = compile_path(given["of"], context.at("of"))
    expected = QUANTITY if isinstance(given["at_least"], dict) else NUMBER
    at_least = compile_operand(given["at_least"], context.at("at_least"), expected)
    if of is None or at_least is None:
        return None
    if any(unit != "dates" for unit in units_of(at_least)):
        context.at("at_least").fail(
            "no-convention", "“longest_run” đếm theo {dates: n}.", "“longest_run” counts in {dates: n}."
        )
        return None
    if of.field.item is None or of.field.item.kind != "date":
        context.fail("wrong-type", f"“{of.text}” không phải là danh sách ngày.", f"“{of.text}” is not a list of days.")
        return None
    return LongestRun(of, at_least)
