"""Why a mentee is without a mentor, which rules bind, and the smallest change that would help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workflows.matching.frame import Bools, Frame, Ints
from workflows.matching.normalise import normal
from workflows.matching.pupil import Pupil
from workflows.matching.room import Room
from workflows.matching.rules import Scored
from workflows.matching.solve import Solution
from workflows.matching.wording import why_not
from workflows.text.say import say

# never offered as a change to make
_SACRED = ("self", "household", "apart", "former")
# what is easier to change comes first
_EASY = ("slots", "grade", "adult", "site", "forbidden", "language", "gender")
_OF_TIMES = {"slots", "adult"}
_OFFERS = 2
# where quotas cross, each mentor asked about is one more draft
_CROSSING_LOOKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One change that would place a waiting mentee with this mentor (a column).

    `rules` would have to be set aside, or the mentor be free at these `slots`; without either the mentor would take one
    more than the `limit`: -1 is the room in all, otherwise the number of a quota.
    """

    mentor: int
    rules: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    limit: int = -1


class Waiting:
    """Explains every mentee whom one solution could not place."""

    def __init__(self, frame: Frame, scored: Scored, solution: Solution, language: str) -> None:
        self._frame = frame
        self._scored = scored
        self._problem = solution.problem
        self._rooms = Room(solution)
        self._language = language

    def why(self, pupil: Pupil) -> tuple[str, ...]:
        """What stands in this mentee's way, then what would help."""
        if pupil.missing:
            return (self._say("unmatched.missing", name=pupil.shown, missing="; ".join(pupil.missing)),)
        if not self._frame.mentors or not self._room.any():
            return (self._say("unmatched.nobody"),)
        row = self._frame.row[pupil.id]
        offered = [self._worded(offer, pupil) for offer in self.offers(pupil)]
        return (*self._binding(row), *self._taken(row), *(offered or [self._say("relax.none", name=pupil.shown)]))

    def offers(self, pupil: Pupil) -> list[Offer]:
        """The smallest changes, each enough by itself: rules at one mentor, then room at one who fits."""
        row = self._frame.row[pupil.id]
        return [*self._changed_rules(row, pupil), *self._more_room(row)][:_OFFERS]

    def _binding(self, row: int) -> Iterable[str]:
        counts = [(int(table[row].sum()), rule) for rule, table in self._scored.broken.items()]
        for count, rule in sorted(counts, key=lambda c: (-c[0], c[1])):
            if count:
                yield self._say(
                    "unmatched.binding",
                    mentors=len(self._frame.mentors),
                    count=count,
                    reason=why_not(rule, self._language),
                )

    def _taken(self, row: int) -> Iterable[str]:
        fitting = np.flatnonzero(self._scored.allowed[row] & self._room)
        full = sum(-1 in self._against(row, j) or not self._against(row, j) for j in fitting.tolist())
        if full:
            yield self._say("unmatched.taken", count=full)
        if len(fitting) > full:
            yield self._say("unmatched.quota", count=len(fitting) - full)

    def _changed_rules(self, row: int, pupil: Pupil) -> Iterable[Offer]:
        """Mentors who could take one more after others move, and the fewest rules that keep this mentee from them."""
        broken = np.array([table[row] for table in self._scored.broken.values()])
        rules = list(self._scored.broken)
        sacred = broken[[k for k, rule in enumerate(rules) if rule in _SACRED]].any(axis=0)
        cost: dict[int, Offer] = {}
        for j in np.flatnonzero(self._room & ~sacred & broken.any(axis=0)).tolist():
            cost[j] = self._offer(j, [rules[k] for k in np.flatnonzero(broken[:, j])], pupil)
        best = sorted(cost, key=lambda j: (*_size(cost[j]), -int(self._scored.total[row, j]), j))
        for j in self._could_take(row, best):
            yield cost[j]
            return

    def _could_take(self, row: int, mentors: list[int]) -> Iterable[int]:
        asked = mentors if self._problem.is_nested else mentors[:_CROSSING_LOOKS]
        for chunk in (asked,) if self._problem.is_nested else ([j] for j in asked):
            could = self._rooms.after_moves(self._row(row), self._columns[np.array(chunk, dtype=np.int64)])
            yield from (j for j, can in zip(chunk, could.tolist(), strict=True) if can)

    def _offer(self, column: int, rules: list[str], pupil: Pupil) -> Offer:
        mentor = self._frame.mentors[column]
        slots = self._slots_to_add(mentor, pupil) if set(rules) <= _OF_TIMES else ()
        return Offer(mentor=column, rules=() if slots else tuple(rules), slots=slots)

    def _slots_to_add(self, mentor: Pupil, pupil: Pupil) -> tuple[str, ...]:
        """The fewest of the pupil's slots that the mentor would have to be free at; none when they are not enough."""
        policy = self._frame.policy
        kept = set(policy.adult_slots) if pupil.needs_adult or mentor.needs_adult else None
        free, timetable = {normal(slot) for slot in mentor.slots}, policy.timetables.get(mentor.site)
        offered = [slot for slot in dict.fromkeys(pupil.slots) if kept is None or slot in kept]
        lacking = policy.minimum_common_slots - sum(normal(slot) in free for slot in offered)
        new = [s for s in offered if normal(s) not in free and (timetable is None or s in timetable)]
        return tuple(new[:lacking]) if len(new) >= lacking else ()

    def _more_room(self, row: int) -> Iterable[Offer]:
        """A mentor who fits and is kept from this mentee by one limit only."""
        fitting = np.flatnonzero(self._scored.allowed[row])
        by_points = sorted(fitting.tolist(), key=lambda j: (-int(self._scored.total[row, j]), j))
        for j in by_points:
            against = self._against(row, j)
            if len(against) == 1:
                yield Offer(mentor=j, limit=against[0])
                return

    def _worded(self, offer: Offer, pupil: Pupil) -> str:
        mentor = self._frame.mentors[offer.mentor]
        if offer.slots:
            return self._say("relax.slots", mentor=mentor.shown, slots=", ".join(offer.slots))
        if offer.rules == ("grade",) and mentor.grade >= pupil.grade:
            return self._say("relax.grade", mentor=mentor.shown, gap=mentor.grade - pupil.grade)
        if offer.rules:
            reasons = "; ".join(why_not(rule, self._language) for rule in offer.rules)
            return self._say("relax.rule", mentor=mentor.shown, reason=reasons)
        if offer.limit < 0:
            return self._say("relax.capacity", mentor=mentor.shown)
        kind = sorted(self._frame.policy.quotas)[offer.limit]
        return self._say("relax.quota", mentor=mentor.shown, kind=str(getattr(pupil, kind)))

    def _row(self, row: int) -> int:
        return self._problem.row[self._frame.mentees[row].id]

    def _against(self, row: int, column: int) -> tuple[int, ...]:
        return self._rooms.against(self._row(row), int(self._columns[column]))

    @cached_property
    def _columns(self) -> Ints:
        """The solution's column of every mentor of the frame."""
        return np.array([self._problem.column[p.id] for p in self._frame.mentors], dtype=np.int64)

    @cached_property
    def _room(self) -> Bools:
        return np.asarray(self._problem.capacity[self._columns] > 0)

    def _say(self, key: str, **values: str | int) -> str:
        return say(self._language, f"matching.{key}", **values)


def _size(offer: Offer) -> tuple[int, ...]:
    if offer.slots:
        return len(offer.slots), _EASY.index("slots")
    return len(offer.rules), *sorted(_EASY.index(rule) if rule in _EASY else len(_EASY) for rule in offer.rules)
