"""Packs the built-in rules when the wheel is built, so that the first run of an installed copy is fast.

A rule file with a fault stops the build: a wheel never ships rules that were not checked.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackRules(BuildHookInterface[Any]):
    """Adds `data/compiled` to the wheel. An editable install reads the rule files themselves."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from qcdc_rules.compiling import cache
        from qcdc_rules.compiling.assemble import assemble, pack
        from qcdc_rules.loading.packs import read_packs

        sources = read_packs([(Path(self.root) / "rules", "rules")])
        ruleset = assemble(sources)
        for problem in ruleset.problems:
            print(f"{problem.file}:{problem.line}: {problem.words.vi} · {problem.words.en}", file=sys.stderr)
        if ruleset.problems:
            raise ValueError("the built-in rules have faults; no wheel is built")
        self._folder = tempfile.TemporaryDirectory()
        cache.write(Path(self._folder.name), *pack(sources, ruleset))
        build_data["force_include"][self._folder.name] = "qcdc_rules/data/compiled"
