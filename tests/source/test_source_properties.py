"""No input crashes the readers, and they agree with the standard ones where those are right."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_source_hostile import CASES

from qcdc_rules.source import Listing, Node, Problem, Scalar, Table, read_bytes, read_yaml
from qcdc_rules.source.json_reader import read_json
from qcdc_rules.source.yaml_events import PURE_PARSER, Events

Data: TypeAlias = "str | tuple[str, str] | list[Data] | dict[str, Data] | None"

# Pieces of both formats, so that random texts reach deep into the readers.
PIECES = st.lists(
    st.one_of(
        st.sampled_from([
            ": ", "- ", "\n", "\n  ", "\n    ", " ", "\t", "? ", "| ", " #", "\r", "\r\n", "\x00", "\x0c",
        ]),
        st.sampled_from([
            "a", "b", ":", "-", '"', "'", "[", "]", "{", "}", ",", "&x", "*x", "!t", ">", "#", "%", "@",
            "`", "~", "null", "<<", "---", "...", "\\", "\\u00", "\\ud800",
        ]),
        st.sampled_from([
            "1", "0", "-1", "1e5", ".5", "true", "NaN", "//", "\xa0", "\ufeff", "ệ", "😀", "́", "\u2028",
            "\x85",
        ]),
    ),
    max_size=40,
).map("".join)


def assert_sound(root: Node | None, problems: list[Problem], text_lines: int) -> None:
    assert root is not None or problems
    assert problems == sorted(problems)
    for problem in problems:
        assert 1 <= problem.line <= text_lines + 1
        assert problem.column >= 1
        assert problem.words.vi
        assert problem.words.en


def loosely_encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@settings(max_examples=400, deadline=None)
@given(
    st.binary(max_size=200) | PIECES.map(str.encode) | st.text(max_size=80).map(loosely_encoded),
    st.sampled_from(["a.yaml", "a.json", "-"]),
)
def test_reading_never_raises(data: bytes, file: str) -> None:
    root, problems = read_bytes(data, file)
    assert_sound(root, problems, data.count(b"\n") + data.count(b"\r") + 1)


@settings(max_examples=300, deadline=None)
@given(st.one_of(PIECES, st.text(max_size=60)))
def test_reading_text_never_raises(text: str) -> None:
    lines = text.count("\n") + text.count("\r") + 1
    assert_sound(*read_yaml(text, "a"), lines)
    assert_sound(*read_json(text, "a"), lines)


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def plain(node: Node) -> Data:
    """The tree as the data that the standard JSON reader makes of it, numbers as text."""
    if isinstance(node, Table):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return normal(node.text) if node.form == "string" else (node.form, node.text)


class Refused(ValueError):
    """The standard reader would accept it; we refuse it on purpose."""


def pairs(found: list[tuple[str, Data]]) -> Data:
    table = {normal(key): value for key, value in found}
    if len(table) < len(found):
        raise Refused
    return table


def refuse(word: str) -> Data:
    raise Refused(word)


def standard(value: object) -> Data:
    if isinstance(value, dict):
        return {paired(key): standard(item) for key, item in value.items()}
    if isinstance(value, list):
        return [standard(item) for item in value]
    if isinstance(value, bool):
        return (str(value).lower(),) * 2
    if value is None:
        return ("null", "")
    if isinstance(value, tuple):
        return ("number", str(value[1]))
    return paired(str(value))


def paired(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise Refused
    return normal(text)


def number(text: str) -> tuple[str, str]:
    return ("number", text)


def standard_json(text: str) -> Data:
    loaded = json.loads(
        text, parse_int=number, parse_float=number, parse_constant=refuse, object_pairs_hook=pairs
    )
    return standard(loaded)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(JSON_VALUES, st.booleans(), st.sampled_from([None, 1, "\t"]), st.data())
def test_json_agrees_with_the_standard_reader(
    value: object, ascii_only: bool, indent: int | str | None, data: st.DataObject
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(text)))
        slip = data.draw(st.sampled_from(["", ",", '"', "}", "1", " ", "\\", "-", "."]))
        text = text[:at] + slip + text[at + 1 :]
    check_json(text)


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_json_accepts_what_the_standard_reader_accepts(text: str) -> None:
    check_json(text)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "-0", "0.0", "1E5", "1e-05", "-", "1.", ".1", "00", "1e", "+1", "٣", "[1,2", "Infinity",
            "-NaN", "nul", "nullx", "true1",
        ],
        *["[1 ]", "[ ]", "{ }", '{"a":1,}', '{"a" : 1 }', "", " ", "1 1", "\ufeff1", "\u00a01", "1\x0c"],
        *['"\\/"', '"\\u00e9"', '"\\u+123"', '"\\uD83D\\uDE00"', '"\\ud83d"', '"\x7f"', '"\u2028"'],
    ],
)
def test_json_corners(text: str) -> None:
    check_json(text)


def check_json(text: str) -> None:
    text = normal(text)  # as `decode` hands it over
    root, problems = read_json(text, "a")
    try:
        expected = standard_json(text)
    except ValueError:
        assert problems
        return
    assert [problem.code for problem in problems] == []
    assert root is not None
    assert plain(root) == expected


class Unshared(yaml.SafeDumper):
    """Writes equal parts out, never as aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff\u2028\u2029"), max_size=30
).map(normal)
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_àđệ0123456789- ", min_size=1, max_size=12)
YAML_VALUES = st.recursive(
    WORDS | st.sampled_from([
        "010", "12:30", "yes", "null", "~", "", "a: b", "- x", "#", "x\ny", "\n", " a ",
    ]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=15,
)


def texts(node: Node) -> object:
    if isinstance(node, Table):
        return {entry.key.text: texts(entry.value) for entry in node.entries}
    if isinstance(node, Listing):
        return [texts(item) for item in node.items]
    return node.text


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(NAMES, YAML_VALUES, min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from([20, 80, 1000]),
    st.booleans(),
)
def test_yaml_agrees_with_the_standard_reader(value: object, flow: bool, width: int, unicode: bool) -> None:
    text = yaml.dump(value, Dumper=Unshared, default_flow_style=flow, width=width, allow_unicode=unicode)
    root, problems = read_yaml(text, "a")
    assert [problem.code for problem in problems] == []
    assert root is not None
    assert texts(root) == yaml.load(text, Loader=yaml.BaseLoader) == value


def with_pure_parser(text: str) -> Events:
    return Events(text, PURE_PARSER)


def read_purely(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Node | None, list[Problem]]:
    with monkeypatch.context() as patch:
        maker: Callable[[str], Events] = with_pure_parser
        patch.setattr("qcdc_rules.source.yaml_reader.Events", maker)
        return read_yaml(text, "a")


SHORT_TEXTS = [
    case.data
    for case in CASES
    if isinstance(case.data, str) and case.file == "a.yaml" and len(case.data) < 20_000
]


@pytest.mark.parametrize("text", SHORT_TEXTS)
def test_both_parsers_give_the_same_answer(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = normal(text)
    pure_root, pure_problems = read_purely(text, monkeypatch)
    root, problems = read_yaml(text, "a")
    assert pure_root == root
    if problems[0].code == "yaml-escape":
        # What is wrong is said alike; the column may be that of the value, or of the escape in it.
        pure_problems, problems = pure_problems[:0], problems[:0]
    assert pure_problems == problems


def test_both_parsers_give_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x\n  - {b: 'c', d: [1, 2]}  # x\n  - |\n    đ\n\n  - \"\\u00e9\"\ne: *x\nf:\n\n# hết\n"
    root, problems = read_yaml(text, "a")
    assert problems == []
    assert read_purely(text, monkeypatch) == (root, problems)
    assert isinstance(root, Table)
    assert root.get("f") == Scalar("", "null", root.entries[2].value.spot)
