"""Overlays: what a pack that `uses` another may change of it, and what the change does to the strictness.

A parameter of the same id gives values for its own spans: on these days they hold instead of the older ones.
A rule may be left out (`retires`) or written anew (`softens`), each with a reason. Whatever cannot be shown to
make a rule stricter makes the run partial: a report must never pass for a check by the whole law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from qcdc_rules.loading.law import value as read_value
from qcdc_rules.loading.packs import RuleFile, RuleSource, Sources
from qcdc_rules.loading.plain import spot_at
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.share import Share
from qcdc_rules.model.law import Plain
from qcdc_rules.source import Problem, Words
from qcdc_rules.source.suggest import closest

MORE_IS_STRICTER = frozenset({"at_least", "more_than", "share"})
LESS_IS_STRICTER = frozenset({"at_most", "less_than", "limit", "lasts", "each"})
_STRAIGHT = frozenset({"all", "any", "then", "otherwise", "every", "must", "require"})
_SEARCHES = frozenset({"some", "covers"})
_LAST = "9999-12-31"
_NAMED = 5
"""So many rules are named at the head of a report."""


class Override(NamedTuple):
    """A parameter whose values a later pack changes: its id and title, from when, and what became of the size."""

    parameter: str
    title: Words
    since: str
    pack: str
    change: int | None
    """1 where every changed value grew, -1 where every one shrank, 0 where none changed, None where that cannot be told."""


def uses(sources: Sources) -> dict[str, frozenset[str]]:
    """The packs that each pack uses."""
    return {str(pack["id"]): frozenset(map(str, pack.get("uses", ()))) for pack in sources.packs}


def put_over(sources: Sources) -> tuple[Override, ...]:
    """Put the parameters of overlays over those of the packs they use; gives what was changed."""
    known = uses(sources)
    first: dict[str, int] = {}
    dropped: set[int] = set()
    overrides: list[Override] = []
    for number, one in enumerate(sources.files):
        if one.kind != "parameter":
            continue
        name = str(one.plain["id"])
        if name not in first:
            first[name] = number
            continue
        below = sources.files[first[name]]
        if below.pack != one.pack and below.pack in known.get(one.pack, ()):
            marked = [{**value, "overlay": one.pack} for value in one.plain["values"]]
            values, change = merged(below.plain["values"], marked)
            since = min(str(value["in_force"].get("from", "")) for value in one.plain["values"])
            title = Words(str(below.plain["title"]["vi"]), str(below.plain["title"]["en"]))
            overrides.append(Override(name, title, since, one.pack, change))
            sources.files[first[name]] = replace(below, plain={**below.plain, "values": values})
            sources.overriding.append(one)
            dropped.add(number)
        elif below.pack != one.pack:
            sources.problems.append(_undeclared(one, name, below.pack))
            dropped.add(number)
    sources.files = [one for number, one in enumerate(sources.files) if number not in dropped]
    return tuple(overrides)


def _undeclared(one: RuleFile, name: str, below: str) -> Problem:
    words = Words(
        f"Tham số “{name}” đã có trong gói “{below}”; muốn thay đổi thì ghi “uses: [{below}]” trong pack.yaml.",
        f"The parameter “{name}” is in the pack “{below}”; to change it, write “uses: [{below}]” in pack.yaml.",
    )
    return Problem.located(one.path, spot_at(one.node, ("id",)), "duplicate-id", words)


def merged(below: list[dict[str, Any]], above: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int | None]:
    """The values below, cut where those above hold; and how the size changed, as in `Override`."""
    kept = list(below)
    changes: set[int | None] = set()
    for new in above:
        pieces: list[dict[str, Any]] = []
        for old in kept:
            if not _meet(old["in_force"], new["in_force"]):
                pieces.append(old)
                continue
            changes.add(_change(old, new))
            pieces.extend(_outside(old, new["in_force"]))
        kept = pieces
    found = sorted([*kept, *above], key=lambda value: str(value["in_force"].get("from", "")))
    changes.discard(0)
    return found, 0 if not changes else changes.pop() if len(changes) == 1 else None


def _ends(span: Mapping[str, Any]) -> tuple[str, str]:
    return str(span.get("from", "")), str(span.get("until", _LAST))


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    (first, last), (start, end) = _ends(one), _ends(other)
    return first < end and start < last


def _outside(old: dict[str, Any], span: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What is left of an old value before and after the new span."""
    (first, last), (start, end) = _ends(old["in_force"]), _ends(span)
    if first < start:
        yield {**old, "in_force": {**old["in_force"], "until": start}}
    if end < last:
        yield {**old, "in_force": {**old["in_force"], "from": end}}


def _change(old: Mapping[str, Any], new: Mapping[str, Any]) -> int | None:
    """1 where the new value is larger, -1 where smaller, 0 where the same, None where that cannot be told."""
    if old.get("value", old.get("table")) == new.get("value", new.get("table")):
        return 0
    if "value" not in old or "value" not in new:
        return None
    before, after = read_value(old["value"]), read_value(new["value"])
    if isinstance(before, Quantity) and isinstance(after, Quantity) and before.unit == after.unit:
        return 1 if after.number > before.number else -1
    if isinstance(before, Share) and isinstance(after, Share):
        sizes = [(Fraction(share.numerator, share.denominator), share.strict) for share in (before, after)]
        return 1 if sizes[1] > sizes[0] else -1
    if isinstance(before, int) and isinstance(after, int):
        return 1 if after > before else -1
    return None


class Laxer(NamedTuple):
    """The rules that an override may make laxer; `surely` where it can only make them laxer."""

    rules: tuple[str, ...]
    surely: bool


def loosened(overrides: Iterable[Override], rules: list[RuleSource], sources: Sources) -> tuple[Laxer, ...]:
    """Of each override, the rules that it may make laxer: all that use it, except those surely made stricter.

    A rule of the overriding pack itself is measured against nothing older. The others must be named in `softens`.
    """
    outside = {str(one.plain["id"]): one.plain for one in sources.of("scope")}
    found: list[Laxer] = []
    for override in overrides:
        wide = {name for name, scope in outside.items() if any(_places(scope, override.parameter, ()))}
        lax: dict[str, bool] = {}
        below: set[str] = set()
        for rule in rules:
            for version in rule.plain["versions"] if rule.pack != override.pack else ():
                places = list(_places(version, override.parameter, ()))
                bound = bool(wide & set(version["scope"]))
                if bound or not all(_stricter(place, override.change) for place in places):
                    name, back = str(rule.plain["id"]), -override.change if override.change else None
                    surely = not bound and all(_stricter(place, back) for place in places)
                    lax[name] = lax.get(name, True) and surely
                    below |= {name} if rule.pack in uses(sources).get(override.pack, ()) else set()
        found.append(Laxer(tuple(lax), all(lax.values())))
        sources.problems.extend(_unreasoned(override, sorted(below), found[-1], sources))
    return tuple(found)


def _unreasoned(override: Override, rules: list[str], laxer: Laxer, sources: Sources) -> Iterator[Problem]:
    """loosened-without-reason: rules that are made laxer, and `softens` of the pack does not name them."""
    packs = [one.plain for one in sources.of("pack") if str(one.plain["id"]) == override.pack]
    named = {str(entry["rule"]) for pack in packs for entry in pack.get("softens", ())}
    lacking = [name for name in rules if name not in named]
    for one in sources.overriding if lacking else ():
        if (str(one.plain["id"]), one.pack) != (override.parameter, override.pack):
            continue
        vi, en = ("làm lỏng", "loosens") if laxer.surely else ("có thể làm lỏng", "may loosen")
        listed, example = ", ".join(lacking), f"{{rule: {lacking[0]}, reason: {{vi: …, en: …}}}}"
        words = Words(
            f"Giá trị này {vi} quy tắc mà pack.yaml không nêu lý do: {listed}. Ghi từng quy tắc vào “softens: [{example}]”,"
            " hoặc dùng một giá trị không lỏng hơn.",
            f"This value {en} rules, and pack.yaml gives no reason: {listed}. Name each in “softens: [{example}]”,"
            " or give a value that is no laxer.",
        )
        spot = spot_at(one.node, ("values", 0, "value"))
        yield Problem.located(one.path, spot, "loosened-without-reason", words, path=override.parameter)


def _places(plain: Plain | Mapping[str, Any], parameter: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The keys that lead to each use of a parameter."""
    if isinstance(plain, Mapping):
        if plain.get("param") == parameter or plain.get("lookup") == parameter:
            yield path
        for key, inner in plain.items():
            yield from _places(inner, parameter, (*path, str(key)))
    elif isinstance(plain, list):
        for inner in plain:
            yield from _places(inner, parameter, path)


def _stricter(place: tuple[str, ...], change: int | None) -> bool:
    """Whether a change of size at this place of a version can only make its duty stricter."""
    if change == 0:
        return True
    if change is None or place[0] != "require":
        return False
    wanted = MORE_IS_STRICTER if change > 0 else LESS_IS_STRICTER
    return place[-1] in wanted and all(_straight(place, number) for number in range(len(place) - 2))


def _straight(place: tuple[str, ...], number: int) -> bool:
    """Whether a stricter part at this step makes the whole stricter: not below `not`, `if` or the choice of `every`."""
    if place[number] == "where":
        return place[number - 1] in _SEARCHES
    return place[number] in _STRAIGHT or place[number] in _SEARCHES


def retired(sources: Sources, rules: list[RuleSource]) -> tuple[list[RuleSource], list[str]]:
    """The rules without those that a later pack retires or writes anew, and the ids of all that it touches."""
    known = uses(sources)
    by_pack: dict[str, set[str]] = {}
    for rule in rules:
        by_pack.setdefault(str(rule.plain["id"]), set()).add(rule.pack)
    gone: set[tuple[str, str]] = set()
    softened: list[str] = []
    for one in sources.of("pack"):
        pack = str(one.plain["id"])
        for used in sorted(known[pack] - set(known)):
            words = Words(f"Không có gói “{used}” để thay đổi.", f"There is no pack “{used}” to change.")
            sources.problems.append(Problem.located(one.path, spot_at(one.node, ("uses",)), "unknown-pack", words))
        for key in ("retires", "softens"):
            for number, entry in enumerate(one.plain.get(key, ())):
                name = str(entry["rule"])
                below = by_pack.get(name, set()) & known[pack]
                if not below:
                    spot = spot_at(one.node, (key, number, "rule"))
                    sources.problems.append(
                        Problem.located(one.path, spot, "unknown-rule", _no_rule(name, by_pack, key))
                    )
                    continue
                softened.append(name)
                if key == "retires" or pack in by_pack[name]:
                    gone |= {(name, used) for used in below}
    return [rule for rule in rules if (str(rule.plain["id"]), rule.pack) not in gone], softened


def _no_rule(name: str, known: Iterable[str], key: str) -> Words:
    near = closest(name, known)
    hint_vi, hint_en = (f" Có phải là “{near}”?", f" Did you mean “{near}”?") if near else ("", "")
    return Words(
        f"Không có quy tắc “{name}” trong các gói mà gói này dùng (“{key}”).{hint_vi}",
        f"The packs that this one uses have no rule “{name}” (“{key}”).{hint_en}",
    )


def said(override: Override, laxer: Laxer) -> Words:
    """What an override changes, for the head of a report: a laxer value is never told in the words of a stricter one."""
    since = f" từ {override.since}" if override.since else ""
    since_en = f" from {override.since}" if override.since else ""
    if laxer.rules:
        vi, en = ("NỚI", "LOOSENS") if laxer.surely else ("CÓ THỂ NỚI", "MAY LOOSEN")
        lax, lax_en = ("lỏng hơn", "laxer than") if laxer.surely else ("có thể lỏng hơn", "maybe laxer than")
        rest = len(laxer.rules) - _NAMED
        named = ", ".join(laxer.rules[:_NAMED])
        more, more_en = (f" và {rest} quy tắc khác", f" and {rest} other rules") if rest > 0 else ("", "")
        return Words(
            f"{vi}: gói “{override.pack}” thay giá trị của “{override.title.vi}”{since}, {lax} gói gốc, ở quy tắc"
            f" {named}{more}.",
            f"{en}: the pack “{override.pack}” changes the value of “{override.title.en}”{since_en}, {lax_en} the"
            f" pack below, for {named}{more_en}.",
        )
    return Words(
        f"Gói “{override.pack}” thay giá trị của “{override.title.vi}”{since}.",
        f"The pack “{override.pack}” changes the value of “{override.title.en}”{since_en}.",
    )
