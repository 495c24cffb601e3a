"""The proof: the checker accepts every solution and nothing else."""

from __future__ import annotations

import copy
import json
from typing import Any

import numpy as np
import pytest

from tests.workflows.matching.brute import all_drafts, best_of_all, crossing_problem, random_problem
from workflows.matching.certificate import certificate_of
from workflows.matching.check import check
from workflows.matching.problem import LockedOutError, Problem
from workflows.matching.solve import solve


def certificate(seed: int, largest: int = 5) -> dict[str, Any] | None:
    """The certificate of a random problem after a journey through JSON; None when its locks cannot be kept."""
    try:
        solution = solve(random_problem(seed, largest))
    except LockedOutError:
        return None
    found: dict[str, Any] = json.loads(json.dumps(certificate_of(solution)))
    return found


CERTIFICATES = [found for seed in range(150) if (found := certificate(seed)) is not None]


def test_every_solution_is_proven() -> None:
    assert [fault for found in CERTIFICATES for fault in check(found)] == []


def test_one_pair_less_is_never_proven() -> None:
    for found in CERTIFICATES:
        if found["pairs"]:
            worse = copy.deepcopy(found)
            worse["pairs"].pop()
            assert check(worse) != []


@pytest.fixture
def simple() -> dict[str, Any]:
    problem = Problem(
        mentees=("e0", "e1"),
        mentors=("m0", "m1"),
        points=np.array([[5, 1], [4, 2]]),
        allowed=np.ones((2, 2), dtype=np.bool_),
        capacity=np.array([1, 1]),
        depth=0,
    )
    return certificate_of(solve(problem))


def test_worse_pairs_do_not_reach_the_bound(simple: dict[str, Any]) -> None:
    simple["pairs"] = [["m0", "e1"], ["m1", "e0"]]
    assert check(simple) == ["total: the pairs do not reach the bound"]


def test_negative_number_is_found(simple: dict[str, Any]) -> None:
    simple["steps"][0]["numbers"][0] = [0, 0, -1]
    assert "placed: a number is below zero" in check(simple)


def test_number_too_small_is_found(simple: dict[str, Any]) -> None:
    simple["steps"][1]["numbers"] = [[0, 0, 0, 0], [0, 0, 0, 0]]
    assert any("counts more than its number and prices" in fault for fault in check(simple))


def test_pairs_that_count_less_than_nothing_prove_no_empty_draft(simple: dict[str, Any]) -> None:
    simple["pairs"] = []
    for step in simple["steps"]:
        step["counts"][:3] = [["locked", 0, -1], ["priority", 0, -1], ["placed", 0, -1]]
        step["numbers"] = [[0] * len(step["counts"])] * 2
        step["prices"] = [[{}, {}]]
    assert check(simple) == ["the steps do not claim what the question asks for"]


def test_numbers_so_large_that_points_are_rounded_away_are_found(simple: dict[str, Any]) -> None:
    simple["pairs"] = [["m0", "e1"], ["m1", "e0"]]
    total = simple["steps"][1]
    total["counts"][3][2], total["prices"] = 1e300, [[{}, {}]]
    total["numbers"] = [[0, 0, 1, 1e300]] * 2
    assert check(simple) == ["only whole numbers prove anything: sums of others are rounded"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("counts", [["locked", 0, 0], ["priority", 0, 0], ["total", 0, 0], ["placed", 0, 0]]),
        ("least", 4),
        ("at_least", 1),
        ("tier", "changes"),
    ],
)
def test_step_that_claims_something_else_is_found(simple: dict[str, Any], key: str, value: object) -> None:
    simple["steps"][1][key] = value
    assert "the steps do not claim what the question asks for" in check(simple)


def test_step_left_out_is_found() -> None:
    for found in CERTIFICATES:
        for place in range(len(found["steps"])):
            less = {**found, "steps": found["steps"][:place] + found["steps"][place + 1 :]}
            assert check(less) != []


def test_mentor_with_too_many_mentees_is_found(simple: dict[str, Any]) -> None:
    simple["pairs"] = [["m0", "e0"], ["m0", "e1"]]
    assert "m0 has too many mentees" in check(simple)


def test_other_drafts_are_proven_only_when_they_are_as_good() -> None:
    wrong = []
    for seed in range(120):
        problem = random_problem(seed, 4)
        if (found := certificate(seed, 4)) is None:
            continue
        best = best_of_all(problem)
        for pairs, reached in all_drafts(problem):
            if check({**found, "pairs": pairs}) == [] and reached != best:
                wrong.append((seed, pairs))
    assert wrong == []


def test_crossing_quotas_are_not_called_proven() -> None:
    crossing = next(p for p in map(crossing_problem, range(20)) if not p.is_nested and not p.locks)
    assert "the steps do not claim what the question asks for" in check(certificate_of(solve(crossing)))
