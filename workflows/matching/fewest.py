"""Whether tasters fit into so many rounds: an exact search by integer programming, for schools it can handle.

HiGHS either finds a rotation, proves that there is none, or gives up after a fixed number of branches (never after a
time: the same question must always have the same answer).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from workflows.matching.assign import assign
from workflows.matching.frame import Bools, Ints

_MOST_CELLS, _BRANCHES = 4_000, 40
_INFEASIBLE = 2  # HiGHS's status for "no solution", as `scipy.optimize.milp` gives it


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Question:
    """Mentees x mentors who may meet, how many mentors each mentee needs, groups at once, places in a group."""

    open: Bools
    need: Ints
    groups: int
    places: int


def rounds_needed(q: Question) -> int:
    """Rounds that no plan can do without: what everybody needs, what fits into rooms, what scarce mentors can hold."""
    if not q.need.any() or not q.groups:
        return 0
    least = max(int(q.need.max()), -(-int(q.need.sum()) // (q.groups * q.places)))
    while not _mentors_suffice(q, least):
        least += 1
    return least


def _mentors_suffice(q: Question, rounds: int) -> bool:
    """Whether every visit finds a mentor who still has a place when each holds one group in every round."""
    visit = np.repeat(np.arange(len(q.need)), q.need)
    seat = np.repeat(np.arange(q.open.shape[1]), np.minimum(rounds * q.places, q.open.sum(axis=0)))
    if len(visit) * len(seat) > 4_000_000:
        return True  # too large a table for one bound; the others hold as they are
    # one mentee may see a mentor once only, which this leaves out: so it may say yes too often, never no too often
    return int((assign(q.open[visit][:, seat].astype(np.float64)).seat >= 0).sum()) == len(visit)


def search(q: Question, rounds: int) -> tuple[Ints | None, bool]:
    """The mentor of each mentee in each round (-1: none), and whether it is proven that there is no such rotation."""
    row, column = q.open.nonzero()
    cells = len(row)
    if cells * rounds > _MOST_CELLS or not cells:
        return None, False
    mentees, mentors = q.open.shape
    # variables: every cell in every round, then whether a mentor holds a group in a round
    cell, turn = np.tile(np.arange(cells), rounds), np.repeat(np.arange(rounds), cells)
    group = turn * mentors + column[cell]
    held, size = rounds * mentors, cells * rounds + rounds * mentors
    no_cell = np.full(held, -1)
    rules = [
        _rule(np.concatenate([cell, no_cell]), cells, 1),
        _rule(np.concatenate([turn * mentees + row[cell], no_cell]), rounds * mentees, 1),
        _rule(np.concatenate([np.full(cells * rounds, -1), np.repeat(np.arange(rounds), mentors)]), rounds, q.groups),
        _full_groups(group, held, size, q.places),
        LinearConstraint(_sums(row[cell], mentees, size), lb=q.need),
    ]
    found = milp(
        np.zeros(size),
        constraints=rules,
        bounds=Bounds(0, 1),
        integrality=np.ones(size, dtype=np.int8),
        options={"node_limit": _BRANCHES},
    )
    if found.x is None:
        return None, found.status == _INFEASIBLE
    plan = np.full((mentees, rounds), -1, dtype=np.int64)
    for place in np.flatnonzero(found.x[: cells * rounds] > 0.5).tolist():
        plan[row[cell[place]], turn[place]] = column[cell[place]]
    return plan, False


def _sums(group: Ints, count: int, size: int) -> csr_array:
    inside = np.flatnonzero(group >= 0)
    return csr_array((np.ones(len(inside)), (group[inside], inside)), shape=(count, size))


def _rule(group: Ints, count: int, most: int) -> LinearConstraint:
    return LinearConstraint(_sums(group, count, len(group)), ub=most)


def _full_groups(group: Ints, held: int, size: int, places: int) -> LinearConstraint:
    """Nobody sits with a mentor who holds no group in that round, and no more than there are places."""
    first = size - held
    own = csr_array((np.full(held, -float(places)), (np.arange(held), first + np.arange(held))), shape=(held, size))
    return LinearConstraint(_sums(group, held, size) + own, ub=0)
