"""From the bytes of a file to a `Submission`, or to the reasons why nothing can be evaluated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from qcdc_rules.loading.compact import known_ids
from qcdc_rules.loading.labelled import LONGEST_LABEL, by_label, label_key
from qcdc_rules.loading.reader import Reader
from qcdc_rules.logic.lazy import EMPTY
from qcdc_rules.model.submission import Items, PersonName, Record, Submission, Unreadable
from qcdc_rules.schemas.fields import RecordType, submission_type
from qcdc_rules.source import Node, Problem, Scalar, Spot, Table, Words, decode, read_bytes
from qcdc_rules.source.problems import bounded

SCHEMA = "qcdc-submission/1"
START = Spot(1, 1, 1, 1)
FORM_CODE = "SUA-MA-DON-VI"
FORM_NAMES = {"vi": "Tên đơn vị (sửa)", "en": "Name of the unit (change)"}
"""What an empty form says of the unit: never a real one, so a form that still says it was not filled in."""
LONGEST_PERIOD = timedelta(days=3660)
"""Ten years. A longer period is a typing mistake, and every year of it would be judged."""
TOO_LONG = Words(
    "Kỳ báo cáo dài hơn mười năm; hãy kiểm tra lại ngày đầu và ngày cuối của kỳ.",
    "The reporting period is longer than ten years; check its first and last day.",
)

REGULATION_OF_KIND = {
    **dict.fromkeys(("commune", "ward", "township", "special_zone"), "commune"),
    **dict.fromkeys(("state_agency", "public_service_unit", "political_organisation"), "agency"),
    **dict.fromkeys(
        (
            "state_enterprise",
            "enterprise",
            "cooperative",
            "household_business",
            "household",
            "individual",
            "other_organisation",
        ),
        "workplace",
    ),
    **dict.fromkeys(("district", "province"), "district_summary"),
}


def read_submission(data: bytes, file: str, shape: RecordType | None = None) -> Submission | Unreadable:
    """Read one submission; never raises on any input."""
    shape = shape or submission_type()
    text, _ = decode(data, file)
    lines = tuple((text or "").splitlines())
    node, problems = read_bytes(data, file)
    if not isinstance(node, Table):
        if node is not None or not problems:
            spot = node.spot if node is not None else START
            problems = [*problems, _not_a_submission(file, spot)]
        return Unreadable(file, tuple(problems), lines)
    return from_node(node, file, shape, problems, lines, hashlib.sha256(data).hexdigest())


def from_node(
    node: Table,
    file: str,
    shape: RecordType,
    problems: list[Problem],
    lines: tuple[str, ...] = (),
    digest: str = "",
) -> Submission | Unreadable:
    """Read a submission whose source is already parsed."""
    paths = shape.referable
    reader = Reader(file, {path: known_ids(node, path) for path in paths}, _regulation(node, shape))
    reader.problems.extend(problems)
    root = reader.record(node, shape, "")
    assert isinstance(root, Record)
    _check_header(reader, node, root)
    found = _duplicates_first(bounded(reader.problems))
    persons = tuple(name for written in reader.persons for name in _names(written))
    unit, period = root.fields.get("unit"), root.fields.get("period")
    regulation = reader.regulation
    if not isinstance(unit, Record) or not isinstance(period, Record) or not regulation:
        return Unreadable(file, found, lines, persons)
    days = [period.fields.get(name) for name in ("first_on", "last_on", "stated_on")]
    if root.fields.get("schema") != SCHEMA or not all(isinstance(day, date) for day in days):
        return Unreadable(file, found, lines, persons)
    first_on, last_on, stated_on = (day for day in days if isinstance(day, date))
    if last_on - first_on > LONGEST_PERIOD:
        reader.complain(period.spot, "period-too-long", TOO_LONG, "period")
        return Unreadable(file, bounded(reader.problems), lines, persons)
    return Submission(
        file=file,
        root=root,
        regulation=regulation,
        unit_code=str(unit.fields.get("code", "")),
        unit_name=str(unit.fields.get("name", "")),
        first_on=first_on,
        last_on=last_on,
        stated_on=stated_on,
        index={path: _index(root, path) for path in paths},
        problems=found,
        lines=lines,
        digest=digest,
        persons=persons,
    )


def _duplicates_first(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """A part that is written twice explains the errors of the part that was kept."""
    return tuple(sorted(problems, key=lambda one: one.code != "yaml-duplicate-key"))


def _names(node: Node) -> Iterator[PersonName]:
    """Every text inside a field that names persons."""
    if isinstance(node, Scalar):
        if node.text and node.text not in ("none", "unknown", "true", "false"):
            yield PersonName(node.text, node.spot)
    elif isinstance(node, Table):
        for entry in node.entries:
            yield from _names(entry.value)
    else:
        for item in node.items:
            yield from _names(item)


def _text_at(node: Table, *names: str) -> str | None:
    found: Node | None = node
    for name in names:
        found = found.get(name) if isinstance(found, Table) else None
    return found.text if isinstance(found, Scalar) else None


def _regulation(node: Table, shape: RecordType) -> str:
    """The regulation type: of the unit's kind; where that is not readable, as stated."""
    by_kind = REGULATION_OF_KIND.get(_code_meant(_text_at(node, "unit", "kind"), _codes(shape, "unit", "kind")), "")
    stated = _code_meant(_text_at(node, "regulation"), _codes(shape, "regulation"))
    if not by_kind and stated in set(REGULATION_OF_KIND.values()):
        return stated
    return by_kind


def _codes(shape: RecordType, *names: str) -> Mapping[str, Words]:
    """The codes of a field, where the shape has it."""
    record: RecordType | None = shape
    found: Mapping[str, Words] = EMPTY
    for name in names:
        declared = record.fields.get(name) if record is not None else None
        if declared is None:
            return EMPTY
        record, found = declared.record, declared.codes
    return found


def _code_meant(written: str | None, codes: Mapping[str, Words]) -> str:
    """A code as written, or the only one that bears this label."""
    if not written or written in codes:
        return written or ""
    bearing = by_label(codes).get(label_key(written[:LONGEST_LABEL]), ())
    return bearing[0] if len(bearing) == 1 else written


def _check_header(reader: Reader, node: Table, root: Record) -> None:
    schema = root.fields.get("schema")
    if isinstance(schema, str) and schema != SCHEMA:
        reader.complain(
            root.spots.get("schema", START),
            "wrong-schema",
            Words(
                f"Dòng “schema” phải là “{SCHEMA}”, không phải “{schema[:60]}”.",
                f"The line “schema” must be “{SCHEMA}”, not “{schema[:60]}”.",
            ),
            "schema",
        )
    _check_filled(reader, root)
    by_kind, stated = reader.regulation, root.fields.get("regulation")
    if by_kind and isinstance(stated, str) and stated != by_kind:
        reader.complain(
            root.spots.get("regulation", START),
            "inconsistent",
            Words(
                f"Loại hình “{stated}” không khớp với loại đơn vị; theo unit.kind thì là “{by_kind}”.",
                f"The regulation “{stated}” does not fit the unit; by unit.kind it is “{by_kind}”.",
            ),
            "regulation",
        )


def _check_filled(reader: Reader, root: Record) -> None:
    """A form whose head nobody touched is not the report of any unit."""
    unit = root.fields.get("unit")
    if not isinstance(unit, Record):
        return
    for name, untouched in (("code", (FORM_CODE,)), ("name", tuple(FORM_NAMES.values()))):
        if unit.fields.get(name) in untouched:
            reader.complain(
                unit.spots[name],
                "untouched-form",
                Words(
                    f"Mẫu khai chưa sửa: hãy thay “{unit.fields[name]}” bằng {'mã' if name == 'code' else 'tên'} thật"
                    " của đơn vị.",
                    f"The form was not filled in: replace “{unit.fields[name]}” by the real {name} of the unit.",
                ),
                f"unit.{name}",
            )


def _not_a_submission(file: str, spot: Spot) -> Problem:
    return Problem.located(
        file,
        spot,
        "not-a-submission",
        Words(
            f"Tệp không phải là một báo cáo: phải bắt đầu bằng “schema: {SCHEMA}” và các mục unit, period.",
            f"The file is not a submission: it must start with “schema: {SCHEMA}”, unit and period.",
        ),
    )


def _index(root: Record, path: str) -> Mapping[str, Record]:
    value: object = root
    for name in path.split("."):
        value = value.fields.get(name) if isinstance(value, Record) else None
    if not isinstance(value, Items):
        return {}
    return {item.key: item for item in value.values if isinstance(item, Record)}
