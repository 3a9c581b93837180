"""`qcdc rules docs`: the pages are complete, plain, linked, true to the cases, and the committed ones are up to date."""

from __future__ import annotations

import json
import posixpath
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from packs import ROOT

from qcdc_rules.api import load_ruleset
from qcdc_rules.authoring.articles import article_order, place_of, read_shorts
from qcdc_rules.authoring.cases import cases_of
from qcdc_rules.authoring.coverage import read_register
from qcdc_rules.authoring.pages.book import Book, book, content_page, instrument_page, rule_page
from qcdc_rules.authoring.pages.examples import example_text
from qcdc_rules.authoring.pages.markdown import slug, text
from qcdc_rules.authoring.pages.site import difference, pages, write
from qcdc_rules.authoring.pages.yaml_text import yaml_lines
from qcdc_rules.cli import docs as command
from qcdc_rules.cli.main import group
from qcdc_rules.cli.packs import read_tests
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.loading.plain import to_plain
from qcdc_rules.loading.submission import read_submission
from qcdc_rules.model.submission import Submission
from qcdc_rules.source import read_bytes
from qcdc_rules.source.resources import data_dir

REGISTER = data_dir("rules") / "register"
COMMITTED = ROOT / "docs" / "rules"
LARGEST = 5_000_000
"""Bytes of all pages together: they are committed."""
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCE = re.compile(r"```yaml\n(.*?)\n```", re.DOTALL)


@pytest.fixture(scope="module")
def made() -> Book:
    ruleset = load_ruleset()
    return book(ruleset, cases_of(read_tests(), ruleset), REGISTER)


@pytest.fixture(scope="module")
def written(made: Book) -> dict[str, str]:
    return pages(made)


def outside_code(markdown: str) -> str:
    """The Markdown without code."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"```.*?```", "", markdown, flags=re.DOTALL))


# -- the pages ----------------------------------------------------------------------------------------


def test_the_committed_pages_are_up_to_date(written: dict[str, str]) -> None:
    found = difference(COMMITTED, written)
    assert not found.any, f"run: qcdc rules docs; stale, missing, extra: {[names[:5] for names in found]}"


def test_every_rule_instrument_and_content_has_its_page(made: Book, written: dict[str, str]) -> None:
    law = made.ruleset.law
    wanted = [rule_page(rule) for rule in made.rules]
    wanted += [instrument_page(number) for number in law.instruments]
    wanted += [content_page(one.id, content.slug) for one in law.catalogues.values() for content in one.contents]
    assert len(wanted) == len(set(wanted)), "two things share a page"
    assert set(wanted) <= set(written)
    assert len({name.lower() for name in written}) == len(written), "file systems that fold case"


def test_every_link_leads_to_a_page_and_every_page_is_reached(written: dict[str, str]) -> None:
    reached, waiting = {"README.md"}, ["README.md"]
    while waiting:
        here = waiting.pop()
        for target in _LINK.findall(written[here]):
            there = posixpath.normpath(posixpath.join(posixpath.dirname(here), target))
            assert there in written, f"{here} links to {target}"
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    assert reached == set(written)


def test_pages_are_plain_markdown(written: dict[str, str]) -> None:
    for name, markdown in written.items():
        assert markdown.startswith("# "), name
        assert markdown.endswith("\n"), name
        assert "\r" not in markdown, name
        assert "\n\n\n" not in markdown, name
        assert unicodedata.is_normalized("NFC", markdown), name
        bare = outside_code(markdown)
        assert not re.search(r"(?<!\\)[<>{}]", bare), f"{name} holds HTML or a placeholder"
        assert not re.search(r"(?:\bWords\(|\b(?:target|item|parent)\.[a-z]|\bNone[,)])", bare), (
            f"{name} shows something of the code"
        )
    assert sum(len(markdown.encode()) for markdown in written.values()) < LARGEST


def test_a_rule_page_speaks_both_languages(made: Book, written: dict[str, str]) -> None:
    for rule in made.rules:
        vi, en = written[rule_page(rule)].split("\n## English\n")
        assert "\n## Tiếng Việt\n" in vi
        assert vi.count("\n### ") == en.count("\n### ") == len(rule.versions), rule.id
        assert text(rule.title.vi) in vi
        assert text(rule.title.en) in vi


def test_every_row_of_the_account_stands_on_the_page_of_its_instrument(made: Book, written: dict[str, str]) -> None:
    shorts = read_shorts(REGISTER)
    for one in made.accounts:
        place = place_of(one.row.row, shorts)
        assert place.instrument in made.ruleset.law.instruments, one.row.row
        page = written[instrument_page(place.instrument)]
        for name in one.rules:
            rule = made.ruleset.by_id(name)
            assert rule is not None
            assert f"](../{rule_page(rule)})" in page, one.row.row


def test_examples_give_the_outcome_that_they_show(made: Book) -> None:
    """Every ninth rule: read the text of its examples as a submission and judge it."""
    shown = [(rule, made.examples[rule.id]) for rule in made.rules if rule.id in made.examples]
    assert len(shown) > 0.9 * len(made.rules)
    for rule, examples in shown[::9]:
        for outcome, example in (("satisfied", examples.satisfied), ("violated", examples.violated)):
            if example is None:
                continue
            read = read_submission(example.text.encode(), "example.yaml", made.ruleset.shape)
            assert isinstance(read, Submission), f"{rule.id}: {example.text}"
            assert not [problem for problem in read.problems if problem.severity == "error"], rule.id
            calendar = calendar_of(made.ruleset.law.holidays, read)
            found = Evaluation(made.ruleset, read, read.stated_on, False, calendar).of_rule(rule)
            assert outcome in {one.outcome.value for one in found}, f"{rule.id}: {example.name}"


def test_the_text_of_an_example_says_what_the_case_says(made: Book) -> None:
    cases = [case for case in cases_of(read_tests(), made.ruleset) if not isinstance(case, tuple)]
    for case in cases[::25]:
        node, problems = read_bytes(example_text(case).encode(), "example.yaml")
        assert node is not None, case.name
        assert not problems, case.name
        assert to_plain(node) == dict(case.submission), case.name


# -- pieces -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "instrument", "article", "vi", "en"),
    [
        ("L10 13(2)¶1 posting_duration", "10/2022/QH15", "13", "Điều 13 khoản 2 đoạn 1", "Article 13 clause 2 paragraph 1"),
        ("NĐ59 3(5)(a)¶2 papers", "59/2023/NĐ-CP", "3", "Điều 3 khoản 5 điểm a đoạn 2", "Article 3 clause 5 point a paragraph 2"),
        ("L42 26(1)(a)-(d) sorting", "42/2013/QH13", "26", "Điều 26 khoản 1 điểm a–d", "Article 26 clause 1 points a–d"),
        ("NĐ145 Đ38 k2 a (a1) side", "145/2020/NĐ-CP", "38", "Điều 38 khoản 2 điểm a (a1)", "Article 38 clause 2 point a (a1)"),
        ("NĐ60 Đ18–20 quorum", "60/2013/NĐ-CP", "18", "Điều 18–20", "Article 18–20"),
        ("BLLĐ Đ136 k2; NĐ145 Đ78 k2 x", "45/2019/QH14", "136", "Điều 136 khoản 2; 145/2020/NĐ-CP Điều 78 khoản 2", None),
        ("NQLT09 (re-run) election_rerun", "09/2008/NQLT-CP-UBTWMTTQVN", "", "(re-run)", "(re-run)"),
        ("L136 reception_monthly", "136/2025/QH15", "", "", ""),
    ],
)  # fmt: skip
def test_a_row_names_its_place(row: str, instrument: str, article: str, vi: str, en: str | None) -> None:
    place = place_of(row, read_shorts(REGISTER))
    assert (place.instrument, place.article, place.words.vi) == (instrument, article, vi)
    assert en in (None, place.words.en)


def test_every_short_name_of_the_register_is_known(made: Book) -> None:
    shorts = read_shorts(REGISTER)
    rows = [row for name in ("commune", "agency", "workplace") for row in read_register(REGISTER, name)]
    assert {row.instrument for row in rows} <= set(shorts)
    assert set(shorts.values()) <= set(made.ruleset.law.instruments)


def test_articles_come_in_the_order_of_their_numbers() -> None:
    assert sorted(["10", "", "9", "9a", "Phụ lục"], key=article_order) == ["9", "9a", "10", "", "Phụ lục"]


def test_markdown_shows_words_as_they_are() -> None:
    assert text("a*b_c [d] <e> `f` |") == r"a\*b\_c \[d\] \<e\> \`f\` \|"
    assert text("chậm nhất {last_day}; thực tế: {actual}.") == "chậm nhất …; thực tế: …"
    assert text("1. một") == r"1\. một"
    assert text("- một") == r"\- một"
    assert slug("11/2020/TT-BGDĐT") == "11-2020-tt-bgddt"


def test_yaml_of_short_and_long_things() -> None:
    data: dict[str, object] = {
        "a": {"id": "M1", "days": ["2024-01-01", "010", "12:30", "yes", "x: y"]},
        "b": [],
        "c": None,
        "d": True,
    }
    [first, *_] = lines = list(yaml_lines(data))
    assert first == 'a: {id: M1, days: [2024-01-01, "010", "12:30", "yes", "x: y"]}'
    assert lines[1:] == ["b: []", "c: null", "d: true"]
    long = {"items": [{"id": f"M{number}", "note": "một ghi chú dài" * 6} for number in range(2)]}
    assert list(yaml_lines(long))[:2] == ["items:", "  - id: M0"]


# -- the folder and the command -----------------------------------------------------------------------


def test_writing_takes_away_what_is_gone_and_keeps_what_holds(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "# a\n", "rules/x.md": "# x\n"})
    (tmp_path / "rules" / "old.md").write_text("# old\n", encoding="utf-8")
    (tmp_path / "rules" / "x.md").write_text("# y\n", encoding="utf-8")
    found = write(tmp_path, {"README.md": "# a\n", "rules/x.md": "# x\n", "rules/new.md": "# n\n"})
    assert found == (("rules/x.md",), ("rules/new.md",), ("rules/old.md",))
    assert (tmp_path / "rules" / "x.md").read_bytes() == b"# x\n"
    assert not (tmp_path / "rules" / "old.md").exists()


def test_the_command_writes_and_compares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "pages", lambda _: {"README.md": "# a\n", "rules/x.md": "# x\n"})
    monkeypatch.setattr(command, "book", lambda *_: None)

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(group, ["rules", "docs", "--out", str(tmp_path), *arguments], catch_exceptions=False)
        return done.exit_code, done.output

    assert run("--check")[0] == 1
    code, said = run()
    assert code == 0
    assert "2 pages" in said
    assert run("--check") == (0, "")
    (tmp_path / "README.md").write_text("# b\n", encoding="utf-8")
    (tmp_path / "rules" / "x.md").unlink()
    (tmp_path / "more.md").write_text("# c\n", encoding="utf-8")
    code, said = run("--check")
    assert code == 1
    for line in ("README.md: cũ · stale", "rules/x.md: thiếu · missing", "more.md: thừa · extra"):
        assert line in said
    assert f"qcdc rules docs --out {tmp_path.as_posix()}" in said
    assert (tmp_path / "more.md").exists(), "--check writes nothing"


def test_coverage_goes_from_the_article_to_rules_and_their_results() -> None:
    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(group, ["rules", "coverage", *arguments], catch_exceptions=False)
        return done.exit_code, done.stdout

    code, said = run("--instrument", "L10", "--article", "13", "-f", "json")
    document = json.loads(said)
    assert (code, document["schema"]) == (0, "qcdc-coverage-articles/1")
    [article] = document["articles"]
    assert (article["instrument"], article["article"]) == ("10/2022/QH15", "13")
    [row] = [one for one in article["rows"] if one["row"] == "L10 13(2)¶1 posting_places"]
    [rule] = row["rules"]
    assert rule["rule"] == "commune.posting_places"
    assert rule["results"]["satisfied"] >= 1
    assert rule["results"]["violated"] >= 1
    code, said = run("--instrument", "10/2022/QH15", "--article", "13")
    assert code == 0
    assert "Điều 13 khoản 2 đoạn 1 – posting_places (commune)" in said
    assert "commune.posting_places: đạt " in said
    code, said = run("--article", "999")
    assert code == 5
    assert "There is no such article." in said


def test_pages_carry_no_day_of_their_making(written: dict[str, str]) -> None:
    assert str(date.today().year) not in written["README.md"].partition("|")[0]
