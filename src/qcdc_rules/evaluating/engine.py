"""The engine: for each rule in scope and each target exactly one result.

The order of questions is fixed: which version governs, does it bind this unit and this target, is the duty
met, and, where it is not, does the law leave the point open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from qcdc_rules.compiling.compiled import CompiledRule, CompiledScope, CompiledVersion
from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.env import Compliance, Env
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.compiling.trace import Trace
from qcdc_rules.evaluating import passing
from qcdc_rules.evaluating.grounds import grounds
from qcdc_rules.evaluating.results import Result
from qcdc_rules.evaluating.targets import (
    WORKING_YEARS,
    Target,
    deciding,
    listing_arises,
    targets_of,
    unstated_year_end,
)
from qcdc_rules.logic.truth import FALSE, LAW_OPEN, MISSING, TRUE, Truth, any_of
from qcdc_rules.logic.values import Gap
from qcdc_rules.logic.working_days import WorkingCalendar
from qcdc_rules.model.outcome import Outcome, outcome_of
from qcdc_rules.model.rules import Open, Rule
from qcdc_rules.model.submission import Items, Record, Submission


class Verdict(NamedTuple):
    """What one version says of one target."""

    outcome: Outcome
    reason: str
    truth: Truth
    lacking: tuple[str, ...] = ()
    open: Open | None = None
    trace: Trace | None = None


@dataclass
class Evaluation:
    """One submission under one ruleset on one day. `traced`: also say why, for people."""

    ruleset: Ruleset
    submission: Submission
    as_of: date
    traced: bool
    calendar: WorkingCalendar
    _results: dict[str, tuple[Result, ...]] = field(default_factory=dict)
    _running: set[str] = field(default_factory=set)
    _twin: Evaluation | None = None
    _memo: dict[tuple[int, str], tuple[Items, frozenset[object], bool]] = field(default_factory=dict)
    _scopes: dict[tuple[object, ...], tuple[Truth, Open | None]] = field(default_factory=dict)

    @cached_property
    def judged(self) -> date:
        """The day on which limits are judged: never later than the day on which the report speaks."""
        return min(self.as_of, self.submission.stated_on)

    def results(self, rules: Iterable[Rule]) -> Iterator[Result]:
        for rule in rules:
            yield from self.of_rule(rule)

    def of_rule(self, rule: Rule) -> tuple[Result, ...]:
        """The results of one rule, worked out once."""
        found = self._results.get(rule.id)
        if found is None:
            self._running.add(rule.id)
            compiled = self.ruleset.compiled(rule)
            found = () if compiled is None else tuple(self._judge(compiled))
            self._running.discard(rule.id)
            self._results[rule.id] = found
        return found

    def explained(self, result: Result) -> Result:
        """The same result with its trace."""
        compiled = self.ruleset.compiled(result.rule)
        if compiled is None or self.traced or result.outcome is Outcome.ERROR:
            return result
        return self._traced()._one(compiled, result.target)

    def _traced(self) -> Evaluation:
        if self.traced:
            return self
        if self._twin is None:
            self._twin = Evaluation(self.ruleset, self.submission, self.as_of, True, self.calendar)
        return self._twin

    def _judge(self, compiled: CompiledRule) -> Iterator[Result]:
        catalogues = self.ruleset.law.catalogues
        for target in targets_of(compiled.rule, compiled.targets.lists, catalogues, self.submission):
            try:
                yield self._one(compiled, target)
            except Exception as fault:  # a fault of ours inside one rule must neither pass nor stop the others
                yield Result(
                    compiled.rule,
                    target,
                    Outcome.ERROR,
                    "fault",
                    MISSING,
                    fault=f"{type(fault).__name__}: {fault}",
                )

    # -- one target ----------------------------------------------------------------------------------

    def _one(self, compiled: CompiledRule, target: Target) -> Result:
        rule = compiled.rule
        if target.whole == "empty":
            return Result(rule, target, Outcome.NOT_APPLICABLE, "no_targets", FALSE)
        if rule.versions[0].targets == WORKING_YEARS and (unstated := unstated_year_end(self.submission)):
            return self._undated(compiled, target, unstated)
        if self._younger(target):
            return Result(rule, target, Outcome.NOT_APPLICABLE, "unit_younger", FALSE)
        day, lacking = self._governing_day(compiled, target)
        if day is None:
            return self._undated(compiled, target, lacking)
        version = next((v for v in compiled.versions if v.version.in_force.holds_on(day)), None)
        if version is None or (target.content and listing_arises(version.version, target.content) is None):
            return Result(rule, target, Outcome.NOT_APPLICABLE, "not_in_force", FALSE, day=day)
        verdict = self._verdict(compiled, version, target, day)
        if rule.straddle == "both" and verdict.outcome in (Outcome.SATISFIED, Outcome.VIOLATED):
            verdict = self._straddled(compiled, version, target, day, verdict)
        verdict = passing.touched_only(verdict, version.version, target, self.submission, self.judged)
        verdict = passing.of_known_age(verdict, target, self.submission)
        return Result(
            rule,
            target,
            verdict.outcome,
            verdict.reason,
            verdict.truth,
            version.version,
            day,
            verdict.lacking,
            verdict.open,
            verdict.trace,
            grounds=grounds(version, compiled.exists_for(target.content), self._env(version, target, day))
            if self.traced
            else (),
        )

    def _younger(self, target: Target) -> bool:
        """Whether the unit did not yet exist on the first day of the calendar part."""
        unit = self.submission.root.fields.get("unit")
        started = unit.fields.get("started_on") if isinstance(unit, Record) else None
        first = target.part.first if target.part is not None else None
        return isinstance(started, date) and first is not None and started > first

    def _governing_day(self, compiled: CompiledRule, target: Target) -> tuple[date | None, tuple[str, ...]]:
        """The day that chooses the version: of several, the first act that happened. Not stated: what to state.

        Where no act happened, the law on the last day of the period governs. A report cannot hold an act later
        than itself: a later day is judged by the law of the last day of which it speaks.
        """
        last_on = self.submission.last_on
        governed = compiled.versions[0].governed_by
        if len(governed) == 1 and governed[0].text == "period.last_on":
            return last_on, ()
        env = self._env(compiled.versions[0], target, last_on)
        for path in governed:
            found = path.read(env, Gap.NONE)
            if isinstance(found, date):
                if path.text in ("target.last_on", "target.next_on"):
                    return min(found, self.submission.last_on), ()
                return min(date(found.year, found.month, found.day), self._latest), ()
            if found is Gap.MISSING:
                return None, path.lacking(env, Gap.NONE)
        return self.submission.last_on, ()

    def _undated(self, compiled: CompiledRule, target: Target, lacking: tuple[str, ...]) -> Result:
        """No version can be chosen: not applicable if none of them would apply, or all began after the last day
        of which the report speaks; else unknown."""
        reason = "not_in_force"
        for version in compiled.versions:
            start = version.version.in_force.start
            if start is not None and start > self._latest:
                continue
            reason = "condition_false"
            env = self._env(version, target, version.version.in_force.start or self.submission.last_on)
            said, _ = self._applies(version, env)
            if said is not FALSE:
                path = (target.path,) if target.whole else lacking
                why = {"missing": "list_missing", "partial": "list_partial"}.get(target.whole, "day_missing")
                return Result(compiled.rule, target, Outcome.UNKNOWN, why, MISSING, lacking=path)
        return Result(compiled.rule, target, Outcome.NOT_APPLICABLE, reason, FALSE)

    @cached_property
    def _latest(self) -> date:
        """The last day on which something that the report states can have happened."""
        return max(self.submission.last_on, self.submission.stated_on)

    def _env(self, version: CompiledVersion, target: Target, day: date) -> Env:
        return Env(
            root=self.submission.root,
            index=self.submission.index,
            calendar=self.calendar,
            first_on=self.submission.first_on,
            last_on=self.submission.last_on,
            judged=self.judged,
            day=day,
            target=target.value,
            parent=target.parent,
            cites=version.version.cites,
            complies=self._complies,
            key=target.key,
            memo=self._memo,
        )

    # -- one version ---------------------------------------------------------------------------------

    def _verdict(self, compiled: CompiledRule, version: CompiledVersion, target: Target, day: date) -> Verdict:
        env = self._env(version, target, day)
        applies, open_ = self._applies(version, env)
        content = compiled.exists_for(target.content)
        if content is not None:
            applies = min(applies, content.decide(env, Gap.NONE))
        if applies is not TRUE:
            verdict = self._not_binding(version, env, applies, open_, content)
            unstated = target.whole and verdict.truth is MISSING
            return verdict._replace(lacking=(target.path,)) if unstated else verdict
        if target.whole:
            reason = "list_missing" if target.whole == "missing" else "list_partial"
            return Verdict(Outcome.UNKNOWN, reason, MISSING, (target.path,))
        truth, trace = self._decide(version.require, env)
        if truth is FALSE:
            return self._failed(version, target, env, trace)
        lacking = trace.lacking if trace is not None and not truth.decided else ()
        return Verdict(outcome_of(truth), "requirement", truth, lacking, None, trace)

    def _decide(self, condition: Condition, env: Env) -> tuple[Truth, Trace | None]:
        if not self.traced:
            return condition.decide(env, Gap.NONE), None
        trace = condition.trace(env, Gap.NONE)
        return trace.truth, trace

    def _applies(self, version: CompiledVersion, env: Env) -> tuple[Truth, Open | None]:
        """Whether the version binds: every scope and `when`; with the open point of a scope that decides."""
        truth, open_ = TRUE, None
        for scope in version.scopes:
            said, point = self._in_scope(scope, env)
            if said < truth:
                truth, open_ = said, point
        return min(truth, version.when.decide(env, Gap.NONE)), open_

    def _in_scope(self, scope: CompiledScope, env: Env) -> tuple[Truth, Open | None]:
        """Whether the unit is in a scope under the law of a day: asked once for all its targets."""
        asked = scope.scope.id, env.day, env.cites
        found = self._scopes.get(asked)
        if found is None:
            found = self._scopes[asked] = self._ask_scope(scope, env)
        return found

    def _ask_scope(self, scope: CompiledScope, env: Env) -> tuple[Truth, Open | None]:
        said = scope.when.decide(env, Gap.NONE)
        if said is not FALSE:
            return said, None
        for point, condition in scope.opens:
            if condition.decide(env, Gap.NONE) is TRUE:
                return LAW_OPEN, point
        return any_of(condition.decide(env, Gap.NONE) for _, condition in scope.opens), None

    def _not_binding(
        self, version: CompiledVersion, env: Env, applies: Truth, open_: Open | None, content: Condition | None
    ) -> Verdict:
        conditions = [scope.when for scope in version.scopes] + [version.when] + ([content] if content else [])
        left = [scope for scope in version.scopes if scope.when.decide(env, Gap.NONE) is FALSE]
        conditions += [condition for scope in left for _, condition in scope.opens]
        outside = bool(left)
        reason = "out_of_scope" if outside else "condition_false"
        trace = None
        if self.traced:
            traces = [condition.trace(env, Gap.NONE) for condition in conditions]
            trace = next((one for one in traces if one.truth is applies), None)
        if applies is FALSE:
            return Verdict(Outcome.NOT_APPLICABLE, reason, FALSE, trace=trace)
        lacking = trace.lacking if trace is not None else ()
        if open_ is not None and applies is LAW_OPEN:
            return Verdict(Outcome.UNKNOWN, open_.reason, LAW_OPEN, (), open_, trace)
        return Verdict(Outcome.UNKNOWN, "applicability", applies, lacking, None, trace)

    def _failed(self, version: CompiledVersion, target: Target, env: Env, trace: Trace | None) -> Verdict:
        """The requirement is false: a breach, unless the law leaves the point open or its wording is not read."""
        undecided: tuple[Truth, Trace | None] | None = None
        for point, condition in version.opens:
            said, why = self._decide(condition, env)
            if said is TRUE:
                return Verdict(Outcome.UNKNOWN, point.reason, LAW_OPEN, (), point, trace)
            if said is not FALSE and (undecided is None or said < undecided[0]):
                undecided = said, why
        if undecided is not None:
            lacking = undecided[1].lacking if undecided[1] is not None else ()
            return Verdict(Outcome.UNKNOWN, "open_undecided", undecided[0], lacking, None, trace)
        if self._recalled(version, target):
            return Verdict(Outcome.UNKNOWN, "recalled", LAW_OPEN, (), None, trace)
        return Verdict(Outcome.VIOLATED, "requirement", FALSE, (), None, trace)

    def _recalled(self, version: CompiledVersion, target: Target) -> bool:
        """Whether a deciding provision was cited from memory: such a rule never finds a breach by itself."""
        instruments = self.ruleset.law.instruments
        return any(
            cite.instrument in instruments and instruments[cite.instrument].checked_of(cite) == "recalled"
            for cite in deciding(version.version, target.content)
        )

    # -- limits that ran across a change of law -------------------------------------------------------

    def _straddled(
        self, compiled: CompiledRule, version: CompiledVersion, target: Target, day: date, verdict: Verdict
    ) -> Verdict:
        """A limit that still ran when the law changed is judged by both laws; where they differ, the law is open."""
        change = version.version.in_force.until
        if change is None:
            return verdict
        env = self._env(version, target, day)
        later = next((v for v in compiled.versions if v.version.in_force.holds_on(change)), None)
        if later is None or not passing.runs_past(version.require.trace(env, Gap.NONE), change):
            return verdict
        other = self._verdict(compiled, later, target, change)
        if other.outcome is verdict.outcome or other.outcome is Outcome.NOT_APPLICABLE:
            return verdict
        if other.outcome is Outcome.UNKNOWN:
            return other
        return verdict._replace(outcome=Outcome.UNKNOWN, reason="straddle", truth=LAW_OPEN)

    # -- rules that rest on other rules ---------------------------------------------------------------

    def _complies(self, rule_id: str, key: str) -> Compliance:
        """How another rule judged the same target, or the unit."""
        rule = self.ruleset.by_id(rule_id)
        if rule is None or rule_id in self._running:
            raise LookupError(f"rule {rule_id} does not exist or rests on itself")
        found = {result.key: result for result in self.of_rule(rule)}
        result = found.get(key) or found.get("-")
        if result is None:
            return Compliance(MISSING, key, tuple(r.target.path for r in found.values() if r.target.whole))
        if result.outcome is Outcome.NOT_APPLICABLE:
            return Compliance(None, key)
        return Compliance(result.truth, key, result.lacking)
