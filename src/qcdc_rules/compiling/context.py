"""What the compiler knows while it reads one condition: the words that may stand there, and their types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from qcdc_rules.compiling.condition import Condition, Operand
from qcdc_rules.model.law import Catalogue, Parameter
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Words
from qcdc_rules.source.suggest import closest

Pointer = tuple[str | int, ...]


class CompileFault(NamedTuple):
    """What is wrong with a condition, and where inside its rule (`pointer`)."""

    pointer: Pointer
    code: str
    words: Words


class Grammar(NamedTuple):
    """The operators of the language by name: what builds each condition, and each operand over a list."""

    conditions: Mapping[str, Callable[[object, Context], Condition | None]]
    operands: Mapping[str, Callable[[object, Context], Operand | None]]


class Context:
    """The submission's type, the law's values, and what `target`, `parent` and `item` mean here.

    `faults` collects what is wrong, and `memo` what one ruleset works out once (paths that many rules read,
    clauses that many rules ask for); both are shared with every context made from this one. Written out rather
    than as a dataclass: one is made at every node of every condition, and that is a part of the start-up time.
    """

    __slots__ = (
        "catalogues",
        "faults",
        "grammar",
        "item",
        "memo",
        "parameters",
        "parent",
        "pointer",
        "root",
        "target",
    )

    def __init__(
        self,
        grammar: Grammar,
        root: RecordType,
        parameters: Mapping[str, Parameter],
        catalogues: Mapping[str, Catalogue],
        target: Field | None = None,
        parent: Field | None = None,
        item: Field | None = None,
        pointer: Pointer = (),
        faults: list[CompileFault] | None = None,
        memo: dict[object, object] | None = None,
    ) -> None:
        self.grammar = grammar
        self.root = root
        self.parameters = parameters
        self.catalogues = catalogues
        self.target = target
        self.parent = parent
        self.item = item
        self.pointer = pointer
        self.faults: list[CompileFault] = faults if faults is not None else []
        self.memo: dict[object, object] = memo if memo is not None else {}

    def at(self, *steps: str | int) -> Context:
        """The same context, further inside the rule."""
        return self._with(self.item, (*self.pointer, *steps))

    def inside(self, item: Field | None) -> Context:
        """The same context, looking at the items of a list."""
        return self._with(item, self.pointer)

    def _with(self, item: Field | None, pointer: Pointer) -> Context:
        return Context(
            self.grammar,
            self.root,
            self.parameters,
            self.catalogues,
            self.target,
            self.parent,
            item,
            pointer,
            self.faults,
            self.memo,
        )

    def fail(self, code: str, vi: str, en: str) -> None:
        self.faults.append(CompileFault(self.pointer, code, Words(vi, en)))

    def unknown(self, code: str, what_vi: str, what_en: str, word: str, known: Iterable[str]) -> None:
        near = closest(word, list(known))
        hint_vi, hint_en = (f" Có phải là “{near}”?", f" Did you mean “{near}”?") if near else ("", "")
        self.fail(code, f"{what_vi} “{word}” không có.{hint_vi}", f"There is no {what_en} “{word}”.{hint_en}")
