"""The law's own words: arises, listed_in, cited_in, complies_with."""

from __future__ import annotations

import re
from typing import NamedTuple

from qcdc_rules.model.law import Citation, Plain
from qcdc_rules.second.operands import Where, left, mapping
from qcdc_rules.second.operators.facts import unknown_of
from qcdc_rules.second.scene import Scene, as_list
from qcdc_rules.second.truths import Answer, first_class, said
from qcdc_rules.second.values import Rec, Seq

GENERAL_LAW = "10/2022/QH15"


def arises(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """A content that always or yearly arises, or of which there is a record. Of others the unit may state that
    they did not arise; of those that arise more often than yearly it must, for silence says nothing."""
    target = left(body, scene, ask)
    assert isinstance(target, Rec)
    records, named = target.get("records"), target.get("not_arisen")
    if scene.arises in ("always", "each_year") or (isinstance(records, Seq) and records.items):
        return "true"
    if isinstance(records, Seq) and isinstance(named, Seq) and target.get("slug") in named.items:
        return "false"
    return "missing" if scene.arises == "if_any" else "true"


def listed_in(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    terms = mapping(body)
    slug = left(terms["fact"], scene, ask)
    unknown = unknown_of(slug)
    if unknown is not None:
        return unknown
    wanted = {name: _texts(terms.get(name)) for name in ("clauses", "points")}
    place = str(terms["instrument"]), str(terms["article"])
    for catalogue in scene.report.law.catalogues.values():
        for content in catalogue.contents:
            if content.slug != slug:
                continue
            for listing in content.listed:
                cite = listing.citation
                if (cite.instrument, cite.article) == place and _within(cite, wanted["clauses"], wanted["points"]):
                    return "true"
    return "false"


def _texts(plain: Plain) -> frozenset[str]:
    return frozenset(str(one) for one in plain) if isinstance(plain, list) else frozenset()


def _within(cite: Citation, clauses: frozenset[str], points: frozenset[str]) -> bool:
    return (not clauses or cite.clause in clauses) and (not points or cite.point in points)


class Chosen(NamedTuple):
    """A provision that the unit chose."""

    instrument: str
    article: str
    clause: str
    point: str


_WORDS = {"điều": "article", "đ": "article", "khoản": "clause", "k": "clause", "điểm": "point"}
_SPOKEN = re.compile(
    r"(điều\s+|khoản\s+|điểm\s+|đ\.?\s*(?=[0-9])|k\.?\s*(?=[0-9]))([0-9]+[a-zđ]?|[a-zđ])\b", re.IGNORECASE
)
_SHORT = re.compile(r"([0-9]+[a-zđ]?)(?:\(([0-9]+[a-zđ]?)\))?(?:\(([a-zđ])\))?")
_NUMBER = re.compile(r"[0-9]+/[0-9]{4}/[A-ZĐ0-9-]+|[0-9]+/[0-9]{4}/NĐ-CP")


def provision(text: str) -> Chosen | None:
    """A provision as officials write it; None where it cannot be read."""
    number = _NUMBER.search(text)
    instrument = number[0] if number else GENERAL_LAW
    rest = text.replace(number[0], " ") if number else text
    rest = re.sub(r"\b(của|luật|nghị định|số)\b|,", " ", rest, flags=re.IGNORECASE).strip()
    if found := _SHORT.fullmatch(rest):
        return Chosen(instrument, found[1], found[2] or "", found[3] or "")
    named = {_WORDS[word.lower().strip(" .")]: value for word, value in _SPOKEN.findall(rest)}
    if _SPOKEN.sub("", rest).strip() or "article" not in named:
        return None
    return Chosen(instrument, named["article"], named.get("clause", ""), named.get("point", ""))


def cited_in(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """Whether a provision that the unit chose holds a deciding citation of this version."""
    found = as_list(left(body, scene, ask))
    if not isinstance(found, Seq):
        return unknown_of(found) or "missing"
    answers: list[Answer] = ["missing"] if found.partial else []
    for one in found.items:
        chosen = provision(str(one))
        answers.append("law_open" if chosen is None else said(any(_holds(chosen, cite) for cite in scene.cites)))
    return scene.join.some(answers)


def _holds(chosen: Chosen, cite: Citation) -> bool:
    pairs = ((chosen.article, cite.article), (chosen.clause, cite.clause), (chosen.point, cite.point))
    return chosen.instrument == cite.instrument and all(not wide or wide == narrow for wide, narrow in pairs)


def complies_with(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """Other rules over the same target, or the unit: none broken, one at least kept. Where none of them binds there
    is nothing that the submitter could state: the point is open."""
    assert isinstance(body, list)
    verdicts = [scene.ask(str(rule)) for rule in body]
    scene.reads.extend(str(rule) for rule in body)
    if "violated" in verdicts:
        return "false"
    open_ones = first_class(v for v in verdicts if v in ("missing", "running", "law_open"))  # type: ignore[misc]  # a word, which mypy widens to str
    if open_ones is not None:
        return open_ones
    return "true" if "satisfied" in verdicts else "law_open"
