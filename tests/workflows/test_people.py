from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    AMIRA,
    EMAIL,
    GUARDIAN,
    NOW,
    POLICY,
    accepted,
    applied,
    consent,
    consented,
    decided,
    edited,
    left,
    pair,
    person,
)
from tests.workflows.world import World
from workflows import consent_asking, forms, people, tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Gone
from workflows.effects import RemoveRow, SendMail, WithdrawMailTo
from workflows.events import (
    Event,
    GuardianChanged,
    MailBounced,
    PersonErased,
    PersonWithdrew,
    RosterImported,
    RowDeleted,
    TimerFired,
)
from workflows.state import ApplicationStatus, CheckIn, Entity, Outcome, Person, Role, StaffAnswer
from workflows.text.blocks import Paragraph
from workflows.view import Snapshot

LEFT = "Has left on Tue 8 September 2026. Everything planned with them stops."
LISTED = RosterImported(
    email="Amira@Oak.example",
    name="Amira Khan",
    grade=10,
    site="North",
    household="h1",
    guardian_name="Noor Khan",
    guardian_email=GUARDIAN,
)
KNOWN = person(site="North", household="h1", rostered=True)


def hear(event: Event, *values: Entity) -> Decision:
    return people.decide(event, Snapshot(values), NOW, POLICY)


def told(text: str, tab: str = "people", row: str = AMIRA) -> StaffAnswer:
    return StaffAnswer(id=f"{tab}:{row}", text=text, at=NOW)


def action(word: str) -> Event:
    return edited(tabs.PEOPLE, AMIRA, "action", word)


# --- the school's list


def test_imported_adds_a_pupil() -> None:
    assert hear(LISTED).changes == (KNOWN,)


def test_imported_again_changes_nothing() -> None:
    assert hear(LISTED, KNOWN) == NOTHING


def test_imported_guardian_wins_over_the_pupils_own_entry() -> None:
    decision = hear(LISTED, person(guardian_email="friend@mail.example", guardian_name="Me"))
    assert decision.changes == (KNOWN,)
    assert decision.events == (GuardianChanged(person_id=AMIRA),)


def test_imported_without_a_guardian_keeps_the_one_we_know() -> None:
    listed = replace(LISTED, guardian_email="", guardian_name="")
    assert hear(listed, person()).changes == (KNOWN,)


def test_imported_leaves_whoever_left_out() -> None:
    gone = person(withdrawn_at=NOW)
    assert hear(LISTED, gone).changes == (replace(KNOWN, withdrawn_at=NOW),)


def test_imported_line_without_an_address_is_named() -> None:
    decision = hear(replace(LISTED, email="n/a"))
    assert decision == Decision(
        reason="The school's list gives no usable address for Amira Khan; the line was left out."
    )


# --- leaving


def test_left_by_form_stops_everything() -> None:
    decision = hear(left(), person(), accepted(), accepted(Role.MENTEE))
    assert decision.changes == (
        person(withdrawn_at=NOW),
        accepted(Role.MENTEE, status=ApplicationStatus.WITHDRAWN),
        accepted(status=ApplicationStatus.WITHDRAWN),
        told(LEFT, "applications", f"{AMIRA}:mentee"),
        told(LEFT, "applications", f"{AMIRA}:mentor"),
    )
    assert decision.events == (PersonWithdrew(person_id=AMIRA, why="left the programme"),)


def test_left_by_form_drops_mail_and_says_goodbye() -> None:
    dropped, goodbye, lead = hear(left(), person(), accepted()).effects
    assert dropped == WithdrawMailTo(person_id=AMIRA, why="The pupil left.")
    assert isinstance(goodbye, SendMail)
    assert isinstance(lead, SendMail)
    assert (goodbye.to.address, lead.to.person_id) == (EMAIL, "lead")


def test_left_by_form_passes_the_words_to_the_lead_only() -> None:
    event = replace(left(), answers={"confirm": ("Yes, stop now",), "why": ("Too busy",)})
    decision = hear(event, person())
    lead = decision.effects[-1]
    assert isinstance(lead, SendMail)
    assert lead.blocks[1:] == (Paragraph(text="Their own words: Too busy"),)
    assert "Too busy" not in decision.reason


def test_left_without_an_address_is_told_to_the_lead_only() -> None:
    mails = [e.to.person_id for e in hear(left(), person(email="")).effects if isinstance(e, SendMail)]
    assert mails == ["lead"]


@pytest.mark.parametrize("known", [person(withdrawn_at=NOW), None])
def test_left_by_form_does_nothing_for_nobody(known: Person | None) -> None:
    decision = hear(left(), *([known] if known else []))
    assert (decision.changes, decision.effects, decision.events) == ((), (), ())


def test_left_by_form_heeds_a_no() -> None:
    assert hear(replace(left(), answers={"confirm": ("No",)}), person()) == NOTHING


def test_left_by_cell_is_answered() -> None:
    decision = hear(action("Withdraw"), person(), accepted())
    assert decision.changes[0] == person(withdrawn_at=NOW)
    assert decision.changes[-1] == told(LEFT)


@pytest.mark.parametrize(
    ("word", "known", "text"),
    [
        ("withdraw", person(withdrawn_at=NOW), "Had left already. Nothing more to do."),
        ("expel", person(), "“expel” is not an action here. Use: withdraw."),
        ("", person(withdrawn_at=NOW), "Nothing was undone. To come back, Amira Khan applies again."),
    ],
)
def test_cell_that_changes_nothing_is_explained(word: str, known: Person, text: str) -> None:
    decision = hear(action(word), known)
    assert decision == Decision(changes=(told(text),), reason=f"Amira Khan: {text}", about=(AMIRA,))


def test_cell_of_an_unknown_row_is_explained() -> None:
    assert hear(action("withdraw")) == Decision(
        reason=f"A cell was edited in a row of People that stands for nobody ({AMIRA})."
    )


STEPS = st.sampled_from(
    [
        applied(),
        applied(forms.MENTEE),
        applied(answers={"slots": ()}, revision="2"),
        applied(answers={"guardian_email": "aunt@mail.example"}, revision="3"),
        decided("accept"),
        decided("accept", Role.MENTEE),
        decided("decline"),
        edited(tabs.APPLICATIONS, f"{AMIRA}:mentor", "note", "Well done"),
        edited(tabs.CONSENTS, AMIRA, "paper", "ask again"),
        edited(tabs.CONSENTS, AMIRA, "paper", "paper: yes"),
        consented(),
        consented("No, I do not agree"),
        TimerFired(kind="consent.chase", subject=AMIRA, due_at=NOW),
        TimerFired(kind="consent.renew", subject=AMIRA, due_at=NOW),
        MailBounced(mail="", address=GUARDIAN, reason="full"),
    ]
)
FAREWELLS = ("/left/", "/left-lead/")


@given(st.lists(STEPS, max_size=10))
def test_leaving_from_any_state_leaves_no_timer_and_no_mail(steps: list[Any]) -> None:
    world = World(person())
    for event in steps:
        world.hear(event, NOW)
    world.hear(left(), NOW)
    assert [timer for timer in world.timers if timer[1] == AMIRA] == []
    assert [key for key in world.unsent if not any(word in key for word in FAREWELLS)] == []
    assert "left on" in world.rows.get((tabs.PEOPLE, AMIRA), {"status": "left on"})["status"]


@given(st.lists(STEPS, max_size=10))
def test_erasure_from_any_state_leaves_nothing(steps: list[Any]) -> None:
    world = World(person())
    for event in steps:
        world.hear(event, NOW)
    world.hear(PersonErased(person_id=AMIRA), NOW)
    # How many cells staff decided in a month says nothing of anybody.
    kept = {key: value for key, value in world.values.items() if key[0] != "Effort"}
    assert (kept, world.rows) == ({}, {})
    assert [timer for timer in world.timers if timer[1] == AMIRA] == []
    assert [mail for mail in world.unsent.values() if AMIRA in mail.key] == []


# --- erasure, rows and bounces


def test_erased_takes_pairs_and_both_sides_words_along() -> None:
    word = CheckIn(
        id="m1:p-mentee",
        meeting_id="m1",
        pair_id=pair().id,
        person_id="p-mentee",
        outcome=Outcome.HELD,
        submitted_at=NOW,
    )
    decision = hear(PersonErased(person_id=AMIRA), person(), consent(), pair(), word, told("x"))
    assert decision.changes == (
        Gone(kind="Person", id=AMIRA),
        Gone(kind="Consent", id=AMIRA),
        Gone(kind="Pair", id=pair().id),
        Gone(kind="CheckIn", id="m1:p-mentee"),
        Gone(kind="StaffAnswer", id=f"people:{AMIRA}"),
    )
    assert decision.effects[:2] == (
        RemoveRow(tab="pairs", key=pair().id),
        RemoveRow(tab="check_ins", key="m1:p-mentee"),
    )
    assert decision.timers == (
        CancelTimer(kind="consent.chase", subject=AMIRA),
        CancelTimer(kind="consent.renew", subject=AMIRA),
        CancelTimer(kind="consent.expire", subject=AMIRA),
    )


def test_erased_stops_every_timer_of_consent() -> None:
    known = (consent_asking.CHASE, consent_asking.RENEW, consent_asking.EXPIRE)
    assert known == people.CONSENT_TIMERS


def test_erased_twice_is_nothing() -> None:
    assert hear(PersonErased(person_id=AMIRA)) == NOTHING


def test_row_deleted_keeps_the_person_and_says_so() -> None:
    decision = hear(RowDeleted(tab=tabs.APPLICATIONS, row=f"{AMIRA}:mentor"), person(), accepted())
    assert (decision.changes, decision.effects) == ((), ())
    assert decision.reason.startswith("Staff deleted the row of Amira Khan in applications.")
    assert hear(RowDeleted(tab=tabs.PEOPLE, row="p-x")) == NOTHING


def test_bounce_of_a_pupils_mail_stands_in_people() -> None:
    event = MailBounced(mail="", address=EMAIL, reason="no such user")
    text = f"Mail to {EMAIL} came back (no such user). Please check the address with the pupil."
    assert hear(event, person()).changes == (told(text),)
    assert EMAIL not in hear(event, person()).reason
    assert hear(event, person(withdrawn_at=NOW)) == NOTHING
