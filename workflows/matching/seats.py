"""Capacities and quotas as seats: a mentor with room for three has three seats, and everything is an assignment.

With quotas, a mentor has seats for each kind of mentee, and where a limit allows fewer than there are seats, *holds*:
rows of no pupil that must take the surplus seats. This keeps the problem an assignment, so that it stays exact and its
prices stay a proof.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workflows.matching.frame import Bools, Ints
from workflows.matching.kinds import Group, cells_of, groups_of
from workflows.matching.problem import Problem


class CrossingQuotasError(ValueError):
    """Two quotas cross, so that no seats can say the same."""


@dataclass(frozen=True, eq=False, slots=True)
class Seats:
    """`mentor` of every seat and `kind` of mentee it takes, which is a cell of `groups`."""

    mentor: Ints
    kind: Ints
    holds: Ints  # the mentor of every hold
    hold_kinds: Bools  # holds x kinds: which seats of its mentor a hold may take
    mentee_kind: Ints
    groups: Group

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (mentees, then holds) and seats."""
        return len(self.mentee_kind) + len(self.holds), len(self.mentor)

    def spread_out(self, table: Ints) -> Ints:
        """A table of mentees x mentors as rows x seats; holds read 0."""
        wide = np.zeros(self.shape, dtype=table.dtype)
        wide[: len(self.mentee_kind)] = table[:, self.mentor]
        return wide

    def open_to(self, allowed: Bools) -> Bools:
        """Which seat each row may take."""
        mentees = allowed[:, self.mentor]
        if len(self.groups.cells) > 1:
            mentees = mentees & (self.mentee_kind[:, None] == self.kind[None, :])
        holds = (self.holds[:, None] == self.mentor[None, :]) & self.hold_kinds[:, self.kind]
        return np.vstack([mentees, holds])


def seats_of(problem: Problem) -> Seats:
    """The seats that say the same as the problem's capacities and quotas. Raises `CrossingQuotasError`."""
    count = len(problem.mentees)
    kinds_by_quota = [q.kinds for q in problem.quotas]
    groups = groups_of(kinds_by_quota, [q.most for q in problem.quotas], count)
    if groups is None:
        raise CrossingQuotasError("two quotas cross")
    filled: dict[int, tuple[list[int], list[frozenset[int]]]] = {}
    kinds, mentors, holds, hold_kinds = list[int](), list[int](), list[int](), list[frozenset[int]]()
    for mentor, room in enumerate(np.minimum(problem.capacity, count).tolist()):
        seats, held = filled.get(room) or filled.setdefault(room, _filled(groups, room))
        kinds += seats
        mentors += [mentor] * len(seats)
        holds += [mentor] * len(held)
        hold_kinds += held
    mentor_of = np.array(mentors, dtype=np.int64)
    return Seats(
        mentor=mentor_of,
        kind=np.array(kinds, dtype=np.int64),
        holds=np.array(holds, dtype=np.int64),
        hold_kinds=_mask(hold_kinds, max(1, len(groups.cells))),
        mentee_kind=np.array(cells_of(kinds_by_quota, count), dtype=np.int64),
        groups=groups,
    )


def _filled(groups: Group, room: int) -> tuple[list[int], list[frozenset[int]]]:
    """The kinds of one mentor's seats, and for every hold the kinds among which it takes a seat."""
    seats, holds = list[int](), list[frozenset[int]]()

    def fill(group: Group, most: int) -> int:
        most = min(most, group.most)
        if not group.parts:
            seats.extend(sorted(group.cells) * most)
            return most
        # seats beyond this group's own limit would only be held again, so its parts are filled no further
        total = sum(fill(part, most) for part in group.parts)
        holds.extend([group.cells] * (total - min(total, most)))
        return min(total, most)

    fill(groups, room)
    return seats, holds


def _mask(sets: list[frozenset[int]], size: int) -> Bools:
    mask = np.zeros((len(sets), size), dtype=np.bool_)
    for row, members in enumerate(sets):
        mask[row, sorted(members)] = True
    return mask
