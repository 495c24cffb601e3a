"""Figures about groups so small that they would point at somebody are not shown."""

from __future__ import annotations

from collections.abc import Mapping

SMALLEST_CELL = 5
"""Below this many people a figure could point at somebody."""


def shown(count: int) -> str:
    """A count as a table shows it: one that could point at somebody only as being below the smallest."""
    return f"< {SMALLEST_CELL}" if 0 < count < SMALLEST_CELL else str(count)


def is_small(total: int, *parts: int) -> bool:
    """Whether a group, one of its parts, or the rest beside that part has too few people to be shown."""
    few = range(1, SMALLEST_CELL)
    return total < SMALLEST_CELL or any(part in few or total - part in few for part in parts)


def hidden(sizes: Mapping[str, int], small: frozenset[str]) -> frozenset[str]:
    """The groups to leave out: the small ones, and one more when a single one could be told from the total."""
    if len(small) == 1 and len(sizes) > 1:
        return small | {min((g for g in sizes if g not in small), key=lambda g: (sizes[g], g))}
    return small
