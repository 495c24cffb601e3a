"""Rounds of equals: a bound from prices that meets the best round, and a checker that takes nothing less."""

from __future__ import annotations

import copy
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.matching.circle import Fit, choices, rounds
from workflows.matching.circle_check import gap_of
from workflows.matching.circle_proof import proof_of, proofs_of

PEOPLE = tuple("abcdefghi")


def fit_of(points: list[int | None]) -> Fit:
    """The points of every two, in order of their names."""
    table = dict(zip(map(frozenset, itertools.combinations(PEOPLE, 2)), points, strict=True))
    return lambda a, b: table[frozenset((a, b))]


def two_circles_of_three(a: str, b: str) -> int:
    """Nine points within two circles of three, one between them: half a pair each way round would be best."""
    return 9 if (a in "abc") == (b in "abc") else 1


@given(
    st.integers(2, 9),
    st.lists(st.none() | st.integers(-5, 20), min_size=36, max_size=36),
)
@settings(max_examples=60)
def test_every_best_round_is_proven(size: int, points: list[int | None]) -> None:
    fit, people = fit_of(points), PEOPLE[:size]
    assert [gap_of(proof) for proof in proofs_of(people, fit, rounds(people, fit, 1))] in ([], [0])


def test_odd_sets_prove_what_shares_of_pairs_cannot() -> None:
    people = PEOPLE[:6]
    proof = proofs_of(people, two_circles_of_three, rounds(people, two_circles_of_three, 1))[0]
    assert (gap_of(proof), gap_of(proof | {"sets": []} | {"numbers": dict.fromkeys(people, 45_000)})) == (0, 8)
    assert [inside in (["a", "b", "c"], ["d", "e", "f"]) for inside, _ in proof["sets"]] == [True] * len(proof["sets"])


def test_worse_round_leaves_a_gap() -> None:
    groups = choices(("a", "b", "c", "d"), lambda a, b: 5 if (a, b) in {("a", "b"), ("c", "d")} else 1, set())
    assert gap_of(proof_of(("a", "b", "c", "d"), groups, [("a", "c"), ("b", "d")])) == 8


@pytest.fixture
def proof() -> dict[str, Any]:
    people = PEOPLE[:6]
    return proofs_of(people, two_circles_of_three, rounds(people, two_circles_of_three, 1))[0]


def test_group_that_counts_more_than_it_pays_is_found(proof: dict[str, Any]) -> None:
    wrong = copy.deepcopy(proof) | {"numbers": dict.fromkeys(proof["numbers"], -1)}
    with pytest.raises(ValueError, match="counts more than it pays"):
        gap_of(wrong)


def test_price_below_zero_is_found(proof: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="below zero"):
        gap_of(proof | {"sets": [[["a", "b", "c"], -1]]})


@pytest.mark.parametrize(
    "chosen", [[["a", "b"]], [["a", "b"], ["a", "c"], ["d", "e"]], [["a", "b", "c"], ["d", "e", "f"]]]
)
def test_round_that_does_not_hold_everybody_once_is_found(proof: dict[str, Any], chosen: list[str]) -> None:
    with pytest.raises(ValueError, match="do not hold everybody once"):
        gap_of(proof | {"chosen": [list(group) for group in chosen]})


def test_fractions_prove_nothing(proof: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="whole"):
        gap_of(proof | {"numbers": dict.fromkeys(proof["numbers"], 1e300)})
