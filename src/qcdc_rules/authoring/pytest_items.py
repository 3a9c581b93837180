"""What the pytest plugin collects: a file of cases, and one item for each case."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

from qcdc_rules.authoring.cases import Case, cases_of, run_case
from qcdc_rules.compiling.assemble import assemble
from qcdc_rules.compiling.ruleset import Ruleset
from qcdc_rules.loading.packs import Sources, read_packs
from qcdc_rules.source import Words
from qcdc_rules.source.resources import data_dir


class Collecting:
    """Collects `*.tests.yaml` inside the packs that were named, and nothing outside them."""

    def __init__(self, packs: list[str], builtin: bool) -> None:
        self._packs = [Path(pack) for pack in packs]
        self._builtin = builtin

    @cached_property
    def sources(self) -> Sources:
        roots = [(data_dir("rules"), "rules")] if self._builtin else []
        return read_packs([*roots, *((pack, str(pack)) for pack in self._packs)], tests=True)

    @cached_property
    def ruleset(self) -> Ruleset:
        return assemble(self.sources)

    def cases(self, path: Path) -> Iterator[Case | tuple[int, str]]:
        """The cases of one file; one that cannot be built comes as its line and why."""
        alone = Sources([one for one in self.sources.files if one.kind == "template" or Path(one.path) == path])
        for one in cases_of(alone, self.ruleset):
            yield one if isinstance(one, Case) else one[1:]

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> CaseFile | None:
        inside = any(pack == file_path or pack in file_path.parents for pack in self._packs)
        if not inside or not file_path.name.endswith(".tests.yaml"):
            return None
        found: CaseFile = CaseFile.from_parent(parent, path=file_path)
        found.collecting = self
        return found


class CaseFile(pytest.File):
    """One file of cases."""

    collecting: Collecting

    def collect(self) -> Iterator[pytest.Item]:
        problems = [one for one in self.collecting.ruleset.problems if one.severity == "error"]
        if problems:
            yield Refused.made(self, "rules", [f"{p.file}:{p.line}: {_say(p.words)}" for p in problems])
        seen: dict[str, int] = {}
        for one in self.collecting.cases(self.path):
            if not isinstance(one, Case):
                yield Refused.made(self, f"line {one[0]}", [f"{self.path}:{one[0]}: {one[1]}"])
                continue
            name = f"[{one.subject}] {one.name}"
            seen[name] = seen.get(name, 0) + 1
            item: CaseItem = CaseItem.from_parent(self, name=name if seen[name] == 1 else f"{name} ({seen[name]})")
            item.case = one
            yield item


class _CaseFailed(Exception):
    """A case that did not hold; its text is the whole report."""


class _Told(pytest.Item):
    """An item whose failure is told in sentences, without a Python traceback."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        if isinstance(excinfo.value, _CaseFailed):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))


class CaseItem(_Told):
    """One case."""

    case: Case

    def runtest(self) -> None:
        assert isinstance(self.parent, CaseFile)
        failures = run_case(self.case, self.parent.collecting.ruleset).failures
        if failures:
            head = f"{self.case.file}:{self.case.line}: {self.case.subject} «{self.case.name}»"
            raise _CaseFailed("\n".join([head, *(f"  {_say(one)}" for one in failures)]))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.line - 1, self.name


class Refused(_Told):
    """Rules or a case that could not be read: a failure of its own, so that nothing passes unseen."""

    told: list[str]

    @classmethod
    def made(cls, parent: CaseFile, name: str, told: list[str]) -> Refused:
        found: Refused = cls.from_parent(parent, name=name)
        found.told = told
        return found

    def runtest(self) -> None:
        raise _CaseFailed("\n".join(self.told))


def _say(words: Words) -> str:
    return f"{words.vi} · {words.en}"
