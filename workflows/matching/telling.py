"""What changed between two drafts and what that cost, tier by tier, in words for the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from workflows.matching.board import name_of
from workflows.matching.pool import pool_of
from workflows.policy import Policy
from workflows.state import Pair, PairStatus, Person
from workflows.text.say import say
from workflows.view import Overlay, View

_IDEAS = (PairStatus.DRAFT, PairStatus.LOCKED)
_SHOWN_CHANGES = 4

Ideas = Mapping[str, Pair]


def with_consequences(text: str, before: View, after: View, policy: Policy, *, words: str = "changed") -> str:
    """The text, then which mentees' pairs changed between two drafts and what that cost and gained."""
    language, was, now = policy.language, _ideas(before), _ideas(after)
    moved = [m for m in sorted({*was, *now}) if _mentor(was.get(m)) != _mentor(now.get(m))]
    if not moved:
        return say(language, "matching.unchanged", text=text)
    lines = [_change(m, now.get(m), after, language) for m in moved[:_SHOWN_CHANGES]]
    if len(moved) > _SHOWN_CHANGES:
        lines.append(say(language, "matching.change.more", count=len(moved) - _SHOWN_CHANGES))
    urgent = _urgent(after, policy)
    tiers = list(zip(_tiers(was, urgent), _tiers(now, urgent), strict=True))
    cost = ", ".join(_less(language, tiers)) or say(language, "matching.cost.nothing")
    gain = ", ".join(_less(language, [(b, a) for a, b in tiers]))
    told = say(language, f"matching.{words}", text=text, changes="; ".join(lines), cost=cost)
    return f"{told} {say(language, 'matching.gained', gain=gain)}" if gain else told


def by_weights_of(before: View, after: View, now: datetime, policy: Policy) -> View:
    """The later draft with the points its pairs would have had by the weights before: only those can be compared."""
    from workflows.matching.frame import Frame
    from workflows.matching.rules import score

    frame = Frame(pool_of(before, now, policy))
    total = score(frame).total

    def points(a: str, b: str) -> int:
        return int(total[frame.row[b], frame.column[a]])

    def judged(pair: Pair) -> Pair:
        a, b = pair.mentor_id, pair.mentee_id
        if a not in frame.column or b not in frame.row:
            return pair  # locks that cannot be kept leave the last draft standing, with whoever has left since
        return replace(pair, score=points(a, b) + (points(b, a) if policy.matching.equals else 0))

    return Overlay(after, [judged(pair) for pair in _ideas(after).values()])


def _ideas(view: View) -> dict[str, Pair]:
    return {p.mentee_id: p for p in view.find(Pair) if p.status in _IDEAS}


def _mentor(pair: Pair | None) -> str:
    return pair.mentor_id if pair else ""


def _change(mentee: str, pair: Pair | None, view: View, language: str) -> str:
    if pair is None:
        return say(language, "matching.change.lost", mentee=name_of(mentee, view))
    return say(language, "matching.change.new", mentee=name_of(mentee, view), mentor=name_of(pair.mentor_id, view))


def _urgent(view: View, policy: Policy) -> frozenset[str]:
    addresses = {address.lower() for address in policy.matching.priority}
    return (
        frozenset(p.id for p in view.find(Person) if {p.id, p.email.lower()} & addresses) if addresses else frozenset()
    )


def _tiers(ideas: Ideas, urgent: frozenset[str]) -> Iterator[tuple[str, int]]:
    """What each tier reaches, in the order of what counts."""
    points = [pair.score for pair in ideas.values()]
    yield "priority", len(urgent & ideas.keys())
    yield "placed", len(ideas)
    yield "worst", min(points, default=0)
    yield "points", sum(points)


def _less(language: str, tiers: list[tuple[tuple[str, int], tuple[str, int]]]) -> Iterator[str]:
    """The tiers that reach less than before, and by how much."""
    for (tier, before), (_, after) in tiers:
        if after < before:
            yield say(language, f"matching.cost.{tier}", count=before - after)
