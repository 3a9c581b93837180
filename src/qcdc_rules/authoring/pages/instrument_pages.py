"""The page of an instrument: article by article, every row of the account with its rules or the reason why none."""

from __future__ import annotations

from collections.abc import Iterator

from qcdc_rules.authoring.articles import Article
from qcdc_rules.authoring.coverage import Account
from qcdc_rules.authoring.pages.book import INDEX, KINDS, Book, both, instrument_page, rule_page
from qcdc_rules.authoring.pages.markdown import bullets, code, link, page, text
from qcdc_rules.authoring.pages.reasons import reason_words
from qcdc_rules.authoring.pages.telling import capital, span_words
from qcdc_rules.explaining.reasons import CHECKED
from qcdc_rules.explaining.values import day_words, provision_words
from qcdc_rules.model.law import Citation, Instrument
from qcdc_rules.source import Words

INSTRUMENTS = f"instruments/{INDEX}"


class InstrumentPage:
    """Writes the page of one instrument."""

    def __init__(self, book: Book, instrument: Instrument) -> None:
        self._book = book
        self._instrument = instrument
        self._here = instrument_page(instrument.number)
        self._told: set[str] = set()

    def markdown(self) -> str:
        one = self._instrument
        named = provision_words(Citation(one.number), one.kind)
        home, up = link("Mục lục · Index", INDEX, self._here), link("Văn bản · Instruments", INSTRUMENTS, self._here)
        return page(
            [
                f"# {text(named.vi)}",
                f"{text(one.title.vi)} · *{text(one.title.en)}*",
                f"{home} / {up} / {code(one.number)}",
                list(bullets((0, f"**{both(label)}**: {text(both(words))}") for label, words in self._facts())),
                *(part for article in self._book.articles.get(one.number, ()) for part in self._article(article)),
            ]
        )

    def _facts(self) -> Iterator[tuple[Words, Words]]:
        one = self._instrument
        if one.issued is not None:
            yield Words("Ban hành", "Issued"), day_words(one.issued)
        yield Words("Hiệu lực", "In force"), span_words(one.in_force)
        if one.end_is == "disputed":
            yield Words("Ngày hết hiệu lực", "End"), Words("còn có ý kiến khác nhau", "disputed")
        yield Words("Lời văn", "Wording"), CHECKED[one.checked]
        for amendment in one.amended:
            start, read = day_words(amendment.start), amendment.read
            yield (
                Words("Sửa đổi", "Amended"),
                Words(
                    f"{amendment.by} từ {start.vi}{'' if read else ', nội dung sửa chưa được đối chiếu'}",
                    f"by {amendment.by} from {start.en}{'' if read else ', not read'}",
                ),
            )
        if one.source:
            yield Words("Nguồn", "Source"), Words(one.source, one.source)
        if one.note is not None:
            yield Words("Ghi chú", "Note"), one.note

    def _article(self, article: Article) -> Iterator[list[str] | str]:
        number = article.number
        yield f"## Điều {number} · Article {number}" if number else "## Chưa rõ điều · Article not given"
        yield [line for place, one in article.rows for line in self._row(place.words, place.subjects, one)] + [
            line for rule in article.others for line in bullets([(0, self._rule(rule.id))])
        ]

    def _row(self, words: Words, subjects: str, one: Account) -> Iterator[str]:
        vi, en = (_below(said) for said in (words.vi, words.en))
        place = f"**{text(both(Words(vi, en)))}** – " if vi else ""
        kind = KINDS[one.row.regulation]
        subject = ", ".join(code(part) for part in subjects.split(", ")) if subjects else ""
        yield f"- {place}{subject} ({text(both(kind))})"
        for rule in one.rules:
            yield f"  - {self._rule(rule)}"
        if not one.rules:
            reason = reason_words(one.reason)
            yield f"  - Không có quy tắc · No rule: {text(both(reason))}"

    def _rule(self, name: str) -> str:
        """A link to a rule; its English title where it first comes."""
        rule = self._book.ruleset.by_id(name)
        if rule is None:
            return code(name)
        linked = link(rule.title.vi, rule_page(rule), self._here)
        if name in self._told:
            return linked
        self._told.add(name)
        return f"{linked} · {text(rule.title.en)}"


def _below(words: str) -> str:
    """What stands below the article: the heading names the article already."""
    first, _, rest = words.partition(" ")
    number, _, below = rest.partition(" ")
    single = first in ("Điều", "Article") and number.rstrip("abcdđ").isdigit()
    return below if single and not below.startswith(("Điều", "Article")) else words


def instruments_index(book: Book) -> str:
    """Every instrument, the oldest first."""
    law = book.ruleset.law
    listed = sorted(law.instruments.values(), key=lambda one: (str(one.issued or one.in_force.start or ""), one.number))
    lines: list[str] = []
    for one in listed:
        rows = [row for article in book.articles.get(one.number, ()) for _, row in article.rows]
        span, checked = span_words(one.in_force), CHECKED[one.checked]
        named = provision_words(Citation(one.number), one.kind)
        lines.append(f"- {link(named.vi, instrument_page(one.number), INSTRUMENTS)}: {text(both(one.title))}")
        lines.append(f"  - {text(capital(both(span)))}; {text(both(checked))}")
        if rows:
            ruled = sum(1 for row in rows if row.rules)
            lines.append(f"  - {ruled}/{len(rows)} dòng có quy tắc · rows with rules")
    return page(
        [
            "# Văn bản · Instruments",
            link("Mục lục · Index", INDEX, INSTRUMENTS),
            "Mỗi trang đi theo thứ tự các điều: dòng nào có quy tắc, dòng nào không và vì sao."
            " · Each page walks the articles in order: which rows have rules, which have none and why.",
            lines,
        ]
    )
