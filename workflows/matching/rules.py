"""The rules of matching as data: hard rules say which pairs may be, soft rules how many points a pair gets.

Adding a rule is one function here under its decorator, and for a soft rule one line in the policy's `weights`. A
weight is the number of points when the rule is fully met. Points sort feasible pairs by what people asked for; there is
no evidence that they predict how well a pair will do, and no text of ours says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workflows.matching.frame import Bools, Floats, Frame, Ints

Hard = Callable[[Frame], Bools]
Soft = Callable[[Frame], Floats]

HARD: dict[str, Hard] = {}
SOFT: dict[str, Soft] = {}


def hard(name: str) -> Callable[[Hard], Hard]:
    """Enter a function as the hard rule `name`: True where the pair may be."""

    def enter(rule: Hard) -> Hard:
        HARD[name] = rule
        return rule

    return enter


def soft(name: str) -> Callable[[Soft], Soft]:
    """Enter a function as the soft rule `name`: how far it is met, from 0 to 1."""

    def enter(rule: Soft) -> Soft:
        SOFT[name] = rule
        return rule

    return enter


@dataclass(frozen=True, eq=False, slots=True)
class Scored:
    """What the rules say of every pair. `points` holds each soft rule's share; only `allowed` pairs may be made."""

    allowed: Bools
    broken: dict[str, Bools]
    points: dict[str, Ints]
    total: Ints


def score(frame: Frame) -> Scored:
    """Judge every pair by every rule that is switched on."""
    broken = {name: ~rule(frame) for name, rule in HARD.items() if name not in frame.pool.unasked}
    points = {
        name: np.rint(weight * SOFT[name](frame)).astype(np.int64)
        for name, weight in sorted(frame.policy.weights.items())
        if weight and name in SOFT
    }
    total = sum(points.values(), start=np.zeros(frame.shape, dtype=np.int64))
    anything_broken = np.logical_or.reduce([*broken.values()])
    return Scored(~anything_broken, broken, points, total)


# --- hard rules -------------------------------------------------------------------------------------


@hard("self")
def not_oneself(frame: Frame) -> Bools:
    """Nobody mentors themselves, even when they take part on both sides."""
    return ~frame.same(lambda p: p.id)


@hard("site")
def same_site(frame: Frame) -> Bools:
    """Both are at one site, unless the programme joins sites."""
    return frame.same(lambda p: p.site) if frame.policy.same_site else _everywhere(frame)


@hard("slots")
def common_slot(frame: Frame) -> Bools:
    """There are enough slots in the rotation that both can make."""
    return np.asarray(frame.common_slots >= frame.policy.minimum_common_slots)


@hard("grade")
def old_enough(frame: Frame) -> Bools:
    """The mentor is enough grades above; with a gap of 0 the same grade will do."""
    mentees, mentors = frame.grades()
    return np.asarray(mentors - mentees >= frame.policy.grade_gap)


@hard("language")
def shared_language(frame: Frame) -> Bools:
    """They speak a common language."""
    return (
        np.asarray(frame.common("languages", "languages") > 0) if frame.policy.shared_language else _everywhere(frame)
    )


@hard("gender")
def gender_asked_for(frame: Frame) -> Bools:
    """Whoever asked for the same gender gets it; a gender nobody stated is not the same as any."""
    mentee_asks, mentor_asks = frame.each(lambda p: p.same_gender)
    mentee_said, _ = frame.each(lambda p: bool(p.gender.strip()))
    return np.asarray(~(mentee_asks | mentor_asks) | (frame.same(lambda p: p.gender) & mentee_said))


@hard("household")
def not_one_household(frame: Frame) -> Bools:
    """Siblings and others of one household are not paired."""
    known, _ = frame.each(lambda p: bool(p.household.strip()))
    return np.asarray(~(known & frame.same(lambda p: p.household)))


@hard("apart")
def not_kept_apart(frame: Frame) -> Bools:
    """No conflict named by either side, no veto of the school's, no forbidden pair."""
    vetoed = frame.pairs(frame.policy.keep_apart) | frame.pairs((b, a) for a, b in frame.policy.keep_apart)
    return ~(vetoed | frame.mentioned("avoid", "avoid") | frame.pairs(frame.pool.forbidden))


@hard("former")
def not_again(frame: Frame) -> Bools:
    """A pair that ended is not made again."""
    return ~frame.pairs(frame.pool.former)


@hard("adult")
def adult_present(frame: Frame) -> Bools:
    """A pupil who needs an adult near meets only in slots when one is there."""
    needs = np.asarray(np.logical_or(*frame.each(lambda p: p.needs_adult)))
    if not needs.any():
        return _everywhere(frame)
    supervised = set(frame.policy.adult_slots)
    open_slots = [slot for p in frame.mentors for slot in p.slots if slot in supervised]
    return np.asarray(~needs | (_common_among(frame, open_slots) >= frame.policy.minimum_common_slots))


def _everywhere(frame: Frame) -> Bools:
    return np.ones(frame.shape, dtype=np.bool_)


def _common_among(frame: Frame, slots: list[str]) -> Ints:
    wanted = sorted(set(slots))
    mentees = np.array([[s in p.slots for s in wanted] for p in frame.mentees], dtype=np.int64)
    mentors = np.array([[s in p.slots for s in wanted] for p in frame.mentors], dtype=np.int64)
    return mentees.reshape(frame.shape[0], -1) @ mentors.reshape(frame.shape[1], -1).T


# --- soft rules -------------------------------------------------------------------------------------


def _share_of_asked(frame: Frame, field: str) -> Floats:
    # of what the mentee asks for, how much this mentor has; nothing asked for is nothing met
    return frame.common(field, field) / np.maximum(frame.sizes(field), 1)


@soft("topics")
def needs_met(frame: Frame) -> Floats:
    """The share of the mentee's needs that are the mentor's strengths."""
    return _share_of_asked(frame, "topics")


@soft("subjects")
def subjects_met(frame: Frame) -> Floats:
    """The share of the mentee's subjects that are the mentor's."""
    return _share_of_asked(frame, "subjects")


@soft("interests")
def shared_interests(frame: Frame) -> Floats:
    """Shared interests; three count as fully met."""
    return np.minimum(frame.common("interests", "interests"), 3) / 3


@soft("dislikes")
def shared_dislikes(frame: Frame) -> Floats:
    """Shared dislikes; two count as fully met."""
    return np.minimum(frame.common("dislikes", "dislikes"), 2) / 2


@soft("languages")
def further_languages(frame: Frame) -> Floats:
    """A second common language beside the one that makes them understand each other."""
    return np.clip(frame.common("languages", "languages") - 1, 0, 1).astype(np.float64)


@soft("career")
def shared_career(frame: Frame) -> Floats:
    """A job both find interesting."""
    return np.minimum(frame.common("career", "career"), 1).astype(np.float64)


@soft("traits")
def shared_traits(frame: Frame) -> Floats:
    """Hints about personality that both gave, where the school asks for some; three count as fully met."""
    return np.minimum(frame.common("traits", "traits"), 3) / 3


@soft("mentee_wish")
def wished_by_mentee(frame: Frame) -> Floats:
    """The mentee asked for this mentor: fully for the first wish, less for the next."""
    return frame.named("wishes", None)


@soft("mentor_wish")
def wished_by_mentor(frame: Frame) -> Floats:
    """The mentor asked for this mentee."""
    return frame.named(None, "wishes")


@soft("mentee_vote")
def voted_by_mentee(frame: Frame) -> Floats:
    """The mentee put this mentor in the top three after the tasters."""
    return frame.named("votes", None)


@soft("mentor_vote")
def voted_by_mentor(frame: Frame) -> Floats:
    """The mentor put this mentee in the top three after the tasters."""
    return frame.named(None, "votes")


@soft("slots")
def room_to_move(frame: Frame) -> Floats:
    """More common slots than one: meetings survive a clash.

    Off unless the school gives it a weight: while it counts, a pupil can move the draft by withholding slots.
    """
    return np.clip(frame.common_slots - 1, 0, 3) / 3
