"""A small submission type with a field of every kind, and one condition judged over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.context import CompileFault, Context
from qcdc_rules.compiling.env import Compliance, Env
from qcdc_rules.compiling.grammar import GRAMMAR
from qcdc_rules.compiling.keys import compile_condition
from qcdc_rules.compiling.shapes import CALENDAR
from qcdc_rules.compiling.trace import Trace
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.targets import _calendar as calendar_record
from qcdc_rules.loading import law
from qcdc_rules.loading.plain import from_plain, to_plain
from qcdc_rules.loading.submission import from_node
from qcdc_rules.logic.parts import parse_part
from qcdc_rules.logic.truth import Truth
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.law import Citation, Holidays
from qcdc_rules.model.submission import Submission, Value
from qcdc_rules.schemas.fields import RecordType, build
from qcdc_rules.source import Table, read_bytes

HERE = Path(__file__).parent


def plain_yaml(path: Path) -> Any:
    """A YAML file as plain data: whole numbers, truths and texts."""
    node, problems = read_bytes(path.read_bytes(), path.name)
    assert node is not None, problems
    assert problems == []
    return to_plain(node)


def _kind(kind: str, /, **more: object) -> dict[str, Any]:
    return {"x-kind": kind, "title": kind, **more}


def _codes(*codes: str) -> dict[str, Any]:
    return _kind("code", **{"x-labels": {code: f"{code} · {code}" for code in codes}})


def _list(item: Mapping[str, Any], **more: object) -> dict[str, Any]:
    return _kind("list", items=item, **more)


def _record(required: tuple[str, ...] = (), shape: str = "record", /, **fields: object) -> dict[str, Any]:
    return _kind(shape, properties=fields, required=list(required))


TEXT, NUMBER, FLAG, PART = (_kind(kind) for kind in ("text", "integer", "boolean", "part"))
DAY = _kind("date")
DATE = _kind("date", pattern="none|unknown")
KIND = _codes("red", "green", "blue")
END = _kind("date", pattern="still_up|none|unknown")
RUN = _record((), "span", first_on=DATE, last_on=END)
SPAN = _record(
    (),
    "span",
    place=KIND,
    first_on=DATE,
    last_on=END,
    interruptions=_list(RUN, **{"x-absent": "none"}),
)
VISIT = _record(("id",), id=_kind("id"), on=DATE, flag=FLAG)
PLACE = _record(
    ("id",), id=_kind("id"), size=NUMBER, since=DATE, near=FLAG, name=TEXT, visits=_list(VISIT), closed=FLAG
)
SUBJECTS = {one: f"{one} · {one}" for one in ("budget", "plan", "fees", "works", "repealed", "harbour", "tolls")}
SLUG = _kind("slug", **{"x-labels": SUBJECTS})
NOTICE = _record(("id",), id=_kind("id"), slug=SLUG, period=PART, on=DATE)
ACT = _record(
    ("id",),
    id=_kind("id"),
    on=DATE,
    part=PART,
    parts=_list(PART),
    n=NUMBER,
    kind=KIND,
    kinds=_list(KIND),
    flag=FLAG,
    place=_kind("ref", **{"x-ref": "places"}),
    shown=SPAN,
)
THING = _record(
    (),
    on=DATE,
    by=DATE,
    until=DATE,
    word=TEXT,
    other_word=TEXT,
    kind=KIND,
    flag=FLAG,
    other_flag=FLAG,
    n=NUMBER,
    m=NUMBER,
    rate=_kind("decimal"),
    length=_kind("quantity"),
    part=PART,
    names=_list(TEXT),
    kinds=_list(KIND),
    more_kinds=_list(KIND),
    days=_list(DATE),
    home=_kind("ref", **{"x-ref": "places"}),
    shown=SPAN,
    shows=_list(SPAN),
    inner=_record((), on=DATE, n=NUMBER, names=_list(TEXT)),
    excuse=_record((), on=DATE, length=_kind("quantity")) | {"x-absent": "none"},
    granted=FLAG | {"x-absent": "none"},
)
SCHEMA: dict[str, Any] = {
    "properties": {
        "schema": TEXT,
        "unit": _record(
            ("code", "name", "kind"),
            code=TEXT,
            name=TEXT,
            kind=_codes("commune"),
            started_on=DATE | {"x-absent": "none"},
            is_coastal=FLAG,
            is_remote=FLAG,
            working_year_ends_on=DATE,
            holidays=_list(DATE, **{"x-absent": "none"}),
            makeup_days=_list(DATE, **{"x-absent": "none"}),
            weekly_rest_days=_list(_codes("fri", "sat", "sun"), **{"x-absent": "none"}),
        ),
        "period": _record(("first_on", "last_on", "stated_on"), "span", first_on=DAY, last_on=DAY, stated_on=DAY),
        "a": THING,
        "places": _list(PLACE),
        "notices": _list(NOTICE, properties={"did_not_arise": _list(SLUG)}),
        "acts": _list(ACT),
        "more_acts": _list(ACT),
        "weeks_without_acts": _list(PART),
        "clauses": _list(TEXT),
    },
    "required": ["schema", "unit", "period"],
    "x-referable": ["places"],
}
SHAPE: RecordType = build(SCHEMA)
HOLIDAYS = Holidays(
    days=frozenset(date(2024, *day) for day in ((1, 1), (4, 30), (5, 1), (9, 2), (9, 3))),
    makeup=frozenset({date(2024, 5, 4)}),
    first_year=2022,
    last_year=2025,
)
PARAMETERS = {one["id"]: law.parameter(one, "toy") for one in plain_yaml(HERE / "parameters.yaml")}
CITES = (Citation("10/2022/QH15", "65", "2"), Citation("59/2023/NĐ-CP", "7"))
CLASSES = {
    "missing": Truth.MISSING,
    "running": Truth.RUNNING,
    "law_open": Truth.LAW_OPEN,
    True: Truth.TRUE,
    False: Truth.FALSE,
}


def submission(of: Mapping[str, Any], period: str, stated_on: str) -> Submission:
    """A report that states what `of` says."""
    first, _, last = period.partition("..")
    header = {
        "schema": "qcdc-submission/1",
        "unit": {"code": "U1", "name": "Đơn vị", "kind": "commune", **of.get("unit", {})},
        "period": {"first_on": first, "last_on": last, "stated_on": stated_on},
    }
    node = from_plain({**of, **header})
    assert isinstance(node, Table)
    read = from_node(node, "toy.yaml", SHAPE, [])
    assert isinstance(read, Submission), read.problems
    assert not read.has_errors, [(p.path, p.words.en) for p in read.problems]
    return read


def context(target: str = "") -> Context:
    return Context.of(GRAMMAR, SHAPE, PARAMETERS, {}, CALENDAR if target else None)


def compiled(say: object, target: str = "") -> Condition:
    where = context(target)
    condition = compile_condition(say, where)
    assert condition is not None, [(fault.code, fault.words.en) for fault in where.faults]
    assert where.faults == []
    return condition


def faults(say: object) -> list[CompileFault]:
    """What is wrong with a condition."""
    where = context()
    condition = compile_condition(say, where)
    assert (condition is None) == bool(where.faults)
    return where.faults


def env_of(report: Submission, target: str = "", day: str = "2024-06-01", as_of: str = "") -> Env:
    part = parse_part(target) if target else None
    value: Value = calendar_record(part) if part is not None else Gap.NONE
    judged = min(report.stated_on, date.fromisoformat(as_of) if as_of else report.stated_on)
    return Env(
        root=report.root,
        index=report.index,
        calendar=calendar_of(HOLIDAYS, report),
        first_on=report.first_on,
        last_on=report.last_on,
        judged=judged,
        day=date.fromisoformat(day),
        target=value,
        parent=Gap.NONE,
        cites=CITES,
        complies=lambda rule, key: Compliance(None, key),
    )


def judge(
    say: object,
    of: Mapping[str, Any],
    period: str = "2024-01-01..2024-12-31",
    stated_on: str = "2024-12-31",
    target: str = "",
    day: str = "2024-06-01",
    as_of: str = "",
) -> tuple[Truth, Trace]:
    """What the condition says of the report, in both passes."""
    condition = compiled(say, target)
    env = env_of(submission(of, period, stated_on), target, day, as_of)
    return condition.decide(env, Gap.NONE), condition.trace(env, Gap.NONE)
