"""Classes, circles and tasters from files: who is left out is said, and no option is passed over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.service.matching.calling import call, drafted, written

OLDER = "id,household\na,h1\nb,\n"
YOUNGER = "id,household,consent\nx,h1,yes\ny,,no\nz,,yes\n"


@pytest.fixture
def classes(tmp_path: Path) -> tuple[str | Path, ...]:
    files = written(tmp_path / "older.csv", OLDER), written(tmp_path / "younger.csv", YOUNGER)
    return "--mentors", files[0], "--mentees", files[1]


def test_nobody_without_consent_is_in_a_group_of_classes(classes: tuple[str | Path, ...]) -> None:
    assert drafted(*classes, "--shape", "classes") == {
        "groups": [{"older": ["a"], "younger": ["z"]}, {"older": ["b"], "younger": ["x"]}],
        "left_out": [{"pupil": "y", "reasons": ["no consent from a guardian"]}],
    }


def test_nobody_without_consent_is_in_a_circle(classes: tuple[str | Path, ...]) -> None:
    assert call("--mentees", classes[3], "--shape", "circle").stdout.splitlines() == [
        "Round 1",
        "  x - z",
        "  Proof: checked independently; no round that is left has more points",
        "y is left out: no consent from a guardian.",
    ]


def test_proofs_of_a_circle_hold_and_of_other_rounds_do_not(tmp_path: Path) -> None:
    path = written(tmp_path / "class.csv", "id,interests\na,chess\nb,chess\nc,art\nd,art\n")
    found = drafted("--mentees", path, "--shape", "circle", "--rounds", "3")
    assert call("--check", written(tmp_path / "c.json", json.dumps(found))).stdout.splitlines() == [
        f"Round {number}: none is better" for number in (1, 2, 3)
    ]
    found["rounds"][0] = [["a", "c"], ["b", "d"]]
    assert call("--check", written(tmp_path / "c.json", json.dumps(found))).exit_code == 3


def test_forbidden_pairs_of_classes_are_not_made(classes: tuple[str | Path, ...]) -> None:
    lines = call(*classes, "--shape", "classes", "--forbid", "b:x").stdout.splitlines()
    assert "  x - nobody: no one of the other class may be with them" in lines


def test_circle_says_who_may_be_with_nobody(tmp_path: Path) -> None:
    path = written(tmp_path / "class.csv", "id,household\na,h1\nb,h1\n")
    assert call("--mentees", path, "--shape", "circle").stdout.splitlines() == [
        "No round holds everybody.",
        "a may be with nobody of the class.",
        "b may be with nobody of the class.",
    ]


@pytest.mark.parametrize("words", [("--lock", "a:x"), ("--sheet", "s.xlsx"), ("--explain", "a"), ("--capacity", "2")])
def test_option_that_a_shape_passes_over_is_refused(classes: tuple[str | Path, ...], words: tuple[str, str]) -> None:
    result = call(*classes, "--shape", "classes", *words)
    assert (result.exit_code, result.stderr) == (
        2,
        f"nearpeer match: {words[0]}: says nothing beside --shape classes; leave it out, or leave out --shape\n",
    )
