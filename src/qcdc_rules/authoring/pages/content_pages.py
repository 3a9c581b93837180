"""The page of a content: where each instrument lists it, for whom and how often it arises, which rules judge it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qcdc_rules.authoring.pages.book import INDEX, Book, both, content_page, rule_page
from qcdc_rules.authoring.pages.markdown import code, link, linked_code, page, text
from qcdc_rules.authoring.pages.outline import inside
from qcdc_rules.authoring.pages.telling import ARISES, capital, span_words
from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.literals import Literal
from qcdc_rules.compiling.paths import Path
from qcdc_rules.evaluating.targets import deciding
from qcdc_rules.explaining.phrases import phrase
from qcdc_rules.model.law import Catalogue, Content, Listing
from qcdc_rules.model.rules import REGULATIONS, Rule
from qcdc_rules.source import Words

CONTENTS = f"contents/{INDEX}"
Subject = tuple[str, str]
"""The list of the report that holds it, and the slug of a content."""
FEW = 6
"""A rule that names more contents is told of each as a general one."""
_SUBJECTS = ("target.slug", "item.slug", "parent.slug")


def regulation_of(catalogue: Catalogue) -> str:
    """The regulation type of a catalogue, which its id begins with."""
    return next((name for name in REGULATIONS if catalogue.id.startswith(name)), "")


class Subjects:
    """Which contents each rule speaks of: judged one by one, chosen by a provision that lists them, or named."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._named = {rule.id: frozenset(self._slugs(rule)) for rule in book.rules}

    def _slugs(self, rule: Rule) -> Iterator[Subject]:
        compiled = self._book.ruleset.compiled(rule)
        judged = rule.versions[0].targets.of.partition("[")[0]
        for version in compiled.versions if compiled is not None else ():
            for condition in (version.when, version.require):
                yield from _subjects_in(condition, judged, judged)

    def rules(self, catalogue: Catalogue, content: Content) -> tuple[list[Rule], list[Rule]]:
        """The rules that speak of a content: of few beside it, and of many."""
        regulation = regulation_of(catalogue)
        own: list[Rule] = []
        general: list[Rule] = []
        for rule in self._book.rules:
            if rule.regulation == regulation and self._speaks(rule, catalogue, content):
                many = len(self._named[rule.id]) > FEW and rule.versions[0].targets.kind != "each_content"
                (general if many else own).append(rule)
        return own, general

    def _speaks(self, rule: Rule, catalogue: Catalogue, content: Content) -> bool:
        targets = rule.versions[0].targets
        if targets.kind == "each_content":
            return targets.of == catalogue.id and any(deciding(version, content) for version in rule.versions)
        return (catalogue.section, content.slug) in self._named[rule.id]


def _subjects_in(condition: Condition, judged: str, item: str) -> Iterator[Subject]:
    """The contents that a condition asks for, each with the list of the report whose items are asked."""
    node: Any = condition
    for slug in _slugs_of(node):
        yield item if node.fact.text.startswith("item.") else judged, slug
    if node.op == "not":
        return
    choice = getattr(node, "choice", None)
    for part in inside(node):
        yield from _subjects_in(part, judged, choice.source.text if choice is not None else item)


def _slugs_of(node: Any) -> Iterator[str]:
    if not isinstance(getattr(node, "fact", None), Path) or node.fact.text not in _SUBJECTS:
        return
    if node.op == "listed_in":
        yield from sorted(node.slugs)
    elif node.op in ("is", "one_of"):
        given = node.value if node.op == "is" else node.values
        value = given.value if isinstance(given, Literal) else None
        if isinstance(value, str | tuple):
            yield from (value,) if isinstance(value, str) else (str(one) for one in value)


class ContentPage:
    """Writes the page of one content."""

    def __init__(self, book: Book, subjects: Subjects, catalogue: Catalogue, content: Content) -> None:
        self._book = book
        self._subjects = subjects
        self._catalogue = catalogue
        self._content = content
        self._here = content_page(catalogue.id, content.slug)

    def markdown(self) -> str:
        one, catalogue = self._content, self._catalogue
        home, up = link("Mục lục · Index", INDEX, self._here), link("Nội dung · Contents", CONTENTS, self._here)
        facts = [f"- **{both(label)}**: {text(both(words))}" for label, words in self._facts()]
        stated = f"{code(catalogue.section)}, {code(f'{catalogue.named_by}: {one.slug}')}"
        facts.append(f"- **Ghi trong báo cáo · In the report**: {stated}")
        return page(
            [
                f"# {text(one.title.vi)}",
                f"*{text(one.title.en)}*",
                f"{home} / {up} / {code(f'{catalogue.id} {one.slug}')}",
                facts,
                "## Nơi liệt kê · Where it is listed",
                [line for listing in one.listed for line in self._listing(listing)],
                *self._rules(),
            ]
        )

    def _facts(self) -> Iterator[tuple[Words, Words]]:
        one, catalogue = self._content, self._catalogue
        yield Words("Danh mục", "Catalogue"), catalogue.title
        yield Words("Phát sinh", "Arises"), _arises(one.arises)
        condition = self._condition()
        if condition is not None:
            yield Words("Chỉ có ở", "Only where"), condition
        if one.parts:
            vi = "; ".join(f"{title.vi} ({name})" for name, title in one.parts.items())
            en = "; ".join(title.en for title in one.parts.values())
            yield Words("Gồm các phần", "Parts"), Words(vi, en)

    def _condition(self) -> Words | None:
        if self._content.when is None:
            return None
        for rule in self._book.rules:
            targets = rule.versions[0].targets
            if targets.kind == "each_content" and targets.of == self._catalogue.id:
                compiled = self._book.ruleset.compiled(rule)
                found = compiled.exists_for(self._content) if compiled is not None else None
                return phrase(found) if found is not None else None
        return None

    def _listing(self, listing: Listing) -> Iterator[str]:
        instrument = self._book.ruleset.law.instruments.get(listing.citation.instrument)
        span = span_words(instrument.in_force_of(listing.citation)) if instrument is not None else Words("", "")
        often = _arises(listing.arises) if listing.arises not in ("", self._content.arises) else None
        more = Words(f"; {often.vi}", f"; {often.en}") if often is not None else Words("", "")
        label = self._book.label(listing.citation)
        yield f"- {self._book.provision(listing.citation, self._here, 'vi')}, {text(span.vi + more.vi)}"
        yield f"  - {text(label.en)}, {text(span.en + more.en)}"
        if listing.row:
            yield f"  - {', '.join(code(part.strip()) for part in listing.row.split(';'))}"

    def _rules(self) -> Iterator[list[str] | str]:
        own, others = self._subjects.rules(self._catalogue, self._content)
        if own or others:
            yield "## Quy tắc · Rules"
        if own:
            yield [f"- {self._book.rule_title(rule, self._here)} · {text(rule.title.en)}" for rule in own]
        if others:
            linked = ", ".join(linked_code(rule.id, rule_page(rule), self._here) for rule in others)
            yield f"Quy tắc chung cho nhiều nội dung của điều · Rules for many contents of the article: {linked}"


def _arises(name: str) -> Words:
    return ARISES.get(name, Words(name, name))


def contents_index(book: Book) -> str:
    """Every content of every catalogue, in the order of the catalogue."""
    blocks: list[list[str] | str] = ["# Nội dung · Contents", link("Mục lục · Index", INDEX, CONTENTS)]
    for catalogue in sorted(book.ruleset.law.catalogues.values(), key=lambda one: one.id):
        blocks.append(f"## {text(capital(both(catalogue.title)))}")
        blocks.append(
            [
                f"- {link(one.title.vi, content_page(catalogue.id, one.slug), CONTENTS)} · {text(one.title.en)}"
                for one in catalogue.contents
            ]
        )
    return page(blocks)
