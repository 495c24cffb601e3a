"""Before applications close: are there enough mentors, of the right kind, and which rule stands most in the way?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from workflows.matching.assign import assign
from workflows.matching.frame import Bools, Frame, Ints
from workflows.matching.normalise import normal_set
from workflows.matching.pool import ready
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.rules import Scored, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """How many mentees ask for something and how many places of mentors offer it."""

    what: str
    asked: int
    offered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What can be placed as things stand. `binding`: how many more could be without each rule, the most first.

    `missing` are the mentors to look for: for each (site, slot) how many mentees cannot be placed and could meet then.
    """

    mentees: int
    places: int
    placeable: int
    binding: tuple[tuple[str, int], ...]
    missing: tuple[tuple[str, int], ...]
    topics: tuple[Demand, ...]

    @property
    def short(self) -> int:
        """Mentees who would go without."""
        return self.mentees - self.placeable


def supply_of(pool: Pool, judged: Scored | None = None) -> Supply:
    """Supply and demand of everybody who is ready now; `judged` when the pairs of these are judged already."""
    pool = ready(pool)
    frame = Frame(pool)
    scored = judged or score(frame)
    room = np.array([pool.room(p) for p in pool.mentors], dtype=np.int64)
    mentor_of = _placed(scored.allowed, room)
    placeable = int((mentor_of >= 0).sum())
    binding = []
    for rule in scored.broken:
        others = [table for name, table in scored.broken.items() if name != rule]
        without = ~np.logical_or.reduce([np.zeros(frame.shape, dtype=np.bool_), *others])
        more = int((_placed(without, room) >= 0).sum()) - placeable
        if more:
            binding.append((rule, more))
    return Supply(
        mentees=len(pool.mentees),
        places=int(room.sum()),
        placeable=placeable,
        binding=tuple(sorted(binding, key=lambda b: (-b[1], b[0]))),
        missing=_missing([pool.mentees[i] for i in np.flatnonzero(mentor_of < 0)]),
        topics=_topics(pool, room),
    )


def _placed(allowed: Bools, room: Ints) -> Ints:
    seats = np.repeat(np.arange(len(room)), np.minimum(room, len(allowed)))
    seat = assign(allowed[:, seats].astype(np.float64)).seat
    return np.where(seat >= 0, seats[seat], -1) if len(seats) else seat


def _missing(waiting: list[Pupil]) -> tuple[tuple[str, int], ...]:
    """The fewest kinds of mentor (site and slot) that would serve everybody waiting, the most useful first."""
    left, found = list(waiting), list[tuple[str, int]]()
    while left:
        count = Counter(f"{p.site} {slot}".strip() for p in left for slot in set(p.slots))
        if not count:
            break
        kind, many = min(count.items(), key=lambda c: (-c[1], c[0]))
        found.append((kind, many))
        left = [p for p in left if kind not in {f"{p.site} {slot}".strip() for slot in p.slots}]
    return tuple(found)


def _topics(pool: Pool, room: Ints) -> tuple[Demand, ...]:
    asked = Counter(topic for p in pool.mentees for topic in normal_set(p.topics))
    offered: Counter[str] = Counter()
    for pupil, places in zip(pool.mentors, room.tolist(), strict=True):
        offered.update(dict.fromkeys(normal_set(pupil.topics), places))
    return tuple(Demand(what=t, asked=n, offered=offered[t]) for t, n in sorted(asked.items()))
