"""The account of the law article by article: which rows stand in an article, which rules rest on it, how they
are tested.

A row of the register names its place the way lawyers abbreviate it (`NĐ145 Đ38 k2 a (a1) …`, `L10 13(2)¶1 …`);
here it becomes an instrument, an article and words.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from qcdc_rules.authoring.cases import Case
from qcdc_rules.authoring.coverage import Account
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.model.rules import Rule
from qcdc_rules.source import Words

_ROW = re.compile(r"(\S+)(?: (.*?))? ?([a-z][a-z0-9_]*(?:, [a-z][a-z0-9_]*)*)\Z")
_BRACKETED = re.compile(r"(?<![\w.])(\d+[a-z]?)((?:\(\w{1,3}\)(?:[–-]\(\w{1,3}\))?)*)((?:¶\d+)?)(?=[\s,;–-]|\Z)")
_TOKENS = (
    (re.compile(r"(?<!\w)Đ(\d+[a-z]?(?:[–-]\d+)?)"), r"Điều \1", r"Article \1"),
    (re.compile(r"\bk(\d+)(?:[–-]k?(\d+))"), r"khoản \1–\2", r"clauses \1–\2"),
    (re.compile(r"\bk(\d+)"), r"khoản \1", r"clause \1"),
    (re.compile(r"(?<=[ \d])([a-zđ])–([a-zđ])(?=[ ,;]|\Z)"), r"điểm \1–\2", r"points \1–\2"),
    (re.compile(r"(?<=[ \d])([a-zđ])(?=[ ,;]|\Z)"), r"điểm \1", r"point \1"),
    (re.compile(r"-\((\d+)\)"), r" đến khoản \1", r" to clause \1"),
    (re.compile(r"\bđoạn (\d+)"), r"đoạn \1", r"paragraph \1"),
    (re.compile(r"\bcâu (\d+)"), r"câu \1", r"sentence \1"),
    (re.compile(r"\bvế (\d+)"), r"vế \1", r"part \1"),
    (re.compile(r"\bChương ([IVX]+)"), r"Chương \1", r"Chapter \1"),
)
_ARTICLE = re.compile(r"(?<!\w)Đ(\d+[a-z]?)")
_SHORT = re.compile(r"(?:BLLĐ|NĐ|TT|L|PL)\d+(?![/\d])")
_BELOW = re.compile(r"\A(?:Điều \S+)?(?: ?khoản (\d+)\S*)?(?: ?điểm ([a-zđ])\S*)?(?: ?đoạn (\d+))?")
_POINTS = "abcdđeghiklmnopq"
_NUMBER = re.compile(r"(\d+)(\w*)")


class Place(NamedTuple):
    """Where a row stands: instrument, article ("" where the source gives none), the words below, the subjects."""

    instrument: str
    article: str
    words: Words
    subjects: str


def read_shorts(folder: Path) -> dict[str, str]:
    """What the short names of the register stand for."""
    path = folder / "instruments.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {entry["short"]: entry["instrument"] for entry in csv.DictReader(stream)}


def place_of(row: str, shorts: Mapping[str, str]) -> Place:
    """Instrument, article and words of a row."""
    found = _ROW.match(row)
    short, cite, subjects = (found[1], found[2] or "", found[3]) if found is not None else (row, "", "")
    spelled = _BRACKETED.sub(_unbracketed, cite)
    article = _ARTICLE.search(spelled.partition(";")[0])
    named = _SHORT.sub(lambda one: shorts.get(one[0], one[0]), spelled)
    return Place(shorts.get(short, short), article[1] if article is not None else "", _words(named), subjects)


def _unbracketed(found: re.Match[str]) -> str:
    """`13(2)(a)¶1` as `Đ13 k2 a đoạn 1`; a bare number in brackets is a clause."""
    if found.string[: found.start()].endswith(("Đ", "k", "đoạn ", "câu ", "vế ", "< ", "(", "/", "–", "-", "khoản ")):
        return found[0]
    parts = re.findall(r"\((\w+)\)(?:[–-]\((\w+)\))?", found[2])
    levels = [("k" if part.isdigit() else "") + part + (f"–{last}" if last else "") for part, last in parts]
    paragraph = [f"đoạn {found[3][1:]}"] if found[3] else []
    return " ".join([f"Đ{found[1]}", *levels, *paragraph])


def _words(cite: str) -> Words:
    vi = en = cite.replace("¶", " đoạn ")
    for pattern, in_vi, in_en in _TOKENS:
        vi, en = pattern.sub(in_vi, vi), pattern.sub(in_en, en)
    return Words(" ".join(vi.split()), " ".join(en.split()))


def article_order(article: str) -> tuple[int, int, str]:
    """Articles by their number; what has none comes last."""
    found = _NUMBER.match(article)
    return (0, int(found[1]), found[2]) if found is not None else (1, 0, article)


def outcomes_of(cases: Iterable[object]) -> dict[str, Counter[str]]:
    """For each rule, how many results its cases expect of each outcome."""
    found: dict[str, Counter[str]] = {}
    for case in cases:
        if isinstance(case, Case):
            found.setdefault(case.rule.id, Counter()).update(str(one) for one in case.expect.values())
    return found


class Article(NamedTuple):
    """An article of an instrument: the rows that stand in it, and rules that cite it beside them."""

    instrument: str
    number: str
    rows: tuple[tuple[Place, Account], ...]
    others: tuple[Rule, ...]


def articles(accounts: Iterable[Account], ruleset: Ruleset, shorts: Mapping[str, str]) -> list[Article]:
    """Every article that a row or a rule names, instrument by instrument, in the order of the law."""
    rows: dict[tuple[str, str], list[tuple[Place, Account]]] = {}
    for one in accounts:
        place = place_of(one.row.row, shorts)
        rows.setdefault((place.instrument, place.article), []).append((place, one))
    citing: dict[tuple[str, str], dict[str, Rule]] = {}
    for rule in ruleset.rules:
        for version in rule.versions:
            for cite in version.cites:
                citing.setdefault((cite.instrument, cite.article), {})[rule.id] = rule
    found: list[Article] = []
    for key in sorted({*rows, *citing}, key=lambda one: (one[0], article_order(one[1]))):
        told = {name for _, one in rows.get(key, ()) for name in one.rules}
        others = tuple(rule for name, rule in sorted(citing.get(key, {}).items()) if name not in told)
        found.append(Article(*key, tuple(sorted(rows.get(key, ()), key=_row_order)), others))
    return found


def _row_order(one: tuple[Place, Account]) -> tuple[int, int, int]:
    """By clause, point and paragraph; rows of one place stay in the order of the register."""
    found = _BELOW.search(one[0].words.vi)
    assert found is not None  # every part of the pattern may be absent
    clause, point, paragraph = found.groups()
    return int(clause or 0), _POINTS.find(point) if point else -1, int(paragraph or 0)
