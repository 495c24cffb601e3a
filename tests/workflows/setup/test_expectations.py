"""Expectations: told to the pupil and the guardian once the guardian agreed, and not after the pupil left."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import AMIRA, NOW, accepted, consent, consented, left, person, policy
from tests.workflows.world import World
from workflows.policy import SetupPolicy

ON = policy(setup=SetupPolicy(on=True))


def told(world: World) -> list[str]:
    return [key.removeprefix(f"oak/expect/{AMIRA}/") for key in world.unsent if key.startswith("oak/expect/")]


def agreed(on: bool = True) -> World:
    world = World(person(), accepted(), consent(), policy=ON if on else policy())
    world.hear(consented(), NOW + timedelta(hours=1))
    return world


def test_pupil_and_guardian_are_told_once_consent_is_given() -> None:
    assert told(agreed()) == ["mentor/pupil", "mentor/guardian"]


def test_nobody_is_told_while_setting_up_is_off() -> None:
    assert told(agreed(on=False)) == []


def test_who_left_is_told_nothing_more() -> None:
    world = agreed()
    world.hear(left(), NOW + timedelta(hours=2))
    assert told(world) == []
