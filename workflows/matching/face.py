"""Lexicographic tiers without big weights: every tier narrows the set of solutions the next one may choose from.

After a tier is solved, its prices say which solutions are equally good: exactly those that use only pairs whose weight
equals the two prices, and that leave out nobody whose price is above zero (complementary slackness). This set is a
`Face`; the next tier is solved on it, so that no tier can harm an earlier one, whatever the numbers are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workflows.matching.assign import Assigned, assign, prices
from workflows.matching.frame import Bools, Floats, Ints


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """Solutions that use only `open` places and leave out no `must_row` and no `must_seat`; `some` is one of them."""

    open: Bools
    must_row: Bools
    must_seat: Bools
    some: Assigned

    def cover(self, open_: Bools) -> Assigned:
        """A solution over some of the open places that leaves out as few of the musts as possible."""
        asked = self.must_row[:, None].astype(np.float64) + self.must_seat[None, :]
        return assign(np.where(open_, asked, 0.0))

    def can_do_with(self, open_: Bools) -> bool:
        """Whether some solution of the face uses only these places."""
        return self.cover(open_).value == int(self.must_row.sum() + self.must_seat.sum())

    def within(self, open_: Bools) -> Face:
        """The solutions of the face that use only these places."""
        return replace(self, open=self.open & open_)


@dataclass(frozen=True, eq=False, slots=True)
class Step:
    """One tier solved. On every open place `gain + shift <= rows + seats`, with equality where taken."""

    assigned: Assigned
    shift: int
    rows: Floats
    seats: Floats
    face: Face


def most_of(open_: Bools, rank: Ints, ranks: tuple[int, ...]) -> list[Step]:
    """The solutions that seat the greatest sum of ranks, proven rank by rank from the highest.

    Each step proves that no more rows of at least that rank can be seated. Only the last step's face is the solutions.
    """
    assigned = assign(np.where(open_, rank[:, None].astype(np.float64), 0.0))
    rows, seats = np.zeros(len(rank)), np.zeros(open_.shape[1])
    step = Step(assigned, 0, rows, seats, Face(open_, rows > 0, seats > 0, assigned))
    steps, before = list[Step](), rank < 0
    for least in ranks:
        meant = rank >= least
        step = step if (meant == before).all() else _cover(step, meant)
        steps, before = [*steps, step], meant
    return steps


def _cover(before: Step, meant: Bools) -> Step:
    """That no more than the seated ones of these rows can be seated, by rows and seats that meet them all."""
    face, seat = before.face, before.assigned.seat
    weight = np.where(before.face.open & meant[:, None], 1.0, 0.0)
    price = prices(weight, Assigned(np.where(meant, seat, -1), 0))
    tight = face.open & (price.rows[:, None] + price.seats[None, :] == weight)
    narrowed = Face(tight, face.must_row | (price.rows > 0), face.must_seat | (price.seats > 0), before.assigned)
    return Step(before.assigned, 0, price.rows, price.seats, narrowed)


def best_of(face: Face, gain: Ints) -> Step:
    """The solutions of the face with the greatest total gain (whole numbers of either sign)."""
    weight, shift, bonus = _weights(face, gain)
    assigned = assign(weight)
    price = prices(weight, assigned)
    tight = face.open & (price.rows[:, None] + price.seats[None, :] == weight)
    return Step(
        assigned,
        shift,
        price.rows - bonus * face.must_row,
        price.seats - bonus * face.must_seat,
        Face(tight, price.rows > 0, price.seats > 0, assigned),
    )


def any_best_of(face: Face, gain: Ints) -> Assigned:
    """One solution of the face with the greatest total gain."""
    return assign(_weights(face, gain)[0])


def _weights(face: Face, gain: Ints) -> tuple[Floats, int, float]:
    # every open place weighs at least 1, and one must left out costs more than all gains together can win back
    chosen = gain[face.open]
    low, high = (int(chosen.min()), int(chosen.max())) if chosen.size else (0, 0)
    bonus = float(min(face.open.shape) * (high - low + 1) + 1)
    weight = (gain + (1 - low)).astype(np.float64)
    weight += bonus * face.must_row[:, None]
    weight += bonus * face.must_seat[None, :]
    weight[~face.open] = 0.0
    return weight, 1 - low, bonus
