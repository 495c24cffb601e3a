"""Which mentor could take one pupil more beside everybody placed, when others move."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from workflows.matching.crossing import most_placed
from workflows.matching.frame import Bools, Ints
from workflows.matching.problem import Problem
from workflows.matching.solve import Solution, allowed_with_locks


class Room:
    """Answers for one solution. Rows and columns are those of its problem."""

    def __init__(self, solution: Solution) -> None:
        self._solution = solution
        self.problem: Problem = solution.problem

    def after_moves(self, row: int, columns: Ints) -> Bools:
        """For each of these mentors: whether they could take this waiting mentee, were the pair allowed."""
        if self.problem.is_nested:
            kind = self._solution.seats.mentee_kind[row]
            return np.asarray(self._could[kind, columns])
        return np.array([self._by_solving(row, int(column)) for column in columns], dtype=np.bool_)

    def against(self, row: int, column: int) -> tuple[int, ...]:
        """What keeps a mentor from one more such mentee as things stand: -1 for the room in all, else quotas."""
        inside = np.flatnonzero(self._solution.mentor_of == column)
        full = (-1,) if len(inside) >= self.problem.capacity[column] else ()
        return (*full, *(n for n, q in enumerate(self.problem.quotas) if _alike(q.kinds, row, inside) >= q.most))

    @cached_property
    def _could(self) -> Bools:
        """Kinds x mentors: whether the mentor has a seat for the kind that is free or can be made so."""
        seats, open_ = self._solution.seats, self._solution.open
        seat = self._solution.seat_of_each
        could = np.ones(seats.shape[1], dtype=np.bool_)
        could[seat[seat >= 0]] = False
        held = np.flatnonzero(seat >= 0)
        while True:
            grown = could.copy()
            grown[seat[held[(open_[held] & could).any(axis=1)]]] = True
            if (grown == could).all():
                break
            could = grown
        table = np.zeros((max(1, len(seats.groups.cells)), len(self.problem.mentors)), dtype=np.bool_)
        table[seats.kind[could], seats.mentor[could]] = True
        return table

    def _by_solving(self, row: int, column: int) -> bool:
        """The same where quotas cross: whether one more is placed in all."""
        allowed = allowed_with_locks(self.problem).copy()
        allowed[row, column] = True
        return most_placed(self.problem, allowed) > int((self._solution.mentor_of >= 0).sum())


def _alike(kinds: tuple[str, ...], row: int, inside: Ints) -> int:
    return sum(kinds[i] == kinds[row] for i in inside.tolist())
