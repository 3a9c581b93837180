"""Labels as a second spelling of codes, and the codes that an error offers to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from qcdc_rules.logic.fold import fold_name
from qcdc_rules.schemas.fields import Field
from qcdc_rules.source import Words
from qcdc_rules.source.suggest import closest

LONGEST_LABEL = 200
MOST_LISTED = 30
"""Of a longer list of codes an error names only those near to what was written."""
_MOST_NEAR = 6


def label_key(text: str) -> str:
    """Under which labels are the same: upper and lower case, blanks and the place of the tone carry no meaning."""
    return fold_name(text.casefold())


def by_label(codes: Mapping[str, Words]) -> dict[str, tuple[str, ...]]:
    """The codes that bear each Vietnamese label."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in codes.items():
        key = label_key(words.vi)
        found[key] = (*found.get(key, ()), code)
    return found


def allowed_words(written: str, field: Field, near: str | None) -> Words:
    """The codes to choose from: all of them, or of a long list those near to what was written."""
    among = list(field.codes) if len(field.codes) <= MOST_LISTED else _near_labels(written, field, near)
    return Words(_allowed(field, among, "vi"), _allowed(field, among, "en"))


def _near_labels(written: str, field: Field, near: str | None) -> list[str]:
    """The codes of a long list whose label holds what was written, or resembles it."""
    asked = label_key(written[:LONGEST_LABEL])
    labels = {words.vi: code for code, words in field.codes.items()}
    like = closest(written, labels)
    holding = (code for label, code in labels.items() if len(asked) > 1 and asked in label_key(label))
    found = dict.fromkeys([*([near] if near else []), *([labels[like]] if like else []), *holding])
    return list(found)[:_MOST_NEAR]


def _allowed(field: Field, among: list[str], lang: str) -> str:
    """The values to choose from; of a long list those near to what was written, and where all stand."""
    listed = ", ".join(f"{code} ({field.codes[code].say(lang)})" for code in among)
    if len(among) == len(field.codes):
        return f" Hãy dùng một trong: {listed}." if lang == "vi" else f" Use one of: {listed}."
    if lang == "vi":
        near = f" Gần nhất: {listed}." if listed else ""
        return f"{near} Danh sách đủ ghi trong mẫu khai (qcdc form new)."
    near = f" Nearest: {listed}." if listed else ""
    return f"{near} The form (qcdc form new) lists them all."
