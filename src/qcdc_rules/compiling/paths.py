"""Paths: from `target.village.household_count` to a function that reads it.

The first word says where to look; a field that refers by id is followed; no path jumps over a list; a path
through `none` gives none. What a path may name is decided here, once, against the submission's type.
"""

from __future__ import annotations

from qcdc_rules.compiling.condition import Operand
from qcdc_rules.compiling.context import Context
from qcdc_rules.compiling.env import Env, Read
from qcdc_rules.compiling.trace import Fact
from qcdc_rules.frozen import frozen
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import NOWHERE, Items, Record, Value
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Words

RELATIVE = ("target", "parent", "item")


@frozen
class Step:
    """One field of a record; `default` is what an unwritten field means; `ref` is the list it refers to."""

    name: str
    default: Gap
    ref: str | None


class Path(Operand):
    """A fact of the submission."""

    def __init__(self, text: str, base: str, steps: tuple[Step, ...], declared: Field) -> None:
        self.text = text
        self.base = base
        self.steps = steps
        self.field = declared
        self.read = _reader(base, steps)

    def facts(self, env: Env, item: Value) -> tuple[Fact, ...]:
        path, owner, value = self.locate(env, item)
        if isinstance(value, Record | Items) and value.spot.line:
            spot = value.spot
        else:
            last = path.rpartition(".")[2]
            spot = owner.spots.get(last, owner.spot) if owner is not None else NOWHERE
        assumed = value is Gap.NONE and owner is not None and path.rpartition(".")[2] not in owner.fields
        return (Fact(path, self.field.label, value, spot, assumed, self.field),)

    def lacking(self, env: Env, item: Value) -> tuple[str, ...]:
        path, _, value = self.locate(env, item)
        if value is Gap.MISSING:
            return (path,)
        if isinstance(value, Items) and value.partial:
            return value.doubtful or (path,)
        return ()

    def locate(self, env: Env, item: Value) -> tuple[str, Record | None, object]:
        """The path as it stands in this submission, the record that holds the last field, and the value.

        Where something on the way is not stated, the path ends there: that is what has to be stated first.
        """
        here: object = _start(self.base, env, item)
        path = here.path if isinstance(here, Record | Items) else ""
        if not self.steps:
            return path, here if isinstance(here, Record) else None, here
        owner: Record | None = None
        for step in self.steps:
            if not isinstance(here, Record):
                return path, owner, here
            owner, path = here, here.field_path(step.name)
            here = here.fields.get(step.name, step.default)
            if step.ref is not None and isinstance(here, str):
                here = env.index.get(step.ref, {}).get(here, Gap.MISSING)
        return path, owner, here


def _start(base: str, env: Env, item: Value) -> Value:
    if base == "item":
        return item
    if base == "target":
        return env.target
    return env.parent if base == "parent" else env.root


def _reader(base: str, steps: tuple[Step, ...]) -> Read:
    """The fastest function that reads this path: plain attribute chains for the short ones."""
    if not steps:
        return _WHOLE[base]
    if len(steps) == 1 and steps[0].ref is None:
        return _one(base, steps[0].name, steps[0].default)
    if all(step.ref is None for step in steps):
        return _chain(base, tuple((step.name, step.default) for step in steps))
    return _following(base, steps)


def _one(base: str, name: str, default: Gap) -> Read:
    def of_item(env: Env, item: Value) -> object:
        return item.fields.get(name, default)  # type: ignore[union-attr]  # the compiler proved it a record

    def of_target(env: Env, item: Value) -> object:
        return env.target.fields.get(name, default)  # type: ignore[union-attr]  # the compiler proved it

    def of_parent(env: Env, item: Value) -> object:
        return env.parent.fields.get(name, default)  # type: ignore[union-attr]  # the compiler proved it

    def of_root(env: Env, item: Value) -> object:
        return env.root.fields.get(name, default)

    return {"item": of_item, "target": of_target, "parent": of_parent}.get(base, of_root)


def _chain(base: str, steps: tuple[tuple[str, Gap], ...]) -> Read:
    if base == "root" and len(steps) == 2:
        return _two_from_root(*steps)
    if base == "root" and len(steps) == 3:
        return _three_from_root(*steps)

    def read(env: Env, item: Value) -> object:
        here: object = item if base == "item" else _start(base, env, item)
        for name, default in steps:
            if here.__class__ is not Record:
                return here
            here = here.fields.get(name, default)
        return here

    return read


def _two_from_root(first: tuple[str, Gap], second: tuple[str, Gap]) -> Read:
    """`_chain` written out: these two and the next are what most conditions read."""
    (a, no_a), (b, no_b) = first, second

    def read(env: Env, item: Value) -> object:
        here = env.root.fields.get(a, no_a)
        return here.fields.get(b, no_b) if here.__class__ is Record else here

    return read


def _three_from_root(first: tuple[str, Gap], second: tuple[str, Gap], third: tuple[str, Gap]) -> Read:
    (a, no_a), (b, no_b), (c, no_c) = first, second, third

    def read(env: Env, item: Value) -> object:
        here = env.root.fields.get(a, no_a)
        if here.__class__ is Record:
            here = here.fields.get(b, no_b)
            if here.__class__ is Record:
                return here.fields.get(c, no_c)
        return here

    return read


def _following(base: str, steps: tuple[Step, ...]) -> Read:
    def read(env: Env, item: Value) -> object:
        here: object = _start(base, env, item)
        for step in steps:
            if not isinstance(here, Record):
                return here
            here = here.fields.get(step.name, step.default)
            if step.ref is not None and isinstance(here, str):
                here = env.index.get(step.ref, {}).get(here, Gap.MISSING)
        return here

    return read


_WHOLE: dict[str, Read] = {
    "item": lambda env, item: item,
    "target": lambda env, item: env.target,
    "parent": lambda env, item: env.parent,
    "root": lambda env, item: env.root,
}


@frozen
class KeptPath:
    """A compiled path and the type that its first word had."""

    path: Path
    base: Field | RecordType | None


def compile_path(text: object, context: Context) -> Path | None:
    """The path, or None with the fault recorded: wrong word, wrong field, or a list on the way."""
    if not isinstance(text, str) or not text:
        context.fail(
            "not-a-path", f"Ở đây phải là một đường dẫn, không phải “{text}”.", f"A path belongs here, not “{text}”."
        )
        return None
    first = text.partition(".")[0]
    base = {"target": context.target, "parent": context.parent, "item": context.item}.get(first, context.root)
    # the type is kept beside the path: so it stays alive, and its identity is not given to another
    kept = context.memo.get((text, id(base)))
    if isinstance(kept, KeptPath):
        return kept.path
    path = _compile(text, context)
    if path is not None:
        context.memo[text, id(base)] = KeptPath(path, base)
    return path


def _compile(text: str, context: Context) -> Path | None:
    names = text.split(".")
    base, declared = "root", _THE_REPORT
    record: RecordType | None = context.root
    if names[0] in (*RELATIVE, "given"):
        base = names.pop(0)
        found = _base_field(base, context)
        if found is None:
            return None
        declared, record = found, _record_of(found, context)
    steps: list[Step] = []
    last = len(names) - 1
    for number, name in enumerate(names):
        if record is None:
            _not_a_record(text, declared, context)
            return None
        found = record.fields.get(name)
        if found is None:
            context.unknown("unknown-path", f"Trong “{text}”, trường", f"field of “{text}”", name, record.fields)
            return None
        followed = found.kind == "ref" and number < last
        steps.append(Step(name, Gap.NONE if found.absent_none else Gap.MISSING, found.ref if followed else None))
        declared = found
        if number < last:
            record = _record_of(declared, context)
    return Path(text, base, tuple(steps), declared)


_THE_REPORT = Field("", "record", Words("báo cáo", "report"), Words("", ""))
"""What a path names whose first word is a section of the submission."""


def _base_field(first: str, context: Context) -> Field | None:
    if first == "given":
        context.fail("given-outside-template", "given.… chỉ dùng trong mẫu.", "given.… belongs in templates only.")
        return None
    declared = {"target": context.target, "parent": context.parent, "item": context.item}[first]
    if declared is None:
        why = {
            "target": ("quy tắc không có targets", "the rule has no targets"),
            "parent": ("đối tượng không nằm trong một mục khác", "the target is not inside another item"),
            "item": ("không đứng trong where, must, date hay of của một danh sách", "it is not inside a list operator"),
        }[first]
        context.fail(
            "no-such-scope", f"Không dùng được “{first}.” ở đây: {why[0]}.", f"“{first}.” cannot stand here: {why[1]}."
        )
    return declared


def _record_of(declared: Field, context: Context) -> RecordType | None:
    if declared.kind == "ref" and declared.ref is not None:
        target = field_at(context.root, declared.ref)
        return target.item.record if target is not None and target.item is not None else None
    return declared.record


def field_at(root: RecordType, path: str) -> Field | None:
    """The field that a path of record fields names."""
    record: RecordType | None = root
    found: Field | None = None
    for name in path.split("."):
        if record is None:
            return None
        found = record.fields.get(name)
        if found is None:
            return None
        record = found.record
    return found


def _not_a_record(text: str, declared: Field, context: Context) -> None:
    if declared.kind == "list":
        context.fail(
            "path-over-list",
            f"“{text}” đi xuyên qua danh sách “{declared.name}”; hãy dùng some, every, count … để xét từng mục.",
            f"“{text}” jumps over the list “{declared.name}”; use some, every, count … to look inside.",
        )
    else:
        context.fail(
            "path-too-deep",
            f"“{text}”: “{declared.name}” là một giá trị, bên trong không có trường nào.",
            f"“{text}”: “{declared.name}” is a value; there is no field inside.",
        )
