"""Files that are damaged, saved oddly or made to do harm, as whole submissions: the right answer, and fast."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping

import pytest
from hostile_runs import COMMUNE, answer, as_bytes, codes, gate

from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.model.report import Report

TEXT = """\
schema: qcdc-submission/1
unit: {code: "00012", name: Xã Hòa Bình, kind: commune, has_portal: false, has_council: true}
period: {first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-01-10}
villages:
  - {id: T1, name: Thôn Một, household_count: 120}
"""
TCVN3_NAME = "Céng hßa x· héi chñ nghÜa ViÖt Nam".encode("latin-1")
VNI_NAME = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam".encode("latin-1")
CP1258_NAME = "Cô\u0323ng ho\u0300a xa\u0303 hô\u0323i chu\u0309 nghi\u0303a Viê\u0323t Nam".encode("cp1258")


def named(name: bytes) -> bytes:
    return TEXT.encode().replace("Xã Hòa Bình".encode(), name).replace("Thôn Một".encode(), b"T1")


def laughs() -> str:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 9)]
    return TEXT + "\n".join(lines) + "\n"


NESTED = "".join("  " * n + "a:\n" for n in range(200)) + "  " * 200 + "b: 1\n"

# nothing can be evaluated: the code of the problem that says why
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "no bytes": (b"", "empty"),
    "only blanks": (b" \n\t\n", "yaml-tab"),
    "only comments": ("# báo cáo\n".encode() * 100, "empty"),
    "a list": (b"- a\n- b\n", "not-a-submission"),
    "a word": (b"xin\n", "not-a-submission"),
    "a number": (b"7\n", "not-a-submission"),
    "another kind of file": (b"schema: qcdc-rules/1\nrules: []\n", "wrong-schema"),
    "a later form": (TEXT.replace("submission/1", "submission/2").encode(), "wrong-schema"),
    "UTF-16": (TEXT.encode("utf-16"), "encoding-utf16"),
    "UTF-16 without mark": (TEXT.encode("utf-16-be"), "encoding-utf16"),
    "UTF-32": (TEXT.encode("utf-32"), "encoding-utf32"),
    "TCVN3": (named(TCVN3_NAME), "encoding-tcvn3"),
    "VNI": (named(VNI_NAME), "encoding-vni"),
    "Windows-1258": (named(CP1258_NAME), "encoding-cp1258"),
    "Latin-1": (named("développement à côté".encode("latin-1")), "encoding-unknown"),
    "cut in a letter": (TEXT.encode() + b"note: \xe1\xbb", "encoding-unknown"),
    "NUL": (TEXT.encode() + b"note: \x00\n", "nul-byte"),
    "terminal codes": (TEXT.encode() + b"note: \x1b[2J\n", "control-character"),
    "Word": (b"PK\x03\x04" + b"\x00" * 5000, "not-text"),
    "PDF": (b"%PDF-1.7\n" + b"\xff" * 5000, "not-text"),
    "noise": (bytes(range(256)) * 400, "encoding-unknown"),
    "nine megabytes": (TEXT.encode() + b"# " + b"x" * 9_000_000, "too-large"),
    "laughs": (laughs().encode(), "yaml-expansion"),
    "cycle": (TEXT.encode() + b"a: &x [*x]\n", "yaml-cycle"),
    "cycle through tables": (TEXT.encode() + b"a: &x\n  b: {c: *x}\n", "yaml-cycle"),
    "aliases": (TEXT.encode() + b"a: &x 1\nb: [" + b"*x," * 5000 + b"]\n", "yaml-too-many-aliases"),
    "depth": (TEXT.encode() + NESTED.encode(), "too-deep"),
    "brackets": (TEXT.encode() + b"a: " + b"[" * 100_000, "too-deep"),
    "dashes": (TEXT.encode() + b"a:\n  " + b"- " * 50_000 + b"x\n", "too-deep"),
    "tabs": (TEXT.replace("  - ", "\t- ").encode(), "yaml-tab"),
    "out of step": (TEXT.encode() + b" a: 1\n", "yaml-indentation"),
    "an open quote": (TEXT.encode() + b'note: "x\n', "yaml-unclosed-quote"),
    "an open bracket": (TEXT.encode() + b"note: [1, 2\n", "yaml-unclosed-bracket"),
    "a colon in a name": (
        TEXT.replace("Xã Hòa Bình", "Xã").encode() + "title: Họp: lần 1\n".encode(),
        "yaml-colon-in-text",
    ),
    "two documents": (TEXT.encode() + b"---\n" + TEXT.encode(), "yaml-several-documents"),
    "a directive": (b"%TAG ! tag:x,2000:\n---\n" + TEXT.encode(), "yaml-directive"),
    "JSON cut short": (as_bytes(COMMUNE)[:-30], "json-unclosed"),
    "JSON with a comment": (b"// x\n" + as_bytes(COMMUNE), "json-comment"),
    "JSON of NaN": (b'{"schema": NaN}', "json-nan"),
    "JSON twice": (as_bytes(COMMUNE) * 2, "json-after-end"),
    "JSON depth": (b'{"a":' * 100_000, "too-deep"),
    "a billion digits": (TEXT.encode() + b"note: " + b"9" * 7_000_000 + b"\n", ""),
}


@pytest.mark.parametrize("name", [name for name in UNREADABLE if UNREADABLE[name][1]])
def test_a_file_from_which_nothing_can_be_evaluated(ruleset: Ruleset, name: str) -> None:
    data, code = UNREADABLE[name]
    report = answer(data, ruleset, "a.json" if name.startswith("JSON") else "a.yaml")
    assert not report.evaluated
    assert gate(report) == 3
    assert code in codes(report), codes(report)
    [problem, *_] = [one for one in report.problems if one.code == code]
    assert problem.file.startswith("a.")
    assert problem.line >= 1
    assert sum(report.counts.values()) == 0


# the rest of the file is evaluated: the code of the problem, empty if all is well
READABLE: dict[str, tuple[bytes, str]] = {
    "a byte order mark": (b"\xef\xbb\xbf" + TEXT.encode(), ""),
    "Windows line ends": (TEXT.replace("\n", "\r\n").encode(), ""),
    "old Mac line ends": (TEXT.replace("\n", "\r").encode(), ""),
    "decomposed letters": (unicodedata.normalize("NFD", TEXT).encode(), ""),
    "no line end at the end": (TEXT.rstrip("\n").encode(), ""),
    "an end mark": (TEXT.encode() + b"...\n", ""),
    "a start mark": (b"---\n" + TEXT.encode(), ""),
    "aliases in measure": (
        TEXT.replace("id: T1,", "id: &x T1,").encode() + b"conferences: [{id: H1, village: *x}]\n",
        "",
    ),
    "a key twice": (TEXT.encode() + b"villages: []\n", "yaml-duplicate-key"),
    "a key twice inside": (TEXT.replace("kind: commune,", "kind: commune, code: x,").encode(), "yaml-duplicate-key"),
    "a tag": (TEXT.replace("household_count: 120", "household_count: !!int 120").encode(), "yaml-tag"),
    "an evil tag": (TEXT.encode() + b"note: !!python/object/apply:os.system [ls]\n", "yaml-tag"),
    "a merge key": (TEXT.encode() + b"<<: {conferences: []}\n", "yaml-merge-key"),
    "an unknown section": (TEXT.encode() + b"vilages: []\n", "unknown-field"),
    "an unknown section far from any": (TEXT.encode() + b"zzz: {a: {b: [1, 2]}}\n", "unknown-field"),
    "an endless number": (TEXT.replace("120", "9" * 100_000).encode(), "not-an-integer"),
    "an endless unknown word": (
        TEXT.replace("kind: commune,", f"kind: commune, sector: {'x' * 100_000},").encode(),
        "unknown-code",
    ),
    "a thousand unknown fields": (
        TEXT.encode() + "".join(f"x{n}: 1\n" for n in range(1000)).encode(),
        "too-many-problems",
    ),
    "an empty value": (TEXT.encode() + b"conferences:\n", "empty-value"),
    "a tilde": (TEXT.encode() + b"conferences: ~\n", "empty-value"),
    "octal": (TEXT.replace("household_count: 120", "household_count: 0o17").encode(), "not-an-integer"),
    "hexadecimal": (TEXT.replace("household_count: 120", "household_count: 0x78").encode(), "not-an-integer"),
    "underscores": (TEXT.replace("household_count: 120", "household_count: 1_20").encode(), "not-an-integer"),
    "sixty-base": (TEXT.replace("household_count: 120", "household_count: 2:00").encode(), "not-an-integer"),
    "an exponent": (TEXT.replace("household_count: 120", "household_count: 1e2").encode(), "not-an-integer"),
    "not a number": (TEXT.replace("household_count: 120", "household_count: .nan").encode(), "not-an-integer"),
    "a code with leading zeros": (TEXT.replace('"00012"', "00012").encode(), ""),
    "a code like a number": (TEXT.replace('"00012"', "1e3").encode(), ""),
    "a name like a truth": (TEXT.replace("Xã Hòa Bình", "no").encode(), ""),
    "a name like a date": (TEXT.replace("Xã Hòa Bình", "2024-01-01").encode(), ""),
    "a text over lines": (TEXT.replace("unit: {", "unit: {kind_detail: 'a\n\n\n  b', ").encode(), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READABLE)
def test_a_file_of_which_the_rest_is_evaluated(ruleset: Ruleset, plain: Report, name: str) -> None:
    data, code = READABLE[name]
    report = answer(data, ruleset, "a.yaml")
    assert report.evaluated
    found = codes(report) - {"field-of-another-type"}
    assert (code in found) if code else not found, report.problems[:3]
    if code:
        assert gate(report) == (gate(plain) if code == "empty-value" else 3)
    else:
        assert gate(report) == gate(plain)
    same = {(one.rule, one.target): one.outcome for one in plain.findings if one.outcome == "violated"}
    now = {(one.rule, one.target): one.outcome for one in report.findings}
    for key, outcome in same.items():
        assert now[key] == outcome


@pytest.fixture(scope="session")
def plain(ruleset: Ruleset) -> Report:
    report = answer(TEXT.encode(), ruleset, "a.yaml")
    assert not report.problems
    return report


def test_seven_megabytes_of_digits(ruleset: Ruleset) -> None:
    report = answer(UNREADABLE["a billion digits"][0], ruleset, "a.yaml")
    assert gate(report) == 3
    assert all(len(one.words.vi) < 500 for one in report.problems)


def test_the_same_submission_as_yaml_and_as_json(ruleset: Ruleset, unspoilt: Mapping[str, Report]) -> None:
    as_yaml = json.dumps(COMMUNE, ensure_ascii=False).encode()  # JSON is YAML too
    report = answer(as_yaml, ruleset, "a.yaml")
    assert [one.outcome for one in report.findings] == [one.outcome for one in unspoilt["commune"].findings]


def test_the_tables_are_large() -> None:
    assert len(UNREADABLE) + len(READABLE) >= 60
