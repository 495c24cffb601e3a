"""A couple in a school that has every part of the pairs' life switched on."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import FIRST_AT, MENTEE, MENTOR, PAIR, answered, couple, meeting, policy
from tests.workflows.world import World
from workflows import forms
from workflows.events import FormAnswered
from workflows.policy import (
    ActivityPolicy,
    AdaptedPolicy,
    ClassPairsPolicy,
    CoordinatorPolicy,
    FuturesPolicy,
    GoalPolicy,
    ReferralPolicy,
    SupervisionPolicy,
)
from workflows.state import Entity, Meeting, MeetingStatus, Person

LIVED = policy(
    activities=ActivityPolicy(on=True),
    adapted=AdaptedPolicy(on=True, staff=("safe",)),
    class_pairs=ClassPairsPolicy(on=True),
    coordinators=CoordinatorPolicy(on=True, addresses=(f"{MENTOR}@oak.example",)),
    futures=FuturesPolicy(on=True),
    goals=GoalPolicy(on=True, after_meetings=1),
    referrals=ReferralPolicy(on=True, community={"Youth club": "hello@club.example"}),
    supervision=SupervisionPolicy(on=True, slot="Fri/Lunch"),
)


def lived(*more: Entity) -> World:
    """The couple with one meeting planned."""
    values = [replace(v, guardian_email="home@mail.example") if isinstance(v, Person) else v for v in couple()]
    return World(*values, meeting(), *more, policy=LIVED)


def held(number: int = 1) -> Meeting:
    return meeting(number, status=MeetingStatus.HELD)


def checked_in(who: str = MENTOR, **answers: str) -> FormAnswered:
    said = {"outcome": "Yes", "mood": "4", "hard": "No", **answers}
    return answered(forms.CHECK_IN, said, personal={"meeting": f"{PAIR}/1", "person": who}, submitted_at=FIRST_AT)


def subjects(world: World, to: str = "") -> list[str]:
    return [m.subject for m in world.unsent.values() if not to or m.to.person_id == to or m.to.address == to]


__all__ = ["LIVED", "MENTEE", "MENTOR", "PAIR", "checked_in", "held", "lived", "subjects"]
