"""Những đơn vị bịa ra của huyện mẫu · The invented institutions of the sample district."""

from __future__ import annotations

from typing import NamedTuple


class Commune(NamedTuple):
    code: str
    name: str
    villages: int
    terrain: str
    residents: int
    kind: str = "commune"


class Agency(NamedTuple):
    code: str
    name: str
    kind: str = "state_agency"
    sector: str = "other"
    staff: tuple[int, int] = (8, 16)
    cases: int = 0
    dialogues: int = 0
    tells: bool = False
    """Whether it held information sessions for the people."""
    school: bool = False


class Workplace(NamedTuple):
    code: str
    name: str
    kind: str
    staff: int
    misses: bool = False


COMMUNES = tuple(
    Commune(f"ML-X{number:02}", *rest)
    for number, rest in enumerate((
        ("thị trấn Mường Lài", 10, "plain", 9640, "township"),
        ("xã Nà Phát", 9, "upland", 3910),
        ("xã Phiêng Củm", 12, "upland", 4480),
        ("xã Mường Chạ", 11, "upland", 4125),
        ("xã Pá Sẳng", 14, "upland", 5230),
        ("xã Huổi Nhạn", 8, "plain", 9120),
        ("xã Tà Lếch", 11, "upland", 3875),
        ("xã Nậm Chua", 12, "upland", 4310),
        ("xã Hua Pạng", 10, "upland", 3640),
        ("xã Bản Sôm", 13, "upland", 5015),
        ("xã Khoen Đứa", 11, "upland", 3520),
        ("xã Pu Lạn", 10, "plain", 9305),
    ), 1)
)  # fmt: skip
"""Twelve communes and towns, 131 villages."""

SYLLABLES = (
    ("Nà", "Huổi", "Phiêng", "Co", "Pom", "Thẳm", "Noong", "Pá", "Sang", "Lướt"),
    ("Ún", "Mạ", "Xa", "Lót", "Khén", "Bó", "Hày", "Pục", "Sắng", "Tở", "Cuông", "Đán", "Lao", "Mít", "Ngùa", "Phày"),
)

_OFFICES = (
    ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện", 40, 10),
    ("Thanh tra huyện", 12, 0),
    ("Phòng Tài nguyên và Môi trường", 14, 0),
    ("Phòng Lao động - Thương binh và Xã hội", 9, 0),
    ("Phòng Nông nghiệp và Phát triển nông thôn", 4, 0),
    ("Phòng Tài chính - Kế hoạch", 0, 0),
    ("Phòng Nội vụ", 3, 0),
    ("Phòng Tư pháp", 2, 0),
    ("Phòng Giáo dục và Đào tạo", 2, 0),
    ("Phòng Y tế", 0, 0),
    ("Phòng Văn hóa và Thông tin", 0, 0),
    ("Phòng Dân tộc", 1, 0),
    ("Phòng Kinh tế và Hạ tầng", 1, 0),
    ("Hạt Kiểm lâm huyện", 0, 0),
    ("Chi cục Thuế huyện", 0, 0),
    ("Kho bạc Nhà nước huyện", 0, 0),
)
_MASS = ("Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "Liên đoàn Lao động huyện", "Hội Liên hiệp Phụ nữ huyện", "Hội Nông dân huyện",
         "Hội Cựu chiến binh huyện", "Huyện Đoàn")  # fmt: skip
_SERVICES = (
    ("Trung tâm Y tế huyện", "health", (60, 90)),
    ("Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên", "education", (18, 30)),
    ("Trung tâm Văn hóa, Thể thao và Truyền thông", "other", (14, 24)),
    ("Trung tâm Dịch vụ nông nghiệp", "other", (14, 24)),
    ("Trung tâm Phát triển quỹ đất", "other", (6, 10)),
    ("Trung tâm Bồi dưỡng chính trị", "education", (5, 8)),
    ("Ban Quản lý dự án đầu tư xây dựng", "other", (10, 18)),
    ("Ban Quản lý rừng phòng hộ", "other", (10, 20)),
)
_HIGH_SCHOOLS = ("Trường THPT Mường Lài", "Trường THPT Pá Sẳng", "Trường Phổ thông Dân tộc nội trú huyện")
_LEVELS = ("Trường Mầm non", "Trường Phổ thông Dân tộc bán trú Tiểu học", "Trường Phổ thông Dân tộc bán trú THCS")


def _places() -> list[str]:
    return [unit.name.removeprefix("xã ").removeprefix("thị trấn ") for unit in COMMUNES]


AGENCIES = tuple(
    agency._replace(code=f"ML-C{number:02}")
    for number, agency in enumerate((
        *(Agency("", name, cases=cases, dialogues=talks) for name, cases, talks in _OFFICES),
        *(Agency("", name, "political_organisation", staff=(5, 9), tells=True) for name in _MASS),
        *(Agency("", name, "public_service_unit", sector, staff) for name, sector, staff in _SERVICES),
        *(Agency("", name, "public_service_unit", "education", (36, 62), school=True) for name in _HIGH_SCHOOLS),
        *(
            Agency("", f"{level} {place}", "public_service_unit", "education", (16, 44), school=True)
            for place in _places()
            for level in _LEVELS
        ),
    ), 1)
)  # fmt: skip
"""Sixty-nine agencies and public service units."""

WORKPLACES = (
    Workplace("ML-D01", "Công ty cổ phần Chè Pu Lạn", "enterprise", 86),
    Workplace("ML-D02", "Công ty TNHH Xây dựng Nậm Chua", "enterprise", 41, misses=True),
    Workplace("ML-D03", "Hợp tác xã Nông nghiệp Mường Chạ", "cooperative", 24),
    Workplace("ML-D04", "Công ty TNHH Gạch Tà Lếch", "enterprise", 57),
)
