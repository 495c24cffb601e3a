"""From a pool to explained pairs: judge by the rules, solve, and say why. Sheet and command line both show this."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workflows.matching.alternatives import Alternatives
from workflows.matching.frame import Frame
from workflows.matching.losses import Losses
from workflows.matching.pool import names_of, ready
from workflows.matching.problem import Problem, Quota
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.reasons import common_slots, why_pair
from workflows.matching.rules import Scored, score
from workflows.matching.solve import Solution, solve
from workflows.matching.unmatched import Waiting
from workflows.state import Role
from workflows.text.say import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A pair of the draft. `slots` are those both can make."""

    mentor: str
    mentee: str
    score: int
    reasons: tuple[str, ...]
    alternatives: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A pupil the draft could not place, and why."""

    pupil: str
    role: Role
    reasons: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Outcome:
    """The whole draft. `idle` are mentors without a mentee; they are not missing out, but staff want to see them."""

    pairs: tuple[Placed, ...]
    unmatched: tuple[LeftOut, ...]
    idle: tuple[LeftOut, ...]
    solution: Solution
    frame: Frame
    scored: Scored

    @property
    def tiers(self) -> dict[str, int | list[int]]:
        """What each tier reached."""
        return self.solution.tiers


def problem_of(frame: Frame, scored: Scored) -> Problem:
    """The solver's question for everybody in the frame."""
    pool, policy = frame.pool, frame.policy
    priority = {address.lower() for address in policy.priority}
    return Problem(
        mentees=tuple(p.id for p in pool.mentees),
        mentors=tuple(p.id for p in pool.mentors),
        points=scored.total,
        allowed=scored.allowed,
        capacity=np.array([pool.room(p) for p in pool.mentors], dtype=np.int64),
        priority=frozenset(p.id for p in pool.mentees if p.handles & priority),
        locks=pool.locked,
        kept=pool.announced,
        quotas=tuple(
            Quota(kinds=tuple(str(getattr(p, by)) for p in pool.mentees), most=most)
            for by, most in sorted(policy.quotas.items())
        ),
        depth=policy.worst_depth,
        spread=policy.spread,
    )


def outcome_of(pool: Pool, language: str) -> Outcome:
    """The best pairs of everybody who is ready, with reasons. Raises `LockedOutError` when locks cannot be kept."""
    frame = Frame(ready(pool))
    return explained(pool, frame, score(frame), language)


def explained(pool: Pool, frame: Frame, scored: Scored, language: str, *, scale: int = 1) -> Outcome:
    """The best pairs under these judgements, with reasons. Points are shown divided by `scale`."""
    solution = solve(problem_of(frame, scored))
    teller = _Teller(frame, scored, Alternatives(Losses(solution), names_of(pool), language, scale), language)
    pairs = tuple(teller.placed(a, b) for a, b in solution.pairs)
    matched = {p.mentee for p in pairs}
    busy = {p.mentor for p in pairs} | set(pool.taken)
    waiting = Waiting(frame, scored, solution, language)
    return Outcome(
        pairs=pairs,
        unmatched=tuple(_left(p, Role.MENTEE, waiting.why(p)) for p in pool.mentees if p.id not in matched),
        idle=tuple(_left(p, Role.MENTOR, _why_idle(p, language)) for p in pool.mentors if p.id not in busy),
        solution=solution,
        frame=frame,
        scored=scored,
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Teller:
    """Tells of one pair after the other."""

    frame: Frame
    scored: Scored
    alternatives: Alternatives
    language: str

    def placed(self, mentor: str, mentee: str) -> Placed:
        """A pair of the solution with everything that is said about it."""
        frame, row, column = self.frame, self.frame.row[mentee], self.frame.column[mentor]
        points = int(self.scored.total[row, column])
        reasons = why_pair(self.scored, frame, row, column, language=self.language)
        if "forbidden" in self.scored.broken:  # a ready table knows no rules
            reasons = (say(self.language, "matching.why.table", points=self.alternatives.points(points)),)
        locked = (mentor, mentee) in frame.pool.locked
        return Placed(
            mentor=mentor,
            mentee=mentee,
            score=points,
            reasons=(say(self.language, "matching.why.locked"), *reasons) if locked else reasons,
            alternatives=self.alternatives.of_pair(mentor, mentee),
            slots=common_slots(frame.mentees[row], frame.mentors[column]),
            locked=locked,
        )


def _left(pupil: Pupil, role: Role, reasons: tuple[str, ...]) -> LeftOut:
    return LeftOut(pupil=pupil.id, role=role, reasons=reasons)


def _why_idle(mentor: Pupil, language: str) -> tuple[str, ...]:
    if mentor.missing:
        return (say(language, "matching.unmatched.missing", name=mentor.shown, missing="; ".join(mentor.missing)),)
    return (say(language, "matching.unmatched.mentor"),)
