"""The roll-up: units counted by category, the commonest findings, figures, what changed. Ready to be rendered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.rendering.shown import KINDS
from qcdc_rules.rendering.verdict import BAD_INPUT, OPEN, UNDECIDED, VIOLATED, worst
from qcdc_rules.rollup.changes import NOTABLE, Before, Changes, notable, unit_change
from qcdc_rules.rollup.figures import BY_SLUG, SHARES
from qcdc_rules.rollup.journal import Journal
from qcdc_rules.rollup.records import Data
from qcdc_rules.rollup.reported import DIFFERENT, NOTHING_COUNTED, Comparison, Reported, compare, not_computed
from qcdc_rules.rollup.reported import OPEN as NOT_SURE
from qcdc_rules.rollup.totals import totals
from qcdc_rules.rollup.units import Period, Repeat, Unit, by_code, repeats
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Words

MOST_COMMON = 30
NO_WORDS = Words("", "")


class Common(NamedTuple):
    """A finding that many units share."""

    rule: str
    kind: str
    category: str
    title: Words
    units: tuple[str, ...]
    """Names of files, in the order of the units."""
    results: int
    message: Words
    """What it says of the first unit."""


class FigureWords(NamedTuple):
    """A figure in words: what it is, what it counts, how it is computed, and what that does not say."""

    label: Words
    unit: Words
    how: Words
    reading: Words | None


class Summary(NamedTuple):
    """The reported summary: the file, who reports, and its own record."""

    file: str
    period: Period | None
    record: Data
    reported: Mapping[str, Reported]
    elsewhere: tuple[tuple[str, Reported], ...] = ()
    """Figures that no unit can tell."""


class RollUp(NamedTuple):
    """Everything that a format prints; the findings of a unit are asked of `findings_of`."""

    units: tuple[Unit, ...]
    journal: Journal
    code: int
    as_of: date | None
    ruleset: str
    packs: tuple[tuple[str, str], ...]
    waivers: str
    titles: Mapping[str, Words]
    common: tuple[Common, ...]
    repeats: tuple[Repeat, ...]
    figures: tuple[Comparison, ...]
    words: Mapping[str, FigureWords]
    summary: Summary | None
    changes: Changes | None
    notes: tuple[Words, ...]
    persons_shown: bool = False
    fail_on: str = "missing"

    def record_of(self, unit: Unit) -> Data:
        return self.journal.record(unit.key)

    @property
    def counts(self) -> dict[str, int]:
        """All results of all units by kind."""
        sums = Counter(dict.fromkeys(KINDS, 0))
        for unit in self.units:
            for numbers in unit.counts.values():
                sums.update(dict(zip(KINDS, numbers, strict=True)))
        return dict(sums)


class Given(NamedTuple):
    """What the run knows beside the units."""

    ruleset: Ruleset
    waivers: str = ""
    as_of: date | None = None
    notes: tuple[Words, ...] = ()
    floor: tuple[int, ...] = ()
    """Exit codes that the run has in any case."""
    persons_shown: bool = False
    fail_on: str = "missing"


def roll_up(
    found: Sequence[Unit], journal: Journal, given: Given, summary: Summary | None, before: Before | None
) -> RollUp:  # fmt: skip
    """Count and compare. District summaries among the submissions are no units, and are named."""
    units = tuple(unit for unit in found if unit.regulation != "district_summary")
    others = [unit for unit in found if unit.regulation == "district_summary"]
    titles: dict[str, Words] = {}
    common, rules = _walk(units, journal, given.ruleset, titles, before is not None)
    sums = totals(units, summary.period if summary is not None else None)
    figures = compare(sums, summary.reported if summary is not None else {})
    twice = repeats(units)
    if summary is not None:
        summary = summary._replace(elsewhere=not_computed(sums, summary.reported))
    rolled = RollUp(
        units=units,
        journal=journal,
        code=OPEN,
        as_of=given.as_of,
        ruleset=given.ruleset.digest,
        packs=given.ruleset.packs,
        waivers=given.waivers,
        titles=titles,
        common=common,
        repeats=twice,
        figures=figures,
        words=_figure_words(given.ruleset),
        summary=summary,
        changes=None,
        notes=(*given.notes, *(_no_unit(unit) for unit in others)),
        persons_shown=given.persons_shown,
        fail_on=given.fail_on,
    )
    changes = _changes(rolled, before, rules) if before is not None else None
    if before is not None:
        titles.update(_titles({rule for unit in before.rules.values() for rule in unit} - titles.keys(), given.ruleset))
    return rolled._replace(changes=changes, code=_code(rolled, given))


def _no_unit(unit: Unit) -> Words:
    return Words(
        f"{unit.file}: báo cáo tổng hợp của huyện, tỉnh, không phải đơn vị; dùng --summary để đối chiếu.",
        f"{unit.file}: a district's summary, not a unit; use --summary to compare with it.",
    )


def _code(rolled: RollUp, given: Given) -> int:
    """The worst of all: units, the summary itself, its figures, contradicting submissions, the run."""
    codes = [unit.exit_code for unit in rolled.units] or [UNDECIDED]
    if any(one.overlapping and not one.same_bytes for one in rolled.repeats):
        codes.append(BAD_INPUT)
    if rolled.summary is not None:
        if _checked(rolled.summary.record) or rolled.summary.record["exit_code"] != UNDECIDED:
            codes.append(rolled.summary.record["exit_code"])  # without rules of its own, its figures are still compared
        statuses = {one.status for one in rolled.figures}
        if DIFFERENT in statuses and given.fail_on != "never":
            codes.append(VIOLATED)
        if statuses & {NOT_SURE, NOTHING_COUNTED} and given.fail_on not in ("never", "violated"):
            codes.append(UNDECIDED)
    return worst([*codes, *given.floor])


def _checked(record: Data) -> bool:
    last = KINDS.index("not_applicable")
    return any(number for numbers in record["counts"].values() for at, number in enumerate(numbers) if at != last)


def _walk(
    units: Sequence[Unit], journal: Journal, ruleset: Ruleset, titles: dict[str, Words], kept: bool
) -> tuple[tuple[Common, ...], dict[str, dict[str, str]]]:  # fmt: skip
    """One pass over all records: the commonest findings, and (if asked) the notable rules of each unit."""
    files: dict[tuple[str, str], list[str]] = defaultdict(list)
    results: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Data] = {}
    rules: dict[str, dict[str, str]] = {}
    for unit in units:
        record = journal.record(unit.key)
        for finding in record["findings"]:
            name = (finding["kind"], finding["rule"])
            if not files[name] or files[name][-1] != unit.file:
                files[name].append(unit.file)
            results[name] += len(finding["targets"])
            first.setdefault(name, finding)
        if kept and unit.evaluated:
            rules[unit.key] = notable([record])
    titles.update(_titles({rule for _, rule in files}, ruleset))
    order = sorted(files, key=lambda name: (KINDS.index(name[0]), -len(files[name]), -results[name], name[1]))
    chosen = [name for kind in KINDS for name in [one for one in order if one[0] == kind][:MOST_COMMON]]
    return tuple(
        Common(
            rule, kind, first[kind, rule]["category"], titles.get(rule, Words(rule, rule)),
            tuple(files[kind, rule]), results[kind, rule], Words(**first[kind, rule]["message"]),
        )
        for kind, rule in chosen
    ), rules  # fmt: skip


def _titles(ids: set[str], ruleset: Ruleset) -> dict[str, Words]:
    return {rule.id: rule.title for rule in ruleset.rules if rule.id in ids} if ids else {}


def _figure_words(ruleset: Ruleset) -> dict[str, FigureWords]:
    """Labels and units come from the schema, where a district states the figure."""
    summary = ruleset.shape.fields["summary"].record
    fields: Mapping[str, Field] = summary.fields if summary is not None else {}
    found: dict[str, FigureWords] = {}
    for name, field in fields.items():
        found[name] = FigureWords(field.label, field.unit or NO_WORDS, NO_WORDS, None)
    for figure in BY_SLUG.values():
        stated = found.get(figure.slug, FigureWords(figure.label or NO_WORDS, NO_WORDS, NO_WORDS, None))
        found[figure.slug] = stated._replace(how=figure.how, reading=figure.reading)
    for share in SHARES:
        found[share.slug] = found[share.slug]._replace(how=share.how, reading=share.reading)
    return found


def _changes(rolled: RollUp, before: Before, rules: Mapping[str, Mapping[str, str]]) -> Changes:
    now: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for code, group in by_code(rolled.units).items():
        names[code] = group[0].name
        merged: dict[str, str] = {}
        for unit in group:
            for rule, kind in rules[unit.key].items():
                merged[rule] = min(merged.get(rule, kind), kind, key=NOTABLE.index)
        now[code] = merged
    both = sorted(now.keys() & before.rules.keys())
    units = [unit_change(code, names[code], before.rules[code], now[code]) for code in both]
    figures = [
        (one.total.slug, *before.figures[one.total.slug], one.total.low, not one.total.open)
        for one in rolled.figures
        if one.total.slug in before.figures
    ]
    return Changes(
        units=tuple(one for one in units if one.new or one.fixed),
        appeared=tuple((code, names[code]) for code in sorted(now.keys() - before.rules.keys())),
        gone=tuple((code, before.names[code]) for code in sorted(before.names.keys() - now.keys())),
        figures=tuple(one for one in figures if one[1:3] != one[3:5]),
        totals=tuple((kind, before.totals.get(kind, 0), number) for kind, number in rolled.counts.items()),
        other_rules=before.ruleset != rolled.ruleset,
    )


