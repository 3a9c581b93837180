"""What the compiler knows while it reads one condition: the words that may stand there, and their types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from qcdc_rules.compiling.condition import Condition, Operand
from qcdc_rules.frozen import frozen
from qcdc_rules.model.law import Catalogue, Parameter
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Words
from qcdc_rules.source.suggest import closest

Pointer = tuple[str | int, ...]


@frozen
class CompileFault:
    """What is wrong with a condition, and where inside its rule (`pointer`)."""

    pointer: Pointer
    code: str
    words: Words


@frozen
class Grammar:
    """The operators of the language by name: what builds each condition, and each operand over a list."""

    conditions: Mapping[str, Callable[[object, Context], Condition | None]]
    operands: Mapping[str, Callable[[object, Context], Operand | None]]


@frozen
class Frame:
    """What is the same at every node of one rule's conditions: the submission's type, the law's values, what
    `target` and `parent` mean.

    `faults` collects what is wrong; `memo` keeps what one ruleset works out once (paths that many rules read,
    clauses that many rules ask for).
    """

    grammar: Grammar
    root: RecordType
    parameters: Mapping[str, Parameter]
    catalogues: Mapping[str, Catalogue]
    target: Field | None
    parent: Field | None
    faults: list[CompileFault]
    memo: dict[object, object]


class Context:
    """Where in a rule the compiler stands: the frame, what `item` means here, and the way that led here.

    One is made at every node of every condition, so it holds a link to the node above and no path of its own.
    """

    __slots__ = ("_above", "_steps", "frame", "item")

    def __init__(
        self, frame: Frame, item: Field | None = None, above: Context | None = None, steps: Pointer = ()
    ) -> None:
        self.frame = frame
        self.item = item
        self._above = above
        self._steps = steps

    @classmethod
    def of(
        cls,
        grammar: Grammar,
        root: RecordType,
        parameters: Mapping[str, Parameter],
        catalogues: Mapping[str, Catalogue],
        target: Field | None = None,
        parent: Field | None = None,
        faults: list[CompileFault] | None = None,
        memo: dict[object, object] | None = None,
    ) -> Context:
        """A context at the top of a rule."""
        found, kept = faults if faults is not None else [], memo if memo is not None else {}
        return cls(Frame(grammar, root, parameters, catalogues, target, parent, found, kept))

    def at(self, *steps: str | int) -> Context:
        """The same context, further inside the rule."""
        return Context(self.frame, self.item, self, steps)

    def inside(self, item: Field | None) -> Context:
        """The same context, looking at the items of a list."""
        return Context(self.frame, item, self)

    @property
    def pointer(self) -> Pointer:
        """The way from the rule to this node."""
        return (*self._above.pointer, *self._steps) if self._above is not None else self._steps

    @property
    def grammar(self) -> Grammar:
        return self.frame.grammar

    @property
    def root(self) -> RecordType:
        return self.frame.root

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return self.frame.parameters

    @property
    def catalogues(self) -> Mapping[str, Catalogue]:
        return self.frame.catalogues

    @property
    def target(self) -> Field | None:
        return self.frame.target

    @property
    def parent(self) -> Field | None:
        return self.frame.parent

    @property
    def faults(self) -> list[CompileFault]:
        return self.frame.faults

    @property
    def memo(self) -> dict[object, object]:
        return self.frame.memo

    def fail(self, code: str, vi: str, en: str) -> None:
        self.faults.append(CompileFault(self.pointer, code, Words(vi, en)))

    def unknown(self, code: str, what_vi: str, what_en: str, word: str, known: Iterable[str]) -> None:
        near = closest(word, list(known))
        hint_vi, hint_en = (f" Có phải là “{near}”?", f" Did you mean “{near}”?") if near else ("", "")
        self.fail(code, f"{what_vi} “{word}” không có.{hint_vi}", f"There is no {what_en} “{word}”.{hint_en}")
