"""Small files that ask for much: compact spellings, repeated ids, unknown words, long ids. Reading them stays cheap.

Time is CPU time of this process, with room for a busy machine; what it is on a free one stands in docs/fuzzing.md.
"""

from __future__ import annotations

import time

import pytest

from qcdc_rules.loading.lists import ListReader
from qcdc_rules.loading.reader import Reader
from qcdc_rules.loading.submission import START, read_submission
from qcdc_rules.model.submission import Submission
from qcdc_rules.source.limits import MAX_BYTES, MAX_NODES

HEAD = """\
schema: qcdc-submission/1
unit: {code: "00012", name: Xã Hòa Bình, kind: commune}
period: {first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-01-10}
"""
SLOWEST = 6.0


def villages(count: int, name: str = "v") -> str:
    return HEAD + "villages:\n" + "".join(f"- {{id: {name}{n}}}\n" for n in range(count))


def items(section: str, count: int, rest: str) -> str:
    return f"{section}:\n" + "".join(f"- {{id: c{n}, {rest.format(n=n)}}}\n" for n in range(count))


BOMBS: dict[str, tuple[str, str]] = {
    "one id for all": (HEAD + "villages:\n" + "- {id: a}\n" * 20_000, "duplicate-id"),
    "every reference to the last of many villages": (villages(9_000) + items("conferences", 9_000, "village: v8999"), ""),
    "references to villages that are not there": (
        villages(5_000, "vvvvvvvv") + items("conferences", 2_500, "village: vvvvvvwww{n}"), "unknown-reference",
    ),
    "all villages in every conference": (villages(300) + items("conferences", 300, "villages: all"), "too-much-shared"),
    "all but none in every decision": (
        villages(3_000) + items("decided", 3_000, "villages: {{all_except: []}}"), "too-much-shared",
    ),
    "villages shared by lists inside shared records": (
        villages(150) + items("decided", 20, "villages: all, village_results: [{{villages: all}}]"), "too-much-shared",
    ),
    "a year in every day of broadcasting": (
        HEAD + "publicized:\n- {id: a, slug: commune_budget_estimate, broadcast_on: ["
        + "2024-01-01..2024-12-31," * 30_000 + "]}\n", "too-much-shared",
    ),
    "one subject twenty thousand times": (
        HEAD + "publicized:\n- {id: a, slugs: [" + "commune_budget_estimate," * 20_000 + "]}\n", "too-much-shared",
    ),
    "unknown keys": (HEAD + "".join(f"key_number_{n}: 1\n" for n in range(35_000)), "unknown-field"),
    "unknown words": (
        HEAD + "publicized: {items: [], did_not_arise: [" + ",".join(f"commune_bud_{n}" for n in range(40_000)) + "]}\n",
        "unknown-code",
    ),
    "an id of a megabyte above many fields": (
        HEAD + "decided:\n- id: " + "x" * 1_000_000 + "\n  meetings:\n" + "  - {held_on: 2024-01-02}\n" * 20_000, "bad-id",
    ),
    "empty values": (HEAD + "conferences:\n" + "- {held_on: , village: }\n" * 15_000, "required-field"),
    "as many values as may be": (HEAD + "note: [" + "a," * (MAX_NODES - 100) + "]\n", "unknown-field"),
    "one more value than may be": (HEAD + "note: [" + "a," * MAX_NODES + "]\n", "too-many-nodes"),
    "as many bytes as may be": (HEAD + "#" * (MAX_BYTES - len(HEAD.encode())), ""),
    "one more byte than may be": (HEAD + "#" * (MAX_BYTES + 1 - len(HEAD.encode())), "too-large"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_bounded_time(name: str) -> None:
    text, code = BOMBS[name]
    started = time.process_time()
    read = read_submission(text.encode(), "a.yaml")
    assert time.process_time() - started < SLOWEST
    codes = {problem.code for problem in read.problems}
    assert (code in codes) if code else not codes
    assert all(len(problem.words.vi) < 2000 and len(problem.path) < 1000 for problem in read.problems)


def test_what_is_not_expanded_is_not_taken_for_complete() -> None:
    """A list of which a part was refused may hold more: no rule may conclude from what it lacks."""
    read = read_submission(BOMBS["all villages in every conference"][0].encode(), "a.yaml")
    assert isinstance(read, Submission)
    assert read.root.fields["conferences"].partial  # type: ignore[union-attr]  # a list


def test_lifelike_sharing_is_far_below_the_bound() -> None:
    text = villages(60) + items("conferences", 30, "villages: all")
    assert not read_submission(text.encode(), "a.yaml").problems


def test_errors_after_a_flood_of_warnings_are_still_errors() -> None:
    """What is kept of a flood has a bound for each severity: an error that comes late still shuts the gate."""
    text = HEAD + "conferences:\n" + "".join(f"- {{id: c{n}, held_on: }}\n" for n in range(5_000)) + "nothing_of_ours: 1\n"
    found = read_submission(text.encode(), "a.yaml").problems
    assert {problem.code for problem in found if problem.severity == "error"} >= {"unknown-field"}


def test_many_repeated_ids_get_keys_of_their_own() -> None:
    lists, seen = ListReader(Reader("a.yaml", {})), {"a": START, "a~": START, "a~3~": START}
    for _ in range(50):
        seen[lists._renamed("a", seen)] = START
    assert len(seen) == 53
    assert all(key == "a" or key.endswith("~") for key in seen)


def test_unknown_keys_past_the_bound_may_be_any_exception() -> None:
    """Where the word that was meant is not sought, a misspelt exception must not read as no exception."""
    flood = "".join(f"key_number_{n}: 1\n" for n in range(20_000))
    village = "villages:\n- {id: T1, acting_heads: none}\n"
    read = read_submission((HEAD + flood + village).encode(), "a.yaml")
    assert isinstance(read, Submission)
    assert any(problem.severity == "error" for problem in read.problems)
