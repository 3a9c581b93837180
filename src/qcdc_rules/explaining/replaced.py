"""Numbers that a pack puts over those of the law: a finding that rests on one must say whose number it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qcdc_rules.compiling.compiled import Law
from qcdc_rules.evaluating.results import Result
from qcdc_rules.explaining.values import provision_words, value_words
from qcdc_rules.model.law import DatedValue, Parameter, Plain
from qcdc_rules.source import Words


class Replaced(NamedTuple):
    """A parameter of the requirement, and the value of a pack that governs it."""

    parameter: Parameter
    value: DatedValue


def replaced_of(result: Result, law: Law) -> tuple[Replaced, ...]:
    """The values of packs that the requirement of this result rests on."""
    if result.version is None or result.day is None:
        return ()
    found: list[Replaced] = []
    for name in dict.fromkeys(_parameters(result.version.require)):
        parameter = law.parameters.get(name)
        value = parameter.on(result.day) if parameter is not None else None
        if parameter is not None and value is not None and value.overlay:
            found.append(Replaced(parameter, value))
    return tuple(found)


def said_of(one: Replaced, law: Law) -> Words:
    """Whose number it is, and that fines of the law above do not come with it."""
    value = value_words(one.value.value) if one.value.value is not None else Words("bảng giá trị", "table of values")
    cite = one.value.cites[0] if one.value.cites else None
    instrument = law.instruments.get(cite.instrument) if cite is not None else None
    kind = instrument.kind if instrument is not None else ""
    where = provision_words(cite, kind) if cite is not None else Words("", "")
    by_vi, by_en = (f" theo {where.vi}", f" by {where.en}") if where.vi else ("", "")
    title = one.parameter.title
    return Words(
        f"{title.vi}: {value.vi}{by_vi} (gói “{one.value.overlay}”), thay cho mức của văn bản được dẫn trong quy tắc; "
        "chế tài của văn bản đó không kèm theo mức này.",
        f"{title.en}: {value.en}{by_en} (pack “{one.value.overlay}”), in place of the value of the provision that the "
        "rule cites; its sanction does not come with this value.",
    )


def _parameters(plain: Plain) -> Iterator[str]:
    """The names of the parameters in a condition."""
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key in ("param", "lookup") and isinstance(value, str):
                yield value
            else:
                yield from _parameters(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _parameters(value)
