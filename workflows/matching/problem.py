"""What the solver is asked: points of every pair that may be, capacities, quotas, locks, and what was announced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from workflows.matching.frame import Bools, Ints
from workflows.matching.kinds import groups_of

Pairing = tuple[str, str]


class LockedOutError(ValueError):
    """The locks cannot all be kept. `pairs` are the locked (mentor, mentee) that may not be or do not fit."""

    def __init__(self, pairs: tuple[Pairing, ...]) -> None:
        self.pairs = pairs
        super().__init__("these locked pairs cannot all be kept: " + ", ".join(f"{a}:{b}" for a, b in pairs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """At most `most` mentees of one kind per mentor. `kinds` is every mentee's kind, in the order of the mentees."""

    kinds: tuple[str, ...]
    most: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Problem:
    """Rows are mentees, columns mentors. `points` are whole; pairs not `allowed` may not be made.

    `depth` says how many of the worst-off pairs are maximised one after the other before the total.
    """

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    points: Ints
    allowed: Bools
    capacity: Ints
    priority: frozenset[str] = frozenset()
    locks: frozenset[Pairing] = frozenset()  # (mentor, mentee)
    kept: frozenset[Pairing] = frozenset()  # announced before
    quotas: tuple[Quota, ...] = ()
    depth: int = 1
    spread: bool = False
    row: dict[str, int] = field(init=False, repr=False)
    column: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "row", {name: i for i, name in enumerate(self.mentees)})
        object.__setattr__(self, "column", {name: j for j, name in enumerate(self.mentors)})

    @property
    def is_nested(self) -> bool:
        """Whether the quotas lie inside one another or apart; a question with quotas that cross is no assignment."""
        return groups_of([q.kinds for q in self.quotas], [q.most for q in self.quotas], len(self.mentees)) is not None

    def ordered(self) -> Problem:
        """The same question with both sides in an order that depends on nothing but the ids.

        The order is that of a hash of the id, so that nobody gains by coming early in the alphabet or in the file.
        """
        rows = sorted(range(len(self.mentees)), key=lambda i: stable_number(self.mentees[i]))
        cols = sorted(range(len(self.mentors)), key=lambda j: stable_number(self.mentors[j]))
        return Problem(
            mentees=tuple(self.mentees[i] for i in rows),
            mentors=tuple(self.mentors[j] for j in cols),
            points=self.points[np.ix_(rows, cols)],
            allowed=self.allowed[np.ix_(rows, cols)],
            capacity=self.capacity[cols],
            quotas=tuple(Quota(kinds=tuple(q.kinds[i] for i in rows), most=q.most) for q in self.quotas),
            priority=self.priority,
            locks=self.locks,
            kept=self.kept,
            depth=self.depth,
            spread=self.spread,
        )

    def cells(self, pairs: Iterable[Pairing]) -> tuple[Ints, Ints]:
        """Row and column numbers of the pairs both of whose members take part."""
        known = sorted((self.row[b], self.column[a]) for a, b in pairs if a in self.column and b in self.row)
        table = np.array(known, dtype=np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]


def stable_number(name: str) -> int:
    """A number below 2**64 that depends on the name alone, spread evenly."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")
