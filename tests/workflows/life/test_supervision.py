from __future__ import annotations

from datetime import timedelta

from tests.builders import FIRST_AT, NOW, answered, edited
from tests.workflows.life.lived import LIVED, MENTEE, MENTOR, PAIR, checked_in, lived, subjects
from tests.workflows.world import World
from workflows import forms
from workflows.effects import PutMeeting
from workflows.events import PersonWithdrew, ProgrammeStarted
from workflows.forms.life import ISSUES
from workflows.matching.pool import pool_of
from workflows.router import decide
from workflows.state import Closure, DropIn, Pair, PairStatus, Repair, SupportEntry

LATER = FIRST_AT + timedelta(hours=3)


def begun() -> World:
    world = lived()
    world.hear(ProgrammeStarted(fingerprint="f"), NOW)
    return world


def asked() -> World:
    world = begun()
    personal = {"pair": PAIR, "person": MENTEE}
    world.hear(answered(forms.PAIR_HELP, {"issue": ISSUES[2]}, personal=personal), LATER)
    return world


def step(world: World, word: str) -> str:
    world.hear(edited("repairs", PAIR, "step", word), LATER)
    return world.rows[("repairs", PAIR)]["answer"]


def test_drop_ins_stand_ahead_at_their_distance() -> None:
    days = [d.id for d in begun().view.find(DropIn)]
    assert days == ["2026-09-11", "2026-10-09", "2026-11-06"]


def test_hard_meeting_brings_a_tip_and_a_place_in_the_next_drop_in() -> None:
    world = begun()
    world.hear(checked_in(hard="Yes", issue=ISSUES[0]), LATER)
    (entry,) = world.view.find(SupportEntry)
    assert (entry.issue, entry.drop_in_id) == (ISSUES[0], "2026-09-11")
    assert "A tip for your next meeting" in subjects(world, MENTOR)
    assert world.rows[("support", entry.id)]["mentor"] == "Ana"


def test_mentee_who_found_it_hard_gets_no_mentors_tip() -> None:
    world = begun()
    world.hear(checked_in(MENTEE, hard="Yes"), LATER)
    assert world.view.find(SupportEntry) == []


def test_leaving_takes_the_mentor_out_of_the_drop_in() -> None:
    world = begun()
    world.hear(checked_in(hard="Yes"), LATER)
    decision = decide(PersonWithdrew(person_id=MENTOR, why="left"), world.view, LATER, LIVED)
    (entry,) = [e for e in decision.effects if isinstance(e, PutMeeting) and "/drop-in/" in e.key]
    assert (entry.attendees, entry.version) == ((), 2)


def test_note_of_staff_is_kept_in_the_log() -> None:
    world = begun()
    world.hear(checked_in(hard="Yes"), LATER)
    (entry,) = world.view.find(SupportEntry)
    world.hear(edited("support", entry.id, "note", "Called her."), LATER)
    assert world.view.find(SupportEntry)[0].note == "Called her."


def test_help_with_a_pair_starts_mending() -> None:
    world = asked()
    assert "Ana & Ben: help is asked for" in subjects(world, "lead")
    assert world.rows[("repairs", PAIR)]["stage"] == "to begin"


def test_pair_that_does_not_fit_is_mended_first() -> None:
    world = begun()
    world.hear(checked_in(issue=ISSUES[-1]), LATER)
    assert [r.asked_by for r in world.view.find(Repair)] == [MENTOR]


def test_another_partner_comes_only_after_talking_and_with_the_leads_word() -> None:
    world = asked()
    assert step(world, "rematch").startswith("Not done: talk to both first")
    assert step(world, "talked").startswith("Noted")
    step(world, "rematch")
    pair = world.view.get(Pair, PAIR)
    assert pair is not None
    assert pair.status is PairStatus.ENDED


def test_mentee_waits_for_the_last_pair_to_be_closed() -> None:
    closing = Closure(id="old", pair_id="old", mentor_id="p-x", mentee_id=MENTEE, why="over", opened_at=NOW)
    world = lived(closing)
    world.values.pop(("Pair", PAIR))
    assert [p.missing for p in pool_of(world.view, NOW, LIVED).mentees] == [("the last pair is still being closed",)]


def test_mended_pair_stays() -> None:
    world = asked()
    step(world, "talked")
    assert step(world, "mended") == "Noted. Well done."
    assert step(world, "rematch") == "This is settled already."
