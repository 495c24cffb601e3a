"""The proof that goes with a solution: numbers that `check` can add up by itself.

What a pair counts is a list, one entry for each tier, and lists are compared like words in a dictionary: an earlier
tier always comes first, whatever the later ones say. The duals of each tier, solved on what the tiers before left
open, put side by side are lists that prove the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from workflows.matching.crossing_proof import bounds_of
from workflows.matching.face import Step, best_of, most_of
from workflows.matching.frame import Bools, Ints
from workflows.matching.kinds import ALL, Group
from workflows.matching.problem import Problem
from workflows.matching.solve import RANKS, Solution, kept_table

Vector = tuple[int, ...]
_RANKS = ("locked", "priority", "placed")


@dataclass(frozen=True, eq=False, slots=True)
class _Tier:
    """One tier proven: its name and level as the checker knows them, and its duals."""

    name: str
    level: int
    step: Step


def certificate_of(solution: Solution, scale: int = 1) -> dict[str, Any]:
    """The certificate as plain values, ready for JSON. `scale`: points are multiples of 1/scale.

    Quotas that cross leave no steps; instead there are `bounds` that say how much better another draft could be.
    """
    asked = question_of(solution.problem, scale) | {"pairs": [[a, b] for a, b in solution.pairs]}
    if solution.problem.is_nested:
        return asked | {"steps": list(_steps(solution))}
    return asked | {"steps": [], "bounds": bounds_of(solution, asked)}


def question_of(problem: Problem, scale: int = 1) -> dict[str, Any]:
    """The part of a certificate that says what was asked, in the order of the problem's own sides."""
    there = set(problem.mentees)
    may = problem.allowed & (problem.capacity > 0)
    anybody = {"kinds": [""] * len(problem.mentees), "most": problem.capacity.tolist()}
    every = [{"kinds": list(q.kinds), "most": [q.most] * len(problem.mentors)} for q in problem.quotas]
    return {
        "format": "nearpeer matching certificate, version 2",
        "scale": scale,
        "mentees": list(problem.mentees),
        "mentors": list(problem.mentors),
        "points": [
            [p if ok else None for p, ok in zip(line, fine, strict=True)]
            for line, fine in zip(problem.points.tolist(), may.tolist(), strict=True)
        ],
        "limits": [anybody, *every],
        "priority": sorted(problem.priority & there),
        "locks": [[a, b] for a, b in sorted(problem.locks)],
        "kept": [[a, b] for a, b in sorted(problem.kept)],
        "depth": problem.depth,
    }


def _steps(solution: Solution) -> Iterator[dict[str, Any]]:
    problem, seats = solution.problem, solution.seats
    points, real = seats.spread_out(problem.points), _pupils(solution)
    steps = most_of(solution.open, solution.rank, RANKS)
    tiers = [_Tier(name, 0, step) for name, step in zip(_RANKS, steps, strict=True)]
    yield _written("placed", tiers, solution)
    face, levels = steps[-1].face, _levels(solution)
    least = levels[0][0] if levels else None
    for place, (level, count) in enumerate(levels):
        if place:
            tiers.append(_Tier("under", level, best_of(face, _under(level, solution))))
            face = tiers[-1].step.face
        else:
            higher = _Tier("under", level + 1, best_of(face, _under(level + 1, solution)))
            yield _written("worst", [*tiers, higher], solution, at_least=1)
            face = face.within((points >= level) | ~real)
        if count > 1:
            higher = _Tier("under", level + 1, best_of(face, _under(level + 1, solution)))
            yield _written(f"worst {count}", [*tiers, higher], solution, least=least, at_least=count)
    tiers.append(_Tier("total", 0, best_of(face, points)))
    yield _written("total", tiers, solution, least=least)
    if problem.kept:
        tiers.append(_Tier("changes", 0, best_of(tiers[-1].step.face, kept_table(problem, seats))))
        yield _written("changes", tiers, solution, least=least)


def _levels(solution: Solution) -> list[tuple[int, int]]:
    """The different points of the worst-off pairs, as deep as asked, and how many pairs are at or below each."""
    placed = np.flatnonzero(solution.mentor_of >= 0)
    points = np.sort(solution.problem.points[placed, solution.mentor_of[placed]])
    worst = points[: solution.problem.depth]
    counts = [(int(level), int((worst <= level).sum())) for level in np.unique(worst)]
    return [(level, min(count, solution.problem.depth)) for level, count in counts]


def _pupils(solution: Solution) -> Bools:
    return np.arange(solution.seats.shape[0])[:, None] < len(solution.problem.mentees)


def _under(level: int, solution: Solution) -> Ints:
    """-1 where a pair would have fewer points than this."""
    points = solution.seats.spread_out(solution.problem.points)
    return -((points < level) & _pupils(solution)).astype(np.int64)


def _written(
    name: str, tiers: list[_Tier], solution: Solution, *, least: int | None = None, at_least: int | None = None
) -> dict[str, Any]:
    rows = np.array([t.step.rows for t in tiers], dtype=np.int64).T
    seats = np.array([t.step.seats for t in tiers], dtype=np.int64).T
    return {
        "tier": name,
        "counts": [[t.name, t.level, t.step.shift] for t in tiers],
        "least": least,
        "at_least": at_least,
        "numbers": rows[: len(solution.problem.mentees)].tolist(),
        "prices": _of_limits(seats, solution),
    }


def _of_limits(prices: Ints, solution: Solution) -> list[list[dict[str, list[int]]]]:
    """The prices of seats as prices of limits: for each limit and mentor, the price of each kind that has one."""
    problem, seats = solution.problem, solution.seats
    zero = (0,) * prices.shape[1]
    found: list[list[dict[str, list[int]]]] = [[{} for _ in problem.mentors] for _ in (None, *problem.quotas)]
    starts = np.searchsorted(seats.mentor, np.arange(len(problem.mentors) + 1))
    for mentor, room in enumerate(problem.capacity.tolist()):
        held = slice(starts[mentor], starts[mentor + 1])
        owed: dict[int, list[Vector]] = {}
        for kind, price in zip(seats.kind[held].tolist(), prices[held].tolist(), strict=True):
            owed.setdefault(kind, []).append(tuple(price))
        for group, price in _split(replace(seats.groups, most=room), owed, zero):
            found[group.quota - ALL][mentor][group.kind] = list(price)
    return found


def _split(group: Group, owed: dict[int, list[Vector]], zero: Vector) -> Iterator[tuple[Group, Vector]]:
    """What each limit costs per place so that the limits around a kind cost as much together as its seats.

    A limit is worth what the last place it leaves is worth; the rest of a seat's price is owed to limits inside it.
    """
    places = sorted((p for part in group.parts for p in _dearest(part, owed)), reverse=True)
    if len(places) >= group.most > 0 and places[group.most - 1] > zero:
        price = places[group.most - 1]
        owed = {k: [_less(p, price) if p > price else zero for p in prices] for k, prices in owed.items()}
        yield group, price
    for part in group.parts:
        yield from _split(part, owed, zero)


def _dearest(group: Group, owed: dict[int, list[Vector]]) -> list[Vector]:
    if not group.parts:
        return [p for kind in group.cells for p in owed.get(kind, ())]
    return sorted((p for part in group.parts for p in _dearest(part, owed)), reverse=True)[: group.most]


def _less(price: Vector, other: Vector) -> Vector:
    return tuple(a - b for a, b in zip(price, other, strict=True))
