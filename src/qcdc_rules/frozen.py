"""Frozen data classes that cost little to define and little to make.

A run of the command line defines some thirty data classes before it reads its first byte, and the standard
decorator takes a millisecond and a half for each: a tenth of the whole run. This one takes a tenth of that. It
knows only what the house needs: slots, positional and keyword arguments, defaults, `__post_init__`, and
comparison. A type checker treats its classes as frozen data classes and refuses assignments; at run time they
are plain slots, because a frozen class of the standard kind takes three times as long to fill.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

Made = TypeVar("Made")


@overload
def frozen(cls: type[Made], /) -> type[Made]: ...
@overload
def frozen(*, eq: bool = True, order: bool = False) -> Callable[[type[Made]], type[Made]]: ...
@dataclass_transform(frozen_default=True)
def frozen(cls: Any = None, /, *, eq: bool = True, order: bool = False) -> Any:
    """A class with the annotated fields, all of them slots.

    Equal and hashable by its fields unless `eq` is false (then: by identity); with `order` it sorts by them.
    Defaults are shared by all instances, so they must be immutable.
    """
    return _made(cls, eq, order) if cls is not None else lambda made: _made(made, eq, order)


def changed(one: Made, **changes: object) -> Made:
    """The same value with some fields changed."""
    names: tuple[str, ...] = one.__slots__  # type: ignore[attr-defined]  # a frozen class has them
    return type(one)(**{name: getattr(one, name) for name in names} | changes)


def _made(cls: Any, eq: bool, order: bool) -> Any:
    own = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    names = tuple(own.get("__annotations__", ()))
    defaults = {name: own.pop(name) for name in names if name in own}
    own["__slots__"] = names
    own["__init__"] = _init(names, defaults, "__post_init__" in own)
    own["__match_args__"] = names
    own.setdefault("__repr__", _repr)
    if eq:
        own["_values"] = _values(names)
        own |= {"__eq__": _eq, "__hash__": _hash}
    if order:
        own |= {"__lt__": _lt, "__le__": _le, "__gt__": _gt, "__ge__": _ge}
    return type(cls)(cls.__name__, cls.__bases__, own)


def _init(names: tuple[str, ...], defaults: dict[str, Any], checked: bool) -> Any:
    """`__init__` written out as source, which fills slots quickest; but only when a first instance is made,
    because a run makes no instance of half of the classes that it imports."""

    def first(self: Any, *given: Any, **named: Any) -> None:
        type(self).__init__ = made = _written(names, defaults, checked)
        made(self, *given, **named)

    return first


def _written(names: tuple[str, ...], defaults: dict[str, Any], checked: bool) -> Any:
    given = ", ".join(f"{name}=_defaults[{name!r}]" if name in defaults else name for name in names)
    filled = "".join(f"    self.{name} = {name}\n" for name in names)
    after = "    self.__post_init__()\n" if checked else ""
    space: dict[str, Any] = {"_defaults": defaults}
    exec(f"def __init__(self, {given}):\n{filled}{after}", space)
    return space["__init__"]


def _values(names: tuple[str, ...]) -> Any:
    if len(names) > 1:
        return property(attrgetter(*names))
    return property(lambda self: (getattr(self, names[0]),))


def _eq(self: Any, other: Any) -> Any:
    return self._values == other._values if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._values)


def _lt(self: Any, other: Any) -> Any:
    return self._values < other._values if other.__class__ is self.__class__ else NotImplemented


def _le(self: Any, other: Any) -> Any:
    return self._values <= other._values if other.__class__ is self.__class__ else NotImplemented


def _gt(self: Any, other: Any) -> Any:
    return self._values > other._values if other.__class__ is self.__class__ else NotImplemented


def _ge(self: Any, other: Any) -> Any:
    return self._values >= other._values if other.__class__ is self.__class__ else NotImplemented


def _repr(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{type(self).__qualname__}({fields})"
