"""The core: an assignment of greatest weight, and the prices that prove it. Exact on whole numbers.

SciPy's `linear_sum_assignment` (a shortest augmenting path method) works in float64 and only adds and subtracts, so
whole weights stay exact while no path sum reaches 2**53; `assign` refuses weights that could.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from workflows.matching.frame import Floats, Ints

EXACT = 2.0**53


@dataclass(frozen=True, eq=False, slots=True)
class Assigned:
    """`seat` of every row, -1 for none, and the sum of the weights taken."""

    seat: Ints
    value: int


@dataclass(frozen=True, eq=False, slots=True)
class Prices:
    """Numbers >= 0 with `rows[i] + seats[s] >= weight[i, s]` everywhere; their sum is the value, so none is better."""

    rows: Floats
    seats: Floats


def assign(weight: Floats) -> Assigned:
    """The assignment of rows to seats with the greatest sum of weights; a weight of 0 or less is never taken.

    Raises `OverflowError` when the weights are too large to be summed exactly.
    """
    rows, seats = weight.shape
    if not rows or not seats:
        return Assigned(np.full(rows, -1, dtype=np.int64), 0)
    if float(weight.max()) * (min(rows, seats) + 1) >= EXACT:
        raise OverflowError(f"weights up to {weight.max():.0f} are too large for {rows} rows")
    at, seat = linear_sum_assignment(weight, maximize=True)
    taken = weight[at, seat]
    found = np.full(rows, -1, dtype=np.int64)
    found[at[taken > 0]] = seat[taken > 0]
    return Assigned(found, int(taken[taken > 0].sum()))


def assign_near(weight: Floats, known: Prices) -> Assigned:
    """As `assign`, quicker when `known` are the prices of a problem that differs in a few places only.

    Subtracting prices from every row and column of a square table changes no comparison between assignments, and
    leaves the known answer standing out as zeros, which the solver takes at the first look.
    """
    rows, seats = weight.shape
    if not rows or not seats:
        return assign(weight)
    side = max(rows, seats)
    short = np.zeros((side, side))
    short[:rows] += known.rows[:, None]
    short[:, :seats] += known.seats[None, :]
    short[:rows, :seats] -= weight
    if float(np.abs(short).max()) * (side + 1) >= EXACT:
        raise OverflowError(f"weights up to {weight.max():.0f} are too large for {rows} rows")
    at, seat = linear_sum_assignment(short)
    at, seat = at[:rows], seat[:rows]
    real = seat < seats
    found = np.full(rows, -1, dtype=np.int64)
    taken = np.zeros(rows)
    taken[real] = weight[at[real], seat[real]]
    found[taken > 0] = seat[taken > 0]
    return Assigned(found, int(taken[taken > 0].sum()))


def prices(weight: Floats, assigned: Assigned) -> Prices:
    """The lowest seat prices that support an assignment of greatest weight.

    Whoever holds a seat pays what the others would gain by it: longest paths over the assignment, found by
    Bellman-Ford passes that look only at rows whose own price moved. Raises `ValueError` when the assignment is not
    the best (the passes would never end).
    """
    rows, seats = weight.shape
    price = np.zeros(seats)
    held = np.flatnonzero(assigned.seat >= 0)
    own = weight[held, assigned.seat[held]]
    holder = np.full(seats, -1, dtype=np.int64)
    holder[assigned.seat[held]] = np.arange(len(held))
    unplaced = np.flatnonzero(assigned.seat < 0)
    if len(unplaced) and seats:
        price = np.maximum(price, weight[unplaced].max(axis=0))
    moved = np.arange(len(held))
    for _ in range(rows + seats + 2):
        if not len(moved):
            break
        gain = own[moved] - price[assigned.seat[held[moved]]]
        asked = _asked(weight, held[moved], gain)
        risen = np.flatnonzero(asked > price)
        price[risen] = asked[risen]
        moved = holder[risen]
        moved = moved[moved >= 0]
    else:
        raise ValueError("the assignment is not the best one: its prices do not settle")
    worth = np.zeros(rows)
    worth[held] = own - price[assigned.seat[held]]
    return Prices(worth, price)


def _asked(weight: Floats, rows: Ints, gain: Floats) -> Floats:
    # what these rows would pay for every seat rather than stay; in blocks, so that no second matrix is needed
    best = np.zeros(weight.shape[1])
    for start in range(0, len(rows), 256):
        block = slice(start, start + 256)
        np.maximum(best, (weight[rows[block]] - gain[block, None]).max(axis=0), out=best)
    return best
