"""The bodies and persons that a rule's `duty_of` names, in words: who must act."""

from __future__ import annotations

from collections.abc import Sequence

from qcdc_rules.source import Words

BODIES = {
    "peoples_committee": Words("Ủy ban nhân dân cấp xã", "the commune People's Committee"),
    "commune_chair": Words("Chủ tịch Ủy ban nhân dân cấp xã", "the chair of the commune People's Committee"),
    "council": Words("Hội đồng nhân dân cấp xã", "the commune People's Council"),
    "council_deputy": Words("đại biểu Hội đồng nhân dân cấp xã", "the deputies of the commune People's Council"),
    "front": Words("Ủy ban Mặt trận Tổ quốc cấp xã", "the commune Fatherland Front"),
    "front_committee": Words("Ban công tác Mặt trận ở thôn, tổ dân phố", "the Front committee of the village"),
    "front_head": Words("Trưởng Ban công tác Mặt trận", "the head of the Front committee of the village"),
    "village_head": Words("Trưởng thôn, Tổ trưởng tổ dân phố", "the village head"),
    "meeting_chair": Words("người chủ trì cuộc họp", "the chair of the meeting"),
    "community": Words("cộng đồng dân cư", "the community"),
    "household": Words("hộ gia đình", "the household"),
    "citizen": Words("công dân", "the citizens"),
    "people_inspection": Words("Ban Thanh tra nhân dân", "the people's inspection committee"),
    "community_supervision": Words("Ban Giám sát đầu tư của cộng đồng", "the community investment supervision board"),
    "election_team": Words("Tổ bầu cử", "the election team"),
    "ballot_team": Words("Tổ phát phiếu lấy ý kiến", "the ballot team"),
    "online_team": Words("Tổ lấy ý kiến trực tuyến", "the team of the online vote"),
    "counting_committee": Words("Ban kiểm phiếu", "the counting committee"),
    "drafting_group": Words("nhóm soạn thảo", "the drafting group"),
    "mediation_team": Words("tổ hòa giải", "the mediation team"),
    "mediator": Words("hòa giải viên", "the mediator"),
    "reception_officer": Words("người tiếp công dân", "the officer who receives citizens"),
    "project_owner": Words("chủ đầu tư, chủ dự án", "the owner of the project"),
    "district_peoples_committee": Words("Ủy ban nhân dân cấp huyện", "the district People's Committee"),
    "provincial_peoples_committee": Words("Ủy ban nhân dân cấp tỉnh", "the provincial People's Committee"),
    "head": Words("người đứng đầu cơ quan, đơn vị", "the head of the agency or unit"),
    "staff": Words("cán bộ, công chức, viên chức, người lao động", "the staff"),
    "staff_conference": Words("hội nghị cán bộ, công chức, viên chức, người lao động", "the conference of the staff"),
    "union": Words("công đoàn cơ sở", "the trade union of the unit"),
    "superior_union": Words("công đoàn cấp trên trực tiếp", "the superior trade union"),
    "employer": Words("người sử dụng lao động", "the employer"),
    "leadership": Words("ban lãnh đạo, ban điều hành doanh nghiệp nhà nước", "the leadership of the state enterprise"),
    "rep_org": Words("tổ chức đại diện người lao động tại cơ sở", "the workers' representative organisation"),
    "dialogue_group": Words("nhóm đại diện đối thoại của người lao động", "the workers' dialogue group"),
    "worker": Words("người lao động", "the workers"),
    "workers_conference": Words("hội nghị người lao động", "the workers' conference"),
    "higher_authority": Words("cơ quan cấp trên có thẩm quyền", "the competent higher authority"),
    "other": Words("người khác theo quy định", "others, as the provision says"),
}
"""The words of the closed list in `schemas/common.schema.json` (`bodies`); a test holds the two together."""


def bodies_words(names: Sequence[str]) -> Words:
    """Several bodies, in the order of the rule; nothing where none is named."""
    words = [BODIES.get(name, Words(name, name)) for name in names]
    return Words("; ".join(one.vi for one in words), "; ".join(one.en for one in words))
