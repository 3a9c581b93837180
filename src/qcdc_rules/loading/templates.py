"""Templates: a condition written once with parameters, put in place of a rule's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from qcdc_rules.frozen import frozen
from qcdc_rules.model.law import Plain
from qcdc_rules.source import Words
from qcdc_rules.source.suggest import closest


class Template(NamedTuple):
    """A recurring shape of the law. `given` holds each parameter's kind, type and default, as written."""

    id: str
    title: Words
    given: Mapping[str, Mapping[str, Plain]]
    body: Mapping[str, Plain]
    file: str = ""


@frozen
class ArgumentFault:
    """What is wrong with an argument; `name` is empty when it concerns the whole `with`."""

    name: str
    code: str
    words: Words


def arguments(template: Template, given: Mapping[str, Plain]) -> tuple[dict[str, Plain], list[ArgumentFault]]:
    """The arguments with defaults filled in, and what is wrong with them."""
    faults: list[ArgumentFault] = []
    for name in given:
        if name not in template.given:
            near = closest(name, template.given)
            hint_vi, hint_en = (f" Có phải là “{near}”?", f" Did you mean “{near}”?") if near else ("", "")
            faults.append(
                ArgumentFault(
                    name,
                    "unknown-argument",
                    Words(
                        f"Mẫu “{template.id}” không có tham số “{name}”.{hint_vi}",
                        f"The template “{template.id}” has no parameter “{name}”.{hint_en}",
                    ),
                )
            )
    filled: dict[str, Plain] = {}
    for name, declared in template.given.items():
        if name in given:
            filled[name] = given[name]
            fault = _misfit(name, declared, given[name])
            if fault is not None:
                faults.append(fault)
        elif "default" in declared:
            filled[name] = declared["default"]
        else:
            faults.append(
                ArgumentFault(
                    "",
                    "missing-argument",
                    Words(
                        f"Thiếu tham số “{name}” của mẫu “{template.id}”.",
                        f"The parameter “{name}” of the template “{template.id}” is missing.",
                    ),
                )
            )
    return filled, faults


_MAPPINGS = frozenset({"limit", "share", "condition"})


def _misfit(name: str, declared: Mapping[str, Plain], value: Plain) -> ArgumentFault | None:
    """A first check by kind; what the argument means is checked where it stands, by the compiler."""
    kind = str(declared.get("kind"))
    fine = True
    if kind in _MAPPINGS:
        fine = isinstance(value, dict) or (kind == "condition" and value == "always")
    elif kind in ("fact", "list", "period"):
        fine = isinstance(value, str | dict)
    elif kind == "options":
        fine = isinstance(value, list | dict)
    elif kind == "number":
        fine = isinstance(value, int | dict) and not isinstance(value, bool)
    if not fine:
        return ArgumentFault(
            name,
            "wrong-argument",
            Words(
                f"Tham số “{name}” phải là {_KINDS_VI.get(kind, kind)}, không phải “{value}”.",
                f"The parameter “{name}” must be a {kind}, not “{value}”.",
            ),
        )
    wanted = declared.get("of")
    if kind == "limit" and isinstance(value, dict) and isinstance(wanted, list) and len(value) == 1:
        unit = next(iter(value))
        if unit in ("days", "working_days", "dates", "months", "month_ends", "years") and unit not in wanted:
            units = ", ".join(str(one) for one in wanted)
            return ArgumentFault(
                name,
                "wrong-argument",
                Words(
                    f"“{name}” không tính theo “{unit}”; dùng {units}.",
                    f"“{name}” does not count in “{unit}”; use {units}.",
                ),
            )
    return None


_KINDS_VI = {
    "limit": "khoảng thời gian ({days: 30})",
    "share": "tỷ lệ ({at_least: 2/3})",
    "condition": "một điều kiện",
    "fact": "đường dẫn tới một trường",
    "list": "đường dẫn tới một danh sách",
    "period": "đường dẫn tới một khoảng thời gian",
    "options": "danh sách giá trị",
    "number": "một số",
}


def instantiate(body: Plain, given: Mapping[str, Plain]) -> Plain:
    """The body with `given.name` and `{given: name}` replaced by the arguments."""
    if isinstance(body, dict):
        if set(body) == {"given"}:
            return given.get(str(body["given"]))
        return {key: instantiate(value, given) for key, value in body.items()}
    if isinstance(body, list):
        return [instantiate(value, given) for value in body]
    if isinstance(body, str) and body.startswith("given."):
        name, _, rest = body.removeprefix("given.").partition(".")
        argument = given.get(name)
        return f"{argument}.{rest}" if rest and isinstance(argument, str) else argument
    return body
