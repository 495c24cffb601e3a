"""Only the pupil and the guardian may end the pupil's part: nobody else's mail offers it."""

from __future__ import annotations

import ast
from pathlib import Path

import workflows
from tests.builders import POLICY, person
from workflows.adults.writing import to_teacher
from workflows.letters import to_guardian, to_pupil

ROOT = Path(workflows.__path__[0])
OWN = {"letters.py", "concerns.py"}
"""Where readers are pupils, guardians or staff by their id, to whom the way out is never offered."""


def outsiders() -> dict[str, bool]:
    """Each other file that writes to somebody by address, and whether it says that they may not leave."""
    calls = (
        (path.relative_to(ROOT).as_posix(), node)
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Recipient"
    )
    return {name: "may_leave" in {key.arg for key in node.keywords} for name, node in calls if name not in OWN}


def test_pupil_and_guardian_may_leave_and_the_teacher_may_not() -> None:
    pupil = person(homeroom_email="ray@oak.example")
    readers = (to_pupil(pupil), to_guardian(pupil), to_teacher(pupil, POLICY))
    assert [reader.may_leave for reader in readers] == [True, True, False]


def test_whoever_else_is_written_to_about_a_pupil_may_not_end_its_part() -> None:
    assert set(outsiders().values()) == {True}
