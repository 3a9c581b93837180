"""The report as one HTML file: read offline and without script, printed on A4, by eye or by screen reader.

Everything that a template prints is escaped by Jinja and made harmless by `clean`; the page's own policy lets
it load nothing and run nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qcdc_rules.model.report import Report
from qcdc_rules.rendering.html_view import report_view
from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.report_words import NAMES
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.shown import KIND_WORDS, KINDS, MARKS, tell
from qcdc_rules.rendering.verdict import OPEN
from qcdc_rules.rendering.wording import ADVISED, gate_words


def render_html(reports: Sequence[Report], run: Run) -> str:
    """All reports of a run as one page."""
    views = [report_view(report, run, number, len(reports) == 1) for number, report in enumerate(reports, 1)]
    return _environment().get_template("report.html").render(
        lang=run.lang,
        t={name: tell(words, run.lang) for name, words in NAMES.items()},
        kinds=KINDS,
        marks={**MARKS, "advised": ADVISED},
        kind_names={kind: tell(words, run.lang) for kind, words in KIND_WORDS.items()},
        reports=views,
        gate=tell(gate_words(tuple(reports), run.code), run.lang),
        open=run.code == OPEN,
    )


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("qcdc_rules.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(value: object) -> object:
    """Plain text loses what reverses or controls; markup of our own templates is left alone."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
