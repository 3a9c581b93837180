"""All pages: the index, the rules by regulation type, the instruments, the contents; and whether a folder is up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from qcdc_rules.authoring.coverage import summary
from qcdc_rules.authoring.pages.book import INDEX, Book, both, content_page, instrument_page, rule_page, rules_index
from qcdc_rules.authoring.pages.content_pages import CONTENTS, ContentPage, Subjects, contents_index
from qcdc_rules.authoring.pages.instrument_pages import INSTRUMENTS, InstrumentPage, instruments_index
from qcdc_rules.authoring.pages.markdown import link, page, text
from qcdc_rules.authoring.pages.rule_pages import RulePage
from qcdc_rules.authoring.pages.telling import capital
from qcdc_rules.explaining.reasons import CATEGORIES, REGULATIONS
from qcdc_rules.source import Words

_INTRODUCTION = Words(
    "Các trang này được viết tự động từ quy tắc (`qcdc rules docs`); không sửa bằng tay. Mỗi quy tắc một trang: luật"
    " yêu cầu gì, của ai, từ ngày nào, theo điều nào, điểm nào luật còn để ngỏ, cách khắc phục và ví dụ.",
    "These pages are written from the rules (`qcdc rules docs`); do not edit them by hand. One page for each rule:"
    " what the law asks, of whom, since when, by which article, what it leaves open, what to do, with examples.",
)
_NOTICE = Words(
    "Quy tắc diễn đạt lại luật, không thay cho văn bản. “Đạt” ở một quy tắc không có nghĩa là cả điều luật đã được"
    " thực hiện đủ.",
    "The rules paraphrase the law and do not replace it. A rule that is satisfied does not mean that the whole article"
    " is fulfilled.",
)


def pages(book: Book) -> dict[str, str]:
    """Every page by its path below the folder."""
    return dict(_pages(book))


def _pages(book: Book) -> Iterator[tuple[str, str]]:
    law, subjects = book.ruleset.law, Subjects(book)
    yield INDEX, _index(book)
    for regulation in REGULATIONS:
        if any(rule.regulation == regulation for rule in book.rules):
            yield rules_index(regulation), _regulation(book, regulation)
    for rule in book.rules:
        yield rule_page(rule), RulePage(book, rule).markdown()
    yield INSTRUMENTS, instruments_index(book)
    for instrument in law.instruments.values():
        yield instrument_page(instrument.number), InstrumentPage(book, instrument).markdown()
    yield CONTENTS, contents_index(book)
    for catalogue in law.catalogues.values():
        for content in catalogue.contents:
            yield content_page(catalogue.id, content.slug), ContentPage(book, subjects, catalogue, content).markdown()


def _index(book: Book) -> str:
    present = [name for name in REGULATIONS if any(rule.regulation == name for rule in book.rules)]
    heads = [f"{CATEGORIES[name].vi} · {CATEGORIES[name].en}" for name in CATEGORIES]
    table = [f"| | {' | '.join(heads)} | Tổng · All |", f"|---|{'---:|' * (len(heads) + 1)}"]
    for regulation in present:
        own = [rule for rule in book.rules if rule.regulation == regulation]
        numbers = [str(sum(1 for rule in own if rule.category == name)) for name in CATEGORIES]
        named = link(capital(both(REGULATIONS[regulation])), rules_index(regulation), INDEX)
        table.append(f"| {named} | {' | '.join(numbers)} | {len(own)} |")
    counts, law = summary(book.accounts), book.ruleset.law
    contents = sum(len(catalogue.contents) for catalogue in law.catalogues.values())
    return page(
        [
            "# Quy tắc · Rules",
            _INTRODUCTION.vi,
            _INTRODUCTION.en,
            table,
            [
                f"- {link('Văn bản · Instruments', INSTRUMENTS, INDEX)}: {len(law.instruments)}; đi theo từng điều của"
                " văn bản · walk an instrument article by article",
                f"- {link('Nội dung · Contents', CONTENTS, INDEX)}: {contents}; mỗi nội dung nằm ở đâu, quy tắc nào xét"
                " · where each content is listed and which rules judge it",
            ],
            f"Sổ nghĩa vụ: {counts['rows']} dòng của luật, {counts['with_rules']} dòng có quy tắc,"
            f" {counts['not_checkable']} dòng không kiểm tra được (có lý do). · The account of the law:"
            f" {counts['rows']} rows, {counts['with_rules']} with rules, {counts['not_checkable']} not checkable, with"
            " the reason.",
            _NOTICE.vi,
            _NOTICE.en,
        ]
    )


def _regulation(book: Book, regulation: str) -> str:
    here = rules_index(regulation)
    blocks: list[list[str] | str] = [
        f"# {text(capital(both(REGULATIONS[regulation])))}",
        link("Mục lục · Index", INDEX, here),
    ]
    for category, words in CATEGORIES.items():
        own = [rule for rule in book.rules if rule.regulation == regulation and rule.category == category]
        if own:
            blocks.append(f"## {both(words)}")
            blocks.append([f"- {book.rule_title(rule, here)} · {text(rule.title.en)}" for rule in own])
    return page(blocks)


class Difference(NamedTuple):
    """How a folder differs from the pages: which are out of date, which are not there, which should not be."""

    stale: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def any(self) -> bool:
        return bool(self.stale or self.missing or self.extra)


def difference(folder: Path, written: Mapping[str, str]) -> Difference:
    """Compare a folder with the pages that it should hold, byte by byte."""
    there = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.md"))}
    stale = (name for name, path in there.items() if name in written and path.read_bytes() != written[name].encode())
    return Difference(
        tuple(stale),
        tuple(name for name in sorted(written) if name not in there),
        tuple(name for name in there if name not in written),
    )


def write(folder: Path, written: Mapping[str, str]) -> Difference:
    """Write what differs and take away pages of rules that are gone; says what that was."""
    found = difference(folder, written)
    for name in (*found.stale, *found.missing):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written[name].encode())
    for name in found.extra:
        (folder / name).unlink()
    return found
