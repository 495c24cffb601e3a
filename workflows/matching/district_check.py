"""Check a district's draft without its solver: tier after tier, each on what those before left open.

What a tier has to claim follows from the draft and the lists alone; the checker works it out itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from workflows.matching.district import Candidates, Claim, District
from workflows.matching.frame import Bools, Ints

_FLOOR = "floor"


@dataclass(frozen=True, eq=False, slots=True)
class _Left:
    """Drafts no worse so far: they use only `open` candidates, leave no one of `rows` out and fill all `mentors`."""

    open: Bools
    rows: Bools
    mentors: Bools


def faults_of(c: Candidates, d: District) -> list[str]:
    """What is wrong with the draft or its proof; empty when no draft is better in any tier."""
    taken = (c.mentor == d.mentor_of[:, None]) & (c.mentor >= 0)
    wrong = _wrong_draft(c, d, taken)
    if wrong:
        return wrong
    left = _Left((c.mentor >= 0) & (c.room[c.mentor] > 0), np.zeros(len(c.mentor), bool), np.zeros(len(c.room), bool))
    claims = deque(d.claims)
    for name, level, least in _asked(c, taken):
        if name == _FLOOR:
            higher = left.open & (_below(c, taken, level) | (c.points > level))
            wrong += [f"worst: no pair need be as low as {level}"] if _can_do(c, left, higher) else []
            left = _Left(left.open & (_below(c, taken, level) | (c.points >= level)), left.rows, left.mentors)
            continue
        if not claims or (fault := _misclaimed(claims[0], name, level)):
            return [*wrong, fault if claims else f"{name}: is not claimed"]
        claim = claims.popleft()
        worth = _worth(c, name, level)
        reached = int(worth[taken].sum()) if least is None else -least
        left, holds = _follow(c, left, (claim, worth, taken, reached), narrows=least is None)
        wrong += [] if holds else [f"{name}: the numbers do not prove it"]
    return wrong


def _wrong_draft(c: Candidates, d: District, taken: Bools) -> list[str]:
    held = d.mentor_of[d.mentor_of >= 0]
    if taken.sum() != len(held) or (np.bincount(held, minlength=len(c.room)) > c.room).any():
        return ["the draft breaks a rule"]
    if _counted(c, taken) != (d.priority, d.placed, d.worst, d.total, d.changes):
        return ["the draft counts otherwise than it says"]
    return []


def _misclaimed(claim: Claim, name: str, level: int) -> str:
    if (claim.name, claim.level) != (name, level):
        return f"{name}: is not claimed"
    # once their number is settled, a shift counts all drafts' pairs alike; before, it would count pairs themselves
    return f"{name}: counts pairs for themselves" if claim.shift and name in ("priority", "placed") else ""


def _counted(c: Candidates, taken: Bools) -> tuple[int, int, tuple[int, ...], int, int]:
    points = np.sort(c.points[taken])
    moved = 0 if c.kept is None else int((c.kept & ~taken).sum())
    worst = tuple(points[: c.depth].tolist())
    return int(taken[c.priority].sum()), len(points), worst, int(points.sum()), moved


def _asked(c: Candidates, taken: Bools) -> Iterator[tuple[str, int, int | None]]:
    """Every tier with its level of points; and, where fewer at that level would change nothing, how many would."""
    if c.priority.any():
        yield "priority", 0, None
    yield "placed", 0, None
    mine, counted = np.sort(c.points[taken]), 0
    while counted < min(c.depth, len(mine)):
        level, asked = int(mine[counted]), c.depth - counted
        yield _FLOOR, level, None
        if asked == 1:
            break
        counted += int((mine == level).sum())
        yield "at", level, None if counted < c.depth else asked
    yield "total", 0, None
    if c.kept is not None and c.kept.any():
        yield "changes", 0, None


def _below(c: Candidates, taken: Bools, level: int) -> Bools:
    """Candidates at the levels of the draft's pairs that are worse than this one."""
    lower = c.points[taken & (c.points < level)]
    return np.isin(c.points, lower)


def _follow(c: Candidates, left: _Left, said: tuple[Claim, Ints, Bools, int], *, narrows: bool) -> tuple[_Left, bool]:
    """What a claim leaves open, and whether it holds: no draft that is left counts more than `reached`."""
    claim, worth, taken, reached = said
    gain, cost = worth + claim.shift, claim.numbers[:, None] + claim.prices[c.mentor]
    bound = int(claim.numbers.sum() + claim.prices @ c.room) - claim.shift * int(taken.sum())
    # below zero is fine only for whom an earlier claim holds fast already
    free = (claim.numbers < 0)[~left.rows].any() or (claim.prices < 0)[~left.mentors].any()
    holds = not free and not (cost < gain)[left.open].any() and bound <= reached and bool(left.open[taken].all())
    if not narrows:
        return left, holds
    rows, mentors = left.rows | (claim.numbers > 0), left.mentors | (claim.prices > 0)
    return _Left(left.open & (cost == gain), rows, mentors), holds


def _worth(c: Candidates, name: str, level: int) -> Ints:
    if name == "changes" and c.kept is not None:
        return c.kept.astype(np.int64)
    tables: dict[str, Ints] = {
        "priority": np.broadcast_to(c.priority[:, None], c.points.shape).astype(np.int64),
        "placed": np.ones_like(c.points),
        "at": -(c.points == level).astype(np.int64),
        "total": c.points,
    }
    return tables[name]


def _can_do(c: Candidates, left: _Left, open_: Bools) -> bool:
    """Whether some draft that is left uses only these candidates.

    One that leaves no row out and one that fills every mentor are enough: then there is one that does both.
    """
    rows = _most(c, open_ & left.rows[:, None]) == left.rows.sum()
    return bool(rows and _most(c, open_ & left.mentors[c.mentor]) == c.room[left.mentors].sum())


def _most(c: Candidates, open_: Bools) -> int:
    """How many can be placed: mentee by mentee along the shortest chain of moves, in plain Python.

    Slow, and nothing like the solver's way. Mentors met in vain once are never met again: nobody behind them can move.
    """
    lists = [mentors[here].tolist() for mentors, here in zip(c.mentor, open_, strict=True)]
    room, inside = c.room.tolist(), [set[int]() for _ in c.room]
    mentor_of, dead = [-1] * len(lists), set[int]()
    for row in range(len(lists)):
        came = _chain(row, lists, (room, inside), dead)
        at = next(reversed(came), -1)
        if at < 0 or len(inside[at]) >= room[at]:
            dead |= came.keys()
            continue
        while at >= 0:
            mover = came[at]
            before, mentor_of[mover] = mentor_of[mover], at
            inside[at].add(mover)
            if before >= 0:
                inside[before].remove(mover)
            at = before
    return sum(mentor >= 0 for mentor in mentor_of)


def _chain(
    start: int, lists: list[list[int]], seats: tuple[list[int], list[set[int]]], dead: set[int]
) -> dict[int, int]:
    """Every mentor met on the way from this mentee and who came there first; a mentor with room ends it."""
    room, inside = seats
    came: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        row = waiting.popleft()
        for mentor in lists[row]:
            if mentor in came or mentor in dead:
                continue
            came[mentor] = row
            if len(inside[mentor]) < room[mentor]:
                return came
            waiting.extend(inside[mentor])
    return came
