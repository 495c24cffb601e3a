"""The next best partner for either side of a pair and what it would truly cost, in words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workflows.matching.frame import Floats
from workflows.matching.losses import Loss, Losses
from workflows.text.say import say


class Alternatives:
    """Sentences about what else there is. `names` by id; points are shown divided by `scale`."""

    def __init__(self, losses: Losses, names: Mapping[str, str], language: str, scale: int = 1) -> None:
        self._losses = losses
        self._names = names
        self._language = language
        self._scale = scale

    def of_pair(self, mentor: str, mentee: str) -> tuple[str, ...]:
        """The next best mentor for the mentee and the next best mentee for the mentor, with their price."""
        table, problem = self._losses.table, self._losses.problem
        row, column = problem.row[mentee], problem.column[mentor]
        if not (problem.allowed[row] & (problem.capacity > 0)).sum() > 1:
            return (self._say("alternative.none", mentee=self._names[mentee]),)
        if table is None:
            return ()
        mine = self._losses.solution.mentor_of == column
        for_mentee = _cheapest(table[row], np.arange(table.shape[1]) == column)
        for_mentor = _cheapest(table[:, column], mine)
        lines = [self._priced("mentee", self._names[mentee], problem.mentors, for_mentee)]
        lines.append(self._priced("mentor", self._names[mentor], problem.mentees, for_mentor))
        return tuple(line for line in lines if line)

    def loss(self, loss: Loss) -> str:
        """What a change costs, in words."""
        parts: list[str] = []
        if loss.placed > 0:
            parts.append(self._say("loss.placed", placed=loss.placed))
        if loss.priority > 0:
            parts.append(self._say("loss.priority", placed=loss.priority))
        if loss.worst:
            before, after = (self.points(p) for p in loss.worst)
            parts.append(self._say("loss.worst", before=before, after=after))
        if loss.points > 0:
            parts.append(self._say("loss.points", points=self.points(loss.points)))
        return ", ".join(parts) or self._say("loss.nothing")

    def points(self, points: float) -> str:
        """Points as people wrote them."""
        return shown_points(points, self._scale)

    def _priced(self, side: str, name: str, others: tuple[str, ...], found: tuple[int, float] | None) -> str:
        if found is None:
            return self._say(f"alternative.{side}_costly", name=name)
        cost = self.loss(Loss(points=int(found[1])))
        return self._say(f"alternative.{side}", name=name, other=self._names[others[found[0]]], loss=cost)

    def _say(self, key: str, **values: str | int) -> str:
        return say(self._language, f"matching.{key}", **values)


def shown_points(points: float, scale: int) -> str:
    """Points divided by the scale, without needless zeros."""
    return f"{points / scale:.6f}".rstrip("0").rstrip(".") if scale > 1 else str(int(points))


def _cheapest(losses: Floats, own: np.typing.NDArray[np.bool_]) -> tuple[int, float] | None:
    others = np.where(own, np.inf, losses)
    best = int(others.argmin()) if others.size else 0
    return (best, float(others[best])) if others.size and np.isfinite(others[best]) else None
