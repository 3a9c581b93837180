"""Lists: some, every, count, includes, covers, in_order."""

from __future__ import annotations

from itertools import combinations

from qcdc_rules.model.law import Plain
from qcdc_rules.second.operands import Where, count, left, mapping, right
from qcdc_rules.second.operators.facts import among, same, unknown_of, within_bounds
from qcdc_rules.second.scene import Scene, as_list
from qcdc_rules.second.truths import Answer, said, turned
from qcdc_rules.second.values import Rec, Seq, Value, Void


def listed(plain: Plain, scene: Scene, ask: Where) -> Seq | Answer:
    """A list, or the class of unknown where there is none to look at."""
    found = as_list(right(plain, scene, ask) if isinstance(plain, list) else left(plain, scene, ask))
    if isinstance(found, Seq):
        return found
    return unknown_of(found) or "missing"


def more(found: Seq) -> list[Answer]:
    """What a list says of the items that it may still hold."""
    return ["missing"] if found.partial else []


def some(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    terms = mapping(body)
    found = listed(terms["in"], scene, ask)
    if not isinstance(found, Seq):
        return found
    where = terms.get("where", "always")
    return scene.join.some([*(ask(where, scene.at(one)) for one in found.items), *more(found)])


def every(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """An item fails `where` or meets `must`."""
    terms = mapping(body)
    found = listed(terms["in"], scene, ask)
    if not isinstance(found, Seq):
        return found
    answers = []
    for one in found.items:
        there = scene.at(one)
        left_out = turned(ask(terms.get("where", "always"), there))
        answers.append(scene.join.some([left_out, ask(terms["must"], there)]))
    return scene.join.every([*answers, *more(found)])


def counted(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    return within_bounds(count({"count": body}, scene, ask), mapping(body), scene, ask)


def includes(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """A list that is not stated may hold anything, as a partial one without items."""
    terms = mapping(body)
    found = _anything(listed(terms["fact"], scene, ask))
    judges = {"all_of": _all_there, "any_of": _one_there, "only": _nothing_else}
    return scene.join.every(
        [
            judge(found, _anything(listed(terms[name], scene, ask)), scene)
            for name, judge in judges.items()
            if name in terms
        ]
    )


def _anything(found: Seq | Answer) -> Seq:
    return found if isinstance(found, Seq) else Seq((), partial=True)


def _all_there(found: Seq, wanted: Seq, scene: Scene) -> Answer:
    return scene.join.every([*(among(word, found, scene) for word in wanted.items), *more(wanted)])


def _one_there(found: Seq, wanted: Seq, scene: Scene) -> Answer:
    return scene.join.some([*(among(word, found, scene) for word in wanted.items), *more(wanted), *more(found)])


def _nothing_else(found: Seq, wanted: Seq, scene: Scene) -> Answer:
    return scene.join.every([*(among(word, wanted, scene) for word in found.items), *more(found)])


def covers(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """Each of one list has its match in the other."""
    terms = mapping(body)
    wanted, found = listed(terms["every"], scene, ask), listed(terms["by"], scene, ask)
    if not isinstance(wanted, Seq):
        return wanted
    if not isinstance(found, Seq):
        return found if wanted.items or wanted.partial else "true"
    picked = [(one, ask(terms.get("where", "always"), scene.at(one))) for one in found.items]
    key, matched_on = terms.get("key"), terms.get("matched_on")
    answers: list[Answer] = []
    for one in wanted.items:
        name = _name(one, matched_on)
        if name is Void.NOT_STATED:
            answers.append("missing")  # whose match is looked for is asked first
            continue
        matches = [scene.join.every([picks, _matches(name, by, key, scene)]) for by, picks in picked]
        answers.append(scene.join.some([*matches, *more(found)]))
    return scene.join.every([*answers, *more(wanted)])


def _name(value: Value, matched_on: Plain) -> Value:
    if not isinstance(value, Rec):
        return value
    return value.get(str(matched_on)) if matched_on is not None else value.key


def _matches(name: Value, by: Value, key: Plain, scene: Scene) -> Answer:
    if isinstance(by, Rec):
        held = by.get(str(key)) if key is not None else by.key
        return among(name, held, scene) if isinstance(held, Seq) else _both_named(name, held)
    return _both_named(name, by)


def _both_named(name: Value, held: Value) -> Answer:
    if name is Void.NONE or held is Void.NONE:
        return "false"
    return same(name, held)


def in_order(body: Plain, scene: Scene, ask: Where, whole: dict[str, Plain]) -> Answer:
    """The words that are there stand in the order that the law gives; others do not matter."""
    terms = mapping(body)
    found, order = listed(terms["fact"], scene, ask), listed(terms["order"], scene, ask)
    if not isinstance(found, Seq):
        return found
    assert isinstance(order, Seq)
    places = [order.items.index(word) for word in found.items if word in order.items]
    straight = all(one <= other for one, other in combinations(places, 2))
    return "missing" if straight and found.partial else said(straight)
