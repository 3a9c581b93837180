"""The located reader: source nodes and the field tree in, typed records out.

A wrong value costs itself and nothing else: it is reported where it stands and counts as not stated, and
everything around it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qcdc_rules.loading import compact
from qcdc_rules.loading.consistency import breaches
from qcdc_rules.loading.scalars import Fault, read_scalar
from qcdc_rules.logic.quantity import Quantity
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Items, Record, Value
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Listing, Node, Problem, Scalar, Spot, Table, Words
from qcdc_rules.source.suggest import closest

LONGEST = {"days": 36500, "working_days": 36500, "months": 1200, "years": 100}
"""The units of a length of time, each with a hundred years: a longer one is a typing mistake."""
_LIST_KEYS = frozenset({"partial", "did_not_arise", "items"})


@dataclass(slots=True)
class Reader:
    """Reads one file; `known` says which ids each referable list holds and whether it is complete."""

    file: str
    known: Mapping[str, compact.KnownIds]
    regulation: str = ""
    problems: list[Problem] = field(default_factory=list)

    # -- problems ------------------------------------------------------------------------------------

    def complain(
        self, spot: Spot, code: str, words: Words, path: str, severity: Literal["error", "warning"] = "error"
    ) -> None:
        self.problems.append(Problem.located(self.file, spot, code, words, severity=severity, path=path))

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
                self._unknown_key(entry.key, shape, fields, path)
                continue
            child = f"{path}.{name}" if path else name
            spots[name] = entry.value.spot
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
            self._empty(node, path)
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

    def _unknown_key(self, key: Scalar, shape: RecordType, fields: dict[str, Value], path: str) -> None:
        near = closest(key.text, shape.fields)
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
        if near and shape.fields[near].absent_none:
            # A misspelt exception must not be read as "no exception": it is not known whether there is one.
            fields.setdefault(near, Gap.MISSING)

    def _note_other_regulation(self, key: Scalar, declared: Field, path: str) -> None:
        if self.regulation and declared.regulations and self.regulation not in declared.regulations:
            self.complain(
                key.spot,
                "field-of-another-type",
                Words(
                    f"Trường “{declared.label.vi}” không dùng cho loại hình này; không quy tắc nào đọc nó.",
                    f"The field “{declared.label.en}” is not used for this regulation type; no rule reads"
                    " it.",
                ),
                path,
                severity="warning",
            )

    def _require(self, node: Table, shape: RecordType, fields: Mapping[str, Value], path: str) -> None:
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
            return self.items(node, declared, path)
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
                    f"“{declared.label.vi}” là một giá trị, không phải một danh sách hay một mục nhiều"
                    " trường.",
                    f"“{declared.label.en}” is one value, not a list or a record.",
                ),
                path,
            )
            return Gap.MISSING
        if node.form == "null" and declared.kind != "id":
            self._empty(node, path)
            return Gap.MISSING
        value = read_scalar(node, declared)
        if isinstance(value, Fault):
            self.complain(node.spot, value.code, value.words, path)
            return Gap.MISSING
        if declared.kind == "ref" and declared.ref is not None and isinstance(value, str):
            return self._reference(node, declared.ref, value, path)
        return value

    def _empty(self, node: Scalar, path: str) -> None:
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
        if known is None or value in known.ids or not known.complete:
            return value
        near = closest(value, known.ids)
        self.complain(
            node.spot,
            "unknown-reference",
            Words(
                f"Không có “{value[:60]}” trong danh sách {target}."
                + (f" Có phải là “{near}”?" if near else ""),
                f"There is no “{value[:60]}” in {target}." + (f" Did you mean “{near}”?" if near else ""),
            ),
            path,
        )
        return Gap.MISSING

    def _quantity(self, node: Node, declared: Field, path: str) -> Value:
        if isinstance(node, Scalar):
            if node.form == "null":
                self._empty(node, path)
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
                f"“{declared.label.en}” is a length of time; write for example {{working_days: 5}} or"
                f" {{days: 30}}.",
            ),
            path,
        )
        return Gap.MISSING

    # -- lists ---------------------------------------------------------------------------------------

    def items(self, node: Node, declared: Field, path: str) -> Items | Gap:
        """A list: written plainly (complete), or as a mapping with `partial`, `did_not_arise`, `items`."""
        if declared.compact and self._misfits_compact(node, declared, path):
            return Gap.MISSING
        expanded = compact.village_list(node, declared, self.known)
        if expanded is not None:
            return Items(expanded.ids, expanded.partial, path, node.spot, (node.spot,) * len(expanded.ids))
        if isinstance(node, Listing):
            return self._listing(node, declared, path, partial=False, arisen=frozenset())
        if isinstance(node, Table):
            return self._list_table(node, declared, path)
        if node.form == "null":
            self._empty(node, path)
            return Gap.MISSING
        if node.text == "none":
            return Items((), False, path, node.spot)
        if node.text != "unknown":
            self.complain(
                node.spot,
                "wrong-type",
                Words(
                    f"“{declared.label.vi}” là một danh sách: mỗi mục một dòng bắt đầu bằng “- ”, hoặc []"
                    " nếu không có.",
                    f"“{declared.label.en}” is a list: one line per item starting with “- ”, or [] if there"
                    " is none.",
                ),
                path,
            )
        return Gap.MISSING

    def _misfits_compact(self, node: Node, declared: Field, path: str) -> bool:
        """Whether `slugs` is not a list, or `all_except` names villages that the report does not have."""
        item = declared.item
        assert item is not None
        if item.kind != "ref" or item.ref is None:
            if isinstance(node, Listing) or (isinstance(node, Scalar) and node.form == "null"):
                return False
            self.complain(
                node.spot,
                "wrong-type",
                Words(
                    f"“{declared.label.vi}” là một danh sách: [a, b].", f"“{declared.label.en}” is a list: [a, b]."
                ),
                path,
            )
            return True
        left_out = node.get("all_except") if isinstance(node, Table) and len(node.entries) == 1 else None
        if not isinstance(left_out, Listing):
            return False
        before = len(self.problems)
        self._listing(left_out, declared, f"{path}.all_except", partial=False, arisen=frozenset())
        return len(self.problems) > before

    def _list_table(self, node: Table, declared: Field, path: str) -> Items | Gap:
        admitted = _LIST_KEYS if declared.subjects else _LIST_KEYS - {"did_not_arise"}
        misspelt = any(entry.key.text not in admitted for entry in node.entries)
        for entry in node.entries:
            if entry.key.text not in admitted:
                near = closest(entry.key.text, admitted)
                self.complain(
                    entry.key.spot,
                    "unknown-field",
                    Words(
                        f"“{declared.label.vi}” là một danh sách; viết thành danh sách (“- …”) hoặc dùng các"
                        " khóa"
                        f" items, partial.{f' Có phải là “{near}”?' if near else ''}",
                        f"“{declared.label.en}” is a list; write a list (“- …”) or use the keys items,"
                        " partial."
                        f"{f' Did you mean “{near}”?' if near else ''}",
                    ),
                    path,
                )
        items = node.get("items")
        if items is None:
            if not misspelt:
                self.complain(
                    node.spot,
                    "required-field",
                    Words("Thiếu khóa “items” của danh sách.", "The key “items” of the list is missing."),
                    path,
                )
            return Gap.MISSING
        if not isinstance(items, Listing):
            self.complain(
                items.spot,
                "wrong-type",
                Words("“items” phải là một danh sách.", "“items” must be a list."),
                path,
            )
            return Gap.MISSING
        return self._listing(
            items,
            declared,
            path,
            self._partial(node.get("partial"), path) or misspelt,  # it may have been meant for `partial`
            self._arisen(node, declared, path),
        )

    def _partial(self, node: Node | None, path: str) -> bool:
        if node is None:
            return False
        if (
            isinstance(node, Scalar)
            and node.text in ("true", "false")
            and node.form in ("plain", "true", "false")
        ):
            return node.text == "true"
        self.complain(
            node.spot,
            "not-a-truth",
            Words("“partial” là true hoặc false.", "“partial” is true or false."),
            path,
        )
        return True  # not known to be complete

    def _arisen(self, node: Table, declared: Field, path: str) -> frozenset[str]:
        stated = node.get("did_not_arise")
        if stated is None or not declared.subjects:
            return frozenset()
        if isinstance(stated, Scalar) and (stated.form == "null" or stated.text in ("none", "unknown")):
            return frozenset()
        subject = Field(
            "did_not_arise", "slug", declared.label, declared.meaning, codes=declared.subjects, plain=True
        )
        found: set[str] = set()
        for item in stated.items if isinstance(stated, Listing) else (stated,):
            if self._no_item(item, path):
                continue
            value = self.value(item, subject, f"{path}.did_not_arise")
            if isinstance(value, str):
                found.add(value)
        if not isinstance(stated, Listing):
            self.complain(
                stated.spot,
                "wrong-type",
                Words("“did_not_arise” phải là một danh sách.", "“did_not_arise” must be a list."),
                path,
            )
        return frozenset(found)

    def _listing(
        self, node: Listing, declared: Field, path: str, partial: bool, arisen: frozenset[str]
    ) -> Items:
        item = declared.item
        assert item is not None
        values: list[Value] = []
        spots: list[Spot] = []
        seen: dict[str, Spot] = {}
        for number, child in enumerate(node.items, start=1):
            if item.record is not None and isinstance(child, Table):
                partial = partial or compact.open_ended(child, item.record, self.known)
            for value in self._item(child, item, path, number, seen):
                if value is Gap.MISSING:
                    partial = True  # something stands here that could not be read
                    continue
                values.append(value)
                spots.append(child.spot)
        arisen = self._agree(arisen, values, node, path)
        return Items(tuple(values), partial, path, node.spot, tuple(spots), arisen)

    def _item(self, node: Node, item: Field, path: str, number: int, seen: dict[str, Spot]) -> list[Value]:
        if item.kind not in ("record", "span"):
            if isinstance(node, Scalar):
                days = compact.date_range(node, item)
                if days is not None:
                    return list(days)
            if self._no_item(node, path):
                return [Gap.MISSING]
            return [self.value(node, item, f"{path}[{number}]")]
        assert item.record is not None
        if not isinstance(node, Table):
            self.complain(
                node.spot,
                "wrong-type",
                Words(
                    f"Mục thứ {number} của danh sách phải gồm các trường (tên: giá trị).",
                    f"Item {number} of the list must be a record (name: value).",
                ),
                path,
            )
            return [Gap.MISSING]
        return [
            self._keyed(table, item.record, path, number, seen, suffix)
            for table, suffix in compact.expand_item(node, item.record, self.known)
        ]

    def _no_item(self, node: Node, path: str) -> bool:
        """Whether a word that is no item stands among the items of a list."""
        if not isinstance(node, Scalar) or not (node.form == "null" or node.text in ("none", "unknown")):
            return False
        self.complain(
            node.spot,
            "wrong-type",
            Words(
                "Dòng trống, none và unknown không đứng trong danh sách; viết [] nếu không có mục nào, partial: true"
                " nếu chưa khai hết.",
                "An empty line, none and unknown do not belong in a list; write [] if there is no item,"
                " partial: true if there are more.",
            ),
            path,
        )
        return True

    def _keyed(
        self, node: Table, shape: RecordType, path: str, number: int, seen: dict[str, Spot], suffix: str
    ) -> Value:
        written = node.get("id")
        base = written.text if isinstance(written, Scalar) and written.form != "null" else f"{number}"
        key = f"{base}{suffix}"
        if key in seen:
            self.complain(
                (written or node).spot,
                "duplicate-id",
                Words(
                    f"Mã “{key}” đã dùng ở dòng {seen[key].line}; mỗi mục cần một mã riêng.",
                    f"The id “{key}” is already used on line {seen[key].line}; each item needs its own.",
                ),
                path,
            )
            while key in seen:
                key += "~"
        seen[key] = node.spot
        return self.record(node, shape, f"{path}[{key}]", key)

    def _agree(self, arisen: frozenset[str], values: list[Value], node: Listing, path: str) -> frozenset[str]:
        """A subject that has a record did arise, whatever `did_not_arise` says: told, then not believed."""
        recorded = {v.fields.get("slug") for v in values if isinstance(v, Record)}
        for slug in sorted(arisen):
            if slug in recorded:
                self.complain(
                    node.spot,
                    "inconsistent",
                    Words(
                        f"“{slug}” vừa được khai là không phát sinh, vừa có bản ghi trong danh sách.",
                        f"“{slug}” is stated not to have arisen, and has a record in the list.",
                    ),
                    path,
                )
                arisen -= {slug}
        return arisen


def _is_null(node: Node | None) -> bool:
    return isinstance(node, Scalar) and (node.form == "null" or node.text == "unknown")


_COUNT = Field("number", "integer", Words("số", "number"), Words("số", "number"))
