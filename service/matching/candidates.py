"""Everybody's candidates as lists, for drafts too large for a table: judged block by block, to keep memory flat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.matching.asked import Asked
from service.settings.problems import ConfigError, Problem
from workflows.matching.district import Candidates
from workflows.matching.frame import Bools, Frame, Ints
from workflows.matching.normalise import normal
from workflows.matching.pool import ready
from workflows.matching.problem import Pairing
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.rules import score

# above this many pairs a draft is made on lists
TABLE_LIMIT = 6_250_000
# places in all lists together: about two gigabytes while they are solved
LIST_LIMIT = 10_000_000
_BLOCK = 1_000_000


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Pairs that may be: numbers of mentees and mentors of the pool that is ready, and points."""

    mentee: Ints
    mentor: Ints
    points: Ints


def is_large(asked: Asked) -> bool:
    """Whether a table of everybody with everybody would be too large."""
    return len(asked.pool.mentors) * len(asked.pool.mentees) > TABLE_LIMIT


def candidates_of(asked: Asked) -> tuple[Pool, Candidates]:
    """Who is ready, and everybody's candidates in the same order.

    Raises `ConfigError` when the pairs that may be are too many, and for rules that lists do not know.
    """
    _refuse_unknown(asked.pool)
    pool = ready(asked.pool)
    if asked.scores is None:
        return pool, _listed(pool, _judged(pool))
    given = asked.scores.listed()
    return pool, _listed(pool, _without(Cells(given.mentee, given.mentor, given.points), pool, pool.forbidden))


def _refuse_unknown(pool: Pool) -> None:
    """What the solver of lists does not know is refused, not passed over."""
    policy = pool.policy
    asked = (("--lock", pool.locked), ("matching: quotas", policy.quotas), ("matching: spread", policy.spread))
    what, mend = f"is not known to a draft of more than {TABLE_LIMIT:,} pairs", "leave it out, or match site by site"
    wrong = [Problem(file="", line=0, place=place, what=what, mend=mend) for place, given in asked if given]
    if wrong:
        raise ConfigError(wrong)


def blocks(pool: Pool) -> Iterator[Pool]:
    """The pool in parts that together hold every pair that may be: site by site, where sites stay apart."""
    for mentors, mentees in _sites(pool):
        step = max(1, _BLOCK // max(1, len(mentors)))
        for start in range(0, len(mentees), step):
            yield replace(pool, mentors=mentors, mentees=mentees[start : start + step])


def _sites(pool: Pool) -> Iterator[tuple[tuple[Pupil, ...], tuple[Pupil, ...]]]:
    if not pool.policy.same_site:
        yield pool.mentors, pool.mentees
        return
    sides: tuple[dict[str, list[Pupil]], dict[str, list[Pupil]]] = ({}, {})
    for side, people in zip(sides, (pool.mentors, pool.mentees), strict=True):
        for pupil in people:
            side.setdefault(normal(pupil.site), []).append(pupil)
    for site in sorted(sides[1]):
        yield tuple(sides[0].get(site, ())), tuple(sides[1][site])


def _judged(pool: Pool) -> Cells:
    row, column = _numbers(pool)
    found: list[tuple[Ints, Ints, Ints]] = []
    held = 0
    for block in blocks(pool):
        if not block.mentors:
            continue
        scored = score(Frame(block))
        i, j = scored.allowed.nonzero()
        held += len(i)
        if held > LIST_LIMIT:
            raise _too_many()
        rows = np.array([row[p.id] for p in block.mentees], dtype=np.int64)[i]
        columns = np.array([column[p.id] for p in block.mentors], dtype=np.int64)[j]
        found.append((rows, columns, scored.total[i, j]))
    return Cells(*(np.concatenate([part[k] for part in found] or [np.zeros(0, dtype=np.int64)]) for k in range(3)))


def _without(cells: Cells, pool: Pool, pairs: frozenset[Pairing]) -> Cells:
    keep = ~_among(cells, pool, pairs)
    return Cells(cells.mentee[keep], cells.mentor[keep], cells.points[keep])


def _among(cells: Cells, pool: Pool, pairs: frozenset[Pairing]) -> Bools:
    """Which cells are among these pairs."""
    row, column = _numbers(pool)
    wide = len(pool.mentors)
    asked = [row[b] * wide + column[a] for a, b in pairs if a in column and b in row]
    return np.isin(cells.mentee * wide + cells.mentor, asked)


def _numbers(pool: Pool) -> tuple[dict[str, int], dict[str, int]]:
    row, column = ({p.id: k for k, p in enumerate(side)} for side in (pool.mentees, pool.mentors))
    return row, column


def _listed(pool: Pool, cells: Cells) -> Candidates:
    """The cells as a list for each mentee, filled up to the longest."""
    order = np.argsort(cells.mentee, kind="stable")
    mentee, count = cells.mentee[order], np.bincount(cells.mentee, minlength=len(pool.mentees))
    longest = int(count.max(initial=1))
    if longest * len(pool.mentees) > LIST_LIMIT:
        raise _too_many()
    place = np.arange(len(mentee)) - (np.cumsum(count) - count)[mentee]

    def spread(values: Ints, empty: int, kind: type[np.generic]) -> NDArray[Any]:
        table = np.full((len(pool.mentees), longest), empty, dtype=kind)
        table[mentee, place] = values[order]
        return table

    priority = {address.lower() for address in pool.policy.priority}
    return Candidates(
        mentor=spread(cells.mentor, -1, np.int32),
        points=spread(cells.points, 0, np.int64),
        room=np.array([pool.room(p) for p in pool.mentors], dtype=np.int64),
        priority=np.array([bool(p.handles & priority) for p in pool.mentees], dtype=np.bool_),
        kept=spread(_among(cells, pool, pool.announced).astype(np.int64), 0, np.bool_) if pool.announced else None,
        names=(tuple(p.id for p in pool.mentees), tuple(p.id for p in pool.mentors)),
        depth=pool.policy.worst_depth,
    )


def _too_many() -> ConfigError:
    what = f"more than {LIST_LIMIT:,} pairs may be"
    mend = "keep sites apart, ask for more common slots, or give --scores with the best candidates of each mentee"
    return ConfigError([Problem(file="", line=0, place="pairs", what=what, mend=mend)])
