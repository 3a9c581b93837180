"""Submissions that the schema accepts, and one change each that it refuses."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

PATH = Path(__file__).parents[2] / "schemas" / "submission.schema.json"
VALIDATOR = Draft202012Validator(json.loads(PATH.read_text(encoding="utf-8")))


def header(kind: str) -> dict[str, Any]:
    return {
        "schema": "qcdc-submission/1",
        "unit": {"code": "00012", "name": "Một đơn vị", "kind": kind},
        "period": {"first_on": "2024-01-01", "last_on": "31/12/2024", "stated_on": "2025-01-10"},
    }


COMMUNE: dict[str, Any] = header("commune") | {
    "villages": [
        {"id": "T1", "name": "Bản Lằn", "household_count": 83, "acting_head": "none"},
        {"id": "T2", "household_count": "1.083", "is_dispersed": "không"},
    ],
    "publicized": {
        "partial": True,
        "did_not_arise": ["military_call_up"],
        "items": [
            {
                "id": "CK1",
                "slugs": ["commune_budget_estimate", "commune_budget_settlement"],
                "decided_on": "5/1/2024",
                "published_on": "2024-01-08 07:30",
                "forms": ["posting", "loudspeaker"],
                "sent_to_villages": "all",
                "broadcast_on": ["2024-11-01..2024-11-03", "05/11/2024"],
                "special_rule": {"limit": {"working_days": 5}},
                "postings": [
                    {"place": "headquarters", "first_on": "2024-01-08", "last_on": "still_up"},
                    {
                        "place": "village",
                        "villages": {"all_except": ["T2"]},
                        "first_on": "2024-01-09",
                        "last_on": "2024-02-15",
                        "interruptions": [{"first_on": "2024-01-20", "last_on": "2024-01-21"}],
                    },
                ],
            },
            {
                "id": "CK2",
                "slug": "commune_budget_execution",
                "period": "2024-Q3",
                "sent_to_villages": {"all_except": ["T1"]},
                "published_on": "none",
                "note": "chưa làm",
            },
        ],
    },
    "decided": [
        {
            "id": "Q1",
            "slug": "contributions_to_works",
            "villages": ["T1", "T2"],
            "agree_count": "unknown",
            "evidence": [{"number": "01/NQ", "issued_on": "2024-03-01", "sha256": "a" * 64}],
        }
    ],
    "consulted": [],
    "supervised": {"petitions": "none"},
    "bodies": {"people_inspection": {"member_count": 7, "members": None}, "mediation_teams": [{"id": "H1"}]},
    "receptions": {"weeks_without_reception": ["2024-W07"]},
    "documents": "unknown",
}
AGENCY: dict[str, Any] = header("public_service_unit") | {
    "regulation": "agency",
    "conferences": [
        {
            "id": "HN",
            "kind": "annual",
            "held_on": "2024-01-20",
            "agenda": ["policy_review"],
            "resolutions": [{"id": "1", "slug": "conference_resolution", "agree_count": 40}],
        }
    ],
    "unit": header("public_service_unit")["unit"] | {"employee_count": 45, "has_internal_site": "có"},
}
WORKPLACE: dict[str, Any] = header("state_enterprise") | {
    "unit": header("state_enterprise")["unit"]
    | {"state_capital_percent": "51,5%", "holidays": ["2024-04-30"]},
    "dialogues": [
        {"id": "D1", "kind": "periodic", "topics": ["working_conditions"], "held_on": "2024-05-05"}
    ],
    "documents": {
        "democracy_regulation": {
            "issued_on": "2022-01-01",
            "publicity_forms": {"business_situation": ["posting", "meeting"]},
        }
    },
}
SUMMARY: dict[str, Any] = header("district") | {
    "summary": {
        "communes_count": 12,
        "villages_count": 131,
        "reception_turns_count": 258,
        "poor_household_rate": "10,98%",
        "average_criteria": 16.36,
        "poor_household_rate_period": 2020,
    },
}
GOOD = {
    "commune": COMMUNE,
    "agency": AGENCY,
    "workplace": WORKPLACE,
    "district_summary": SUMMARY,
    "header only": header("ward"),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_submissions(name: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(GOOD[name])] == []


BAD: list[tuple[str, list[str | int], object]] = [
    ("another schema", ["schema"], "qcdc-submission/2"),
    ("period empty", ["period"], None),
    ("no unit", ["unit"], ...),
    ("unknown top key", ["publicised"], []),
    ("unit kind unknown", ["unit", "kind"], "unknown"),
    ("unit kind wrong", ["unit", "kind"], "province_"),
    ("unit name empty", ["unit", "name"], " "),
    ("unit code is a number", ["unit", "code"], 12),
    ("report day unknown", ["period", "stated_on"], "unknown"),
    ("period still running", ["period", "last_on"], "still_up"),
    ("month 13", ["publicized", "items", 0, "decided_on"], "2024-13-01"),
    ("a range outside a list", ["publicized", "items", 0, "decided_on"], "2024-11-01..2024-11-03"),
    ("first day still up", ["publicized", "items", 0, "postings", 0, "first_on"], "still_up"),
    ("id with a slash", ["publicized", "items", 0, "id"], "a/b"),
    ("id none", ["villages", 0, "id"], "none"),
    ("no id", ["villages", 0, "id"], ...),
    ("slug of another section", ["publicized", "items", 1, "slug"], "ballot_count"),
    ("code of no family", ["publicized", "items", 0, "forms", 0], "shouting"),
    ("none in a list", ["publicized", "items", 0, "forms", 0], "none"),
    ("negative count", ["villages", 0, "household_count"], -1),
    ("half a household", ["villages", 0, "household_count"], 82.5),
    ("count none", ["villages", 0, "household_count"], "none"),
    ("thousands wrongly grouped", ["villages", 0, "household_count"], "1.08"),
    ("boolean none", ["villages", 0, "is_dispersed"], "none"),
    ("two quantities", ["publicized", "items", 0, "special_rule", "limit"], {"days": 3, "months": 1}),
    ("no quantity", ["publicized", "items", 0, "special_rule", "limit"], {"days": 0}),
    ("week 54", ["receptions", "weeks_without_reception", 0], "2024-W54"),
    (
        "items and all_except",
        ["publicized", "items", 1, "sent_to_villages"],
        {"items": ["T1"], "all_except": ["T2"]},
    ),
    ("partial without items", ["publicized", "items"], ...),
    ("a list is a number", ["consulted"], 3),
    ("what did not arise in another list", ["villages"], {"items": [], "did_not_arise": []}),
]


@pytest.mark.parametrize(("where", "value"), [pytest.param(w, v, id=n) for n, w, v in BAD])
def test_bad_submissions(where: list[str | int], value: object) -> None:
    bad: Any = copy.deepcopy(COMMUNE)
    holder = bad
    for step in where[:-1]:
        holder = holder[step]
    if value is ...:
        del holder[where[-1]]
    else:
        holder[where[-1]] = value
    assert not VALIDATOR.is_valid(bad)
