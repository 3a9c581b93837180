"""Chance, shares and the parts that communes and agencies have in common."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from institutions import AGENCIES, COMMUNES

YEARS = range(2016, 2021)
HEAD = """\
# SỐ LIỆU SINH TỰ ĐỘNG (generate.py), không phải của đơn vị nào có thật. · GENERATED, not the data of any real unit.
schema: qcdc-submission/1
regulation: {regulation}
period: {{first_on: 2016-01-01, last_on: 2020-12-31, stated_on: {stated_on}}}
"""
OFFICERS = ("Lò Thị Mẩy", "Vàng A Chu", "Hoàng Văn Piến", "Tòng Thị Ín", "Quàng Văn Sơi", "Giàng Thị Pà", "Lường Văn Tiệp")


class Made(random.Random):
    """Chance that is the same everywhere: only `random()` is promised to stay as it is from version to version."""

    def upto(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low + 1))

    def pick(self, options: Sequence[str]) -> str:
        return options[self.upto(0, len(options) - 1)]

    def parts(self, total: int, count: int, low: int, high: int) -> list[int]:
        """`count` numbers between `low` and `high` whose sum is `total`."""
        found = [total // count + (1 if n < total % count else 0) for n in range(count)]
        for _ in range(count * 4):
            a, b = self.upto(0, count - 1), self.upto(0, count - 1)
            if a != b and found[a] > low and found[b] < high:
                found[a] -= 1
                found[b] += 1
        return found

    def workday(self, year: int, first_month: int = 2, last_month: int = 11) -> date:
        day = date(year, self.upto(first_month, last_month), self.upto(1, 28))
        return day - timedelta(days=max(day.weekday() - 4, 0))


def listed(items: Sequence[object]) -> str:
    return f"[{', '.join(map(str, items))}]"


def cases(made: Made, count: int, late: int, commune: bool) -> str:
    """Matters received at the reception place; the first `late` ones were answered after the limit."""
    if not count:
        return "  cases: []\n"
    days = sorted(made.workday(made.upto(2016, 2020)) for _ in range(count))
    lines = ["  cases:"]
    for number, day in enumerate(days, 1):
        answered = day + timedelta(days=28 if number <= late else made.upto(3, 9))
        kind = made.pick(("accepted", "accepted", "forwarded", "refused"))
        more = f", is_answer_written: true, was_replied: true, received_by: {made.pick(('head', 'deputy_head', 'officer'))}"
        own = more if commune else ", was_replied: true"
        lines.append(f"    - {{id: V{number:02}, received_on: {day}, answered_on: {answered}, answer_kind: {kind}{own}}}")
    return "\n".join(lines) + "\n"


def dialogues(days: Sequence[date], commune: bool) -> str:
    if not days:
        return "dialogues: []\n"
    lines = ["dialogues:"]
    for number, day in enumerate(days, 1):
        more = f", notice_on: {day - timedelta(days=12)}, organised_with: [front], request: none" if commune else ""
        lines.append(f"  - {{id: DT{number:02}, held_on: {day}{more}}}")
    return "\n".join(lines) + "\n"


def spread(made: Made, count: int) -> list[date]:
    return sorted(made.workday(YEARS[n % 5], 5, 11) for n in range(count))


def sessions(parts: tuple[int, int]) -> str:
    count, people = parts
    if not count:
        return "[]"
    return f"[{{id: TT, kind: information, is_taken: true, session_count: {count}, attendance_count: {people}}}]"


class Shares:
    """What each commune and agency contributes, so that the totals come out."""

    def __init__(self, made: Made) -> None:
        told = [agency for agency in AGENCIES if agency.tells]
        count = len(COMMUNES) + len(told)
        sessions_each = made.parts(752, count, 22, 62)
        extra = made.parts(48328 - 40 * 752, count, 300, 1900)
        self.sessions = [(n, 40 * n + more) for n, more in zip(sessions_each, extra, strict=True)]
        self.told = {agency.code: self.sessions[len(COMMUNES) + n] for n, agency in enumerate(told)}
        self.cases = made.parts(150, len(COMMUNES), 4, 22)
        self.mediators = made.parts(790 - 2, 130, 4, 9)  # one team has two only
        self.groups = made.parts(99, 20, 5, 9)
        self.dialogues = (5, 3, 2, 2, 1, 2, 2, 1, 2, 1, 3, 1)
