"""`arises`, `listed_in`, `cited_in`, `complies_with`: conditions that ask the law or another rule."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qcdc_rules.compiling.condition import Condition, Leaf, Operand, as_items
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env
from qcdc_rules.compiling.keys import keys_of
from qcdc_rules.compiling.operands import check_kinds, compile_fact
from qcdc_rules.compiling.paths import Path, compile_path
from qcdc_rules.compiling.trace import Fact, Trace
from qcdc_rules.logic.truth import FALSE, LAW_OPEN, MISSING, TRUE, Truth
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.law import Citation
from qcdc_rules.model.submission import Items, Record, Value
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Words

ALWAYS_ARISE = frozenset({"always", "each_year"})
"""Every unit has these; that one did not arise cannot be stated."""
UNLESS_STATED = frozenset({"each_half_year", "each_quarter", "each_month"})
"""These arise unless the unit states that they did not (a unit that makes no monthly plan)."""


def _said_not_to_arise(listed: Items | Gap, target: Record) -> bool:
    return isinstance(listed, Items) and not listed.values and target.fields.get("slug") in listed.did_not_arise


class Arises(Leaf):
    """Whether a listed content arose: always, because a record of it is stated, or not, because named so."""

    op = "arises"

    def __init__(self, records: Path) -> None:
        self.records = records
        self.operands = (records,)
        read = records.read

        def decide(env: Env, item: Value) -> Truth:
            target = env.target
            assert isinstance(target, Record)
            arises = target.fields.get("arises")
            if arises in ALWAYS_ARISE:
                return TRUE
            listed = as_items(read(env, item))
            if arises in UNLESS_STATED and not _said_not_to_arise(listed, target):
                return TRUE
            if isinstance(listed, Items):
                if listed.values:
                    return TRUE
                if target.fields.get("slug") in listed.did_not_arise:
                    return FALSE
            return MISSING

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        return {"actual": env.target.fields.get("slug") if isinstance(env.target, Record) else ""}

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        listed = self.records.read(env, item)
        if isinstance(listed, Items):
            return listed.doubtful or (listed.path,)
        return super().lacking(env, item)


class ListedIn(Leaf):
    """Whether the catalogue lists a subject in given clauses of an instrument."""

    op = "listed_in"

    def __init__(self, fact: Operand, slugs: frozenset[str], where: Citation, clauses: tuple[str, ...]) -> None:
        self.fact = fact
        self.slugs = slugs
        self.where = where
        self.clauses = clauses
        self.operands = (fact,)
        read = fact.read

        def decide(env: Env, item: Value) -> Truth:
            slug = read(env, item)
            return MISSING if slug is Gap.MISSING else TRUE if slug in slugs else FALSE

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        return {"actual": self.fact.read(env, item), "required": self.where}


_LAW = "10/2022/QH15"
"""The law whose provisions a unit may choose to apply; a bare “Điều 65” is an article of it."""
_CLAUSE_FIRST = re.compile(r"\s*(?:điểm\s+\w\s+)?(?:khoản|k)\s*(\d+)\s*,?\s*(?:Điều|Đ)\s*(\d+)\s*\Z", re.IGNORECASE)
_PROVISION = re.compile(
    r"\s*(?:(?:Điều|Đ)\s*)?(\d+)\s*(?:\((\d+)\)|[,.]?\s*(?:khoản|k)\s*(\d+))?\s*(?:\((\w)\)|(?:điểm\s*)?(\w)\b)?\s*\Z"
)


def parse_provision(text: str) -> tuple[str, str] | None:
    """Article and clause as officials write them: “65”, “Điều 65”, “65(2)”, “Đ65 k2”, “khoản 2 Điều 65”."""
    if clause_first := _CLAUSE_FIRST.match(text):
        return clause_first[2], clause_first[1]
    found = _PROVISION.match(text)
    return None if found is None else (found[1], found[2] or found[3] or "")


def of_the_law(env: Env) -> tuple[Citation, ...]:
    """The deciding citations that a bare article may mean."""
    return tuple(cite for cite in env.cites if cite.instrument == _LAW)


class CitedIn(Leaf):
    """Whether a deciding citation of this version is among the provisions that the unit chose."""

    op = "cited_in"

    def __init__(self, chosen: Path) -> None:
        self.chosen = chosen
        self.operands = (chosen,)
        read = chosen.read

        def decide(env: Env, item: Value) -> Truth:
            listed = as_items(read(env, item))
            if isinstance(listed, Gap):
                return MISSING
            unread = False
            for text in listed.values:
                provision = parse_provision(str(text))
                if provision is None:
                    unread = True
                    continue
                article, clause = provision
                if any(cite.article == article and clause in ("", cite.clause) for cite in of_the_law(env)):
                    return TRUE
            if listed.partial:
                return MISSING
            return LAW_OPEN if unread else FALSE

        self.decide = decide

    def detail(self, env: Env, item: Value) -> Mapping[str, object]:
        return {"actual": self.chosen.read(env, item), "required": env.cites}


def _kept(truths: list[Truth | None]) -> Truth:
    """Each kept or not applicable, and one at least kept. If none applies there is nothing to tell it by, and
    nothing that the submitter could add: a person must judge it."""
    return min((truth for truth in truths if truth is not None), default=LAW_OPEN)


class CompliesWith(Leaf):
    """Whether other rules were kept for the same target."""

    op = "complies_with"

    def __init__(self, rules: tuple[str, ...]) -> None:
        self.rules = rules
        self.operands = ()

        self.decide = lambda env, item: _kept([env.complies(rule, env.key).truth for rule in rules])

    def trace(self, env: Env, item: Value) -> Trace:
        found = [(rule, env.complies(rule, env.key)) for rule in self.rules]
        truth = _kept([compliance.truth for _, compliance in found])
        facts = tuple(
            Fact(
                f"{rule} {compliance.key}",
                Words(f"quy tắc {rule}", f"rule {rule}"),
                "none" if compliance.truth is None else compliance.truth.name.lower(),
            )
            for rule, compliance in found
        )
        lacking = tuple(path for _, compliance in found if compliance.truth is truth for path in compliance.lacking)
        absent = tuple(rule for rule, compliance in found if compliance.truth is FALSE)
        return Trace(self, truth, facts, {"absent": absent, "rules": self.rules}, (), () if truth.decided else lacking)


# -- compilation -----------------------------------------------------------------------------------------


def build_arises(plain: object, context: Context) -> Condition | None:
    if plain != "target" or not _is_content(context.target):
        context.fail(
            "wrong-type",
            "“arises: target” chỉ dùng với targets: {each_content: …}.",
            "“arises: target” goes with targets: {each_content: …} only.",
        )
        return None
    records = compile_path("target.records", context)
    return None if records is None else Arises(records)


def _is_content(target: Field | None) -> bool:
    return target is not None and target.record is not None and "records" in target.record.fields


def build_listed_in(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("fact", "instrument", "article"), ("clauses", "points"))
    if given is None:
        return None
    fact = compile_fact(given["fact"], context.at("fact"))
    if fact is None or not check_kinds([fact], ("slug", "code", "text"), context.at("fact")):
        return None
    where = Citation(str(given["instrument"]), str(given["article"]))
    clauses, points = _texts(given.get("clauses")), _texts(given.get("points"))
    slugs = frozenset(
        slug
        for slug, cite in _listed_at(where, context)
        if (not clauses or cite.clause in clauses) and (not points or cite.point in points)
    )
    if not slugs:
        context.fail(
            "nothing-listed",
            f"Không danh mục nào ghi nội dung tại Điều {where.article} {where.instrument} (khoản {', '.join(clauses)}).",
            f"No catalogue lists a content in Article {where.article} of {where.instrument} (clauses {', '.join(clauses)}).",
        )
        return None
    return ListedIn(fact, slugs, where, clauses)


def _listed_at(where: Citation, context: Context) -> tuple[tuple[str, Citation], ...]:
    """Every content that a catalogue lists in this article, with the clause that lists it."""
    found = context.memo.get(where)
    if not isinstance(found, tuple):
        found = context.memo[where] = tuple(
            (content.slug, listing.citation)
            for catalogue in context.catalogues.values()
            for content in catalogue.contents
            for listing in content.listed
            if listing.citation.within(where)
        )
    return found


def _texts(plain: object) -> tuple[str, ...]:
    return tuple(str(value) for value in plain) if isinstance(plain, list) else ()


def build_cited_in(plain: object, context: Context) -> Condition | None:
    chosen = compile_path(plain, context)
    if chosen is None:
        return None
    if chosen.field.item is None or chosen.field.item.kind not in ("text", "code"):
        context.fail(
            "wrong-type", "“cited_in” cần một danh sách điều, khoản.", "“cited_in” takes a list of provisions."
        )
        return None
    return CitedIn(chosen)


def build_complies_with(plain: object, context: Context) -> Condition | None:
    rules = _texts(plain)
    if not rules:
        context.fail(
            "wrong-type", "“complies_with” cần một danh sách mã quy tắc.", "“complies_with” takes a list of rule ids."
        )
        return None
    return CompliesWith(rules)
