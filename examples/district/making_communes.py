"""Báo cáo của một xã bịa ra · The report of an invented commune."""

from __future__ import annotations

from datetime import date

from institutions import COMMUNES, SYLLABLES, Commune
from making import HEAD, OFFICERS, YEARS, Made, Shares, cases, dialogues, listed, sessions, spread


def commune(made: Made, number: int, unit: Commune, shares: Shares) -> str:
    start = sum(one.villages for one in COMMUNES[:number])
    mediators = [*shares.mediators[:60], 2, *shares.mediators[60:]][start : start + unit.villages]
    groups = shares.groups[number * 20 // 12 : (number + 1) * 20 // 12]
    return "".join((
        HEAD.format(regulation="commune", stated_on=date(2021, 1, 11 + number % 5)),
        _commune_unit(made, unit, shares.sessions[number]),
        _villages(made, unit),
        _publicized(unit),
        _decided(made, unit),
        _consulted(),
        _commune_bodies(unit, mediators),
        dialogues(spread(made, shares.dialogues[number]), True),
        _commune_receptions(made, unit, shares.cases[number], groups),
        _commune_documents(unit),
    ))  # fmt: skip


def _commune_unit(made: Made, unit: Commune, told: tuple[int, int]) -> str:
    return f"""
unit:
  code: {unit.code}
  name: Ủy ban nhân dân {unit.name}
  kind: {unit.kind}
  province: Tỉnh Lai Giang
  terrain: {unit.terrain}
  resident_count: {unit.residents}
  is_in_minority_area: true
  is_in_special_area: true
  has_council: true
  has_portal: {'true' if unit.kind == 'township' else 'false'}
  has_loudspeaker: true
  has_audit_recommendations: false
  projects: [{{id: DA1, name: Bê tông hóa đường trục {made.pick(('bản', 'xã', 'nội đồng'))}, kind: community_contribution}}]
  measures: {sessions(told)}
"""


def _villages(made: Made, unit: Commune) -> str:
    word = "Khu" if unit.kind == "township" else "Bản"
    names: list[str] = []
    while len(names) < unit.villages:
        name = f"{made.pick(SYLLABLES[0])} {made.pick(SYLLABLES[1])}"
        if name not in names:
            names.append(name)
    lines = [
        f"  - {{id: B{n:02}, name: {word} {name}, household_count: {made.upto(38, 164)}, is_dispersed: false,"
        " head_term_years: 2.5, head_term_ends_on: 2021-12-31}"
        for n, name in enumerate(names, 1)
    ]
    return "\nvillages:\n" + "\n".join(lines) + "\n"


def _publicized(unit: Commune) -> str:
    lines = [
        "\npublicized:",
        "  did_not_arise: [economic_restructuring_plan, compensation_resettlement_plan, land_use_plan, residential_area_planning,",
        "    administrative_unit_scheme, inspection_results, confidence_vote_results, other_publicity]",
        "  items:",
    ]
    for year in YEARS:
        if (unit.code, year) == ("ML-X05", 2018):
            continue  # a year forgotten
        lines += [
            f"    - {{id: KH{year % 100}, slugs: [socio_economic_plan, commune_budget_estimate], period: {year},"
            f" decided_on: {year - 1}-12-23, published_on: {year - 1}-12-26,",
            f"       forms: [posting, loudspeaker], postings: [{{place: headquarters, first_on: {year - 1}-12-26,"
            f" last_on: {year}-{'01-20' if unit.code == 'ML-X08' else '02-12'}}}], changes: []}}",
            f"    - {{id: QT{year % 100}, slug: commune_budget_settlement, period: {year - 1}, decided_on: {year}-07-05,"
            f" published_on: {year}-07-06, forms: [posting],"
            f" postings: [{{place: headquarters, first_on: {year}-07-06, last_on: {year}-08-12}}], changes: []}}",
        ]
    lines += [
        "    - {id: CK1, slugs: [investment_projects, funds_and_aid, peoples_contributions], decided_on: 2017-05-16,",
        "       published_on: 2017-05-17, forms: [posting, via_village_heads], postings: [{place: headquarters, first_on: 2017-05-17,"
        " last_on: 2017-06-20}], changes: []}",
        "    - {id: CK2, slugs: [officials_duties, administrative_procedures, fees_and_charges], decided_on: 2016-01-11,",
        "       published_on: 2016-01-12, forms: [posting], postings: [{place: headquarters, first_on: 2016-01-12,"
        " last_on: still_up}], changes: []}",
        "    - {id: CK3, slugs: [social_support_policies, consultation_feedback], decided_on: 2019-11-14, published_on: 2019-11-15,",
        "       forms: [loudspeaker, via_village_heads], postings: [], broadcast_on: [2019-11-15..2019-11-17], changes: []}",
    ]
    return "\n".join(lines) + "\n"


def _decided(made: Made, unit: Commune) -> str:
    households = made.upto(60, 140)
    half = households // 2
    agree = half if unit.code in ("ML-X03", "ML-X09") else households * 4 // 5  # not above one half in two communes
    present = min(agree + 9, households)
    day = date(2018, made.upto(3, 10), 4)
    return f"""
decided:
  did_not_arise: [community_funds, village_head_dismissal, village_head_election, village_convention, people_inspection_members,
    community_supervision_members, other_self_governance]
  items:
    - {{id: QD1, slug: contributions_to_works, title: Góp công làm đường bản, scope: village, village: B03, method: meeting,
       counted_unit: household, household_count: {households}, present_count: {present}, absent_count: {households - present},
       agree_count: {agree}, was_declared_passed: true, was_carried_out: true, decided_on: {day},
       meetings: [{{id: H1, round: 1, held_on: {day}, convener: village_head, present_count: {present},
         vote_form: show_of_hands, has_minutes: true}}]}}
"""


def _consulted() -> str:
    lines = [
        "\nconsulted:",
        "  did_not_arise: [economic_restructuring_plan, sedentarization_schemes, occupational_development_plan, land_use_plan,",
        "    commune_land_fund_plan, project_implementation_plan, compensation_resettlement_plan, residential_area_planning,",
        "    administrative_unit_scheme, other_consultation]",
        "  items:",
    ]
    lines += [
        f"    - {{id: YK{year % 100}, slug: socio_economic_plan, level: commune, plan: {{issued_on: {year}-10-10}},"
        f" forms: [community_meeting], opened_on: {year}-10-17, closed_on: {year}-11-04,"
        f" feedback_published_on: {year}-11-15, decided_on: {year}-12-20}}"
        for year in YEARS
    ]
    return "\n".join(lines) + "\n"


def _commune_bodies(unit: Commune, mediators: list[int]) -> str:
    teams = {size: [n for n, own in enumerate(mediators, 1) if own == size] for size in sorted(set(mediators))}
    held = listed([f"{{held_on: {year}-12-04}}" for year in YEARS])
    sent = listed([f"{{sent_on: {year}-12-09, sent_to: [peoples_committee, front]}}" for year in YEARS])
    lines = [
        f"\nsupervised: {{confidence_votes: [{{held_on: 2018-06-21}}], mediation_reviews: {held}}}\n",
        "bodies:",
        "  people_inspection:",
        "    {committee_count: 1, elected_on: 2019-10-10, recognised_by: front, recognised_on: 2019-10-14, term_ends_on: 2021-10-10,",
        "     elections: [{id: BC1, method: meeting, summoned_count: 96, present_count: 81, agree_count: 77}],",
        "     member_count: 11, head_count: 1, deputy_count: 1,",
        "     members: [{id: TV, villages: all, is_permanent_resident: true, posts: []}]}",
        "  mediation_numbers_decided_on: 2016-02-16",
        f"  mediation_funding_vnd: {len(mediators) * 700_000}",
        "  mediation_teams:",
    ]
    for size, numbers in teams.items():
        women = 0 if unit.code == "ML-X11" and size == min(teams) else max(1, size // 3)
        lines += [
            f"    - {{id: HG{size}, villages: {listed([f'B{n:02}' for n in numbers])}, is_in_minority_area: true,",
            f"       {mediators_of(unit, size)}mediator_count: {size}, women_count: {women}, minority_count: {max(1, size - 2)},"
            " election: none, recognitions: [], endings: [], cases: [],",
            "       leader: {is_team_member: true, election_chaired_by: front_head, result_is_written: true, is_recognised: true},",
            f"       reviews: {held}, reports: {sent}}}",
        ]
    return "\n".join(lines) + "\n\n"


def mediators_of(unit: Commune, size: int) -> str:
    """Half of the communes list their mediators one by one; the others only count them."""
    if int(unit.code[-2:]) % 2 == 0 and unit.code != "ML-X04":
        return ""
    every = [f"{{id: V{n}, is_citizen: true, is_permanent_resident: true, is_volunteer: true}}" for n in range(1, size + 1)]
    return f"mediators: {listed(every)},\n       "


def _commune_receptions(made: Made, unit: Commune, count: int, groups: list[int]) -> str:
    weeks = "[2018-W29, 2018-W30]" if unit.code == "ML-X06" else "[]"
    led = [
        f"{{id: DN{n}, people_count: {size}, representative_count: 2, is_written: true, received_by: head}}"
        for n, size in enumerate(groups, 1)
    ]
    deputies = [f"{{id: DB{year % 100}, held_on: {year}-06-16, place: reception_place}}" for year in YEARS]
    return f"""\
receptions:
  is_organised: true
  place: Phòng tiếp công dân, trụ sở Ủy ban nhân dân
  officers: [{made.pick(OFFICERS)}]
  rules_issued_on: 2015-07-13
  posted: [rules, reception_procedure, handling_procedure, information]
  info_parts: [place, regular_hours, schedule]
  info_places: [headquarters, reception_place{', portal' if unit.kind == 'township' else ''}]
  book: {{is_kept: true, columns: [number, date, name, address, content, handling, request, intake]}}
  sessions: []
  weeks_without_reception: {weeks}
  deputies_are_scheduled: true
  deputies_schedule_posted_on: 2016-01-12
  deputy_sessions: {listed(deputies)}
{cases(made, count, 1 if unit.code == "ML-X10" else 0, True)}\
  forwarded_cases: []
  group_cases: {listed(led)}
  ad_hoc_cases: []
  refusals: []
"""


def _commune_documents(unit: Commune) -> str:
    reports = [
        f"    - {{id: {name}{year % 100}, kind: {kind}, sent_on: {year}-12-12, sent_to: {to}}}"
        for year in YEARS
        for name, kind, to in (
            ("HG", "mediation", "[council, district_peoples_committee]"),
            ("TD", "citizen_reception", "[district_peoples_committee]"),
        )
        if not (unit.code == "ML-X07" and year == 2017 and kind == "citizen_reception")
    ]
    return "\n".join((
        "\ndocuments:",
        "  publicity_plan: {issued_on: 2016-01-08}",
        "  reports:",
        *reports,
        "  conventions:",
        "    - {id: QU, villages: all, name_kind: quy_uoc, language: vi, recognised_on: 2016-10-20, is_posted: true, reviews: [],",
        "       head_reports: [], defects: []}",
    )) + "\n"  # fmt: skip
