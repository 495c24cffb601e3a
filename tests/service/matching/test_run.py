"""Options that contradict the files or one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.matching.calling import call, drafted, pairs, written

TABLE = "x,b1,b2,b3\na1,5,1,\na2,3,,2\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(tmp_path / "table.csv", TABLE)


def refusals(*words: str | Path) -> list[str]:
    """What the command complains of, with exit code 2."""
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    return [line.removeprefix("nearpeer match: ") for line in result.stderr.splitlines()]


@pytest.mark.parametrize("option", ["--mentors", "--mentees", "--site"])
def test_option_that_says_nothing_beside_a_table_is_refused(table: Path, option: str) -> None:
    assert refusals("--scores", table, option, table) == [
        f"{option}: says nothing beside --scores; give either --scores or --mentors and --mentees"
    ]


@pytest.mark.parametrize("word", ["1.5", "nofile.csv", "x"])
def test_capacity_that_is_nothing_is_named(table: Path, word: str) -> None:
    assert refusals("--scores", table, "--capacity", word) == [
        f"--capacity: '{word}' is neither a number, nor MENTOR:N, nor a file; "
        "write --capacity 2, --capacity MENTOR:2 or a CSV file with mentor and capacity"
    ]


@pytest.mark.parametrize("words", [("--capacity", "-1"), ("--capacity=-1",), ("--meet", "-1")])
def test_number_below_zero_is_refused(table: Path, words: tuple[str, ...]) -> None:
    result = call("--scores", table, *words)
    assert (result.exit_code, "-1" in result.stderr, "Traceback" in result.output) == (2, True, False)


def test_every_wrong_line_of_a_capacity_file_is_named(tmp_path: Path, table: Path) -> None:
    path = written(tmp_path / "c.csv", "mentor,capacity\na1,two\na2,-1\na1\nzz,2\n")
    assert [
        line.partition(";")[0].removeprefix(str(path)) for line in refusals("--scores", table, "--capacity", path)
    ] == [
        ":2: capacity: says 'two' for 'a1'",
        ":3: capacity: says '-1' for 'a2'",
        ":4: capacity: says 'no number' for 'a1'",
        ":5: mentor: nobody is called 'zz'",
    ]


@pytest.mark.parametrize("header", ["", "mentor,capacity\n"])
def test_capacity_file_needs_no_header(tmp_path: Path, table: Path, header: str) -> None:
    path = written(tmp_path / "c.csv", f"{header}a1,2\n")
    assert ("a1", "b2") in pairs(drafted("--scores", table, "--capacity", path))


def test_figures_of_a_table_are_counted_from_the_table(table: Path) -> None:
    supply = drafted("--scores", table, "--figures")["figures"]["supply"]
    assert (supply["mentees"], supply["places"], supply["placeable"]) == (3, 2, 2)
