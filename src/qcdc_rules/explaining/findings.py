"""From a result with its trace to a finding: complete in both languages, located in the file, cited."""

from __future__ import annotations

import hashlib
from datetime import date

from qcdc_rules.compiling.compiled import Law
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.compiling.trace import Fact, Trace, decisive, facts_of
from qcdc_rules.evaluating.results import Result
from qcdc_rules.evaluating.targets import deciding
from qcdc_rules.explaining import straddle
from qcdc_rules.explaining.labels import if_not_arisen, lacking_of, lacking_words, target_label
from qcdc_rules.explaining.messages import fill, found_and_required, leaves, remarks
from qcdc_rules.explaining.places import field_of, lines_of_errors, location
from qcdc_rules.explaining.reasons import REASONS, REGULATIONS
from qcdc_rules.explaining.replaced import replaced_of, said_of
from qcdc_rules.explaining.values import day_words, number_words, provision_words, value_words
from qcdc_rules.model.law import Citation
from qcdc_rules.model.outcome import Outcome
from qcdc_rules.model.report import CitedProvision, Finding, Location, StatedFact
from qcdc_rules.model.submission import Items, Record, Submission
from qcdc_rules.source import Words

NOTHING = Words("", "")
NOWHERE = Location("", 0, 0, 0, "")
WITHOUT_NONE = ("integer", "decimal", "boolean", "id", "ref")


def finding(result: Result, ruleset: Ruleset, submission: Submission) -> Finding:
    """The finding of one result of the traced pass."""
    rule, version, trace = result.rule, result.version, result.trace
    found, required = found_and_required(trace, result.day) if trace is not None else (NOTHING, NOTHING)
    lacking = lacking_of(result, ruleset.shape)
    cites = deciding(version, result.target.content) if version is not None else ()
    if result.open is not None:
        cites = (*cites, *(cite for cite in result.open.cites if cite not in cites))
    over = replaced_of(result, ruleset.law)
    cites = tuple(dict.fromkeys((*(cite for one in over for cite in one.value.cites), *cites)))
    change = version.in_force.until if version is not None else None
    if trace is not None and result.later is not None and change is not None:
        both = straddle.two_laws(result, trace, result.later, change)
        found, required = both.found, both.required
        cites = (*cites, *(cite for cite in both.cites if cite not in cites))
    return Finding(
        rule=rule.id,
        title=rule.title,
        category=rule.category,
        force=rule.force,
        severity=rule.severity,
        target=result.key,
        target_label=target_label(result, ruleset.shape, submission),
        outcome=result.outcome.value,
        unknown_class=result.unknown_class,
        reason=result.reason,
        reason_words=_reason(result),
        message=_message(result, submission, found, required, lacking),
        found=found,
        required=required,
        remedy=_remedy(result, ruleset, submission, lacking),
        deadline=_deadline(result),
        location=_location(result, submission, lacking),
        facts=tuple(_stated(fact) for fact in _facts(result) if _in_file(fact, ruleset)),
        lacking=lacking,
        citations=tuple(cited(cite, ruleset.law, result.day) for cite in cites),
        see=tuple(cited(cite, ruleset.law, result.day) for cite in version.see) if version is not None else (),
        reading=version.reading if version is not None else None,
        sanctions=() if over else _sanctions(result, ruleset.law),
        duty_of=version.duty_of if version is not None else (),
        proves=version.proves if version is not None else "",
        fidelity=rule.fidelity,
        version=str(version.in_force.start or "") if version is not None else "",
        fingerprint=fingerprint(submission.unit_code, rule.id, result.key),
        remarks=(*(said_of(one, ruleset.law) for one in over), *_remarks(result, trace)),
        fault=result.fault,
    )


def _facts(result: Result) -> tuple[Fact, ...]:
    """Every fact that the result rests on: what chose the law and made it apply, and what the requirement read."""
    read = facts_of((result.trace,)) if result.trace is not None else ()
    found = {(fact.path, fact.label.vi): fact for fact in (*result.grounds, *read)}
    return tuple(found[key] for key in sorted(found))


def fingerprint(unit: str, rule: str, key: str) -> str:
    """The identity of a finding across runs and edits of the file: unit, rule and target."""
    return hashlib.sha256("\x1f".join((unit, rule, key)).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _reason(result: Result) -> Words:
    if result.open is not None and result.open.message is not None:
        said = result.open.message  # a sentence of its own in the rule, a part of a sentence here
        return Words(said.vi.rstrip(". "), said.en.rstrip(". "))
    return REASONS.get(result.reason, Words(result.reason, result.reason))


def _message(
    result: Result, submission: Submission, found: Words, required: Words, lacking: tuple[tuple[str, Words], ...]
) -> Words:
    outcome = result.outcome
    if outcome is Outcome.ERROR:
        return Words(f"Lỗi phần mềm: {result.fault}", f"Internal fault: {result.fault}")
    kind = "violated" if outcome is Outcome.VIOLATED else "satisfied" if outcome is Outcome.SATISFIED else ""
    own = result.version.messages.get(kind) if result.version is not None and kind else None
    if own is not None:
        return fill(own, result, submission, lacking)
    if outcome is Outcome.VIOLATED:
        if not found.vi:
            return Words(f"Phải: {required.vi}.", f"Required: {required.en}.")
        return Words(f"Phải: {required.vi}. Thực tế: {found.vi}.", f"Required: {required.en}. Found: {found.en}.")
    if outcome is Outcome.SATISFIED:
        return Words("Đạt yêu cầu.", "The requirement is met.")
    if outcome is Outcome.NOT_APPLICABLE:
        reason = _reason(result)
        return Words(f"Không áp dụng: {reason.vi}.", f"Not applicable: {reason.en}.")
    if result.later is not None:
        return straddle.message(required)
    return _undecided(result, submission, lacking)


def _undecided(result: Result, submission: Submission, lacking: tuple[tuple[str, Words], ...]) -> Words:
    if result.unknown_class == "running":
        due = _deadline(result)
        if due is None:
            return Words("Chưa đến hạn vào ngày báo cáo.", "Not yet due on the day of the report.")
        day = day_words(due)
        return Words(f"Chưa đến hạn; hạn cuối là {day.vi}.", f"Not yet due; the last day is {day.en}.")
    if result.unknown_class == "law_open":
        if result.reason == "judgement" and (result.open is None or result.open.message is None):
            return Words("Cần người có thẩm quyền xem xét.", "For a competent person to judge.")
        reason = _reason(result)
        return Words(f"Cần người có thẩm quyền xem xét: {reason.vi}.", f"For a competent person to judge: {reason.en}.")
    own = result.version.messages.get("unknown") if result.version is not None else None
    if own is not None:
        return fill(own, result, submission, lacking)
    if result.reason == "list_partial":
        return Words(
            "Chưa kết luận được vì danh sách chưa đầy đủ (partial: true).",
            "Undecided, because the list is not complete (partial: true).",
        )
    names = lacking_words(lacking) or _reason(result)
    return Words(f"Chưa kết luận được vì chưa khai: {names.vi}.", f"Undecided, because not stated: {names.en}.")


def _to_state(
    result: Result, lacking: tuple[tuple[str, Words], ...], ruleset: Ruleset, submission: Submission
) -> Words | None:
    """What the submitter must still write. A number or a yes-or-no has no `none`."""
    paths = ", ".join(path for path, _ in lacking)
    if not paths:
        return None
    wrong = lines_of_errors((path for path, _ in lacking), submission.problems)
    if wrong:
        lines = ", ".join(map(str, wrong))
        return Words(f"Sửa dòng {lines}: giá trị đã ghi ({paths}) chưa đúng.", f"Put line {lines} right: {paths}.")
    if result.reason == "list_partial":
        return Words(
            f"Khai đủ mọi mục của {paths} rồi bỏ partial: true.",
            f"State every item of {paths}, then drop partial: true.",
        )
    content = result.target.content
    if content is not None and [path for path, _ in lacking] == [result.target.path]:
        if content.arises != "if_any":
            return Words(
                f"Thêm vào {paths} một mục có slug: {content.slug}.",
                f"Add an item with slug: {content.slug} to {paths}.",
            )
        return Words(
            f"Thêm vào {paths} một mục có slug: {content.slug}; nếu kỳ này không phát sinh thì ghi {content.slug}"
            f" vào did_not_arise của {paths}.",
            f"Add an item with slug: {content.slug} to {paths}; if it did not arise in this period, name it under"
            f" did_not_arise of {paths}.",
        )
    fields = [field_of(path, ruleset.shape) for path, _ in lacking]
    if any(field is None or field.plain or field.kind in WITHOUT_NONE for field in fields):
        return Words(f"Khai thêm: {paths}.", f"State: {paths}.")
    return Words(f"Khai thêm: {paths}; nếu không có thì viết none.", f"State: {paths}; if there is none, write none.")


def _remedy(
    result: Result, ruleset: Ruleset, submission: Submission, lacking: tuple[tuple[str, Words], ...]
) -> Words | None:
    if result.unknown_class == "missing":
        return _to_state(result, lacking, ruleset, submission)
    if result.unknown_class == "running":
        return _go_on(result)
    if result.outcome is not Outcome.VIOLATED:
        return None
    if result.version is None or result.version.remedy is None:
        return None
    said = fill(result.version.remedy, result, submission)
    more = if_not_arisen(result)
    return said if more is None else Words(f"{said.vi} {more.vi}", f"{said.en} {more.en}")


def _go_on(result: Result) -> Words | None:
    """What to do while a limit runs: nothing is breached, so nothing is to be made good."""
    due = _deadline(result)
    if due is None or result.trace is None:
        return None
    day = day_words(due)
    if any(leaf.node.op == "duration" and _is_posted(leaf) for leaf, _ in leaves(result.trace)):
        return Words(f"Giữ niêm yết đến hết ngày {day.vi}.", f"Keep it posted through {day.en}.")
    return Words(f"Việc này còn hạn đến hết ngày {day.vi}; tiếp tục thực hiện.", f"This runs through {day.en}; go on.")


def _is_posted(leaf: Trace) -> bool:
    return any("posting" in fact.path for fact in leaf.facts)


def _deadline(result: Result) -> date | None:
    """The last day of a limit that was missed, still runs, or is left open; a fact to state has no limit of its own."""
    if result.trace is None or result.unknown_class == "missing" or result.later is not None:
        return None
    if result.outcome not in (Outcome.VIOLATED, Outcome.UNKNOWN):
        return None
    days = [node.detail.get("last_day") for node in decisive(result.trace)]
    return min((day for day in days if isinstance(day, date)), default=None)


def _location(result: Result, submission: Submission, lacking: tuple[tuple[str, Words], ...]) -> Location:
    """What decided, where it is written; for something absent, the nearest place above it."""
    known = result.target.value if isinstance(result.target.value, Record) else None
    if lacking:
        return location(lacking[0][0], submission, known=known)
    if result.trace is not None and result.outcome is not Outcome.SATISFIED:
        for node, _ in leaves(result.trace):
            for fact in node.facts:
                if fact.spot.line:
                    return location(_path(fact), submission, fact.spot)
                if _path(fact) and fact.path.partition(".")[0] not in REGULATIONS:
                    return location(_path(fact), submission, known=known)
    return location(result.target.path, submission, known=known)


def _stated(fact: Fact) -> StatedFact:
    value = value_words(fact.value, fact.field)
    if fact.assumed:
        value = Words("không có (không ghi được hiểu là không có)", "none (not written means none here)")
    return StatedFact(_path(fact), fact.label, value, fact.spot.line, fact.spot.column)


def _path(fact: Fact) -> str:
    """The path in the submission; the records of a content are a part of the section that lists them."""
    return fact.value.path if isinstance(fact.value, Items) and fact.value.path else fact.path


def _in_file(fact: Fact, ruleset: Ruleset) -> bool:
    """Whether the fact is one that the submission states, not what the rule itself says of its target."""
    return "." in fact.path or "[" in fact.path or _path(fact) in ruleset.shape.fields


def cited(citation: Citation, law: Law, day: date | None) -> CitedProvision:
    """A provision with how its wording was checked and the notes that go with it."""
    instrument = law.instruments.get(citation.instrument)
    label = provision_words(citation, "" if instrument is None else instrument.kind)
    if instrument is None:
        return CitedProvision(citation, label, "recalled")
    notes: list[Words] = []
    for amendment in instrument.amended:
        if not amendment.read and day is not None and day >= amendment.start:
            start = day_words(amendment.start)
            notes.append(
                Words(
                    f"{citation.instrument} được sửa bởi {amendment.by} từ {start.vi}; nội dung sửa chưa được đối chiếu.",
                    f"{citation.instrument} was amended by {amendment.by} from {start.en}; the amendment was not read.",
                )
            )
    if instrument.end_is == "disputed":
        notes.append(
            Words(
                f"Ngày hết hiệu lực của {citation.instrument} còn có ý kiến khác nhau.",
                f"The end of {citation.instrument} is disputed.",
            )
        )
    return CitedProvision(citation, label, instrument.checked_of(citation), tuple(notes))


def _sanctions(result: Result, law: Law) -> tuple[Words, ...]:
    if result.outcome is not Outcome.VIOLATED or result.version is None or result.day is None:
        return ()
    found: list[Words] = []
    for name in result.version.sanction:
        parameter = law.parameters.get(name)
        dated = parameter.on(result.day) if parameter is not None else None
        if parameter is None or dated is None or dated.fine is None:
            continue
        low, high = (number_words(amount) for amount in dated.fine)
        where = cited(dated.cites[0], law, result.day).label if dated.cites else NOTHING
        found.append(
            Words(
                f"{parameter.title.vi}: phạt tiền từ {low.vi} đến {high.vi} đồng ({where.vi})",
                f"{parameter.title.en}: fine of {low.en} to {high.en} VND ({where.en})",
            )
        )
    return tuple(found)


def _remarks(result: Result, trace: Trace | None) -> tuple[Words, ...]:
    found = list(remarks(trace)) if trace is not None else []
    if result.outcome is Outcome.UNKNOWN and result.reason in ("part_goes_on", "part_began_earlier"):
        found.append(REASONS[result.reason])
    return tuple(dict.fromkeys(found))
