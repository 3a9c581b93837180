"""The sixty checks in the languages of other engines. Each is called from Python on a parsed report and names what is bad.

Nothing here is imported by the package: `peers.py` installs the engines into an environment of their own.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import Any

from sixty import BODIES, CONTENTS, DURATIONS, VOTES

Report = dict[str, Any]
Run = Callable[[Report], list[str]]
ITEMS = [f"{i:02d}" for i in range(CONTENTS)]
PARTS = [f"{i:02d}" for i in range(BODIES)]
DAYS = [(f"{i:02d}", 15 + 3 * i) for i in range(DURATIONS)]


def module(name: str) -> Any:
    """A peer, imported where it is asked for: one that is not installed costs only itself."""
    return importlib.import_module(name)


def zen() -> Run:
    """GoRules Zen: one expression node; an expression for each check."""
    checks = {f"item{i}": f'some(publicized, #.item == "I{i}")' for i in ITEMS}
    checks |= {f"scal{i}": f"bodies.b{i}.members >= 5 and bodies.b{i}.members <= 11" for i in PARTS}
    checks |= {f"ever{i}": f"all(publicized, #.days >= {n})" for i, n in DAYS}
    checks |= {f"rati{i:02d}": f"decided[{i}].agree * 2 > decided[{i}].total" for i in range(VOTES)}
    place = {"x": 0, "y": 0}
    content = {
        "expressions": [{"id": k, "key": k, "value": v} for k, v in checks.items()],
        "passThrough": False,
        "inputField": None,
        "outputPath": None,
        "executionMode": "single",
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": place},
        {"id": "ex", "name": "ex", "type": "expressionNode", "position": place, "content": content},
        {"id": "out", "name": "out", "type": "outputNode", "position": place},
    ]
    edges = [
        {"id": "e1", "sourceId": "in", "targetId": "ex", "type": "edge"},
        {"id": "e2", "sourceId": "ex", "targetId": "out", "type": "edge"},
    ]
    model = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    decision = module("zen").ZenEngine().create_decision(json.dumps(model))
    return lambda report: [name for name, good in decision.evaluate(report)["result"].items() if not good]


def regorus() -> Run:
    """Rego by Regorus."""
    lines = ["package q", "import rego.v1"]
    lines += [f'item{i} if {{ some p in input.publicized; p.item == "I{i}" }}' for i in ITEMS]
    lines += [f'bad contains "item{i}" if not item{i}' for i in ITEMS]
    for i in PARTS:
        lines.append(f'bad contains "scal{i}" if input.bodies.b{i}.members < 5')
        lines.append(f'bad contains "scal{i}" if input.bodies.b{i}.members > 11')
    lines += [f'bad contains "ever{i}" if {{ some p in input.publicized; p.days < {n} }}' for i, n in DAYS]
    votes = [(f"{i:02d}", f"input.decided[{i}]") for i in range(VOTES)]
    lines += [f'bad contains "rati{i}" if {vote}.agree * 2 <= {vote}.total' for i, vote in votes]
    engine = module("hobofan_regorus").Engine()
    engine.add_policy("q.rego", "\n".join(lines))

    def run(report: Report) -> list[str]:
        engine.set_input(report)
        return list(engine.eval_rule("data.q.bad"))

    return run


def _cel() -> dict[str, str]:
    checks = {f"item{i}": f'publicized.exists(p, p.item == "I{i}")' for i in ITEMS}
    checks |= {f"scal{i}": f"bodies.b{i}.members >= 5 && bodies.b{i}.members <= 11" for i in PARTS}
    checks |= {f"ever{i}": f"publicized.all(p, p.days >= {n})" for i, n in DAYS}
    return checks | {f"rati{i:02d}": f"decided[{i}].agree * 2 > decided[{i}].total" for i in range(VOTES)}


def cel_rust() -> Run:
    """CEL in Rust (common-expression-language)."""
    cel = module("cel")
    programs = {name: cel.compile(text) for name, text in _cel().items()}

    def run(report: Report) -> list[str]:
        context = cel.Context(report)
        return [name for name, program in programs.items() if not program.execute(context)]

    return run


def cel_python() -> Run:
    """CEL in Python."""
    celpy = module("celpy")
    environment = celpy.Environment()
    programs = {name: environment.program(environment.compile(text)) for name, text in _cel().items()}

    def run(report: Report) -> list[str]:
        typed = {name: celpy.json_to_cel(value) for name, value in report.items()}
        return [name for name, program in programs.items() if not program.evaluate(typed)]

    return run


def rule_engine() -> Run:
    """rule-engine."""
    checks = {f"item{i}": f'$any([p.item == "I{i}" for p in publicized])' for i in ITEMS}
    checks |= {f"scal{i}": f"bodies.b{i}.members >= 5 and bodies.b{i}.members <= 11" for i in PARTS}
    checks |= {f"ever{i}": f"$all([p.days >= {n} for p in publicized])" for i, n in DAYS}
    checks |= {f"rati{i:02d}": f"decided[{i}].agree * 2 > decided[{i}].total" for i in range(VOTES)}
    rules = {name: module("rule_engine").Rule(text) for name, text in checks.items()}
    return lambda report: [name for name, rule in rules.items() if not rule.matches(report)]


def json_logic() -> Run:
    """JsonLogic (json-logic-qubit)."""
    rules: dict[str, Any] = {}
    for i in ITEMS:
        rules[f"item{i}"] = {"some": [{"var": "publicized"}, {"==": [{"var": "item"}, f"I{i}"]}]}
    for i in PARTS:
        rules[f"scal{i}"] = {"<=": [5, {"var": f"bodies.b{i}.members"}, 11]}
    for i, n in DAYS:
        rules[f"ever{i}"] = {"all": [{"var": "publicized"}, {">=": [{"var": "days"}, n]}]}
    for i in range(VOTES):
        rules[f"rati{i:02d}"] = {">": [{"*": [{"var": f"decided.{i}.agree"}, 2]}, {"var": f"decided.{i}.total"}]}
    logic = module("json_logic").jsonLogic
    return lambda report: [name for name, rule in rules.items() if not logic(rule, report)]


def _json_schema() -> dict[str, Any]:
    """One schema; a check is told by its title. JSON Schema cannot say a share: a flag worked out before stands in."""
    every: list[Any] = []

    def add(name: str, **properties: Any) -> None:
        every.append({"title": name, "properties": properties})

    for i in ITEMS:
        add(f"item{i}", publicized={"contains": {"properties": {"item": {"const": f"I{i}"}}}})
    for i in PARTS:
        members = {"properties": {"members": {"minimum": 5, "maximum": 11}}}
        add(f"scal{i}", bodies={"properties": {f"b{i}": members}})
    for i, n in DAYS:
        add(f"ever{i}", publicized={"items": {"properties": {"days": {"minimum": n}}}})
    for i in range(VOTES):
        add(f"rati{i:02d}", decided={"prefixItems": [{}] * i + [{"properties": {"ok": {"const": True}}}]})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": every}


def _flagged(report: Report) -> Report:
    return {**report, "decided": [{**vote, "ok": vote["agree"] * 2 > vote["total"]} for vote in report["decided"]]}


def jsonschema_rs() -> Run:
    """JSON Schema in Rust."""
    schema = _json_schema()
    validator = module("jsonschema_rs").Draft202012Validator(schema)
    return lambda report: list(
        {schema["allOf"][error.schema_path[1]]["title"] for error in validator.iter_errors(_flagged(report))}
    )


def jsonschema() -> Run:
    """JSON Schema in Python."""
    schema = _json_schema()
    validator = module("jsonschema").Draft202012Validator(schema)
    return lambda report: list(
        {schema["allOf"][error.absolute_schema_path[1]]["title"] for error in validator.iter_errors(_flagged(report))}
    )


def durable_rules() -> Run:
    """durable-rules: facts put one by one into a session for each report, the session thrown away."""
    lang = module("durable.lang")
    m = lang.m
    bad: list[str] = []

    def note(name: str) -> Callable[[Any], None]:
        def act(context: Any) -> None:
            bad.append(name)

        act.__name__ = name
        return act

    with lang.ruleset("sixty"):
        for i in ITEMS:
            lang.when_all(+m.end, lang.none(m.item == f"I{i}"))(note(f"item{i}"))
        for i in PARTS:
            lang.when_all((m.body == f"b{i}") & ((m.members < 5) | (m.members > 11)))(note(f"scal{i}"))
        for i, n in DAYS:
            lang.when_all(m.days < n)(note(f"ever{i}"))
        for i in range(VOTES):
            lang.when_all((m.matter == f"M{i:02d}") & (m.twice <= m.total))(note(f"rati{i:02d}"))
    session = 0

    def put(fact: Report) -> None:
        try:
            lang.assert_fact("sixty", {**fact, "sid": str(session)})
        except Exception as fault:
            if type(fault).__name__ != "MessageNotHandledException":  # a fact that no rule mentions
                raise

    def run(report: Report) -> list[str]:
        nonlocal session
        session += 1
        bad.clear()
        for record in report["publicized"]:
            put({"item": record["item"], "days": record["days"]})
        for name, body in report["bodies"].items():
            put({"body": name, "members": body["members"]})
        for vote in report["decided"]:
            put({"matter": vote["matter"], "twice": vote["agree"] * 2, "total": vote["total"]})
        put({"end": 1})
        try:
            lang.delete_state("sixty", str(session))
        except Exception:
            return sorted(set(bad))  # it is gone already
        return sorted(set(bad))

    return run


ENGINES: dict[str, Callable[[], Run]] = {
    "zen-engine": zen,
    "jsonschema-rs": jsonschema_rs,
    "hobofan-regorus": regorus,
    "common-expression-language": cel_rust,
    "cel-python": cel_python,
    "rule-engine": rule_engine,
    "json-logic-qubit": json_logic,
    "durable_rules": durable_rules,
    "jsonschema": jsonschema,
}
"""By the name under which each is installed."""
