"""What the district solver computes on: short lists of candidates instead of a table, with the same faces and prices.

Row i of every table here belongs to mentee i, and column k to the k-th name on that mentee's list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from workflows.matching.assign import EXACT
from workflows.matching.forced import Forced
from workflows.matching.frame import Bools, Floats, Ints

_FIRST_CANDIDATES = 22

Seats = tuple[Ints | None, Ints | None]
"""A draft that seats must-rows and one that fills must-mentors, each to begin the next look with."""
NOBODY_SEATED: Seats = (None, None)


@dataclass(frozen=True, eq=False, slots=True)
class Lists:
    """`mentor` names the candidates of every mentee (row), -1 where the list is shorter; `room` of every mentor."""

    mentor: NDArray[np.int32]
    room: Ints

    @property
    def there(self) -> Bools:
        """Where there is a candidate who takes anybody."""
        return np.asarray((self.mentor >= 0) & (self.room[self.mentor] > 0))


@dataclass(frozen=True, eq=False, slots=True)
class ListFace:
    """Drafts that use only `open` candidates, leave out no `must_row` and fill every `must_mentor`."""

    open: Bools
    must_row: Bools
    must_mentor: Bools


@dataclass(frozen=True, eq=False, slots=True)
class ListStep:
    """A tier solved: `gain + shift <= numbers + prices` on every open candidate, with equality where taken."""

    mentor_of: Ints
    shift: int
    numbers: Floats
    prices: Floats
    face: ListFace


def seated(lists: Lists, open_: Bools, start: Ints | None = None) -> Ints:
    """The mentor of every mentee in a draft that places as many as can be, -1 for none.

    `start` is a draft to begin with; whoever may not keep the place there loses it.
    """
    mentor_of = np.full(len(open_), -1, dtype=np.int64)
    if start is not None:
        keeps = (open_ & (lists.mentor == start[:, None])).any(axis=1) & (start >= 0)
        mentor_of[keeps] = start[keeps]
    # nearly everybody finds a place among a few names, and what is left then is quick with all of them
    # (every so many-th name: lists are in one order, and their first names are all the same mentors)
    few = open_ & (np.arange(open_.shape[1]) % max(1, open_.shape[1] // _FIRST_CANDIDATES) == 0)
    hopeful = open_.any(axis=1)
    for part in (few, open_):
        if not (hopeful & (mentor_of < 0)).any():
            break
        forest = _Forest(lists, part, mentor_of)
        while forest.follow_ways_out():
            forest.graft()
    return mentor_of


class _Forest:
    """Trees of moves from everybody without a place at once, each mentor in one tree only.

    When no tree finds a free place, no more can be placed. A tree that found one is felled after its moves are made and
    its mentors are grafted on the trees that stand; trees without a way out are never grown twice (Azad, Buluc and
    Pothen 2015).
    """

    def __init__(self, lists: Lists, open_: Bools, mentor_of: Ints) -> None:
        self._lists, self._mentor_of = lists, mentor_of
        self._row, k = np.nonzero(open_)
        self._mentor = lists.mentor[self._row, k]
        self._first = np.searchsorted(self._row, np.arange(len(open_) + 1))
        self._by_mentor = np.argsort(self._mentor, kind="stable")
        self._first_of = np.searchsorted(self._mentor[self._by_mentor], np.arange(len(lists.room) + 1))
        self._parent = np.full(len(lists.room), -1, dtype=np.int64)  # the row from which a mentor was reached
        self._root = np.where(mentor_of < 0, np.arange(len(mentor_of)), -1)
        self._felled = np.zeros(0, dtype=np.int64)
        self._reached = self._reach(np.flatnonzero(mentor_of < 0))

    def follow_ways_out(self) -> bool:
        """Grow every tree and make the moves of one way out of each; whether there was any."""
        load = np.bincount(self._mentor_of[self._mentor_of >= 0], minlength=len(self._lists.room))
        grown = np.zeros(len(self._mentor_of), dtype=np.bool_)  # by root: has found its way out
        ends, reached = list[int](), self._reached
        while len(reached):
            free = reached[load[reached] < self._lists.room[reached]]
            roots, one = np.unique(self._root[self._parent[free]], return_index=True)
            ends += free[one[~grown[roots]]].tolist()
            grown[roots] = True
            rows = np.flatnonzero((self._root < 0) & (self._mentor_of >= 0) & (self._parent[self._mentor_of] >= 0))
            self._root[rows] = self._root[self._parent[self._mentor_of[rows]]]
            reached = self._reach(rows[~grown[self._root[rows]]])
        felled = np.flatnonzero((self._parent >= 0) & grown[self._root[self._parent]])
        for end in ends:
            self._follow(end)
        self._root[(self._root >= 0) & grown[self._root]] = -1
        self._parent[felled] = -1
        self._felled = felled
        return bool(ends)

    def graft(self) -> None:
        """Put mentors of felled trees on trees that stand, where somebody there may go to them."""
        edges = self._by_mentor[_ranges(self._first_of, self._felled)]
        edges = edges[self._root[self._row[edges]] >= 0]
        self._reached, first = np.unique(self._mentor[edges], return_index=True)
        self._parent[self._reached] = self._row[edges[first]]

    def _reach(self, rows: Ints) -> Ints:
        edges = _ranges(self._first, rows)
        edges = edges[self._parent[self._mentor[edges]] < 0]
        reached, first = np.unique(self._mentor[edges], return_index=True)
        self._parent[reached] = self._row[edges[first]]
        return np.asarray(reached, dtype=np.int64)

    def _follow(self, end: int) -> None:
        while end >= 0:
            row = self._parent[end]
            end, self._mentor_of[row] = int(self._mentor_of[row]), end


def _ranges(first: Ints, chosen: Ints) -> Ints:
    """Every number from `first[c]` up to `first[c + 1]` for the chosen c, one after the other."""
    counts = first[chosen + 1] - first[chosen]
    return np.repeat(first[chosen] - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())


def cover(lists: Lists, open_: Bools, mentor_of: Ints) -> tuple[Bools, Bools]:
    """The rows and mentors that together meet every open candidate and prove that no more can be placed (König 1931).

    A mentor is priced when somebody without a place could get there if others moved.
    """
    reached, priced = mentor_of < 0, np.zeros(len(lists.room), dtype=np.bool_)
    frontier = np.flatnonzero(reached)
    while len(frontier):
        at, k = np.nonzero(open_[frontier])
        priced[lists.mentor[frontier[at], k]] = True
        frontier = np.flatnonzero(~reached & priced[mentor_of])
        reached[frontier] = True
    return ~reached, priced


def can_do(lists: Lists, face: ListFace, open_: Bools, start: Seats) -> tuple[bool, Seats]:
    """Whether some draft of the face uses only these candidates; and two drafts to begin the next look with.

    One that leaves out no must-row and one that fills every must-mentor are enough: then there is one that does both
    (Mendelsohn and Dulmage 1958).
    """
    rows = seated(lists, open_ & face.must_row[:, None], start[0])
    if (rows[face.must_row] < 0).any():
        return False, (rows, start[1])
    wanted = int(lists.room[face.must_mentor].sum())
    if not wanted:
        return True, (rows, None)
    mentors = seated(lists, open_ & face.must_mentor[lists.mentor], start[1])
    return int((mentors >= 0).sum()) == wanted, (rows, mentors)


def best_in(lists: Lists, face: ListFace, gain: Ints) -> ListStep:
    """The drafts of the face with the greatest total gain.

    The best draft rarely needs anybody's weaker candidates. So it is found on everybody's best few, its prices are held
    against all candidates, and those that could still gain come in; when none can, the prices prove the answer for the
    whole lists (column generation: Dantzig and Wolfe 1960).
    """
    weight, shift, bonus = _weights(lists, face, gain)
    chosen = _best_few(weight, _FIRST_CANDIDATES)
    while True:
        whole = np.array_equal(chosen, face.open)
        mentor_of = _around_forced(lists, face, weight) if whole else _assigned(lists, weight, chosen)
        numbers, prices = _prices(lists, weight, chosen, mentor_of)
        over = np.where(weight > 0, weight - numbers[:, None] - prices[lists.mentor], 0.0)
        missed = (over > 0).any(axis=1)
        if not missed.any():
            break
        chosen[missed] = weight[missed] > 0
    narrowed = ListFace(face.open & (over == 0), numbers > 0, prices > 0)
    return ListStep(mentor_of, shift, numbers - bonus * face.must_row, prices - bonus * face.must_mentor, narrowed)


def _weights(lists: Lists, face: ListFace, gain: Ints) -> tuple[Floats, int, float]:
    # every open candidate weighs at least 1, and a must left out costs more than all gains together can win back
    chosen = gain[face.open]
    low, high = (int(chosen.min()), int(chosen.max())) if chosen.size else (0, 0)
    rows = len(gain)
    bonus = float(rows * (high - low + 1) + 1)
    weight = (gain + (1 - low)).astype(np.float64)
    weight += bonus * face.must_row[:, None]
    weight += bonus * face.must_mentor[lists.mentor]
    weight[~face.open] = 0.0
    if weight.size and weight.max() * 2 * rows >= EXACT:
        raise OverflowError("points are too large for so many pupils")
    return weight, 1 - low, bonus


def _best_few(weight: Floats, count: int) -> Bools:
    if weight.shape[1] <= count:
        return weight > 0
    least = np.partition(weight, -count, axis=1)[:, -count]
    return np.asarray((weight >= least[:, None]) & (weight > 0))


def _edges(lists: Lists, open_: Bools) -> tuple[Ints, Ints, Ints, Ints]:
    """Row, seat and place in the list of every candidate, once for each seat of the mentor; and the seats' mentors."""
    at, k = np.nonzero(open_)
    mentor = lists.mentor[at, k]
    times = lists.room[mentor]
    first = np.concatenate([[0], np.cumsum(lists.room)])[mentor]
    copy = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    seat_mentor = np.repeat(np.arange(len(lists.room)), lists.room)
    return np.repeat(at, times), np.repeat(first, times) + copy, np.repeat(k, times), seat_mentor


def _around_forced(lists: Lists, face: ListFace, weight: Floats) -> Ints:
    """The best assignment over all candidates of the face: the pairs it forces, and the best of what is left."""
    row, k = np.nonzero(face.open)
    mentor = lists.mentor[row, k].astype(np.int64)
    must = np.concatenate([face.must_row, face.must_mentor])
    taken, choice = Forced(row, mentor, lists.room, must).pairs()
    mentor_of = np.full(len(weight), -1, dtype=np.int64)
    mentor_of[row[taken]] = mentor[taken]
    rows = np.unique(row[choice])
    if len(rows):
        room = lists.room - np.bincount(mentor[taken], minlength=len(lists.room))
        open_ = np.zeros(face.open.shape, dtype=np.bool_)
        open_[row[choice], k[choice]] = True
        mentor_of[rows] = _assigned(Lists(lists.mentor[rows], room), weight[rows], open_[rows])
    return mentor_of


def _assigned(lists: Lists, weight: Floats, chosen: Bools) -> Ints:
    """The best assignment over the chosen candidates; a place of nobody for each mentee keeps it always possible."""
    row, seat, k, seat_mentor = _edges(lists, chosen)
    rows, seats = len(weight), len(seat_mentor)
    top = float(weight.max(initial=0.0)) + 1
    # never 0, which a sparse table would take for "no candidate"
    cost = np.concatenate([top - weight[row, k], np.full(rows, top)])
    nobody = seats + np.arange(rows)
    table = csr_array((cost, (np.concatenate([row, np.arange(rows)]), np.concatenate([seat, nobody]))))
    _, found = min_weight_full_bipartite_matching(table)
    return np.where(found < seats, np.append(seat_mentor, -1)[np.minimum(found, seats)], -1)


def _prices(lists: Lists, weight: Floats, chosen: Bools, mentor_of: Ints) -> tuple[Floats, Floats]:
    """What each mentee keeps, and the lowest prices of mentors that support the assignment; Bellman-Ford by pass."""
    price = np.zeros(len(lists.room))
    at, k = np.nonzero(chosen)
    mentor, offered = lists.mentor[at, k], weight[at, k]
    own = np.zeros(len(weight))
    held = np.flatnonzero(mentor_of >= 0)
    own[held] = weight[held][lists.mentor[held] == mentor_of[held, None]]
    for _ in range(2 * len(weight) + 2):
        numbers = np.where(mentor_of >= 0, own - price[mentor_of], 0.0)
        asked = offered - numbers[at]
        risen = (asked > price[mentor]) & (mentor != mentor_of[at])
        if not risen.any():
            return numbers, price
        np.maximum.at(price, mentor[risen], asked[risen])
    raise ValueError("the assignment is not the best one: its prices do not settle")
