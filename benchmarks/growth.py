"""How cost grows: with rules, submissions, the length of a list, processes. Each a straight line, or it is told.

    python benchmarks/growth.py [--quick]
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import lifelike
from common import best, line_through, once, qcdc
from throughput import watched

from qcdc_rules.api import load_ruleset
from qcdc_rules.bulk.judging import Judge
from qcdc_rules.bulk.lines import Line
from qcdc_rules.bulk.reading import read_line
from qcdc_rules.bulk.settings import Settings
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.evaluating.calendar import calendar_of
from qcdc_rules.evaluating.engine import Evaluation
from qcdc_rules.model.submission import Submission

DAY = date(2026, 1, 1)
RULES = (4, 8, 12, 16, 20, 52, 200, 500, 1000, 1980, 2000, 2020)
"""Around ten and two thousand, where other engines fall off a cliff; fours, for the four kinds of rules."""
READ = (10, 200, 2000)
LENGTHS = (10, 20, 40, 80, 160, 320, 600)
SUBMISSIONS = (10, 20, 40, 80, 160)
HEAD = """\
schema: qcdc-rules/1
regulation: commune
category: decide
defaults:
  force: must
  severity: error
  fidelity: full
  scope: [any_commune]
  duty_of: [peoples_committee]
  proves: complied
  governed_by: period.last_on
  in_force: {from: 2020-01-01}
rules:
"""
LAW = {
    "pack.yaml": "schema: qcdc-pack/1\nid: grown\ntitle: {vi: Gói đo, en: Measured pack}\nversion: 1.0.0\n"
    'regulations: [commune]\nengine: ">=0.1"\nreviewed_until: 2030-01-01\n',
    "instrument.yaml": "schema: qcdc-instrument/1\nnumber: 01/2020/NĐ-CP\ntitle: {vi: Nghị định, en: Decree}\n"
    "kind: decree\nissued: 2020-01-01\nin_force: {from: 2020-01-01}\nchecked: text\n",
    "scope.yaml": "schema: qcdc-scope/1\nid: any_commune\ntitle: {vi: Mọi xã, en: Every commune}\n"
    "when: {one_of: {fact: unit.kind, values: [commune, ward, township]}}\n"
    "cites: [{instrument: 01/2020/NĐ-CP, article: 1}]\n",
}
BODIES = (
    "targets: {{each: villages}}\n    require: {{compare: {{fact: target.household_count, at_least: {0}}}}}",
    "require: {{is: {{fact: unit.has_portal, value: true}}}}",
    "when: {{is: {{fact: unit.kind, value: ward}}}}\n    require: {{is: {{fact: unit.has_loudspeaker, value: true}}}}",
    "require: {{some: {{in: publicized, where: {{is: {{fact: item.slug, value: commune_budget_estimate}}}}}}}}",
)


def rule(number: int) -> str:
    """One rule of the pack: over villages, over the unit, not applicable, over a list, in turns."""
    body = BODIES[number % len(BODIES)].format(number % 100)
    return (
        f"  - id: commune.grown_{number}\n    title: {{vi: Quy tắc {number}, en: Rule {number}}}\n    {body}\n"
        f"    cites: [{{instrument: 01/2020/NĐ-CP, article: {number % 90 + 1}}}]\n    rows: [\"T {number} grown\"]\n"
    )  # fmt: skip


def pack(folder: Path, count: int) -> Path:
    """A pack of so many rules."""
    made = folder / f"pack{count}"
    made.mkdir()
    for name, text in LAW.items():
        (made / name).write_text(text, encoding="utf-8")
    (made / "rules.yaml").write_text(HEAD + "".join(rule(number) for number in range(count)), encoding="utf-8")
    return made


def evaluated(ruleset: Ruleset, submission: Submission, count: int | None = None) -> Callable[[], object]:
    """One outcomes-only evaluation, of the first so many rules."""
    rules = tuple(ruleset.of(submission.regulation))[:count]
    calendar = calendar_of(ruleset.law.holidays, submission)
    return lambda: list(Evaluation(ruleset, submission, DAY, False, calendar).results(rules))


def fit(sizes: Sequence[int], times: Sequence[float], what: str) -> dict[str, Any]:
    points = [{what: size, "ms": time * 1e3} for size, time in zip(sizes, times, strict=True)]
    return {"points": points, "fit": line_through(sizes, times)}


def interleaved(jobs: Sequence[Callable[[], object]], rounds: int, seconds: float) -> list[float]:
    """The best time of each job, all in turns, so that what disturbs the machine disturbs all."""
    times = [float("inf")] * len(jobs)
    for _ in range(rounds):
        for number, job in enumerate(jobs):
            times[number] = min(times[number], best(job, seconds) if seconds else once(job))
    return times


def of_rules(folder: Path, sizes: Sequence[int], read: Sequence[int]) -> dict[str, Any]:
    """Evaluating the first n rules of a pack; and reading packs of several sizes, from YAML and as kept."""
    line = json.dumps(json.loads(lifelike.templates()["commune-2024"]), ensure_ascii=False).encode()
    whole = load_ruleset(pack(folder, max(sizes)), builtin=False)
    assert not whole.problems, whole.problems[:3]
    submission = read_line(line, whole.shape)
    assert isinstance(submission, Submission)
    found = fit(sizes, interleaved([evaluated(whole, submission, n) for n in sizes], 5, 0.05), "rules")
    found["reading"] = []
    for count in read:
        (folder / "read").mkdir(exist_ok=True)
        made = pack(folder / "read", count)
        from_yaml = once(lambda made=made: load_ruleset(made, builtin=False))
        kept = min(once(lambda made=made: list(load_ruleset(made, builtin=False).rules)) for _ in range(5))
        found["reading"].append({"rules": count, "from_yaml_ms": from_yaml * 1e3, "kept_ms": kept * 1e3})
    return found


def of_lengths(lengths: Sequence[int]) -> dict[str, Any]:
    """All built-in rules over a commune whose list of what was publicized grows; one line an item, one item a line."""
    ruleset = load_ruleset()
    jobs, reading = [], []
    for length in lengths:
        report = json.loads(lifelike.templates()["commune-2024"])
        items = [item for item in lifelike.items(report, "publicized") if not item.keys() & {"slugs", "villages"}]
        more = [{**items[n % len(items)], "id": f"M{n}"} for n in range(length)]
        report["publicized"] = more
        line = json.dumps(report, ensure_ascii=False).encode()
        submission = read_line(line, ruleset.shape)
        assert isinstance(submission, Submission)
        assert not submission.has_errors, submission.problems[:3]
        jobs.append(evaluated(ruleset, submission))
        reading.append(lambda line=line: read_line(line, ruleset.shape))
    for job in jobs:
        job()  # conditions are compiled
    found = fit(lengths, interleaved(jobs, 3, 0.0), "items")
    found["reading"] = fit(lengths, interleaved(reading, 3, 0.0), "items")
    return found


def of_submissions(sizes: Sequence[int]) -> dict[str, Any]:
    """Judging the first n generated lines in one process."""
    judge = Judge(Settings((), True, DAY, "missing", "warning"), load_ruleset())
    texts = lifelike.lines(max(sizes), damaged=0.0)
    lines = [Line("made", number, text, "", len(text)) for number, text in enumerate(texts)]
    judge.entries(lines[:20])  # conditions are compiled
    return fit(sizes, interleaved([lambda n=n: judge.entries(lines[:n]) for n in sizes], 1, 0.0), "submissions")


def of_processes(folder: Path, count: int, jobs: Sequence[int]) -> list[dict[str, Any]]:
    """The same lines by one process and by more."""
    path = folder / "lines.ndjson"
    path.write_bytes(b"".join(line + b"\n" for line in lifelike.lines(count)))
    found = []
    for number in jobs:
        ran = watched(qcdc("bulk", str(path), "-j", str(number), "-o", os.devnull, "--as-of", DAY.isoformat()))
        found.append({
            "processes": number, "submissions": count, "seconds": ran.seconds, "processor_seconds": ran.processor,
            "peak_mib": max(ran.memory),
        })  # fmt: skip
    return found


def growth(quick: bool) -> dict[str, Any]:
    """Everything; quick: enough to see that it works."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QCDC_CACHE_DIR"], before = str(Path(folder) / "cache"), os.environ.get("QCDC_CACHE_DIR")
        try:
            found: dict[str, Any] = {
                "rules": of_rules(Path(folder), RULES[:7] if quick else RULES, READ[:2] if quick else READ)
            }
        finally:
            os.environ.pop("QCDC_CACHE_DIR")
            if before is not None:
                os.environ["QCDC_CACHE_DIR"] = before
        found["items"] = of_lengths(LENGTHS[:4] if quick else LENGTHS)
        found["submissions"] = of_submissions(SUBMISSIONS[:2] if quick else SUBMISSIONS)
        if not quick:
            found["processes"] = of_processes(Path(folder), 200, (1, 2))
    return found


def table(found: dict[str, Any]) -> None:
    """For people: the line, and how far the worst point lies from it."""
    print(f"\n{'cost by':14} {'from':>6} {'to':>6} {'fixed ms':>9} {'µs each':>9} {'R²':>7} {'worst':>6}")
    for name in ("rules", "items", "submissions"):
        points, line = found[name]["points"], found[name]["fit"]
        first, last = points[0][name], points[-1][name]
        print(
            f"{name:14} {first:6} {last:6} {line['fixed_ms']:9.2f} {line['each_us']:9.1f} {line['r2']:7.4f}"
            f" {line['worst']:6.1%}"
        )
    for one in found.get("processes", ()):
        print(f"{one['processes']} process(es): {one['seconds']:.1f} s, {one['peak_mib']:.0f} MiB")


if __name__ == "__main__":
    figures = growth("--quick" in sys.argv[1:])
    print(json.dumps(figures, indent=2))
    table(figures)
