"""`frequency`, `periodic`, `spacing`: acts that must come again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from qcdc_rules.compiling.condition import Condition, Operand
from qcdc_rules.compiling.conditions.days import compile_day
from qcdc_rules.compiling.conditions.limits import counted
from qcdc_rules.compiling.conditions.series import Act, Rhythm, Series, all_series, one_series
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.literals import NUMBER, QUANTITY
from qcdc_rules.compiling.operands import check_kinds, compile_fact, compile_operand
from qcdc_rules.logic.months import add_months
from qcdc_rules.logic.parts import CalendarPart, parts_touching, working_years_touching
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.truth import FALSE, LAW_OPEN, MISSING, RUNNING, TRUE, Truth
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Record, Value

WINDOWS = ("week", "month", "quarter", "half_year", "year", "working_year")


class Frequency(Rhythm):
    """At least n acts in every calendar window of the period."""

    op = "frequency"

    def __init__(
        self,
        series: tuple[Series, ...],
        at_least: Operand,
        every: str,
        start: Operand | None,
        ends: Operand | None,
        skip: bool,
    ) -> None:
        self.series = series
        self.at_least = at_least
        self.every = every
        self.start = start
        self.ends = ends
        self.skip_rest_weeks = skip
        self.operands = tuple(operand for operand in (at_least, start, ends) if operand is not None)
        self.decide = lambda env, item: min((said for _, said in self._windows(env, item)), default=RUNNING)

    def _windows(self, env: Env, item: Value) -> Iterator[tuple[CalendarPart | None, Truth]]:
        number = self.at_least.read(env, item)
        begin = self.start.read(env, item) if self.start is not None else None
        if not isinstance(number, int) or begin is Gap.MISSING:
            yield None, MISSING
            return
        if begin is Gap.NONE:
            yield None, RUNNING
            return
        windows = self._calendar(env, item)
        if isinstance(begin, date) and windows is not None:
            windows = [window for window in windows if window.first is None or window.first >= begin]
        # Days off that are not stated choose among the windows; where there is no window, there is nothing to choose.
        if windows is None or (windows and self.skip_rest_weeks and env.calendar.doubtful):
            yield None, MISSING
            return
        if self.skip_rest_weeks:
            windows = [window for window in windows if _worked(window, env)]
        acts = self.acts(env, item)
        more = any(series.open_ended(env, item) for series in self.series)
        for window in windows:
            if self.series[0].by_exception:
                yield window, self._excepted(window, acts, more, env)
            else:
                yield window, _often_enough(window, acts, more, number, env.judged)

    def _calendar(self, env: Env, item: Value) -> list[CalendarPart] | None:
        """The windows wholly in the period and, for a calendar target, ending in it."""
        first, last = env.first_on, env.last_on
        if self.every == "working_year":
            ends = self.ends.read(env, item) if self.ends is not None else None
            if not isinstance(ends, date):
                return None
            windows = working_years_touching((ends.month, ends.day), first, last)
        else:
            windows = parts_touching(self.every, first, last)
        if isinstance(env.target, Record) and not env.target.key and env.target.path == "":
            low, high = env.target.fields.get("first_on"), env.target.fields.get("last_on")
        else:
            low = high = None
        found: list[CalendarPart] = []
        for window in windows:
            if window.first is None or window.last is None or window.first < first or window.last > last:
                continue
            if isinstance(low, date) and isinstance(high, date) and not low <= window.last <= high:
                continue
            found.append(window)
        return found

    def _excepted(self, window: CalendarPart, acts: list[Act], more: bool, env: Env) -> Truth:
        over = window.last is not None and window.last <= env.judged
        if any(act.sure and _counts(act.when, window) for act in acts):
            return FALSE if over else RUNNING
        if more or any(not act.sure for act in acts):
            return MISSING
        return TRUE if over else RUNNING  # a week that is not over may still be named

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        needed = [one for one in (self.at_least, self.ends) if one is not None]
        absent = tuple(fact.path for one in needed if one.read(env, item) is Gap.NONE for fact in one.facts(env, item))
        return super().lacking(env, item) + absent + (env.calendar.doubtful if self.skip_rest_weeks else ())

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        windows = list(self._windows(env, item))
        return {
            "required": self.at_least.read(env, item),
            "every": self.every,
            "absent": tuple(window for window, said in windows if said is FALSE and window is not None),
            "actual": len([act for act in self.acts(env, item) if act.sure]),
        }


def _worked(window: CalendarPart, env: Env) -> bool:
    """Whether any day of the window is worked; a window without an edge is kept."""
    if window.first is None or window.last is None:
        return True
    days = (window.last - window.first).days + 1
    return any(env.calendar.is_working(window.first + timedelta(days=n)) for n in range(days))


def _counts(when: object, window: CalendarPart) -> bool:
    if window.first is None or window.last is None:
        return False
    if isinstance(when, CalendarPart):
        if when.first is None or when.last is None:
            return False
        return window.first <= when.first and when.last <= window.last
    return isinstance(when, date) and window.first <= when <= window.last


def _often_enough(window: CalendarPart, acts: list[Act], more: bool, number: int, judged: date) -> Truth:
    sure = sum(1 for act in acts if act.sure and _counts(act.when, window))
    if sure >= number:
        return TRUE
    maybe = [act for act in acts if not act.sure and (act.when is Gap.MISSING or _counts(act.when, window))]
    if more or sure + len(maybe) >= number:
        return min((act.cause for act in maybe), default=MISSING) if not more else MISSING
    return FALSE if window.last is not None and window.last <= judged else RUNNING


class Periodic(Rhythm):
    """An act in every so long from an anchor: by each due day, as many acts as days fell due."""

    op = "periodic"

    def __init__(self, series: Series, each: Operand, start: Operand, until: Operand | None) -> None:
        self.series = (series,)
        self.each = each
        self.start = start
        self.until = until
        self.operands = (start, each) if until is None else (start, each, until)
        self.decide = lambda env, item: self._judge(env, item)[0]

    def _judge(self, env: Env, item: Value) -> tuple[Truth, date | None]:
        """The verdict, and the first due day by which an act was lacking."""
        begun = self.start.read(env, item)
        if not isinstance(begun, date):
            return (RUNNING if begun is Gap.NONE else MISSING), None
        each = self.each.read(env, item)
        if not counted(each, "term"):
            return (MISSING if each is Gap.MISSING else LAW_OPEN), None
        assert isinstance(each, Quantity)
        end = self.until.read(env, item) if self.until is not None else Gap.NONE
        horizon = min(end, env.judged) if isinstance(end, date) else env.judged
        days, more = self.days(env, item)
        number = 0
        while (due := advance(begun, each, number + 1)) <= horizon:
            number += 1
            if sum(1 for day in days if begun < day <= due) < number:
                return (MISSING if more or end is Gap.MISSING else FALSE), due
        if number and end is Gap.MISSING:
            return MISSING, None  # an end before the first due day would leave nothing due
        return (TRUE if number else RUNNING), None

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        _, due = self._judge(env, item)
        found: dict[str, object] = {
            "required": self.each.read(env, item),
            "from": self.start.read(env, item),
            "actual": tuple(self.days(env, item)[0]),
        }
        return found | ({"last_day": due} if due is not None else {})


class Spacing(Rhythm):
    """No two neighbouring acts further apart than so long, nor the last from the end."""

    op = "spacing"

    def __init__(self, series: tuple[Series, ...], at_most: Operand) -> None:
        self.series = series
        self.at_most = at_most
        self.operands = (at_most,)
        self.decide = lambda env, item: self._judge(env, item)[0]

    def _judge(self, env: Env, item: Value) -> tuple[Truth, tuple[date, date] | None]:
        """The verdict, and the first gap that is too long."""
        days, more = self.days(env, item)
        first, last = env.first_on, env.last_on
        if isinstance(env.target, Record) and not env.target.key:
            low, high = env.target.fields.get("first_on"), env.target.fields.get("last_on")
            first, last = (low if isinstance(low, date) else first), (high if isinstance(high, date) else last)
        end = min(last, env.judged)
        days = [day for day in days if day <= end]
        length = self.at_most.read(env, item)
        if more or length is Gap.MISSING:
            return MISSING, None
        if not counted(length, "term"):
            return LAW_OPEN, None
        assert isinstance(length, Quantity)
        if not days:
            # one may have come the day before the period began: so long the first one here has time
            return (FALSE if end >= advance(first - timedelta(days=1), length) else RUNNING), None
        for earlier, later in zip(days, [*days[1:], end], strict=True):
            if later >= first and later > advance(earlier, length):
                return FALSE, (earlier, later)
        return TRUE, None

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        _, gap = self._judge(env, item)
        found: dict[str, object] = {"required": self.at_most.read(env, item), "actual": gap or ()}
        return found | ({"absent": gap, "late": (gap[1] - gap[0]).days} if gap else {})


def advance(day: date, length: Quantity, times: int = 1) -> date:
    """The day `times` lengths later, by days or by months; never rolled."""
    months = length.whole_months
    if months is None:
        return day + timedelta(days=times * length.number)
    return add_months(day, times * months)


# -- compilation -----------------------------------------------------------------------------------------


def build_frequency(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("in", "date", "at_least", "every"), ("where", "also", "from", "skip_rest_weeks"))
    series = None if given is None else all_series(given, context)
    if given is None or series is None:
        return None
    every = str(given["every"])
    if every not in WINDOWS:
        context.at("every").unknown("unknown-value", "Kỳ", "window", every, WINDOWS)
        return None
    at_least = compile_operand(given["at_least"], context.at("at_least"), NUMBER)
    start = compile_day(given["from"], context.at("from")) if "from" in given else None
    if at_least is None or not check_kinds([at_least], ("integer",), context) or ("from" in given and start is None):
        return None
    ends = working_year_end(context) if every == "working_year" else None
    return Frequency(series, at_least, every, start, ends, given.get("skip_rest_weeks") is True)


def working_year_end(context: Context) -> Operand | None:
    """Where the submission says on what day the unit's working year ends."""
    return compile_fact("unit.working_year_ends_on", context)


def _length(plain: object, context: Context) -> Operand | None:
    length = compile_operand(plain, context, QUANTITY)
    unit = next(iter(plain), "") if isinstance(plain, dict) else ""
    if length is None or not check_kinds([length], ("quantity",), context):
        return None
    if unit in ("working_days", "dates", "month_ends"):
        context.fail(
            "no-convention",
            "Cần {days: n}, {months: n} hoặc {years: n}.",
            "{days: n}, {months: n} or {years: n} is needed.",
        )
        return None
    return length


def build_periodic(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("in", "date", "each", "from"), ("where", "until"))
    series = None if given is None else one_series(given, context)
    if given is None or series is None:
        return None
    each = _length(given["each"], context.at("each"))
    start = compile_day(given["from"], context.at("from"))
    until = compile_day(given["until"], context.at("until")) if "until" in given else None
    if each is None or start is None or ("until" in given and until is None):
        return None
    return Periodic(series, each, start, until)


def build_spacing(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("in", "date", "at_most"), ("where", "also"))
    series = None if given is None else all_series(given, context)
    at_most = None if given is None else _length(given["at_most"], context.at("at_most"))
    return None if series is None or at_most is None else Spacing(series, at_most)
