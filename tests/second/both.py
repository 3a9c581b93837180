"""Both engines over examples and over the cases that stand beside rules and templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from qcdc_rules.api import load_ruleset, read_file
from qcdc_rules.authoring.cases import Case, cases_of
from qcdc_rules.authoring.crosscheck import Difference, cross_check
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import read_packs
from qcdc_rules.loading.plain import from_plain
from qcdc_rules.loading.submission import from_node
from qcdc_rules.model.submission import Submission
from qcdc_rules.second.chaining.engine import DurableChain
from qcdc_rules.source import Table
from qcdc_rules.source.resources import data_dir

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@cache
def ruleset() -> Ruleset:
    return load_ruleset()


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every rule and template, in the order of their files."""
    sources = read_packs([(data_dir("rules"), "rules")], tests=True)
    found = list(cases_of(sources, ruleset()))
    assert all(isinstance(one, Case) for one in found)
    return tuple(one for one in found if isinstance(one, Case))


def cases_in(*files: str) -> Iterator[Case]:
    """The cases of these files, or of the files of a folder."""
    return (case for case in cases() if any(name in case.file for name in files))


def example(path: Path) -> Submission:
    read = read_file(str(path), path.name, ruleset())  # type: ignore[arg-type]
    assert isinstance(read, Submission)
    return read


def of_cases(chosen: Iterable[Case], chain: DurableChain | None = None) -> tuple[int, list[tuple[str, Difference]]]:
    """How many results the engines were compared on, and where they differ."""
    number, found = 0, []
    for case in chosen:
        node = from_plain(case.submission)
        assert isinstance(node, Table)
        read = from_node(node, case.file, ruleset().shape, [])
        if not isinstance(read, Submission):
            continue
        law = ruleset().law
        own = ruleset()
        if case.holidays is not None:
            own = own.with_law(law._replace(holidays=law.holidays._replace(days=frozenset(case.holidays), makeup=frozenset())))
        compared = cross_check(read, own, [case.rule], case.as_of, chain, chain)
        number += compared.results
        found += [(f"{case.file}:{case.line} {case.name}", one) for one in compared.differences]
    return number, found
