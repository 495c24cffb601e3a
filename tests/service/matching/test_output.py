"""The output of `--json` must say what its certificate proves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.service.matching.calling import call, drafted, written

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def draft(tmp_path: Path) -> dict[str, Any]:
    return drafted("--scores", written(tmp_path / "t.csv", "x,b1,b2,b3\na1,5.5,1,\na2,3,,2\n"))


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("pairs", lambda d: d["pairs"].pop()),
        ("scores", lambda d: d["pairs"][0].update(score=9)),
        ("unmatched", lambda d: d["unmatched"].clear()),
        ("tiers", lambda d: d["tiers"].update(placed=3)),
        ("tiers", lambda d: d.update(total=99)),
    ],
)
def test_output_that_says_more_than_is_proven_is_refused(
    tmp_path: Path, draft: dict[str, Any], part: str, change: Change
) -> None:
    change(draft)
    result = call("--check", written(tmp_path / "d.json", json.dumps(draft)))
    assert (result.exit_code, f"shows other {part}" in result.stderr) == (3, True)


def test_output_as_printed_is_accepted(tmp_path: Path, draft: dict[str, Any]) -> None:
    assert call("--check", written(tmp_path / "d.json", json.dumps(draft))).exit_code == 0


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        '{"pairs": []}',
        '{"certificate": {"pairs": [["a"]]}, "pairs": []}',
        '{"certificate": {"pairs": 3}, "pairs": [{"mentor": 1}]}',
        '{"certificate": {"pairs": [], "mentees": [1], "steps": 2}, "pairs": 5}',
    ],
)
def test_file_that_is_no_output_is_refused_without_a_traceback(tmp_path: Path, text: str) -> None:
    result = call("--check", written(tmp_path / "d.json", text))
    assert (result.exit_code, result.stderr.startswith("nearpeer match: ")) == (2, True)
