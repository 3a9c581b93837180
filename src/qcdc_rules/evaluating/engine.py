"""The engine: for each rule in scope and each target exactly one result.

The order of questions is fixed: which version governs, does it bind this unit and this target, is the duty
met, and, where it is not, does the law leave the point open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from qcdc_rules.compiling.compiled import CompiledRule, CompiledScope, CompiledVersion
from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.env import Compliance, Env, Memo
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
from qcdc_rules.evaluating.verdicts import Scoped, Verdict
from qcdc_rules.frozen import changed
from qcdc_rules.logic.parts import CalendarPart
from qcdc_rules.logic.truth import FALSE, LAW_OPEN, MISSING, TRUE, Truth, any_of
from qcdc_rules.logic.values import Gap
from qcdc_rules.logic.working_days import WorkingCalendar
from qcdc_rules.model.outcome import Outcome, outcome_of
from qcdc_rules.model.rules import Open, Rule, Targets
from qcdc_rules.model.submission import Record, Submission


class Evaluation:
    """One submission under one ruleset on one day. `traced`: also say why, for people."""

    def __init__(
        self, ruleset: Ruleset, submission: Submission, as_of: date, traced: bool, calendar: WorkingCalendar
    ) -> None:
        self.ruleset = ruleset
        self.submission = submission
        self.as_of = as_of
        self.traced = traced
        self.calendar = calendar
        self._results: dict[str, tuple[Result, ...]] = {}
        self._running: set[str] = set()
        self._twin: Evaluation | None = None
        self._memo: Memo = {}
        self._scopes: dict[tuple[CompiledVersion, date], Scoped] = {}
        self._targets: dict[Targets, tuple[Target, ...]] = {}

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

    def applicability(self, result: Result) -> tuple[tuple[Trace, ...], Trace | None]:
        """How the scopes and `when` were judged for a result, whatever came of it: what a case proves of them."""
        compiled = self.ruleset.compiled(result.rule)
        version = compiled.on(result.day) if compiled is not None and result.day is not None else None
        if version is None or result.day is None:
            return (), None
        env = self._env(version, result.target, result.day)
        scopes = tuple(scope.when.trace(env, Gap.NONE) for scope in version.scopes)
        return scopes, version.when.trace(env, Gap.NONE) if version.version.when else None

    def _traced(self) -> Evaluation:
        if self.traced:
            return self
        if self._twin is None:
            self._twin = Evaluation(self.ruleset, self.submission, self.as_of, True, self.calendar)
        return self._twin

    def _judge(self, compiled: CompiledRule) -> Iterator[Result]:
        for target in self._targets_of(compiled):
            try:
                yield self._one(compiled, target)
            except Exception as fault:  # a fault of ours inside one rule must neither pass nor stop the others
                told = f"{type(fault).__name__}: {fault}"
                yield Result(compiled.rule, target, Outcome.ERROR, "fault", MISSING, fault=told)

    def _targets_of(self, compiled: CompiledRule) -> Iterable[Target]:
        """The targets of a rule. Lists and calendar parts are walked once for all the rules that judge them."""
        of = compiled.rule.versions[0].targets
        catalogues = self.ruleset.law.catalogues
        if of.kind == "each_content":  # what a content arises as depends on the provisions that the rule cites
            return targets_of(compiled.rule, compiled.targets.lists, catalogues, self.submission)
        found = self._targets.get(of)
        if found is None:
            found = self._targets[of] = tuple(
                targets_of(compiled.rule, compiled.targets.lists, catalogues, self.submission)
            )
        return found

    # -- one target ----------------------------------------------------------------------------------

    def _one(self, compiled: CompiledRule, target: Target) -> Result:
        rule = compiled.rule
        if target.whole == "empty":
            return Result(rule, target, Outcome.NOT_APPLICABLE, "no_targets", FALSE)
        if target.part is not None:
            if rule.versions[0].targets == WORKING_YEARS and (unstated := unstated_year_end(self.submission)):
                return self._undated(compiled, target, unstated)
            if self._younger(target.part):
                return Result(rule, target, Outcome.NOT_APPLICABLE, "unit_younger", FALSE)
        env = self._env(compiled.versions[0], target, self.submission.last_on)
        day, lacking = self._governing_day(compiled, env)
        if day is None:
            return self._undated(compiled, target, lacking)
        version = compiled.on(day)
        if version is None or (target.content and listing_arises(version.version, target.content) is None):
            return Result(rule, target, Outcome.NOT_APPLICABLE, "not_in_force", FALSE, None, day)
        env.day, env.cites = day, version.version.cites
        verdict = self._verdict(compiled, version, target, env)
        if rule.straddle == "both" and verdict.outcome in (Outcome.SATISFIED, Outcome.VIOLATED):
            verdict = self._straddled(compiled, version, target, env, verdict)
        if target.part is not None:
            verdict = passing.touched_only(verdict, version.version, target, self.submission, self.judged)
            verdict = passing.of_known_age(verdict, target, self.submission)
        read = grounds(version, compiled.exists_for(target.content), env) if self.traced else ()
        return Result(
            rule, target, verdict.outcome, verdict.reason, verdict.truth, version.version, day,
            verdict.lacking, verdict.open, verdict.trace, "", read, verdict.later,
        )  # fmt: skip

    def _younger(self, part: CalendarPart) -> bool:
        """Whether the unit did not yet exist on the first day of the calendar part."""
        unit = self.submission.root.fields.get("unit")
        started = unit.fields.get("started_on") if isinstance(unit, Record) else None
        return isinstance(started, date) and part.first is not None and started > part.first

    def _governing_day(self, compiled: CompiledRule, env: Env) -> tuple[date | None, tuple[str, ...]]:
        """The day that chooses the version: of several, the first act that happened. Not stated: what to state.

        Where no act happened, the law on the last day of the period governs. A report cannot hold an act later
        than itself: a later day is judged by the law of the last day of which it speaks.
        """
        if compiled.last_day_governs:
            return self.submission.last_on, ()
        for path in compiled.versions[0].governed_by:
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
            if min(self._scoped(version, env).truth, version.when_target.decide(env, Gap.NONE)) is not FALSE:
                path = (target.path,) if target.whole else lacking
                why = {"missing": "list_missing", "partial": "list_partial"}.get(target.whole, "day_missing")
                return Result(compiled.rule, target, Outcome.UNKNOWN, why, MISSING, lacking=path)
        return Result(compiled.rule, target, Outcome.NOT_APPLICABLE, reason, FALSE)

    @cached_property
    def _latest(self) -> date:
        """The last day on which something that the report states can have happened."""
        return max(self.submission.last_on, self.submission.stated_on)

    def _env(self, version: CompiledVersion, target: Target, day: date) -> Env:
        submission = self.submission
        return Env(
            submission.root,
            submission.index,
            self.calendar,
            submission.first_on,
            submission.last_on,
            self.judged,
            day,
            target.value,
            target.parent,
            version.version.cites,
            self._complies,
            target.key,
            self._memo,
        )

    # -- one version ---------------------------------------------------------------------------------

    def _verdict(self, compiled: CompiledRule, version: CompiledVersion, target: Target, env: Env) -> Verdict:
        scoped = self._scoped(version, env)
        applies = scoped.truth
        content = compiled.exists_for(target.content)
        if applies is not FALSE:
            applies = min(applies, version.when_target.decide(env, Gap.NONE))
            if content is not None:
                applies = min(applies, content.decide(env, Gap.NONE))
        if applies is not TRUE:
            verdict = self._not_binding(version, env, applies, scoped, content)
            unstated = target.whole and verdict.truth is MISSING
            return changed(verdict, lacking=(target.path,)) if unstated else verdict
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

    def _scoped(self, version: CompiledVersion, env: Env) -> Scoped:
        """What a version asks of the unit alone, under the law of a day: asked once for all targets."""
        found = self._scopes.get((version, env.day))
        if found is None:
            found = self._scopes[version, env.day] = self._ask_scopes(version, env)
        return found

    def _ask_scopes(self, version: CompiledVersion, env: Env) -> Scoped:
        truth, open_, left = TRUE, None, []
        for scope in version.scopes:
            said, point = self._ask_scope(scope, env)
            if said < truth:
                truth, open_ = said, point
            if scope.when.decide(env, Gap.NONE) is FALSE:
                left.append(scope)
        return Scoped(min(truth, version.when_unit.decide(env, Gap.NONE)), open_, tuple(left))

    def _ask_scope(self, scope: CompiledScope, env: Env) -> tuple[Truth, Open | None]:
        said = scope.when.decide(env, Gap.NONE)
        if said is not FALSE:
            return said, None
        for point, condition in scope.opens:
            if condition.decide(env, Gap.NONE) is TRUE:
                return LAW_OPEN, point
        return any_of(condition.decide(env, Gap.NONE) for _, condition in scope.opens), None

    def _not_binding(
        self, version: CompiledVersion, env: Env, applies: Truth, scoped: Scoped, content: Condition | None
    ) -> Verdict:
        trace = self._why_not(version, env, applies, scoped, content) if self.traced else None
        if applies is FALSE:
            reason = "out_of_scope" if scoped.left else "condition_false"
            return Verdict(Outcome.NOT_APPLICABLE, reason, FALSE, trace=trace)
        lacking = trace.lacking if trace is not None else ()
        if scoped.open is not None and applies is LAW_OPEN:
            return Verdict(Outcome.UNKNOWN, scoped.open.reason, LAW_OPEN, (), scoped.open, trace)
        return Verdict(Outcome.UNKNOWN, "applicability", applies, lacking, None, trace)

    def _why_not(
        self, version: CompiledVersion, env: Env, applies: Truth, scoped: Scoped, content: Condition | None
    ) -> Trace | None:
        """The trace of what kept the version from binding."""
        conditions = [scope.when for scope in version.scopes] + [version.when] + ([content] if content else [])
        conditions += [condition for scope in scoped.left for _, condition in scope.opens]
        traces = [condition.trace(env, Gap.NONE) for condition in conditions]
        return next((one for one in traces if one.truth is applies), None)

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
        self, compiled: CompiledRule, version: CompiledVersion, target: Target, env: Env, verdict: Verdict
    ) -> Verdict:
        """A limit that still ran when the law changed is judged by both laws; where they differ, the law is open."""
        change = version.version.in_force.until
        later = compiled.on(change) if change is not None else None
        if change is None or later is None or not passing.runs_past(version.require.trace(env, Gap.NONE), change):
            return verdict
        other = self._verdict(compiled, later, target, self._env(later, target, change))
        if other.outcome is verdict.outcome or other.outcome is Outcome.NOT_APPLICABLE:
            return verdict
        if other.outcome is Outcome.UNKNOWN:
            return other
        return changed(verdict, outcome=Outcome.UNKNOWN, reason="straddle", truth=LAW_OPEN, later=other.trace)

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
