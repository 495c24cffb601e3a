"""Bounds where quotas cross: never below what trying everything finds, and of no use when tampered with."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from tests.workflows.matching.brute import crossing_problem
from workflows.matching.certificate import certificate_of
from workflows.matching.check import gaps_of
from workflows.matching.problem import LockedOutError
from workflows.matching.solve import solve


def certificates(count: int) -> list[dict[str, Any]]:
    """Certificates of problems whose quotas cross."""
    found: list[dict[str, Any]] = []
    for seed in range(count):
        problem = crossing_problem(seed, 5)
        if problem.is_nested:
            continue
        try:
            found.append(json.loads(json.dumps(certificate_of(solve(problem)))))
        except LockedOutError:
            continue
    return found


def test_bounds_meet_the_draft() -> None:
    gaps = [gap for c in certificates(20) for gap in gaps_of(c).values()]
    assert sum(gap == 0 for gap in gaps) / len(gaps) > 0.95


def test_tampered_bound_is_refused() -> None:
    refused = 0
    for c in certificates(20):
        for k, bound in enumerate(c["bounds"]):
            for i, number in enumerate(bound["numbers"]):
                lower = copy.deepcopy(c)
                lower["bounds"][k]["numbers"][i] = number - 1
                if number:
                    with pytest.raises(ValueError, match=r"counts more than it pays|below zero"):
                        gaps_of(lower)
                    refused += 1
    assert refused > 10


def is_found_out(c: dict[str, Any]) -> bool:
    """Whether the bounds show that another draft may be better, or are refused."""
    try:
        return any(gaps_of(c).values())
    except ValueError:
        return True


def test_worse_draft_never_passes_for_the_best() -> None:
    tried = 0
    for c in certificates(20):
        for gone in c["pairs"]:
            assert is_found_out(c | {"pairs": [pair for pair in c["pairs"] if pair != gone]})
            tried += 1
    assert tried > 10
