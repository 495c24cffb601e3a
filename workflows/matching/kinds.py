"""Quotas as groups inside groups: which kinds of mentees are limited together, and whether the limits cross.

Limits that lie inside one another or apart (at most two of a grade, and of these one of a class) can be written as
places, which keeps the problem an assignment. Limits that cross (one of a grade, one of a gender) cannot: `crossing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

ALL = -1
Kinds = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Mentees of these cells, at most `most` of them per mentor. `quota` and `kind` say which limit it is.

    A cell is one combination of kinds, numbered; `quota` is `ALL` for what no quota limits: a cell as such, everybody.
    """

    cells: frozenset[int]
    most: int
    quota: int = ALL
    kind: str = ""
    parts: tuple[Group, ...] = ()


def cells_of(kinds: Kinds, mentees: int) -> list[int]:
    """The number of every mentee's combination of kinds. `kinds` holds, for each quota, the kind of every mentee."""
    number: dict[tuple[str, ...], int] = {}
    return [number.setdefault(tuple(of[i] for of in kinds), len(number)) for i in range(mentees)]


def groups_of(kinds: Kinds, most: Sequence[int], mentees: int) -> Group | None:
    """Everybody as groups inside groups, at most `most` of a kind for each quota; None when two limits cross."""
    cell = cells_of(kinds, mentees)
    tops = [Group(cells=frozenset({c}), most=n) for c, n in sorted(Counter(cell).items())]
    for limit in _limits(kinds, most, cell):
        inside = [g for g in tops if g.cells <= limit.cells]
        if frozenset().union(*(g.cells for g in inside)) != limit.cells:
            return None
        grown = Group(cells=limit.cells, most=limit.most, quota=limit.quota, kind=limit.kind, parts=tuple(inside))
        tops = [*(g for g in tops if g not in inside), grown]
    return Group(cells=frozenset(cell), most=mentees, parts=tuple(tops))


def _limits(kinds: Kinds, most: Sequence[int], cell: list[int]) -> list[Group]:
    found = [
        Group(cells=frozenset(c for c, k in zip(cell, of, strict=True) if k == kind), most=most[n], quota=n, kind=kind)
        for n, of in enumerate(kinds)
        for kind in sorted(set(of))
    ]
    # the small ones first, so that each finds its parts already there
    return sorted(found, key=lambda g: (len(g.cells), min(g.cells), g.quota))
