"""The best pairs, exactly, in tiers: what comes first is never given up for what comes later.

1. `priority`: as many priority mentees placed as can be. 2. `placed`: as many mentees placed as can be. 3. `worst`: the
pair with the fewest points has as many as can be, then the next, as deep as asked. 4. `total`: the most points.
5. `changes`: as few announced pairs dropped as can be. 6. `spread` (when asked for): mentees spread over mentors.
7. A tie-break by a hash of the two ids: chance, but always the same, and no advantage of the alphabet.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from workflows.matching.assign import assign, prices
from workflows.matching.face import Face, Step, any_best_of, best_of
from workflows.matching.frame import Bools, Ints
from workflows.matching.problem import LockedOutError, Pairing, Problem, stable_number
from workflows.matching.seats import Seats, seats_of

FEWEST = "fewest at"


@dataclass(frozen=True, eq=False, kw_only=True)
class Solution:
    """The pairs, and what is needed to explain and prove them. `mentor_of[i]` is a column or -1.

    `problem` is the question in its canonical order; every row and column number here means that order.
    """

    problem: Problem
    mentor_of: Ints
    seats: Seats
    rank: Ints  # weight of each row in the placement tier
    steps: tuple[Step, ...]
    floors: tuple[int, ...]  # fewest points allowed, one per depth reached
    open: Bools = field(repr=False)

    @property
    def pairs(self) -> tuple[Pairing, ...]:
        """(mentor, mentee) ids in order of the ids."""
        p = self.problem
        return tuple(sorted((p.mentors[j], p.mentees[i]) for i, j in enumerate(self.mentor_of) if j >= 0))

    @property
    def tiers(self) -> dict[str, int | list[int]]:
        """What each tier reached."""
        p = self.problem
        placed = np.flatnonzero(self.mentor_of >= 0)
        points = p.points[placed, self.mentor_of[placed]]
        return {
            "priority": sum(p.mentees[i] in p.priority for i in placed),
            "placed": len(placed),
            "worst": sorted(points.tolist())[: p.depth],
            "total": int(points.sum()),
            "changes": len(p.kept - set(self.pairs)),
        }


def solve(problem: Problem) -> Solution:
    """The best pairs under the tiers above. Raises `LockedOutError` when the locks cannot all be kept."""
    problem = problem.ordered()
    allowed = _with_locks(problem)
    seats = seats_of(problem)
    rank = _ranks(problem, seats)
    open_ = seats.open_to(allowed)
    first = _placement(problem, rank, open_)
    points = seats.spread_out(problem.points)
    steps, floors, face = _worst_off(problem, points, first)
    steps.append(best_of(face, points, "total"))
    if problem.kept:
        steps.append(best_of(steps[-1].face, _kept(problem, seats), "changes"))
    assigned = any_best_of(_spread(problem, seats, steps[-1].face), _chance(problem, seats))
    seat = assigned.seat[: len(problem.mentees)]
    mentor_of = np.where(seat >= 0, seats.mentor[seat], -1) if len(seats.mentor) else seat
    return Solution(
        problem=problem,
        mentor_of=mentor_of,
        seats=seats,
        rank=rank,
        steps=(first, *steps),
        floors=tuple(floors),
        open=open_,
    )


def _with_locks(problem: Problem) -> Bools:
    allowed: Bools = problem.allowed.copy()
    rows, cols = problem.cells(problem.locks)
    wrong = [(problem.mentors[j], problem.mentees[i]) for i, j in zip(rows, cols, strict=True) if not allowed[i, j]]
    twice = {int(i) for i in rows if (rows == i).sum() > 1}
    wrong += [(problem.mentors[j], problem.mentees[i]) for i, j in zip(rows, cols, strict=True) if int(i) in twice]
    if wrong:
        raise LockedOutError(tuple(wrong))
    allowed[rows] = False
    allowed[rows, cols] = True
    return allowed


def _ranks(problem: Problem, seats: Seats) -> Ints:
    # a forced row (lock or hold) outweighs all priority mentees together, each of these all the others
    base = seats.shape[0] + 1
    locked = {b for _, b in problem.locks}
    mentees = [base * base if m in locked else base if m in problem.priority else 1 for m in problem.mentees]
    return np.array([*mentees, *[base * base] * len(seats.holds)], dtype=np.int64)


def _placement(problem: Problem, rank: Ints, open_: Bools) -> Step:
    weight = np.where(open_, rank[:, None].astype(np.float64), 0.0)
    assigned = assign(weight)
    forced = rank == (len(rank) + 1) ** 2
    if (assigned.seat[forced] < 0).any():
        raise LockedOutError(tuple(sorted(problem.locks)))
    price = prices(weight, assigned)
    tight = open_ & (price.rows[:, None] + price.seats[None, :] == weight)
    return Step("placed", assigned, 0, price.rows, price.seats, Face(tight, price.rows > 0, price.seats > 0))


def _worst_off(problem: Problem, points: Ints, first: Step) -> tuple[list[Step], list[int], Face]:
    face, steps, floors, counted = first.face, list[Step](), list[int](), 0
    real = np.arange(points.shape[0])[:, None] < len(problem.mentees)
    placed = int((first.assigned.seat[: len(problem.mentees)] >= 0).sum())
    low: Bools = ~real & face.open  # places the threshold does not speak of: holds, and levels already counted
    while counted < min(problem.depth, placed):
        floor = _highest_floor(face, points, low)
        face = face.within(low | (points >= floor))
        floors.append(floor)
        if problem.depth - counted == 1:
            break
        at_floor = real & (points == floor)
        step = best_of(face, -at_floor.astype(np.int64), f"{FEWEST} {floor}")
        taken = step.assigned.seat[: len(problem.mentees)]
        count = int(at_floor[: len(problem.mentees)][taken >= 0, taken[taken >= 0]].sum())
        counted += count
        if counted >= problem.depth:
            break
        face, low = step.face, low | at_floor
        steps.append(step)
    return steps, floors, face


def _highest_floor(face: Face, points: Ints, exempt: Bools) -> int:
    judged = face.open & ~exempt
    levels = np.unique(points[judged])
    fits, fails = 0, len(levels)  # levels[fits] can be done; levels[fails] cannot (or is past the end)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if face.can_do_with(face.open & (exempt | (points >= levels[middle]))):
            fits = middle
        else:
            fails = middle
    return int(levels[fits])


def _kept(problem: Problem, seats: Seats) -> Ints:
    table = np.zeros(problem.points.shape, dtype=np.int64)
    table[problem.cells(problem.kept)] = 1
    return seats.spread_out(table)


def _spread(problem: Problem, seats: Seats, face: Face) -> Face:
    if not problem.spread:
        return face
    gain = np.zeros(seats.shape, dtype=np.int64)
    gain[: len(problem.mentees)] = -seats.rank[None, :]
    return best_of(face, gain, "spread").face


def _chance(problem: Problem, seats: Seats) -> Ints:
    bits = 50 - 2 * max(seats.shape).bit_length()
    mentees = np.array([stable_number(m) for m in problem.mentees], dtype=np.uint64)[:, None]
    mentors = np.array([stable_number(m) for m in problem.mentors], dtype=np.uint64)[None, :]
    mixed = _mixed(mentees ^ (_mixed(mentors) | np.uint64(1))) >> np.uint64(64 - max(bits, 1))
    return seats.spread_out(mixed.astype(np.int64))


def _mixed(number: np.typing.NDArray[np.uint64]) -> np.typing.NDArray[np.uint64]:
    # the finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit moves every output bit
    number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return number ^ (number >> np.uint64(31))
