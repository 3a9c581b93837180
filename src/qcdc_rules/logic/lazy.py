"""A mapping whose values are built when they are first asked for, and then kept.

A run reads a few hundred of some thousand fields, parameters and provisions; it should not build the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Generic, TypeVar

EMPTY: Mapping[str, Any] = MappingProxyType({})
"""A mapping without entries, shared as a default."""

Raw = TypeVar("Raw")
Built = TypeVar("Built")


class LazyMapping(Mapping[str, Built], Generic[Raw, Built]):
    """`build(name, raw)` makes the value of a name from what is known of it."""

    __slots__ = ("_build", "_built", "_raw")

    def __init__(self, raw: Mapping[str, Raw], build: Callable[[str, Raw], Built]) -> None:
        self._raw = raw
        self._build = build
        self._built: dict[str, Built] = {}

    def __getitem__(self, name: str) -> Built:
        found = self._built.get(name)
        if found is None:
            found = self._built[name] = self._build(name, self._raw[name])
        return found

    def get(self, name: str, default: Any = None) -> Any:
        found = self._built.get(name)
        if found is not None:
            return found
        return self[name] if name in self._raw else default

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class Lazy(Generic[Built]):
    """A value that is built when it is first asked for; equal to another by what is built."""

    __slots__ = ("_build", "_built")

    def __init__(self, build: Callable[[], Built]) -> None:
        self._build: Callable[[], Built] | None = build
        self._built: Built

    def __call__(self) -> Built:
        if self._build is not None:
            self._built, self._build = self._build(), None
        return self._built

    def __eq__(self, other: object) -> bool:
        return self() == other() if isinstance(other, Lazy) else NotImplemented

    def __hash__(self) -> int:
        return hash(type(self))
