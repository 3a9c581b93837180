"""Lists of a submission: written plainly (complete), or with `partial`, `did_not_arise` and `items`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qcdc_rules.loading import compact
from qcdc_rules.loading.scalars import LONGEST_ID
from qcdc_rules.logic.values import Gap
from qcdc_rules.model.submission import Items, Record, Value
from qcdc_rules.schemas.fields import Field, RecordType
from qcdc_rules.source import Listing, Node, Scalar, Spot, Table, Words
from qcdc_rules.source.limits import TOO_MUCH_SHARED

if TYPE_CHECKING:
    from qcdc_rules.loading.reader import Reader

_LIST_KEYS = frozenset({"partial", "did_not_arise", "items"})


class ListReader:
    """Reads the lists of one file for its reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._again: dict[str, int] = {}

    def items(self, node: Node, declared: Field, path: str) -> Items | Gap:
        """A list: written plainly (complete), or as a mapping with `partial`, `did_not_arise`, `items`."""
        if declared.compact and self._misfits_compact(node, declared, path):
            return Gap.MISSING
        expanded = compact.village_list(node, declared, self._reader.known)
        if expanded is not None:
            if not self._reader.afford(expanded.most):
                self._reader.complain(node.spot, "too-much-shared", TOO_MUCH_SHARED, path)
                return Gap.MISSING
            ids = expanded.ids()
            return Items(ids, expanded.partial, path, node.spot, (node.spot,) * len(ids))
        if isinstance(node, Listing):
            return self._listing(node, declared, path, partial=False, arisen=frozenset())
        if isinstance(node, Table):
            return self._list_table(node, declared, path)
        if node.form == "null":
            self._reader.empty(node, path)
            return Gap.MISSING
        if node.text == "none":
            return Items((), False, path, node.spot)
        if node.text != "unknown":
            self._reader.complain(
                node.spot,
                "wrong-type",
                Words(
                    f"“{declared.label.vi}” là một danh sách: mỗi mục một dòng bắt đầu bằng “- ”, hoặc []"
                    " nếu không có.",
                    f"“{declared.label.en}” is a list: one line per item starting with “- ”, or [] if there is none.",
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
            self._reader.complain(
                node.spot,
                "wrong-type",
                Words(f"“{declared.label.vi}” là một danh sách: [a, b].", f"“{declared.label.en}” is a list: [a, b]."),
                path,
            )
            return True
        left_out = node.get("all_except") if isinstance(node, Table) and len(node.entries) == 1 else None
        if not isinstance(left_out, Listing):
            return False
        before = self._reader.told
        self._listing(left_out, declared, f"{path}.all_except", partial=False, arisen=frozenset())
        return self._reader.told > before

    def _list_table(self, node: Table, declared: Field, path: str) -> Items | Gap:
        admitted = _LIST_KEYS if declared.subjects else _LIST_KEYS - {"did_not_arise"}
        misspelt = any(entry.key.text not in admitted for entry in node.entries)
        for entry in node.entries:
            if entry.key.text not in admitted:
                near = self._reader.meant(entry.key.text, admitted)
                self._reader.complain(
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
                self._reader.complain(
                    node.spot,
                    "required-field",
                    Words("Thiếu khóa “items” của danh sách.", "The key “items” of the list is missing."),
                    path,
                )
            return Gap.MISSING
        if not isinstance(items, Listing):
            self._reader.complain(
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
        if isinstance(node, Scalar) and node.text in ("true", "false") and node.form in ("plain", "true", "false"):
            return node.text == "true"
        self._reader.complain(
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
        subject = Field("did_not_arise", "slug", declared.label, declared.meaning, codes=declared.subjects, plain=True)
        found: set[str] = set()
        for item in stated.items if isinstance(stated, Listing) else (stated,):
            if self._no_item(item, path):
                continue
            value = self._reader.value(item, subject, f"{path}.did_not_arise")
            if isinstance(value, str):
                found.add(value)
        if not isinstance(stated, Listing):
            self._reader.complain(
                stated.spot,
                "wrong-type",
                Words("“did_not_arise” phải là một danh sách.", "“did_not_arise” must be a list."),
                path,
            )
        return frozenset(found)

    def _listing(self, node: Listing, declared: Field, path: str, partial: bool, arisen: frozenset[str]) -> Items:
        item = declared.item
        assert item is not None
        values: list[Value] = []
        spots: list[Spot] = []
        seen: dict[str, Spot] = {}
        for number, child in enumerate(node.items, start=1):
            if item.record is not None and isinstance(child, Table):
                partial = partial or compact.open_ended(child, item.record, self._reader.known)
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
                if days is not None and self._reader.afford(len(days)):
                    return [date.fromordinal(day) for day in days]
                if days is not None:
                    self._reader.complain(node.spot, "too-much-shared", TOO_MUCH_SHARED, path)
                    return [Gap.MISSING]
            if self._no_item(node, path):
                return [Gap.MISSING]
            return [self._reader.value(node, item, f"{path}[{number}]")]
        assert item.record is not None
        if not isinstance(node, Table):
            self._reader.complain(
                node.spot,
                "wrong-type",
                Words(
                    f"Mục thứ {number} của danh sách phải gồm các trường (tên: giá trị).",
                    f"Item {number} of the list must be a record (name: value).",
                ),
                path,
            )
            return [Gap.MISSING]
        expanded = compact.expand_item(node, item.record, self._reader.known, self._reader.afford, self._reader.coded)
        if expanded is None:
            self._reader.complain(node.spot, "too-much-shared", TOO_MUCH_SHARED, path)
            return [Gap.MISSING]
        return [self._keyed(table, item.record, path, number, seen, suffix) for table, suffix in expanded]

    def _no_item(self, node: Node, path: str) -> bool:
        """Whether a word that is no item stands among the items of a list."""
        if not isinstance(node, Scalar) or not (node.form == "null" or node.text in ("none", "unknown")):
            return False
        self._reader.complain(
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
        usable = isinstance(written, Scalar) and written.form != "null" and len(written.text) <= LONGEST_ID
        base = written.text if usable and isinstance(written, Scalar) else f"{number}"  # every path below repeats it
        key = f"{base}{suffix}"
        if key in seen:
            self._reader.complain(
                (written or node).spot,
                "duplicate-id",
                Words(
                    f"Mã “{key}” đã dùng ở dòng {seen[key].line}; mỗi mục cần một mã riêng.",
                    f"The id “{key}” is already used on line {seen[key].line}; each item needs its own.",
                ),
                path,
            )
            key = self._renamed(key, seen)
        seen[key] = node.spot
        return self._reader.record(node, shape, f"{path}[{key}]", key)

    def _renamed(self, key: str, seen: dict[str, Spot]) -> str:
        """A key that is free, with a tilde at its end; of many with the same id, the number says which."""
        self._again[key] = again = self._again.get(key, 0) + 1
        key += "~" if again == 1 else f"~{again}~"
        while key in seen:
            key += "~"
        return key

    def _agree(self, arisen: frozenset[str], values: list[Value], node: Listing, path: str) -> frozenset[str]:
        """A subject that has a record did arise, whatever `did_not_arise` says: told, then not believed."""
        recorded = {v.fields.get("slug") for v in values if isinstance(v, Record)}
        for slug in sorted(arisen):
            if slug in recorded:
                self._reader.complain(
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
