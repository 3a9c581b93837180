"""A lifelike submission of each kind to spoil, and what must hold of the answer to anything at all."""

from __future__ import annotations

import copy
import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from qcdc_rules.api import check
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.model.report import Finding, Report
from qcdc_rules.rendering.json_report import render_json
from qcdc_rules.rendering.text_report import TextOptions, render_text
from qcdc_rules.rendering.verdict import exit_code

SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
)
SLOWEST = 5.0
"""Seconds of work, whatever else the machine does. A lifelike report takes about a fifth of one."""
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PYTHON = re.compile(
    r"\bNone\b(?! of)|\bTrue\b|\bFalse\b|Fraction\(|\bGap\.|\bStill\.|\bTraceback\b|<[a-z_]+\.|\bobject at 0x|Error\b"
)
Data = dict[str, Any]


def head(kind: str, **unit: Any) -> Data:
    return {
        "schema": "qcdc-submission/1",
        "unit": {"code": "00012", "name": "Đơn vị Hòa Bình", "kind": kind, **unit},
        "period": {"first_on": "2024-01-01", "last_on": "2024-12-31", "stated_on": "2025-01-10"},
    }


COMMUNE: Data = head(
    "commune",
    has_portal=True,
    has_loudspeaker=True,
    has_council=True,
    resident_count=7386,
    weekly_rest_days=["sat", "sun"],
    holidays=["2024-04-30", "2024-05-01"],
    makeup_days=[],
) | {
    "villages": [
        {"id": "T1", "name": "Thôn Một", "household_count": 120, "is_dispersed": False},
        {"id": "T2", "name": "Thôn Hai", "household_count": 83, "acting_head": "none"},
    ],
    "publicized": {
        "did_not_arise": ["military_call_up"],
        "items": [
            {
                "id": "CK1",
                "slug": "commune_budget_estimate",
                "decided_on": "2024-03-04",
                "published_on": "2024-03-06",
                "forms": ["posting", "loudspeaker"],
                "postings": [
                    {
                        "place": "headquarters",
                        "first_on": "2024-03-06",
                        "last_on": "2024-04-10",
                        "interruptions": [{"first_on": "2024-03-20", "last_on": "2024-03-21"}],
                    }
                ],
                "broadcast_on": ["2024-03-06..2024-03-08"],
            },
            {
                "id": "CK2",
                "slug": "commune_budget_execution",
                "period": "2024-Q1",
                "decided_on": "2024-04-10",
                "published_on": "2024-04-12",
            },
        ],
    },
    "decided": [
        {
            "id": "QD1",
            "slug": "contributions_to_works",
            "scope": "village",
            "village": "T1",
            "method": "meeting",
            "counted_unit": "household",
            "household_count": 120,
            "present_count": 100,
            "agree_count": 90,
            "was_declared_passed": True,
            "decided_on": "2024-05-12",
            "effective_on": "2024-05-12",
            "meetings": [{"id": "H1", "held_on": "2024-05-12", "notice_on": "2024-05-06", "present_count": 100}],
            "sent_to_peoples_committee_on": "2024-05-15",
        }
    ],
    "consulted": [{"id": "YK1", "slug": "land_use_plan", "opened_on": "2024-02-01", "decided_on": "2024-04-01"}],
    "supervised": {"petitions": [{"id": "KN1", "received_on": "2024-05-01", "answered_on": "2024-05-20"}]},
    "bodies": {
        "people_inspection": {
            "elected_on": "2024-02-01",
            "member_count": 5,
            "members": [{"id": "V1", "village": "T1", "is_permanent_resident": True}],
            "elections": [{"id": "B1", "summoned_count": 120, "present_count": 100, "agree_count": 90}],
        }
    },
    "conferences": [{"id": "HN1", "village": "T1", "held_on": "2024-11-20"}],
    "dialogues": [{"id": "DT1", "held_on": "2024-08-15", "notice_on": "2024-08-01"}],
    "receptions": {"sessions": [{"id": "TD1", "held_on": "2024-01-08"}], "cases": []},
    "documents": {"reports": [{"id": "BC1", "sent_on": "2024-12-20"}], "conventions": []},
}
AGENCY: Data = head("state_agency", employee_count=45, has_internal_site=True, is_dispersed_or_tied_to_posts=False) | {
    "publicized": [{"id": "CK1", "slug": "work_plan_annual", "decided_on": "2024-01-05", "published_on": "2024-01-08"}],
    "decided": [],
    "consulted": [{"id": "YK1", "slug": "work_plan", "decided_on": "2024-01-05"}],
    "supervised": {"recommendations": []},
    "conferences": [
        {"id": "HN1", "kind": "annual", "held_on": "2024-01-20", "employee_count": 45, "present_count": 40}
    ],
    "bodies": {"people_inspection": "none"},
    "documents": {"democracy_regulation": {"issued_on": "2024-01-02"}},
}
WORKPLACE: Data = head("enterprise", employee_count=150, employee_count_min=140, employee_count_max=160) | {
    "publicized": [],
    "decided": "none",
    "consulted": [],
    "dialogues": [{"id": "DT1", "kind": "periodic", "held_on": "2024-06-15"}],
    "conferences": [{"id": "HN1", "kind": "annual", "held_on": "2024-03-20"}],
    "documents": {"democracy_regulation": {"issued_on": "2024-01-02"}},
}
BASES = {"commune": COMMUNE, "agency": AGENCY, "workplace": WORKPLACE}


def as_bytes(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def changed(data: Data, path: tuple[str | int, ...], value: object) -> Data:
    """The data with the value at a path replaced."""
    new = copy.deepcopy(data)
    here: Any = new
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return new


def places(data: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every place below the top, with what stands there."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        yield (*above, step), value
        yield from places(value, (*above, step))


def answer(data: bytes | Data, ruleset: Ruleset, name: str = "a.json") -> Report:
    """Check, and hold whatever came to what every answer must be."""
    started = time.process_time()
    report = check(data, ruleset=ruleset, as_of=date(2025, 1, 10), name=name)
    assert time.process_time() - started < SLOWEST
    assert_sound(report)
    return report


def assert_sound(report: Report) -> None:
    faults = [f"{one.rule} [{one.target}]: {one.fault}" for one in report.findings if one.outcome == "error"]
    assert not faults, faults[:3]
    for problem in report.problems:
        assert problem.words.vi
        assert problem.words.en
        assert problem.words.vi != problem.words.en
        assert problem.words.vi.rstrip().endswith((".", "?", "”", "'", '"', ")", "}", "]")) or problem.code, problem
        for text in (problem.words.vi, problem.words.en):
            assert not PYTHON.search(text), text
    document = json.loads(render_json([report], 0))
    for one in document["reports"]:
        one["results"] = one["results"][::40]  # validating every result takes longer than checking the report
    found = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in SCHEMA.iter_errors(document)]
    assert not found, found[:3]
    for lang in ("vi", "en"):
        text = render_text([report], TextOptions(lang, verbosity=1))
        assert not UNSAFE.search(text)
        assert not PYTHON.search(text), PYTHON.findall(text)[:3]


def gate(report: Report) -> int:
    return exit_code(report)


def codes(report: Report) -> set[str]:
    return {problem.code for problem in report.problems}


def touches(finding: Finding, section: str) -> bool:
    """Whether a result rests on a section, or waits for something in it."""
    paths = [fact.path for fact in finding.facts] + [path for path, _ in finding.lacking] + [finding.location.path]
    return any(re.split(r"[.\[]", path)[0] == section for path in paths)


def assert_rest_stands(base: Report, now: Report, section: str) -> None:
    """What was decided without a section is decided as before, unless it waits for just that section."""
    found = {(one.rule, one.target): one for one in now.findings}
    for before in base.findings:
        if before.outcome in ("satisfied", "violated") and not touches(before, section):
            after = found.get((before.rule, before.target))
            assert after is not None, (before.rule, before.target)
            waits = after.outcome == "unknown" and touches(after, section)
            assert after.outcome == before.outcome or waits, (before.rule, before.target, after.outcome)
