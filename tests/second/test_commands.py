"""`--engine durable` and `--cross-check` on the command line."""

from __future__ import annotations

import json

import pytest
from both import EXAMPLES
from click.testing import CliRunner, Result

from qcdc_rules.cli.check import check
from qcdc_rules.second import numbers
from qcdc_rules.second.chaining import engine
from qcdc_rules.second.chaining.engine import DurableChain, refusal

BY_NAME = {path.stem: str(path) for path in EXAMPLES}
HALF, SHOP = BY_NAME["commune-2024-half-filled"], BY_NAME["workplace-shop-2024"]
AS_OF = ("--as-of", "2025-03-01")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(check, [*AS_OF, *arguments], standalone_mode=True)


def test_the_engines_agree_and_the_report_stays(durable: DurableChain) -> None:
    alone, crossed = run("-q", HALF), run("-q", "--cross-check", HALF)
    assert crossed.stdout == alone.stdout
    assert crossed.exit_code == alone.exit_code
    assert "Hai bộ máy khớp nhau: 504 kết quả." in crossed.stderr
    assert "The two engines agree: 504 results." in run("-q", "--lang", "en", "--cross-check", HALF).stderr


def test_a_difference_exits_70_and_is_told_in_full(durable: DurableChain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "_meets", lambda part, whole, portion: False)
    alone, crossed = run("-q", BY_NAME["commune-2024"]), run("-q", "--cross-check", BY_NAME["commune-2024"])
    assert crossed.exit_code == 70
    assert crossed.stdout == alone.stdout
    told = crossed.stderr.splitlines()
    line = next(number for number, text in enumerate(told) if "commune.vote_form_choice [QD3/H1]" in text)
    assert "bộ máy chính đạt" in told[line]
    assert "bộ máy thứ hai vi phạm" in told[line]
    assert "phiên bản từ 2023-08-15" in told[line]
    assert "vote_form_agree_count:157" in told[line + 1]
    assert "Hai bộ máy khác nhau ở" in told[-1]


def test_the_second_engine_alone(durable: DurableChain) -> None:
    for path in (HALF, SHOP):
        standard, second = run("-f", "json", path), run("-f", "json", "--engine", "durable", path)
        first, other = json.loads(standard.stdout), json.loads(second.stdout)
        assert second.exit_code == standard.exit_code
        assert other["exit_code"] == second.exit_code
        told = other["submissions"][0]
        assert told["counts"]["unknown"] + told["counts"]["satisfied"] > 0
        assert told["counts"] == first["reports"][0]["counts"]


def test_the_second_engine_in_words(durable: DurableChain) -> None:
    told = run("--engine", "durable", HALF)
    assert "durable-rules" in told.stdout.splitlines()[0]
    assert told.stdout.splitlines()[-1].startswith("Kết luận: cổng đóng")
    assert "thiếu dữ kiện: commune.conference_agenda [conferences/*]" in told.stdout
    assert run("--engine", "durable", "--lang", "en", HALF).stdout.splitlines()[-1].startswith("Verdict: gate shut")


def test_a_file_that_cannot_be_read_is_told(durable: DurableChain, tmp_path: object) -> None:
    told = run("--engine", "durable", f"{tmp_path}/none.yaml")
    assert told.exit_code == 3
    assert "none.yaml" in told.stdout


@pytest.mark.parametrize("option", [("-f", "junit"), ("--todo",), ("--cross-check",), ("--explain",)])
def test_the_second_engine_refuses_what_it_cannot_tell(option: tuple[str, ...], durable: DurableChain) -> None:
    told = run("--engine", "durable", *option, HALF)
    assert told.exit_code == 2
    assert option[-1].removeprefix("-f ") in told.stderr


@pytest.mark.parametrize("option", [("--engine", "durable"), ("--cross-check",)])
def test_without_durable_rules_the_reason_is_given(option: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "here", lambda: refusal((3, 13), False, True))
    told = run(*option, HALF)
    assert told.exit_code == 2
    assert "PyEval_CallObject" in told.stderr
    assert told.stdout == ""
