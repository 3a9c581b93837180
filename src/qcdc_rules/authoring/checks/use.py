"""Names: what nothing uses, what is used and does not exist, what was used before, what no rule or case covers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qcdc_rules.authoring.checks.scene import Scene, Written, at, mappings, parameter_files
from qcdc_rules.model.law import Plain
from qcdc_rules.model.rules import Version
from qcdc_rules.source import Problem, Words
from qcdc_rules.source.suggest import closest

_BOUND = re.compile(r"(>=|<=|<|>|==|!=|~=) ?([0-9.]+)")


def unused(scene: Scene) -> Iterator[Problem]:
    """unused-parameter, unused-scope, unused-template, unused-contents"""
    used: dict[str, set[str]] = {"parameter": set(), "scope": set(), "template": set(), "contents": set()}
    for one in scene.sources.files:
        if one.kind in ("rules", "template", "scope", "contents"):
            for _, node in mappings(one.plain):
                _note(node, used)
                used["contents"].update(_listing(node, scene))
    for one in parameter_files(scene):
        name = str(one.plain["id"])
        fines = any("fine" in value for value in one.plain["values"])
        if name not in used["parameter"] and not fines:
            yield at(one, ("id",), "unused-parameter", _unused("tham số", "parameter", name), "warning")
    tested = {
        str(test["template"]) for one in scene.sources.of("test") for test in one.plain["tests"] if "template" in test
    }
    used["template"] |= tested  # a shape with its cases is kept for rules to come
    named = {"scope": ("phạm vi", "scope"), "template": ("mẫu", "template"), "contents": ("danh mục", "catalogue")}
    for kind, (vi, en) in named.items():
        for one in scene.sources.of(kind):
            name = str(one.plain["id"])
            if name not in used[kind]:
                yield at(one, ("id",), f"unused-{kind}", _unused(vi, en, name), "warning")


def _note(node: Mapping[str, Any], used: dict[str, set[str]]) -> None:
    for key, kind in (("param", "parameter"), ("lookup", "parameter"), ("sanction", "parameter"), ("scope", "scope")):
        found = node.get(key)
        used[kind].update(str(one) for one in (found if isinstance(found, list) else [found]) if isinstance(one, str))
    for key, kind in (("template", "template"), ("each_content", "contents")):
        if isinstance(node.get(key), str):
            used[kind].add(str(node[key]))


def _listing(node: Mapping[str, Any], scene: Scene) -> Iterator[str]:
    """The catalogues in which a `listed_in` looks."""
    asked = node.get("listed_in")
    if isinstance(asked, Mapping):
        for catalogue in scene.ruleset.law.catalogues.values():
            cites = (one.citation for content in catalogue.contents for one in content.listed)
            if any(
                c.instrument == asked["instrument"] and c.article == str(asked.get("article", c.article)) for c in cites
            ):
                yield catalogue.id


def _unused(vi: str, en: str, name: str) -> Words:
    return Words(
        f"Không quy tắc nào dùng {vi} “{name}”: bỏ đi, hoặc quy tắc cần nó còn viết số thẳng vào điều kiện.",
        f"No rule uses the {en} “{name}”: drop it, or find the rule that writes its number out.",
    )


def _hint(name: str, known: Iterable[str]) -> tuple[str, str]:
    near = closest(name, known)
    return (f" Có phải là “{near}”?", f" Did you mean “{near}”?") if near else ("", "")


def names(scene: Scene) -> Iterator[Problem]:
    """unknown-rule, unknown-parameter, id-reused"""
    ids = {one.rule.id for one in scene.rules}
    former: dict[str, str] = {}
    parameters = scene.ruleset.law.parameters
    for one in scene.rules:
        for name in one.rule.formerly:
            owner = former.setdefault(name, one.rule.id)
            if name in ids or owner != one.rule.id:
                words = Words(
                    f"Mã cũ “{name}” đang là mã của “{name if name in ids else owner}”: mã không bao giờ được dùng lại, vì báo cáo"
                    " cũ và văn bản cho miễn còn nhắc đến nó.",
                    f"The former id “{name}” belongs to “{name if name in ids else owner}”: an id is never used again, because old"
                    " reports and waivers name it.",
                )
                yield one.problem("id-reused", words, ("formerly",))
        for number, version in one.numbered():
            for name in version.sanction:
                if name not in parameters:
                    vi, en = _hint(name, parameters)
                    words = Words(f"Không có tham số “{name}”.{vi}", f"There is no parameter “{name}”.{en}")
                    yield one.problem("unknown-parameter", words, one.at_version(number, "sanction"))
            for _, node in mappings([version.require, *version.when]):
                found = node.get("complies_with")
                for name in found if isinstance(found, list) else ():
                    if str(name) not in ids:
                        vi, en = _hint(str(name), ids)
                        words = Words(f"Không có quy tắc “{name}”.{vi}", f"There is no rule “{name}”.{en}")
                        yield one.problem("unknown-rule", words, one.at_version(number, "require"))


def untested(scene: Scene) -> Iterator[Problem]:
    """missing-test, missing-test-kind, test-of-nothing"""
    expected: dict[str, set[str]] = {}
    ids = {one.rule.id for one in scene.rules}
    templates = {str(one.plain["id"]) for one in scene.sources.of("template")}
    told = {problem.path for problem in scene.ruleset.problems}
    for one in scene.sources.of("test"):
        for number, test in enumerate(one.plain["tests"]):
            name = str(test.get("rule", test.get("template")))
            if name in told:
                continue  # the rule is there and has faults of its own, which are told where they stand
            if name not in (ids if "rule" in test else templates):
                vi, en = _hint(name, ids if "rule" in test else templates)
                words = Words(
                    f"Ca kiểm thử của “{name}”, nhưng không có.{vi}",
                    f"Cases of “{name}”, which is not there.{en}",
                )
                yield at(one, ("tests", number), "test-of-nothing", words)
            expected.setdefault(name, set()).update(word for case in test["cases"] for word in case["expect"].values())
    for written in scene.rules:
        kinds = expected.get(written.rule.id)
        if written.rule.retired is not None:
            continue
        if kinds is None:
            words = Words(
                "Quy tắc chưa có ca kiểm thử nào: viết ít nhất một ca đạt và một ca vi phạm trong tệp .tests.yaml bên cạnh.",
                "The rule has no case: write one that satisfies and one that violates it, in the .tests.yaml beside it.",
            )
            yield written.problem("missing-test", words, severity="warning")
        elif lacking := [kind for kind in ("satisfied", failing_kind(written, scene)) if kind not in kinds]:
            named = {"satisfied": "đạt", "violated": "vi phạm", "law_open": "“luật để ngỏ” (law_open)"}
            words = Words(
                f"Chưa có ca kiểm thử nào {' và '.join(named[kind] for kind in lacking)}.",
                f"No case is {' or '.join(lacking)}.",
            )
            yield written.problem("missing-test-kind", words, severity="warning")
    for one in scene.sources.of("template"):
        name = str(one.plain["id"])
        if not {"satisfied", "violated"} <= expected.get(name, set()):
            words = Words(
                f"Mẫu “{name}” phải có ca đạt và ca vi phạm.",
                f"The template “{name}” needs a case that satisfies and one that violates it.",
            )
            yield at(one, ("id",), "missing-test", words, "warning")


def failing_kind(written: Written, scene: Scene) -> str:
    """What a failure of a rule is: a breach, unless each of its versions leaves every failure open."""
    always = all(_always_open(version, scene) for version in written.rule.versions)
    return "law_open" if always else "violated"


def _always_open(version: Version, scene: Scene) -> bool:
    """Whether no failure is a breach: the wording was not read, or an open point repeats what makes the rule apply."""
    known = scene.ruleset.law.instruments
    if any(c.instrument in known and known[c.instrument].checked_of(c) == "recalled" for c in version.cites):
        return True
    holding = [part for plain in version.when for part in _joined(plain)]
    return any(
        one.when in holding or version.require == {"not": one.when} or one.when in _HELD for one in version.opens
    )


_HELD: tuple[Plain, ...] = ({"exists": "unit.kind"}, "always")
"""Conditions that hold of every submission."""


def _joined(plain: Plain) -> list[Plain]:
    """The parts of which each must hold."""
    parts = plain.get("all") if isinstance(plain, dict) else None
    return [inner for part in parts for inner in _joined(part)] if isinstance(parts, list) else [plain]


def engine(scene: Scene) -> Iterator[Problem]:
    """engine-mismatch"""
    mine = _numbers(scene.engine)
    for one in scene.sources.of("pack"):
        for operator, wanted in _BOUND.findall(str(one.plain["engine"])):
            theirs = _numbers(wanted)
            width = max(len(mine), len(theirs))
            a, b = ((*numbers, *[0] * (width - len(numbers))) for numbers in (mine, theirs))
            holds = {">=": a >= b, "<=": a <= b, "<": a < b, ">": a > b, "==": a == b, "!=": a != b, "~=": a >= b}
            if not holds[operator]:
                words = Words(
                    f"Gói này cần phần mềm {operator}{wanted}; phần mềm đang chạy là {scene.engine}.",
                    f"This pack needs the software {operator}{wanted}; this one is {scene.engine}.",
                )
                yield at(one, ("engine",), "engine-mismatch", words)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.strip(".").split("."))
