"""Losses of all pairs at once: what a pair falls short by itself, and the cheapest chain of moves that makes room."""

from __future__ import annotations

import numpy as np

from workflows.matching.assign import Assigned, prices
from workflows.matching.frame import Floats, Ints
from workflows.matching.solve import Solution


def nodes_of(solution: Solution) -> tuple[Ints, Ints, Ints]:
    """Seats that are alike, because mentor and kind are the same: the first of each, which each seat is, how many."""
    seats = solution.seats
    alike = seats.mentor * (len(seats.groups.cells) + 1) + seats.kind
    _, first, node, count = np.unique(alike, return_index=True, return_inverse=True, return_counts=True)
    return first, node, count


def loss_table(weight: Floats, solution: Solution, limit: float) -> Floats:
    """Loss of forcing each mentee (row) to each mentor: infinity from the limit on. `weight` is of rows and seats.

    Nodes are seats that are alike and, last, "nobody". Moving a row from one node to another costs its shortfall there.
    """
    first, node, count = nodes_of(solution)
    nodes, seat = len(first), solution.seat_of_each
    at = np.where(seat >= 0, node[seat], nodes) if nodes else np.zeros(len(seat), dtype=np.int64)
    found = prices(weight, Assigned(seat, 0))
    price = np.zeros(nodes)
    np.maximum.at(price, node, found.seats)
    offered = weight[:, first]
    short = np.where(offered > 0, found.rows[:, None] + price[None, :] - offered, np.inf)
    steps = np.full((nodes + 1, nodes + 1), np.inf)
    np.minimum.at(steps[:, :nodes], at, short)
    held = np.flatnonzero(at < nodes)
    np.minimum.at(steps[:nodes, nodes], at[held], found.rows[held])
    steps[:nodes, nodes][np.bincount(at[held], minlength=nodes) < count] = 0.0
    steps[nodes, :nodes] = np.minimum(steps[nodes, :nodes], price)
    losses = short + _all_ways(steps)[:nodes, at].T
    return _by_mentor(np.where(losses < limit, losses, np.inf), solution, first)


def _by_mentor(losses: Floats, solution: Solution, first: Ints) -> Floats:
    """From seats that are alike to mentors: a mentee takes only seats for their kind."""
    seats, problem = solution.seats, solution.problem
    table = np.full((len(problem.mentees), len(problem.mentors)), np.inf)
    for kind in np.unique(seats.mentee_kind):
        rows, mine = np.flatnonzero(seats.mentee_kind == kind), np.flatnonzero(seats.kind[first] == kind)
        table[np.ix_(rows, seats.mentor[first[mine]])] = losses[np.ix_(rows, mine)]
    return table


def _all_ways(steps: Floats) -> Floats:
    # Floyd and Warshall's shortest ways between all nodes; no cycle is negative because the solution is the best
    way = steps.copy()
    np.fill_diagonal(way, 0.0)
    for k in range(len(way)):
        np.minimum(way, way[:, k, None] + way[None, k, :], out=way)
    return way
