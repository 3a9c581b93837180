"""The quick scanner reads what the located one reads, or leaves the line to it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bulk_runs import ROOT, plain, report
from hypothesis import given, settings
from hypothesis import strategies as st

from qcdc_rules.bulk.reading import Doubtful, quick_node, read_line
from qcdc_rules.loading.submission import read_submission
from qcdc_rules.model.submission import Items, Record, Submission, Unreadable
from qcdc_rules.schemas.fields import submission_type
from qcdc_rules.source import Listing, Node, Scalar, Table, decode, read_bytes
from qcdc_rules.source.limits import MAX_NODES

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def bare(node: Node | None) -> Any:
    """A tree without its positions."""
    if isinstance(node, Table):
        return {entry.key.text: bare(entry.value) for entry in node.entries}
    if isinstance(node, Listing):
        return [bare(item) for item in node.items]
    return (node.text, node.form) if isinstance(node, Scalar) else None


def located(text: str) -> tuple[Any, bool]:
    """What the located scanner reads, and whether it has something to say."""
    node, problems = read_bytes(text.encode("utf-8", "surrogatepass"), "line.json")
    return bare(node), bool(problems)


def agree(text: str) -> None:
    """Whatever the quick scanner reads, the located one reads in the same way, and without a word."""
    decoded, _ = decode(text.encode("utf-8", "surrogatepass"), "line.json")
    if decoded is None:
        return
    try:
        quick = quick_node(decoded)
    except (ValueError, RecursionError):
        return
    assert (bare(quick), False) == located(text), text


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300)
@given(VALUES, st.booleans())
def test_every_json_value_is_read_alike(value: Any, ascii_only: bool) -> None:
    agree(json.dumps(value, ensure_ascii=ascii_only))


@settings(max_examples=500)
@given(st.text(alphabet='{}[]",:\\u0123456789abcdeEtrufalsn.+- \tNI\u0301\u00a0\ud800', max_size=30))
def test_every_other_text_is_read_alike(text: str) -> None:
    agree(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}', '{"a": {"b": 1, "b": 1}}', "NaN", "[Infinity]", "-Infinity", '"\\ud83d"',
        '["\\udc00\\ud800"]', '{"\\ud800": 1}', "[1,]", "01", '{"a" 1}', "", "[" * 2000 + "]" * 2000,
    ],
)  # fmt: skip
def test_what_may_be_read_otherwise_is_left_to_the_located_scanner(text: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        quick_node(text)


def test_a_name_that_stands_twice_is_doubtful_also_when_spelt_with_escapes() -> None:
    with pytest.raises(Doubtful):
        quick_node('{"a": 1, "\\u0061": 2}')


def test_escapes_are_composed() -> None:
    agree('{"Ho\\u0300a": ["a\\u0302\\u0301", "\\u0000", "\\/"]}')
    assert bare(quick_node('["o\\u0300"]')) == [("ò", "string")]


def values(value: object) -> object:
    """A typed value without its positions."""
    if isinstance(value, Record):
        return {name: values(inner) for name, inner in value.fields.items()}, value.path, value.key
    if isinstance(value, Items):
        arisen = (value.partial, value.path, value.did_not_arise)
        return [values(inner) for inner in value.values], arisen
    return value


def same(data: bytes) -> Submission | Unreadable:
    quick, slow = read_line(data, submission_type()), read_submission(data, "line.json")
    assert type(quick) is type(slow)
    if isinstance(quick, Submission) and isinstance(slow, Submission):
        assert values(quick.root) == values(slow.root)
        assert [one.code for one in quick.problems] == [one.code for one in slow.problems]
        assert [one.text for one in quick.persons] == [one.text for one in slow.persons]
    if any(one.severity == "error" for one in slow.problems):
        assert quick.problems == slow.problems, "errors are told as the located reader tells them"
    return quick


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_examples_are_read_alike(path: Any, ascii_only: bool) -> None:
    node, _ = read_bytes(path.read_bytes(), path.name)
    same(json.dumps(plain(node), ensure_ascii=ascii_only).encode())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"has_portal": "maybe"}, "not-a-truth"),
        ({"has_portall": True}, "unknown-field"),
        ({"kind": "kingdom"}, "unknown-code"),
        ({"code": None}, "required-field"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change: dict[str, Any], code: str) -> None:
    read = same(json.dumps(report(1, **change)).encode())
    assert code in {one.code for one in read.problems if one.column > 1}


def test_a_warning_alone_is_not_read_twice() -> None:
    given = report(1)
    given["unit"]["province"] = None
    read = same(json.dumps(given).encode())
    assert isinstance(read, Submission)
    assert [one.code for one in read.problems] == ["empty-value"]


def test_a_line_of_too_many_values_is_refused_as_a_file_is() -> None:
    given = report(1)
    given["unit"]["holidays"] = ["2024-01-01"] * MAX_NODES
    read = same(json.dumps(given, separators=(",", ":")).encode())
    assert isinstance(read, Unreadable)
    assert [one.code for one in read.problems][:1] == ["too-many-nodes"]
