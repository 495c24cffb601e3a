"""Duties: asked, accepted or declined; nothing begins before the lead and a receiver of concerns said yes."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import AMIRA, NOW, POLICY, answered, application, decided, edited, person, policy
from tests.workflows.world import World
from workflows import forms, tabs
from workflows.events import ProgrammeLaunched, ProgrammeStarted, TimerFired
from workflows.launch import awaited, may_begin
from workflows.policy import Roles, SetupPolicy
from workflows.state import Application, ApplicationStatus, Duty

ON = policy(setup=SetupPolicy(on=True))


def started() -> World:
    world = World(person(), application(), policy=ON)
    world.hear(ProgrammeStarted(fingerprint="f"), NOW)
    return world


def says(world: World, staff: str, answer: str = "Yes, I do") -> None:
    world.hear(answered(forms.DUTY, {"answer": answer, "hours": "2"}, personal={"staff": staff}), NOW)


def test_each_adult_is_asked_once_for_all_duties() -> None:
    world = started()
    asked = sorted(key for key in world.unsent if key.startswith("oak/duty/"))
    assert asked == [
        "oak/duty/deputy/ask/safeguarding_deputy",
        "oak/duty/head/ask/head",
        "oak/duty/lead/ask/lead-host",
        "oak/duty/safe/ask/safeguarding_lead",
    ]
    assert world.rows[tabs.STAFF, "lead:lead"]["backup"] == "Hal Head"


def test_nobody_is_accepted_before_the_launch() -> None:
    world = started()
    world.hear(decided(tabs.ACCEPT), NOW)
    held = world.view.get(Application, f"{AMIRA}:mentor")
    assert held is not None
    assert held.status is ApplicationStatus.SUBMITTED
    answer = world.rows[tabs.APPLICATIONS, f"{AMIRA}:mentor"]["answer"]
    assert answer.startswith("Not yet: the programme waits for the yes of Lee Lead, Sam Safe.")


def test_lead_alone_does_not_launch() -> None:
    world = started()
    says(world, "lead")
    assert (may_begin(world.view, ON), awaited(world.view, ON)) == (False, ("Sam Safe",))


def test_lead_and_one_receiver_of_concerns_launch_and_everybody_gets_the_charter() -> None:
    world = started()
    says(world, "lead")
    says(world, "deputy")
    assert may_begin(world.view, ON)
    assert ProgrammeLaunched() in world.raised
    charters = [key for key in world.unsent if key.startswith("oak/charter/")]
    assert len(charters) == 4


def test_accepted_in_person_counts_as_much_as_the_form() -> None:
    world = started()
    world.hear(edited(tabs.STAFF, "lead:lead", "said", "accepted"), NOW)
    world.hear(edited(tabs.STAFF, "safeguarding_lead:safe", "said", "Accepted"), NOW)
    assert may_begin(world.view, ON)


def test_no_of_an_adult_reaches_the_lead_and_of_the_lead_the_head() -> None:
    world = started()
    says(world, "safe", "No, I cannot")
    says(world, "lead", "No, I cannot")
    told = {mail.to.person_id for key, mail in world.unsent.items() if "/declined/" in key}
    assert told == {"lead", "head"}


def test_silent_adult_is_asked_once_more() -> None:
    world = started()
    world.hear(TimerFired(kind="setup.remind", subject="safe", due_at=NOW), NOW + timedelta(days=3))
    assert "oak/duty/safe/again/safeguarding_lead" in world.unsent


def test_new_file_with_another_lead_asks_the_new_one() -> None:
    world = started()
    roles = Roles(lead="head", safeguarding_lead="safe", safeguarding_deputy="deputy", head="head")
    world.policy = policy(setup=SetupPolicy(on=True), roles=roles)
    world.hear(ProgrammeStarted(fingerprint="g"), NOW)
    assert world.view.get(Duty, "lead:lead") is None
    assert "oak/duty/head/ask/lead-host" in world.unsent


def test_school_that_does_not_ask_begins_at_once() -> None:
    world = World(policy=POLICY)
    world.hear(ProgrammeStarted(fingerprint="f"), NOW)
    assert ProgrammeLaunched() in world.raised
