"""District size: the same answer from candidate lists as from the whole table, and a proof of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from workflows.matching.district import Candidates, District, solve_district
from workflows.matching.district_check import faults_of
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


@pytest.mark.parametrize("depth", [0, 1, 2, 5])
@pytest.mark.parametrize("few", [3, 50])
def test_district_proof_holds_over_every_candidate(depth: int, few: int) -> None:
    questions = [lists(seed, rows=60, columns=60, each=40, depth=depth, few=few) for seed in range(6)]
    assert [faults_of(c, solve_district(c)) for c in questions] == [[]] * 6


def test_district_proof_fails_for_other_pairs() -> None:
    candidates = lists(1)
    found = solve_district(candidates)
    fewer = found.mentor_of.copy()
    fewer[np.flatnonzero(fewer >= 0)[0]] = -1
    assert faults_of(candidates, replace(found, mentor_of=fewer)) == ["the draft counts otherwise than it says"]


@pytest.mark.parametrize("name", ["priority", "placed", "at", "total", "changes"])
def test_district_proof_fails_without_any_one_claim(name: str) -> None:
    candidates = lists(1, depth=2)
    found = solve_district(candidates)
    fewer = tuple(claim for claim in found.claims if claim.name != name)
    assert faults_of(candidates, replace(found, claims=fewer)) == [f"{name}: is not claimed"]


@pytest.mark.parametrize("place", range(5))
def test_district_proof_fails_with_one_number_lowered(place: int) -> None:
    candidates = lists(1, depth=2)
    found = solve_district(candidates)
    claim = found.claims[place]
    numbers = claim.numbers.copy()
    numbers[numbers.argmax()] -= 1
    changed = (*found.claims[:place], replace(claim, numbers=numbers), *found.claims[place + 1 :])
    assert f"{claim.name}: the numbers do not prove it" in faults_of(candidates, replace(found, claims=changed))


def test_district_claim_that_counts_pairs_for_themselves_is_found() -> None:
    candidates = replace(lists(1), priority=np.zeros(30, dtype=np.bool_), kept=None, depth=0)
    found = solve_district(candidates)
    free = [replace(c, shift=-9, numbers=c.numbers * 0, prices=c.prices * 0) for c in found.claims]
    nobody = replace(found, mentor_of=found.mentor_of * 0 - 1, placed=0, worst=(), total=0, changes=0)
    claims = (free[0], replace(free[1], shift=-1_000))
    assert faults_of(candidates, replace(nobody, claims=claims)) == ["placed: counts pairs for themselves"]


def chain(size: int, room: int = 1) -> Candidates:
    """Mentees who can all be placed only if the first moves on, and then everybody after; and a poor pair beside."""
    mentor = np.stack([np.arange(size) // room, (np.arange(size) + room) // room], axis=1)
    last = int(mentor.max()) + 1
    mentor = np.append(mentor, [[0, -1], [last, -1]], axis=0)
    return Candidates(
        mentor=mentor.astype(np.int32),
        points=np.where(mentor == last, 1, 5).astype(np.int64),
        room=np.full(last + 1, room, dtype=np.int64),
        priority=np.zeros(len(mentor), dtype=np.bool_),
    )


@pytest.mark.parametrize("room", [1, 3])
def test_district_check_follows_chains_of_any_length(room: int) -> None:
    candidates = chain(1_800, room)
    found = solve_district(candidates)
    assert (found.placed, found.worst, faults_of(candidates, found)) == (1_802, (1,), [])


def test_district_worst_pair_that_could_be_better_is_found() -> None:
    candidates = Candidates(
        mentor=np.array([[0, 1], [0, 1]], dtype=np.int32),
        points=np.array([[9, 5], [4, 9]]),
        room=np.ones(2, dtype=np.int64),
        priority=np.zeros(2, dtype=np.bool_),
    )
    best = solve_district(candidates)
    worse = replace(best, mentor_of=np.array([1, 0]), worst=(4,), total=9)
    assert "worst: no pair need be as low as 4" in faults_of(candidates, worse)


def test_district_with_nobody_to_place_holds() -> None:
    candidates = Candidates(
        mentor=np.full((2, 1), -1, dtype=np.int32),
        points=np.zeros((2, 1), dtype=np.int64),
        room=np.ones(1, dtype=np.int64),
        priority=np.zeros(2, dtype=np.bool_),
    )
    found = solve_district(candidates)
    assert (found.placed, faults_of(candidates, found)) == (0, [])


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
