"""What is offered to a mentee who waits: every change offered would place them, without anybody else losing out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.workflows.matching.test_outcome import drafted, mentee, mentor, why_not
from workflows.matching.frame import Frame
from workflows.matching.outcome import Outcome, outcome_of, problem_of
from workflows.matching.problem import Problem
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.rules import score
from workflows.matching.solve import solve
from workflows.matching.unmatched import Offer, Waiting
from workflows.policy import MatchingPolicy

WEEK = ("Mon", "Tue", "Wed", "Thu")


def some(rng: np.random.Generator, values: tuple[Any, ...], most: int) -> tuple[Any, ...]:
    return tuple(str(v) for v in rng.permutation(values)[: rng.integers(1, most + 1)])


def pool(seed: int, quotas: dict[str, int]) -> Pool:
    """A small school in which somebody often waits."""
    rng = np.random.default_rng(seed)

    def pupil(key: str, low: int) -> dict[str, Any]:
        return {
            "key": key,
            "grade": int(rng.integers(low, low + 3)),
            "slots": some(rng, WEEK, 3),
            "gender": str(rng.choice(["f", "m"])),
            "needs_adult": bool(rng.random() < 0.2),
            "site": str(rng.choice(["oak", "elm"], p=[0.8, 0.2])),
        }

    return Pool(
        mentors=tuple(mentor(**pupil(f"m{k}", 7), capacity=int(rng.integers(0, 4))) for k in range(rng.integers(1, 5))),
        mentees=tuple(mentee(**pupil(f"e{k}", 6)) for k in range(rng.integers(2, 8))),
        policy=MatchingPolicy(
            capacity=3,
            quotas=quotas,
            minimum_common_slots=int(rng.integers(1, 3)),
            adult_slots=("Mon", "Wed"),
            timetables={"elm": ("Mon", "Tue", "Wed")} if rng.random() < 0.5 else {},
        ),
    )


def offers(outcome: Outcome) -> list[tuple[Pupil, Offer]]:
    waiting = Waiting(outcome.frame, outcome.scored, outcome.solution, "en")
    people = {p.id: p for p in outcome.frame.mentees}
    return [(people[left.pupil], offer) for left in outcome.unmatched for offer in waiting.offers(people[left.pupil])]


def accepted(pool: Pool, outcome: Outcome, pupil: Pupil, offer: Offer) -> Problem:
    """The question with the change made."""
    mentor, row = outcome.frame.mentors[offer.mentor], outcome.frame.row[pupil.id]
    if offer.slots:
        free = replace(mentor, slots=(*mentor.slots, *offer.slots))
        frame = Frame(replace(pool, mentors=tuple(free if p is mentor else p for p in pool.mentors)))
        return problem_of(frame, score(frame))
    problem = problem_of(outcome.frame, outcome.scored)
    if offer.rules:
        allowed = problem.allowed.copy()
        allowed[row, offer.mentor] = True
        problem = replace(problem, allowed=allowed)
    elif offer.limit < 0:
        problem.capacity[offer.mentor] += 1
    else:
        quotas = list(problem.quotas)
        quotas[offer.limit] = replace(quotas[offer.limit], most=quotas[offer.limit].most + 1)
        problem = replace(problem, quotas=tuple(quotas))
    return problem


@pytest.mark.parametrize(("quotas", "schools"), [({}, 60), ({"grade": 1}, 60), ({"grade": 1, "gender": 2}, 6)])
def test_every_offer_would_place_the_pupil_and_nobody_less(quotas: dict[str, int], schools: int) -> None:
    made = 0
    for seed in range(schools):
        school = pool(seed, quotas)
        outcome = outcome_of(school, "en")
        for pupil, offer in offers(outcome):
            placed = {b for _, b in solve(accepted(school, outcome, pupil, offer)).pairs}
            assert len(placed) > len(outcome.pairs), (seed, pupil.id, offer)
            made += 1
    assert made > schools / 2


def test_full_quota_is_named_and_offered() -> None:
    held = drafted(
        [mentor("ann", capacity=3, slots=("Mon", "Tue"))],
        [mentee("ben"), mentee("dua")],
        policy=MatchingPolicy(capacity=3, quotas={"grade": 1}),
    )
    assert why_not(held) == (
        "1 mentors who fit have as many mentees of that kind as they may",
        "it would work if Ann could take one more of the same kind (6)",
    )


def test_slots_offered_are_as_many_as_the_school_asks_for() -> None:
    ann, ben = mentor("ann", slots=("Mon",)), mentee("ben", slots=("Mon", "Tue", "Wed"))
    held = drafted([ann], [ben], policy=MatchingPolicy(minimum_common_slots=3))
    assert why_not(held)[-1] == "it would work if Ann were free Tue, Wed"


def test_slot_offered_to_whoever_needs_an_adult_has_one() -> None:
    ann, ben = mentor("ann", slots=("Mon",)), mentee("ben", slots=("Mon", "Tue", "Wed"), needs_adult=True)
    held = drafted([ann], [ben], policy=MatchingPolicy(adult_slots=("Wed",)))
    assert why_not(held)[-1] == "it would work if Ann were free Wed"
