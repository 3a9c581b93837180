"""What the pages are made of, put together once: the rules, their cases, the account of the law; and where each
page stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qcdc_rules.authoring.articles import Article, articles, outcomes_of, read_shorts
from qcdc_rules.authoring.cases import Case
from qcdc_rules.authoring.coverage import Account, account
from qcdc_rules.authoring.pages.examples import Examples, examples_of
from qcdc_rules.authoring.pages.markdown import link, slug
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.explaining.findings import cited
from qcdc_rules.explaining.reasons import CHECKED
from qcdc_rules.explaining.values import provision_words
from qcdc_rules.model.law import Citation
from qcdc_rules.model.rules import REGULATIONS, Rule
from qcdc_rules.source import Words

INDEX = "README.md"
KINDS = {
    "commune": Words("Cấp xã", "Commune"),
    "agency": Words("Cơ quan, đơn vị", "Agency"),
    "workplace": Words("Nơi làm việc", "Workplace"),
    "district_summary": Words("Tổng hợp", "District summary"),
}
"""Short names of the regulation types."""


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that a page may speak of."""

    ruleset: Ruleset
    rules: tuple[Rule, ...]
    accounts: tuple[Account, ...]
    articles: Mapping[str, tuple[Article, ...]]
    examples: Mapping[str, Examples]
    outcomes: Mapping[str, Counter[str]]
    by_file: Mapping[str, list[Rule]]
    titles: Mapping[str, Words]

    def rule_title(self, rule: Rule, here: str, lang: str = "vi") -> str:
        """A link to a rule by its title."""
        return link(rule.title.say(lang), rule_page(rule), here)

    def provision(self, citation: Citation, here: str, lang: str) -> str:
        """A link to the page of the instrument, with how the wording was read."""
        if citation.instrument not in self.ruleset.law.instruments:
            return provision_words(citation).say(lang)
        provision = cited(citation, self.ruleset.law, None)
        label = link(provision.label.say(lang), instrument_page(citation.instrument), here)
        return f"{label} ({CHECKED[provision.checked].say(lang)})"

    def label(self, citation: Citation) -> Words:
        """A provision in words, without a link."""
        instrument = self.ruleset.law.instruments.get(citation.instrument)
        return provision_words(citation, instrument.kind if instrument is not None else "")

    def cases(self, rule: Rule) -> Counter[str]:
        return self.outcomes.get(rule.id, Counter())


def book(ruleset: Ruleset, cases: Iterable[object], register: Path) -> Book:
    """The book of these rules, their cases and the register."""
    written = [case for case in cases if isinstance(case, Case)]
    accounts = tuple(one for name in REGULATIONS for one in account(name, ruleset, register))
    by_instrument: dict[str, list[Article]] = {}
    for article in articles(accounts, ruleset, read_shorts(register)):
        by_instrument.setdefault(article.instrument, []).append(article)
    by_file: dict[str, list[Rule]] = {}
    for rule in ruleset.rules:
        by_file.setdefault(rule.file, []).append(rule)
    return Book(
        ruleset,
        tuple(ruleset.rules),
        accounts,
        {number: tuple(found) for number, found in by_instrument.items()},
        examples_of(written),
        outcomes_of(written),
        by_file,
        {one.slug: one.title for catalogue in ruleset.law.catalogues.values() for one in catalogue.contents},
    )


def rule_page(rule: Rule) -> str:
    return f"rules/{rule.regulation}/{rule.id.partition('.')[2] or rule.id}.md"


def rules_index(regulation: str) -> str:
    return f"rules/{regulation}/{INDEX}"


def instrument_page(number: str) -> str:
    return f"instruments/{slug(number)}.md"


def content_page(catalogue: str, content: str) -> str:
    return f"contents/{catalogue}/{content}.md"


def both(words: Words) -> str:
    """Both languages on one line, once where they are the same."""
    return words.vi if words.vi == words.en or not words.en else f"{words.vi} · {words.en}"
