"""A bound for each tier where quotas cross: prices of the linear programme, rounded so that they prove what they say.

Integer programming finds the draft and leaves no prices. Those of the relaxed question bound every tier from above;
where the bound meets the draft, none is better, and otherwise the gap is said.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from workflows.matching.check import Claim, bound_claims
from workflows.matching.crossing import Limits
from workflows.matching.frame import Bools, Floats, Ints
from workflows.matching.problem import Problem
from workflows.matching.solve import Solution, allowed_with_locks

# numbers and prices are whole parts of what a pair counts; rounding them up costs well below one
_PARTS = 1_000_000


def bounds_of(solution: Solution, certificate: dict[str, Any]) -> list[dict[str, Any]]:
    """A bound for every claim that the checker asks of this certificate."""
    problem = solution.problem
    allowed = allowed_with_locks(problem) & (problem.capacity > 0)
    return [_bound(problem, allowed, solution.mentor_of, claim) for claim in bound_claims(certificate)]


def _bound(problem: Problem, allowed: Bools, mentor_of: Ints, claim: Claim) -> dict[str, Any]:
    _, counts, least, _ = claim
    row, column = (allowed if least is None else allowed & (problem.points >= least)).nonzero()
    limits = Limits(problem, row, column)
    *before, gain = (_counted(problem, name, level) for name, level, _ in counts)
    held = np.array([table[row, column] for table in before], dtype=np.float64).reshape(len(before), len(row))
    placed = np.flatnonzero(mentor_of >= 0)
    reached = [float(table[placed, mentor_of[placed]].sum()) for table in before]
    prices, weights = _prices(limits, held, np.array(reached), gain[row, column])
    numbers = [0] * len(problem.mentees)
    paid = np.asarray(limits.table[len(problem.mentees) :].T @ prices).astype(np.int64) if len(row) else prices[:0]
    asked = _PARTS * gain[row, column] + np.array(weights, dtype=np.int64) @ held.astype(np.int64) - paid
    for i, short in zip(row.tolist(), asked.tolist(), strict=True):
        numbers[i] = max(numbers[i], short)
    return {"scale": _PARTS, "numbers": numbers, "prices": limits.named(prices.tolist()), "weights": weights}


def _prices(limits: Limits, held: Floats, reached: Floats, gain: Ints) -> tuple[Ints, list[int]]:
    """The prices of capacities and quotas, and the weights of the tiers before, in whole parts."""
    mentees = len(limits.problem.mentees)
    if not len(gain):
        return np.zeros(len(limits.most) - mentees, dtype=np.int64), [0] * len(reached)
    found = linprog(  # type: ignore[call-overload]  # SciPy takes sparse tables; its stubs do not say so
        -gain.astype(np.float64),
        A_ub=vstack([limits.table, csr_array(-held)]) if len(held) else limits.table,
        b_ub=np.concatenate([limits.most.astype(np.float64), -reached]),
    )
    parts = [math.ceil(max(0.0, -price) * _PARTS - 1e-3) for price in found.ineqlin.marginals]
    end = len(limits.most)
    return np.array(parts[mentees:end], dtype=np.int64), parts[end:]


def _counted(problem: Problem, name: str, level: int) -> Ints:
    """What each pair counts in a tier, as the checker counts it."""
    if name in ("total", "under"):
        return problem.points if name == "total" else -(problem.points < level).astype(np.int64)
    table = np.zeros(problem.points.shape, dtype=np.int64)
    if name == "changes":
        table[problem.cells(problem.kept)] = 1
        return table
    locked = {b for _, b in problem.locks}
    meant = {"locked": locked, "priority": locked | problem.priority, "placed": set(problem.mentees)}[name]
    table[[m in meant for m in problem.mentees]] = 1
    return table
