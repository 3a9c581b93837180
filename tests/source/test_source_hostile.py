"""Hostile, damaged and merely odd files: each gets a located answer in two languages, never a crash."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

import pytest

from qcdc_rules.source import Problem, Scalar, Table, read_bytes
from qcdc_rules.source.problems import MAX_PROBLEMS

TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam".encode("latin-1")
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam".encode("latin-1")
CP1258 = "Cô\u0323ng ho\u0300a xa\u0303 hô\u0323i chu\u0309 nghi\u0303a Viê\u0323t Nam".encode("cp1258")
SAMPLE = "name: Xã Hòa Bình\n"


def laughs(depth: int, width: int) -> str:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [
        f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * width) + "]" for level in range(1, depth)
    ]
    return "\n".join(lines) + "\n"


def stairs(depth: int) -> str:
    return "".join("  " * level + "a:\n" for level in range(depth)) + "  " * depth + "b: 1\n"


@dataclass(frozen=True)
class Case:
    """One odd file: what it holds, and the first problem it gets (code, line, column)."""

    name: str
    data: str | bytes
    code: str
    line: int
    column: int
    file: str = "a.yaml"


def yaml(name: str, data: str | bytes, code: str, line: int, column: int) -> Case:
    return Case(name, data, code, line, column)


def json(name: str, data: str | bytes, code: str, line: int, column: int) -> Case:
    return Case("json " + name, data, code, line, column, "a.json")


CASES = [
    # bytes
    yaml("no bytes", b"", "empty", 1, 1),
    yaml("only a byte order mark", b"\xef\xbb\xbf", "empty", 1, 1),
    yaml("only blanks", b" \n\n  \n", "empty", 1, 1),
    yaml("only comments", "# báo cáo\n# năm 2024\n", "empty", 1, 1),
    yaml("only a document mark", "---\n", "empty", 1, 1),
    yaml("only null", "~\n", "empty", 1, 1),
    yaml("UTF-16 LE with mark", SAMPLE.encode("utf-16"), "encoding-utf16", 1, 1),
    yaml("UTF-16 BE with mark", b"\xfe\xff" + SAMPLE.encode("utf-16-be"), "encoding-utf16", 1, 1),
    yaml("UTF-16 LE without mark", SAMPLE.encode("utf-16-le"), "encoding-utf16", 1, 1),
    yaml("UTF-16 BE without mark", SAMPLE.encode("utf-16-be"), "encoding-utf16", 1, 1),
    yaml("UTF-32 LE", SAMPLE.encode("utf-32"), "encoding-utf32", 1, 1),
    yaml("UTF-32 BE", b"\x00\x00\xfe\xff" + SAMPLE.encode("utf-32-be"), "encoding-utf32", 1, 1),
    yaml("TCVN3", b"kind: commune\nname: " + TCVN3, "encoding-tcvn3", 2, 8),
    yaml("TCVN3, one word", b"name: x\xb7\n", "encoding-tcvn3", 1, 8),
    yaml("VNI", b"kind: commune\r\nname: " + VNI, "encoding-vni", 2, 9),
    yaml("VNI, few words", "name: xaõ Hoøa Bình".encode("latin-1"), "encoding-vni", 1, 9),
    yaml("Windows-1258", b"a: 1\rname: " + CP1258, "encoding-cp1258", 2, 8),
    yaml("French in Latin-1", "nom: développement à côté".encode("latin-1"), "encoding-unknown", 1, 7),
    yaml("UTF-8 cut in a letter", SAMPLE.encode() + b"x: \xe1\xbb", "encoding-unknown", 2, 4),
    yaml("overlong UTF-8", b"a: \xc0\xaf", "encoding-unknown", 1, 4),
    yaml("surrogate in UTF-8", b"a: \xed\xa0\x80", "encoding-unknown", 1, 4),
    yaml("a Word file", b"PK\x03\x04\x14\x00\x06\x00", "not-text", 1, 1),
    yaml("an old Excel file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "not-text", 1, 1),
    yaml("a PDF", b"%PDF-1.7\n", "not-text", 1, 1),
    yaml("too large", b"a" * (8 * 1024 * 1024 + 1), "too-large", 1, 1),
    yaml("NUL", "ten: Xã\nb: c\x00d\n", "nul-byte", 2, 5),
    yaml("escape character", "a: \x1b[31m\n", "control-character", 1, 4),
    yaml("vertical tab from Word", "a: một\x0bhai\n", "control-character", 1, 7),
    yaml("marks without end", "a: o" + "\u0301\u0323" * 400_000, "combining-run", 1, 5),
    # characters that only YAML minds
    yaml("NEL", "a: 1\x85b: 2\n", "yaml-line-break", 1, 5),
    yaml("line separator", "a: 1\nb: x\u2028y\n", "yaml-line-break", 2, 5),
    yaml("C1 control", "a: \x9f\n", "yaml-unreadable-character", 1, 4),
    yaml("DEL", "a: \x7f\n", "yaml-unreadable-character", 1, 4),
    yaml("noncharacter", "a: \uffff\n", "yaml-unreadable-character", 1, 4),
    yaml("second byte order mark", "a: 1\n\ufeffb: 2\n", "yaml-odd-space", 2, 1),
    yaml("no-break space as indentation", "a:\n\u00a0\u00a0b: 1\n", "yaml-odd-space", 2, 1),
    yaml("no-break space after the colon", "a:\u00a01\nb: 2\n", "yaml-odd-space", 1, 3),
    yaml("zero-width space in a key", "na\u200bme: 1\n", "yaml-odd-space", 1, 1),
    # YAML structure
    yaml("laughs", laughs(9, 9), "yaml-expansion", 5, 45),
    yaml("many aliases", "a: &x 1\nb: [" + "*x," * 101 + "]\n", "yaml-too-many-aliases", 2, 305),
    yaml("depth by aliases", "".join(f"k{i}: &a{i} [{'*a' + str(i - 1) if i else 1}]\n" for i in range(60)),
         "too-deep", 40, 12),
    yaml("cycle", "a: &x [1, *x]\n", "yaml-cycle", 1, 11),
    yaml("cycle through a table", "a: &x\n  b: {c: *x}\n", "yaml-cycle", 2, 10),
    yaml("alias of nothing", "a: *x\n", "yaml-unknown-alias", 1, 4),
    yaml("anchor twice", "a: &x 1\nb: &x 2\nc: *x\n", "yaml-duplicate-anchor", 2, 4),
    yaml("merge key", "a: &x {b: 1}\nc:\n  <<: *x\n", "yaml-merge-key", 3, 3),
    yaml("flow depth", "[" * 100_000, "too-deep", 1, 41),
    yaml("flow depth, tables", "{a: " * 5_000, "too-deep", 1, 161),
    yaml("block depth", stairs(100), "too-deep", 41, 81),
    yaml("list depth on one line", "- " * 50_000 + "a\n", "too-deep", 1, 81),
    yaml("duplicate key", "a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3, 1),
    yaml("duplicate key, nested", "x:\n  - a: 1\n    'a': 2\n", "yaml-duplicate-key", 3, 5),
    yaml("duplicate key in NFD", "Hòa: 1\nHo\u0300a: 2\n", "yaml-duplicate-key", 2, 1),
    yaml("duplicate key by escape", 'é: 1\n"e\\u0301": 2\n', "yaml-duplicate-key", 2, 1),
    yaml("python tag", "a: !!python/object/apply:os.system ['ls']\n", "yaml-tag", 1, 4),
    yaml("own tag", "a: !secret x\n", "yaml-tag", 1, 4),
    yaml("standard tag", "a: !!str 1\n", "yaml-tag", 1, 4),
    yaml("non-specific tag", "a: ! x\n", "yaml-tag", 1, 4),
    yaml("undefined tag handle", "a: !x!y z\n", "yaml-tag", 1, 4),
    yaml("several documents", "a: 1\n---\nb: 2\n", "yaml-several-documents", 2, 1),
    yaml("text after the end mark", "a: 1\n...\nb: 2\n", "yaml-several-documents", 3, 1),
    yaml("tag directive", "%TAG ! tag:x,2000:\n---\na: 1\n", "yaml-directive", 1, 1),
    yaml("a flood of directives", "%TAG !a! x\n" * 150_000, "yaml-directive", 1, 1),
    yaml("a flood of directives at the end", "a: 1\n...\n" + "%TAG !a! x\n" * 150_000,
         "yaml-several-documents", 3, 1),
    yaml("newer YAML", "%YAML 2.0\n---\na: 1\n", "yaml-directive", 1, 1),
    yaml("key with a question mark", "? a\n: 1\n", "yaml-complex-key", 1, 3),
    yaml("a list as key", "[a, b]: 1\n", "yaml-complex-key", 1, 1),
    yaml("a table as key", "{a: b}: 1\n", "yaml-complex-key", 1, 1),
    yaml("an alias as key", "a: &x b\n*x : 1\n", "yaml-complex-key", 2, 1),
    yaml("no key", "a: 1\n: 2\n", "yaml-empty-key", 2, 1),
    yaml("null as key", "~: 2\n", "yaml-empty-key", 1, 1),
    yaml("key longer than YAML allows", "x" * 2000 + ": 1\n", "yaml-key-too-long", 1, 1),
    # YAML slips
    yaml("tab for indentation", "a:\n\tb: 1\n", "yaml-tab", 2, 1),
    yaml("tab after spaces", "a:\n  b: 1\n  \tc: 2\n", "yaml-tab", 3, 3),
    yaml("tab before a list", "a:\n\t- b\n", "yaml-tab", 2, 1),
    yaml("colon in a text", "a: 1\ntitle: Thông báo: họp dân\n", "yaml-colon-in-text", 2, 17),
    yaml("colon in a text in a list", "a:\n  - title: Họp: lần 1\n", "yaml-colon-in-text", 2, 15),
    yaml("colon with an emoji before it", "a: 😀 x: 1\n", "yaml-colon-in-text", 1, 7),
    yaml("no space after the colon", "a:1\nb: 2\n", "yaml-missing-space", 1, 2),
    yaml("no space after the colon, in braces", "a: {b:1, c: 2}\n", "yaml-missing-space", 1, 5),
    yaml("no space after the dash", "a:\n  - b: 1\n  -c: 2\n", "yaml-missing-space", 3, 3),
    yaml("no colon", "a: 1\nname Xã Hòa\nb: 2\n", "yaml-missing-colon", 2, 1),
    yaml("no colon on the first line", "name\nb: 2\n", "yaml-missing-colon", 1, 1),
    yaml("deeper than a value", "a: 1\n  b: 2\n", "yaml-indentation", 2, 3),
    yaml("out of step", "a:\n    b: 1\n  c: 2\n", "yaml-indentation", 3, 3),
    yaml("list out of step", "- - a\n - b\n", "yaml-indentation", 2, 2),
    yaml("dash among fields", "a: 1\n- b\n", "yaml-indentation", 2, 1),
    yaml("list on the line of its name", "a: - b\n", "yaml-list-inline", 1, 4),
    yaml("double quote left open", 'a: "x\nb: 1\n', "yaml-unclosed-quote", 1, 4),
    yaml("single quote left open", "a: 'x\nb: 1\n", "yaml-unclosed-quote", 1, 4),
    yaml("quote left open up to the next", 'a: "x\nb: "y"\n', "yaml-unclosed-quote", 1, 4),
    yaml("text after a quote", 'a: "Số 1" năm 2024\n', "yaml-text-after-value", 1, 11),
    yaml("text after a bracket", "a: [Mật] Báo cáo\n", "yaml-text-after-value", 1, 10),
    yaml("bracket left open", "a: [1, 2\nb: 3\n", "yaml-unclosed-bracket", 1, 4),
    yaml("brace left open", "a: {b: 1\n", "yaml-unclosed-bracket", 1, 4),
    yaml("bracket left open at the end", "a: [1,\n  {b: 2},\n", "yaml-unclosed-bracket", 1, 4),
    yaml("bracket closed by a brace", "a: [b, c}\n", "yaml-unclosed-bracket", 1, 4),
    yaml("two commas", "a: [1,,2]\n", "yaml-extra-comma", 1, 7),
    yaml("starts with @", "a: @xa\n", "yaml-special-start", 1, 4),
    yaml("starts with %", "a: %50\n", "yaml-special-start", 1, 4),
    yaml("starts with a backtick", "a: `x`\n", "yaml-special-start", 1, 4),
    yaml("starts with *", "a: * ghi chú\n", "yaml-special-start", 1, 4),
    yaml("starts with &", "a: & ghi chú\n", "yaml-special-start", 1, 4),
    yaml("starts with >", "a: > 50% số hộ\n", "yaml-special-start", 1, 4),
    yaml("starts with a comma", "a: , b\n", "yaml-special-start", 1, 4),
    yaml("starts with a question mark", "a: ? b\n", "yaml-special-start", 1, 4),
    yaml("Windows path in quotes", 'a: "C:\\BaoCao"\n', "yaml-escape", 1, 7),
    yaml("surrogate by escape", 'a: "\\ud800"\n', "yaml-escape", 1, 5),
    yaml("character beyond Unicode", 'a: "\\UFFFFFFFF"\n', "yaml-escape", 1, 5),
    # JSON
    json("empty", "", "empty", 1, 1),
    json("blank", " \n ", "empty", 1, 1),
    json("depth", "[" * 100_000, "too-deep", 1, 41),
    json("depth, tables", '{"a":' * 100_000, "too-deep", 1, 201),
    json("duplicate key", '{"a": 1,\n "a": 2}', "json-duplicate-key", 2, 2),
    json("duplicate key by escape", '{"a": 1, "\\u0061": 2}', "json-duplicate-key", 1, 10),
    json("NaN", '{"a": NaN}', "json-nan", 1, 7),
    json("minus infinity", "[-Infinity]", "json-nan", 1, 2),
    json("line comment", '{"a": 1 // x\n}', "json-comment", 1, 9),
    json("comment before a key", '{/* x */ "a": 1}', "json-comment", 1, 2),
    json("hash comment", '# x\n{"a": 1}', "json-comment", 1, 1),
    json("comma at the end", '{"a": 1,\n}', "json-trailing-comma", 2, 1),
    json("comma at the end of a list", "[1, ]", "json-trailing-comma", 1, 5),
    json("two commas", "[1,,2]", "json-extra-comma", 1, 4),
    json("single quotes", "{'a': 1}", "json-single-quote", 1, 2),
    json("curly quotes", '{"a": “x”}', "json-odd-quote", 1, 7),
    json("name without quotes", "{a: 1}", "json-unquoted", 1, 2),
    json("text without quotes", '{"a": Xã}', "json-unquoted", 1, 7),
    json("True", "[True]", "json-literal", 1, 2),
    json("None", "[None]", "json-literal", 1, 2),
    json("leading zero", "[010]", "json-number", 1, 2),
    json("plus sign", "[+1]", "json-number", 1, 2),
    json("grouped number", "[1.500.000]", "json-number", 1, 2),
    json("date without quotes", "[2024-01-01]", "json-number", 1, 2),
    json("no comma", '{"a": 1 "b": 2}', "json-missing-comma", 1, 9),
    json("no colon", '{"a" 1}', "json-missing-colon", 1, 6),
    json("not closed", '{"a": [1, 2}', "json-mismatch", 1, 12),
    json("end inside a table", '{"a": 1', "json-unclosed", 1, 1),
    json("end after a comma", "[1,", "json-unclosed", 1, 1),
    json("end after a name", '[{"a":', "json-unclosed", 1, 2),
    json("string not closed", '["a', "json-unclosed-string", 1, 2),
    json("line break in a string", '["a\nb"]', "json-unclosed-string", 1, 2),
    json("tab in a string", '["a\tb"]', "json-control-character", 1, 2),
    json("unknown escape", '["C:\\BaoCao"]', "json-escape", 1, 2),
    json("lone surrogate", '["\\ud800"]', "json-lone-surrogate", 1, 2),
    json("swapped surrogates", '["\\udc00\\ud800"]', "json-lone-surrogate", 1, 2),
    json("something after the end", "{} {}", "json-after-end", 1, 4),
    json("no-break space", '{"a":\u00a01}', "json-unexpected", 1, 6),
    json("escapes without end", '["' + "\\u0061" * 300_000, "json-unclosed-string", 1, 2),
    json("brackets of nothing", "]", "json-unexpected", 1, 1),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_each_odd_file_gets_a_located_answer(case: Case) -> None:
    data = case.data.encode() if isinstance(case.data, str) else case.data
    started = time.process_time()
    _, problems = read_bytes(data, case.file)
    assert time.process_time() - started < 1
    first = problems[0]
    assert (first.code, first.line, first.column) == (case.code, case.line, case.column)
    for problem in problems:
        assert_complete(problem, case.file)


def assert_complete(problem: Problem, file: str) -> None:
    assert problem.file == file
    assert problem.severity == "error"
    assert (problem.end_line, problem.end_column) >= (problem.line, problem.column)
    assert problem.words.vi
    assert problem.words.en
    assert problem.words.vi != problem.words.en
    assert "  " not in problem.words.vi
    assert re.search("hãy|cần|phải|viết|đặt", problem.words.vi.lower())


def test_the_table_is_large_and_its_names_are_its_own() -> None:
    assert len(CASES) >= 120
    assert len({case.name for case in CASES}) == len(CASES)


def test_the_right_spelling_is_given_for_a_colon_in_a_text() -> None:
    _, [problem] = read_bytes("a:\n  - title: Họp: lần \"1\"  # ghi chú\n".encode(), "a.yaml")
    assert problem.words.vi.endswith("""- title: 'Họp: lần "1"'""")
    assert problem.words.en.endswith("""- title: 'Họp: lần "1"'""")


def test_the_old_encoding_is_named_with_a_word_read_from_it() -> None:
    _, [problem] = read_bytes(b"name: " + TCVN3, "a.yaml")
    assert "TCVN3" in problem.words.vi
    assert "“Cộng”" in problem.words.vi


def test_what_is_wrong_in_one_place_does_not_hide_the_rest() -> None:
    root, problems = read_bytes(b"a: 1\na: 2\nb: !x 3\n<<: {z: 1}\n? d\n: 4\n", "a.yaml")
    codes = [problem.code for problem in problems]
    assert codes == ["yaml-duplicate-key", "yaml-tag", "yaml-merge-key", "yaml-complex-key"]
    assert isinstance(root, Table)
    values = [(entry.key.text, entry.value.text) for entry in root.entries if isinstance(entry.value, Scalar)]
    assert values == [("a", "1"), ("b", "3"), ("d", "4")]


def test_a_flood_of_problems_is_cut() -> None:
    _, problems = read_bytes(b"a: 1\n" * 5_000, "a.yaml")
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1].code == "too-many-problems"


@pytest.mark.parametrize(
    ("file", "data"), [("a.yaml", "- a\n" * 2_000), ("a.json", "[" + "1," * 2_000 + "1]")]
)
def test_too_many_values_are_refused(file: str, data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qcdc_rules.source.yaml_reader.MAX_NODES", 1_000)
    monkeypatch.setattr("qcdc_rules.source.json_reader.MAX_NODES", 1_000)
    root, [problem] = read_bytes(data.encode(), file)
    assert root is None
    assert problem.code == "too-many-nodes"


@pytest.mark.parametrize("piece", ['"', "'", " ", "#", "\n", "x ", "\t", "|\n", "\\", "\u0301a"])
@pytest.mark.parametrize(("start", "file"), [("a: ", "a.yaml"), ('a: "', "a.yaml"), ('["', "a.json")])
def test_much_of_the_same_costs_linear_time(start: str, piece: str, file: str) -> None:
    data = (start + piece * 400_000).encode()
    started = time.process_time()
    read_bytes(data, file)
    assert time.process_time() - started < 1
