"""The table of faults says only what is there: every test that it names exists, and every fault has its line."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
NODES = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE)))


def functions(path: str) -> set[str]:
    """The names of all functions in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_named_test_exists() -> None:
    known = {path: functions(path) if (ROOT / path).is_file() else set() for path, _ in NODES}
    assert [f"{path}::{name}" for path, name in NODES if name not in known[path]] == []


def test_every_fault_has_its_line_and_a_command() -> None:
    lines = re.findall(r"^\| (\d+) \|[^|]*\|[^|]*\|([^|]*)\|[^|]*\|$", TABLE, re.MULTILINE)
    assert [int(number) for number, _ in lines] == list(range(1, 41))
    assert all("`tests/" in command for _, command in lines)


def test_every_scenario_stands_in_the_table() -> None:
    scenarios = {
        name
        for path in (ROOT / "tests" / "faults").glob("test_*.py")
        for name in functions(f"tests/faults/{path.name}")
        if name.startswith("test_fault_")
    }
    assert scenarios - {name for _, name in NODES} == set()
