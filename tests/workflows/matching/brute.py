"""The best pairs found by trying everything: slow, and too simple to be wrong in the way a solver could be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from workflows.matching.problem import Problem, Quota

Reached = tuple[int, int, tuple[int, ...], int, int]


def best_of_all(problem: Problem) -> Reached | None:
    """The best the tiers can reach: priority, placed, worst, total, minus changes; None if locks cannot be kept."""
    return max((reached for _, reached in all_drafts(problem)), default=None)


def all_drafts(problem: Problem) -> Iterator[tuple[list[list[str]], Reached]]:
    """Every draft that keeps the rules and the locks, as [mentor, mentee], with what it reaches."""
    locks: dict[str, set[str]] = {}
    for mentor, mentee in problem.locks:
        locks.setdefault(mentee, set()).add(mentor)
    for pairs in _all_pairs(problem, locks, 0, []):
        yield [[problem.mentors[j], problem.mentees[i]] for i, j in pairs], _reached(problem, pairs)


def _all_pairs(
    problem: Problem, locks: dict[str, set[str]], row: int, made: list[tuple[int, int]]
) -> Iterator[list[tuple[int, int]]]:
    if row == len(problem.mentees):
        yield list(made)
        return
    locked = locks.get(problem.mentees[row])
    if locked is None:
        yield from _all_pairs(problem, locks, row + 1, made)
    for column in range(len(problem.mentors)):
        if (locked is None or {problem.mentors[column]} == locked) and _fits(problem, row, column, made):
            made.append((row, column))
            yield from _all_pairs(problem, locks, row + 1, made)
            made.pop()


def _fits(problem: Problem, row: int, column: int, made: list[tuple[int, int]]) -> bool:
    held = [i for i, j in made if j == column]
    if not problem.allowed[row, column] or len(held) >= problem.capacity[column]:
        return False
    return all(sum(q.kinds[i] == q.kinds[row] for i in held) < q.most for q in problem.quotas)


def _reached(problem: Problem, pairs: list[tuple[int, int]]) -> Reached:
    points = sorted(int(problem.points[i, j]) for i, j in pairs)
    named = {(problem.mentors[j], problem.mentees[i]) for i, j in pairs}
    urgent = sum(problem.mentees[i] in problem.priority for i, _ in pairs)
    return urgent, len(pairs), tuple(points[: problem.depth]), sum(points), -len(problem.kept - named)


def reached_by(tiers: dict[str, Any]) -> Reached:
    """A solution's tiers in the same form."""
    return tiers["priority"], tiers["placed"], tuple(tiers["worst"]), tiers["total"], -tiers["changes"]


def nested_quotas(rng: np.random.Generator, rows: int) -> tuple[Quota, ...]:
    """No quota, one, or a second one inside the first."""
    wide = tuple(str(k) for k in rng.choice(list("ab"), rows))
    narrow = tuple(k + str(more) for k, more in zip(wide, rng.choice(list("xy"), rows), strict=True))
    return (Quota(kinds=wide, most=int(rng.integers(1, 4))), Quota(kinds=narrow, most=int(rng.integers(1, 3))))[
        : int(rng.integers(0, 3))
    ]


def crossing_problem(seed: int, largest: int = 5) -> Problem:
    """Some problem with two quotas that may cross."""
    problem, rng = random_problem(seed, largest), np.random.default_rng(seed)
    by_letter, by_sign = (tuple(str(k) for k in rng.choice(list(of), len(problem.mentees))) for of in ("ab", "+-"))
    quotas = (Quota(kinds=by_letter, most=int(rng.integers(1, 3))), Quota(kinds=by_sign, most=int(rng.integers(1, 3))))
    return replace(problem, quotas=quotas, capacity=rng.integers(0, 4, len(problem.mentors)))


def random_problem(seed: int, largest: int = 5) -> Problem:
    """Some problem, small and often nasty: many ties, few places, locks, quotas, negative points."""
    rng = np.random.default_rng(seed)
    rows, columns = (int(n) for n in rng.integers(1, largest + 1, 2))
    mentees, mentors = tuple(f"e{i}" for i in range(rows)), tuple(f"m{j}" for j in range(columns))
    allowed = rng.random((rows, columns)) < rng.choice([0.3, 0.6, 0.9, 1.0])
    cells = [(mentors[j], mentees[i]) for i in range(rows) for j in range(columns)]
    possible = [(mentors[j], mentees[i]) for i, j in np.argwhere(allowed)]
    pairs = frozenset(cells[k] for k in rng.permutation(len(cells))[: rng.integers(0, 4)])
    return Problem(
        mentees=mentees,
        mentors=mentors,
        points=rng.integers(-2, rng.choice([0, 1, 3, 10, 100]), (rows, columns)),
        allowed=allowed,
        capacity=rng.integers(0, 4, columns) if rng.random() < 0.5 else np.ones(columns, dtype=np.int64),
        priority=frozenset(mentees[k] for k in rng.permutation(rows)[: rng.integers(0, 3)]),
        locks=frozenset(possible[k] for k in rng.permutation(len(possible))[: rng.integers(0, 2)]),
        kept=pairs,
        quotas=nested_quotas(rng, rows),
        depth=int(rng.integers(0, 4)),
        spread=bool(rng.random() < 0.3),
    )


def loads(pairs: tuple[tuple[str, str], ...]) -> Counter[str]:
    """How many mentees each mentor has."""
    return Counter(mentor for mentor, _ in pairs)
