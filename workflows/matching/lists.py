"""What the district solver computes on: short lists of candidates instead of a table, with the same faces and prices.

Row i of every table here belongs to mentee i, and column k to the k-th name on that mentee's list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching, min_weight_full_bipartite_matching

from workflows.matching.assign import EXACT
from workflows.matching.frame import Bools, Floats, Ints

_FIRST_CANDIDATES = 22


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


def seated(lists: Lists, open_: Bools) -> Ints:
    """The mentor of every mentee in a draft that places as many as can be (Hopcroft and Karp 1973), -1 for none."""
    row, seat, _, seat_mentor = _edges(lists, open_)
    if not len(row):
        return np.full(len(open_), -1, dtype=np.int64)
    graph = csr_array((np.ones(len(row), dtype=np.int8), (row, seat)), shape=(len(open_), len(seat_mentor)))
    found = maximum_bipartite_matching(graph, perm_type="column")
    return np.where(found >= 0, seat_mentor[found], -1)


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


def can_do(lists: Lists, face: ListFace, open_: Bools) -> bool:
    """Whether some draft of the face uses only these candidates.

    One that leaves out no must-row and one that fills every must-mentor are enough: then there is one that does both
    (Mendelsohn and Dulmage 1958).
    """
    rows = seated(lists, open_ & face.must_row[:, None])
    if (rows[face.must_row] < 0).any():
        return False
    wanted = int(lists.room[face.must_mentor].sum())
    return not wanted or int((seated(lists, open_ & face.must_mentor[lists.mentor]) >= 0).sum()) == wanted


def best_in(lists: Lists, face: ListFace, gain: Ints) -> ListStep:
    """The drafts of the face with the greatest total gain.

    The best draft rarely needs anybody's weaker candidates. So it is found on everybody's best few, its prices are held
    against all candidates, and those that could still gain come in; when none can, the prices prove the answer for the
    whole lists (column generation: Dantzig and Wolfe 1960).
    """
    weight, shift, bonus = _weights(lists, face, gain)
    chosen = _best_few(weight, _FIRST_CANDIDATES)
    while True:
        mentor_of = _assigned(lists, weight, chosen)
        numbers, prices = _prices(lists, weight, chosen, mentor_of)
        over = np.where(weight > 0, weight - numbers[:, None] - prices[lists.mentor], 0.0)
        missed = (over > 0).any(axis=1)
        if not missed.any():
            break
        chosen[missed] = weight[missed] > 0
    narrowed = ListFace(face.open & (over == 0), numbers > 0, prices > 0)
    return ListStep(
        mentor_of, shift, numbers - bonus * face.must_row, prices - bonus * face.must_mentor, narrowed
    )


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
