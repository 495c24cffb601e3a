"""Check a district's draft without its solver: the claims one after the other, each on what those before left open."""

from __future__ import annotations

import numpy as np

from workflows.matching.district import Candidates, District
from workflows.matching.frame import Bools, Ints


def faults_of(c: Candidates, d: District) -> list[str]:
    """What is wrong with the draft or its proof; empty when no draft is better in the tiers it claims.

    The worst-off pair itself is proven by `worst_is_best`, which needs a matching rather than an addition.
    """
    taken = c.mentor == d.mentor_of[:, None]
    taken &= (d.mentor_of >= 0)[:, None]
    load = np.bincount(d.mentor_of[d.mentor_of >= 0], minlength=len(c.room))
    wrong = [] if taken.sum() == (d.mentor_of >= 0).sum() and (load <= c.room).all() else ["the draft breaks a rule"]
    open_ = (c.mentor >= 0) & (c.room[c.mentor] > 0)
    before = np.zeros(open_.shape[0], dtype=np.int64), np.zeros(len(c.room), dtype=np.int64)
    for claim in d.claims:
        if claim.name in ("total", "changes") and d.worst:
            open_ = open_ & (c.points >= d.worst[0])
        worth = _worth(c, claim.name, claim.level) + claim.shift
        cost = claim.numbers[:, None] + claim.prices[c.mentor]
        bound = int(claim.numbers.sum() + claim.prices @ c.room)
        low = ((before[0] == 0) & (claim.numbers < 0)).any() or ((before[1] == 0) & (claim.prices < 0)).any()
        if low or (cost < worth)[open_].any() or bound != int(worth[taken].sum()) or not open_[taken].all():
            wrong.append(f"{claim.name}: the numbers do not prove it")
        open_ = open_ & (cost == worth)
        # below zero is fine only for whom an earlier claim holds fast already
        before = before[0] + abs(claim.numbers), before[1] + abs(claim.prices)
    return wrong


def _worth(c: Candidates, name: str, level: int) -> Ints:
    if name == "changes" and c.kept is not None:
        return c.kept.astype(np.int64)
    tables: dict[str, Ints] = {
        "priority": np.broadcast_to(c.priority[:, None], c.points.shape).astype(np.int64),
        "placed": np.ones_like(c.points),
        "at": -(c.points == level).astype(np.int64),
        "total": c.points,
    }
    return tables[name]


def worst_is_best(c: Candidates, d: District) -> bool:
    """Whether no draft that places as many (and as many of priority) has only better pairs than this one's worst.

    Counted anew by augmenting paths, mentee by mentee, in plain Python: slow, and nothing like the solver's way.
    """
    better = (c.mentor >= 0) & (c.points > d.worst[0]) if d.worst else c.mentor >= 0
    everybody = np.ones(len(c.priority), dtype=np.bool_)
    return _most(c, better, everybody) < d.placed or _most(c, better, c.priority) < d.priority


def _most(c: Candidates, open_: Bools, meant: Bools) -> int:
    held: dict[int, list[int]] = {}
    lists = [c.mentor[i][open_[i]].tolist() if meant[i] else [] for i in range(len(meant))]
    return sum(_augment(i, lists, held, c.room, set()) for i in range(len(lists)))


def _augment(row: int, lists: list[list[int]], held: dict[int, list[int]], room: Ints, seen: set[int]) -> bool:
    for mentor in lists[row]:
        if mentor in seen or not room[mentor]:
            continue
        seen.add(mentor)
        inside = held.setdefault(mentor, [])
        if len(inside) < room[mentor]:
            inside.append(row)
            return True
        for place, other in enumerate(inside):
            if _augment(other, lists, held, room, seen):
                inside[place] = row
                return True
    return False
