"""The Python front door: `check` one submission, `load_ruleset` once for many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from os import PathLike, fspath

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.compiling.shipped import shipped
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.explaining.findings import finding
from qcdc_rules.explaining.privacy import without_persons
from qcdc_rules.explaining.values import day_words
from qcdc_rules.explaining.waivers import with_waivers
from qcdc_rules.loading.plain import from_plain
from qcdc_rules.loading.submission import from_node, read_submission
from qcdc_rules.loading.unopened import unopened
from qcdc_rules.model.outcome import Outcome
from qcdc_rules.model.report import Report
from qcdc_rules.model.rules import Rule
from qcdc_rules.model.submission import Submission, Unreadable
from qcdc_rules.model.waivers import NO_WAIVERS, Waivers
from qcdc_rules.source import Table, Words
from qcdc_rules.source.limits import MAX_BYTES

SETTLED = (Outcome.SATISFIED, Outcome.NOT_APPLICABLE)
VERSION = "0.1.0"
"""The version of the package; part of the name of a kept ruleset, so that a new engine reads rules anew."""


def load_ruleset(*paths: str | PathLike[str], builtin: bool = True) -> Ruleset:
    """The rules that ship with the package (unless `builtin` is False) and those of further packs.

    Faulty rule files do not raise: what is wrong stands in `Ruleset.problems`, and the rules concerned are
    left out.
    """
    packed = shipped() if builtin and not paths else None
    if packed is not None:
        return packed
    # Only rules that no wheel ships need a cache, which brings temporary files, digests and paths (10 ms).
    from qcdc_rules.compiling import cache

    roots = cache.roots_of(builtin, [fspath(path) for path in paths])
    key = cache.key_of((path for path, _ in roots), VERSION)
    kept = cache.cached(key)
    if kept is not None:
        return kept
    # Only here are YAML rule files read and jsonschema imported (70 ms): not for a ruleset that is kept.
    from qcdc_rules.compiling.assemble import assemble, pack
    from qcdc_rules.loading.packs import read_packs

    sources = read_packs(roots)
    ruleset = assemble(sources)
    if not ruleset.problems:
        cache.keep(key, *pack(sources, ruleset))
    return ruleset


def check(
    submission: str | PathLike[str] | Mapping[str, object] | bytes,
    *,
    ruleset: Ruleset | None = None,
    as_of: date | None = None,
    select: Iterable[str] | None = None,
    name: str | None = None,
    waivers: Iterable[str | PathLike[str]] = (),
    show_persons: bool = False,
) -> Report:
    """Check one submission: a path, the bytes of a file, or a mapping.

    `as_of` defaults to the day of the report (`period.stated_on`). `select` keeps only these rule ids; the
    report is then partial. `waivers` are files of legal acts that waive rules for units. Names of persons are
    hidden unless `show_persons`. Never raises for anything in the submission: what is wrong with it stands in
    `Report.problems`. An unreadable path gives a report that says so.
    """
    ruleset = ruleset if ruleset is not None else load_ruleset()
    read = _read(submission, name, ruleset)
    if isinstance(read, Unreadable):
        return unreadable_report(read, ruleset, show_persons)
    chosen = set(select) if select is not None else None
    rules = [rule for rule in ruleset.of(read.regulation) if chosen is None or rule.id in chosen]
    left_out = () if chosen is None else ("select",)
    return evaluate(read, ruleset, rules, as_of or read.stated_on, left_out, True, load_waivers(*waivers), show_persons)


def load_waivers(*paths: str | PathLike[str]) -> Waivers:
    """The waivers of these files. What is wrong with them stands in `problems`; a faulty file waives nothing."""
    if not paths:
        return NO_WAIVERS
    # jsonschema (70 ms) is imported only where there is a waiver file to check
    from qcdc_rules.loading.waivers import read_waivers

    return read_waivers(fspath(path) for path in paths)


def _read(
    submission: str | PathLike[str] | Mapping[str, object] | bytes, name: str | None, ruleset: Ruleset
) -> Submission | Unreadable:
    if isinstance(submission, Mapping):
        node = from_plain(submission)
        assert isinstance(node, Table)
        return from_node(node, name or "<mapping>", ruleset.shape, [])
    if isinstance(submission, bytes):
        return read_submission(submission, name or "<bytes>", ruleset.shape)
    return read_file(fspath(submission), name or fspath(submission), ruleset)


def read_file(path: str | PathLike[str], name: str, ruleset: Ruleset) -> Submission | Unreadable:
    """Read the submission at `path`, called `name` in the report."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # enough to see that it is too large
    except (OSError, ValueError) as fault:  # ValueError: a name that no file can have
        return Unreadable(name, (unopened(name, fault),))
    return read_submission(data, name, ruleset.shape)


def unreadable_report(read: Unreadable, ruleset: Ruleset, show_persons: bool = False) -> Report:
    """The report on a file from which nothing could be evaluated."""
    report = Report(
        file=read.file,
        unit_code="",
        unit_name="",
        regulation="",
        period=None,
        stated_on=None,
        as_of=None,
        findings=(),
        problems=read.problems,
        rules_selected=0,
        rules_total=ruleset.total,
        ruleset_digest=ruleset.digest,
        packs=ruleset.packs,
        lines=read.lines,
        evaluated=False,
        persons_shown=show_persons,
    )
    return report if show_persons else without_persons(report, read.persons, ruleset.shape)


def evaluate(
    submission: Submission,
    ruleset: Ruleset,
    rules: list[Rule],
    as_of: date,
    left_out: tuple[str, ...] = (),
    full: bool = True,
    waivers: Waivers = NO_WAIVERS,
    show_persons: bool = False,
) -> Report:
    """Evaluate these rules over a submission that is already read.

    Without `full`, what is satisfied or does not apply is counted in the report and has no finding there: a
    report that prints only their number need not trace them.
    """
    calendar = calendar_of(ruleset.law.holidays, submission)
    evaluation = Evaluation(ruleset, submission, as_of, full, calendar)
    results = list(evaluation.results(rules))
    told = results if full else [one for one in results if one.outcome not in SETTLED]
    found = [finding(evaluation.explained(one), ruleset, submission) for one in told]
    left_out = (*left_out, *(f"softened:{rule}" for rule in ruleset.softened))
    report = Report(
        file=submission.file,
        unit_code=submission.unit_code,
        unit_name=submission.unit_name,
        regulation=submission.regulation,
        period=(submission.first_on, submission.last_on),
        stated_on=submission.stated_on,
        as_of=as_of,
        findings=tuple(sorted(found, key=lambda one: one.order)),
        problems=submission.problems,
        settled={} if full else Counter(one.outcome.value for one in results if one.outcome in SETTLED),
        rules_selected=len(rules),
        rules_total=ruleset.total,
        complete=not left_out,
        left_out=left_out,
        banners=_banners(submission, ruleset),
        submission_digest=submission.digest,
        ruleset_digest=ruleset.digest,
        packs=ruleset.packs,
        lines=submission.lines,
        persons_shown=show_persons,
    )
    report = with_waivers(report, waivers, ruleset)
    return report if show_persons else without_persons(report, submission.persons, ruleset.shape)


def _banners(submission: Submission, ruleset: Ruleset) -> tuple[Words, ...]:
    """What overlays change; amendments that were not read and bind acts of this period; acts after the rules were last reviewed."""
    found: list[Words] = list(ruleset.changes)
    cited = {cite.instrument for rule in ruleset.of(submission.regulation) for v in rule.versions for cite in v.cites}
    for number in sorted(cited):
        instrument = ruleset.law.instruments.get(number)
        for amendment in instrument.amended if instrument is not None else ():
            if not amendment.read and amendment.start <= submission.last_on:
                start = day_words(amendment.start)
                found.append(
                    Words(
                        f"{number} được sửa bởi {amendment.by} từ {start.vi}; nội dung sửa chưa được đối chiếu.",
                        f"{number} was amended by {amendment.by} from {start.en}; the amendment was not read.",
                    )
                )
    if ruleset.reviewed_until is not None and submission.last_on >= ruleset.reviewed_until:
        day = day_words(ruleset.reviewed_until)
        found.append(
            Words(
                f"Bộ quy tắc được rà soát đến {day.vi}; việc làm sau ngày đó: chưa rà soát.",
                f"The rules were reviewed until {day.en}; later acts are not reviewed.",
            )
        )
    return tuple(found)
