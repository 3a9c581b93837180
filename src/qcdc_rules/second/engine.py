"""The second engine: every rule over one report, from the version that governs to the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from qcdc_rules.model.law import Citation, Instrument
from qcdc_rules.model.rules import Open, Rule, Scope, Version
from qcdc_rules.model.submission import Submission
from qcdc_rules.schemas.fields import RecordType
from qcdc_rules.second.conditions import ask
from qcdc_rules.second.operands import holds
from qcdc_rules.second.outcome import Deriver, Facts, PlainDeriver, Reach, Verdict
from qcdc_rules.second.scene import LawBook, Report, Scene, report_of
from qcdc_rules.second.targets import WINDOW_OF, Aim, aims, arising, listings
from qcdc_rules.second.truths import Answer, Joiner, PlainJoiner
from qcdc_rules.second.values import Up, Value, Void, When


class Judgement(NamedTuple):
    """What the second engine says of one rule and one target, by which version, from which facts."""

    rule: str
    key: str
    verdict: Verdict
    version: date | None
    facts: Facts


class Choice(NamedTuple):
    """The version that governs a target, and the day that chose it. Without a version: none was in force, or
    (`undated`) the act that chooses is not dated."""

    version: Version | None
    day: date
    undated: bool = False


@dataclass(slots=True)
class SecondEngine:
    """Judges the rules over one report. Results are kept: rules may ask for one another."""

    report: Report
    rules: Mapping[str, Rule]
    deriver: Deriver
    join: Joiner
    _kept: dict[str, dict[str, Judgement]] = field(default_factory=dict)
    _scopes: dict[tuple[str, date, tuple[Citation, ...]], Answer] = field(default_factory=dict)
    """A scope speaks of the unit only, so it is asked once for each day and, where it looks at them, provisions."""
    _cited: dict[str, bool] = field(default_factory=dict)

    def of_rule(self, rule: Rule) -> dict[str, Judgement]:
        """What the rule says, by key."""
        found = self._kept.get(rule.id)
        if found is None:
            found = {}
            for aim in aims(rule, self.report):
                judged = self._judged(rule, aim)
                if judged is not None:
                    found[aim.key] = judged
            self._kept[rule.id] = found
        return found

    # -- one target ----------------------------------------------------------------------------------

    def _judged(self, rule: Rule, aim: Aim) -> Judgement | None:
        choice = self._choice(rule, aim)
        version = choice.version
        if version is None:
            facts = self._without_version(rule, aim, choice)
            return Judgement(rule.id, aim.key, self.deriver.derive(facts), None, facts)
        if aim.content is not None and not _same_rhythm(aim, version):
            return None
        facts, limits = self._facts(rule, aim, version, choice.day)
        later = self._later(rule, aim, version, limits)
        if later is not None:
            facts = facts._replace(later=later)
        return Judgement(rule.id, aim.key, self.deriver.derive(facts), version.in_force.start, facts)

    def _without_version(self, rule: Rule, aim: Aim, choice: Choice) -> Facts:
        """No version is chosen; where an undated act would choose, the rule may still apply by none of them."""
        applies: Answer = "false"
        if not choice.undated:
            return _NO_FACTS._replace(version="not_in_force", listed=aim.listed, applies=applies)
        possible = [v for v in rule.versions if v.in_force.start is None or v.in_force.start <= self.report.latest]
        answers: list[Answer] = []
        for one in possible:
            scene = self._scene(rule, aim, one, one.in_force.start or self.report.last_on)
            answers.append(self._applies(aim, one, scene))
            if answers[-1] == "true":
                break  # whatever the others say
        return _NO_FACTS._replace(version="undated", listed=aim.listed, applies=self.join.some(answers))

    def _facts(self, rule: Rule, aim: Aim, version: Version, day: date) -> tuple[Facts, list[date]]:
        scene = self._scene(rule, aim, version, day)
        applies = self._applies(aim, version, scene)
        facts = _NO_FACTS._replace(listed=aim.listed, applies=applies, reach=self._reach(aim, version))
        if aim.content is not None:
            facts = facts._replace(content="listed" if arising(aim.content, version) else "not_listed")
        if aim.listed != "item" or applies != "true" or facts.content == "not_listed":
            return facts, []  # what is required decides nothing
        scene.limits.clear()
        requires = ask(version.require, scene)
        limits = list(scene.limits)
        return (
            facts._replace(
                requires=requires,
                open=self._open(version.opens, scene) if requires == "false" else "false",
                wording="recalled" if any(self._recalled(cite) for cite in _deciding(aim, version)) else "read",
                looked="something" if scene.reads else "nothing",
            ),
            limits,
        )

    def _scene(self, rule: Rule, aim: Aim, version: Version, day: date) -> Scene:
        often = arising(aim.content, version) if aim.content is not None else []
        return Scene(
            self.report,
            self.join,
            day,
            aim.target,
            aim.parent,
            cites=version.cites,
            stretch=aim.stretch,
            arises=next((one for one in often if one != "if_any"), "if_any"),
            ask=lambda name: self._other(name, aim.key),
        )

    # -- the law that governs ------------------------------------------------------------------------

    def _choice(self, rule: Rule, aim: Aim) -> Choice:
        undated = aim.unsure
        for version in () if aim.unsure else rule.versions:
            day = self._governing(version, aim)
            if day is None:
                undated = True
            elif holds(version.in_force, day):
                return Choice(version, day)
        return Choice(None, self.report.last_on, undated)

    def _governing(self, version: Version, aim: Aim) -> date | None:
        """The day of the first act that happened; of standing duties the last day of the period."""
        scene = Scene(self.report, self.join, self.report.last_on, aim.target, aim.parent)
        for path in version.governed_by:
            value: Value = scene.read(path)
            if isinstance(value, When):
                made = path in ("target.last_on", "target.next_on") and aim.stretch is not None
                return min(value.day, self.report.last_on if made else self.report.latest)
            if value is Up.STILL:
                return self.report.judged
            if value is not Void.NONE:
                return None
        return self.report.last_on

    def _applies(self, aim: Aim, version: Version, scene: Scene) -> Answer:
        answers: list[Answer] = []
        for answer in self._conditions(aim, version, scene):
            if answer == "false":
                return answer  # whatever the others say
            answers.append(answer)
        return self.join.every(answers)

    def _conditions(self, aim: Aim, version: Version, scene: Scene) -> Iterator[Answer]:
        """What decides whether the rule applies: the circle of units, its conditions, the content's, the age."""
        for name in version.scope:
            yield self._in_scope(name, scene)
        for when in version.when:
            yield ask(when, scene)
        if aim.content is not None and aim.content.when is not None:
            yield ask(aim.content.when, scene)
        if aim.stretch is not None and not aim.unsure:
            yield self._old_enough(aim, scene)

    def _in_scope(self, name: str, scene: Scene) -> Answer:
        """Outside, a point that the law leaves open makes it doubtful whether the unit is bound."""
        scope = self.report.law.scopes[name]
        asked = name, scene.day, scene.cites if self._asks_for_cites(scope) else ()
        found = self._scopes.get(asked)
        if found is None:
            found = ask(scope.when, scene)
            if found == "false":
                doubt = self._open(scope.opens, scene)
                found = "law_open" if doubt == "true" else doubt
            self._scopes[asked] = found
        scene.reads.append("unit")
        return found

    def _asks_for_cites(self, scope: Scope) -> bool:
        """Whether it matters to the scope which provisions ask: only `cited_in` looks at them."""
        found = self._cited.get(scope.id)
        if found is None:
            found = self._cited[scope.id] = "cited_in" in str((scope.when, [point.when for point in scope.opens]))
        return found

    def _open(self, opens: Iterable[Open], scene: Scene) -> Answer:
        return self.join.some([ask(point.when, scene) for point in opens])

    def _old_enough(self, aim: Aim, scene: Scene) -> Answer:
        assert aim.stretch is not None
        started = scene.read("unit.started_on")
        if isinstance(started, When):
            return "true" if started.day <= aim.stretch.first else "false"
        return "true" if started is Void.NONE else "missing"

    def _reach(self, aim: Aim, version: Version) -> Reach:
        """How much of a calendar part the report speaks of. What follows its part has a limit of its own."""
        if aim.stretch is None or "target.next_on" in version.governed_by:
            return "whole"
        if aim.stretch.last > min(self.report.last_on, self.report.judged):
            return "goes_on"
        return "began_before" if aim.stretch.first < self.report.first_on else "whole"

    def _recalled(self, cite: Citation) -> bool:
        instrument = self.report.law.instruments.get(cite.instrument)
        return instrument is not None and _checked(instrument, cite) == "recalled"

    # -- other laws, other rules ---------------------------------------------------------------------

    def _later(self, rule: Rule, aim: Aim, version: Version, limits: list[date]) -> Verdict | None:
        """What the next law says, where a limit of this one still ran when it came into force."""
        change = version.in_force.until
        if rule.straddle != "both" or change is None or not any(last >= change for last in limits):
            return None
        following = next((one for one in rule.versions if holds(one.in_force, change)), None)
        if following is None:
            return None
        facts, _ = self._facts(rule, aim, following, change)
        return self.deriver.derive(facts)

    def _other(self, name: str, key: str) -> str:
        """What another rule says of the same target, or of the unit."""
        rule = self.rules.get(name)
        if rule is None:
            return "missing"
        found = self.of_rule(rule)
        judged = found.get(key) or found.get("-")
        return judged.verdict if judged is not None else "missing"


_NO_FACTS = Facts("in_force", "item", "none", "true", "true", "false", "read", "something", "whole", "not_asked")


def _same_rhythm(aim: Aim, version: Version) -> bool:
    """Whether the law that governs lists the content in the rhythm of this target, or not at all."""
    assert aim.content is not None
    often = arising(aim.content, version)
    kind = aim.stretch.kind if aim.stretch is not None else None
    return not often or kind in {WINDOW_OF.get(one) for one in often}


def _deciding(aim: Aim, version: Version) -> Iterable[Citation]:
    """The provisions that decide: of a listed content the clauses that list it, in place of their article."""
    if aim.content is None:
        return version.cites
    listed = [one.citation for one in listings(aim.content, version)]
    places = {(one.instrument, one.article) for one in listed}
    return [*listed, *(cite for cite in version.cites if (cite.instrument, cite.article) not in places)]


def _checked(instrument: Instrument, cite: Citation) -> str:
    """How the wording was read: by the narrowest provision that says so, otherwise by the instrument."""
    best, checked = -1, instrument.checked
    for provision in instrument.provisions:
        own = provision.citation
        pairs = ((own.article, cite.article), (own.clause, cite.clause), (own.point, cite.point))
        depth = sum(bool(wide) for wide, _ in pairs)
        if provision.checked and depth > best and all(not wide or wide == narrow for wide, narrow in pairs):
            best, checked = depth, provision.checked
    return checked


def engine_for(
    submission: Submission,
    law: LawBook,
    shape: RecordType,
    rules: Iterable[Rule],
    as_of: date,
    deriver: Deriver | None = None,
    join: Joiner | None = None,
) -> SecondEngine:
    """An engine over one report; `rules` are all that may be asked or refer to each other."""
    report = report_of(submission, law, shape, as_of)
    by_id = {rule.id: rule for rule in rules}
    return SecondEngine(report, by_id, deriver or PlainDeriver(), join or PlainJoiner())
