"""Conditions that say nothing: those that can never hold, that can never fail, or that are said twice."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from qcdc_rules.authoring.checks.scene import Pointer, Scene, Written, at, mappings
from qcdc_rules.authoring.checks.spans import written_first
from qcdc_rules.loading.law import value as read_value
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.model.law import Plain
from qcdc_rules.source import Problem, Words
from qcdc_rules.source.problems import Severity

_CONTRADICTION = Words(
    "“all” đòi một điều và cả điều ngược lại: không báo cáo nào đạt được.",
    "“all” asks for a thing and its opposite: no report can meet it.",
)
_TAUTOLOGY = Words(
    "“any” gồm một điều và cả điều ngược lại: báo cáo nào cũng đạt.",
    "“any” holds a thing and its opposite: every report meets it.",
)


def _key(plain: Any) -> str:
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)


def senseless(scene: Scene) -> Iterator[Problem]:
    """never-true, never-false, said-twice"""
    for one in scene.rules:
        for number, version in one.numbered():
            parts: list[tuple[tuple[str | int, ...], Plain]] = [(("require",), version.require)]
            parts += [(("when",), plain) for plain in version.when]
            for place, plain in parts:
                for code, words in _senseless(plain):
                    severity: Severity = "warning" if code == "said-twice" else "error"
                    yield one.problem(code, words, one.at_version(number, *place), severity)
            if any(_key(version.require) == _key(plain) for plain in version.when):
                words = Words(
                    "“require” giống hệt “when”: hễ được áp dụng là đạt, nên quy tắc không kiểm tra gì.",
                    "“require” repeats “when”: whenever it applies it is met, so the rule checks nothing.",
                )
                yield one.problem("never-false", words, one.at_version(number, "require"))


def _senseless(plain: Plain) -> Iterator[tuple[str, Words]]:
    for _, node in mappings(plain):
        for joiner in ("all", "any"):
            parts = node.get(joiner)
            if isinstance(parts, list):
                yield from _joined(joiner, parts)
        compare = node.get("compare") or node.get("count")
        if isinstance(compare, Mapping):
            yield from _bounds(compare)


def _joined(joiner: str, parts: list[Any]) -> Iterator[tuple[str, Words]]:
    keys = [_key(part) for part in parts]
    denied = {_key(part["not"]) for part in parts if isinstance(part, Mapping) and set(part) == {"not"}}
    if denied & set(keys):
        yield ("never-true", _CONTRADICTION) if joiner == "all" else ("never-false", _TAUTOLOGY)
    if len(set(keys)) < len(keys):
        yield (
            "said-twice",
            Words(f"Một phần của “{joiner}” được viết hai lần.", f"A part of “{joiner}” is written twice."),
        )
    if joiner == "all":
        yield from _one_of_none(parts)
        yield from _bounds_together(parts)
        values: dict[str, set[str]] = defaultdict(set)
        for part in parts:
            inner = part.get("is") if isinstance(part, Mapping) else None
            if isinstance(inner, Mapping) and not isinstance(inner.get("value"), Mapping):
                values[_key(inner.get("fact"))].add(_key(inner.get("value")))
        for fact, wanted in values.items():
            if len(wanted) > 1:
                yield (
                    "never-true",
                    Words(
                        f"“all” đòi {fact} vừa là {' vừa là '.join(sorted(wanted))}; muốn “một trong” thì dùng one_of.",
                        f"“all” asks that {fact} be {' and '.join(sorted(wanted))} at once; for “one of”, use one_of.",
                    ),
                )


def _one_of_none(parts: list[Any]) -> Iterator[tuple[str, Words]]:
    """A value asked for, and a list of values in which it is not."""
    asked = {_key(one["is"].get("fact")): one["is"].get("value") for one in parts if _has(one, "is")}
    for one in parts:
        inner = one["one_of"] if _has(one, "one_of") else {}
        fact, values = _key(inner.get("fact")), inner.get("values")
        if fact in asked and isinstance(values, list) and isinstance(asked[fact], str) and asked[fact] not in values:
            yield (
                "never-true",
                Words(
                    f"“all” đòi {fact} là “{asked[fact]}”, lại đòi là một trong {', '.join(map(str, values))}.",
                    f"“all” asks that {fact} be “{asked[fact]}”, and that it be one of {', '.join(map(str, values))}.",
                ),
            )


def _bounds_together(parts: list[Any]) -> Iterator[tuple[str, Words]]:
    """Bounds on one number that stand in several parts."""
    joined: dict[str, dict[str, Any]] = defaultdict(dict)
    for one in parts:
        if _has(one, "compare"):
            joined[_key(one["compare"].get("fact"))].update(one["compare"])
    compared = sum(_has(one, "compare") for one in parts)
    if compared > len(joined):
        for bounds in joined.values():
            yield from _bounds(bounds)


def _has(part: Any, op: str) -> bool:
    return isinstance(part, Mapping) and isinstance(part.get(op), Mapping)


def _amount(plain: Any) -> int | None:
    if isinstance(plain, bool) or plain is None or isinstance(plain, list):
        return None
    if isinstance(plain, Mapping) and not set(plain) <= {
        "days",
        "working_days",
        "dates",
        "months",
        "years",
        "month_ends",
    }:
        return None
    read = read_value(plain)
    return read.number if isinstance(read, Quantity) else read if isinstance(read, int) else None


def _bounds(compare: Mapping[str, Any]) -> Iterator[tuple[str, Words]]:
    low = _amount(compare.get("at_least"))
    above, below, most = (_amount(compare.get(name)) for name in ("more_than", "less_than", "at_most"))
    least = low if low is not None else above + 1 if above is not None else None
    top = most if most is not None else below - 1 if below is not None else None
    if least is not None and top is not None and least > top:
        yield (
            "never-true",
            Words(
                f"Từ {least} trở lên mà không quá {top}: không số nào như vậy.",
                f"At least {least} and at most {top}: no number is such.",
            ),
        )


def unguarded(scene: Scene) -> Iterator[Problem]:
    """every-without-some"""
    for one in scene.rules:
        for number, version in one.numbered():
            if not version.template and (lists := _unguarded(version.require, list(version.when))):
                yield one.problem(
                    "every-without-some", _every_words(lists), one.at_version(number, "require"), "warning"
                )


def _every_words(lists: list[str]) -> Words:
    named = ", ".join(lists)
    return Words(
        f"“every” trên danh sách rỗng luôn đúng: đơn vị khai {named} rỗng thì đạt. Nếu phải có ít nhất một mục thì thêm"
        f" “some: {{in: {lists[0]}}}”; nếu mỗi mục là một kết quả riêng thì dùng “targets”.",
        f"“every” over an empty list is true: a unit that states {named} as empty passes. If one item at least is due, add"
        f" “some: {{in: {lists[0]}}}”; if each item deserves a result of its own, use “targets”.",
    )


def _unguarded(require: Plain, when: list[Plain]) -> list[str]:
    """The lists of `every` at the top of a requirement that nothing asks to hold an item."""
    if not isinstance(require, dict):
        return []
    whole = require.get("all")
    parts = whole if isinstance(whole, list) else [require]
    asked = [part["every"] for part in parts if isinstance(part, dict) and "every" in part]
    lists = [str(every["in"]) for every in asked if isinstance(every, dict)]
    others = [_key(part) for part in [*parts, *when] if isinstance(part, dict) and "every" not in part]
    return [name for name in lists if not any(_key(name) in other for other in others)]


def alike(scene: Scene) -> Iterator[Problem]:
    """same-rule"""
    seen: dict[str, Written] = {}
    for one in scene.rules:
        for number, version in one.numbered():
            same = _key(
                [
                    one.rule.regulation, sorted(version.scope), list(version.targets), list(version.when), version.require,
                    list(version.governed_by), sorted(str(cite) for cite in version.cites), str(version.in_force),
                ]
            )  # fmt: skip
            other = seen.setdefault(same, one)
            if other.rule.id != one.rule.id:
                words = Words(
                    f"Giống hệt “{other.rule.id}” ({written_first(other)}): cùng phạm vi, điều kiện, căn cứ và thời gian. Bỏ một.",
                    f"The same as “{other.rule.id}” ({written_first(other)}): scope, condition, provision and days. Drop one.",
                )
                yield one.problem("same-rule", words, one.at_version(number, "require"), "warning")


def unused_given(scene: Scene) -> Iterator[Problem]:
    """unused-given"""
    for one in scene.sources.of("template"):
        body = _key({key: value for key, value in one.plain.items() if key != "given"})
        for name in one.plain.get("given", {}):
            if f'"given.{name}' not in body and f'{{"given": "{name}"}}' not in body:
                place: Pointer = ("given", name)
                words = Words(f"Mẫu không dùng tham số “{name}”.", f"The template does not use its parameter “{name}”.")
                yield at(one, place, "unused-given", words, "warning")
