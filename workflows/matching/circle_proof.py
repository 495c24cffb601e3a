"""The proof that goes with a round of equals: prices of pupils and of odd sets, found apart from the round itself.

The round is found by integer programming. The proof comes from the linear programme over the same groups: where its
best answer is a fraction, as round a circle of three, an odd set says that it holds fewer pairs than that, until the
bound meets the round (Edmonds 1965; sets by the cuts of a tree of flows, Padberg and Rao 1982). Where no set is found
any more, the bound stays and the gap is said.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from workflows.matching.circle import Fit, Round, choices
from workflows.matching.frame import Floats

# prices are rounded up to whole parts of a point; all together stay below one point
_PARTS = 10_000
_ROUNDS = 60
_FLOW = 1_000_000

Groups = dict[tuple[str, ...], int]


def proofs_of(people: Sequence[str], fit: Fit, made: Sequence[Round]) -> list[dict[str, Any]]:
    """A proof for each round, of what was left to choose among after the rounds before."""
    met: set[frozenset[str]] = set()
    found = []
    for held in made:
        found.append(proof_of(people, choices(people, fit, met), held))
        met |= {frozenset(pair) for group in held for pair in itertools.combinations(group, 2)}
    return found


def proof_of(people: Sequence[str], groups: Groups, chosen: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """A proof for `circle_check` that no choice among `groups`, with their points, beats the chosen one; or a bound."""
    programme = _Programme(people, groups)
    reached, most = sum(groups[group] for group in chosen), math.inf
    for _ in range(_ROUNDS):
        most, shares = programme.solve()
        if most < reached + 0.5 or not programme.cut(shares):
            break
    numbers, prices, threes = programme.prices()
    return {
        "people": list(people),
        "groups": [[list(group), points] for group, points in groups.items()],
        "chosen": [list(group) for group in chosen],
        "scale": _PARTS,
        "numbers": dict(zip(people, numbers, strict=True)),
        "sets": [[sorted(inside), price] for inside, price in zip(programme.sets, prices, strict=True) if price],
        "threes": threes,
    }


class _Programme:
    """Shares of groups that hold everybody once, without more in an odd set than it can hold."""

    def __init__(self, people: Sequence[str], groups: Groups) -> None:
        self.sets: list[frozenset[str]] = []
        self._people, self._groups = people, list(groups)
        self._points = np.array(list(groups.values()), dtype=np.float64)
        once = [[who in group for group in self._groups] for who in people]
        self._once = np.array([*once, [len(group) == 3 for group in self._groups]], dtype=np.float64)
        self._rows: list[list[int]] = []

    def solve(self) -> tuple[float, Floats]:
        """The most points of any shares, and the shares."""
        right = np.array([1.0] * len(self._people) + [len(self._people) % 2])
        most = [len(inside) // 2 for inside in self.sets]
        self._found = linprog(
            -self._points,
            A_eq=self._once,
            b_eq=right,
            A_ub=np.array(self._rows, dtype=np.float64) if self._rows else None,
            b_ub=most or None,
        )
        return -float(self._found.fun or 0.0), np.asarray(self._found.x, dtype=np.float64)

    def cut(self, shares: Floats) -> bool:
        """Take in the odd sets that hold too much; whether there were any."""
        known = len(self.sets)
        for inside in _odd_sets(self._people, self._groups, shares):
            row = [len(inside & set(group)) // 2 for group in self._groups]
            if inside not in self.sets and np.dot(row, shares) > len(inside) // 2 + 1e-6:
                self.sets.append(inside)
                self._rows.append(row)
        return len(self.sets) > known

    def prices(self) -> tuple[list[int], list[int], int]:
        """Numbers of pupils, prices of sets and the price of threes, in whole parts, no group paying too little."""
        up = [math.ceil(max(0.0, -price) * _PARTS - 1e-4) for price in self._found.ineqlin.marginals]
        *numbers, threes = (math.ceil(-price * _PARTS - 1e-4) for price in self._found.eqlin.marginals)
        at = {who: place for place, who in enumerate(self._people)}
        for place, group in enumerate(self._groups):
            paid = sum(numbers[at[who]] for who in group) + (threes if len(group) == 3 else 0)
            paid += sum(price * row[place] for price, row in zip(up, self._rows, strict=False))
            numbers[at[group[0]]] += max(0, int(self._points[place]) * _PARTS - paid)
        return numbers, up, threes


def _odd_sets(people: Sequence[str], groups: Sequence[tuple[str, ...]], shares: Floats) -> Iterator[frozenset[str]]:
    """Odd sets on one side of the least cuts between pupils (Gusfield's tree of flows)."""
    flow = csr_array(_flow(people, groups, shares))
    everybody = set(range(len(people)))
    parent = [0] * len(people)
    for node in range(1, len(people)):
        side = _side(flow, node, parent[node])
        for other in side & set(range(node + 1, len(people))):
            parent[other] = node if parent[other] == parent[node] else parent[other]
        for inside in (side, everybody - side):
            if len(inside) % 2 and len(inside) > 1:
                yield frozenset(people[place] for place in inside)


def _flow(people: Sequence[str], groups: Sequence[tuple[str, ...]], shares: Floats) -> NDArray[np.int32]:
    """How much every two are together, in whole parts."""
    at = {who: place for place, who in enumerate(people)}
    flow = np.zeros((len(people), len(people)), dtype=np.int32)
    for group, share in zip(groups, shares.tolist(), strict=True):
        for a, b in itertools.permutations(group, 2):
            flow[at[a], at[b]] += round(share * _FLOW)
    return flow


def _side(flow: csr_array, source: int, sink: int) -> set[int]:
    """Everybody on the source's side of a least cut."""
    left = flow - maximum_flow(flow, source, sink).flow
    left.data[left.data < 0] = 0
    left.eliminate_zeros()
    return set(breadth_first_order(left, source, return_predecessors=False).tolist())
