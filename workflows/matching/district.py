"""Many thousands of pupils with a short list of candidates each: placement and total, on lists instead of tables.

The best assignment rarely needs a pupil's weaker candidates. So it is found on each pupil's best few, its prices are
held against *all* candidates, and those that could still gain come in; when none can, the prices prove the answer for
the whole list (column generation: Dantzig and Wolfe 1960).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from workflows.matching.assign import EXACT
from workflows.matching.frame import Bools, Floats, Ints

_FIRST_CANDIDATES = 22


@dataclass(frozen=True, eq=False, kw_only=True)
class Candidates:
    """For every mentee (row) the mentors that may be (`mentor`, one row each) and their points. -1 fills short lists.

    `room` is how many mentees each mentor takes; `priority` marks mentees to be placed first.
    """

    mentor: NDArray[np.int32]
    points: Ints
    room: Ints
    priority: Bools


@dataclass(frozen=True, eq=False, kw_only=True)
class District:
    """`mentor_of` each mentee or -1; `worst` is the fewest points of a pair; `bound` proves `weight`, see `proof`."""

    mentor_of: Ints
    placed: int
    worst: int
    total: int
    numbers: Floats
    prices: Floats
    weight: Floats
    rounds: int

    def holds(self, candidates: Candidates) -> bool:
        """Whether numbers and prices cover every candidate and add up to what the pairs weigh: nothing is better."""
        there = (candidates.mentor >= 0) & (self.weight > 0)
        price = self.prices[np.where(there, candidates.mentor, 0)]
        covers = (self.numbers[:, None] + price >= self.weight)[there].all()
        rows = np.flatnonzero(self.mentor_of >= 0)
        taken = self.weight[rows][candidates.mentor[rows] == self.mentor_of[rows, None]].sum()
        positive = (self.numbers >= 0).all() and (self.prices >= 0).all()
        return bool(covers and positive and self.numbers.sum() + self.prices @ candidates.room == taken)


def solve_district(candidates: Candidates, *, floor: int | None = None) -> District:
    """Priority placed, most placed, best total; with prices that prove it. No pair gets fewer points than `floor`.

    The worst-off tier is the caller's: with a floor that still places everybody, it is the highest such floor.
    """
    there = candidates.mentor >= 0
    weight = _weights(candidates, there if floor is None else there & (candidates.points >= floor))
    seat_mentor = np.repeat(np.arange(len(candidates.room)), candidates.room)
    chosen = _best_few(weight, _FIRST_CANDIDATES)
    rounds = 0
    while True:
        rounds += 1
        mentor_of = _assigned(candidates, weight, chosen, seat_mentor)
        numbers, price = _prices(candidates, weight, chosen, mentor_of)
        gain = np.where(weight > 0, weight - numbers[:, None] - price[candidates.mentor], 0.0)
        missed = gain > 0
        if not missed.any():
            break
        chosen[missed.any(axis=1)] = weight[missed.any(axis=1)] > 0
    held = np.flatnonzero(mentor_of >= 0)
    points = candidates.points[held][candidates.mentor[held] == mentor_of[held, None]]
    return District(
        mentor_of=mentor_of,
        placed=len(held),
        worst=int(points.min(initial=points[0] if len(points) else 0)),
        total=int(points.sum()),
        numbers=numbers,
        prices=price,
        weight=weight,
        rounds=rounds,
    )


def _weights(candidates: Candidates, open_: Bools) -> Floats:
    points = candidates.points
    low, high = (int(points[open_].min()), int(points[open_].max())) if open_.any() else (0, 0)
    rows = len(points)
    placed = rows * (high - low + 1) + 1
    rank = np.where(candidates.priority, rows + 1, 1)
    weight = np.where(open_, rank[:, None] * placed + points - low + 1, 0).astype(np.float64)
    if weight.size and weight.max() * 2 * rows >= EXACT:
        raise OverflowError("points are too large for so many pupils")
    return weight


def _best_few(weight: Floats, count: int) -> Bools:
    if weight.shape[1] <= count:
        return weight > 0
    least = np.partition(weight, -count, axis=1)[:, -count]
    return (weight >= least[:, None]) & (weight > 0)


def _assigned(candidates: Candidates, weight: Floats, chosen: Bools, seat_mentor: Ints) -> Ints:
    """The best assignment over the chosen candidates; a place of nobody for each mentee keeps it always possible."""
    rows, seats = len(weight), len(seat_mentor)
    at, k = np.nonzero(chosen)
    mentor = candidates.mentor[at, k]
    times = candidates.room[mentor]
    first = np.concatenate([[0], np.cumsum(candidates.room)])[mentor]
    copy = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    top = float(weight.max(initial=0.0)) + 1
    row = np.concatenate([np.repeat(at, times), np.arange(rows)])
    seat = np.concatenate([np.repeat(first, times) + copy, seats + np.arange(rows)])
    # never 0, which a sparse table would take for "no candidate"
    cost = np.concatenate([np.repeat(top - weight[at, k], times), np.full(rows, top)])
    table = csr_array((cost, (row, seat)), shape=(rows, seats + rows))
    _, found = min_weight_full_bipartite_matching(table)
    return np.where(found < seats, np.append(seat_mentor, -1)[np.minimum(found, seats)], -1)


def _prices(candidates: Candidates, weight: Floats, chosen: Bools, mentor_of: Ints) -> tuple[Floats, Floats]:
    """The lowest prices of mentors that support the assignment, and what each mentee keeps; Bellman-Ford by pass."""
    price = np.zeros(len(candidates.room))
    at, k = np.nonzero(chosen)
    mentor, offered = candidates.mentor[at, k], weight[at, k]
    own = np.zeros(len(weight))
    mine = candidates.mentor == mentor_of[:, None]
    held = np.flatnonzero(mentor_of >= 0)
    own[held] = weight[held][mine[held]]
    for _ in range(2 * len(weight) + 2):
        numbers = np.where(mentor_of >= 0, own - price[mentor_of], 0.0)
        asked = offered - numbers[at]
        risen = asked > price[mentor]
        risen &= mentor != mentor_of[at]
        if not risen.any():
            return numbers, price
        np.maximum.at(price, mentor[risen], asked[risen])
    raise ValueError("the assignment is not the best one: its prices do not settle")
