"""Who is together with whom among equals, from the pairs alone: approving a pair needs no numeric library."""

from __future__ import annotations

import itertools

from workflows.state import Pair, PairStatus
from workflows.view import View

_TOGETHER = (PairStatus.DRAFT, PairStatus.LOCKED, PairStatus.ACTIVE)


def linked(view: View) -> frozenset[frozenset[str]]:
    """Every two who are a pair, drafted or approved."""
    return frozenset(frozenset((p.mentor_id, p.mentee_id)) for p in view.find(Pair) if p.status in _TOGETHER)


def partners_of(person: str, view: View) -> frozenset[str]:
    """The partners this pupil has now, on whichever side."""
    active = PairStatus.ACTIVE
    first = (p.mentee_id for p in view.find(Pair, mentor_id=person, status=active))
    second = (p.mentor_id for p in view.find(Pair, mentee_id=person, status=active))
    return frozenset((*first, *second))


def half_approved(view: View) -> tuple[Pair, ...]:
    """Pairs still waiting in a group of three of which another pair is approved: they stay until the lead decides."""
    links, pairs = linked(view), view.find(Pair)
    thirds = [frozenset((p.mentor_id, p.mentee_id)) for p in pairs if p.status is PairStatus.ACTIVE]
    return tuple(
        p
        for p in pairs
        if p.status in (PairStatus.DRAFT, PairStatus.LOCKED)
        and any(_is_three(frozenset((p.mentor_id, p.mentee_id)) | active, links) for active in thirds)
    )


def _is_three(people: frozenset[str], links: frozenset[frozenset[str]]) -> bool:
    return len(people) == 3 and all(frozenset(two) in links for two in itertools.combinations(people, 2))
