"""`--engine durable` and `--cross-check`: the second engine, and both engines held against each other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

import click

from qcdc_rules.authoring.crosscheck import NO_RESULT, Difference, Side, cross_check, second_engine
from qcdc_rules.cli.output import say
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission, Unreadable
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.verdict import BAD_INPUT, FAULT, OPEN, Weighed, gate, worst
from qcdc_rules.second.chaining.engine import DurableChain, Refusal
from qcdc_rules.second.engine import Judgement

UNKNOWN = ("missing", "running", "law_open")
OUTCOMES = ("satisfied", "violated", "unknown", "not_applicable", "error")
SHOWN_FACTS = 12
_VI = {
    "satisfied": "đạt",
    "violated": "vi phạm",
    "missing": "thiếu dữ kiện",
    "running": "chưa đến hạn",
    "law_open": "luật để ngỏ",
    "not_applicable": "không áp dụng",
    "error": "lỗi phần mềm",
    NO_RESULT: "không có kết quả",
}
Read = tuple[str, Submission | Unreadable]
"""A submission under the name that the report shows."""


class Asked(NamedTuple):
    """What a run asks: which rules, on which day, what shuts the gate, in which language."""

    ruleset: Ruleset
    rules_of: Callable[[str], list[Rule]]
    as_of: date
    fail_on: str
    min_severity: str
    lang: str


class Told(NamedTuple):
    """The compact report of the second engine, as text and as JSON, and the exit code."""

    text: str
    document: str
    code: int


def started(ctx: click.Context) -> DurableChain:
    """durable-rules, started and ended with the command; where it cannot be, bad usage with the reason."""
    chain = DurableChain()
    try:
        chain.__enter__()
    except Refusal as why:
        raise click.UsageError(f"{why.words.vi} · {why.words.en}") from None
    ctx.call_on_close(chain.close)
    return chain


def narrow(formats: Sequence[str], **options: object) -> None:
    """Refuse what the second engine cannot do: it judges, it does not explain."""
    named = [f"-f {kind}" for kind in formats if kind not in ("text", "json")]
    named += [f"--{name.replace('_', '-')}" for name, value in options.items() if value]
    if named:
        raise click.UsageError(
            f"--engine durable chỉ cho kết quả từng quy tắc (-f text, -f json); không dùng được với: {', '.join(named)}."
            f" · --engine durable gives outcomes only (-f text, -f json); it does not go with: {', '.join(named)}."
        )


# -- the second engine alone -----------------------------------------------------------------------------


def judged(durable: DurableChain, reads: Iterable[Read], asked: Asked) -> Told:
    """What the second engine says of each submission."""
    texts: list[str] = []
    documents: list[dict[str, object]] = []
    codes: list[int] = []
    for name, read in reads:
        if isinstance(read, Unreadable):
            codes.append(BAD_INPUT)
            texts += [f"{name}: {problem.words.say(asked.lang)}" for problem in read.problems]
            documents.append({"file": name, "evaluated": False})
            continue
        rules = asked.rules_of(read.regulation)
        engine = second_engine(read, asked.ruleset, asked.as_of, durable, durable)
        found = [one for rule in rules for one in engine.of_rule(rule).values()]
        counts = _counts(found)
        codes.append(BAD_INPUT if read.has_errors else _gate(found, rules, counts, asked))
        texts += _text(name, read, found, counts, codes[-1], asked)
        documents.append(_plain(name, read, found, counts, asked.as_of))
    code = worst(codes)
    document = {"schema": "qcdc-outcomes/1", "engine": "durable-rules", "exit_code": code, "submissions": documents}
    return Told("".join(f"{clean(line)}\n" for line in texts), json.dumps(document, ensure_ascii=False, indent=1) + "\n", code)


def _outcome(verdict: str) -> str:
    return "unknown" if verdict in UNKNOWN else verdict


def _counts(found: list[Judgement]) -> dict[str, int]:
    counted = Counter(_outcome(one.verdict) for one in found)
    return {outcome: counted[outcome] for outcome in OUTCOMES}


def _gate(found: list[Judgement], rules: list[Rule], counts: dict[str, int], asked: Asked) -> int:
    by_id = {rule.id: rule for rule in rules}
    weighed = [
        Weighed(
            by_id[one.rule].force,
            by_id[one.rule].severity,
            _outcome(one.verdict),
            one.verdict if one.verdict in UNKNOWN else "",
        )
        for one in found
    ]
    return gate(counts, weighed, asked.fail_on, asked.min_severity)


def _text(
    name: str, read: Submission, found: list[Judgement], counts: dict[str, int], code: int, asked: Asked
) -> list[str]:
    vi, lang = asked.lang == "vi", asked.lang
    lines = [f"{name} · {read.unit_code} · durable-rules"]
    lines += [f"  {problem.line}:{problem.column}: {problem.words.say(lang)}" for problem in read.problems]
    for one in found:
        if one.verdict not in ("satisfied", "not_applicable"):
            lines.append(f"  {_VI[one.verdict] if vi else one.verdict}: {one.rule} [{one.key}]")
    words = (("đạt", "satisfied"), ("vi phạm", "violated"), ("chưa biết", "unknown"), ("không áp dụng", "not applicable"),
             ("lỗi", "error"))  # fmt: skip
    numbers = " · ".join(f"{counts[key]} {pair[0] if vi else pair[1]}" for key, pair in zip(OUTCOMES, words, strict=True))
    opened = ("cổng mở" if vi else "gate open") if code == OPEN else ("cổng đóng" if vi else "gate shut")
    return [*lines, f"{'Kết luận' if vi else 'Verdict'}: {opened} · {numbers} · {asked.as_of.isoformat()}"]


def _plain(name: str, read: Submission, found: list[Judgement], counts: dict[str, int], as_of: date) -> dict[str, object]:
    results = [
        {
            "rule": one.rule,
            "target": one.key,
            "outcome": _outcome(one.verdict),
            "unknown_class": one.verdict if one.verdict in UNKNOWN else "",
            "version": one.version.isoformat() if one.version is not None else "",
        }
        for one in found
    ]
    return {
        "file": name, "evaluated": True, "unit": read.unit_code, "as_of": as_of.isoformat(),
        "problems": len(read.problems), "counts": counts, "results": results,
    }  # fmt: skip


# -- both engines ----------------------------------------------------------------------------------------


def crossed(durable: DurableChain, reads: Iterable[Read], asked: Asked) -> int:
    """Compare both engines on each submission; what they say goes to standard error."""
    lang, number, differences = asked.lang, 0, 0
    for name, read in reads:
        if isinstance(read, Unreadable):
            continue
        rules = asked.rules_of(read.regulation)
        found = cross_check(read, asked.ruleset, rules, asked.as_of, durable, durable)
        number += found.results
        differences += len(found.differences)
        for one in found.differences:
            for line in difference_lines(name, one, lang):
                say(line)
    if differences:
        say(
            f"Hai bộ máy khác nhau ở {differences} trong {number} kết quả: không kết luận nào ở đó dùng được; hãy báo lỗi này."
            if lang == "vi"
            else f"The two engines differ in {differences} of {number} results: no verdict there can be used; please report it."
        )
        return FAULT
    say(f"Hai bộ máy khớp nhau: {number} kết quả." if lang == "vi" else f"The two engines agree: {number} results.")
    return OPEN


def difference_lines(name: str, one: Difference, lang: str) -> list[str]:
    """The least that shows a difference: rule, target, both outcomes with their versions, and the facts read."""
    facts = [f"{path}:{line}" if line else path for path, line in one.facts[:SHOWN_FACTS]]
    more = len(one.facts) - len(facts)
    read = ", ".join(facts) + (f" … +{more}" if more > 0 else "") or "–"
    first, second = _side(one.first, lang), _side(one.second, lang)
    if lang == "vi":
        return [f"{name}: {one.rule} [{one.key}]: bộ máy chính {first}; bộ máy thứ hai {second}", f"  dữ kiện: {read}"]
    return [f"{name}: {one.rule} [{one.key}]: first engine {first}; second engine {second}", f"  facts: {read}"]


def _side(side: Side, lang: str) -> str:
    word = _VI[side.verdict] if lang == "vi" else side.verdict
    if side.version is None:
        return word
    return f"{word} ({'phiên bản từ' if lang == 'vi' else 'version of'} {side.version.isoformat()})"
