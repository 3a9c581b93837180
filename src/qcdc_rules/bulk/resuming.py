"""What an earlier run has written already, held against what this run would write.

A kill leaves whole lines and at most a piece of one behind them. Entries that stand there are not judged again,
but each must be of the line that stands at its place in the inputs; the piece is cut off.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from qcdc_rules.bulk.lines import Line
from qcdc_rules.bulk.totals import Totals
from qcdc_rules.model.report import OUTCOMES
from qcdc_rules.source import Words


class NotResumable(Exception):
    """The kept output is not a beginning of what this run would write."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Kept(NamedTuple):
    """How far the kept output goes: up to this byte it is a beginning of this run's output."""

    size: int
    totals: Totals


def kept_header(path: Path) -> Mapping[str, Any] | None:
    """The header of a kept output; None where not even that was written whole."""
    try:
        with path.open("rb") as stream:
            first = stream.readline()
    except FileNotFoundError:
        return None
    if not first.endswith(b"\n"):
        return None
    return _parsed(first, 1)


def kept_entries(path: Path, header: Mapping[str, Any], lines: Iterator[Line]) -> Kept:
    """Take from `lines` those whose entries are kept; what `lines` gives next is the first one to judge."""
    totals = Totals()
    with path.open("rb") as stream:
        first = stream.readline()
        _same_header(_parsed(first, 1), header)
        size = len(first)
        for number, text in enumerate(_whole_lines(stream), start=2):
            data = _parsed(text, number)
            if data.get("kind") == "end":
                break  # written anew: the inputs may have grown
            _same_line(data, next(lines, None), number)
            _add(totals, data, number)
            size += len(text)
    return Kept(size, totals)


def _whole_lines(stream: BinaryIO) -> Iterator[bytes]:
    for text in stream:
        if not text.endswith(b"\n"):
            return
        yield text


def _parsed(text: bytes, number: int) -> Mapping[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise _foreign(number)
    return data


def _foreign(number: int) -> NotResumable:
    return NotResumable(
        Words(
            f"Dòng {number} của kết quả đã có không phải do lệnh này ghi ra; không làm tiếp được.",
            f"Line {number} of the kept output was not written by this command; it cannot be resumed.",
        )
    )


def _add(totals: Totals, data: Mapping[str, Any], number: int) -> None:
    try:
        totals.add(data["exit_code"], data["evaluated"], [data["counts"][outcome] for outcome in OUTCOMES])
    except (KeyError, TypeError) as fault:
        raise _foreign(number) from fault


def _same_header(kept: Mapping[str, Any], header: Mapping[str, Any]) -> None:
    for name, value in header.items():
        if kept.get(name) != value:
            raise NotResumable(
                Words(
                    f"Kết quả đã có được ghi với {name} = {kept.get(name)}, lần này là {value}; không làm tiếp được.",
                    f"The kept output was written with {name} = {kept.get(name)}, now it is {value}; it cannot be resumed.",
                )
            )


def _same_line(kept: Mapping[str, Any], line: Line | None, number: int) -> None:
    stated = kept.get("input"), kept.get("line"), kept.get("digest")
    if line is not None and stated == (line.input, line.number, line.digest):
        return
    raise NotResumable(
        Words(
            f"Dòng {number} của kết quả đã có nói về dòng {stated[1]} của {stated[0]}, nay không còn như trước;"
            " không làm tiếp được.",
            f"Line {number} of the kept output is about line {stated[1]} of {stated[0]}, which is not what it was;"
            " it cannot be resumed.",
        )
    )
