"""The formats that `-f` knows beside text and JSON, and how a run asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType
from typing import TypeAlias, cast

import click

from qcdc_rules.model.report import Report
from qcdc_rules.model.submission import Submission
from qcdc_rules.rendering.run import Run
from qcdc_rules.rendering.wording import TextOptions

RENDERERS = {
    "json": "qcdc_rules.rendering.json_report:render_json_run",
    "sarif": "qcdc_rules.rendering.sarif:render_sarif",
    "junit": "qcdc_rules.rendering.junit:render_junit",
    "github": "qcdc_rules.rendering.github:render_github",
    "markdown": "qcdc_rules.rendering.markdown:render_markdown",
    "html": "qcdc_rules.rendering.html_report:render_html",
    "xlsx": "qcdc_rules.rendering.xlsx:render_xlsx",
}
"""Formats are imported when they are asked for: the text report must not pay for templates and spreadsheets."""
FORMATS = ("text", *RENDERERS)
BINARY = ("xlsx",)
_EXTRAS = {"jinja2": "html", "xlsxwriter": "xlsx"}
"""The package that a format needs, and the extra that brings it."""

Renderer: TypeAlias = Callable[[Sequence[Report], Run], str | bytes]
TextRenderer: TypeAlias = Callable[[Sequence[Report], TextOptions], str]


Pairs: TypeAlias = Sequence[tuple[str, str | None]]


def pairs_of(formats: tuple[str, ...], outputs: tuple[str, ...]) -> Pairs:
    """Formats with their outputs, in pairs; one format may go to standard output."""
    kinds = formats or ("text",)
    if len(outputs) > len(kinds) or len(kinds) - len(outputs) > 1:
        raise click.UsageError(
            "Mỗi -f cần một -o (chỉ một dạng được in ra màn hình). · Each -f needs an -o (one may be printed)."
        )
    targets = [None if output == "-" else output for output in outputs] + [None]
    return list(zip(kinds, targets[: len(kinds)], strict=True))


def renderers_for(kinds: Sequence[str]) -> dict[str, Renderer]:
    """The renderers of these formats; a missing extra is said before anything is checked."""
    return {kind: _renderer(kind) for kind in kinds if kind in RENDERERS}


def todo_renderer() -> TextRenderer:
    """What prints the to-do list; it is imported only with `--todo`."""
    return cast(TextRenderer, import_module("qcdc_rules.rendering.todo_report").render_todo)


def baseline_of(name: str) -> Callable[[Report], Report]:
    """What compares a report with those kept in this JSON file; imported only with `--baseline`."""
    kept = import_module("qcdc_rules.cli.kept").read_kept(name)
    against = import_module("qcdc_rules.rendering.kept").against
    return lambda report: cast(Report, against(report, kept))


def evidence_reader() -> Callable[[Submission, str], Submission]:
    """What looks at the evidence of a submission; imported only with `--evidence-dir`."""
    return cast("Callable[[Submission, str], Submission]", import_module("qcdc_rules.loading.evidence").with_evidence)


def second_engine() -> ModuleType:
    """The commands of the second engine; imported only with `--engine durable` and `--cross-check`."""
    return import_module("qcdc_rules.cli.second")


def _renderer(kind: str) -> Renderer:
    return cast(Renderer, imported(RENDERERS[kind], kind))


def imported(place: str, kind: str) -> object:
    """What prints a format, from `module:name`; a missing extra is said before anything is examined."""
    module, _, name = place.partition(":")
    try:
        return cast(object, getattr(import_module(module), name))
    except ModuleNotFoundError as fault:
        package = (fault.name or "").partition(".")[0]
        if package not in _EXTRAS:
            raise
        extra = f"pip install 'qcdc-rules[{_EXTRAS[package]}]'"
        raise click.UsageError(
            f"Dạng {kind} cần thêm gói {package}: {extra}. · The format {kind} needs {package}: {extra}."
        ) from fault
