"""The best pairs, exactly, in tiers: what comes first is never given up for what comes later.

1. `priority`: as many priority mentees placed as can be. 2. `placed`: as many mentees placed as can be. 3. `worst`: the
pair with the fewest points has as many as can be, then the next, as deep as asked. 4. `total`: the most points.
5. `changes`: as few announced pairs dropped as can be. 6. `spread` (when asked for): mentees spread over mentors.
7. A tie-break by a hash of the two ids: chance, but always the same, and no advantage of the alphabet.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from workflows.matching.assign import assign
from workflows.matching.crossing import mentors_of
from workflows.matching.face import Face, any_best_of, best_of, most_of
from workflows.matching.frame import Bools, Ints
from workflows.matching.problem import LockedOutError, Pairing, Problem, stable_number
from workflows.matching.seats import Seats, seats_of

RANKS = FORCED, PRIORITY, ANYBODY = 3, 2, 1


@dataclass(frozen=True, eq=False, kw_only=True)
class Solution:
    """The pairs, and what is needed to explain and prove them. `mentor_of[i]` is a column or -1.

    `problem` is the question in its canonical order; every row and column number here means that order. `rank` says how
    much it counts that a row has a seat; `floors` are the fewest points allowed, one for each depth reached.
    """

    problem: Problem
    mentor_of: Ints
    seats: Seats
    rank: Ints
    floors: tuple[int, ...]
    open: Bools = field(repr=False)

    @property
    def pairs(self) -> tuple[Pairing, ...]:
        """(mentor, mentee) ids in order of the ids."""
        p = self.problem
        return tuple(sorted((p.mentors[j], p.mentees[i]) for i, j in enumerate(self.mentor_of) if j >= 0))

    @cached_property
    def seat_of_each(self) -> Ints:
        """A seat for every placed mentee at their mentor, then for every hold; -1 for nobody."""
        own = np.ones(self.seats.shape, dtype=np.bool_)
        own[: len(self.mentor_of)] = self.mentor_of[:, None] == self.seats.mentor[None, :]
        return assign((self.open & own).astype(np.float64)).seat

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
    allowed = allowed_with_locks(problem)
    if not problem.is_nested:
        return _crossing(problem, allowed)
    seats = seats_of(problem)
    rank = _ranks(problem, seats)
    open_ = seats.open_to(allowed)
    *_, placed = most_of(open_, rank, RANKS)
    if (placed.assigned.seat[rank == FORCED] < 0).any():
        raise LockedOutError(tuple(sorted(problem.locks)))
    points = seats.spread_out(problem.points)
    floors, face = _worst_off(problem, points, placed.face)
    face = best_of(face, points).face
    if problem.kept:
        face = best_of(face, kept_table(problem, seats)).face
    seat = _by_chance(problem, seats, face)
    mentor_of = np.where(seat >= 0, seats.mentor[seat], -1) if len(seats.mentor) else seat
    return Solution(problem=problem, mentor_of=mentor_of, seats=seats, rank=rank, floors=tuple(floors), open=open_)


def _crossing(problem: Problem, allowed: Bools) -> Solution:
    # seats and ranks say what capacities alone allow: enough for explaining, not for proving
    seats = seats_of(replace(problem, quotas=()))
    mentor_of, floors = mentors_of(problem, allowed)
    rank, open_ = _ranks(problem, seats), seats.open_to(allowed)
    return Solution(problem=problem, mentor_of=mentor_of, seats=seats, rank=rank, floors=floors, open=open_)


def allowed_with_locks(problem: Problem) -> Bools:
    """The pairs that may be when every lock is kept. Raises `LockedOutError` for locks that cannot be."""
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
    # Pupils who can be placed together form a matroid, so the greatest sum of any such numbers, however close, first
    # has the most forced rows (locks and holds), then the most priority mentees, then the most of all.
    locked = {b for _, b in problem.locks}
    mentees = [FORCED if m in locked else PRIORITY if m in problem.priority else ANYBODY for m in problem.mentees]
    return np.array([*mentees, *[FORCED] * len(seats.holds)], dtype=np.int64)


def _worst_off(problem: Problem, points: Ints, face: Face) -> tuple[list[int], Face]:
    floors, counted = list[int](), 0
    real = np.arange(points.shape[0])[:, None] < len(problem.mentees)
    placed = int((face.some.seat[: len(problem.mentees)] >= 0).sum())
    low: Bools = ~real & face.open  # places the threshold does not speak of: holds, and levels already counted
    while counted < min(problem.depth, placed):
        floor = _highest_floor(face, points, low)
        face = face.within(low | (points >= floor))
        floors.append(floor)
        if problem.depth - counted == 1:
            break
        at_floor = real & (points == floor)
        fewest = best_of(face, -at_floor.astype(np.int64))
        taken = fewest.assigned.seat[: len(problem.mentees)]
        counted += int(at_floor[: len(problem.mentees)][taken >= 0, taken[taken >= 0]].sum())
        if counted >= problem.depth:
            break
        face, low = fewest.face, low | at_floor
    return floors, face


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


def kept_table(problem: Problem, seats: Seats) -> Ints:
    """1 where a pair was announced before."""
    table = np.zeros(problem.points.shape, dtype=np.int64)
    table[problem.cells(problem.kept)] = 1
    return seats.spread_out(table)


def _by_chance(problem: Problem, seats: Seats, face: Face) -> Ints:
    """The seat of every mentee in the one draft of the face that spread (when asked for) and chance pick."""
    chance = _chance(problem, seats)
    if problem.spread:
        face, gain = _with_idle(problem, seats, face)
        face = best_of(face, gain).face
        chance = np.vstack([chance, np.zeros((len(gain) - len(chance), gain.shape[1]), dtype=np.int64)])
    return any_best_of(face, chance).seat[: len(problem.mentees)]


def _with_idle(problem: Problem, seats: Seats, face: Face) -> tuple[Face, Ints]:
    """The face with a row for each place a mentor may leave free, and what leaving it free is worth.

    The first place left free is worth least, so that the last mentee of the fullest mentor moves to one with fewer.
    """
    room = np.minimum(problem.capacity, len(problem.mentees))
    mentor, worth = np.repeat(np.arange(len(room)), room), np.concatenate([[0], *(np.arange(n) for n in room)])[1:]
    may = (mentor[:, None] == seats.mentor[None, :]) & ~face.must_seat[None, :]
    open_ = np.vstack([face.open, may])
    gain = np.zeros(open_.shape, dtype=np.int64)
    gain[len(face.open) :] = worth.astype(np.int64)[:, None]
    must = np.concatenate([face.must_row, np.zeros(len(mentor), dtype=np.bool_)])
    return Face(open_, must, face.must_seat, face.some), gain


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
