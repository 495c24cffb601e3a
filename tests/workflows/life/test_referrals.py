from __future__ import annotations

import pytest

from tests.builders import NOW, answered, edited
from tests.workflows.life.lived import LIVED, MENTEE, lived, subjects
from tests.workflows.world import World
from workflows import forms
from workflows.events import PersonWithdrew
from workflows.life.routing import route
from workflows.rules import may_take_part
from workflows.state import Referral, Role

SAD = "She cries every evening since the divorce."
ADDRESS = f"{MENTEE}@oak.example"


def requested(need: str = "Sadness, fear or anger", words: str = SAD) -> World:
    world = lived()
    world.hear(answered(forms.HELP_REQUEST, {"about": ADDRESS, "need": need, "note": words}), NOW)
    return world


def referral(world: World) -> Referral:
    (found,) = world.view.find(Referral)
    return found


def decide(world: World, word: str) -> str:
    key = referral(world).id
    world.hear(edited("referrals", key, "decision", word), NOW)
    return world.rows[("referrals", key)]["answer"]


def consent(world: World, decision: str) -> None:
    personal = {"referral": referral(world).id, "person": MENTEE}
    world.hear(answered(forms.REFERRAL_CONSENT, {"decision": decision}, personal=personal), NOW)


@pytest.mark.parametrize(
    ("need", "words", "kind"),
    [
        ("Homework and subjects", "", "tutor"),
        ("Homework and subjects", "He has panic attacks before exams", "counsellor"),
        ("Confidence and plans", "", "mentor"),
        ("Something at home", "", "counsellor"),
        ("", "I need help with maths homework", "mentor"),
    ],
)
def test_route_names_the_help_that_fits(need: str, words: str, kind: str) -> None:
    assert route(need, words) == kind


def test_route_suggests_a_tutor_for_an_application_about_homework_only() -> None:
    assert route("", "I fail every maths exam", ("Homework",)) == "tutor"


def test_counselling_goes_to_staff_with_the_words_and_into_no_row() -> None:
    world = requested()
    (mail,) = [m for m in world.unsent.values() if m.to.person_id == "safe"]
    assert SAD in repr(mail.blocks)
    assert SAD not in repr((world.rows, world.values))
    assert world.rows[("referrals", referral(world).id)]["kind"] == "counsellor"


def test_counselling_need_is_never_given_to_a_peer() -> None:
    world = requested()
    stop = "staff still to decide on another kind of help"
    assert may_take_part(MENTEE, Role.MENTEE, world.view, LIVED) == (stop,)
    decide(world, "mentor")
    assert may_take_part(MENTEE, Role.MENTEE, world.view, LIVED) == ()


def test_nothing_is_handed_over_before_the_guardians_yes() -> None:
    world = requested()
    assert decide(world, "Youth club") == "The guardian was asked. Nothing is handed over before a yes."
    assert subjects(world, "hello@club.example") == []
    consent(world, "Yes")
    assert subjects(world, "hello@club.example") == ["Ben comes to you"]
    assert referral(world).status.value == "made"


def test_guardians_no_ends_it() -> None:
    world = requested()
    decide(world, "tutor")
    consent(world, "No")
    assert (referral(world).status.value, subjects(world, "lead")) == ("guardian said no", [])


def test_outcome_closes_the_referral() -> None:
    world = requested()
    decide(world, "counsellor")
    consent(world, "Yes")
    answers = {"outcome": "We have met and go on"}
    world.hear(answered(forms.REFERRAL_OUTCOME, answers, personal={"referral": referral(world).id}), NOW)
    assert world.rows[("referrals", referral(world).id)]["outcome"] == "We have met and go on"


def test_leaving_stops_a_referral() -> None:
    world = requested()
    decide(world, "tutor")
    world.hear(PersonWithdrew(person_id=MENTEE, why="left"), NOW)
    consent(world, "Yes")
    assert (referral(world).status.value, referral(world).outcome) == ("closed", "left")


def test_request_for_somebody_who_left_is_kept_nowhere() -> None:
    world = lived()
    world.hear(answered(forms.WITHDRAWAL, {"confirm": "Yes, stop now"}, personal={"person": MENTEE}), NOW)
    world.hear(answered(forms.HELP_REQUEST, {"about": ADDRESS, "need": "Something at home"}), NOW)
    assert (world.view.find(Referral), len(subjects(world, "safe"))) == ([], 1)


def test_request_for_somebody_unknown_is_kept_nowhere() -> None:
    world = lived()
    world.hear(answered(forms.HELP_REQUEST, {"about": "x@oak.example", "need": "Something at home"}), NOW)
    assert (world.view.find(Referral), len(subjects(world, "safe"))) == ([], 1)
