"""What the fuzzer starts from: the corpora of others, the examples, the rule files, and corners of our own."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CORPORA = Path(__file__).resolve().parent / "corpora"
sys.path.append(str(ROOT / "tests" / "hostile"))

from hostile_runs import BASES, as_bytes  # noqa: E402 (its folder is only now on the path)

LONGEST_SEED = 40_000

TOKENS = [
    "none", "unknown", "still_up", "all", "null", "~", "true", "yes", "có", "không", "[]", "{}", "{all_except: [T1]}",
    "-1", "0", "1", "010", "12:30", "1.500.000", "1,5", "50%", "1e9", "0x1f", ".inf", "NaN", "9" * 400,
    "10000000000000000", "2024-02-29", "2023-02-29", "29/02/2024", "0001-01-01", "9999-12-31",
    "2024-01-01..2024-12-31", "2024-12-31..2024-01-01", "2024-Q1", "2024-W53", "2024-M13", "{days: 5}",
    "{working_days: 0}", "{months: 1200}", "&a ", "*a", "<<: ", "!!python/name:os.system ", "!!binary ", "? ", ": ",
    "- ", "# ", "|", ">-", "%YAML 1.1\n", "---\n", "...\n", "\t", "\r", "\x00", "\x1b[2J", "\u00a0", "\u2028",
    "\u202e", "\ufeff", "\ufffe", "e\u0301\u0302", "\u0301" * 31, "Hoà", "Hòa", "𠀀", '"', "'", "\\", "\\ud800",
    "\\u0000", "\\x41", "{", "}", "[", "]", ",", "schema: qcdc-submission/1\n", "unit", "period", "villages", "slugs",
    "id", "partial", "items", "did_not_arise", "evidence", "=1+1", "<script>", "../../etc/passwd", "target.", "item.",
    "parent.", "unit.code", "param", "all:", "any:", "not:", "exists:",
]  # fmt: skip
"""Pieces that mean something to one of the readers."""

ODD = [
    b"", b" ", b"\n", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"{", b"[", b'"', b"a: &a [*a]", b"? a",
    b"- - - a", b"a: |\n  x\n y", b"%YAML 1.1\n---\na", b"%TAG ! a\n--- a", b"!<a> b", b"a: b: c", b"{a: b, a: c}",
    b'{"a": 1, "a": 2}', b"[1,]", b"{,}", b'"\\ud800"', b'{"\\ud83d\\ude00": "\\udc00\\ud800"}', b"-0", b"1E400",
    b"01", b"- a\n-b", b"a:\n\t- b", b"\xc4\x90: 1", b"a: 'b\n\nc'", b"*x", b"&", b"!", b"|", b">", b"@a", b"`a`",
    b"a: >-2\n  b", b"a: |9\n", b"--- |\n x\n...\n# y", b"...", b"---\n---\n", b"a" * 1025 + b": b",
]  # fmt: skip


@cache
def yaml_suite() -> tuple[tuple[str, bytes, bool], ...]:
    """Id, input, and whether it is an error."""
    found = json.loads((CORPORA / "yaml-test-suite.json").read_text(encoding="utf-8"))
    return tuple((one["id"], one["yaml"].encode(), bool(one.get("error"))) for one in found)


@cache
def json_suite() -> tuple[tuple[str, bytes], ...]:
    """Name and input; the name begins with `y_`, `n_` or `i_` where the suite says what a reader must do."""
    found = json.loads((CORPORA / "json-test-suite.json").read_text(encoding="utf-8"))
    return tuple((one["name"], one["json"].encode("utf-8", "surrogatepass")) for one in found)


@cache
def submissions() -> tuple[bytes, ...]:
    """Whole submissions in both formats."""
    examples = [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.yaml"))]
    return (*(one for one in examples if len(one) <= LONGEST_SEED), *(as_bytes(data) for data in BASES.values()))


@cache
def trees() -> tuple[object, ...]:
    """The same submissions as plain data, every scalar a text."""
    return tuple(yaml.load(data, yaml.CBaseLoader) for data in submissions())


@cache
def rule_texts() -> tuple[bytes, ...]:
    """Files of rules, parameters, contents and scopes: small ones, of every kind."""
    packs = ("tests/cli/pack", "tests/operators/pack", "tests/authoring/broken", "examples/packs")
    found = [path for pack in packs for path in sorted((ROOT / pack).rglob("*.yaml"))]
    for kind in ("parameters", "scopes", "instruments", "templates"):
        found += sorted((ROOT / "rules" / kind).glob("*.yaml"))[:12]
    found += sorted((ROOT / "rules").rglob("consult/*.yaml"))[:20]
    texts = [path.read_bytes() for path in found]
    return tuple(one for one in texts if len(one) <= 12_000)
