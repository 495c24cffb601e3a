"""The solver against trying everything, and what it promises about order, ties and change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.workflows.matching.brute import best_of_all, crossing_problem, loads, random_problem, reached_by
from workflows.matching.problem import LockedOutError, Problem, Quota
from workflows.matching.solve import solve


def agrees(problem: Problem) -> bool:
    """Whether solver and brute force reach the same in every tier."""
    try:
        reached = reached_by(solve(problem).tiers)
    except LockedOutError:
        return best_of_all(problem) is None
    return reached == best_of_all(problem)


def test_solve_equals_brute_force_on_small_problems() -> None:
    assert [seed for seed in range(300) if not agrees(random_problem(seed, 4))] == []


def test_crossing_quotas_equal_brute_force() -> None:
    assert [seed for seed in range(40) if not agrees(crossing_problem(seed))] == []


@pytest.mark.slow
def test_solve_equals_brute_force_on_ten_thousand_problems() -> None:
    assert [seed for seed in range(1_000, 11_000) if not agrees(random_problem(seed, 5))] == []


def table(*rows: str, **more: Any) -> Problem:
    """A problem from lines of points, one line a mentee; a dot forbids."""
    cells = [line.split() for line in rows]
    return Problem(
        mentees=tuple(f"e{i}" for i in range(len(cells))),
        mentors=tuple(f"m{j}" for j in range(len(cells[0]))),
        points=np.array([[0 if c == "." else int(c) for c in line] for line in cells]),
        allowed=np.array([[c != "." for c in line] for line in cells]),
        capacity=np.ones(len(cells[0]), dtype=np.int64),
        **more,
    )


def test_more_pupils_placed_beats_more_points() -> None:
    assert solve(table("9 1", "9 .")).pairs == (("m0", "e1"), ("m1", "e0"))


def test_priority_pupil_is_placed_first() -> None:
    assert solve(table("9", "1", priority=frozenset({"e1"}))).pairs == (("m0", "e1"),)


def test_worst_off_pair_beats_total() -> None:
    assert solve(table("5 4", "4 1")).tiers["worst"] == [4]
    assert solve(table("9 4", "4 1", depth=0)).tiers["total"] == 10


def test_second_worst_counts_when_asked_for() -> None:
    problem = table("2 . .", ". 3 9", ". 9 3", ". . .")
    assert solve(replace(problem, depth=2)).tiers["worst"] == [2, 9]


def test_announced_pair_is_kept_among_equals() -> None:
    for pair in (("m0", "e0"), ("m1", "e0")):
        assert pair in solve(table("1 1", "1 1", kept=frozenset({pair}))).pairs


def test_spread_evens_out_loads_among_equals() -> None:
    problem = replace(table("1 1", "1 1", "1 1", "1 1"), capacity=np.array([4, 4]), spread=True)
    assert loads(solve(problem).pairs) == {"m0": 2, "m1": 2}


def test_spread_counts_what_a_quota_leaves() -> None:
    quotas = (Quota(kinds=("boy", "boy", "girl", "girl"), most=2),)
    problem = replace(table("1 1", "1 1", "1 1", "1 1"), capacity=np.array([3, 3]), spread=True, quotas=quotas)
    assert loads(solve(problem).pairs) == {"m0": 2, "m1": 2}


def test_quotas_inside_one_another_all_hold() -> None:
    grade, group = Quota(kinds=("6", "6", "6", "7"), most=2), Quota(kinds=("6a", "6a", "6b", "7a"), most=1)
    problem = replace(table("9", "8", "1", "1"), capacity=np.array([4]), quotas=(grade, group))
    assert solve(problem).pairs == (("m0", "e0"), ("m0", "e2"), ("m0", "e3"))


def test_quota_limits_a_kind_per_mentor() -> None:
    problem = replace(
        table("9", "8", "1"), capacity=np.array([2]), quotas=(Quota(kinds=("boy", "boy", "girl"), most=1),)
    )
    assert solve(problem).pairs == (("m0", "e0"), ("m0", "e2"))


def test_locks_that_do_not_fit_name_themselves() -> None:
    problem = table("1 .", "1 1", locks=frozenset({("m0", "e0"), ("m0", "e1")}))
    with pytest.raises(LockedOutError) as refused:
        solve(problem)
    assert refused.value.pairs == (("m0", "e0"), ("m0", "e1"))


def test_nobody_to_match_is_no_error() -> None:
    none = np.zeros((0, 2), dtype=np.int64)
    problem = Problem(
        mentees=(), mentors=("a", "b"), points=none, allowed=none > 0, capacity=np.ones(2, dtype=np.int64)
    )
    assert solve(problem).tiers == {"priority": 0, "placed": 0, "worst": [], "total": 0, "changes": 0}


def shuffled(problem: Problem, seed: int) -> Problem:
    """The same problem with both sides in another order."""
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(len(problem.mentees)), rng.permutation(len(problem.mentors))
    return replace(
        problem,
        mentees=tuple(problem.mentees[i] for i in rows),
        mentors=tuple(problem.mentors[j] for j in columns),
        points=problem.points[np.ix_(rows, columns)],
        allowed=problem.allowed[np.ix_(rows, columns)],
        capacity=problem.capacity[columns],
    )


def tied(size: int, seed: int) -> Problem:
    """A problem full of ties."""
    rng = np.random.default_rng(seed)
    return Problem(
        mentees=tuple(f"e{i}" for i in range(size)),
        mentors=tuple(f"m{j}" for j in range(size)),
        points=rng.integers(0, 3, (size, size)),
        allowed=rng.random((size, size)) < 0.8,
        capacity=np.ones(size, dtype=np.int64),
    )


def test_shuffled_input_gives_same_pairs() -> None:
    problem = tied(12, 1)
    assert {solve(shuffled(problem, seed)).pairs for seed in range(50)} == {solve(problem).pairs}


@pytest.mark.slow
def test_input_shuffled_a_thousand_times_gives_same_pairs() -> None:
    problem = tied(40, 2)
    assert {solve(shuffled(problem, seed)).pairs for seed in range(1000)} == {solve(problem).pairs}


def test_chance_favours_no_place_in_the_alphabet() -> None:
    problems = [replace(table("1", "1"), mentees=(f"a{n}", f"z{n}")) for n in range(40)]
    placed = [solve(problem).pairs[0][1][0] for problem in problems]
    assert 5 < placed.count("a") < 35
