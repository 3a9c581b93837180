"""Plain Markdown: escaped text, relative links, lists. No HTML, no front matter, nothing that one generator needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_LIST_LIKE = re.compile(r"\A(\d+)([.)])(?=\s|\Z)|\A([+-])(?=\s|\Z)")


@lru_cache(maxsize=65536)
def text(plain: str) -> str:
    """Words as Markdown that shows them as they are; a placeholder of a message shows as an ellipsis."""
    shown = _SPECIAL.sub(r"\\\1", _PLACEHOLDER.sub("…", " ".join(plain.split())))
    shown = shown.replace("….", "…")
    return _LIST_LIKE.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", shown)


def code(plain: str) -> str:
    """An identifier in backticks."""
    return f"`{plain}`"


def link(label: str, page: str, here: str) -> str:
    """A link from one page to another; the label is plain words."""
    return f"[{text(label)}]({_way(page, here)})"


def _way(page: str, here: str) -> str:
    """The relative path from one page to another."""
    there, start = page.split("/"), here.split("/")[:-1]
    same = 0
    while same < min(len(start), len(there) - 1) and start[same] == there[same]:
        same += 1
    return "/".join([*[".."] * (len(start) - same), *there[same:]])


def linked_code(label: str, page: str, here: str) -> str:
    """A link from one page to another; the label is an identifier."""
    return f"[{code(label)}]({_way(page, here)})"


def slug(name: str) -> str:
    """`04/2015/NĐ-CP` as the name of a file: `04-2015-nd-cp`."""
    bare = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-")


def bullets(lines: Iterable[tuple[int, str]]) -> Iterator[str]:
    """A nested list: depth and Markdown of each line."""
    return (f"{'  ' * depth}- {line}" for depth, line in lines)


def page(blocks: Iterable[Iterable[str] | str]) -> str:
    """Blocks with an empty line between them; empty blocks are left out."""
    written = ["\n".join([block] if isinstance(block, str) else block) for block in blocks]
    return "\n\n".join(block for block in written if block) + "\n"
