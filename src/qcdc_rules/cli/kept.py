"""Reports kept as JSON, named on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from qcdc_rules.loading.unopened import unopened
from qcdc_rules.rendering.kept import Data, NotAReport, kept_reports


def read_kept(name: str) -> list[Data]:
    """The reports in a JSON file; a file that is none is a wrong call, not a verdict."""
    try:
        return kept_reports(Path(name).read_bytes())
    except (OSError, ValueError) as fault:
        words = unopened(name, fault).words
    except NotAReport as fault:
        words = fault.words
    raise click.UsageError(f"{name}: {words.vi} · {words.en}")
