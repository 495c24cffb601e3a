"""District size: the same answer from candidate lists as from the whole table, and a proof of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from workflows.matching.district import Candidates, District, solve_district
from workflows.matching.district_check import faults_of, worst_is_best
from workflows.matching.problem import Problem
from workflows.matching.solve import solve


def lists(seed: int, *, rows: int = 30, columns: int = 25, each: int = 12, depth: int = 1, few: int = 50) -> Candidates:
    """Random candidate lists, some of them short; `few` different points make ties."""
    rng = np.random.default_rng(seed)
    mentor = np.argsort(rng.random((rows, columns)), axis=1)[:, :each].astype(np.int32)
    mentor[rng.random(mentor.shape) < 0.4] = -1
    return Candidates(
        mentor=mentor,
        points=rng.integers(0, few, mentor.shape),
        room=rng.integers(0, 3, columns),
        priority=rng.random(rows) < 0.2,
        kept=(rng.random(mentor.shape) < 0.1) & (mentor >= 0),
        names=(tuple(f"e{i}" for i in range(rows)), tuple(f"m{j}" for j in range(columns))),
        depth=depth,
    )


def as_table(c: Candidates) -> Problem:
    """The same question as a table."""
    assert c.names is not None
    assert c.kept is not None
    rows, columns = len(c.mentor), len(c.room)
    points, allowed = np.zeros((rows, columns), dtype=np.int64), np.zeros((rows, columns), dtype=np.bool_)
    for row, k in np.argwhere(c.mentor >= 0):
        points[row, c.mentor[row, k]] = c.points[row, k]
        allowed[row, c.mentor[row, k]] = True
    mentees, mentors = tuple(c.names[0]), tuple(c.names[1])
    return Problem(
        mentees=mentees,
        mentors=mentors,
        points=points,
        allowed=allowed,
        capacity=c.room,
        priority=frozenset(m for m, first in zip(mentees, c.priority, strict=True) if first),
        kept=frozenset((mentors[c.mentor[i, k]], mentees[i]) for i, k in np.argwhere(c.kept)),
        depth=c.depth,
    )


def tiers(found: District) -> dict[str, object]:
    """What a district reached, as a solution says it."""
    names = ("priority", "placed", "total", "changes")
    return {name: getattr(found, name) for name in names} | {"worst": list(found.worst)}


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
@pytest.mark.parametrize("few", [3, 50])
def test_district_reaches_what_the_table_reaches_in_every_tier(depth: int, few: int) -> None:
    questions = [lists(seed, depth=depth, few=few) for seed in range(12)]
    assert [tiers(solve_district(c)) for c in questions] == [solve(as_table(c)).tiers for c in questions]


@pytest.mark.parametrize("seed", range(6))
def test_district_proof_holds_over_every_candidate(seed: int) -> None:
    candidates = lists(seed, rows=60, columns=60, each=40)
    found = solve_district(candidates)
    assert (faults_of(candidates, found), worst_is_best(candidates, found)) == ([], True)


def test_district_proof_fails_for_other_pairs() -> None:
    candidates = lists(1)
    found = solve_district(candidates)
    fewer = found.mentor_of.copy()
    fewer[np.flatnonzero(fewer >= 0)[0]] = -1
    assert "placed: the numbers do not prove it" in faults_of(candidates, replace(found, mentor_of=fewer))


def test_district_worst_pair_that_could_be_better_is_found() -> None:
    candidates = lists(1)
    found = solve_district(candidates)
    assert not worst_is_best(candidates, replace(found, worst=(found.worst[0] - 1,)))


def test_district_does_not_depend_on_the_order_of_the_input() -> None:
    candidates = lists(4, few=2)
    assert candidates.names is not None
    assert candidates.kept is not None
    first, rng = solve_district(candidates), np.random.default_rng(0)
    for _ in range(10):
        rows, line = rng.permutation(len(candidates.points)), rng.permutation(candidates.points.shape[1])
        mixed = replace(
            candidates,
            mentor=candidates.mentor[rows][:, line],
            points=candidates.points[rows][:, line],
            kept=candidates.kept[rows][:, line],
            priority=candidates.priority[rows],
            names=([candidates.names[0][i] for i in rows], candidates.names[1]),
        )
        assert solve_district(mixed).mentor_of.tolist() == first.mentor_of[rows].tolist()
