"""`nearpeer match` called as a user does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from service.commands.match import match_command


def call(*words: str | Path) -> Result:
    """Run the command with these words."""
    return CliRunner().invoke(match_command, [str(word) for word in words])


def drafted(*words: str | Path) -> dict[str, Any]:
    """The JSON object the command prints."""
    result = call(*words, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def pairs(found: dict[str, Any]) -> set[tuple[str, str]]:
    """(mentor, mentee) of the pairs shown."""
    return {(p["mentor"], p["mentee"]) for p in found["pairs"]}


def written(path: Path, text: str) -> Path:
    """The file with this text in it."""
    path.write_text(text, encoding="utf-8")
    return path
