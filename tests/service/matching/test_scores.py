"""Score tables as spreadsheet programs write them, and tables that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.matching.scores import ScoreTable, read_scores
from service.settings.problems import ConfigError
from tests.service.matching.calling import written


def test_decimal_comma_behind_semicolons_is_a_number(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "\ufeffx;b1;b2\na1;0,5;-1,25\n")
    assert read_scores(path) == ScoreTable(mentors=("a1",), mentees=("b1", "b2"), points=((50, -125),), scale=100)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x;b1\na1;1,000\n", "t.csv:2: column b1: '1,000' is not a number"),
        ("x|b1\na1|5\n", "t.csv:1: the first line: names no mentees"),
        ("x b1\na1 5\n", "t.csv:1: the first line: names no mentees"),
    ],
)
def test_table_that_could_mean_something_else_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_scores(written(tmp_path / "t.csv", text))
    assert complaint in str(refused.value.problems[0])


def test_table_of_nobody_is_read(tmp_path: Path) -> None:
    found = read_scores(written(tmp_path / "t.csv", "x\n"))
    assert (found.mentors, found.mentees) == ((), ())
