"""Co-mentoring of equals: everybody in a pair (one group of three when the number is odd), new partners each round."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence, Set

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from workflows.matching.problem import stable_number

Round = tuple[tuple[str, ...], ...]
Fit = Callable[[str, str], int | None]


def rounds(people: Sequence[str], fit: Fit, most: int) -> tuple[Round, ...]:
    """Up to `most` rounds, each with everybody in one group and nobody meeting the same person twice.

    `fit` gives a pair's points, or None when the two may not be together. Each round is the best possible one that is
    left; the rounds end when no further one can hold everybody.
    """
    everybody = tuple(sorted(people, key=stable_number))
    met: set[frozenset[str]] = set()
    found: list[Round] = []
    while len(found) < most:
        made = _best_round(everybody, fit, met)
        if made is None:
            break
        met |= {frozenset(pair) for group in made for pair in itertools.combinations(group, 2)}
        found.append(made)
    if len(found) < most and len(people) % 2 == 0 and not _anything_forbidden(everybody, fit) and found:
        # choosing the best each time can end early; walking round a circle from the best first round never does
        return _circle(found[0])[:most]
    return tuple(found)


def _best_round(everybody: tuple[str, ...], fit: Fit, met: set[frozenset[str]]) -> Round | None:
    """The groups with the most points that hold everybody once; None when there are none. Exact, by HiGHS."""
    groups = choices(everybody, fit, met)
    if not groups:
        return None
    member = np.array([[p in group for group in groups] for p in everybody], dtype=np.float64)
    once = LinearConstraint(member, lb=1, ub=1)
    threes = np.array([[len(group) == 3 for group in groups]], dtype=np.float64)
    odd = LinearConstraint(threes, lb=len(everybody) % 2, ub=len(everybody) % 2)
    # a small fixed share for chance makes equals come out the same every time; all shares together stay below 1
    chance = [stable_number("~".join(group)) / 2**64 / (len(everybody) + 1) for group in groups]
    gain = np.array(list(groups.values()), dtype=np.float64) + chance
    whole = np.ones(len(gain), dtype=np.int8)
    found = milp(-gain, constraints=[once, odd], bounds=Bounds(0, 1), integrality=whole, options={"mip_rel_gap": 0})
    if not found.success:
        return None
    return tuple(sorted(g for g, taken in zip(groups, found.x, strict=True) if taken > 0.5))


def choices(everybody: Sequence[str], fit: Fit, met: Set[frozenset[str]]) -> dict[tuple[str, ...], int]:
    """Every group of the next round and how well it fits: pairs who have not met, and threes when the number is odd."""
    points: dict[tuple[str, ...], int] = {}
    for pair in itertools.combinations(sorted(everybody), 2):
        value = fit(*pair)
        if value is not None and frozenset(pair) not in met:
            points[pair] = value
    if len(everybody) % 2:
        points |= dict(_threes(sorted(everybody), points))
    return points


def _threes(everybody: list[str], pairs: dict[tuple[str, ...], int]) -> Iterator[tuple[tuple[str, ...], int]]:
    for three in itertools.combinations(everybody, 3):
        inside = [pairs.get(pair) for pair in itertools.combinations(three, 2)]
        known = [value for value in inside if value is not None]
        if len(known) == 3:
            yield three, sum(known) // 3


def _anything_forbidden(everybody: tuple[str, ...], fit: Fit) -> bool:
    return any(fit(a, b) is None for a, b in itertools.combinations(sorted(everybody), 2))


def _circle(first: Round) -> tuple[Round, ...]:
    """The round-robin circle that begins with this round: one stays, the others move on by one place."""
    seats = [group[0] for group in first] + [group[1] for group in reversed(first)]
    half, made = len(seats) // 2, list[Round]()
    for _ in range(len(seats) - 1):
        pairs = zip(seats[:half], reversed(seats[half:]), strict=True)
        made.append(tuple(sorted(tuple(sorted(pair)) for pair in pairs)))
        seats = [seats[0], seats[-1], *seats[1:-1]]
    return tuple(made)
