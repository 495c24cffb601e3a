"""The proof: the checker accepts every solution and nothing else."""

from __future__ import annotations

import copy
import json
from typing import Any

import numpy as np
import pytest

from tests.workflows.matching.brute import random_problem
from workflows.matching.certificate import certificate_of
from workflows.matching.check import check
from workflows.matching.problem import LockedOutError, Problem
from workflows.matching.solve import solve


def certificate(seed: int) -> dict[str, Any] | None:
    """The certificate of a random problem after a journey through JSON; None when its locks cannot be kept."""
    try:
        solution = solve(random_problem(seed, 5))
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
    simple["steps"][0]["numbers"][0] -= 1000
    assert "placed: a number is below zero" in check(simple)


def test_number_too_small_is_found(simple: dict[str, Any]) -> None:
    step = simple["steps"][1]
    step["numbers"] = [0, 0]
    assert any("counts more than its number and price" in fault for fault in check(simple))


def test_weights_that_let_points_outweigh_places_are_found(simple: dict[str, Any]) -> None:
    simple["steps"][1]["weights"]["placed"] = 1
    assert "total: an earlier tier does not outweigh the later ones" in check(simple)


def test_mentor_with_too_many_mentees_is_found(simple: dict[str, Any]) -> None:
    simple["pairs"] = [["m0", "e0"], ["m0", "e1"]]
    assert check(simple) == ["m0 has too many mentees"]
