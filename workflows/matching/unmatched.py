"""Why a mentee is without a mentor, which rules bind, and the smallest change that would help."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from workflows.matching.frame import Bools, Frame
from workflows.matching.pupil import Pupil
from workflows.matching.rules import Scored
from workflows.matching.solve import Solution
from workflows.matching.wording import why_not
from workflows.text.say import say

# never offered as a change to make
_SACRED = ("self", "household", "apart", "former")
# what is easier to change comes first
_EASY = ("slots", "grade", "adult", "site", "forbidden", "language", "gender")
_OFFERS = 2


class Waiting:
    """Explains every mentee whom one solution could not place."""

    def __init__(self, frame: Frame, scored: Scored, solution: Solution, language: str) -> None:
        self._frame = frame
        self._scored = scored
        self._solution = solution
        self._language = language

    def why(self, pupil: Pupil) -> tuple[str, ...]:
        """What stands in this mentee's way, then what would help."""
        if pupil.missing:
            return (self._say("unmatched.missing", name=pupil.shown, missing="; ".join(pupil.missing)),)
        if not self._frame.mentors or not self._room.any():
            return (self._say("unmatched.nobody"),)
        row = self._frame.row[pupil.id]
        return (*self._binding(row), *self._taken(row), *self._offers(row, pupil))

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
        fitting = int((self._scored.allowed[row] & self._room).sum())
        if fitting:
            yield self._say("unmatched.taken", count=fitting)

    def _offers(self, row: int, pupil: Pupil) -> Iterable[str]:
        offers = [*self._changed_rules(row, pupil), *self._more_room(row)]
        return offers[:_OFFERS] or [self._say("relax.none", name=pupil.shown)]

    def _changed_rules(self, row: int, pupil: Pupil) -> Iterable[str]:
        """Mentors who could take one more after others move, and the fewest rules that keep this mentee from them."""
        broken = np.array([table[row] for table in self._scored.broken.values()])
        rules = list(self._scored.broken)
        sacred = broken[[k for k, rule in enumerate(rules) if rule in _SACRED]].any(axis=0)
        usable = np.flatnonzero(self._could_take_one & ~sacred & broken.any(axis=0))
        if not len(usable):
            return
        cost = {int(j): [rules[k] for k in np.flatnonzero(broken[:, j])] for j in usable}
        best = sorted(cost, key=lambda j: (len(cost[j]), *_ease(cost[j]), -int(self._scored.total[row, j]), j))
        yield self._relaxed(cost[best[0]], pupil, self._frame.mentors[best[0]])

    def _relaxed(self, rules: list[str], pupil: Pupil, mentor: Pupil) -> str:
        if rules == ["slots"] and pupil.slots:
            return self._say("relax.slots", mentor=mentor.shown, slots=pupil.slots[0])
        if rules == ["grade"] and mentor.grade >= pupil.grade:
            return self._say("relax.grade", mentor=mentor.shown, gap=mentor.grade - pupil.grade)
        reasons = "; ".join(why_not(rule, self._language) for rule in rules)
        return self._say("relax.rule", mentor=mentor.shown, reason=reasons)

    def _more_room(self, row: int) -> Iterable[str]:
        """A mentor who fits and would only have to take one more."""
        fitting = np.flatnonzero(self._scored.allowed[row])
        if len(fitting):
            best = fitting[np.argmax(self._scored.total[row, fitting])]
            yield self._say("relax.capacity", mentor=self._frame.mentors[best].shown)

    @cached_property
    def _room(self) -> Bools:
        problem = self._solution.problem
        return np.array([problem.capacity[problem.column[p.id]] > 0 for p in self._frame.mentors], dtype=np.bool_)

    @cached_property
    def _could_take_one(self) -> Bools:
        """Mentors with a free place, or whose mentee could move to one who has, and so on."""
        problem, mentor_of = self._solution.problem, self._solution.mentor_of
        held = np.flatnonzero(mentor_of >= 0)
        loads = np.bincount(mentor_of[held], minlength=len(problem.mentors))
        could: Bools = loads < problem.capacity
        locked = {b for _, b in problem.locks}
        movable = np.array([i for i in held if problem.mentees[i] not in locked], dtype=np.int64)
        while True:
            frees = (problem.allowed[movable] & could & (problem.capacity > 0)).any(axis=1)
            grown = could.copy()
            grown[mentor_of[movable[frees]]] = True
            if (grown == could).all():
                break
            could = grown
        return np.array([could[problem.column[p.id]] for p in self._frame.mentors], dtype=np.bool_)

    def _say(self, key: str, **values: str | int) -> str:
        return say(self._language, f"matching.{key}", **values)


def _ease(rules: list[str]) -> list[int]:
    return sorted(_EASY.index(rule) if rule in _EASY else len(_EASY) for rule in rules)
