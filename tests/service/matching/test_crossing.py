"""Quotas that cross: the draft is bounded tier by tier, and `--check` says what is proven."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.service.matching.calling import call, drafted, written

MENTORS = "id,slots,capacity,strengths\nm1,Mon;Tue;Wed,3,art\nm2,Mon;Tue,2,chess\n"
MENTEES = (
    "id,grade,gender,slots,needs\ne1,6,f,Mon,art\ne2,6,m,Mon,chess\ne3,7,f,Tue,art\ne4,7,m,Wed,chess\ne5,7,f,Mon,art\n"
)
QUOTAS = "matching:\n  capacity: 3\n  grade_gap: 0\n  quotas: {grade: 1, gender: 1}\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str | Path, ...]:
    named = (
        ("--mentors", "mentors.csv", MENTORS),
        ("--mentees", "mentees.csv", MENTEES),
        ("--policy", "p.yaml", QUOTAS),
    )
    return tuple(word for option, name, text in named for word in (option, written(tmp_path / name, text)))


def test_proof_is_said_tier_by_tier(files: tuple[str, ...]) -> None:
    assert "Proof: checked by bounds, because quotas cross: locked: none is better; priority" in call(*files).stdout


def test_certificate_holds_and_a_worse_draft_does_not(tmp_path: Path, files: tuple[str, ...]) -> None:
    found = drafted(*files)
    saved = written(tmp_path / "draft.json", json.dumps(found))
    assert "placed: none is better" in call("--check", saved, *files).stdout
    worse = found["certificate"]
    worse["bounds"][2]["numbers"] = [number - 1 for number in worse["bounds"][2]["numbers"]]
    result = call("--check", written(tmp_path / "worse.json", json.dumps(worse)))
    assert (result.exit_code, result.stderr.splitlines()[0]) == (3, "The certificate does not hold:")
