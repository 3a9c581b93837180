"""`qcdc report rollup`: isolation, determinism, resuming after a kill, comparison, pages that no text can break."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from rollup_runs import BROKEN, OWN_RULES, assert_fits, command, commune, environment, rollup, summary, write

FORMATS = ("text", "json", "html", "xlsx")


def many(folder: Path) -> Path:
    return write(
        folder,
        a=commune("X1"),
        b__bad=commune("X2", households=5),
        b__lacking=commune("X3", without="mediator_count: 4"),
        c=commune("X4", without="villages:").replace("  - {id: T", "  # {id: T"),
        broken=BROKEN,
        invalid=commune("X5").replace("has_council: true", "has_council: maybe"),
    )


def outputs(folder: Path, jobs: int, *more: str | Path) -> dict[str, bytes]:
    target = folder / f"out{jobs}"
    target.mkdir(exist_ok=True)
    pairs = [part for kind in FORMATS for part in ("-f", kind, "-o", str(target / kind))]
    rollup(folder / "units", "--jobs", str(jobs), *pairs, *more)
    return {kind: (target / kind).read_bytes() for kind in FORMATS}


def test_every_submission_stands_alone(tmp_path: Path) -> None:
    ran = rollup(many(tmp_path), "-f", "json", "--jobs", "1")
    units = {unit["file"]: unit for unit in ran.json["units"]}
    assert {name: unit["exit_code"] for name, unit in units.items()} == {
        "a.yaml": 0, "b/bad.yaml": 1, "b/lacking.yaml": 0, "broken.yaml": 3, "c.yaml": 5, "invalid.yaml": 3,
    }  # fmt: skip
    assert ran.code == 3
    assert not units["broken.yaml"]["evaluated"]
    assert units["broken.yaml"]["problems"]
    found = units["b/bad.yaml"]["findings"]
    assert [(one["rule"], one["kind"], one["targets"]) for one in found] == [("commune.try_villages", "violated", ["T1"])]
    assert found[0]["line"] == 6
    decide = units["a.yaml"]["counts"]["decide"]
    assert (decide["satisfied"], decide["violated"], sum(decide.values())) == (3, 0, 4)
    assert units["b/bad.yaml"]["counts"]["decide"] == decide | {"satisfied": 2, "violated": 1}
    assert [unit["code"] for unit in ran.json["units"]] == ["", "X1", "X2", "X3", "X4", "X5"]


def test_the_same_bytes_whatever_the_number_of_processes(tmp_path: Path) -> None:
    many(tmp_path / "units")
    before = rollup(tmp_path / "units", "-f", "json", "--jobs", "1")
    (tmp_path / "before.json").write_text(before.out, encoding="utf-8")
    write(tmp_path, s=summary(villages_count=9))
    more = ("--summary", tmp_path / "s.yaml", "--previous", tmp_path / "before.json")
    one, two = outputs(tmp_path, 1, *more), outputs(tmp_path, 2, *more)
    assert one == two
    for name, data in one.items():
        assert str(tmp_path).encode() not in data, name


def test_ndjson_json_and_yaml_say_the_same(tmp_path: Path) -> None:
    unit = {
        "schema": "qcdc-submission/1",
        "unit": {"code": "X1", "name": "Xã Thử", "kind": "commune", "has_council": False, "province": "Tỉnh Thử"},
        "period": {"first_on": "2024-01-01", "last_on": "2024-12-31", "stated_on": "2025-01-10"},
        "villages": [{"id": "T1", "household_count": 5}],
    }
    for name, text in (("y/u.yaml", json.dumps(unit)), ("j/u.json", json.dumps(unit)), ("n/u.ndjson", json.dumps(unit) + "\n")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = [rollup(tmp_path / name, "-f", "json", "--jobs", "1").json["units"] for name in "yjn"]
    assert [len(units) for units in found] == [1, 1, 1]
    for units in found:
        assert (units[0]["counts"], units[0]["exit_code"]) == (found[0][0]["counts"], 1)
    assert found[2][0]["file"] == "u.ndjson:000001"


def test_nothing_to_check_is_undecided(tmp_path: Path) -> None:
    assert rollup(tmp_path, "-f", "json").code == 5
    ran = rollup(tmp_path, "--lang", "en")
    assert ran.code == 5
    assert "GATE SHUT" in ran.out


@pytest.mark.parametrize(
    "args", [(), ("-f", "json", "-f", "html"), ("--previous", "a.yaml"), ("--summary", "a.yaml"), ("-o", "a.yaml"), ("--resume", "a.yaml")]
)
def test_bad_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]) -> None:
    monkeypatch.chdir(write(tmp_path, a=commune("X1")))
    before = (tmp_path / "a.yaml").read_bytes()
    assert rollup(*args, *((".",) if args else ())).code == 2
    assert (tmp_path / "a.yaml").read_bytes() == before


def test_a_summary_among_the_units_is_no_unit(tmp_path: Path) -> None:
    write(tmp_path, a=commune("X1"), s=summary(villages_count=2))
    ran = rollup(tmp_path, "-f", "json", "--jobs", "1")
    assert [unit["code"] for unit in ran.json["units"]] == ["X1"]
    assert "--summary" in ran.json["notes"][0]["vi"]
    compared = rollup(tmp_path, "-f", "json", "--jobs", "1", "--summary", tmp_path / "s.yaml")
    assert compared.json["summary"]["name"] == "Huyện Thử"
    assert not compared.json["notes"]


@pytest.mark.parametrize(("number", "fail_on", "code"), [(2, "missing", 0), (3, "missing", 1), (3, "never", 0), ("unknown", "missing", 0)])
def test_a_wrong_figure_shuts_the_gate(tmp_path: Path, number: object, fail_on: str, code: int) -> None:
    write(tmp_path / "units", a=commune("X1"))
    text = summary(villages_count=number, mediation_teams_count=2, mediators_count=7,
                   people_inspection_committees_count=1, people_inspection_members_count=5)  # fmt: skip
    write(tmp_path, s=text)
    ran = rollup(tmp_path / "units", "--summary", tmp_path / "s.yaml", "--fail-on", fail_on, "--jobs", "1")
    assert ran.code == code, ran.out


# -- going on after a stop ------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system that can kill")
def test_killed_and_resumed_gives_the_same_bytes(tmp_path: Path) -> None:
    folder, journal = tmp_path / "units", tmp_path / "journal"
    folder.mkdir()
    (folder / "u.ndjson").write_text("".join(line_of(number) for number in range(150)), encoding="utf-8")
    first = subprocess.Popen(
        command(*OWN_RULES, folder, "--jobs", "2", "--resume", journal, "-f", "json", "-o", tmp_path / "never"),
        env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while first.poll() is None and (not journal.exists() or journal.read_bytes().count(b"\n") < 12):
        time.sleep(0.005)
    first.send_signal(signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    assert not (tmp_path / "never").exists()
    kept = journal.read_bytes()
    whole = kept[: kept.rindex(b"\n") + 1]
    assert 12 <= whole.count(b"\n") < 151
    last = whole.splitlines(keepends=True)[-1]
    journal.write_bytes(whole[: -len(last) // 2])  # as if it had been struck while it wrote a line
    resumed = rollup(folder, "--jobs", "1", "--resume", journal, "-f", "json")
    afresh = rollup(folder, "--jobs", "2", "-f", "json")
    assert resumed == afresh
    assert len(resumed.json["units"]) == 150
    found = journal.read_bytes()
    assert found.startswith(whole[: -len(last)])
    assert found.count(b"\n") == 151


def line_of(number: int) -> str:
    unit = {
        "schema": "qcdc-submission/1",
        "unit": {"code": f"X{number:03}", "name": f"Xã {number}", "kind": "commune", "has_council": True},
        "period": {"first_on": "2024-01-01", "last_on": "2024-12-31", "stated_on": "2025-01-10"},
        "villages": [{"id": f"T{n}", "household_count": (number + n) % 40} for n in range(12)],
    }
    return json.dumps(unit, ensure_ascii=False) + "\n"


def test_a_journal_serves_only_the_same_file_and_options(tmp_path: Path) -> None:
    folder, journal = write(tmp_path / "units", a=commune("X1"), b=commune("X2")), tmp_path / "journal"
    args: tuple[str | Path, ...] = (folder, "--jobs", "1", "--resume", journal, "-f", "json")

    def lines() -> int:
        return len(journal.read_bytes().splitlines())

    first = rollup(*args)
    assert lines() == 3
    assert rollup(*args) == first
    assert lines() == 3
    write(folder, a=commune("X1", households=5))
    assert rollup(*args).code == 1
    assert lines() == 4
    rollup(*args, "--as-of", "2025-02-02")
    assert lines() == 6
    rollup(*args, "--show-persons")
    assert lines() == 8


def test_a_file_that_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    folder, journal = write(tmp_path / "units", a=commune("X1")), tmp_path / "journal"
    os.symlink(tmp_path / "later.yaml", folder / "b.yaml")
    args: tuple[str | Path, ...] = (folder, "--jobs", "1", "--resume", journal, "-f", "json")
    ran = rollup(*args)
    assert ran.code == 3
    assert ran.json["units"][0]["problems"][0]["code"] == "unreadable"
    write(tmp_path, later=commune("X2"))
    assert rollup(*args).code == 0


# -- against an earlier roll-up --------------------------------------------------------------------------------


def test_what_changed_since_the_previous_rollup(tmp_path: Path) -> None:
    old = write(tmp_path / "old", a=commune("X1", households=5), b=commune("X2"), c=commune("X3"))
    new = write(tmp_path / "new", a=commune("X1"), b=commune("X2", households=5), d=commune("X4", name="Xã Mới"))
    kept = tmp_path / "old.json"
    kept.write_text(rollup(old, "-f", "json", "--jobs", "1").out, encoding="utf-8")
    changes = rollup(new, "-f", "json", "--jobs", "1", "--previous", kept).json["changes"]
    rule = {"rule": "commune.try_villages", "kind": "violated"}
    assert [(one["code"], one["new"], one["fixed"]) for one in changes["units"]] == [("X1", [], [rule]), ("X2", [rule], [])]
    assert [one["code"] for one in changes["appeared"]] == ["X4"]
    assert [one["code"] for one in changes["gone"]] == ["X3"]
    assert changes["totals"]["violated"] == {"before": 1, "now": 1}
    assert not changes["other_rules"]
    text = rollup(new, "--jobs", "1", "--previous", kept).out
    assert "SO VỚI KỲ TRƯỚC" in text
    assert "Xã Mới" in text


def test_a_waived_finding_stays_and_does_not_shut_the_gate(tmp_path: Path) -> None:
    folder = write(tmp_path / "units", a=commune("X1", households=5), b=commune("X2", households=5))
    act = {
        "id": "M1", "rule": "commune.try_villages", "unit": "X1", "granted_by": {"vi": "Tỉnh", "en": "Province"},
        "document": {"number": "12/QĐ", "issued": "2024-02-01"}, "basis": [{"instrument": "10/2022/QH15", "article": 13}],
        "reason": {"vi": "lũ", "en": "flood"}, "from": "2024-02-01", "until": "2026-02-01",
    }  # fmt: skip
    acts = tmp_path / "waivers.json"
    acts.write_text(json.dumps({"schema": "qcdc-waivers/1", "waivers": [act]}), encoding="utf-8")
    units = rollup(folder, "-f", "json", "--jobs", "1", "--waivers", acts).json["units"]
    assert [(one["exit_code"], one["waived"], one["findings"][0]["waived"]) for one in units] == [(0, 1, True), (1, 0, False)]
    assert units[0]["counts"]["decide"]["violated"] == 1


# -- pages -----------------------------------------------------------------------------------------------------

ATTACKS = (
    "<script>alert(1)</script>", "' onmouseover='alert(1)", "</style><svg/onload=alert(1)>", "{{ 7 * 7 }}", "=HYPERLINK(1)",
    "javascript:alert(1)", "abc\u202etxt",
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_of_files_stays_text(tmp_path: Path, attack: str) -> None:
    quoted = json.dumps(attack, ensure_ascii=False)
    unit = commune("X1", households=5).replace('name: "Xã Thử"', f"name: {quoted}").replace('code: "X1"', f"code: {quoted}")
    write(tmp_path / "units", a=unit, b=commune("X2"))
    made = outputs(tmp_path, 1)
    page = made["html"].decode()
    assert not re.search(r"<(script|svg|img|iframe|object|link|base|form)\b", page)
    assert "onmouseover='alert" not in page
    assert "49" not in page.partition("<body>")[2].partition("<main")[0]
    assert not re.search(r"(?:href|src|action)=\"(?!#)", page)
    for text in (page, made["text"].decode(), made["json"].decode()):
        assert "\u202e" not in text
    (tmp_path / "book.xlsx").write_bytes(made["xlsx"])
    book = CalamineWorkbook.from_path(str(tmp_path / "book.xlsx"))
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert not any(cell.startswith(("=", "@")) for cell in cells)
    assert_fits(json.loads(made["json"]))


def test_names_of_persons_are_hidden(tmp_path: Path) -> None:
    write(tmp_path / "units", a=commune("X1", name="Xã của Nguyễn Văn Khuyến", households=5))
    for name, data in outputs(tmp_path, 1).items():
        assert "Khuyến".encode() not in data, name
    assert "Khuyến" in rollup(tmp_path / "units", "-f", "json", "--jobs", "1", "--show-persons").out


def test_the_page_is_whole_without_script_or_network(tmp_path: Path) -> None:
    many(tmp_path / "units")
    write(tmp_path, s=summary(villages_count=9))
    page = outputs(tmp_path, 1, "--summary", tmp_path / "s.yaml")["html"].decode()
    anchors = set(re.findall(r' id="([^"]+)"', page))
    assert len(anchors) == len(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    assert page.count("<details class=\"one\"") == 6
    assert "✗1" in page
    assert "http" not in page.partition("<body>")[2]
    assert "báo cáo 9, tính được ít nhất" in page or "9" in page


def test_the_text_fits_a_hundred_columns(tmp_path: Path) -> None:
    long = "Ủy ban nhân dân xã có cái tên dài đến mức không dòng nào chứa nổi, dài nữa, dài mãi"
    write(tmp_path, a=commune("X1-rat-dai-hon-muoi-hai", name=long, households=5), b=commune("X2"))
    lines = rollup(tmp_path, "--jobs", "1").out.splitlines()
    assert max(map(len, lines[:-1])) <= 100


def test_no_progress_without_a_terminal(tmp_path: Path) -> None:
    write(tmp_path, a=commune("X1"))
    assert rollup(tmp_path, "--jobs", "1").err == ""
