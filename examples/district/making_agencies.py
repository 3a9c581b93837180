"""Báo cáo của một cơ quan, đơn vị bịa ra · The report of an invented agency."""

from __future__ import annotations

from datetime import date, timedelta

from institutions import Agency
from making import HEAD, OFFICERS, YEARS, Made, Shares, cases, dialogues, listed, sessions, spread


def agency(made: Made, number: int, unit: Agency, shares: Shares) -> str:
    staff = made.upto(*unit.staff)
    return "".join((
        HEAD.format(regulation="agency", stated_on=date(2021, 1, 11 + number % 5)),
        _agency_unit(unit, staff, shares.told.get(unit.code, (0, 0))),
        _agency_matters(made),
        _agency_conferences(made, number, staff, unit.school),
        _agency_bodies(made, number, staff),
        dialogues(_school_days(made, number) if unit.school else spread(made, unit.dialogues), False),
        _agency_receptions(made, number, unit),
    ))  # fmt: skip


def _agency_unit(unit: Agency, staff: int, told: tuple[int, int]) -> str:
    return f"""
unit:
  code: {unit.code}
  name: {unit.name}
  kind: {unit.kind}
  sector: {unit.sector}
  employee_count: {staff}
  attached_to: none
  is_elected_assembly_body: false
  is_dispersed_or_tied_to_posts: false
  has_portal: false
  has_internal_site: false
  has_declarants: true
  working_year_ends_on: 2020-{'08-31' if unit.school else '12-31'}
  rep_orgs: [{{id: CD, name: Công đoàn cơ sở, kind: union, last_on: none}}]
  measures: {sessions(told)}
"""


def _agency_matters(made: Made) -> str:
    lines = [
        "\n# Chỉ ghi kế hoạch hai năm cuối; các nội dung khác của 05 năm chưa tổng hợp.",
        *("publicized:", "  partial: true", "  items:"),
    ]
    for year in YEARS[3:]:
        published = 31 if made.random() < 0.04 else 26
        lines.append(
            f"    - {{id: KH{year % 100}, slug: work_plan_annual, period: {year}, issued_by: self, decided_on: {year - 1}-12-24,"
            f" published_on: {year - 1}-12-{published}, forms: [written_all], postings: []}}"
        )
    lines += ["consulted:", "  partial: true", "  items:"]
    for year in YEARS[3:]:
        lines.append(
            f"    - {{id: YK{year % 100}, slug: work_plan_annual, opened_on: {year}-12-05, closed_on: {year}-12-12,"
            f" decided_on: {year}-12-27, forms: [via_conference], summary_on: {year}-12-13, feedback_published_on: {year}-12-16}}"
        )
    return "\n".join(lines) + "\ndecided: []\n"


def _agency_conferences(made: Made, number: int, staff: int, school: bool) -> str:
    lines = ["\nconferences:"]
    for year in YEARS:
        if number % 23 == 7 and year == 2019:
            continue  # no conference that year
        held = date(year, 9, 24) if school else date(year, 12, 17)
        present = staff * 6 // 10 if number % 17 == 4 and year == 2017 else staff - made.upto(0, max(staff // 12, 1))
        lines += [
            f"  - {{id: HN{year % 100}, kind: annual, for_year_ended_on: {year}-{'08-31' if school else '12-31'},"
            f" preparatory_meeting_on: {held - timedelta(days=4)}, held_on: {held},",
            f"     form: plenary, employee_count: {staff}, present_count: {present},"
            " agenda: [policy_review, previous_resolution_review, head_accountability, emulation],"
            f" resolutions: [{{id: NQ1, slug: conference_resolution, agree_count: {present}, was_declared_passed: true}}],",
            "     steps: [opening, head_report, union_report, people_inspection_report, discussion, answers,"
            " awards_emulation, resolution]}",
        ]
    return "\n".join(lines) + "\n"


def _agency_bodies(made: Made, number: int, staff: int) -> str:
    size = 2 if number % 31 == 11 else 3 if staff < 30 else 5
    members = [
        f"{{id: TV{n}, is_working_here: true, posts: [other], remaining_month_count: {made.upto(30, 240)}}}"
        for n in range(1, size + 1)
    ]
    left_out = 2018 if number % 29 == 3 else 0
    held = listed([f"{{held_on: {year}-12-15}}" for year in YEARS if year != left_out])
    return f"""
bodies:
  people_inspection:
    {{elected_on: 2019-12-17, is_elected_at_conference: true, member_count: {size}, inspections: [],
     members: {listed(members)}}}
supervised:
  staff_meetings: {{partial: true, items: [{{kind: year_end, held_on: 2020-01-08}}]}}
  staff_evaluations: {held}
  recommendations: []
  petitions: []
"""


def _school_days(made: Made, number: int) -> list[date]:
    """Schools talk with their own staff once in a school year; a few forgot to."""
    return [] if number % 9 == 4 else [made.workday(2020, 1, 5)]


def _agency_receptions(made: Made, number: int, unit: Agency) -> str:
    reports = [
        f"{{id: TD{year % 100}, kind: citizen_reception, period: {year}, sent_on: {year}-12-09, sent_to: [superior]}}"
        for year in YEARS
    ]
    return f"""\
receptions:
  is_organised: true
  place: Phòng tiếp công dân, tầng 1
  has_suggestion_box: {'false' if number % 19 == 5 else 'true'}
  rules_issued_on: 2015-03-02
  officers: [{made.pick(OFFICERS)}]
  posted: [rules, reception_procedure, handling_procedure, information]
  info_parts: [place, regular_hours, schedule]
  info_places: [headquarters, reception_place]
  sessions: {{partial: true, items: []}}
{cases(made, unit.cases, 1 if number % 13 == 2 else 0, False)}\
  forwarded_cases: []

documents:
  democracy_regulation: {{issued_on: {made.upto(2015, 2016)}-{made.upto(1, 12):02}-{made.upto(4, 26):02}}}
  reports: {listed(reports)}
"""
