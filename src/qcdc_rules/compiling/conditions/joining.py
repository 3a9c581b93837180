"""`all`, `any`, `not`, `if`: joining conditions after Kleene."""

from __future__ import annotations

from qcdc_rules.compiling.condition import Condition, Joined, merged_lacking
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Decide, Env
from qcdc_rules.compiling.keys import compile_condition, keys_of
from qcdc_rules.compiling.trace import Trace
from qcdc_rules.logic.truth import FALSE, TRUE, Truth, all_of, any_of, choose, negate
from qcdc_rules.model.submission import Value


class All(Joined):
    op = "all"

    def __init__(self, parts: tuple[Condition, ...]) -> None:
        self.parts = parts
        decides = tuple(part.decide for part in parts)
        self.decide = decides[0] if len(decides) == 1 else _all(decides)

    def combine(self, truths: list[Truth]) -> Truth:
        return all_of(truths)


def _all(decides: tuple[Decide, ...]) -> Decide:
    def decide(env: Env, item: Value) -> Truth:
        truth = TRUE
        for part in decides:
            said = part(env, item)
            if said is not TRUE:
                if said is FALSE:
                    return FALSE
                if said < truth:
                    truth = said
        return truth

    return decide


class Any(Joined):
    op = "any"

    def __init__(self, parts: tuple[Condition, ...]) -> None:
        self.parts = parts
        decides = tuple(part.decide for part in parts)
        self.decide = lambda env, item: any_of(part(env, item) for part in decides)

    def combine(self, truths: list[Truth]) -> Truth:
        return any_of(truths)


class Not(Joined):
    op = "not"

    def __init__(self, part: Condition) -> None:
        self.parts = (part,)
        inner = part.decide
        self.decide = lambda env, item: negate(inner(env, item))

    def combine(self, truths: list[Truth]) -> Truth:
        return negate(truths[0])


class If(Condition):
    op = "if"

    def __init__(self, condition: Condition, then: Condition, otherwise: Condition | None) -> None:
        self.condition = condition
        self.then = then
        self.otherwise = otherwise
        c, t = condition.decide, then.decide
        o: Decide = otherwise.decide if otherwise is not None else lambda env, item: TRUE

        def decide(env: Env, item: Value) -> Truth:
            chosen = c(env, item)
            if chosen is TRUE:
                return t(env, item)
            if chosen is FALSE:
                return o(env, item)
            return choose(chosen, t(env, item), o(env, item))

        self.decide = decide

    def trace(self, env: Env, item: Value) -> Trace:
        condition = self.condition.trace(env, item)
        then = self.then.trace(env, item)
        otherwise = self.otherwise.trace(env, item) if self.otherwise is not None else None
        said = otherwise.truth if otherwise is not None else TRUE
        truth = choose(condition.truth, then.truth, said)
        parts = [condition]
        if condition.truth is not FALSE:
            parts.append(then)
        if otherwise is not None and condition.truth is not TRUE:
            parts.append(otherwise)
        return Trace(self, truth, (), {}, tuple(parts), merged_lacking(truth, tuple(parts)))


def _parts(plain: object, context: Context) -> tuple[Condition, ...] | None:
    if not isinstance(plain, list):
        context.fail("wrong-type", "Ở đây phải là một danh sách điều kiện.", "A list of conditions belongs here.")
        return None
    parts = [compile_condition(part, context.at(number)) for number, part in enumerate(plain)]
    return None if None in parts else tuple(part for part in parts if part is not None)


def build_all(plain: object, context: Context) -> Condition | None:
    parts = _parts(plain, context)
    return None if parts is None else All(parts)


def build_any(plain: object, context: Context) -> Condition | None:
    parts = _parts(plain, context)
    if parts == ():
        context.fail("empty-any", "“any” cần ít nhất một điều kiện.", "“any” needs at least one condition.")
        return None
    return None if parts is None else Any(parts)


def build_not(plain: object, context: Context) -> Condition | None:
    part = compile_condition(plain, context)
    return None if part is None else Not(part)


def build_if(plain: object, context: Context) -> Condition | None:
    given = keys_of(plain, context, ("if", "then"), ("otherwise",))
    if given is None:
        return None
    condition = compile_condition(given["if"], context.at("if"))
    then = compile_condition(given["then"], context.at("then"))
    otherwise = compile_condition(given["otherwise"], context.at("otherwise")) if "otherwise" in given else None
    if condition is None or then is None or ("otherwise" in given and otherwise is None):
        return None
    return If(condition, then, otherwise)
