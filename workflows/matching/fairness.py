"""Is it fair? Placement and points by group, pairs who would rather have each other, and what gaming would gain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from workflows.matching.outcome import Outcome, outcome_of
from workflows.matching.pupil import Pool, Pupil

# below this many people a figure could point at somebody
SMALLEST_CELL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """Mentees of one group. None where showing the figure could point at somebody."""

    group: str
    mentees: int | None
    placed: int | None
    mean_points: float | None


def by_group(pool: Pool, outcome: Outcome, group_of: Callable[[Pupil], str]) -> tuple[GroupFigures, ...]:
    """Placement and mean points of every group of mentees, small cells left out.

    The total is known, and with it what the groups left out are together: when they are still too few, the next
    smallest is left out as well.
    """
    score = {p.mentee: p.score for p in outcome.pairs}
    groups: dict[str, list[Pupil]] = {}
    for pupil in pool.mentees:
        groups.setdefault(group_of(pupil), []).append(pupil)
    hidden = {g for g, members in groups.items() if _is_small(members, score)}
    while hidden and len(hidden) < len(groups) and _is_small([p for g in hidden for p in groups[g]], score):
        hidden.add(min((g for g in groups if g not in hidden), key=lambda g: (len(groups[g]), g)))
    return tuple(_figures(g, members, score, g in hidden) for g, members in sorted(groups.items()))


def _is_small(members: list[Pupil], score: dict[str, int]) -> bool:
    placed = sum(p.id in score for p in members)
    return len(members) < SMALLEST_CELL or 0 < len(members) - placed < SMALLEST_CELL or 0 < placed < SMALLEST_CELL


def _figures(group: str, members: list[Pupil], score: dict[str, int], hidden: bool) -> GroupFigures:
    if hidden:
        return GroupFigures(group=group, mentees=None, placed=None, mean_points=None)
    points = [score[p.id] for p in members if p.id in score]
    mean = round(sum(points) / len(points), 1) if points else None
    return GroupFigures(group=group, mentees=len(members), placed=len(points), mean_points=mean)


def blocking_pairs(outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """(mentor, mentee) who may be a pair and both named each other above whom they have.

    The draft weighs wishes, it does not obey them; here staff see where it did not. Whom somebody chose after the
    tasters, having met them, comes before whom they wished for when they applied.
    """
    frame, allowed = outcome.frame, outcome.scored.allowed
    mentor_of = {p.mentee: p.mentor for p in outcome.pairs}
    mentees_of: dict[str, list[str]] = {}
    for p in outcome.pairs:
        mentees_of.setdefault(p.mentor, []).append(p.mentee)
    people = {p.id: p for p in (*frame.mentors, *frame.mentees)}
    found = []
    for row, mentee in enumerate(frame.mentees):
        for column, mentor in enumerate(frame.mentors):
            if not allowed[row, column] or mentor_of.get(mentee.id) == mentor.id:
                continue
            held = mentor_of.get(mentee.id)
            wants = _rank(mentee, mentor) < (_rank(mentee, people[held]) if held else _UNNAMED)
            theirs = [_rank(mentor, people[m]) for m in mentees_of.get(mentor.id, ())]
            worst = _UNNAMED if len(theirs) < frame.pool.room(mentor) else max(theirs, default=0)
            if wants and _rank(mentor, mentee) < worst:
                found.append((mentor.id, mentee.id))
    return tuple(sorted(found))


_UNNAMED = 1_000


def _rank(who: Pupil, whom: Pupil) -> int:
    named = [k for k, wish in enumerate((*who.votes, *who.wishes)) if wish.strip().lower() in whom.handles]
    return named[0] if named else _UNNAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """What a mentee would get by offering this slot alone, in points, against what all slots give. None: no mentor."""

    slot: str
    points: int | None
    honest: int | None

    @property
    def gains(self) -> bool:
        """Whether offering less would have paid."""
        return self.points is not None and (self.honest is None or self.points > self.honest)


def slot_influence(pool: Pool, mentee: str) -> tuple[Influence, ...]:
    """For each slot the mentee offers: what offering it alone would bring. Nobody should gain by offering less."""
    honest = _points_of(pool, mentee)
    pupil = next(p for p in pool.mentees if p.id == mentee)
    found = []
    for slot in dict.fromkeys(pupil.slots):
        less = tuple(replace(p, slots=(slot,)) if p.id == mentee else p for p in pool.mentees)
        found.append(Influence(slot=slot, points=_points_of(replace(pool, mentees=less), mentee), honest=honest))
    return tuple(found)


def _points_of(pool: Pool, mentee: str) -> int | None:
    """The points of the mentee's pair without those for slots, which shrink by themselves when slots are withheld."""
    outcome = outcome_of(pool, "en")
    pair = next((p for p in outcome.pairs if p.mentee == mentee), None)
    if pair is None:
        return None
    row, column = outcome.frame.row[mentee], outcome.frame.column[pair.mentor]
    own = outcome.scored.points.get("slots")
    return pair.score - (int(own[row, column]) if own is not None else 0)
