"""Plain data of a checked file → instruments, parameters, catalogues, scopes, holidays, templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from qcdc_rules.loading.templates import Template
from qcdc_rules.logic.quantity import UNITS, Quantity
from qcdc_rules.logic.share import Share, parse_fraction
from qcdc_rules.logic.values import Number
from qcdc_rules.model.law import (
    Amendment,
    Catalogue,
    Citation,
    Content,
    DatedValue,
    Holidays,
    InForce,
    Instrument,
    Listing,
    Parameter,
    ParameterValue,
    Provision,
    TableRow,
)
from qcdc_rules.model.rules import Open, Scope
from qcdc_rules.source import Words

_DECIMAL = re.compile(r"\d+\.\d+\Z", re.ASCII)
Data = Mapping[str, Any]
"""A mapping whose shape its JSON Schema has already checked."""


def words(plain: Data | None) -> Words:
    return Words(str((plain or {}).get("vi", "")), str((plain or {}).get("en", "")))


def optional_words(plain: Data | None) -> Words | None:
    return words(plain) if plain else None


def day(plain: object) -> date | None:
    return date.fromisoformat(str(plain)) if plain is not None else None


def in_force(plain: Data | None) -> InForce:
    return InForce(day((plain or {}).get("from")), day((plain or {}).get("until")))


def citation(plain: Data) -> Citation:
    get = plain.get
    return Citation(
        str(plain["instrument"]),
        str(get("article", "")),
        str(get("clause", "")),
        str(get("point", "")),
        str(get("paragraph", "")),
        str(get("sentence", "")),
        optional_words(get("place")),
    )


def citations(plain: list[Data] | None) -> tuple[Citation, ...]:
    return tuple(citation(one) for one in plain or ())


def instrument(plain: Data) -> Instrument:
    number = str(plain["number"])
    return Instrument(
        number=number,
        title=words(plain["title"]),
        kind=str(plain["kind"]),
        issued=day(plain.get("issued")),
        in_force=in_force(plain["in_force"]),
        checked=str(plain["checked"]),
        end_is=str(plain.get("end_is", "express")),
        amended=tuple(
            Amendment(str(one["by"]), date.fromisoformat(str(one["from"])), bool(one["read"]))
            for one in plain.get("amended", ())
        ),
        provisions=tuple(
            Provision(
                citation({"instrument": number, **one}),
                in_force(one["in_force"]) if "in_force" in one else None,
                str(one.get("checked", "")),
            )
            for one in plain.get("provisions", ())
        ),
        source=str(plain.get("source", "")),
        note=optional_words(plain.get("note")),
        replaces=tuple(str(one) for one in plain.get("replaces", ())),
    )


def value(plain: Any) -> ParameterValue:
    """A parameter's value by its form: a length of time, a share, a day, a fraction, list, a number or text."""
    if isinstance(plain, dict):
        unit, number = next(iter(plain.items()))
        if unit in UNITS:
            return Quantity(unit, int(number))
        fraction = parse_fraction(str(number))
        return Share(fraction.numerator, fraction.denominator, unit == "more_than")
    if isinstance(plain, list):
        return tuple(value(one) for one in plain)
    if isinstance(plain, int):
        return plain
    text = str(plain)
    if _DECIMAL.match(text):
        return Fraction(text)
    try:
        return date.fromisoformat(text) if text[4:5] == "-" else parse_fraction(text)
    except ValueError:
        return text


def _number(plain: object) -> Number:
    return plain if isinstance(plain, int) else parse_fraction(str(plain))


def _row(plain: Data) -> TableRow:
    numbers = {name: _number(plain[name]) for name in ("plus", "per", "counted_from") if name in plain}
    return TableRow(
        start=_number(plain["from"]) if "from" in plain else None,
        below=_number(plain["below"]) if "below" in plain else None,
        value=_number(plain["value"]) if "value" in plain else None,
        values=tuple(_number(one) for one in plain.get("values", ())),
        part_of_step=str(plain.get("part_of_step", "does_not_count")),
        **numbers,
    )


def parameter(plain: Data, file: str) -> Parameter:
    return Parameter(
        id=str(plain["id"]),
        title=words(plain["title"]),
        by=optional_words(plain.get("by")),
        file=file,
        values=tuple(
            DatedValue(
                in_force=in_force(one["in_force"]),
                value=value(one["value"]) if "value" in one else None,
                table=tuple(_row(row) for row in one.get("table", ())),
                cites=citations(one.get("cites")),
                fine=(int(one["fine"]["from"]), int(one["fine"]["to"])) if "fine" in one else None,
                overlay=str(one.get("overlay", "")),
            )
            for one in plain["values"]
        ),
    )


def catalogue(plain: Data, file: str) -> Catalogue:
    return Catalogue(
        id=str(plain["id"]),
        title=words(plain["title"]),
        section=str(plain["section"]),
        named_by=str(plain["named_by"]),
        part_field=str(plain.get("part_field", "")),
        dated_by=tuple(str(one) for one in plain.get("dated_by", ())),
        file=file,
        contents=tuple(
            Content(
                slug=str(one["slug"]),
                title=words(one["title"]),
                arises=str(one["arises"]),
                listed=tuple(
                    Listing(citation(listing), str(listing.get("arises", "")), str(listing.get("row", "")))
                    for listing in one["listed"]
                ),
                when=one.get("when"),
                parts={str(part["slug"]): words(part["title"]) for part in one.get("parts", ())},
            )
            for one in plain["contents"]
        ),
    )


def opens(plain: list[Data] | None) -> tuple[Open, ...]:
    return tuple(
        Open(one["when"], str(one["reason"]), citations(one.get("cites")), optional_words(one.get("message")))
        for one in plain or ()
    )


def scope(plain: Data, file: str) -> Scope:
    return Scope(
        id=str(plain["id"]),
        title=words(plain["title"]),
        when=plain["when"],
        opens=opens(plain.get("open")),
        cites=citations(plain.get("cites")),
        file=file,
    )


def holidays(plain: Data) -> Holidays:
    def days(by_year: Data) -> frozenset[date]:
        return frozenset(date.fromisoformat(f"{year}-{one}") for year, listed in by_year.items() for one in listed)

    return Holidays(
        days(plain["days"]), days(plain.get("makeup", {})), int(plain["first_year"]), int(plain["last_year"])
    )


def template(plain: Data, file: str) -> Template:
    body = {key: plain[key] for key in ("when", "require", "open", "messages", "remedy", "proves") if key in plain}
    return Template(str(plain["id"]), words(plain["title"]), plain.get("given", {}), body, file)
