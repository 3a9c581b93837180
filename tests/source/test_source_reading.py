"""What the readers make of good files: every value as written, with its form and its place."""

from __future__ import annotations

import pytest

from qcdc_rules.source import Listing, Node, Problem, Scalar, Spot, Table, Words, closest, decode, read_bytes
from qcdc_rules.source.suggest import _distance


def read(text: str, file: str = "a.yaml") -> Node:
    root, problems = read_bytes(text.encode(), file)
    assert problems == []
    assert root is not None
    return root


def at(node: Node | None, *path: str | int) -> Node:
    for step in path:
        if isinstance(step, str):
            assert isinstance(node, Table)
            node = node.get(step)
        else:
            assert isinstance(node, Listing)
            node = node.items[step]
    assert node is not None
    return node


def scalar(node: Node | None, *path: str | int) -> tuple[str, str]:
    found = at(node, *path)
    assert isinstance(found, Scalar)
    return found.text, found.form


@pytest.mark.parametrize(
    "text",
    [
        *[
            "010", "00012", "0o10", "0x1F", "12:30", "1_000", "1.500.000", "50%", "1,5", "+1", "-1", "=",
            "1e999999", ".inf", ".NaN", "10/2022/QH15", "a#b",
        ],
        *[
            "yes", "No", "on", "true", "FALSE", "Null", "NULL", "none", "unknown", "31/12/2024",
            "2024-12-31", "http://example.vn/x",
        ],
        "9" * 10_000,
        "Hòa Bình - xã (mới)",
        "--- a",
    ],
)
def test_plain_values_stay_text(text: str) -> None:
    assert scalar(read(f"a: {text}\n"), "a") == (text, "plain")


@pytest.mark.parametrize("text", ["", "~", "null", "  # ghi chú"])
def test_a_value_not_written_is_null(text: str) -> None:
    assert scalar(read(f"a: {text}\nb: 1\n"), "a") == ("", "null")


def test_forms_of_yaml() -> None:
    root = read("a: 'null'\nb: \"\"\nc: |\n  một\n  hai\nd: >-\n  một\n  hai\ne: x\n  y\n")
    assert scalar(root, "a") == ("null", "quoted")
    assert scalar(root, "b") == ("", "quoted")
    assert scalar(root, "c") == ("một\nhai\n", "block")
    assert scalar(root, "d") == ("một hai", "block")
    assert scalar(root, "e") == ("x y", "plain")


def test_forms_of_json() -> None:
    number = "-" + "9" * 10_000 + ".5e+99"
    root = read(f'{{"a": "x", "b": {number}, "c": [true, false, null, 0, "\\ud83d\\ude00\\n"]}}', "a.json")
    assert scalar(root, "a") == ("x", "string")
    assert scalar(root, "b") == (number, "number")
    forms = [scalar(root, "c", index) for index in range(5)]
    assert forms == [("true", "true"), ("false", "false"), ("", "null"), ("0", "number"), ("😀\n", "string")]


def test_spots_of_yaml_count_code_points_from_one() -> None:
    root = read("# đầu\nxã: 😀 y\nds:\n  - {a: 1}   # x\n  - 'b'\n\n# cuối\nz: [1,\n  2]\n")
    assert at(root, "xã").spot == Spot(2, 5, 2, 8)
    assert at(root, "ds").spot == Spot(4, 3, 5, 8)
    assert at(root, "ds", 0).spot == Spot(4, 5, 4, 11)
    assert at(root, "ds", 0, "a").spot == Spot(4, 9, 4, 10)
    assert at(root, "ds", 1).spot == Spot(5, 5, 5, 8)
    assert at(root, "z").spot == Spot(8, 4, 9, 5)
    assert root.spot == Spot(2, 1, 9, 5)
    assert isinstance(root, Table)
    assert root.entries[0].key.spot == Spot(2, 1, 2, 3)


def test_spots_of_json_count_code_points_from_one() -> None:
    root = read('{"xã": "😀",\n  "b": [1,\n 22]}\n', "a.json")
    assert at(root, "xã").spot == Spot(1, 8, 1, 11)
    assert at(root, "b").spot == Spot(2, 8, 3, 5)
    assert at(root, "b", 1).spot == Spot(3, 2, 3, 4)
    assert root.spot == Spot(1, 1, 3, 6)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("file", "text"), [("a.yaml", "a: 1\n\nb: Xã\n"), ("a.json", '{"a": 1,\n\n"b": "Xã"}')]
)
def test_line_ends_and_byte_order_mark_change_nothing(ending: str, mark: bytes, file: str, text: str) -> None:
    root, problems = read_bytes(mark + text.replace("\n", ending).encode(), file)
    assert (root, problems) == read_bytes(text.encode(), file)
    assert at(root, "b").spot.line == 3


def test_text_is_normalised_line_by_line() -> None:
    text, problems = decode("a: Ho\u0300a\n\u0301b\n".encode(), "a.yaml")
    assert text == "a: Hòa\n\u0301b\n"
    assert problems == []
    assert scalar(read("a: Vie\u0302\u0323t\n"), "a") == ("Việt", "plain")
    assert scalar(read('{"a": "Vie\\u0302\\u0323t"}', "a.json"), "a") == ("Việt", "string")
    assert scalar(read('a: "Vie\\u0302\\u0323t"\n'), "a") == ("Việt", "quoted")


def test_mojibake_is_text_all_the_same() -> None:
    assert scalar(read("a: Céng hßa x· héi\n"), "a") == ("Céng hßa x· héi", "plain")


def test_aliases_within_bounds_share_the_value() -> None:
    root = read("a: &x {b: [1, 2]}\nc: *x\nd: [*x, *x]\n")
    assert at(root, "c") is at(root, "a")
    assert at(root, "d", 1) is at(root, "a")


@pytest.mark.parametrize(
    ("file", "text", "form"),
    [("a.json", '{"a": "x"}', "string"), ("-", ' \n{"a": "x"}', "string"), ("-", '["x"]', "string"),
     ("a.yaml", '{"a": "x"}', "quoted"), ("A.YML", '["x"]', "quoted"), ("A.JSON", '["x"]', "string"),
     ("-", 'a: "x"', "quoted"), ("a.txt", '- "x"', "quoted")],
)  # fmt: skip
def test_the_format_follows_the_name_then_the_first_character(file: str, text: str, form: str) -> None:
    root = read(text, file)
    leaf = root.entries[0].value if isinstance(root, Table) else at(root, 0)
    assert isinstance(leaf, Scalar)
    assert leaf.form == form


def test_comments_after_the_end_mark_are_no_second_document() -> None:
    assert scalar(read("%YAML 1.2\n---\na: 1\n...\n# hết\n"), "a") == ("1", "plain")
    assert scalar(read("---\na: 1\n"), "a") == ("1", "plain")


def test_problems_sort_by_place_and_words_speak_both_languages() -> None:
    words = Words("Lỗi", "Trouble")
    late = Problem.located("a", Spot(2, 1, 2, 2), "b", words)
    early = Problem.located("a", Spot(1, 9, 1, 10), "c", words, "warning", "unit.name")
    assert sorted([late, early]) == [early, late]
    assert sorted([late, late]) == [late, late]
    assert (early.line, early.column, early.end_line, early.end_column) == (1, 9, 1, 10)
    assert (early.path, early.severity) == ("unit.name", "warning")
    assert [words.say("vi"), words.say("en")] == ["Lỗi", "Trouble"]
    assert [Words("", "x").say("vi"), Words("x", "").say("en")] == ["x", "x"]


FIELDS = ["first_on", "last_on", "stated_on", "households", "publicized", "villages", "slug", "title"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("first_no", "first_on"),
        ("First-On", "first_on"),
        ("on_first", "first_on"),
        ("house_holds", "households"),
        ("publicised", "publicized"),
        ("vilages", "villages"),
        ("titel", "title"),
        ("slúg", "slug"),
        ("xyz", None),
        ("", None),
        ("x" * 10_000, None),
        ("b", None),
    ],
)
def test_the_word_that_was_meant(word: str, meant: str | None) -> None:
    assert closest(word, FIELDS) == meant
    assert closest(word, reversed(FIELDS)) == meant


def test_ties_go_to_the_longer_shared_start_then_the_alphabet() -> None:
    assert closest("abcx", ["abcz", "abcy", "zbcx"]) == "abcy"
    assert closest("abcx", ["zbcx", "abcz", "abcy"]) == "abcy"


@pytest.mark.parametrize(
    ("one", "other", "edits"), [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xyz", 3)]
)
def test_edits_between_words(one: str, other: str, edits: int) -> None:
    assert _distance(one, other, 4) == edits
    assert _distance(other, one, 4) == edits
