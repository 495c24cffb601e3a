"""Class to class: two rosters, no applications. Everybody is placed, in pairs and, where numbers differ, in threes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workflows.matching.assign import assign
from workflows.matching.frame import Bools, Frame, Ints
from workflows.matching.problem import stable_number
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.rules import score

Group = tuple[tuple[str, ...], tuple[str, ...]]

# what two classes that meet in one lesson need not be asked: teachers made the time and know the ages
NOT_ASKED = frozenset({"slots", "grade", "language", "site", "adult"})


def class_groups(older: tuple[Pupil, ...], younger: tuple[Pupil, ...], pool: Pool | None = None) -> tuple[Group, ...]:
    """Groups as (older ids, younger ids), everybody in exactly one, sizes differing by at most one.

    The smaller class sets the number of groups. Kept-apart pairs, households and the like of `pool` hold; when they
    make it impossible to place somebody, that pupil stands in a group with nobody.
    """
    if not older or not younger:
        return tuple(((p.id,), ()) for p in older) + tuple(((), (p.id,)) for p in younger)
    base = pool or Pool(mentors=(), mentees=())
    frame = Frame(replace(base, mentors=_in_order(older), mentees=_in_order(younger), unasked=NOT_ASKED))
    scored = score(frame)
    turned = len(older) > len(younger)  # the larger class takes places with the smaller one
    points, allowed = (scored.total.T, scored.allowed.T) if turned else (scored.total, scored.allowed)
    hosts, guests = (frame.mentees, frame.mentors) if turned else (frame.mentors, frame.mentees)
    host_of = _balanced(points, allowed)
    found = [
        ((host.id,), tuple(sorted(guests[i].id for i in np.flatnonzero(host_of == j)))) for j, host in enumerate(hosts)
    ]
    left = [((), (guests[i].id,)) for i in np.flatnonzero(host_of < 0)]
    return tuple(sorted((b, a) if turned else (a, b) for a, b in (*found, *left)))


def _in_order(pupils: tuple[Pupil, ...]) -> tuple[Pupil, ...]:
    return tuple(sorted(pupils, key=lambda p: stable_number(p.id)))


def _balanced(points: Ints, allowed: Bools) -> Ints:
    """A host for every guest: most placed, then loads as even as can be, then most points."""
    guests, hosts = points.shape
    even, most = guests // hosts, -(-guests // hosts)
    rank = np.tile(np.arange(most), hosts)
    seat_host = np.repeat(np.arange(hosts), most)
    low = int(points.min(initial=0))
    worth = points[:, seat_host] - low + 1
    first = guests * (int(worth.max(initial=0)) + 1)
    # a seat every host must have outweighs all points, and being placed at all outweighs every such seat
    weight = worth + first * (rank < even) + first * (guests + 1)
    seat = assign(np.where(allowed[:, seat_host], weight, 0).astype(np.float64)).seat
    return np.where(seat >= 0, seat_host[seat], -1)
