"""A pytest plugin: the cases written beside the rules of a pack, one test item each.

    pytest --qcdc-rules my_pack

Without the option it collects nothing. Whoever installs the package has the plugin, so it must cost nothing:
it imports neither pytest nor the engine until the option is given.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

OPTION = "--qcdc-rules"
_DEST = "qcdc_rules"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--qcdc-rules PACK` (repeatable), `--no-qcdc-builtin-rules`."""
    group = parser.getgroup("qcdc-rules", "QCDC: ca kiểm thử của quy tắc · cases of rules")
    group.addoption(
        OPTION,
        action="append",
        default=[],
        dest=_DEST,
        metavar="PACK",
        help="Chạy các ca trong *.tests.yaml của gói này. · Run the cases in *.tests.yaml of this pack (repeatable).",
    )
    group.addoption(
        "--no-qcdc-builtin-rules",
        action="store_true",
        default=False,
        dest="no_qcdc_builtin_rules",
        help="Gói đứng một mình, không có quy tắc sẵn có. · The pack stands alone, without the built-in rules.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """With the option, take in the part that collects, and the packs as places to collect from."""
    packs = [str(Path(pack).resolve()) for pack in config.getoption(_DEST)]
    if not packs:
        return
    # Only here: collecting needs pytest and the engine (300 ms), which no other run of pytest should pay for.
    from qcdc_rules.authoring.pytest_items import Collecting

    config.pluginmanager.register(Collecting(packs, not config.getoption("no_qcdc_builtin_rules")), "qcdc-rules-cases")
    named: list[Any] = config.args
    named += [pack for pack in packs if not any(Path(arg).resolve() == Path(pack) for arg in named)]
