"""`qcdc rules witness`: the smallest submission that a rule finds met, breached, undecided, not concerned."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec

import click

from qcdc_rules.api import load_ruleset
from qcdc_rules.authoring.cases import Case, cases_of
from qcdc_rules.authoring.witnesses import KINDS, Search, Seeker, Witness, vacuous
from qcdc_rules.authoring.yaml_text import yaml_text
from qcdc_rules.cli.packs import read_tests
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.explaining.findings import finding
from qcdc_rules.explaining.reasons import CLASSES, OUTCOMES
from qcdc_rules.model.report import Finding
from qcdc_rules.model.rules import Rule
from qcdc_rules.source import Words
from qcdc_rules.source.suggest import closest

NEEDS_AUTHOR = (
    "Lệnh này cần thư viện hypothesis: pip install 'qcdc-rules[author]'"
    " · This command needs hypothesis: pip install 'qcdc-rules[author]'"
)


@click.command()
@click.argument("rule_id", metavar="RULE")
@click.option("--rules", "packs", multiple=True, type=click.Path(exists=True), help="Thêm gói quy tắc. · More rules.")
@click.option("--no-builtin-rules", is_flag=True, help="Không đọc quy tắc có sẵn. · Without the built-in rules.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="Chỉ tìm loại kết luận này (lặp lại được). · Only this verdict (repeatable).",
)
@click.option("--seed", default=0, show_default=True, help="Số khởi đầu của phép tìm. · Where the search begins.")
@click.option(
    "--examples", default=150, show_default=True, help="Số báo cáo được thử cho mỗi loại. · Reports tried for each."
)
@click.option(
    "--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Dạng in ra. · Format.",
)  # fmt: skip
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ. · Language.")
@click.pass_context
def witness(
    ctx: click.Context,
    rule_id: str,
    packs: tuple[str, ...],
    no_builtin_rules: bool,
    kinds: tuple[str, ...],
    seed: int,
    examples: int,
    form: str,
    lang: str,
) -> None:
    """Tìm báo cáo nhỏ nhất đạt, vi phạm, chưa kết luận được … theo một quy tắc. · Find the smallest report for each verdict.

    Quy tắc mà không báo cáo nào vi phạm được thì không kiểm tra gì. Cùng --seed thì cùng kết quả.
    · A rule without a violating witness is vacuous. The same --seed gives the same witnesses.

    Exit 1: no witness of a breach was found (and none of an open point in its place).
    """
    search = searcher()
    ruleset = load_ruleset(*packs, builtin=not no_builtin_rules)
    tests = read_tests(packs, builtin=not no_builtin_rules)
    rule = ruleset.by_id(rule_id)
    if rule is None:
        near = closest(rule_id, [one.id for one in ruleset.rules])
        hint = f" Có phải là “{near}”? · Did you mean “{near}”?" if near else ""
        raise click.UsageError(f"Không có quy tắc “{rule_id}”. · There is no rule “{rule_id}”.{hint}")
    cases = (one for one in cases_of(tests, ruleset) if isinstance(one, Case) and one.subject == rule.id)
    seeker = Seeker(rule, ruleset, search, seed, [dict(case.submission) for case in cases])
    found = list(seeker.witnesses(kinds or KINDS, examples))
    if form == "json":
        click.echo(json.dumps(_document(rule, found, ruleset, kinds or KINDS), ensure_ascii=False, indent=1))
    else:
        _print(rule, found, ruleset, kinds or KINDS, lang, "".join(f" --rules {pack}" for pack in packs))
    ctx.exit(1 if "violated" in (kinds or KINDS) and vacuous(found) else 0)


def searcher() -> Search:
    """The search by hypothesis, which is imported only here: checking files does not need it."""
    if find_spec("hypothesis") is None:
        raise click.ClickException(NEEDS_AUTHOR)
    search: Search = import_module("qcdc_rules.authoring.searching").search
    return search


def _told(one: Witness, ruleset: Ruleset) -> Finding:
    return finding(one.result, ruleset, one.submission)


def _verdict(one: Witness) -> Words:
    words = OUTCOMES[one.result.outcome.value]
    if not one.result.unknown_class:
        return words
    why = CLASSES[one.result.unknown_class]
    return Words(f"{words.vi} ({why.vi})", f"{words.en} ({why.en})")


def _print(rule: Rule, found: list[Witness], ruleset: Ruleset, kinds: tuple[str, ...], lang: str, packs: str) -> None:
    click.echo(f"# {rule.id} – {rule.title.say(lang)}")
    for one in found:
        told = _told(one, ruleset)
        hint = Words("; rút gọn từ một ca viết tay", "; made smaller from a case written by hand")
        click.echo(f"---\n# {_verdict(one).say(lang)} [{one.result.key}]{hint.say(lang) if one.from_case else ''}")
        click.echo(f"# {told.message.say(lang)}")
        click.echo(yaml_text(one.draft), nl=False)
    absent = ", ".join(kind for kind in kinds if kind not in {one.kind for one in found})
    if absent:
        click.echo(Words(f"# Không tìm thấy: {absent}.", f"# Not found: {absent}.").say(lang))
    if "violated" in kinds and vacuous(found):
        words = Words(
            "# Không báo cáo nào vi phạm được quy tắc này: nó không kiểm tra gì, hoặc phép tìm chưa đủ dài (--examples).",
            "# No report violates this rule: it checks nothing, or the search was too short (--examples).",
        )
        click.echo(words.say(lang))
    click.echo(
        Words(
            f"# Kiểm tra lại: chép một khối trên vào tệp rồi chạy qcdc-check{packs} --only {rule.id} TỆP",
            f"# To check: paste one of the blocks into a file and run qcdc-check{packs} --only {rule.id} FILE",
        ).say(lang)
    )


def _document(rule: Rule, found: list[Witness], ruleset: Ruleset, kinds: tuple[str, ...]) -> dict[str, object]:
    witnesses = []
    for one in found:
        told = _told(one, ruleset)
        witnesses.append(
            {
                "kind": one.kind,
                "target": one.result.key,
                "outcome": one.result.outcome.value,
                "reason": one.result.reason,
                "message": {"vi": told.message.vi, "en": told.message.en},
                "from_case": one.from_case,
                "submission": one.draft,
            }
        )
    absent = [kind for kind in kinds if kind not in {one.kind for one in found}]
    return {"schema": "qcdc-witness/1", "rule": rule.id, "witnesses": witnesses, "absent": absent}
