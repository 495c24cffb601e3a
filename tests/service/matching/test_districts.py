"""Drafts too large for a table, made small here: the same pairs as from the table, and a proof beside the files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from service.matching import candidates
from tests.service.matching.calling import call, drafted, pairs, written

MENTORS = "id,name,site,grade,slots,strengths,capacity\n" + "".join(
    f"m{k},Ann{k},{'oak' if k % 2 else 'elm'},9,{'Mon' if k % 3 else 'Tue'},{'Art' if k % 4 else 'Chess'},2\n"
    for k in range(8)
)
MENTEES = "id,name,site,grade,slots,needs,consent\n" + "".join(
    f"e{k},Ben{k},{'oak' if k % 2 else 'elm'},{6 if k else 9},{'Mon;Tue' if k % 5 else 'Wed'},"
    f"{'art' if k % 3 else 'chess'},{'yes' if k != 3 else 'no'}\n"
    for k in range(12)
)


@pytest.fixture
def rosters(tmp_path: Path) -> tuple[str | Path, ...]:
    mentors, mentees = written(tmp_path / "mentors.csv", MENTORS), written(tmp_path / "mentees.csv", MENTEES)
    return ("--mentors", mentors, "--mentees", mentees, "--capacity")


def listed(tmp_path: Path, seed: int) -> Path:
    """Some list of scores, of everybody with about half of the others."""
    rng = np.random.default_rng(seed)
    lines = [f"a{i},b{j},{rng.integers(0, 9)}" for i in range(9) for j in range(11) if rng.random() < 0.5]
    return written(tmp_path / "list.csv", "mentor,mentee,score\n" + "\n".join(lines) + "\na9,b11,\n")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on every draft is a district's."""
    return lambda: monkeypatch.setattr(candidates, "TABLE_LIMIT", 1)


def test_rosters_of_a_district_reach_the_same_tiers(rosters: tuple[str, ...], large: Callable[[], None]) -> None:
    table = drafted(*rosters)
    large()
    found = drafted(*rosters)
    assert (found["tiers"], found["certificate"]["format"][:17]) == (table["tiers"], "nearpeer district")
    why = {tuple(p[k] for k in ("mentor", "mentee", "score")): p["reasons"] for p in table["pairs"]}
    same = [p for p in found["pairs"] if (p["mentor"], p["mentee"], p["score"]) in why]
    assert [p["reasons"] for p in same] == [why[p["mentor"], p["mentee"], p["score"]] for p in same]
    assert {u["pupil"] for u in found["unmatched"]} >= {"e3", "e5"}


@pytest.mark.parametrize("seed", range(4))
def test_list_of_scores_reaches_the_same_as_its_table(tmp_path: Path, large: Callable[[], None], seed: int) -> None:
    words = ("--scores", listed(tmp_path, seed), "--forbid", "a1:b1", "--forbid", "a9:b11")
    table = drafted(*words)
    large()
    found = drafted(*words)
    assert found["tiers"] == table["tiers"]
    assert {u["pupil"] for u in found["unmatched"]} == {f"b{k}" for k in range(12)} - {b for _, b in pairs(found)}


def test_certificate_of_a_district_holds_beside_its_files_only(
    tmp_path: Path, rosters: tuple[str, ...], large: Callable[[], None]
) -> None:
    large()
    saved = written(tmp_path / "draft.json", call(*rosters, "--json").stdout)
    assert call("--check", saved, *rosters).stdout.splitlines()[1:] == ["  placed", "  worst", "  total"]
    assert "is about a district's files and does not repeat them" in call("--check", saved).stderr
    pair = next(iter(pairs(json.loads(saved.read_text()))))
    other = call("--check", saved, *rosters, "--forbid", ":".join(pair))
    assert (other.exit_code, other.stderr.splitlines()[0]) == (3, "The certificate does not hold:")


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["pairs"].pop(),
        lambda d: d["pairs"][0].update(score=99),
        lambda d: d.update(total=99),
        lambda d: d["tiers"].update(placed=99),
        lambda d: d["certificate"]["pairs"].pop(),
        lambda d: d["certificate"]["claims"].pop(),
        lambda d: d["certificate"]["claims"][-1]["prices"].__setitem__(0, 0.5),
        lambda d: d["certificate"]["mentees"].pop(),
    ],
)
def test_changed_output_of_a_district_does_not_hold(
    tmp_path: Path, large: Callable[[], None], change: Callable[[dict[str, Any]], object]
) -> None:
    large()
    scores = listed(tmp_path, 1)
    found = drafted("--scores", scores)
    change(found)
    saved = written(tmp_path / "draft.json", json.dumps(found))
    assert call("--check", saved, "--scores", scores).exit_code in (2, 3)


def test_announced_pairs_of_a_district_stay(tmp_path: Path, large: Callable[[], None]) -> None:
    large()
    scores = written(
        tmp_path / "list.csv", "mentor,mentee,score\n" + "".join(f"a{k},b{j},5\n" for k in "12" for j in "12")
    )
    for way in ({("a1", "b1"), ("a2", "b2")}, {("a1", "b2"), ("a2", "b1")}):
        before = written(tmp_path / "before.csv", "".join(f"{a},{b}\n" for a, b in way))
        found = drafted("--scores", scores, "--announced", before)
        assert (pairs(found), found["tiers"]["changes"]) == (way, 0)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--lock", "a1:b1"), "--lock: is not known to a draft of more than 1 pairs"),
        (("--explain", "b1"), "--explain: says nothing beside more than"),
    ],
)
def test_what_a_district_does_not_know_is_refused(
    tmp_path: Path, large: Callable[[], None], words: tuple[str, str], complaint: str
) -> None:
    large()
    result = call("--scores", listed(tmp_path, 1), *words)
    assert (result.exit_code, complaint in result.stderr) == (2, True)


def test_text_of_a_district_says_that_proof_was_checked(rosters: tuple[str, ...], large: Callable[[], None]) -> None:
    large()
    text = call(*rosters).stdout
    assert "Proof: checked independently (placed, worst, total); none is better" in text
    assert "Ben3 cannot be matched yet: no consent from a guardian" in text


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("a1,b1,x", ":3: score: 'x' is not a number"),
        ("a1", ":3: score: the line does not name a mentor and a mentee"),
        ("a1,b1,5", "a1,b1: is there more than once"),
        ("a1,b2,5,6", ":3: score: the line has 4 cells"),
    ],
)
def test_wrong_list_is_named_with_its_line(tmp_path: Path, line: str, complaint: str) -> None:
    result = call("--scores", written(tmp_path / "list.csv", f"mentor,mentee,score\na1,b1,5\n{line}\n"))
    assert (result.exit_code, complaint in result.stderr) == (2, True)
