"""What it would cost to make another pair instead: the true loss after everybody else has rearranged for the best."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from workflows.matching.assign import EXACT, Assigned, Prices, assign, assign_near, prices
from workflows.matching.chains import loss_table, nodes_of
from workflows.matching.frame import Bools, Floats, Ints
from workflows.matching.problem import LockedOutError
from workflows.matching.solve import Solution, solve

# above this many mentors (with quotas: mentors times kinds) the table is not made; single losses still are
TABLE_LIMIT = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a change costs in each tier, gains below zero.

    `worst`: (before, after) of the first of the worst-off pairs, as deep as the policy asks, that falls.
    """

    priority: int = 0
    placed: int = 0
    worst: tuple[int, int] | None = None
    points: int = 0


class Losses:
    """Losses of forcing pairs into one solution."""

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.problem = solution.problem
        self._seats = solution.seats
        points = self.problem.points[self.problem.allowed]
        self._low, high = (int(points.min()), int(points.max())) if points.size else (0, 0)
        rows = self._seats.shape[0]
        # a placed pupil outweighs twice what all points together can differ by, so that a loss reads off uniquely
        self._placed = 2 * rows * (high - self._low + 1) + 1

    def forced(self, mentor: str, mentee: str) -> Loss | None:
        """The loss of making this pair for certain; None when the rules or the locks forbid it."""
        row, column = self.problem.row[mentee], self.problem.column[mentor]
        if not self.problem.allowed[row, column] or not self.problem.capacity[column]:
            return None
        if self.solution.mentor_of[row] == column:
            return Loss()
        if self.problem.depth == 1 and not self.problem.locks and self.problem.is_nested:
            quick = self._quick(row, column)
            if quick is not None:
                return quick
        return self._by_solving(mentor, mentee)

    def _quick(self, row: int, column: int) -> Loss | None:
        """The loss when the worst-off pair falls no lower than the forced pair itself; None when it has to."""
        open_ = self._with(row, column)
        floor = min(self.solution.floors[0], int(self.problem.points[row, column]))
        rank = self.solution.rank
        bump = np.zeros(len(rank))
        bump[row] = float(rank.sum() * self._placed + 1)  # the forced pair outweighs everybody else together
        weight = np.where(open_ & self._at_least(floor), self._weight + bump[:, None], 0.0)
        floored = assign_near(weight, self._prices)
        reached = int(rank[floored.seat >= 0].sum())
        if floored.seat[row] < 0 or (reached < self._reached and reached < self._reach(open_, row)):
            return None
        return self._compared(floored)

    def _reach(self, open_: Bools, row: int) -> int:
        """How much placement these places allow when this row is placed for certain."""
        rank = self.solution.rank.copy()
        rank[row] = rank.sum() + 1
        found = assign(np.where(open_, rank[:, None].astype(np.float64), 0.0))
        return int(self.solution.rank[found.seat >= 0].sum())

    def _by_solving(self, mentor: str, mentee: str) -> Loss | None:
        try:
            other = solve(replace(self.problem, locks=self.problem.locks | {(mentor, mentee)}))
        except LockedOutError:
            return None
        return difference(self.solution, other)

    def _compared(self, other: Assigned) -> Loss:
        seat = other.seat[: len(self.problem.mentees)]
        placed = np.flatnonzero(seat >= 0)
        points = self.problem.points[placed, self._seats.mentor[seat[placed]]]
        urgent = sum(self.problem.mentees[i] in self.problem.priority for i in placed)
        return _loss(self.solution, urgent=urgent, placed=len(placed), points=points.tolist())

    def _with(self, row: int, column: int) -> Bools:
        open_ = self.solution.open.copy()
        open_[row] &= self._seats.mentor == column
        return open_

    def _at_least(self, floor: int) -> Bools:
        pupils = np.arange(self._seats.shape[0]) < len(self.problem.mentees)
        return np.asarray((self._points >= floor) | ~pupils[:, None])

    @cached_property
    def _points(self) -> Ints:
        return self._seats.spread_out(self.problem.points)

    @cached_property
    def _weight(self) -> Floats:
        gain = self._points - self._low + 1
        return (self.solution.rank[:, None] * self._placed + gain).astype(np.float64)

    @cached_property
    def _prices(self) -> Prices:
        held = self._at_least(self.solution.floors[0])
        weight = np.where(self.solution.open & held, self._weight, 0.0)
        return prices(weight, assign(weight))

    @cached_property
    def _reached(self) -> int:
        placed = np.flatnonzero(self.solution.mentor_of >= 0)
        holds = self.solution.rank[len(self.problem.mentees) :]
        return int(self.solution.rank[placed].sum() + holds.sum())

    @cached_property
    def table(self) -> Floats | None:
        """Loss of every pair in points, with infinity where it would cost a place or the worst-off pairs.

        None for quotas that cross and for large problems, where only single losses are given.
        """
        solution = self.solution
        if not self.problem.is_nested or len(nodes_of(solution)[0]) > TABLE_LIMIT:
            return None
        *low, floor = solution.floors or (self._low,)
        open_ = solution.open & (self._at_least(floor) | np.isin(self._points, low))
        weight = self._points - self._low + 1
        unit = 2 * len(weight) * (int(weight.max(initial=0)) - int(weight.min(initial=0)) + 1) + 1
        limit = unit / 2
        # one pair more at a level counted already outweighs all points, and all pairs at the levels above it
        pupils = np.arange(len(weight))[:, None] < len(self.problem.mentees)
        for level in reversed(low):
            weight = weight - unit * (pupils & (self._points == level))
            unit *= 2 * len(weight) + 1
        whole = np.where(open_, solution.rank[:, None] * unit + weight, 0).astype(np.float64)
        if whole.size and whole.max() * len(whole) >= EXACT:
            return None
        return loss_table(whole, solution, limit)


def difference(before: Solution, after: Solution) -> Loss:
    """What `after` loses against `before`, tier by tier."""
    tiers = after.tiers
    urgent, placed = tiers["priority"], tiers["placed"]
    taken = np.flatnonzero(after.mentor_of >= 0)
    points = after.problem.points[taken, after.mentor_of[taken]].tolist()
    return _loss(before, urgent=int(np.sum(urgent)), placed=int(np.sum(placed)), points=points)


def _loss(before: Solution, *, urgent: int, placed: int, points: list[int]) -> Loss:
    was = before.tiers
    worst = was["worst"] if isinstance(was["worst"], list) else []
    differs = [(b, a) for b, a in zip(worst, sorted(points), strict=False) if b != a]
    return Loss(
        priority=int(np.sum(was["priority"])) - urgent,
        placed=int(np.sum(was["placed"])) - placed,
        worst=differs[0] if differs and differs[0][1] < differs[0][0] else None,
        points=int(np.sum(was["total"])) - sum(points),
    )
