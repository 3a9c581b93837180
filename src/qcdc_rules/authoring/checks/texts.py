"""Sentences: placeholders that nothing fills, and translations that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from qcdc_rules.authoring.checks.scene import Scene, at, mappings
from qcdc_rules.authoring.drafts import titled
from qcdc_rules.compiling.compiled import Compiler
from qcdc_rules.compiling.context import CompileFault
from qcdc_rules.compiling.paths import compile_path
from qcdc_rules.compiling.shapes import target_type
from qcdc_rules.model.rules import Targets
from qcdc_rules.source import Problem, Words

DETAILS: Mapping[str, frozenset[str]] = {
    op: frozenset(names.split())
    for op, names in {
        "exists": "actual",
        "is": "actual required",
        "one_of": "actual required",
        "compare": "actual required",
        "count": "actual required",
        "ratio": "actual total share required",
        "some": "actual list witness",
        "every": "absent list",
        "includes": "actual required absent extra",
        "covers": "absent",
        "in_order": "actual required",
        "before": "actual required last_day",
        "not_after": "actual required last_day",
        "within": "actual from required last_day convention rolled unrolled late",
        "notice": "actual event required last_day convention",
        "duration": "actual required first_day end_day last_day convention one_day_short",
        "longest_run": "actual required convention",
        "term": "actual from required last_day",
        "during": "actual required",
        "falls_on": "actual required",
        "frequency": "actual required every absent",
        "periodic": "actual required from last_day",
        "spacing": "actual required absent late",
        "arises": "actual",
        "listed_in": "actual required",
        "cited_in": "actual required",
        "complies_with": "absent rules",
    }.items()
}
"""What each operator can say of its verdict; a test holds it against the traces of every case."""
_ALWAYS = frozenset({"key", "missing"})
_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_.]*)\}")


def said_by(plain: Any) -> frozenset[str]:
    """The placeholders that the operators of a condition can fill."""
    return frozenset().union(*(DETAILS[key] for _, node in mappings(plain) for key in node if key in DETAILS))


def placeholders(scene: Scene) -> Iterator[Problem]:
    """unfilled-placeholder, placeholders-differ"""
    compiler = Compiler(scene.ruleset.law, scene.ruleset.shape)
    for one in scene.rules:
        for number, version in one.numbered():
            known = _ALWAYS | said_by(version.require) | said_by(list(version.when))
            for name, words in version.messages.items():
                vi, en = (set(_PLACEHOLDER.findall(text)) for text in (words.vi, words.en))
                place = one.at_version(number, "messages", name)
                unfilled = sorted(
                    p for p in vi | en if p not in known and not _path(p, compiler, version.targets, scene)
                )
                if unfilled:
                    yield one.problem("unfilled-placeholder", _unfilled(name, unfilled, known), place)
                if vi != en:
                    differ = ", ".join(f"{{{p}}}" for p in sorted(vi ^ en))
                    told = Words(
                        f"Câu “{name}”: {differ} chỉ có ở một trong hai ngôn ngữ.",
                        f"Message “{name}”: {differ} stands in one language only.",
                    )
                    yield one.problem("placeholders-differ", told, place, "warning")


def _unfilled(name: str, unfilled: list[str], known: frozenset[str]) -> Words:
    missing = ", ".join(f"{{{p}}}" for p in unfilled)
    fitting = ", ".join(
        f"{{{p}}}" for p in sorted(known - {"convention", "rolled", "unrolled", "witness", "one_day_short"})
    )
    return Words(
        f"Câu “{name}” có {missing} mà điều kiện không cho giá trị nào; người đọc sẽ thấy “…”. Dùng được: {fitting}, hoặc một đường dẫn.",
        f"Message “{name}” has {missing}, which nothing fills; the reader would see “…”. There are: {fitting}, or a path.",
    )


def _path(name: str, compiler: Compiler, targets: Targets, scene: Scene) -> bool:
    """Whether a placeholder is a path of the submission or of the target."""
    if "." not in name:
        return False
    faults: list[CompileFault] = []
    kind = target_type(targets, scene.ruleset.shape, scene.ruleset.law.catalogues)
    return compile_path(name, compiler.context(kind, faults)) is not None and not faults


def drafted(scene: Scene) -> Iterator[Problem]:
    """placeholder-title: the title that `rules new` writes until the author gives the real one."""
    for one in scene.sources.of("instrument"):
        if str(one.plain["title"]["vi"]) == titled(str(one.plain["number"])):
            words = Words(
                f"Tên văn bản vẫn là câu tạm “{one.plain['title']['vi']}”: ghi tên đầy đủ, như “Quyết định … về …”.",
                "The title is still the one of the draft: write the full title of the instrument.",
            )
            yield at(one, ("title",), "placeholder-title", words, "warning")


def translations(scene: Scene) -> Iterator[Problem]:
    """not-translated"""
    for one in scene.sources.files:
        if one.kind == "test":
            continue
        for pointer, node in mappings(one.plain):
            vi, en = node.get("vi"), node.get("en")
            if isinstance(vi, str) and vi == en and len(vi.split()) > 3:
                where = ".".join(map(str, pointer))
                words = Words(
                    f"“{where}”: câu tiếng Anh chép lại câu tiếng Việt.",
                    f"“{where}”: the English text repeats the Vietnamese one.",
                )
                yield at(one, pointer, "not-translated", words, "warning")
