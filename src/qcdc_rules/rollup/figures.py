"""The figures of a district's own report, and how each is computed from its units.

A figure that a district states has the name of the field of `summary` that states it; `parts` are counted to
make a share and have no field of their own.
"""

from __future__ import annotations

from typing import NamedTuple

from qcdc_rules.loading.submission import REGULATION_OF_KIND
from qcdc_rules.model.submission import Record, Submission
from qcdc_rules.rollup.amounts import Amount, Both, Counting, Each, Stated, Sum, Unit
from qcdc_rules.source import Words

COMMUNES = frozenset(kind for kind, regulation in REGULATION_OF_KIND.items() if regulation == "commune")
AGENCIES = frozenset(kind for kind, regulation in REGULATION_OF_KIND.items() if regulation == "agency")
WORKPLACES = frozenset(kind for kind, regulation in REGULATION_OF_KIND.items() if regulation == "workplace")


class Figure(NamedTuple):
    """One figure: of which units, how it is counted, and what the count does not say."""

    slug: str
    kinds: frozenset[str]
    counting: Counting
    how: Words
    flow: bool = False
    """A number of acts over the period; else a number of things that there are on its last day."""
    reading: Words | None = None
    label: Words | None = None
    """Only of what no field of a summary states."""


class Share(NamedTuple):
    """A figure in per cent: of two counted figures."""

    slug: str
    part: str
    whole: str
    how: Words
    reading: Words | None = None


FIGURES = (
    Figure("communes_count", COMMUNES, Unit(), Words("đếm số xã, phường, thị trấn nộp báo cáo", "communes that sent a report")),
    Figure("villages_count", COMMUNES, Each("villages"), Words("đếm villages của các xã", "villages that communes list")),
    Figure(
        "villages_with_convention_count", COMMUNES, Each("documents.conventions", distinct="village"),
        Words("đếm thôn có tên trong documents.conventions", "villages named in documents.conventions"),
    ),
    Figure(
        "villages_with_recognised_convention_count", COMMUNES,
        Each("documents.conventions", distinct="village", needs="recognised_on"),
        Words("như trên, hương ước có ngày công nhận (recognised_on)", "the same, with a day of recognition"),
    ),
    Figure(
        "mediation_teams_count", COMMUNES, Each("bodies.mediation_teams"),
        Words("đếm bodies.mediation_teams của các xã", "teams that communes list"),
    ),
    Figure(
        "mediators_count", COMMUNES, Each("bodies.mediation_teams", sum_of="mediator_count"),
        Words("cộng mediator_count của từng tổ hòa giải", "mediator_count of every team, added"),
    ),
    Figure(
        "people_inspection_committees_count", COMMUNES, Stated("bodies.people_inspection", "committee_count"),
        Words("đếm xã khai có bodies.people_inspection", "communes that state bodies.people_inspection"),
    ),
    Figure(
        "people_inspection_members_count", COMMUNES, Sum("bodies.people_inspection.member_count"),
        Words("cộng bodies.people_inspection.member_count của các xã", "member_count of the communes, added"),
    ),
    Figure(
        "agencies_count", AGENCIES, Unit(), Words("đếm cơ quan, đơn vị nộp báo cáo", "agencies and units that sent a report"),
        reading=Words(
            "Gồm cơ quan nhà nước, đơn vị sự nghiệp công lập, tổ chức chính trị; không gồm doanh nghiệp.",
            "State agencies, public service units and political organisations; no enterprises.",
        ),
    ),
    Figure(
        "agencies_with_people_inspection_count", AGENCIES, Stated("bodies.people_inspection"),
        Words("đếm cơ quan, đơn vị khai có bodies.people_inspection", "agencies that state bodies.people_inspection"),
    ),
    Figure(
        "units_with_regulation_count", AGENCIES | WORKPLACES, Stated("documents.democracy_regulation.issued_on"),
        Words("đếm đơn vị có ngày ban hành quy chế (documents.democracy_regulation)", "units whose regulation was issued"),
        label=Words("số cơ quan, doanh nghiệp đã ban hành quy chế", "agencies and enterprises that issued their regulation"),
    ),
    Figure(
        "units_bound_count", AGENCIES | WORKPLACES, Unit(), Words("đếm cơ quan, doanh nghiệp nộp báo cáo", "all of them"),
        label=Words("số cơ quan, doanh nghiệp", "agencies and enterprises"),
    ),
    Figure(
        "dialogues_count", COMMUNES | {"state_agency"}, Each("dialogues", within="held_on"),
        Words("đếm dialogues có ngày trong kỳ của các xã và cơ quan nhà nước", "dialogues of the period, of communes and state agencies"),
        flow=True,
        reading=Words(
            "Đối thoại với Nhân dân: không gồm đối thoại nội bộ của trường học, bệnh viện và doanh nghiệp.",
            "Dialogues with the people: those inside schools, hospitals and enterprises are left out.",
        ),
    ),
    Figure(
        "reception_turns_count", COMMUNES | AGENCIES,
        Both(Each("receptions.cases", within="received_on"), Each("receptions.group_cases")),
        Words("đếm receptions.cases nhận trong kỳ và receptions.group_cases", "cases received in the period, and groups"),
        flow=True,
        reading=Words(
            "Mỗi vụ là một lượt của một người, mỗi đoàn đông người là một lượt; một đoàn không ghi lại trong cases.",
            "A case is one turn of one person, a group is one turn; a group is not written again among the cases.",
        ),
    ),
    Figure(
        "reception_people_count", COMMUNES | AGENCIES,
        Both(Each("receptions.cases", within="received_on"), Each("receptions.group_cases", sum_of="people_count")),
        Words("như trên, mỗi đoàn tính theo people_count", "the same, a group by its people_count"),
        flow=True,
    ),
    Figure(
        "propaganda_sessions_count", COMMUNES | AGENCIES,
        Each("unit.measures", sum_of="session_count", where=("kind", "information")),
        Words("cộng session_count của unit.measures loại information", "session_count of the measures of kind information, added"),
        flow=True,
    ),
    Figure(
        "propaganda_attendance_count", COMMUNES | AGENCIES,
        Each("unit.measures", sum_of="attendance_count", where=("kind", "information")),
        Words("cộng attendance_count của unit.measures loại information", "attendance_count of these measures, added"),
        flow=True,
    ),
)  # fmt: skip
SHARES = (
    Share(
        "units_with_regulation_percent", "units_with_regulation_count", "units_bound_count",
        Words("đơn vị đã ban hành quy chế trên tổng số cơ quan, doanh nghiệp", "units with a regulation, of all of them"),
        Words("Chỉ xét đã ban hành, không xét thực hiện tốt hay không.", "Only whether it was issued, not how it is kept."),
    ),
)  # fmt: skip
BY_SLUG = {figure.slug: figure for figure in FIGURES}


def amounts_of(submission: Submission) -> dict[str, Amount]:
    """What this unit contributes to each figure that its kind belongs to."""
    unit = submission.root.fields.get("unit")
    kind = unit.fields.get("kind") if isinstance(unit, Record) else None
    return {figure.slug: _amount(figure, str(kind), submission) for figure in FIGURES if kind in figure.kinds}


def _amount(figure: Figure, kind: str, submission: Submission) -> Amount:
    """Of an agency, groups cannot be stated: their field is one of communes only."""
    if kind in AGENCIES and isinstance(figure.counting, Both):
        return figure.counting.first.of(submission)
    return figure.counting.of(submission)
