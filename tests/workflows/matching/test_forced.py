"""Pairs that every draft has: taken for certain, and nothing lost beside them."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workflows.matching.forced import Forced

Edge = tuple[int, int]


def found(edges: list[Edge], room: list[int], must: list[bool]) -> tuple[list[Edge], list[Edge]]:
    """Edges taken for certain and edges left to choose among."""
    row, mentor = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    taken, left = Forced(row, mentor, np.array(room), np.array(must)).pairs()
    return [edges[e] for e in taken], [e for e, stays in zip(edges, left, strict=True) if stays]


def drafts(edges: list[Edge], room: list[int], must: list[bool]) -> list[set[Edge]]:
    """Every draft that uses whoever must be used, by trying everything."""
    size = len(must) - len(room)
    every = ({e for e, taken in zip(edges, bits, strict=True) if taken} for bits in product([0, 1], repeat=len(edges)))
    return [d for d in every if _fits(d, [1] * size + room, must, size)]


def _fits(draft: set[Edge], room: list[int], must: list[bool], size: int) -> bool:
    loads = [sum(node in (row, size + mentor) for row, mentor in draft) for node in range(len(room))]
    return all(load <= most and (load == most or not m) for load, most, m in zip(loads, room, must, strict=True))


def test_forced_pairs_follow_from_one_another() -> None:
    edges = [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)]
    assert found(edges, [1, 1, 1], [True, True, True, False, False, False]) == ([(0, 0), (1, 1), (2, 2)], [])


def test_forced_takes_nothing_where_there_is_a_choice() -> None:
    edges = [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert found(edges, [1, 1], [True] * 4) == ([], edges)


@given(
    st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=8),
    st.lists(st.integers(1, 2), min_size=3, max_size=3),
    st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_forced_pairs_are_in_every_draft_and_others_among_what_is_left(
    chosen: set[Edge], room: list[int], must: list[bool]
) -> None:
    edges = sorted(chosen)
    taken, left = found(edges, room, must)
    assert [d for d in drafts(edges, room, must) if not set(taken) <= d <= {*taken, *left}] == []
