"""Sentences made of labels read as sentences: articles, verbs, denials, nested conditions."""

from __future__ import annotations

import pytest

from qcdc_rules.api import load_ruleset
from qcdc_rules.authoring.pages.outline import Outline
from qcdc_rules.authoring.pages.telling import target_words
from qcdc_rules.explaining.nouns import denied, not_so, plural, the, there_is, there_is_no
from qcdc_rules.explaining.phrases import phrase
from qcdc_rules.model.rules import Targets
from qcdc_rules.source import Words


@pytest.mark.parametrize(
    ("label", "shown", "many"),
    [
        ("day of the vote", "the day of the vote", False),
        ("households in favour", "the households in favour", True),
        ("people's inspection committee (Ban TTND)", "the people's inspection committee (Ban TTND)", False),
        ("who proposed", "who proposed", False),
        ("its time limit", "its time limit", False),
        ("present", "those present", True),
        ("all households of the village", "all households of the village", True),
        ("business situation", "the business situation", False),
    ],
)
def test_the_english_article_and_number(label: str, shown: str, many: bool) -> None:
    assert the(label) == shown
    assert plural(label) is many


@pytest.mark.parametrize(
    ("label", "there", "not_there"),
    [
        (Words("ngày họp", "day of the meeting"), "there is a day of the meeting", "there is no day of the meeting"),
        (Words("từng cuộc họp", "each meeting"), "there is a meeting", "there is no meeting"),
        (Words("các bước", "steps carried out"), "there are steps carried out", "there are no steps carried out"),
        (Words("ai đề nghị", "who asked"), "it is stated who asked", "it is not stated who asked"),
        (Words("thời hạn", "its time limit"), "its time limit is given", "its time limit is not given"),
        (
            Words("bầu", "election of mediators"),
            "there is an election of mediators",
            "there is no election of mediators",
        ),
    ],
)
def test_that_something_is_there(label: Words, there: str, not_there: str) -> None:
    assert there_is(label).en == there
    assert there_is_no(label).en == not_there


def test_vietnamese_existence() -> None:
    assert there_is(Words("ngày họp", "day")).vi == "có ngày họp"
    assert there_is(Words("từng cuộc họp", "each meeting")).vi == "có cuộc họp"
    assert there_is(Words("có sổ", "book")).vi == "có sổ"
    assert there_is_no(Words("có sổ", "book")).vi == "không có sổ"
    assert there_is(Words("ai đề nghị", "who asked")).vi == "có khai ai đề nghị"


@pytest.mark.parametrize(
    ("said", "contrary"),
    [
        ("có chữ ký Trưởng thôn", "không có chữ ký Trưởng thôn"),
        ("đã niêm yết", "chưa niêm yết"),
        ("việc đã được đem ra thực hiện", "việc chưa được đem ra thực hiện"),
        ("bằng văn bản", "không phải bằng văn bản"),
        ("được bầu tại hội nghị", "không được bầu tại hội nghị"),
        ("hội nghị quyết định", "không có việc hội nghị quyết định"),
    ],
)
def test_the_contrary_in_vietnamese(said: str, contrary: str) -> None:
    assert denied(said) == contrary
    assert not_so(Words(said, "it was so")).en == "it is not so that it was so"


def test_a_rule_is_told_without_paths_or_ids() -> None:
    ruleset = load_ruleset()
    for rule in ruleset.rules:
        compiled = ruleset.compiled(rule)
        assert compiled is not None
        for version in compiled.versions:
            outline = Outline(ruleset, version.version.in_force.start)
            for _, words in (*outline.lines(version.when), *outline.lines(version.require)):
                for said in (words.vi, words.en):
                    assert said.strip() == said, rule.id
                    assert "target." not in said, rule.id
                    names = said.replace("dialogue_group", "")  # a name that a report may write so
                    assert "_" not in names, f"{rule.id}: {said}"


def test_what_is_judged_is_told_by_the_names_of_the_lists() -> None:
    ruleset = load_ruleset()
    nested = target_words(Targets("each", "decided[].ballots"), ruleset)
    assert nested.vi.startswith("từng ")
    assert "decided" not in nested.vi + nested.en
    assert target_words(Targets("every", "quarter"), ruleset).en == "every quarter of the reporting period"


def test_phrases_of_real_rules() -> None:
    ruleset = load_ruleset()

    def duty(name: str) -> Words:
        rule = ruleset.by_id(name)
        compiled = ruleset.compiled(rule) if rule is not None else None
        assert compiled is not None
        return phrase(compiled.versions[-1].require, compiled.versions[-1].version.in_force.start)

    assert duty("commune.ballot_notice") == Words(
        "ngày công khai về việc lấy phiếu ít nhất 02 ngày trước ngày phát phiếu",
        "the day on which the ballot was publicized is at least 2 days before the day of distribution",
    )
    assert duty("agency.people_inspection_none_if_small") == Words(
        "không có Ban Thanh tra nhân dân", "there is no people's inspection committee (Ban TTND)"
    )
    assert duty("commune.online_choice_majority").vi.endswith("đạt trên 50% tổng số hộ trong thôn vào ngày biểu quyết")
