"""Rules: defaults, versions and templates worked into one plain, complete statement each, then into types.

`resolved` does the working and gives plain data, which is also what the compiled ruleset keeps; `rule` reads
that data. So a rule from YAML and a rule from the cache are the same rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qcdc_rules.loading.law import Data, citations, day, in_force, opens, optional_words, words
from qcdc_rules.loading.templates import ArgumentFault, Template, arguments, instantiate
from qcdc_rules.logic.lazy import Lazy
from qcdc_rules.model.law import Plain
from qcdc_rules.model.rules import Rule, Targets, Texts, Version
from qcdc_rules.source import Words
from qcdc_rules.source.suggest import closest

VERSION_KEYS = (
    "in_force",
    "scope",
    "governed_by",
    "targets",
    "duty_of",
    "when",
    "require",
    "template",
    "with",
    "open",
    "cites",
    "see",
    "reading",
    "rows",
    "messages",
    "remedy",
    "sanction",
    "proves",
)
RULE_KEYS = (
    "id",
    "title",
    "regulation",
    "category",
    "force",
    "severity",
    "fidelity",
    "straddle",
    "formerly",
    "retired",
)


class RuleFault(Exception):
    """A rule that cannot be worked out; `faults` say why, each with the key concerned."""

    def __init__(self, faults: list[ArgumentFault]) -> None:
        super().__init__("; ".join(fault.words.en for fault in faults))
        self.faults = faults


def resolved(plain: Data, file: Data, templates: Mapping[str, Template]) -> dict[str, Any]:
    """One rule of a file, with the file's defaults, complete versions and templates put in place."""
    whole = {**file.get("defaults", {}), **plain}
    rule: dict[str, Any] = {key: whole[key] for key in RULE_KEYS if key in whole}
    rule.setdefault("regulation", file["regulation"])
    rule.setdefault("category", file["category"])
    rule.setdefault("severity", "error" if whole.get("force") == "must" else "info")
    common = {key: whole[key] for key in VERSION_KEYS if key in whole}
    _refuse_without(("id", "title", "force", "fidelity"), rule)
    written = whole.get("versions") or [{}]
    rule["versions"] = [_version(common, version, templates) for version in written]
    return rule


def _list(plain: Any) -> list[Any]:
    if plain is None:
        return []
    return plain if isinstance(plain, list) else [plain]


def _version(common: Data, own: Data, templates: Mapping[str, Template]) -> dict[str, Any]:
    merged: dict[str, Any] = {**common, **own}
    if "require" in own:
        merged.pop("template", None)
    elif "template" in own:
        merged.pop("require", None)
    merged["when"] = [*_list(common.get("when")), *_list(own.get("when"))]
    merged["open"] = [*_list(common.get("open")), *_list(own.get("open"))]
    merged["governed_by"] = _list(merged.get("governed_by")) or ["period.last_on"]
    merged["scope"] = _list(merged.get("scope"))
    merged["messages"] = {**common.get("messages", {}), **own.get("messages", {})}
    if "template" in merged:
        _put_template(merged, {**common.get("with", {}), **own.get("with", {})}, templates)
    merged.pop("with", None)
    _refuse_without(("require", "in_force", "cites"), merged)
    return merged


def _refuse_without(keys: tuple[str, ...], plain: Data) -> None:
    """What the schema cannot ask for, because it may stand at the rule, in a version or in the file's defaults."""
    faults = [
        ArgumentFault(
            key,
            "missing-key",
            Words(f"Thiếu “{key}” trong quy tắc.", f"“{key}” is missing in the rule."),
        )
        for key in keys
        if key not in plain
    ]
    if faults:
        raise RuleFault(faults)


def _put_template(merged: dict[str, Any], given: Mapping[str, Plain], templates: Mapping[str, Template]) -> None:
    name = str(merged["template"])
    template = templates.get(name)
    if template is None:
        near = closest(name, templates)
        hint_vi, hint_en = (f" Có phải là “{near}”?", f" Did you mean “{near}”?") if near else ("", "")
        raise RuleFault(
            [
                ArgumentFault(
                    "template",
                    "unknown-template",
                    Words(f"Không có mẫu “{name}”.{hint_vi}", f"There is no template “{name}”.{hint_en}"),
                )
            ]
        )
    filled, faults = arguments(template, given)
    if faults:
        raise RuleFault(faults)
    merged["require"] = instantiate(template.body["require"], filled)
    merged["when"] += [instantiate(part, filled) for part in _list(template.body.get("when"))]
    merged["open"] += [instantiate(part, filled) for part in _list(template.body.get("open"))]
    written = template.body.get("messages")
    merged["messages"] = {**(written if isinstance(written, dict) else {}), **merged["messages"]}
    for key in ("remedy", "proves"):
        if key not in merged and key in template.body:
            merged[key] = template.body[key]


def targets(plain: Data | None) -> Targets:
    if not plain:
        return Targets()
    kind, of = next(iter(plain.items()))
    return Targets(str(kind), str(of))


def _texts(plain: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in _list(plain))


def version(plain: Data) -> Version:
    return Version(
        in_force=in_force(plain["in_force"]),
        governed_by=tuple(plain["governed_by"]),
        require=plain["require"],
        cites=citations(plain["cites"]),
        when=tuple(plain["when"]),
        opens=opens(plain["open"]),
        scope=tuple(plain["scope"]),
        targets=targets(plain.get("targets")),
        texts=Lazy(lambda: texts(plain)),
    )


def texts(plain: Data) -> Texts:
    return Texts(
        duty_of=_texts(plain.get("duty_of")),
        see=citations(plain.get("see")),
        reading=optional_words(plain.get("reading")),
        rows=_texts(plain.get("rows")),
        messages={name: words(text) for name, text in plain["messages"].items()},
        remedy=optional_words(plain.get("remedy")),
        sanction=_texts(plain.get("sanction")),
        proves=str(plain.get("proves", "further_review")),
        template=str(plain.get("template", "")),
    )


def rule(plain: Data, file: str, line: int, pack: str) -> Rule:
    """A rule from its resolved plain data."""
    versions = sorted((version(one) for one in plain["versions"]), key=lambda v: str(v.in_force.start or ""))
    return Rule(
        id=str(plain["id"]),
        regulation=str(plain["regulation"]),
        category=str(plain["category"]),
        title=words(plain["title"]),
        force=str(plain["force"]),
        severity=str(plain["severity"]),
        fidelity=str(plain["fidelity"]),
        versions=tuple(versions),
        straddle=str(plain.get("straddle", "")),
        formerly=_texts(plain.get("formerly")),
        retired=day(plain.get("retired")),
        file=file,
        line=line,
        pack=pack,
    )
