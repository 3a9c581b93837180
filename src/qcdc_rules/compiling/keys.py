"""Checks that every operator shares: the keys of its mapping, and conditions inside it."""

from __future__ import annotations

from qcdc_rules.compiling.condition import Condition
from qcdc_rules.compiling.context import Context


def keys_of(
    plain: object, context: Context, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> dict[str, object] | None:
    """The mapping under an operator, if its keys are right."""
    if not isinstance(plain, dict):
        context.fail(
            "wrong-type",
            f"Ở đây phải có các khóa: {', '.join(required)}.",
            f"The keys {', '.join(required)} belong here.",
        )
        return None
    fine = True
    for key in plain:
        if key not in required and key not in optional:
            context.at(key).unknown("unknown-key", "Khóa", "key", str(key), (*required, *optional))
            fine = False
    for key in required:
        if key not in plain:
            context.fail("missing-key", f"Thiếu khóa “{key}”.", f"The key “{key}” is missing.")
            fine = False
    return dict(plain) if fine else None


def compile_condition(plain: object, context: Context) -> Condition | None:
    """A condition: a mapping with one operator, or the word `always`."""
    operators = context.grammar.conditions
    if plain == "always":
        return operators["all"]([], context)
    if not isinstance(plain, dict) or not plain:
        context.fail(
            "not-a-condition",
            f"Ở đây phải là một điều kiện (một toán tử), không phải “{plain}”.",
            f"A condition (one operator) belongs here, not “{plain}”.",
        )
        return None
    name = "if" if "if" in plain else next(iter(plain))
    if name not in operators:
        context.unknown("unknown-operator", "Toán tử", "operator", str(name), operators)
        return None
    if name == "if":
        return operators["if"](plain, context)
    if len(plain) > 1:
        others = ", ".join(str(key) for key in plain)
        context.fail(
            "several-operators",
            f"Một điều kiện chỉ có một toán tử; ở đây có {others}: hãy gộp bằng all hoặc any.",
            f"A condition has one operator; here are {others}: join them with all or any.",
        )
        return None
    return operators[name](plain[name], context.at(name))
