"""Quotas that cross (one of a grade, one of a gender) are no assignment: the same tiers by integer programming.

HiGHS solves one tier after the other, each with what the tiers before reached held fast. Exact, slower than an
assignment, and without prices: branch and bound proves the result, but leaves no short proof for anybody else.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array, vstack

from workflows.matching.frame import Bools, Ints
from workflows.matching.problem import LockedOutError, Problem, stable_number

_CHANCE = 1 << 12


def mentors_of(problem: Problem, allowed: Bools) -> tuple[Ints, tuple[int, ...]]:
    """The mentor of every mentee, -1 for none, and the fewest points allowed, one for each depth reached.

    `allowed` has the locks in it already. Raises `LockedOutError` when they cannot all be kept.
    """
    question = _Question(problem, allowed)
    if problem.locks and question.best(question.of_locked) != len(problem.locks):
        raise LockedOutError(tuple(sorted(problem.locks)))
    for gain in (question.of_locked, question.of_priority, np.ones(len(question.row), dtype=np.int64)):
        question.hold(gain)
    floors = question.raise_floors()
    question.hold(question.points)
    question.hold(question.kept)
    question.hold(question.chance)
    return question.mentors(), floors


def most_placed(problem: Problem, allowed: Bools) -> int:
    """How many mentees can be placed when as many locked and priority ones are as can be; 0 when locks do not fit."""
    question = _Question(problem, allowed)
    for gain in (question.of_locked, question.of_priority):
        if gain.any():
            question.hold(gain)
    return question.best(np.ones(len(question.row), dtype=np.int64)) or 0


class Limits:
    """Which pairs each limit counts: one mentee once, then every mentor's room, then every mentor's room for a kind."""

    def __init__(self, problem: Problem, row: Ints, column: Ints) -> None:
        self.problem = problem
        mentees, mentors = problem.points.shape
        tables, most = [_groups(row, mentees), _groups(column, mentors)], [np.ones(mentees, dtype=np.int64)]
        most.append(problem.capacity)
        self._kinds = [sorted(set(quota.kinds)) for quota in problem.quotas]
        for quota, kinds in zip(problem.quotas, self._kinds, strict=True):
            kind = np.array([kinds.index(k) for k in quota.kinds], dtype=np.int64)[row]
            tables.append(_groups(column * len(kinds) + kind, mentors * len(kinds)))
            most.append(np.full(mentors * len(kinds), quota.most, dtype=np.int64))
        self.table, self.most = csr_array(vstack(tables)), np.concatenate(most)

    def named(self, prices: list[int]) -> list[list[dict[str, list[int]]]]:
        """Prices of mentors' limits as a certificate writes them: for each limit and mentor, by kind."""
        left = iter(prices)
        limits = [[""], *self._kinds]
        found = [[[(kind, next(left)) for kind in kinds] for _ in self.problem.mentors] for kinds in limits]
        return [[{kind: [price] for kind, price in one if price} for one in limit] for limit in found]


class _Question:
    """One 0/1 variable for every pair that may be, and what has been fixed so far."""

    def __init__(self, problem: Problem, allowed: Bools) -> None:
        self.problem = problem
        self.row, self.column = allowed.nonzero()
        self.points = problem.points[self.row, self.column]
        self._open = np.ones(len(self.row), dtype=np.bool_)
        self._held: list[tuple[Ints, int]] = []
        limits = Limits(problem, self.row, self.column)
        self._limits, self._most = limits.table, limits.most
        locked = {b for _, b in problem.locks}
        urgent = np.array([m in problem.priority or m in locked for m in problem.mentees], dtype=np.int64)
        self.of_locked = np.array([m in locked for m in problem.mentees], dtype=np.int64)[self.row]
        self.of_priority = urgent[self.row]
        kept = np.zeros(problem.points.shape, dtype=np.int64)
        kept[problem.cells(problem.kept)] = 1
        self.kept = kept[self.row, self.column]
        pairs = (f"{problem.mentors[j]}~{problem.mentees[i]}" for i, j in zip(self.row, self.column, strict=True))
        self.chance = np.array([stable_number(pair) % _CHANCE for pair in pairs], dtype=np.int64)

    def best(self, gain: Ints, open_: Bools | None = None) -> int | None:
        """The greatest sum of gains over pairs still open (and in `open_`); None when nothing keeps what is held."""
        if not len(self.row):
            return 0
        found = self._solved(gain, self._open if open_ is None else self._open & open_)
        return round(-found.fun) if found.success else None

    def hold(self, gain: Ints) -> int:
        """From now on the sum of these gains is as great as it can be."""
        reached = self.best(gain) or 0
        self._held.append((gain, reached))
        return reached

    def raise_floors(self) -> tuple[int, ...]:
        """Make the worst-off pairs as good as can be, as deep as asked; returns the levels."""
        floors, counted = list[int](), 0
        exempt = np.zeros(len(self.row), dtype=np.bool_)
        placed = self._held[-1][1]
        while counted < min(self.problem.depth, placed):
            floor = self._highest(exempt)
            self._open &= exempt | (self.points >= floor)
            floors.append(floor)
            at_floor = self.points == floor
            fewest = -(self.best(-at_floor.astype(np.int64)) or 0)
            counted += fewest
            if counted < self.problem.depth:
                self._held.append((-at_floor.astype(np.int64), -fewest))
                exempt |= at_floor
        return tuple(floors)

    def _highest(self, exempt: Bools) -> int:
        levels = np.unique(self.points[self._open & ~exempt])
        fits, fails = 0, len(levels)
        while fails - fits > 1:
            middle = (fits + fails) // 2
            can = self.best(np.zeros(len(self.row), dtype=np.int64), exempt | (self.points >= levels[middle]))
            fits, fails = (middle, fails) if can is not None else (fits, middle)
        return int(levels[fits])

    def mentors(self) -> Ints:
        """The mentor of every mentee in the one draft that is left."""
        found = np.full(len(self.problem.mentees), -1, dtype=np.int64)
        if len(self.row):
            taken = np.flatnonzero(self._solved(self.chance, self._open).x > 0.5)
            found[self.row[taken]] = self.column[taken]
        return found

    def _solved(self, gain: Ints, open_: Bools) -> OptimizeResult:
        rules = [LinearConstraint(self._limits, ub=self._most)]
        if self._held:
            table = np.array([held for held, _ in self._held], dtype=np.float64)
            rules.append(LinearConstraint(table, lb=np.array([reached for _, reached in self._held]) - 0.5))
        return milp(
            -gain.astype(np.float64),
            constraints=rules,
            bounds=Bounds(0, open_.astype(np.float64)),
            integrality=np.ones(len(gain), dtype=np.int8),
            options={"mip_rel_gap": 0},
        )


def _groups(group: Ints, count: int) -> csr_array:
    ones = np.ones(len(group), dtype=np.float64)
    return csr_array((ones, (group, np.arange(len(group)))), shape=(count, len(group)))
