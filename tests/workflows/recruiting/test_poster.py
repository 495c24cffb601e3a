"""The poster: whom it calls and where, offered to the lead once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.builders import NOW, policy
from tests.workflows.world import World
from workflows import forms
from workflows.events import ProgrammeStarted
from workflows.policy import RecruitingPolicy
from workflows.recruiting.poster import PAGE, poster
from workflows.text.blocks import PageLink
from workflows.text.papers import Poster

RULES = RecruitingPolicy(on=True, closes=date(2026, 9, 25), pitch=("You make a friend.",))
ON = policy(recruiting=RULES, goal="More friends.")
STARTED = ProgrammeStarted(fingerprint="f")


def at(form: str) -> str:
    return f"https://oak.example/forms/{form}"


def test_poster_says_what_for_until_when_and_where() -> None:
    assert poster(ON, at) == Poster(
        title="Would you like to take part?",
        lines=("What it is for: More friends.", "You make a friend.", "Apply until Fri 25 September 2026."),
        calls=(("Apply as a mentor", at(forms.MENTOR)), ("Ask for a mentor", at(forms.MENTEE))),
        note="Point a camera at the square, or type the address.",
        place=ON.name,
        language="en",
    )


def test_poster_of_equals_names_no_address() -> None:
    assert poster(replace(ON, matching=replace(ON.matching, mode="co-mentoring")), at).calls == ()


def test_lead_is_offered_the_poster() -> None:
    world = World(policy=ON)
    world.hear(STARTED, NOW)
    offer = world.unsent["oak/recruiting/poster"]
    assert [block.path for block in offer.blocks if isinstance(block, PageLink)] == [PAGE]
