"""What a format must know of a run; apart from what the formats share, which the text report need not import."""

from __future__ import annotations

from qcdc_rules.frozen import frozen
from qcdc_rules.rendering.verdict import OPEN


@frozen
class Run:
    """What a format must know of the run besides its reports."""

    code: int = OPEN
    """The exit code of the whole run."""
    lang: str = "vi"
    fail_on: str = "missing"
    min_severity: str = "warning"
    version: str = ""
    everything: bool = False
    """Also what did not fail, where a format leaves it out by itself (SARIF)."""
