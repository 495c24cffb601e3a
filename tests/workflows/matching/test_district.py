"""District size: the same answer from candidate lists as from the whole table, and a proof of it."""

from __future__ import annotations

import numpy as np
import pytest

from workflows.matching.district import Candidates, solve_district
from workflows.matching.problem import Problem
from workflows.matching.solve import solve


def lists(seed: int, rows: int, columns: int, each: int) -> Candidates:
    """Random candidate lists, some of them short."""
    rng = np.random.default_rng(seed)
    mentor = np.argsort(rng.random((rows, columns)), axis=1)[:, :each].astype(np.int32)
    mentor[rng.random(mentor.shape) < 0.2] = -1
    return Candidates(
        mentor=mentor,
        points=rng.integers(0, 50, mentor.shape),
        room=rng.integers(0, 3, columns),
        priority=rng.random(rows) < 0.1,
    )


def as_table(candidates: Candidates) -> Problem:
    """The same question as a table, without the worst-off tier."""
    rows, columns = len(candidates.mentor), len(candidates.room)
    points, allowed = np.zeros((rows, columns), dtype=np.int64), np.zeros((rows, columns), dtype=np.bool_)
    for row, k in np.argwhere(candidates.mentor >= 0):
        points[row, candidates.mentor[row, k]] = candidates.points[row, k]
        allowed[row, candidates.mentor[row, k]] = True
    mentees = tuple(f"e{i}" for i in range(rows))
    return Problem(
        mentees=mentees,
        mentors=tuple(f"m{j}" for j in range(columns)),
        points=points,
        allowed=allowed,
        capacity=candidates.room,
        priority=frozenset(m for m, first in zip(mentees, candidates.priority, strict=True) if first),
        depth=0,
    )


@pytest.mark.parametrize("seed", range(12))
def test_district_reaches_what_the_table_reaches(seed: int) -> None:
    candidates = lists(seed, 40, 30, 25)
    found, tiers = solve_district(candidates), solve(as_table(candidates)).tiers
    assert (found.placed, found.total) == (tiers["placed"], tiers["total"])


@pytest.mark.parametrize("seed", range(4))
def test_district_proof_holds_over_every_candidate(seed: int) -> None:
    candidates = lists(seed, 60, 60, 40)
    assert solve_district(candidates).holds(candidates)


def test_district_proof_fails_for_other_pairs() -> None:
    candidates = lists(1, 30, 30, 20)
    found = solve_district(candidates)
    found.mentor_of[np.flatnonzero(found.mentor_of >= 0)[0]] = -1
    assert not found.holds(candidates)


def test_district_floor_leaves_out_weaker_pairs() -> None:
    candidates = lists(2, 30, 30, 20)
    assert solve_district(candidates, floor=25).worst >= 25
