"""Sinh dữ liệu mẫu của một huyện bịa ra · Generates the sample units of an invented district.

Every unit, number and name is made up by this script from a fixed seed; only the totals are real: they equal the
figures of a published five-year report (2016 - 2020), written once in `SEED`. Run it again and the same bytes come
out: `python generate.py [FOLDER]`.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from institutions import AGENCIES, COMMUNES, WORKPLACES, Workplace
from making import HEAD, YEARS, Made, Shares
from making_agencies import agency
from making_communes import commune

DISTRICT = "Mường Lài"
SEED = {
    "communes_count": 12,
    "villages_count": 131,
    "villages_with_convention_count": 131,
    "villages_with_recognised_convention_count": 131,
    "mediation_teams_count": 131,
    "mediators_count": 790,
    "people_inspection_committees_count": 12,
    "people_inspection_members_count": 132,
    "agencies_count": 69,
    "agencies_with_people_inspection_count": 69,
    "units_with_regulation_percent": "100%",
    "dialogues_count": 35,
    "reception_turns_count": 258,
    "reception_people_count": 337,
    "propaganda_sessions_count": 752,
    "propaganda_attendance_count": 48328,
}
"""The figures of the report that units can state, under the names that a district's summary gives them."""
WRONG = {"mediators_count": 709}
"""The slip planted in the reported summary: two digits of 790 changed places."""


def workplace(made: Made, number: int, unit: Workplace) -> str:
    quarters = [date(year, month, made.upto(18, 26)) for year in YEARS for month in (2, 5, 8, 11)]
    talks = [
        f"  - {{id: DT{n:02}, kind: periodic, held_on: {day}, ended_on: {day}}}"
        for n, day in enumerate(quarters, 1)
        if not (unit.misses and day.year == 2019 and day.month > 6)
    ]
    meetings = [
        f"  - {{id: HN{year % 100}, kind: annual, held_on: {year}-04-22, ended_on: {year}-04-22, form: plenary,"
        f" employee_count: {unit.staff}, present_count: {unit.staff - 3}, agenda: [business_situation, working_conditions],"
        f" resolutions: [{{id: NQ1, slug: conference_resolution, agree_count: {unit.staff - 4}, was_declared_passed: true}}]}}"
        for year in YEARS
    ]
    return HEAD.format(regulation="workplace", stated_on=date(2021, 1, 11 + number)) + "\n".join((
        f"\nunit:\n  code: {unit.code}\n  name: {unit.name}\n  kind: {unit.kind}\n  employee_count: {unit.staff}",
        f"  employee_count_min: {unit.staff - 4}\n  employee_count_max: {unit.staff + 3}",
        f"  rep_orgs: [{{id: CD, name: Công đoàn cơ sở, kind: union, member_count: {unit.staff}}}]",
        "  opt_in: none\n  funds: [Quỹ phúc lợi]\n  branch_provinces: []\n\npublicized:\n  partial: true\n  items:",
        *(f"    - {{id: KD{year % 100}, slug: business_situation, published_on: {year}-01-20, forms: [meeting]}}" for year in YEARS),
        "consulted: []\n\nconferences:", *meetings, "dialogues:", *talks,
        "\nsupervised: {feedback_channels: [Hòm thư góp ý], prohibited_acts: []}",
        "documents:\n  democracy_regulation: {issued_on: 2014-06-12, is_written: true, published_on: 2014-06-16}",
        "  labour_use_plans: []\n  reports: []\n",
    ))  # fmt: skip


def summary() -> str:
    figures = {**SEED, **WRONG}
    lines = [f"  {name}: {figure}" for name, figure in figures.items()]
    wrong = "một con số sai cài sẵn"
    return (
        f"# Báo cáo tổng hợp mẫu của huyện {DISTRICT} (huyện bịa ra), có {wrong} để đối chiếu tìm ra.\n"
        + HEAD.format(regulation="district_summary", stated_on="2021-03-10")
        + f"\nunit: {{code: ML, name: Huyện {DISTRICT}, kind: district, province: Tỉnh Lai Giang}}\n\nsummary:\n"
        + "\n".join(lines)
        + "\n"
    )


def files() -> dict[str, str]:
    """Every file, by its path."""
    made = Made(2021)
    shares = Shares(made)
    found = {f"communes/{unit.code.lower()}.yaml": commune(made, n, unit, shares) for n, unit in enumerate(COMMUNES)}
    found |= {f"agencies/{unit.code.lower()}.yaml": agency(made, n, unit, shares) for n, unit in enumerate(AGENCIES)}
    found |= {f"workplaces/{unit.code.lower()}.yaml": workplace(made, n, unit) for n, unit in enumerate(WORKPLACES)}
    return {**found, "reported-summary.yaml": summary()}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
