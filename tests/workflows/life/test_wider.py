from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import FIRST_AT, NOW, accepted, answered, edited
from tests.workflows.life.lived import LIVED, MENTEE, MENTOR, lived, subjects
from tests.workflows.world import World
from workflows import forms
from workflows.checkins import decide as checked
from workflows.effects import PutMeeting, SendMail
from workflows.events import MEETING_ENDED, ProgrammeStarted, TimerFired
from workflows.life.class_pairs import groups
from workflows.matching.pool import pool_of_two
from workflows.router import decide
from workflows.state import Idea, Opportunity, Role, SchoolEvent, SupportNeed
from workflows.text.blocks import FormLink

IDEA = {"action": "Add an activity", "title": "Kite", "text": "Build a kite.", "need": "Confidence", "minutes": "25"}


def sent(form: str, answers: dict[str, str], **personal: str) -> World:
    world = lived()
    world.hear(answered(form, answers, personal=personal), NOW)
    return world


def need(*, pictures: bool = False, longer: bool = False, adult: bool = False) -> SupportNeed:
    return SupportNeed(id=MENTEE, person_id=MENTEE, by="safe", at=NOW, pictures=pictures, longer=longer, adult=adult)


# --- student coordinators ---------------------------------------------------------------------------


def test_coordinator_adds_an_activity_and_the_lead_has_a_copy() -> None:
    world = sent(forms.IDEA, IDEA, person=MENTOR)
    (idea,) = world.view.find(Idea)
    assert world.rows[("activities", idea.id)]["text"] == "Kite: Build a kite."
    assert subjects(world, "lead") == ["Copy: Ana changed the activity bank"]


def test_coordinator_takes_an_activity_out() -> None:
    world = sent(forms.IDEA, IDEA, person=MENTOR)
    out = {"action": "Take one out", "title": "kite"}
    world.hear(answered(forms.IDEA, out, personal={"person": MENTOR}, response_id="r2"), NOW)
    assert [key for key in world.rows if key[0] == "activities"] == []


def test_nobody_else_touches_the_bank() -> None:
    assert sent(forms.IDEA, IDEA, person=MENTEE).view.find(Idea) == []


def test_coordinators_get_their_forms_and_nothing_personal() -> None:
    world = lived()
    world.hear(ProgrammeStarted(fingerprint="f"), NOW)
    (mail,) = [m for m in world.unsent.values() if m.subject == "You coordinate: your two forms"]
    assert (mail.to.person_id, "Ben" in repr(mail)) == (MENTOR, False)


def test_event_waits_for_the_adults_yes() -> None:
    answers = {"title": "Quiz night", "on": "2026-12-10", "place": "Hall"}
    world = sent(forms.SCHOOL_EVENT, answers, person=MENTOR)
    (planned,) = world.view.find(SchoolEvent)
    world.hear(edited("events", planned.id, "agreed", "yes"), NOW)
    assert world.rows[("events", planned.id)]["answer"] == "Agreed; the coordinator was told."
    assert "Your event is agreed: Quiz night" in subjects(world, MENTOR)


# --- opportunities ----------------------------------------------------------------------------------


def test_opportunity_reaches_who_named_the_field() -> None:
    answers = {"title": "Hospital day", "field": "Health", "text": "Come and see.", "until": "2026-12-01"}
    world = lived(accepted(Role.MENTEE, id=f"{MENTEE}:mentee", person_id=MENTEE, career=("health",)))
    world.hear(answered(forms.OPPORTUNITY, answers, personal={"staff": "lead"}), NOW)
    world.hear(TimerFired(kind="life.opportunities", subject="oak", due_at=NOW), NOW + timedelta(days=20))
    assert "Opportunities for you" in subjects(world, MENTEE)
    assert "Opportunities for you" not in subjects(world, MENTOR)


def test_opportunity_without_a_staff_link_is_refused() -> None:
    assert sent(forms.OPPORTUNITY, {"title": "x", "until": "2026-12-01"}).view.find(Opportunity) == []


# --- adapted programme ------------------------------------------------------------------------------


def test_need_is_kept_from_every_row_and_from_other_staff() -> None:
    answers = {"about": f"{MENTEE}@oak.example", "pictures": "Yes", "need": "SECRET"}
    world = sent(forms.SUPPORT_NEEDS, answers, staff="safe")
    assert world.view.find(SupportNeed) == [replace(need(pictures=True), note="SECRET")]
    assert "SECRET" not in repr((world.rows, world.unsent))
    assert {m.to.person_id for m in world.unsent.values()} == {"safe"}


def test_need_from_unauthorised_staff_is_not_kept() -> None:
    answers = {"about": f"{MENTEE}@oak.example", "pictures": "Yes"}
    assert sent(forms.SUPPORT_NEEDS, answers, staff="lead").view.find(SupportNeed) == []


def test_need_is_decided_in_the_restricted_journal() -> None:
    event = answered(forms.SUPPORT_NEEDS, {"about": f"{MENTEE}@oak.example"}, personal={"staff": "safe"})
    assert decide(event, lived().view, NOW, LIVED).restricted


def test_who_needs_pictures_is_asked_in_pictures() -> None:
    world = lived(need(pictures=True))
    ended = TimerFired(kind=MEETING_ENDED, subject="p-mentor~p-mentee/1", due_at=FIRST_AT)
    mails = [e for e in checked(ended, world.view, FIRST_AT, LIVED).effects if isinstance(e, SendMail)]
    asked = {m.to.person_id: next(b.form for b in m.blocks if isinstance(b, FormLink)) for m in mails}
    assert asked == {MENTOR: forms.CHECK_IN, MENTEE: forms.CHECK_IN_PICTURES}


def test_form_in_pictures_is_read_like_the_other() -> None:
    world = lived()
    answers = {"outcome": "👍 Yes", "mood": "😢 1", "hard": "😓 Yes"}
    personal = {"meeting": "p-mentor~p-mentee/1", "person": MENTEE}
    world.hear(answered(forms.CHECK_IN_PICTURES, answers, personal=personal, submitted_at=FIRST_AT), FIRST_AT)
    row = world.rows[("check_ins", f"p-mentor~p-mentee/1:{MENTEE}")]
    assert (row["outcome"], row["mood"], row["hard"]) == ("held", "1", "yes")


@pytest.mark.parametrize(("longer", "slots"), [(True, ()), (False, ("Mon/Lunch", "Tue/Lunch"))])
def test_longer_slots_and_an_adult_shape_the_match(longer: bool, slots: tuple[str, ...]) -> None:
    pool = pool_of_two(MENTOR, MENTEE, lived(need(longer=longer, adult=True)).view, LIVED)
    assert (pool.mentees[0].slots, pool.mentees[0].needs_adult) == (slots, True)


# --- two classes ------------------------------------------------------------------------------------


def class_form(**changed: str) -> dict[str, str]:
    answers = {
        "teacher_one": "lead@oak.example",
        "teacher_two": "ms.ray@oak.example",
        "class_one": "Ann\nBob\n\n Cy ",
        "class_two": "Dan\nEve",
        "on": "2026-09-15",
        "period": "Lunch",
    }
    return answers | changed


def test_two_classes_become_groups_and_both_teachers_hear_of_it() -> None:
    event = answered(forms.CLASS_PAIRS, class_form(), personal={"staff": "lead"})
    decision = decide(event, lived().view, NOW, LIVED)
    mails = [e.to.address for e in decision.effects if isinstance(e, SendMail)]
    (entry,) = [e for e in decision.effects if isinstance(e, PutMeeting)]
    assert mails == ["lead@oak.example", "ms.ray@oak.example"] == list(entry.attendees)


@pytest.mark.parametrize("wrong", [{"on": "2026-09-13"}, {"on": "soon"}, {"teacher_two": "?"}, {"class_two": " "}])
def test_class_form_with_a_gap_does_nothing(wrong: dict[str, str]) -> None:
    event = answered(forms.CLASS_PAIRS, class_form(**wrong), personal={"staff": "lead"})
    assert decide(event, lived().view, NOW, LIVED).effects == ()


def test_groups_hold_everybody_once_in_even_sizes() -> None:
    made = groups([f"a{n}" for n in range(7)], [f"b{n}" for n in range(3)], "seed")
    names = [name for line in made for name in line.split(" + ")]
    assert (len(made), sorted(names)) == (3, sorted([*(f"a{n}" for n in range(7)), *(f"b{n}" for n in range(3))]))
    assert {len(line.split(" + ")) for line in made} == {3, 4}
