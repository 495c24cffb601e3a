"""Tested scales: how many items, how they are scored, for whom they were tested. Their words are not here.

Scoring follows the toolkits' rule for all of them: turn reversed items round, then take the mean of the items that
were answered. Numbers of items and answers: the National Mentoring Resource Center's measurement guidance toolkit
(Youth-Centered Relationship; Strength of Relationship, Rhodes et al. 2014), the School Climate Measure (Zullig et al.
2010).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.policy.learning import ScaleUse

ENOUGH = 0.8
"""Of fewer items than this share no mean is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale as the literature has it. `items` 0: any number. `reversed_items` is how many run the other way.

    `youngest` is the age below which it was not tested.
    """

    items: int
    points: int
    reversed_items: int | None = None
    youngest: int = 0


SCALES: Mapping[str, Scale] = {
    "ycr": Scale(items=5, points=4, youngest=10),
    "ysor": Scale(items=10, points=5, reversed_items=4, youngest=5),
    "msor": Scale(items=14, points=5, youngest=17),
    "climate": Scale(items=39, points=5),
    "own": Scale(items=0, points=5),
}


def points_of(use: ScaleUse) -> int:
    """How many answers there are to choose from."""
    return use.points if use.id == "own" else SCALES[use.id].points


def problems(use: ScaleUse) -> tuple[str, ...]:
    """What does not fit between the school's copy and the scale, in plain words."""
    scale = SCALES.get(use.id)
    if scale is None:
        return (f"{use.id!r} is not a scale known here; known are {', '.join(SCALES)}",)
    found = []
    if scale.items and len(use.items) != scale.items:
        found.append(f"{use.id} has {scale.items} items, the file has {len(use.items)}")
    if scale.reversed_items is not None and len(set(use.reverse)) != scale.reversed_items:
        found.append(f"{use.id} has {scale.reversed_items} reversed items, the file names {len(set(use.reverse))}")
    if any(not 1 <= number <= len(use.items) for number in use.reverse):
        found.append(f"`reverse` names an item that {use.id} does not have")
    return tuple(found)


def score(use: ScaleUse, answers: Sequence[int | None]) -> int | None:
    """The mean of the answered items in thousandths of a point, or None when too few were answered."""
    points = points_of(use)
    turned = [
        points + 1 - value if number in use.reverse else value
        for number, value in enumerate(answers, 1)
        if value is not None and 1 <= value <= points
    ]
    if not turned or len(turned) < ENOUGH * len(use.items):
        return None
    return round(1000 * sum(turned) / len(turned))
