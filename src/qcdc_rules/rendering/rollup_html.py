"""The roll-up as one HTML file: a heat map of units and categories, every unit's findings below it, the figures.

Read offline and without script, printed on A4; everything that a template prints is escaped and made harmless.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qcdc_rules.rendering.layout import clean
from qcdc_rules.rendering.rollup_view import views_of

if TYPE_CHECKING:
    from qcdc_rules.rollup.rolled import RollUp


def rollup_html(rolled: RollUp, lang: str) -> Iterator[str]:
    """The page, piece by piece: the findings of a unit are read when its part is printed."""
    environment = Environment(
        loader=PackageLoader("qcdc_rules.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    stream = environment.get_template("rollup.html").stream(views_of(rolled, lang))
    stream.enable_buffering(500)
    yield from stream


def _harmless(value: object) -> object:
    """Plain text loses what reverses or controls; markup of our own templates is left alone."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
