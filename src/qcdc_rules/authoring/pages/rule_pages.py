"""The page of a rule: what it asks, of whom, since when, on which provision; examples; the rows that it covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qcdc_rules.authoring.coverage import rows_of
from qcdc_rules.authoring.pages.book import INDEX, KINDS, Book, both, content_page, rule_page, rules_index
from qcdc_rules.authoring.pages.examples import Examples, changes
from qcdc_rules.authoring.pages.markdown import bullets, code, link, linked_code, page, text
from qcdc_rules.authoring.pages.outline import Line, Outline
from qcdc_rules.authoring.pages.telling import (
    FORCE,
    NUMBERED,
    PROVES,
    SEVERITY,
    STRADDLE,
    capital,
    dated_words,
    span_words,
    target_words,
)
from qcdc_rules.compiling.compiled import CompiledRule, CompiledVersion
from qcdc_rules.evaluating.targets import deciding
from qcdc_rules.explaining.bodies import bodies_words
from qcdc_rules.explaining.naming import fact_words
from qcdc_rules.explaining.reasons import CATEGORIES, FIDELITY, REASONS
from qcdc_rules.explaining.values import day_words, number_words
from qcdc_rules.model.rules import Rule, Version
from qcdc_rules.source import Words

_OF_RULE = ("messages", "remedy", "reading", "scope")
"""What is told once, above the versions, where every version says the same."""
_SAME = Words("Yêu cầu như phiên bản trên.", "It asks the same as the version above.")
MOST_SIBLINGS = 6


class RulePage:
    """Writes the page of one rule."""

    def __init__(self, book: Book, rule: Rule) -> None:
        self._book = book
        self._ruleset = book.ruleset
        self._rule = rule
        self._here = rule_page(rule)
        self._outlined: dict[int, list[Line]] = {}
        self._shared = {name for name in _OF_RULE if len({str(getattr(v, name)) for v in rule.versions}) == 1}

    def markdown(self) -> str:
        rule = self._rule
        home = link("Mục lục · Index", INDEX, self._here)
        up = link(both(KINDS[rule.regulation]), rules_index(rule.regulation), self._here)
        return page(
            [
                f"# {text(rule.title.vi)}",
                f"*{text(rule.title.en)}*",
                f"{home} / {up} / {code(rule.id)}",
                "## Tiếng Việt",
                *self._told("vi"),
                "## English",
                *self._told("en"),
                *self._examples(),
                *self._contents(),
                *self._sources(),
            ]
        )

    # -- one language ----------------------------------------------------------------------------------

    def _told(self, lang: str) -> Iterator[list[str] | str]:
        rule, first = self._rule, self._rule.versions[0]
        compiled = self._ruleset.compiled(rule)
        facts = [*self._facts(), *self._scopes(compiled)]
        yield list(bullets((0, f"**{label.say(lang)}**: {text(words.say(lang))}") for label, words in facts))
        if compiled is None:
            return
        above: list[list[str] | str] = []
        for version in compiled.versions:
            yield f"### {text(capital(span_words(version.version.in_force).say(lang)))}"
            yield from self._provisions(version.version, lang)
            blocks = list(self._asked(version, lang))
            yield from blocks if blocks != above else [_SAME.say(lang)]
            above = blocks
            yield from self._beside(version.version, lang)
        yield from self._advice(first, self._shared, lang)

    def _facts(self) -> Iterator[tuple[Words, Words]]:
        rule, first = self._rule, self._rule.versions[0]
        force, severity = FORCE[rule.force], SEVERITY[rule.severity]
        category = CATEGORIES[rule.category]
        yield Words("Nhóm", "Category"), category
        yield Words("Mức độ", "Strength"), Words(f"{force.vi}; {severity.vi}", f"{force.en}; {severity.en}")
        duty = [name for version in rule.versions for name in version.duty_of]
        if duty:
            yield Words("Người phải làm", "Duty of"), bodies_words(list(dict.fromkeys(duty)))
        yield Words("Xét", "Judged"), target_words(first.targets, self._ruleset)
        if first.proves != "complied":
            yield Words("Khi đạt", "A pass"), PROVES.get(first.proves, Words(first.proves, first.proves))
        if rule.fidelity in FIDELITY:
            yield Words("Lưu ý", "Note"), FIDELITY[rule.fidelity]
        if rule.straddle:
            yield Words("Khi đổi luật", "Change of law"), STRADDLE[rule.straddle]
        if rule.retired is not None:
            day = day_words(rule.retired)
            yield Words("Đã bãi bỏ", "Retired"), Words(f"từ {day.vi}", f"from {day.en}")

    def _provisions(self, version: Version, lang: str) -> Iterator[list[str] | str]:
        cites = [(0, self._book.provision(cite, self._here, lang)) for cite in version.cites]
        yield from self._block(Words("Căn cứ", "Provisions"), cites, lang)

    def _asked(self, compiled: CompiledVersion, lang: str) -> Iterator[list[str] | str]:
        """What a version asks: of whom, when, what, and where the law leaves it open."""
        version = compiled.version
        outline = Outline(self._ruleset, version.in_force.start)
        days = [fact_words(path).say(lang) for path in compiled.governed_by]
        if days:
            one = Words("Luật áp dụng là luật của ngày này", "The law of this day governs").say(lang)
            first = Words(
                "Luật áp dụng là luật của ngày có trước tiên trong số", "The law of the first of these governs"
            )
            yield f"{one if len(days) == 1 else first.say(lang)}: {text('; '.join(days))}."
        if "scope" not in self._shared and version.scope:
            scopes = [(0, text(one.scope.title.say(lang))) for one in compiled.scopes]
            yield from self._block(Words("Áp dụng cho", "Binds"), scopes, lang)
        if version.when:
            yield from self._block(Words("Khi", "When"), self._lines(outline, compiled.when, lang), lang)
        yield from self._block(Words("Phải", "Must"), self._lines(outline, compiled.require, lang), lang)
        yield from self._open(compiled, outline, lang)

    def _beside(self, version: Version, lang: str) -> Iterator[list[str] | str]:
        """Values of the law, advice, fines, related provisions of a version."""
        parameters = [(0, text(words.say(lang))) for words in self._parameters(version)]
        yield from self._block(Words("Con số luật định", "Values set by the law"), parameters, lang)
        yield from self._advice(version, set(_OF_RULE) - self._shared, lang)
        fines = [(0, text(words.say(lang))) for words in self._fines(version)]
        yield from self._block(Words("Mức phạt", "Fines"), fines, lang)
        see = [(0, self._book.provision(cite, self._here, lang)) for cite in version.see]
        yield from self._block(Words("Xem thêm", "See also"), see, lang)

    def _block(self, label: Words, lines: list[tuple[int, str]], lang: str) -> Iterator[list[str] | str]:
        if lines:
            yield f"**{label.say(lang)}**"
            yield list(bullets(lines))

    def _lines(self, outline: Outline, condition: Any, lang: str) -> list[tuple[int, str]]:
        """The outline of a condition, made once for both languages."""
        kept = self._outlined.get(id(condition))
        if kept is None:
            kept = self._outlined[id(condition)] = list(outline.lines(condition))
        return [(depth, text(words.say(lang))) for depth, words in kept]

    def _scopes(self, compiled: CompiledRule | None) -> Iterator[tuple[Words, Words]]:
        """Whom every version binds."""
        titles = [one.scope.title for one in compiled.versions[0].scopes] if compiled is not None else []
        if titles and "scope" in self._shared:
            vi, en = "; ".join(one.vi for one in titles), "; ".join(one.en for one in titles)
            yield Words("Áp dụng cho", "Binds"), Words(vi, en)

    def _open(self, compiled: CompiledVersion, outline: Outline, lang: str) -> Iterator[list[str] | str]:
        lines: list[tuple[int, str]] = []
        for point, condition in compiled.opens:
            why = point.message or REASONS[point.reason]
            lines.append((0, text(why.say(lang))))
            cases = self._lines(outline, condition, lang)
            when = Words("Khi", "When").say(lang)
            if len(cases) == 1:
                lines.append((1, f"{when}: {cases[0][1]}"))
            else:
                lines.append((1, f"{when}:"))
                lines += [(depth + 2, line) for depth, line in cases]
        label = Words(
            "Luật để ngỏ (chưa đạt cũng không kết luận vi phạm)", "Left open by the law (no breach is concluded)"
        )
        yield from self._block(label, lines, lang)

    def _advice(self, version: Version, which: set[str], lang: str) -> Iterator[str]:
        if "reading" in which and version.reading is not None:
            yield f"**{Words('Cách hiểu', 'Our reading').say(lang)}**: {text(version.reading.say(lang))}"
        violated = version.messages.get("violated")
        if "messages" in which and violated is not None:
            yield f"**{Words('Khi không đạt', 'When it fails').say(lang)}**: {text(violated.say(lang))}"
        if "remedy" in which and version.remedy is not None:
            yield f"**{Words('Cách làm', 'What to do').say(lang)}**: {text(version.remedy.say(lang))}"

    # -- values of the law -----------------------------------------------------------------------------

    def _parameters(self, version: Version) -> Iterator[Words]:
        conditions = [version.require, *version.when, *(one.when for one in version.opens)]
        for name in sorted({name for plain in conditions for name in _parameters_in(plain)}):
            parameter = self._ruleset.law.parameters.get(name)
            for dated in parameter.values if parameter is not None else ():
                if parameter is None or not dated.in_force.overlaps(version.in_force):
                    continue
                value, span = dated_words(dated, self._book.titles), span_words(dated.in_force)
                where = self._where(dated.cites)
                yield Words(
                    f"{parameter.title.vi}: {value.vi} ({span.vi}{where.vi})",
                    f"{parameter.title.en}: {value.en} ({span.en}{where.en})",
                )

    def _where(self, cites: tuple[Any, ...]) -> Words:
        from_law = [self._book.label(cite) for cite in cites]
        vi, en = "".join(f"; {one.vi}" for one in from_law), "".join(f"; {one.en}" for one in from_law)
        return Words(vi, en)

    def _fines(self, version: Version) -> Iterator[Words]:
        for name in version.sanction:
            parameter = self._ruleset.law.parameters.get(name)
            for dated in parameter.values if parameter is not None else ():
                if parameter is None or dated.fine is None:
                    continue
                low, high = (number_words(amount) for amount in dated.fine)
                span, where = span_words(dated.in_force), self._where(dated.cites)
                yield Words(
                    f"{parameter.title.vi}: từ {low.vi} đến {high.vi} đồng ({span.vi}{where.vi})",
                    f"{parameter.title.en}: {low.en} to {high.en} VND ({span.en}{where.en})",
                )

    # -- both languages together -----------------------------------------------------------------------

    def _examples(self) -> Iterator[list[str] | str]:
        counts = self._book.cases(self._rule)
        if not counts:
            return
        yield "## Ví dụ · Examples"
        numbers = (f"{both(words)} {counts[name]}" for name, words in NUMBERED.items() if counts[name])
        yield f"Kiểm thử · Under test: {'; '.join(numbers)}."
        found = self._book.examples.get(self._rule.id, Examples())
        if found.satisfied is not None:
            yield f"**Đạt · Satisfied** – {text(found.satisfied.name)}:"
            yield ["```yaml", found.satisfied.text, "```"]
        if found.violated is not None:
            changed = changes(found.satisfied, found.violated)
            only = " (khác ví dụ trên · unlike the above)" if changed else ""
            yield f"**Vi phạm · Violated** – {text(found.violated.name)}{only}:"
            yield ["```diff", *changed, "```"] if changed else ["```yaml", found.violated.text, "```"]

    def _contents(self) -> Iterator[list[str] | str]:
        targets = self._rule.versions[0].targets
        if targets.kind != "each_content":
            return
        contents = self._ruleset.law.catalogues[targets.of].contents
        judged = [one for one in contents if any(deciding(version, one) for version in self._rule.versions)]
        if judged:
            yield "## Nội dung · Contents"
            lines = [
                f"- {link(one.title.vi, content_page(targets.of, one.slug), self._here)} · {text(one.title.en)}"
                for one in judged
            ]
            yield lines

    def _sources(self) -> Iterator[list[str] | str]:
        rows = list(dict.fromkeys(rows_of(self._rule, self._ruleset)))
        same = self._book.by_file[self._rule.file]
        start = max(0, min(same.index(self._rule) - MOST_SIBLINGS // 2, len(same) - MOST_SIBLINGS - 1))
        near = [one for one in same[start : start + MOST_SIBLINGS + 1] if one.id != self._rule.id]
        lines = [f"- Tệp · File: {code(self._rule.file)}"]
        if rows:
            lines.append(f"- Dòng trong sổ nghĩa vụ · Rows of the account: {', '.join(code(row) for row in rows)}")
        if near:
            links = (linked_code(one.id.partition(".")[2], rule_page(one), self._here) for one in near)
            lines.append(f"- Cùng chủ đề · Same topic: {', '.join(links)}")
        yield "## Nguồn · Source"
        yield lines


def _parameters_in(plain: object) -> Iterator[str]:
    if isinstance(plain, Mapping):
        for key, value in plain.items():
            if key in ("param", "lookup") and isinstance(value, str):
                yield value
            yield from _parameters_in(value)
    elif isinstance(plain, list | tuple):
        for value in plain:
            yield from _parameters_in(value)
