"""Days: versions and values that overlap or leave a gap, provisions that did not hold, limits across a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qcdc_rules.authoring.checks.scene import Pointer, Scene, Written, at, mappings, parameter_files
from qcdc_rules.explaining.values import provision_words
from qcdc_rules.loading.law import citation, in_force
from qcdc_rules.model.law import Citation, InForce, Instrument
from qcdc_rules.source import Problem, Words
from qcdc_rules.source.suggest import closest

LIMITS = frozenset({"within", "duration", "longest_run", "term", "periodic"})


def _pairs(spans: Sequence[InForce]) -> Iterator[tuple[int, InForce, InForce]]:
    """Neighbours in time, with the number of the later one."""
    order = sorted(range(len(spans)), key=lambda n: str(spans[n].start or ""))
    return ((b, spans[a], spans[b]) for a, b in pairwise(order))


def _said(span: InForce) -> Words:
    start, until = span.start or "…", span.until or "…"
    return Words(f"từ {start} đến trước {until}", f"from {start} to before {until}")


def never_in_force(scene: Scene) -> Iterator[Problem]:
    """never-in-force"""
    for one in scene.rules:
        for number, version in one.numbered():
            start, until = version.in_force
            if start is not None and until is not None and until <= start:
                words = Words(
                    f"Phiên bản hết hiệu lực ({until}) không sau ngày bắt đầu ({start}): không việc nào được xét theo nó.",
                    f"The version ends ({until}) no later than it begins ({start}): nothing is judged by it.",
                )
                yield one.problem("never-in-force", words, one.at_version(number, "in_force"))


def versions_in_line(scene: Scene) -> Iterator[Problem]:
    """version-overlap, version-gap"""
    for one in scene.rules:
        numbers = [number for number, _ in one.numbered()]
        for later, before, after in _pairs([version.in_force for version in one.rule.versions]):
            place = one.at_version(numbers[later], "in_force")
            if before.overlaps(after):
                words = Words(
                    f"Hai phiên bản cùng có hiệu lực ({_said(before).vi}; {_said(after).vi}): việc trong khoảng chung sẽ không"
                    " biết xét theo bản nào. Ghi “until” của bản trước bằng “from” của bản sau.",
                    f"Two versions hold at once ({_said(before).en}; {_said(after).en}): an act in both could be judged by"
                    " either. Let the earlier one's “until” be the later one's “from”.",
                )
                yield one.problem("version-overlap", words, place)
            elif before.until is not None and after.start is not None and before.until < after.start:
                words = Words(
                    f"Từ {before.until} đến trước {after.start} không phiên bản nào có hiệu lực: việc trong khoảng này không"
                    " được kiểm tra. Nếu luật thật sự bỏ trống thì giữ nguyên.",
                    f"From {before.until} to before {after.start} no version holds: acts in between are not checked. Keep it"
                    " if the law really left a gap.",
                )
                yield one.problem("version-gap", words, place, "warning")


def values_in_line(scene: Scene) -> Iterator[Problem]:
    """value-overlap, value-gap"""
    for one in parameter_files(scene):
        spans = [in_force(value["in_force"]) for value in one.plain["values"]]
        for later, before, after in _pairs(spans):
            place: Pointer = ("values", later, "in_force")
            if before.overlaps(after):
                words = Words(
                    f"Hai giá trị cùng có hiệu lực ({_said(before).vi}; {_said(after).vi}). Ghi “until” của giá trị trước bằng"
                    " “from” của giá trị sau.",
                    f"Two values hold at once ({_said(before).en}; {_said(after).en}). Let the earlier one's “until” be the"
                    " later one's “from”.",
                )
                yield at(one, place, "value-overlap", words)
            elif before.until is not None and after.start is not None and before.until < after.start:
                words = Words(
                    f"Từ {before.until} đến trước {after.start} không có giá trị nào: quy tắc dùng tham số này không quyết định"
                    " được trong khoảng đó.",
                    f"From {before.until} to before {after.start} there is no value: rules that use it decide nothing then.",
                )
                yield at(one, place, "value-gap", words, "warning")


def provisions_hold(scene: Scene) -> Iterator[Problem]:
    """unknown-instrument, cite-not-in-force"""
    known = scene.ruleset.law.instruments
    for one in scene.rules:
        for number, version in one.numbered():
            for n, cite in enumerate(version.cites):
                place = one.at_version(number, "cites", n)
                found = known.get(cite.instrument)
                if found is None:
                    yield one.problem("unknown-instrument", _no_instrument(cite, known), place)
                elif (words := _not_held(cite, found, version.in_force)) is not None:
                    yield one.problem("cite-not-in-force", words, place)
            for key, cites in (
                ("see", version.see),
                ("open", tuple(c for point in version.opens for c in point.cites)),
            ):
                for cite in cites:
                    if cite.instrument not in known:
                        words = _no_instrument(cite, known)
                        yield one.problem("unknown-instrument", words, one.at_version(number, key))
    yield from _other_cites(scene)


def _other_cites(scene: Scene) -> Iterator[Problem]:
    known = scene.ruleset.law.instruments
    for one in parameter_files(scene):
        for number, value in enumerate(one.plain["values"]):
            for n, plain in enumerate(value.get("cites", ())):
                cite, place = citation(plain), ("values", number, "cites", n)
                found = known.get(cite.instrument)
                if found is None:
                    yield at(one, place, "unknown-instrument", _no_instrument(cite, known))
                elif (words := _not_held(cite, found, in_force(value["in_force"]))) is not None:
                    yield at(one, place, "cite-not-in-force", words)
    for kind in ("scope", "contents", "pack"):
        for one in scene.sources.of(kind):
            for pointer, plain in mappings(one.plain):
                if "instrument" in plain and plain["instrument"] not in known:
                    yield at(one, pointer, "unknown-instrument", _no_instrument(citation(plain), known))


def _no_instrument(cite: Citation, known: object) -> Words:
    names = list(known) if isinstance(known, dict) else []
    near = closest(cite.instrument, names)
    hint_vi, hint_en = (f" Có phải là “{near}”?", f" Did you mean “{near}”?") if near else ("", "")
    return Words(
        f"Không có văn bản “{cite.instrument}”.{hint_vi} Nếu là văn bản mới, viết một tệp cho nó trong thư mục instruments/.",
        f"There is no instrument “{cite.instrument}”.{hint_en} If it is new, write a file for it in instruments/.",
    )


def _not_held(cite: Citation, instrument: Instrument, span: InForce) -> Words | None:
    """What is wrong where the provision does not hold on every day of the span."""
    held = instrument.in_force_of(cite)
    early = held.start is not None and (span.start is None or span.start < held.start)
    late = held.until is not None and (span.until is None or held.until < span.until)
    if not early and not late:
        return None
    provision, holds, wanted = provision_words(cite), _said(held), _said(span)
    return Words(
        f"{provision.vi} có hiệu lực {holds.vi}, nhưng ở đây được dùng {wanted.vi}. Sửa “in_force”, hoặc viện dẫn văn bản"
        " có hiệu lực lúc đó.",
        f"{provision.en} holds {holds.en} and is used here {wanted.en}. Change “in_force”, or cite what held then.",
    )


def limits_across(scene: Scene) -> Iterator[Problem]:
    """missing-straddle"""
    for one in scene.rules:
        versions = one.rule.versions
        if one.rule.straddle or not any(
            a.in_force.until is not None and a.in_force.until == b.in_force.start for a, b in pairwise(versions)
        ):
            continue
        held = sorted({op for version in versions for op in limits_of(version.require)})
        if held:
            words = Words(
                f"Hai phiên bản nối nhau và có thời hạn ({', '.join(held)}), nhưng không nói thời hạn chạy qua ngày đổi luật thì"
                " xét theo luật nào. Thêm “straddle: both” (cả hai luật; khác nhau thì để ngỏ) hoặc “straddle: start” (luật"
                " của ngày bắt đầu).",
                f"Two versions meet and hold a limit ({', '.join(held)}), and nothing says which law judges a limit that ran"
                " across the change. Add “straddle: both” (both laws; open where they differ) or “straddle: start” (the"
                " law of its start).",
            )
            yield one.problem("missing-straddle", words)


def limits_of(plain: object) -> set[str]:
    """The operators with a limit in a condition."""
    if isinstance(plain, dict):
        return {key for key in plain if key in LIMITS} | {op for inner in plain.values() for op in limits_of(inner)}
    return {op for inner in plain for op in limits_of(inner)} if isinstance(plain, list) else set()


def recalled(scene: Scene) -> Iterator[Problem]:
    """recalled-cite"""
    known = scene.ruleset.law.instruments
    for one in scene.rules:
        for number, version in one.numbered():
            states = {known[c.instrument].checked_of(c) for c in version.cites if c.instrument in known}
            if "recalled" in states:
                words = Words(
                    "Lời văn của căn cứ chưa được đọc (“recalled”): quy tắc không bao giờ kết luận vi phạm, chỉ “cần người có"
                    " thẩm quyền xem xét”. Đối chiếu lời văn rồi ghi “checked: text” trong tệp văn bản.",
                    "The wording of a provision was not read (“recalled”): the rule never finds a breach, it only asks for a"
                    " person's judgement. Read it, then write “checked: text” in the file of the instrument.",
                )
                yield one.problem("recalled-cite", words, one.at_version(number, "cites"), "warning")


def reviewed(scene: Scene) -> Iterator[Problem]:
    """review-date-passed"""
    for one in scene.sources.of("pack"):
        until = str(one.plain["reviewed_until"])
        if scene.today is not None and until <= scene.today.isoformat():
            words = Words(
                f"Gói này được rà soát đến {until}: luật có thể đã đổi từ đó. Rà soát lại rồi ghi ngày mới.",
                f"This pack was reviewed until {until}: the law may have changed since. Review it and write the new day.",
            )
            yield at(one, ("reviewed_until",), "review-date-passed", words, "warning")


def written_first(one: Written) -> str:
    """Where a rule is written, for messages about another one."""
    return f"{one.source.file}:{one.source.line}"
