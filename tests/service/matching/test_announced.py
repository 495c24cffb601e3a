"""`--announced`: late arrivals and leavers move as few announced pairs as the tiers allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.matching.calling import call, drafted, pairs, written

EVEN = "x,b1,b2\na1,5,5\na2,5,5\n"
WAYS = [{("a1", "b1"), ("a2", "b2")}, {("a1", "b2"), ("a2", "b1")}]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(tmp_path / "table.csv", EVEN)


@pytest.mark.parametrize("way", WAYS)
def test_announced_pairs_stay_where_others_are_as_good(tmp_path: Path, table: Path, way: set[tuple[str, str]]) -> None:
    before = written(tmp_path / "before.csv", "".join(f"{a},{b}\n" for a, b in way))
    found = drafted("--scores", table, "--announced", before)
    assert (pairs(found), found["tiers"]["changes"]) == (way, 0)


def test_output_of_an_earlier_draft_is_read_and_leavers_are_passed_over(tmp_path: Path, table: Path) -> None:
    before = written(tmp_path / "before.json", call("--scores", table, "--json").stdout)
    late = written(tmp_path / "late.csv", "x,b1,b3\na1,5,5\na2,5,5\na3,5,5\n")
    kept = {pair for pair in pairs(drafted("--scores", table)) if "b1" in pair}
    found = drafted("--scores", late, "--announced", before)
    assert (kept <= pairs(found), found["tiers"]["changes"]) == (True, 0)


def test_announced_pairs_are_part_of_the_proof(tmp_path: Path, table: Path) -> None:
    before = written(tmp_path / "before.csv", "mentor,mentee\na1,b2\n")
    saved = written(tmp_path / "draft.json", call("--scores", table, "--announced", before, "--json").stdout)
    assert call("--check", saved, "--scores", table, "--announced", before).stdout.splitlines()[-1] == "  changes"
    assert "announced pairs differ" in call("--check", saved, "--scores", table).stderr


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("before.csv", "mentor,mentee\na1\n", "before.csv:2: announced: does not name two pupils"),
        ("before.csv", "c1,d1\n", "announced: names no mentor and mentee of these files"),
        ("before.json", "[]", "announced: is no draft"),
    ],
)
def test_wrong_file_of_announced_pairs_is_named(
    tmp_path: Path, table: Path, name: str, text: str, complaint: str
) -> None:
    result = call("--scores", table, "--announced", written(tmp_path / name, text))
    assert (result.exit_code, complaint in result.stderr) == (2, True)
