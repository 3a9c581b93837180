"""Rule tests: cases written beside rules and templates, each a change of a base and what to expect.

Expected outcomes are written by hand, from the law. The runner builds the submission, evaluates the one rule,
and compares; it never writes an expectation.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qcdc_rules.authoring.changing import CaseFault, changed
from qcdc_rules.compiling.compiled import Compiler
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.compiling.trace import Trace
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.evaluating.results import Result
from qcdc_rules.explaining.findings import finding
from qcdc_rules.loading.packs import RuleFile, Sources, templates_of
from qcdc_rules.loading.plain import from_plain, spot_at
from qcdc_rules.loading.rules import RuleFault, resolved
from qcdc_rules.loading.rules import rule as read_rule
from qcdc_rules.loading.submission import from_node
from qcdc_rules.loading.templates import Template
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission
from qcdc_rules.source import Table, Words

_KIND = {
    "commune": "commune",
    "agency": "state_agency",
    "workplace": "enterprise",
    "district_summary": "district",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case: which rule, which submission, what is expected of which result."""

    file: str
    line: int
    subject: str
    name: str
    rule: Rule
    submission: Mapping[str, Any]
    as_of: date | None
    holidays: tuple[date, ...] | None
    expect: Mapping[str, str]
    missing: Mapping[str, list[str]]
    version: Mapping[str, str]
    shows: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """How a case went: what did not hold, in words; and the results, for coverage."""

    case: Case
    failures: tuple[Words, ...]
    results: tuple[Result, ...] = ()
    whens: tuple[Trace, ...] = ()
    """Of every result, how its `when` was judged: the trace of a result has it only where it did not hold."""
    scopes: tuple[Trace, ...] = ()


def cases_of(
    sources: Sources, ruleset: Ruleset, templates: Mapping[str, Template] | None = None
) -> Iterator[Case | tuple[RuleFile, int, str]]:
    """Every case of the test files read; a case that cannot be built comes as (file, line, why)."""
    templates = templates if templates is not None else templates_of(sources)
    for one in sources.of("test"):
        for number, test in enumerate(one.plain["tests"]):
            line = spot_at(one.node, ("tests", number)).line
            try:
                rule = _rule(test, ruleset, templates, number)
            except (CaseFault, RuleFault) as fault:
                yield one, line, str(fault)
                continue
            for n, case in enumerate(test["cases"]):
                spot = spot_at(one.node, ("tests", number, "cases", n))
                try:
                    yield _case(one, spot.line, test, case, rule)
                except CaseFault as fault:
                    yield one, spot.line, f"{case['name']}: {fault}"


def _rule(test: Mapping[str, Any], ruleset: Ruleset, templates: Mapping[str, Any], number: int) -> Rule:
    if "rule" in test:
        found = ruleset.by_id(str(test["rule"]))
        if found is None:
            raise CaseFault(
                f"không có quy tắc {test['rule']} (hoặc quy tắc có lỗi) · no such rule, or it has faults"
            )
        return found
    regulation = test.get("regulation", "commune")
    plain = {
        "id": f"{regulation}.{test['template']}.test{number}",
        "title": {"vi": str(test["template"]), "en": str(test["template"])},
        "force": "must",
        "fidelity": "full",
        "template": test["template"],
        "with": test.get("with", {}),
        "in_force": {"from": "1990-01-01"},
        "cites": [{"instrument": "10/2022/QH15"}],
        "governed_by": test.get("governed_by", "period.last_on"),
    }
    if "targets" in test:
        plain["targets"] = test["targets"]
    worked = resolved(plain, {"regulation": regulation, "category": "publicize"}, templates)
    return read_rule(worked, "template", 1, "")


def _case(one: RuleFile, line: int, test: Mapping[str, Any], case: Mapping[str, Any], rule: Rule) -> Case:
    submission: dict[str, Any] = copy.deepcopy(dict(test["base"]))
    stated_on = str(test["stated_on"])
    changes = dict(case.get("set", {}))
    stated_on = str(changes.pop("stated_on", stated_on))
    submission.setdefault("schema", "qcdc-submission/1")
    unit = submission.setdefault("unit", {})
    if isinstance(unit, dict):
        unit.setdefault("code", "T-1")
        unit.setdefault("name", "Đơn vị kiểm thử")
        unit.setdefault("kind", _KIND[rule.regulation])
    period = submission.setdefault("period", {})
    if isinstance(period, dict):
        period.setdefault("first_on", f"{stated_on[:4]}-01-01")
        period.setdefault("last_on", f"{stated_on[:4]}-12-31")
        period["stated_on"] = stated_on
    for path in case.get("unset", ()):
        changed(submission, str(path), None, remove=True)
    for path, value in changes.items():
        changed(submission, str(path), value)
    holidays = test.get("holidays")
    as_of = case.get("as_of", test.get("as_of"))
    return Case(
        file=one.path,
        line=line,
        subject=str(test.get("rule", test.get("template"))),
        name=str(case["name"]),
        rule=rule,
        submission=submission,
        as_of=date.fromisoformat(str(as_of)) if as_of else None,
        holidays=tuple(date.fromisoformat(str(day)) for day in holidays) if holidays is not None else None,
        expect=case["expect"],
        missing=case.get("missing", {}),
        version=case.get("version", {}),
        shows=case.get("shows", {}),
    )


def run_case(case: Case, ruleset: Ruleset) -> Judged:
    """Run one case and say what did not hold."""
    node = from_plain(case.submission)
    assert isinstance(node, Table)
    submission = from_node(node, case.file, ruleset.shape, [])
    errors = [problem for problem in submission.problems if problem.severity == "error"]
    expected_errors = case.submission.get("allow_errors")
    if (errors and not expected_errors) or not isinstance(submission, Submission):
        told = tuple(Words(f"{p.path}: {p.words.vi}", f"{p.path}: {p.words.en}") for p in errors)
        return Judged(case, told)
    law = ruleset.law
    if case.holidays is not None:
        table = law.holidays._replace(days=frozenset(case.holidays), makeup=frozenset())
        law = law._replace(holidays=table)
    one_rule = ruleset if law is ruleset.law else ruleset.with_law(law)
    calendar = calendar_of(law.holidays, submission)
    evaluation = Evaluation(one_rule, submission, case.as_of or submission.stated_on, True, calendar)
    results = evaluation.of_rule(case.rule)
    faults = Compiler(law, ruleset.shape).faults_of(case.rule) if case.rule.file == "template" else ()
    if faults:
        return Judged(case, tuple(fault.words for fault in faults))
    by_key = {result.key: result for result in results}
    told = (*_failures(case, by_key), *_not_shown(case, by_key, one_rule, submission))
    judged = [evaluation.applicability(result) for result in results]
    whens = tuple(when for _, when in judged if when is not None)
    return Judged(case, told, results, whens, tuple(trace for scopes, _ in judged for trace in scopes))


def _not_shown(
    case: Case, results: Mapping[str, Result], ruleset: Ruleset, submission: Submission
) -> Iterator[Words]:
    """Words that the Vietnamese finding must contain and does not."""
    for key, wanted in case.shows.items():
        if key not in results:
            continue
        told = finding(results[key], ruleset, submission)
        said = [told.message, told.found, told.required, *told.remarks, *([told.remedy] if told.remedy else [])]
        text = " ".join(words.vi for words in said)
        for word in wanted if isinstance(wanted, list) else [wanted]:
            if str(word) not in text:
                yield Words(f"{key}: câu không có “{word}”: {text}", f"{key}: the sentence lacks “{word}”: {text}")


def _failures(case: Case, results: Mapping[str, Result]) -> Iterator[Words]:
    for key, expected in case.expect.items():
        result = results.get(key)
        if result is None:
            keys = ", ".join(results)
            yield Words(
                f"không có kết quả “{key}”; có: {keys}", f"there is no result “{key}”; there are: {keys}"
            )
            continue
        if result.verdict != expected:
            why = result.fault or result.reason
            lacking = f" [{', '.join(result.lacking)}]" if result.lacking else ""
            yield Words(
                f"{key}: mong đợi {expected}, được {result.verdict} ({why}{lacking})",
                f"{key}: expected {expected}, got {result.verdict} ({why}{lacking})",
            )
    for key, paths in case.missing.items():
        found = results[key].lacking if key in results else ()
        if set(found) != set(paths):
            yield Words(
                f"{key}: thiếu {paths}, được {list(found)}", f"{key}: lacking {paths}, got {list(found)}"
            )
    for key, first in case.version.items():
        version = results[key].version if key in results else None
        start = str(version.in_force.start) if version is not None else "-"
        if start != str(first):
            yield Words(
                f"{key}: phiên bản từ {first}, được {start}", f"{key}: version from {first}, got {start}"
            )
