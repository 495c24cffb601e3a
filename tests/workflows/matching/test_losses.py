"""Losses: what forcing a pair costs, against solving anew with the pair locked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.workflows.matching.brute import random_problem
from workflows.matching.losses import Loss, Losses, difference
from workflows.matching.problem import LockedOutError, Problem
from workflows.matching.solve import Solution, solve


def by_solving(solution: Solution, mentor: str, mentee: str) -> Loss | None:
    """The loss the long way."""
    problem = solution.problem
    if not problem.allowed[problem.row[mentee], problem.column[mentor]]:
        return None
    try:
        return difference(solution, solve(replace(problem, locks=problem.locks | {(mentor, mentee)})))
    except LockedOutError:
        return None


def solutions(count: int) -> list[Solution]:
    """Solved random problems of every depth."""
    found = []
    for seed in range(count):
        try:
            found.append(solve(random_problem(seed, 4)))
        except LockedOutError:
            continue
    return found


def test_forced_loss_equals_solving_anew() -> None:
    for solution in solutions(60):
        losses = Losses(solution)
        for mentor in solution.problem.mentors:
            for mentee in solution.problem.mentees:
                assert losses.forced(mentor, mentee) == by_solving(solution, mentor, mentee)


def test_table_of_losses_equals_single_losses() -> None:
    for solution in solutions(80):
        losses = Losses(solution)
        for (row, column), loss in np.ndenumerate(losses.table if losses.table is not None else np.zeros((0, 0))):
            single = by_solving(solution, solution.problem.mentors[column], solution.problem.mentees[row])
            harmless = single is not None and not single.placed and not single.priority and single.worst is None
            assert loss == (single.points if single is not None and harmless else np.inf)


def test_forbidden_pair_has_no_loss() -> None:
    problem = Problem(
        mentees=("e",),
        mentors=("m",),
        points=np.array([[1]]),
        allowed=np.array([[False]]),
        capacity=np.array([1]),
    )
    assert Losses(solve(problem)).forced("m", "e") is None
