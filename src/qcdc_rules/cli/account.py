"""`qcdc rules coverage` and `qcdc rules list`: from the law to the rules, and from a subject to its articles."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

import click

from qcdc_rules.api import load_ruleset
from qcdc_rules.authoring.articles import Article, articles, outcomes_of, read_shorts
from qcdc_rules.authoring.cases import cases_of
from qcdc_rules.authoring.coverage import Account, account, summary, unknown_rows
from qcdc_rules.authoring.pages.telling import NUMBERED
from qcdc_rules.cli.packs import read_tests
from qcdc_rules.explaining.values import provision_words
from qcdc_rules.model.rules import CATEGORIES, REGULATIONS
from qcdc_rules.source.resources import data_dir

TYPES = tuple(name for name in REGULATIONS if name != "district_summary")


@click.command()
@click.option("--regulation", type=click.Choice(TYPES), help="Loại hình (mặc định: cả ba). · Regulation type.")
@click.option(
    "--instrument", metavar="SỐ HIỆU", help="Chỉ văn bản này, từng điều. · This instrument, article by article."
)
@click.option("--article", metavar="SỐ", help="Chỉ điều này. · This article.")
@click.option("-f", "--format", "kind", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_context
def coverage(
    ctx: click.Context, regulation: str | None, instrument: str | None, article: str | None, kind: str
) -> None:
    """Từng dòng của luật: quy tắc nào, hoặc vì sao không. · Every row of the law: its rules, or why none.

    Với --instrument, --article: đi từ điều luật đến dòng, quy tắc và số kết quả được kiểm thử. · With --instrument
    or --article: from the article to its rows, their rules and the number of results under test.

    Exit 1: a row without a rule and without a reason, or a rule that claims a row that does not exist; 5: no such article.
    """
    ruleset, register = load_ruleset(), data_dir("rules") / "register"
    chosen = [regulation] if regulation else list(TYPES)
    accounts = [one for name in chosen for one in account(name, ruleset, register)]
    if instrument is not None or article is not None:
        shorts = read_shorts(register)
        number = shorts.get(instrument, instrument) if instrument is not None else None
        found = [
            one
            for one in articles(accounts, ruleset, shorts)
            if number in (None, one.instrument) and article in (None, one.number)
        ]
        tested = outcomes_of(cases_of(read_tests(), ruleset)) if found else {}
        click.echo(_articles_json(found, tested) if kind == "json" else "\n".join(_articles_text(found, tested)))
        unexplained = any(row.state == "unexplained" for one in found for _, row in one.rows)
        ctx.exit(5 if not found else 1 if unexplained else 0)
    claims = [pair for name in chosen for pair in unknown_rows(name, ruleset, register)]
    if kind == "json":
        document = {
            "schema": "qcdc-coverage/1",
            "summary": {**summary(accounts), "unknown_claims": len(claims)},
            "rows": [_data(one) for one in accounts],
            "unknown_claims": [{"rule": rule, "row": row} for rule, row in claims],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _table(accounts)
        for rule, row in claims:
            click.echo(f"! {rule}: không có dòng “{row}” trong sổ · the register has no such row")
    ctx.exit(1 if claims or summary(accounts)["unexplained"] else 0)


def _data(one: Account) -> dict[str, object]:
    return {**one.row._asdict(), "state": one.state, "rules": list(one.rules), "reason": one.reason}


def _articles_text(found: list[Article], tested: Mapping[str, Counter[str]]) -> Iterator[str]:
    for one in found:
        yield f"\n{one.instrument} – Điều {one.number} · Article {one.number}" if one.number else f"\n{one.instrument}"
        for place, row in one.rows:
            mark = {"with_rules": "✓", "not_checkable": "–", "unexplained": "✗"}[row.state]
            reason = "" if row.rules else f": {row.reason or 'CHƯA CÓ QUY TẮC · NO RULE'}"
            yield f"  {mark} {place.words.vi or row.row.row} – {place.subjects} ({row.row.regulation}){reason}"
            yield from (f"      {_tested(rule, tested)}" for rule in row.rules)
        if one.others:
            yield "  + quy tắc khác dẫn điều này · other rules that cite it"
            yield from (f"      {_tested(rule.id, tested)}" for rule in one.others)
    if not found:
        yield "Không có điều nào như vậy. · There is no such article."


def _tested(rule: str, tested: Mapping[str, Counter[str]]) -> str:
    counts = tested.get(rule, Counter())
    numbers = [f"{words.vi} {counts[name]}" for name, words in NUMBERED.items() if counts[name]]
    return f"{rule}: {', '.join(numbers) or 'chưa có ca kiểm thử · no case'}"


def _articles_json(found: list[Article], tested: Mapping[str, Counter[str]]) -> str:
    def counted(rule: str) -> dict[str, object]:
        counts = tested.get(rule, Counter())
        return {"rule": rule, "results": {name: counts[name] for name in NUMBERED if counts[name]}}

    document = {
        "schema": "qcdc-coverage-articles/1",
        "articles": [
            {
                "instrument": one.instrument,
                "article": one.number,
                "rows": [
                    {
                        **row.row._asdict(),
                        "place": {"vi": place.words.vi, "en": place.words.en},
                        "state": row.state,
                        "reason": row.reason,
                        "rules": [counted(rule) for rule in row.rules],
                    }
                    for place, row in one.rows
                ],
                "other_rules": [counted(rule.id) for rule in one.others],
            }
            for one in found
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _table(accounts: list[Account]) -> None:
    heading = ""
    for one in accounts:
        title = f"{one.row.regulation} – {one.row.instrument} – {one.row.category}"
        if title != heading:
            click.echo(f"\n{title}")
            heading = title
        mark = {"with_rules": "✓", "not_checkable": "–", "unexplained": "✗"}[one.state]
        click.echo(f"  {mark} {one.row.row}: {', '.join(one.rules) or one.reason or 'CHƯA CÓ QUY TẮC · NO RULE'}")
    counts = summary(accounts)
    click.echo(
        f"\n{counts['rows']} dòng: {counts['with_rules']} có quy tắc, {counts['not_checkable']} không kiểm tra được,"
        f" {counts['unexplained']} chưa giải thích · {counts['rows']} rows: {counts['with_rules']} with rules,"
        f" {counts['not_checkable']} not checkable, {counts['unexplained']} unexplained"
    )


@click.command(name="list")
@click.option("--regulation", type=click.Choice(REGULATIONS), help="Loại hình. · Regulation type.")
@click.option("--category", type=click.Choice(CATEGORIES), help="Nhóm. · Category.")
@click.option(
    "--content", metavar="SLUG", help="Nội dung này nằm ở điều nào của văn bản nào. · Where this subject is listed."
)
@click.option("--article", metavar="SỐ", help="Quy tắc của điều này. · Rules of this article.")
@click.option("--instrument", metavar="SỐ HIỆU", help="Quy tắc của văn bản này. · Rules of this instrument.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.pass_context
def list_(
    ctx: click.Context,
    regulation: str | None,
    category: str | None,
    content: str | None,
    article: str | None,
    instrument: str | None,
    lang: str,
) -> None:
    """Liệt kê quy tắc, hoặc nơi luật liệt kê một nội dung. · List rules, or where the law lists a subject."""
    ruleset = load_ruleset()
    if content is not None:
        ctx.exit(_crosswalk(content, lang))
    found = 0
    for rule in ruleset.rules:
        cites = [cite for version in rule.versions for cite in version.cites]
        if (
            (regulation and rule.regulation != regulation)
            or (category and rule.category != category)
            or (instrument and all(cite.instrument != instrument for cite in cites))
            or (article and all(cite.article != article for cite in cites))
        ):
            continue
        found += 1
        click.echo(
            f"{rule.id} – {rule.title.say(lang)} – {provision_words(cites[0]).say(lang)} – {rule.file}:{rule.line}"
        )
    click.echo(f"{found} quy tắc · {found} rules", err=True)
    ctx.exit(0 if found else 5)


def _crosswalk(slug: str, lang: str) -> int:
    """Where each instrument lists a subject, over all regulation types, and the rules that name it."""
    ruleset = load_ruleset()
    found = False
    for catalogue in ruleset.law.catalogues.values():
        for content in catalogue.contents:
            if content.slug == slug:
                found = True
                click.echo(f"{catalogue.id}: {content.title.say(lang)}")
                for listing in content.listed:
                    row = f" [{listing.row}]" if listing.row else ""
                    click.echo(f"  {provision_words(listing.citation).say(lang)}{row}")
    for rule in ruleset.rules:
        rows = sorted({row for version in rule.versions for row in version.rows if row.split(" ")[-1] == slug})
        if rows:
            found = True
            click.echo(f"{rule.id}: {rule.title.say(lang)}")
            for row in rows:
                click.echo(f"  [{row}]")
    if not found:
        click.echo(f"Không có nội dung “{slug}”. · There is no subject “{slug}”.", err=True)
    return 0 if found else 5
