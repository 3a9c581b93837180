"""Runs of the command as a process of its own, under a fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PACK = Path(__file__).resolve().parents[1] / "cli" / "pack"
OWN_RULES = ("--no-builtin-rules", "--rules", str(PACK), "--as-of", "2025-01-10")
CHECK = (sys.executable, "-c", "from qcdc_rules.cli.main import check; check()")
GOOD = """\
schema: qcdc-submission/1
unit:
  code: "00012"
  name: Xã Hòa Bình
  kind: commune
  province: Hòa Bình
  has_portal: true
  has_loudspeaker: true
  has_council: true
  is_in_special_area: false
period: {first_on: 2024-01-01, last_on: 2024-12-31, stated_on: 2025-01-10}
villages:
  - {id: T1, name: Thôn Một, household_count: 120}
publicized:
  - {id: CK1, slug: commune_budget_estimate, decided_on: 2024-03-04, published_on: 2024-03-06}
"""
VIOLATED = GOOD.replace("has_portal: true", "has_portal: false")


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONUTF8", "QCDC_DEBUG")}
    return kept | more


def run(*args: str, shell: str = "", stdin: int = subprocess.DEVNULL, **env: str) -> subprocess.CompletedProcess[str]:
    """The command; `shell` is what a shell puts behind it, such as a redirection or a pipe."""
    words = [*CHECK, *OWN_RULES, *args]
    if shell:
        words = ["bash", "-c", f'"$@" {shell}', "bash", *words]
    return subprocess.run(
        words, stdin=stdin, capture_output=True, encoding="utf-8", env=environment(**env), check=False, timeout=300
    )


def assert_clean(ran: subprocess.CompletedProcess[str]) -> None:
    """No fault of ours is shown, whatever happened around."""
    for text in (ran.stdout, ran.stderr):
        assert "Traceback" not in text, text
        assert "Lỗi phần mềm" not in text, text
        assert "Exception ignored" not in text, text
