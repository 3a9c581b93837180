"""A condition as a nested list: one line for each thing that is asked, with what joins them above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.explaining.naming import Day, each_one, one_such
from qcdc_rules.explaining.phrases import denied, phrase
from qcdc_rules.source import Words

Line = tuple[int, Words]
_SHORT = 150
_ANY = Words("có ít nhất một trong các điều sau:", "at least one of the following:")
_NONE = Words("không phải là tất cả các điều sau cùng đúng:", "not all of the following at once:")
_NOT_ANY = Words("không có điều nào sau đây:", "none of the following:")
_IF, _THEN, _ELSE = Words("nếu:", "if:"), Words("thì", "then"), Words("nếu không thì", "otherwise")


def nodes(condition: Condition) -> Iterator[Condition]:
    """The condition and every condition inside it that is not denied."""
    yield condition
    node: Any = condition
    if node.op == "not":
        return
    for part in inside(node):
        yield from nodes(part)


def inside(node: Any) -> Iterator[Condition]:
    """The conditions directly inside one."""
    if node.op == "if":
        yield from (one for one in (node.condition, node.then, node.otherwise) if one is not None)
        return
    yield from getattr(node, "parts", ())
    choice = getattr(node, "choice", None) or getattr(node, "by", None)
    where = getattr(choice, "where", None)
    if where is not None:
        yield where
    if node.op == "every":
        yield node.must


class Outline:
    """Outlines the conditions of one ruleset as of one day."""

    def __init__(self, ruleset: Ruleset, day: Day) -> None:
        self._ruleset = ruleset
        self._day = day

    def lines(self, condition: Condition, depth: int = 0) -> Iterator[Line]:
        """One line for each part."""
        node: Any = condition
        if node.op == "all" and node.parts:
            for part in node.parts:
                yield from self.lines(part, depth)
        elif node.op == "complies_with":
            yield from self._complies(node, depth)
        elif self._is_short(node):
            yield depth, phrase(condition, self._day)
        elif node.op == "any":
            yield depth, _ANY
            for part in node.parts:
                yield from self._one(part, depth + 1)
        elif node.op == "if":
            yield from self._if(node, depth)
        elif node.op in ("some", "every", "not"):
            yield from self._chosen(node, depth)
        else:
            yield depth, phrase(condition, self._day)

    def _is_short(self, node: Any) -> bool:
        words = phrase(node, self._day)
        joined = any(inner.op in ("all", "any", "if") and inner is not node for inner in nodes(node))
        return len(words.vi) <= _SHORT and not joined

    def _one(self, part: Condition, depth: int) -> Iterator[Line]:
        """One of several ways: what belongs together stays on one line."""
        node: Any = part
        if node.op == "all" and len(node.parts) > 1:
            words = phrase(part, self._day)
            nested = any(inner.op in ("all", "any", "if") for two in node.parts for inner in nodes(two))
            if len(words.vi) <= 2 * _SHORT and not nested:
                yield depth, words
                return
            yield depth, Words("cùng lúc:", "together:")
            for inner in node.parts:
                yield from self.lines(inner, depth + 1)
            return
        yield from self.lines(part, depth)

    def _if(self, node: Any, depth: int) -> Iterator[Line]:
        """`nếu … thì:` with what follows below it; several conditions stand below `nếu:`."""
        given = list(self.lines(node.condition, depth + 1))
        if len(given) == 1:
            said = given[0][1]
            yield from self._followed(Words(f"nếu {said.vi} thì", f"if {said.en} then"), node.then, depth)
        else:
            yield depth, _IF
            yield from given
            yield from self._followed(_THEN, node.then, depth)
        if node.otherwise is not None:
            yield from self._followed(_ELSE, node.otherwise, depth)

    def _followed(self, lead: Words, part: Condition, depth: int) -> Iterator[Line]:
        inner = list(self.lines(part, depth + 1))
        if len(inner) == 1 and len(lead.vi + inner[0][1].vi) <= 2 * _SHORT:
            said = inner[0][1]
            yield depth, Words(f"{lead.vi} {said.vi}", f"{lead.en} {said.en}")
        else:
            yield depth, Words(f"{lead.vi}:", f"{lead.en}:")
            yield from inner

    def _chosen(self, node: Any, depth: int) -> Iterator[Line]:
        if node.op == "not":
            inner: Any = node.parts[0]
            if inner.op in ("all", "any"):
                yield depth, _NONE if inner.op == "all" else _NOT_ANY
                for part in inner.parts:
                    yield from self._one(part, depth + 1)
            else:
                yield depth, denied(inner, self._day)
            return
        one = one_such(node.choice) if node.op == "some" else each_one(node.choice)
        where = list(self.lines(node.choice.where, depth + 1)) if node.choice.where is not None else []
        if node.op == "some":
            yield depth, Words(f"có {one.vi} mà:", f"there is {one.en} where:")
            yield from where
            return
        if where:
            yield depth, Words(f"xét {one.vi} mà:", f"of {one.en} where:")
            yield from where
            yield depth, Words("thì mục đó phải:", "that entry must meet this:")
        else:
            yield depth, Words(f"{one.vi} đều phải:", f"for {one.en}:")
        yield from self.lines(node.must, depth + 1)

    def _complies(self, node: Any, depth: int) -> Iterator[Line]:
        rules = [(name, self._ruleset.by_id(name)) for name in node.rules]
        titles = [rule.title if rule is not None else Words(name, name) for name, rule in rules]
        if len(titles) == 1:
            yield depth, Words(f"đã tuân thủ quy tắc “{titles[0].vi}”", f"the rule “{titles[0].en}” is kept")
            return
        yield depth, Words("đã tuân thủ các quy tắc:", "these rules are kept:")
        for title in titles:
            yield depth + 1, title
