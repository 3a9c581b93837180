"""Evidence: each paper named is in the folder, not outside it, and is the one stated."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from cli_runs import GOOD, Run

DATA = b"%PDF-1.4 ..."
DIGEST = hashlib.sha256(DATA).hexdigest()


def submission(folder: Path, *papers: str) -> None:
    listed = ", ".join(papers)
    text = GOOD.replace("published_on: 2024-03-06}", f"published_on: 2024-03-06, evidence: [{listed}]}}")
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    papers_folder = folder / "papers" / "2024"
    papers_folder.mkdir(parents=True, exist_ok=True)
    (papers_folder / "quyết định.pdf").write_bytes(DATA)
    (folder / "secret.pdf").write_bytes(DATA)


def test_papers_that_are_there(run: Run, folder: Path) -> None:
    submission(
        folder,
        f"{{id: V1, file: 2024/quyết định.pdf, sha256: {DIGEST.upper()}}}",
        "{id: V2, file: 2024/quyết định.pdf}",
        "{id: V3, file: none, number: 12/QĐ-UBND}",
    )
    assert run("own.yaml", "--evidence-dir", "papers").code == run("good.yaml").code == 0


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        ("{id: V1, file: 2024/other.pdf}", "evidence-missing"),
        ("{id: V1, file: '2024'}", "evidence-missing"),
        (f"{{id: V1, file: 2024/quyết định.pdf, sha256: {'0' * 64}}}", "evidence-differs"),
        ("{id: V1, file: ../secret.pdf}", "evidence-outside"),
        ("{id: V1, file: 2024/../../secret.pdf}", "evidence-outside"),
        ("{id: V1, file: '..\\secret.pdf'}", "evidence-outside"),
        ("{id: V1, file: /etc/hostname}", "evidence-outside"),
        ("{id: V1, file: 'C:/secret.pdf'}", "evidence-outside"),
        ("{id: V1, file: link.pdf}", "evidence-outside"),
        ("{id: V1, file: way/secret.pdf}", "evidence-outside"),
    ],
)
def test_papers_that_are_not(run: Run, folder: Path, paper: str, code: str) -> None:
    submission(folder, paper)
    (folder / "papers" / "link.pdf").symlink_to(folder / "secret.pdf")
    (folder / "papers" / "way").symlink_to(folder)
    ran = run("own.yaml", "--evidence-dir", "papers", "-f", "json")
    assert ran.code == 3
    [problem] = ran.json["reports"][0]["problems"]
    assert (problem["code"], problem["severity"]) == (code, "error")
    assert problem["location"]["line"] == 15
    assert run("own.yaml").code == 0


def test_a_digest_without_a_file_is_only_noted(run: Run, folder: Path) -> None:
    submission(folder, f"{{id: V1, sha256: {DIGEST}}}")
    ran = run("own.yaml", "--evidence-dir", "papers", "-f", "json")
    assert (ran.code, ran.json["reports"][0]["problems"][0]["code"]) == (0, "evidence-without-file")
