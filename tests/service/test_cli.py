"""The command line: every command is there, has help with an example, and fails with a line a person can act on."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import COMMANDS, main


@pytest.mark.parametrize("name", [*COMMANDS, "version"])
def test_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert name == "version" or "nearpeer" in result.output


def test_commands_are_those_of_the_operating_guide() -> None:
    wanted = "demo serve web worker init doctor simulate match status outbox export-person erase-person migrate"
    assert set(wanted.split()) <= set(COMMANDS)


def test_outbox_lists_replays_and_drops() -> None:
    result = CliRunner().invoke(main, ["outbox", "--help"])
    assert all(word in result.output for word in ("list", "replay", "drop"))


def test_wrong_settings_are_lines_and_no_traceback(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["migrate"], env={"NEARPEER_DATA": str(tmp_path), "NEARPEER_SECRET": "short"})
    assert result.exit_code == 2
    assert "NEARPEER_SECRET" in result.output
    assert "Traceback" not in result.output


def test_simulation_leaves_a_full_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = CliRunner().invoke(main, ["simulate", "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "not empty" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
