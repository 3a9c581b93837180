"""A rule is a duty; its versions are the successive provisions that state it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from qcdc_rules.frozen import frozen
from qcdc_rules.logic.lazy import EMPTY
from qcdc_rules.model.law import Citation, InForce, Plain
from qcdc_rules.source import Words

REGULATIONS = ("commune", "agency", "workplace", "district_summary")
CATEGORIES = ("publicize", "decide", "consult", "supervise", "related")


@frozen
class Open:
    """Where a failure is not a breach, because the law does not settle it there."""

    when: Plain
    reason: str
    cites: tuple[Citation, ...] = ()
    message: Words | None = None


class Targets(NamedTuple):
    """What a rule judges: the unit, each item of a list, each listed content, or each calendar part."""

    kind: str = "unit"
    of: str = ""


@frozen
class Scope:
    """A named circle of units, with the points that the law leaves open about it."""

    id: str
    title: Words
    when: Plain
    opens: tuple[Open, ...] = ()
    cites: tuple[Citation, ...] = ()
    file: str = ""


class Texts(NamedTuple):
    """What a version says to people, and what the account of the law asks of it."""

    duty_of: tuple[str, ...] = ()
    see: tuple[Citation, ...] = ()
    reading: Words | None = None
    rows: tuple[str, ...] = ()
    messages: Mapping[str, Words] = EMPTY
    remedy: Words | None = None
    sanction: tuple[str, ...] = ()
    proves: str = "further_review"
    template: str = ""


class Version(NamedTuple):
    """One provision's statement of the duty. Conditions are plain data until they are compiled.

    `texts` gives the rest; a run reads it only for the rules of which it tells something.
    """

    in_force: InForce
    governed_by: tuple[str, ...]
    require: Plain
    cites: tuple[Citation, ...]
    when: tuple[Plain, ...] = ()
    opens: tuple[Open, ...] = ()
    scope: tuple[str, ...] = ()
    targets: Targets = Targets()
    texts: Callable[[], Texts] = Texts

    @property
    def duty_of(self) -> tuple[str, ...]:
        """Who must act."""
        return self.texts().duty_of

    @property
    def see(self) -> tuple[Citation, ...]:
        """Provisions to read beside those that decide."""
        return self.texts().see

    @property
    def reading(self) -> Words | None:
        """Our reading, where the words of the law do not say it outright."""
        return self.texts().reading

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the account of the law that it covers."""
        return self.texts().rows

    @property
    def messages(self) -> Mapping[str, Words]:
        return self.texts().messages

    @property
    def remedy(self) -> Words | None:
        return self.texts().remedy

    @property
    def sanction(self) -> tuple[str, ...]:
        """The parameters that hold the fines."""
        return self.texts().sanction

    @property
    def proves(self) -> str:
        """What a pass of this check proves."""
        return self.texts().proves

    @property
    def template(self) -> str:
        """The template that it was made from; empty where it was written out."""
        return self.texts().template


class Rule(NamedTuple):
    """A duty, identified for good by `id`, and where it is written."""

    id: str
    regulation: str
    category: str
    title: Words
    force: str
    severity: str
    fidelity: str
    versions: tuple[Version, ...]
    straddle: str = ""
    formerly: tuple[str, ...] = ()
    retired: date | None = None
    file: str = ""
    line: int = 0
    pack: str = ""
