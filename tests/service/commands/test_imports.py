"""`nearpeer import-roster` as the office calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.cli import main

SHORTEST = Path("docs/examples/shortest.yaml")
HEAD = "email,name,grade,guardian_email\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school's folder with the shortest programme file."""
    (tmp_path / "school.yaml").write_text(SHORTEST.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("NEARPEER_PROGRAMMES", str(tmp_path / "school.yaml"))
    monkeypatch.setenv("NEARPEER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("NEARPEER_BASE_URL", "https://mentoring.school.example")
    monkeypatch.setenv("NEARPEER_SECRET", "s" * 64)
    return tmp_path


def imported(folder: Path, text: str) -> Result:
    path = folder / "pupils.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    return CliRunner().invoke(main, ["import-roster", str(path)])


def test_good_lines_are_taken_and_bad_ones_named(folder: Path) -> None:
    result = imported(folder, "zoe@school.example,Zoë,9,\nnobody,Max,9,\n")
    assert result.exit_code == 1
    assert "1 lines were taken; 1 were left out." in result.output
    assert "pupils.csv:3: email: 'nobody' is no mail address" in result.output


def test_file_without_a_column_takes_nothing(folder: Path) -> None:
    path = folder / "wrong.csv"
    path.write_text("name,grade\nZoë,9\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["import-roster", str(path)])
    assert (result.exit_code, "has no column `email`" in result.output) == (2, True)
