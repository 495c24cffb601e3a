"""Many thousands of pupils with a short list of candidates each: the same tiers, on lists instead of tables.

Placement and the worst-off pair are questions of yes or no, answered by matchings without weights; the total, the
fewest changes and chance follow on what is left open. Quotas are not asked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workflows.matching.frame import Bools, Ints
from workflows.matching.lists import NOBODY_SEATED, ListFace, Lists, ListStep, best_in, can_do, cover, seated
from workflows.matching.problem import stable_number

_CHANCE_BITS = 16


@dataclass(frozen=True, eq=False, kw_only=True)
class Candidates:
    """For every mentee (row) the mentors that may be (`mentor`, column numbers, -1 fills short lists) and their points.

    `room` is how many mentees each mentor takes; `priority` marks mentees to be placed first; `kept` pairs announced
    before. `names` are the ids of mentees and mentors; without them chance goes by row and column.
    """

    mentor: NDArray[np.int32]
    points: Ints
    room: Ints
    priority: Bools
    kept: Bools | None = None
    names: tuple[Sequence[str], Sequence[str]] | None = None
    depth: int = 1


@dataclass(frozen=True, eq=False, slots=True)
class Claim:
    """A tier proven on lists: its `name`, the points it speaks of, its duals; `reached` is what the draft counts."""

    name: str
    level: int
    shift: int
    numbers: Ints
    prices: Ints
    reached: int


@dataclass(frozen=True, eq=False, kw_only=True)
class District:
    """`mentor_of` each mentee or -1, what every tier reached, and the `claims` that prove it; see `district_check`."""

    mentor_of: Ints
    priority: int
    placed: int
    worst: tuple[int, ...]
    total: int
    changes: int
    claims: tuple[Claim, ...] = field(repr=False)


def solve_district(candidates: Candidates) -> District:
    """Priority placed, most placed, the worst-off pair, best total, fewest changes, chance: each exactly, in order."""
    order = _in_order(candidates)
    c = _ordered(candidates, order)
    lists = Lists(c.mentor, c.room)
    face, claims = _placed(lists, c)
    face = _raised(lists, c, face, claims)
    step = best_in(lists, face, c.points)
    claims.append(_claim("total", 0, step, c.points, c))
    if c.kept is not None and c.kept.any():
        step = best_in(lists, step.face, c.kept.astype(np.int64))
        claims.append(_claim("changes", 0, step, c.kept.astype(np.int64), c))
    step = best_in(lists, step.face, _chance(c))
    return _district(candidates, order, step.mentor_of, claims)


def _placed(lists: Lists, c: Candidates) -> tuple[ListFace, list[Claim]]:
    """As many priority mentees as can be, and as many as can be in all, each proven by a cover of its own.

    Pupils who can be placed together form a matroid: both are reached by one draft, which uses only candidates that
    both covers meet once.
    """
    face = ListFace(lists.there, np.zeros(len(c.points), np.bool_), np.zeros(len(c.room), np.bool_))
    claims: list[Claim] = []
    for name, meant in (("priority", c.priority), ("placed", np.ones_like(c.priority))):
        if not meant.any():
            continue
        asked = lists.there & meant[:, None]
        found = seated(lists, asked)
        rows, mentors = cover(lists, asked, found)
        tight = rows[:, None].astype(np.int8) + mentors[lists.mentor] == meant[:, None]
        face = ListFace(face.open & tight, face.must_row | rows, face.must_mentor | mentors)
        reached = int((found >= 0).sum())
        claims.append(Claim(name, 0, 0, rows.astype(np.int64), mentors.astype(np.int64), reached))
    return face, claims


def _raised(lists: Lists, c: Candidates, face: ListFace, claims: list[Claim]) -> ListFace:
    """The drafts of the face whose worst-off pairs are as good as can be, as deep as asked."""
    low, counted = np.zeros(c.points.shape, dtype=np.bool_), 0
    placed = claims[-1].reached
    while counted < min(c.depth, placed):
        floor = _highest_floor(lists, c, face, low)
        face = ListFace(face.open & (low | (c.points >= floor)), face.must_row, face.must_mentor)
        if c.depth - counted == 1:
            break
        at_floor = -(c.points == floor).astype(np.int64)
        step = best_in(lists, face, at_floor)
        fewest = -_taken(at_floor, step.mentor_of, c)
        counted += fewest
        claims.append(_claim("at", floor, step, at_floor, c))
        if counted < c.depth:
            face, low = step.face, low | (c.points == floor)
    return face


def _highest_floor(lists: Lists, c: Candidates, face: ListFace, low: Bools) -> int:
    levels = np.unique(c.points[face.open & ~low])
    # nobody who must be placed can get more than the best name on the list
    counted = np.where(low, np.iinfo(np.int64).max, c.points)
    best = np.where(face.open, counted, np.iinfo(np.int64).min).max(axis=1)[face.must_row].min(initial=levels[-1])
    fits, fails = 0, int(np.searchsorted(levels, best, side="right"))
    start, failed, stride = NOBODY_SEATED, False, 1
    while fails - fits > 1:
        # from the top down in ever longer strides: looks at high levels have few candidates and are quick
        middle, stride = max((fits + fails) // 2, fails - stride), 2 * stride
        can, seats = can_do(lists, face, face.open & (low | (c.points >= levels[middle])), start)
        if not can or not failed:
            # whatever fell just short above fits wholly below: only those few are left to be seated there
            start = seats
        fits, fails, failed = (middle, fails, failed) if can else (fits, middle, True)
    return int(levels[fits])


def _claim(name: str, level: int, step: ListStep, gain: Ints, c: Candidates) -> Claim:
    reached = _taken(gain, step.mentor_of, c)
    numbers, prices = step.numbers.astype(np.int64), step.prices.astype(np.int64)
    return Claim(name, level, step.shift, numbers, prices, reached)


def _taken(table: Ints, mentor_of: Ints, c: Candidates) -> int:
    held = np.flatnonzero(mentor_of >= 0)
    return int(table[held][c.mentor[held] == mentor_of[held, None]].sum())


def _district(candidates: Candidates, order: tuple[Ints, Ints], found: Ints, claims: list[Claim]) -> District:
    rows, mentors = order
    mentor_of = np.full(len(found), -1, dtype=np.int64)
    mentor_of[rows] = np.where(found >= 0, mentors[found], -1)
    held = np.flatnonzero(mentor_of >= 0)
    mine = candidates.mentor[held] == mentor_of[held, None]
    points = candidates.points[held][mine]
    kept = 0 if candidates.kept is None else int(candidates.kept.sum() - candidates.kept[held][mine].sum())
    return District(
        mentor_of=mentor_of,
        priority=int(candidates.priority[held].sum()),
        placed=len(held),
        worst=tuple(np.sort(points)[: candidates.depth].tolist()),
        total=int(points.sum()),
        changes=kept,
        claims=tuple(_turned(claim, rows, mentors) for claim in claims),
    )


def _turned(claim: Claim, rows: Ints, mentors: Ints) -> Claim:
    """The claim in the numbering of the question."""
    numbers, prices = np.empty_like(claim.numbers), np.empty_like(claim.prices)
    numbers[rows], prices[mentors] = claim.numbers, claim.prices
    return Claim(claim.name, claim.level, claim.shift, numbers, prices, claim.reached)


# --- an order that depends on the names alone --------------------------------------------------------


def _in_order(c: Candidates) -> tuple[Ints, Ints]:
    if c.names is None:
        return np.arange(len(c.points)), np.arange(len(c.room))
    rows, mentors = (np.argsort(np.array([stable_number(n) for n in side], dtype=np.uint64)) for side in c.names)
    return rows, mentors


def _ordered(c: Candidates, order: tuple[Ints, Ints]) -> Candidates:
    rows, mentors = order
    place = np.empty(len(mentors) + 1, dtype=np.int32)
    place[mentors], place[-1] = np.arange(len(mentors)), -1
    mentor = place[c.mentor[rows]]
    line = np.argsort(mentor, axis=1)

    def turned(table: NDArray[np.generic]) -> NDArray[np.generic]:
        return np.take_along_axis(table[rows], line, axis=1)

    return Candidates(
        mentor=np.take_along_axis(mentor, line, axis=1),
        points=turned(c.points).astype(np.int64),
        room=c.room[mentors],
        priority=c.priority[rows],
        kept=None if c.kept is None else turned(c.kept).astype(np.bool_),
        depth=c.depth,
    )


def _chance(c: Candidates) -> Ints:
    # the multiplier of Knuth's hash, on numbers that stand in an order of the names' hashes
    mixed = (np.arange(len(c.points), dtype=np.uint64)[:, None] << np.uint64(32)) + c.mentor.astype(np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed >> np.uint64(64 - _CHANCE_BITS), dtype=np.int64)
