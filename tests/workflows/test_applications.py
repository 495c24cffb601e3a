from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    AMIRA,
    EMAIL,
    NOW,
    POLICY,
    accepted,
    application,
    applied,
    consent,
    decided,
    person,
)
from tests.workflows.world import World
from workflows import applications, forms
from workflows.decision import NOTHING, Decision
from workflows.effects import Effect, SendMail, WithdrawMail
from workflows.events import GuardianChanged
from workflows.state import Application, ApplicationStatus, ConsentStatus, Entity, Person, Role, StaffAnswer
from workflows.text.blocks import FormLink, Items
from workflows.view import Snapshot

LATER = NOW + timedelta(days=1)
SENT = application(why="I like to help.")
ROW = f"applications:{AMIRA}:mentor"


def hear(event: Any, *values: Entity) -> Decision:
    return applications.decide(event, Snapshot(values), NOW, POLICY)


def mails(effects: tuple[Effect, ...]) -> list[SendMail]:
    return [effect for effect in effects if isinstance(effect, SendMail)]


def answer(decision: Decision) -> str:
    return next(change.text for change in decision.changes if isinstance(change, StaffAnswer))


def test_answered_keeps_a_new_applicant() -> None:
    waiting = StaffAnswer(id=ROW, text="Waiting for your decision.", at=NOW)
    assert hear(applied()).changes == (person(), SENT, waiting)


def test_answered_sends_a_receipt_with_the_next_step() -> None:
    dropped, receipt = hear(applied()).effects
    prefix = f"oak/applications/{AMIRA}:mentor/receipt/"
    assert dropped == WithdrawMail(key_prefix=prefix, why="A newer form came in.")
    assert isinstance(receipt, SendMail)
    assert (receipt.key, receipt.subject) == (f"{prefix}r1.1", "We have your application")
    assert FormLink(label="Change your answers", form="mentor_application") in receipt.blocks


def test_answered_edit_updates_in_place() -> None:
    decision = hear(applied(answers={"why": "To listen."}, revision="2"), person(), SENT)
    assert decision.changes[:2] == (person(), replace(SENT, why="To listen.", revision="2"))
    assert mails(decision.effects)[0].subject == "We have your changes"


def test_answered_again_with_the_same_answers_is_no_news() -> None:
    again = applied(answers={"why": SENT.why}, revision="2", submitted_at=LATER)
    assert hear(again, person(), SENT) == Decision(
        changes=(replace(SENT, revision="2", submitted_at=LATER),),
        reason="Amira Khan sent the same form as mentor once more; nothing changed.",
        about=(AMIRA,),
    )


@pytest.mark.parametrize("revision", ["1", "0"])
def test_answered_same_or_older_revision_changes_nothing(revision: str) -> None:
    assert hear(applied(answers={"why": "Old."}, revision=revision), person(), SENT) == NOTHING


def test_answered_second_response_of_one_pupil_replaces_the_first() -> None:
    event = applied(response_id="r2", submitted_at=LATER)
    decision = hear(event, person(), SENT)
    assert decision.changes[1] == replace(SENT, response_id="r2", submitted_at=LATER)
    assert hear(applied(response_id="r0"), person(), SENT) == NOTHING


def test_answered_for_the_other_role_is_an_application_of_its_own() -> None:
    decision = hear(applied(forms.MENTEE), person(), SENT)
    assert isinstance(decision.changes[1], Application)
    assert (decision.changes[1].id, decision.changes[1].role) == (f"{AMIRA}:mentee", Role.MENTEE)


def test_answered_edit_after_the_decision_is_kept_and_shown() -> None:
    decision = hear(applied(answers={"why": "New."}, revision="2"), person(), accepted())
    assert decision.changes[1] == accepted(why="New.", revision="2")
    assert answer(decision) == (
        "The applicant changed the form on Tue 8 September 2026, after your decision. Please look again."
    )


def test_answered_with_problems_keeps_the_answer_and_says_what_to_change() -> None:
    decision = hear(applied(answers={"slots": ("Mon/Lunch",)}))
    assert decision.changes[1] == replace(SENT, slots=("Mon/Lunch",))
    assert answer(decision) == "Needs attention: Choose at least 2 times when you could meet."
    mail = mails(decision.effects)[0]
    assert mail.subject == "Please look at your application again"
    assert mail.blocks[1:3] == (
        Items(lines=("Choose at least 2 times when you could meet.",)),
        FormLink(label="Change your answers", form="mentor_application"),
    )


def test_answered_writes_in_the_language_of_the_applicant() -> None:
    assert mails(hear(applied(answers={"language": "ur"})).effects)[0].to.language == "ur"


def test_answered_without_a_usable_address_is_kept_and_not_mailed() -> None:
    decision = hear(applied(answers={"email": "amira at oak"}))
    assert isinstance(decision.changes[0], Person)
    assert (decision.changes[0].name, decision.changes[0].email) == ("Amira Khan", "")
    assert decision.effects == ()
    assert "no usable mail address" in decision.reason


def test_answered_correction_of_the_address_keeps_the_person() -> None:
    world = World()
    world.hear(applied(answers={"email": "amira at oak"}), NOW)
    world.hear(applied(revision="2"), NOW)
    (known,) = world.view.find(Person)
    assert known == person(id=known.id)
    assert [a.person_id for a in world.view.find(Application)] == [known.id]


def test_answered_does_not_take_the_address_of_another_pupil() -> None:
    other = person(id="p-zoe", email="zoe@oak.example")
    decision = hear(applied(answers={"email": "zoe@oak.example"}, revision="2"), person(), SENT, other)
    assert decision.changes[0] == person()
    assert answer(decision).startswith("Needs attention: Another pupil already uses")


def test_answered_refuses_a_guardian_who_is_a_pupil() -> None:
    friend = person(id="p-zoe", email="zoe@oak.example", guardian_email="")
    decision = hear(applied(answers={"guardian_email": "zoe@oak.example"}), friend)
    assert decision.changes[0] == person(guardian_email="")
    assert answer(decision).endswith("The address you gave for your parent or guardian belongs to a pupil.")


def test_answered_tells_of_another_guardian() -> None:
    event = applied(answers={"guardian_email": "new@mail.example"}, revision="2")
    assert hear(event, person(), SENT).events == (GuardianChanged(person_id=AMIRA),)


def test_answered_leaves_the_guardian_who_consented() -> None:
    event = applied(answers={"guardian_email": "new@mail.example"}, revision="2")
    decision = hear(event, person(), SENT, consent(ConsentStatus.GIVEN))
    assert (decision.changes[0], decision.events) == (person(), ())


def test_answered_leaves_what_the_school_list_says() -> None:
    rostered = person(rostered=True, name="Amira J. Khan", grade=9, guardian_name="Mr Khan")
    event = applied(answers={"guardian_email": "me@mail.example", "name": "Mimi", "gender": "Girl"})
    assert hear(event, rostered).changes[0] == replace(rostered, gender="girl")


def test_answered_after_leaving_is_a_new_start() -> None:
    gone = person(withdrawn_at=NOW)
    old = accepted(status=ApplicationStatus.WITHDRAWN, note="Well done")
    decision = hear(applied(revision="2", submitted_at=LATER), gone, old)
    assert decision.changes[:2] == (person(), replace(SENT, revision="2", submitted_at=LATER))
    assert mails(decision.effects)[0].subject == "We have your application"
    assert "new decision" in decision.reason


def test_answered_before_leaving_does_not_count() -> None:
    gone = person(withdrawn_at=LATER)
    decision = hear(applied(revision="2"), gone, accepted(status=ApplicationStatus.WITHDRAWN))
    assert decision == Decision(reason="Amira Khan left after sending this form; it does not count.", about=(AMIRA,))


REVISIONS = [applied(answers={"why": f"Reason {n}", "grade": str(n)}, revision=str(n)) for n in range(1, 6)]


@given(st.lists(st.sampled_from(REVISIONS), min_size=1, max_size=10))
def test_edits_in_any_order_end_as_the_newest(order: list[Any]) -> None:
    world, newest = World(), World()
    for event in order:
        world.hear(event, NOW)
    newest.hear(max(order, key=lambda event: str(event.revision)), NOW)
    assert world.values == newest.values
    assert world.rows == newest.rows


ANYTHING = st.sampled_from(
    [
        *REVISIONS,
        applied(forms.MENTEE),
        decided("waiting list"),
        decided("decline"),
        decided("Accepted!"),
        decided(""),
        decided("accept", Role.MENTEE),
    ]
)


@given(st.lists(ANYTHING, max_size=12))
def test_nobody_is_accepted_without_a_decision(order: list[Any]) -> None:
    world = World()
    for event in order:
        world.hear(event, NOW)
    mentor = world.view.get(Application, f"{AMIRA}:mentor")
    assert mentor is None or mentor.status is not ApplicationStatus.ACCEPTED


def test_applicant_is_found_by_the_vouched_address() -> None:
    decision = hear(applied(respondent=EMAIL, response_id="r9", submitted_at=LATER), person(), SENT)
    assert decision.about == (AMIRA,)
