"""Write rules/holidays.yaml from the `holidays` library (Vietnam).

Run it from the checkout after the library has been updated, read the difference, and commit it:

    python tests/tools/make_holidays.py

The engine reads only the written table: what it counts then never depends on an installed library.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from holidays import Vietnam

TABLE = Path(__file__).parents[2] / "rules" / "holidays.yaml"
FIRST_YEAR, LAST_YEAR = 2007, 2027
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)

HEADER = f"""\
# Ngày nghỉ lễ, tết và ngày nghỉ bù, nghỉ hoán đổi của Việt Nam · Public holidays of Viet Nam with days off
# in lieu and in exchange. Written by tests/tools/make_holidays.py from the `holidays` library and compared
# with it by the tests; do not edit by hand.
#
# days:   ngày nghỉ (kể cả ngày lễ rơi vào thứ Bảy, Chủ nhật) · days off, holidays on a weekend included
# makeup: ngày nghỉ hằng tuần làm bù cho ngày hoán đổi · rest days worked in exchange for a day off
#
# Không có trong bảng này, đơn vị tự khai · Not in this table, to be stated by the unit:
# - Hoán đổi mà thư viện chưa ghi · exchanges that the library does not list. Known to be absent: Friday
#   2026-01-02 off for Saturday 2026-01-10 (in the news of 25/12/2025; the decision itself was not read).
# - Hoán đổi là của cán bộ, công chức, viên chức · an exchange is decided for officials and public employees;
#   a firm that did not follow it states the day off as worked and the make-up day as a rest day.
# - Nghỉ bù ở đây tính theo tuần nghỉ thứ Bảy, Chủ nhật · days in lieu are those of a week with Saturday and
#   Sunday off; a unit with another week states its own.
# - Ngày nghỉ riêng của địa phương, ngành, đơn vị · days off of a place, a sector or a single unit.
# - Những năm chưa có quyết định · years not yet decided when the library was published are computed by the
#   general rule: which days are Tết, which day goes with 2/9, and exchanges may still change.
# - Trước Luật 10/2012/QH13 · before that law the library follows the Labour Code of 1994, not cited.
#
# 10/3 âm lịch: từ năm {FIRST_YEAR} · the tenth of the third lunar month: from {FIRST_YEAR}. Two days for 2/9:
# from 2021. 24/11: from 2026, as the library states it (Resolution 80-NQ/TW); the amending law was not read.
schema: qcdc-holidays/1
cites:
  - {{instrument: 45/2019/QH14, article: 112}}
  - {{instrument: 10/2012/QH13, article: 115}}
first_year: {FIRST_YEAR}
last_year: {LAST_YEAR}
"""


def table_text() -> str:
    """The whole file, as it is to be committed."""
    calendar = Vietnam(years=range(FIRST_YEAR, LAST_YEAR + 2))  # an exchange may be listed with the next year
    return HEADER + _by_year("days", calendar) + _by_year("makeup", calendar.weekend_workdays)


def _by_year(key: str, days: Iterable[date]) -> str:
    ordered = sorted(days)
    lines = [f"{key}:\n"]
    for year in YEARS:
        texts = [f'"{day:%m-%d}"' for day in ordered if day.year == year]
        if texts:
            lines += _wrapped(f"  {year}: [", texts)
    return "".join(lines)


def _wrapped(opening: str, texts: list[str]) -> list[str]:
    """One list, broken into lines of at most 10 days."""
    rows = [", ".join(texts[start : start + 10]) for start in range(0, len(texts), 10)]
    return [opening, (",\n" + " " * len(opening)).join(rows), "]\n"]


if __name__ == "__main__":
    TABLE.write_text(table_text(), encoding="utf-8", newline="\n")
    print(f"wrote {TABLE.name}")
