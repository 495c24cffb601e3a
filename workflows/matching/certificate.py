"""The proof that goes with a solution: for each tier, numbers that `check` can add up by itself.

Each tier was solved with its own small weights on what the tiers before left open. Here the weights are put together
again as whole numbers of any size: an earlier tier's weights and prices are multiplied until no later tier can outweigh
them, which turns a chain of proofs into one proof over the whole table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from workflows.matching.assign import assign, prices
from workflows.matching.face import Step
from workflows.matching.frame import Bools, Floats, Ints
from workflows.matching.solve import FEWEST, Solution

_RANKS = ("forced", "priority", "placed")


@dataclass(frozen=True, eq=False, slots=True)
class _Proof:
    """Weights so far and the prices that prove them, all whole numbers."""

    classes: dict[str, int]
    levels: dict[int, int]
    points: int
    kept: int
    rows: list[int]
    seats: list[int]


def certificate_of(solution: Solution, scale: int = 1) -> dict[str, Any]:
    """The certificate as plain values, ready for JSON. `scale`: points are multiples of 1/scale."""
    problem = solution.problem
    kinds = problem.kinds if problem.quota else ("",) * len(problem.mentees)
    there = set(problem.mentees), set(problem.mentors)
    points = np.where(problem.allowed, problem.points, 0).tolist()
    return {
        "format": "nearpeer matching certificate, version 1",
        "scale": scale,
        "mentees": list(problem.mentees),
        "mentors": list(problem.mentors),
        "points": [
            [p if ok else None for p, ok in zip(line, fine, strict=True)]
            for line, fine in zip(points, problem.allowed.tolist(), strict=True)
        ],
        "capacity": problem.capacity.tolist(),
        "kinds": list(kinds),
        "kind_names": sorted(set(kinds)),
        "quota": problem.quota,
        "priority": sorted(problem.priority & there[0]),
        "locks": [[a, b] for a, b in sorted(problem.locks)],
        "kept": [[a, b] for a, b in sorted(problem.kept)],
        "depth": problem.depth,
        "pairs": [[a, b] for a, b in solution.pairs],
        "steps": _steps(solution),
    }


def _steps(solution: Solution) -> list[dict[str, Any]]:
    first, *later = solution.steps
    base = solution.seats.shape[0] + 1
    proof = _Proof(
        dict(zip(_RANKS, (base * base, base, 1), strict=True)), {}, 0, 0, _whole(first.rows), _whole(first.seats)
    )
    found = [_written("placed", proof, solution, claim="equal", least=None)]
    for depth, floor in enumerate(solution.floors):
        spared = solution.floors[:depth]
        found.append(_nothing_above(floor, spared, proof, solution))
        if later[0].tier.startswith(FEWEST):
            proof = _joined(proof, later.pop(0), solution, level=floor)
            found.append(_written(f"{FEWEST} {floor}", proof, solution, claim="equal", least=floor, spared=spared))
    least, spared = (solution.floors[-1], solution.floors[:-1]) if solution.floors else (None, ())
    for step in later:
        proof = _joined(proof, step, solution)
        found.append(_written(step.tier, proof, solution, claim="equal", least=least, spared=spared))
    return found


def _joined(proof: _Proof, step: Step, solution: Solution, level: int | None = None) -> _Proof:
    """The proof with one more tier under it: everything so far is multiplied until it outweighs the new one."""
    rows, seats = _whole(step.rows), _whole(step.seats)
    chosen = solution.problem.points[solution.problem.allowed] if step.tier == "total" else np.array([-1, 1])
    low, high = (int(chosen.min()), int(chosen.max())) if chosen.size else (0, 0)
    largest = max([0, *map(abs, rows)]) + max([0, *map(abs, seats)]) + abs(step.shift) + max(abs(low), abs(high))
    times = len(rows) * (high - low + abs(step.shift) + largest + 1) + largest + 1
    levels = {b: w * times for b, w in proof.levels.items()}
    return _Proof(
        {rank: w * times + step.shift for rank, w in proof.classes.items()},
        levels if level is None else {**levels, level: 1},
        1 if step.tier == "total" else proof.points * times,
        1 if step.tier == "changes" else 0,
        [a * times + b for a, b in zip(proof.rows, rows, strict=True)],
        [a * times + b for a, b in zip(proof.seats, seats, strict=True)],
    )


def _nothing_above(floor: int, spared: tuple[int, ...], proof: _Proof, solution: Solution) -> dict[str, Any]:
    """The step that says: with pairs above the floor only, the tiers so far cannot be reached."""
    weight = _count_table(proof, solution)
    points = solution.seats.spread_out(solution.problem.points)
    judged = _pupils(solution)[:, None]
    above = solution.open & (~judged | (points > floor) | np.isin(points, list(spared)))
    weight[~above] = 0.0
    price = prices(weight, assign(weight))
    shown = replace(proof, rows=_whole(price.rows), seats=_whole(price.seats))
    return _written(f"worst {len(spared) + 1}", shown, solution, claim="less", least=floor + 1, spared=spared)


def _count_table(proof: _Proof, solution: Solution) -> Floats:
    base = solution.seats.shape[0] + 1
    of_rank = {base * base: "forced", base: "priority", 1: "placed"}
    row = np.array([proof.classes[of_rank[int(r)]] for r in solution.rank], dtype=np.float64)
    table: Floats = np.broadcast_to(row[:, None], solution.seats.shape).copy()
    points = solution.seats.spread_out(solution.problem.points)
    for level, weight in proof.levels.items():
        table -= weight * ((points == level) & _pupils(solution)[:, None])
    return table


def _pupils(solution: Solution) -> Bools:
    return np.asarray(np.arange(solution.seats.shape[0]) < len(solution.problem.mentees))


def _written(
    tier: str, proof: _Proof, solution: Solution, *, claim: str, least: int | None, spared: tuple[int, ...] = ()
) -> dict[str, Any]:
    weights = {
        **proof.classes,
        "levels": {str(b): w for b, w in proof.levels.items()},
        "points": proof.points,
        "kept": proof.kept,
    }
    return {
        "tier": tier,
        "claim": claim,
        "least": least,
        "spared": list(spared),
        "weights": weights,
        "numbers": proof.rows[: len(solution.problem.mentees)],
        "prices": _by_mentor(proof.seats, solution),
    }


def _by_mentor(seats: list[int], solution: Solution) -> list[list[int]]:
    problem = solution.problem
    kinds = len(set(problem.kinds)) if problem.quota else min(1, len(problem.mentees))
    table = [[0] * kinds for _ in problem.mentors]
    for price, mentor, kind in zip(seats, solution.seats.mentor, solution.seats.kind, strict=True):
        place = max(int(kind), 0)
        table[mentor][place] = max(table[mentor][place], price)
    return table


def _whole(numbers: Floats | Ints) -> list[int]:
    return [int(n) for n in numbers]
