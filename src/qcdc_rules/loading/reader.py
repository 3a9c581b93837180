"""The located reader: source nodes and the field tree in, typed records out.

A wrong value costs itself and nothing else: it is reported where it stands and counts as not stated, and
everything around it is read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from qcdc_rules.loading import compact
from qcdc_rules.loading.consistency import breaches
from qcdc_rules.loading.labelled import LONGEST_LABEL, by_label, label_key
from qcdc_rules.loading.lists import ListReader
from qcdc_rules.loading.scalars import Fault, ambiguous_label, read_scalar
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Record, Value
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Entry, Node, Problem, Scalar, Spot, Table, Words
from qcdc_rules.source.limits import MAX_COMPARED, MAX_SHARED
from qcdc_rules.source.suggest import closest

LONGEST = {"days": 36500, "working_days": 36500, "months": 1200, "years": 100}
"""The units of a length of time, each with a hundred years: a longer one is a typing mistake."""

MOST_KEPT = 2_000
"""Errors of one file that are kept, and warnings: ten times what a report lists."""


class Reader:
    """Reads one file; `known` says which ids each referable list holds and whether it is complete.

    `persons` gathers what stands in fields that name persons.
    """

    __slots__ = ("_afforded", "_compared", "_labels", "_said", "_warned", "file", "known", "persons", "problems", "regulation", "told")

    def __init__(self, file: str, known: Mapping[str, compact.KnownIds], regulation: str = "") -> None:
        self.file = file
        self.known = known
        self.regulation = regulation
        self.problems: list[Problem] = []
        self.told = 0
        self._warned = 0
        self._afforded = 0
        self._compared = 0
        self._labels: dict[int, dict[str, tuple[str, ...]]] = {}  # by the identity of the list of codes
        self._said: set[tuple[Spot, str, Words]] = set()
        self.persons: list[Node] = []

    # -- problems ------------------------------------------------------------------------------------

    def complain(
        self, spot: Spot, code: str, words: Words, path: str, severity: Literal["error", "warning"] = "error"
    ) -> None:
        """Report what is wrong; once only where one line stands for several records."""
        self.told += 1
        if (spot, code, words) in self._said:
            return
        self._warned += severity == "warning"
        if (self._warned if severity == "warning" else self.told - self._warned) <= MOST_KEPT:
            self._said.add((spot, code, words))
            self.problems.append(Problem.located(self.file, spot, code, words, severity=severity, path=path))

    # -- what one file may cost ----------------------------------------------------------------------

    def afford(self, values: int) -> bool:
        """Whether a compact spelling may still stand for so many values; if so, they are counted."""
        if self._afforded + values > MAX_SHARED:
            return False
        self._afforded += values
        return True

    def meant(self, word: str, among: Collection[str]) -> str | None:
        """The word that was probably meant; None also when too many words were sought in this file."""
        return closest(word, among) if self._may_seek(word, among) else None

    def _may_seek(self, word: str, among: Collection[str]) -> bool:
        """Whether the word that was meant may still be sought; if so, the cost is counted."""
        price = min(len(word), 80) * len(among)
        if self._compared + price > MAX_COMPARED:
            return False
        self._compared += price
        return True

    # -- records -------------------------------------------------------------------------------------

    def record(self, node: Node, shape: RecordType, path: str, key: str = "") -> Record | Gap:
        """A record; anything else that stands there is reported and counts as not stated."""
        if isinstance(node, Scalar):
            return self._word_for_record(node, path)
        if not isinstance(node, Table):
            self.complain(
                node.spot,
                "wrong-type",
                Words(
                    "Ở đây phải là một mục gồm các trường (tên: giá trị), không phải một danh sách.",
                    "A record (name: value) belongs here, not a list.",
                ),
                path,
            )
            return Gap.MISSING
        fields: dict[str, Value] = {}
        spots: dict[str, Spot] = {}
        for entry in node.entries:
            name = entry.key.text
            declared = shape.fields.get(name)
            if declared is None:
                self._unknown_key(entry, shape, fields, path)
                continue
            child = f"{path}.{name}" if path else name
            spots[name] = entry.value.spot
            if declared.person:
                self.persons.append(entry.value)
            self._note_other_regulation(entry.key, declared, child)
            value = self.value(entry.value, declared, child)
            if value is not Gap.MISSING or declared.absent_none:
                fields[name] = value
        self._require(node, shape, fields, path)
        for breach in breaches(fields, shape):
            where = next((spots[n] for n in breach.fields if n in spots), node.spot)
            self.complain(where, "inconsistent", breach.words, path)
            for name in breach.fields:
                if shape.fields[name].absent_none:
                    fields[name] = Gap.MISSING  # taken away, it would read as declared absent
                else:
                    fields.pop(name, None)
        return Record(fields, path, node.spot, spots, key)

    def _word_for_record(self, node: Scalar, path: str) -> Gap:
        if node.form == "null":
            self.empty(node, path)
            return Gap.MISSING
        if node.text == "none":
            return Gap.NONE
        if node.text != "unknown":
            self.complain(
                node.spot,
                "wrong-type",
                Words(
                    f"Ở đây phải là một mục gồm các trường (tên: giá trị), hoặc none (không có), không phải"
                    f" “{node.text[:60]}”.",
                    f"A record (name: value), or none, belongs here, not “{node.text[:60]}”.",
                ),
                path,
            )
        return Gap.MISSING

    def _unknown_key(self, entry: Entry, shape: RecordType, fields: dict[str, Value], path: str) -> None:
        key = entry.key
        sought = self._may_seek(key.text, shape.fields)
        near = closest(key.text, shape.fields) if sought else None
        hint_vi = f" Có phải là “{near}” ({shape.fields[near].label.vi})?" if near else ""
        hint_en = f" Did you mean “{near}” ({shape.fields[near].label.en})?" if near else ""
        self.complain(
            key.spot,
            "unknown-field",
            Words(
                f"Không có trường “{key.text[:60]}” ở đây.{hint_vi}",
                f"There is no field “{key.text[:60]}” here.{hint_en}",
            ),
            path,
        )
        for name in (() if near is None else (near,)) if sought else shape.fields:  # not sought: it may be any
            if shape.fields[name].absent_none:
                # A misspelt exception must not be read as "no exception": it is not known whether there is one.
                fields.setdefault(name, Gap.MISSING)
        if not sought or (near and shape.fields[near].person):
            self.persons.append(entry.value)

    def _note_other_regulation(self, key: Scalar, declared: Field, path: str) -> None:
        if self.regulation and declared.regulations and self.regulation not in declared.regulations:
            self.complain(
                key.spot,
                "field-of-another-type",
                Words(
                    f"Trường “{declared.label.vi}” không dùng cho loại hình này; không quy tắc nào đọc nó.",
                    f"The field “{declared.label.en}” is not used for this regulation type; no rule reads it.",
                ),
                path,
                severity="warning",
            )

    def _require(self, node: Table, shape: RecordType, fields: Mapping[str, Value], path: str) -> None:
        if all(fields.get(name, Gap.NONE).__class__ is not Gap for name in shape.required):
            return
        written = {entry.key.text for entry in node.entries}
        for name in sorted(shape.required):
            label = shape.fields[name].label
            if compact.stands_for(name, written, shape):
                continue
            stated = fields.get(name)
            if name not in written or stated is Gap.NONE or (stated is None and _is_null(node.get(name))):
                self.complain(
                    node.spot,
                    "required-field",
                    Words(
                        f"Thiếu trường bắt buộc “{name}” ({label.vi}).",
                        f"The required field “{name}” ({label.en}) is missing.",
                    ),
                    path,
                )

    # -- values --------------------------------------------------------------------------------------

    def value(self, node: Node, declared: Field, path: str) -> Value:
        if declared.kind == "list":
            return ListReader(self).items(node, declared, path)
        if declared.kind in ("record", "span", "map"):
            assert declared.record is not None
            return self.record(node, declared.record, path)
        if declared.kind == "quantity":
            return self._quantity(node, declared, path)
        if not isinstance(node, Scalar):
            self.complain(
                node.spot,
                "wrong-type",
                Words(
                    f"“{declared.label.vi}” là một giá trị, không phải một danh sách hay một mục nhiều trường.",
                    f"“{declared.label.en}” is one value, not a list or a record.",
                ),
                path,
            )
            return Gap.MISSING
        if node.form == "null" and declared.kind != "id":
            self.empty(node, path)
            return Gap.MISSING
        known_code = node.text in declared.codes or declared.kind not in ("code", "slug")
        if not known_code:
            bearing = self._bearing(node, declared)
            if len(bearing) > 1:
                fault = ambiguous_label(node, bearing)
                self.complain(node.spot, fault.code, fault.words, path)
                return Gap.MISSING
            if bearing:
                return bearing[0]
        value = read_scalar(node, declared, known_code or self._may_seek(node.text, declared.codes))
        if isinstance(value, Fault):
            self.complain(node.spot, value.code, value.words, path)
            return Gap.MISSING
        if declared.kind == "ref" and declared.ref is not None and isinstance(value, str):
            return self._reference(node, declared.ref, value, path)
        return value

    def _bearing(self, node: Scalar, declared: Field) -> tuple[str, ...]:
        """The codes of a field's list whose Vietnamese label is what stands there."""
        if node.form in ("number", "null", "true", "false") or not 0 < len(node.text) <= LONGEST_LABEL:
            return ()
        known = self._labels.get(id(declared.codes))
        if known is None:
            known = self._labels[id(declared.codes)] = by_label(declared.codes)
        return known.get(label_key(node.text), ())

    def coded(self, node: Scalar, declared: Field) -> Scalar:
        """The code that a label stands for, where it stands for one; anything else as it is."""
        if declared.kind not in ("code", "slug") or node.text in declared.codes:
            return node
        bearing = self._bearing(node, declared)
        return Scalar(bearing[0], "plain", node.spot) if len(bearing) == 1 else node

    def empty(self, node: Scalar, path: str) -> None:
        self.complain(
            node.spot,
            "empty-value",
            Words(
                "Để trống được hiểu là chưa khai; nếu không có thì viết none.",
                "An empty value counts as not stated; write none if there is none.",
            ),
            path,
            severity="warning",
        )

    def _reference(self, node: Scalar, target: str, value: str, path: str) -> Value:
        known = self.known.get(target)
        if known is None or value in known.every or not known.complete:
            return value
        near = self.meant(value, known.ids)
        self.complain(
            node.spot,
            "unknown-reference",
            Words(
                f"Không có “{value[:60]}” trong danh sách {target}." + (f" Có phải là “{near}”?" if near else ""),
                f"There is no “{value[:60]}” in {target}." + (f" Did you mean “{near}”?" if near else ""),
            ),
            path,
        )
        return Gap.MISSING

    def _quantity(self, node: Node, declared: Field, path: str) -> Value:
        if isinstance(node, Scalar):
            if node.form == "null":
                self.empty(node, path)
            if node.form == "null" or node.text == "unknown":
                return Gap.MISSING
            if node.text == "none":
                return Gap.NONE
        elif isinstance(node, Table) and len(node.entries) == 1:
            entry = node.entries[0]
            if entry.key.text in LONGEST and isinstance(entry.value, Scalar):
                number = read_scalar(entry.value, _COUNT)
                grouped = entry.value.form != "number" and "." in entry.value.text
                if isinstance(number, int) and 1 <= number <= LONGEST[entry.key.text] and not grouped:
                    return Quantity(entry.key.text, number)
        self.complain(
            node.spot,
            "not-a-quantity",
            Words(
                f"“{declared.label.vi}” là một khoảng thời gian; hãy viết ví dụ {{working_days: 5}}, {{days:"
                " 30},"
                " {months: 3} hoặc {years: 2}.",
                f"“{declared.label.en}” is a length of time; write for example {{working_days: 5}} or {{days: 30}}.",
            ),
            path,
        )
        return Gap.MISSING


def _is_null(node: Node | None) -> bool:
    return isinstance(node, Scalar) and (node.form == "null" or node.text == "unknown")


_COUNT = Field("number", "integer", Words("số", "number"), Words("số", "number"))
