"""Capacities and quotas as seats: a mentor with room for three has three seats, and everything is an assignment.

With a quota, a mentor has as many seats for each kind of mentee as the quota allows, and where that is more than the
mentor's capacity, *holds*: rows of no pupil that must take the surplus seats. This keeps the problem an assignment, so
that it stays exact and its prices stay a proof.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workflows.matching.frame import Bools, Ints
from workflows.matching.problem import Problem


@dataclass(frozen=True, eq=False, slots=True)
class Seats:
    """`mentor` and `rank` (0 for the mentor's first) of every seat; `kind` of mentee it takes, -1 for any."""

    mentor: Ints
    kind: Ints
    rank: Ints
    holds: Ints  # the mentor of every hold
    mentee_kind: Ints

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
        if (self.kind >= 0).any():
            mentees = mentees & (self.mentee_kind[:, None] == self.kind[None, :])
        return np.vstack([mentees, self.holds[:, None] == self.mentor[None, :]])


def seats_of(problem: Problem) -> Seats:
    """The seats that say the same as the problem's capacities and quota."""
    wanted = np.minimum(problem.capacity, len(problem.mentees))
    if not problem.quota:
        mentor = np.repeat(np.arange(len(wanted)), wanted)
        none = np.full(len(mentor), -1, dtype=np.int64)
        no_kind = np.zeros(len(problem.mentees), dtype=np.int64)
        return Seats(mentor, none, _ranks(mentor), np.zeros(0, dtype=np.int64), no_kind)
    return _with_quota(problem, wanted)


def _with_quota(problem: Problem, wanted: Ints) -> Seats:
    names = sorted(set(problem.kinds))
    mentee_kind = np.array([names.index(k) for k in problem.kinds], dtype=np.int64)
    per_kind = np.minimum(np.bincount(mentee_kind, minlength=len(names)), problem.quota)
    mentors = np.flatnonzero(wanted > 0)
    mentor = np.repeat(mentors, per_kind.sum())
    kind = np.tile(np.repeat(np.arange(len(names)), per_kind), len(mentors))
    surplus = np.maximum(per_kind.sum() - wanted[mentors], 0)
    return Seats(mentor, kind, _ranks(mentor), np.repeat(mentors, surplus), mentee_kind)


def _ranks(mentor: Ints) -> Ints:
    first = np.searchsorted(mentor, mentor)
    return np.asarray(np.arange(len(mentor)) - first, dtype=np.int64)
