"""A rule told in sentences: what it asks, of whom, since when, by which provision; and, with a submission, how
it came to each result, condition by condition, with the values and lines that it read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qcdc_rules.authoring.pages.outline import Outline
from qcdc_rules.authoring.pages.telling import FORCE, target_words
from qcdc_rules.compiling.compiled import CompiledVersion
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.compiling.trace import Trace
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.evaluating.results import Result
from qcdc_rules.explaining.findings import cited, finding
from qcdc_rules.explaining.phrases import phrase
from qcdc_rules.explaining.reasons import CATEGORIES, CHECKED, CLASSES, FIDELITY, OUTCOMES, REGULATIONS
from qcdc_rules.explaining.values import day_words, value_words
from qcdc_rules.logic.truth import Truth
from qcdc_rules.model.law import Plain
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission
from qcdc_rules.source import Words

_TRUTHS = {
    Truth.TRUE: Words("đúng", "true"),
    Truth.FALSE: Words("sai", "false"),
    Truth.MISSING: Words("chưa khai đủ", "not stated"),
    Truth.RUNNING: Words("chưa đến hạn", "not yet due"),
    Truth.LAW_OPEN: Words("luật để ngỏ", "left open by the law"),
}
_JOINING = {
    "all": Words("tất cả", "all of"),
    "any": Words("ít nhất một trong các điều sau", "at least one of"),
    "not": Words("không có việc sau", "not"),
    "if": Words("nếu … thì …", "if … then …"),
}


class Narrator:
    """Tells rules of one ruleset in one language."""

    def __init__(self, ruleset: Ruleset, lang: str) -> None:
        self._ruleset = ruleset
        self._lang = lang

    def _say(self, words: Words) -> str:
        return words.say(self._lang)

    def _both(self, vi: str, en: str) -> str:
        return vi if self._lang == "vi" else en

    def rule(self, rule: Rule) -> Iterator[str]:
        """The rule itself, without data."""
        yield f"{rule.id} – {self._say(rule.title)}"
        kind, category = REGULATIONS[rule.regulation], CATEGORIES[rule.category]
        yield f"  {self._say(kind)}; {self._say(category)}; {self._say(FORCE[rule.force])}; {rule.file}:{rule.line}"
        if rule.fidelity in FIDELITY:
            yield f"  {self._say(FIDELITY[rule.fidelity])}"
        compiled = self._ruleset.compiled(rule)
        if compiled is None:
            yield self._both("  Quy tắc có lỗi, xem qcdc rules lint.", "  The rule has faults; see qcdc rules lint.")
            return
        judged = self._say(target_words(rule.versions[0].targets, self._ruleset))
        yield self._both("  Xét: ", "  Judged: ") + judged + "."
        for version in compiled.versions:
            yield from self._version(version)
        for name in parameters_of(rule):
            yield from self._parameter(name)

    def _version(self, compiled: CompiledVersion) -> Iterator[str]:
        version = compiled.version
        start, until = version.in_force.start, version.in_force.until
        since = self._say(day_words(start)) if start else "…"
        end = self._both(f" đến trước {self._say(day_words(until))}", f" to before {self._say(day_words(until))}") if until else ""
        yield ""
        yield self._both(f"  Phiên bản từ {since}{end}", f"  Version from {since}{end}")
        for citation in version.cites:
            provision = cited(citation, self._ruleset.law, None)
            status = f" ({self._say(CHECKED[provision.checked])})"
            yield self._both("    Căn cứ: ", "    Provision: ") + self._say(provision.label) + status
        for scope in compiled.scopes:
            yield self._both("    Áp dụng cho: ", "    Binds: ") + self._say(scope.scope.title)
        if version.when:
            yield self._both("    Khi: ", "    When: ") + self._say(phrase(compiled.when, start))
        duty = list(Outline(self._ruleset, start).lines(compiled.require))
        if len(duty) == 1:
            yield self._both("    Phải: ", "    Must: ") + self._say(duty[0][1])
        else:
            yield self._both("    Phải:", "    Must:")
            yield from (f"      {'  ' * depth}- {self._say(words)}" for depth, words in duty)
        for point, condition in compiled.opens:
            why = self._say(point.message) if point.message else point.reason
            words = self._say(phrase(condition, start))
            yield self._both(f"    Luật để ngỏ khi {words}: {why}", f"    Left open by the law when {words}: {why}")
        if version.reading is not None:
            yield self._both("    Cách hiểu: ", "    Our reading: ") + self._say(version.reading)
        if version.remedy is not None:
            yield self._both("    Cách làm: ", "    What to do: ") + self._say(version.remedy)

    def _parameter(self, name: str) -> Iterator[str]:
        """Every value of a parameter, with its days, provision and, of an overlay, its pack."""
        parameter = self._ruleset.law.parameters.get(name)
        if parameter is None:
            return
        yield ""
        yield self._both("  Tham số ", "  Parameter ") + f"{name} – {self._say(parameter.title)}"
        for one in parameter.values:
            start, until = one.in_force
            since = self._say(day_words(start)) if start else "…"
            end = self._both(" đến trước ", " to before ") + self._say(day_words(until)) if until else ""
            value = self._say(value_words(one.value)) if one.value is not None else self._both("theo bảng", "by a table")
            cites = "; ".join(self._say(cited(cite, self._ruleset.law, None).label) for cite in one.cites)
            pack = self._both(f" [gói {one.overlay}]", f" [pack {one.overlay}]") if one.overlay else ""
            yield self._both("    từ ", "    from ") + f"{since}{end}: {value} – {cites}{pack}"

    def results(self, rule: Rule, evaluation: Evaluation, submission: Submission) -> Iterator[str]:
        """How the rule judged each target of a submission."""
        for result in evaluation.of_rule(rule):
            yield ""
            yield from self._result(result, submission)

    def _result(self, result: Result, submission: Submission) -> Iterator[str]:
        told = finding(result, self._ruleset, submission)
        outcome = self._say(OUTCOMES[result.outcome.value])
        if result.unknown_class:
            outcome += f" ({self._say(CLASSES[result.unknown_class])})"
        yield f"  [{result.key}] {self._say(told.target_label)}: {outcome} – {self._say(told.message)}"
        if result.version is not None and result.day is not None:
            day = self._say(day_words(result.day))
            start = self._say(day_words(result.version.in_force.start)) if result.version.in_force.start else "…"
            yield self._both(
                f"    Luật của ngày {day}: phiên bản từ {start}.", f"    The law of {day}: the version from {start}."
            )
        if result.trace is not None:
            yield from self._trace(result.trace, 2, result.day)

    def _trace(self, trace: Trace, depth: int, day: date | None) -> Iterator[str]:
        indent = "  " * depth
        whole = not trace.parts or trace.node.op in ("some", "every")
        words = self._say(phrase(trace.node, day) if whole else _JOINING.get(trace.node.op, Words(trace.node.op, trace.node.op)))
        yield f"{indent}{self._say(_TRUTHS[trace.truth])}: {words}"
        for fact in trace.facts:
            place = f" ({fact.spot.line}:{fact.spot.column})" if fact.spot.line else ""
            value = self._say(value_words(fact.value, fact.field))
            yield f"{indent}  {fact.path or '–'} = {value}{place}"
        for part in trace.parts:
            yield from self._trace(part, depth + 1, day)


def parameters_of(rule: Rule) -> tuple[str, ...]:
    """The parameters that the conditions of a rule name, in the order of their first use."""
    found: dict[str, None] = {}
    waiting: list[Plain] = [part for version in rule.versions for part in (*version.when, version.require)]
    while waiting:
        plain = waiting.pop(0)
        if isinstance(plain, dict):
            found.update({str(plain[key]): None for key in ("param", "lookup") if isinstance(plain.get(key), str)})
            waiting = [*plain.values(), *waiting]
        elif isinstance(plain, list):
            waiting = [*plain, *waiting]
    return tuple(found)
