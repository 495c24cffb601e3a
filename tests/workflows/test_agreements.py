"""Agreements: asked for after the first meeting, kept with a date, never taken for granted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.builders import MENTEE, MENTOR, NOW, PAIR, POLICY, answered, couple, meeting, pair, person
from workflows import agreements, forms
from workflows.agreements import CHASE
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import SendMail, Urgency, WithdrawMail
from workflows.events import Event, FormAnswered, MeetingSettled, PairEnded, TimerFired
from workflows.state import Entity, MeetingStatus, Pair, PairStatus, Watch
from workflows.text.blocks import FormLink
from workflows.view import Snapshot

HELD = MeetingSettled(meeting_id=f"{PAIR}/1", pair_id=PAIR, outcome="held")
ACTIVE = pair(MENTOR, MENTEE, slots=("Tue/Lunch", "Wed/Lunch", "Thu/Lunch"), approved_at=NOW)
TALK = Watch(
    id=f"{PAIR}:talk",
    pair_id=PAIR,
    mentor_id=MENTOR,
    mentee_id=MENTEE,
    rule="talk",
    reason="Ana wants to talk before agreeing to the pair's agreement.",
    since=NOW,
)


def decide(event: Event, *values: Entity) -> Decision:
    return agreements.decide(event, Snapshot([*couple(), *values]), NOW, POLICY)


def said(answer: str = "Yes", who: str = MENTOR, **changed: Any) -> FormAnswered:
    values = {"personal": {"pair": PAIR, "person": who}}
    return answered(forms.AGREEMENT, {"agree": answer}, **(values | changed))


def mails(decision: Decision) -> list[SendMail]:
    return [e for e in decision.effects if isinstance(e, SendMail)]


def chased(*values: Entity) -> Decision:
    return decide(TimerFired(kind=CHASE, subject=PAIR, due_at=NOW), *values)


def test_first_held_meeting_asks_both() -> None:
    decision = decide(HELD, meeting(status=MeetingStatus.HELD))
    assert [(m.to.person_id, m.urgency) for m in mails(decision)] == [
        (MENTOR, Urgency.ROUTINE),
        (MENTEE, Urgency.ROUTINE),
    ]
    assert mails(decision)[0].blocks[1] == FormLink(
        label="Read and agree", form="agreement", personal=(("pair", PAIR), ("person", MENTOR))
    )
    assert decision.timers == (Timer(kind=CHASE, subject=PAIR, due_at=datetime(2026, 9, 11, 11, 0, tzinfo=UTC)),)


def test_later_held_meeting_asks_nobody() -> None:
    assert decide(HELD, meeting(status=MeetingStatus.HELD), meeting(2, status=MeetingStatus.HELD)) == NOTHING


@pytest.mark.parametrize("outcome", ["missed", "cancelled", "unconfirmed"])
def test_meeting_that_was_not_held_asks_nobody(outcome: str) -> None:
    assert decide(replace(HELD, outcome=outcome)) == NOTHING


@pytest.mark.parametrize("changed", [{"status": PairStatus.ENDED}, {"mentor_agreed_at": NOW, "mentee_agreed_at": NOW}])
def test_pair_that_is_over_or_has_agreed_is_not_asked(changed: dict[str, Any]) -> None:
    assert decide(HELD, replace(ACTIVE, **changed)) == NOTHING
    assert chased(replace(ACTIVE, **changed)) == NOTHING


def test_missing_side_is_asked_once_more() -> None:
    decision = chased(replace(ACTIVE, mentor_agreed_at=NOW))
    assert [m.key for m in mails(decision)] == [f"oak/agreements/{PAIR}/chase/2026-09-08/{MENTEE}"]
    assert decision.timers == ()


@pytest.mark.parametrize(
    ("who", "agreed"),
    [(MENTOR, replace(ACTIVE, mentor_agreed_at=NOW)), (MENTEE, replace(ACTIVE, mentee_agreed_at=NOW))],
)
def test_yes_is_kept_with_its_date(who: str, agreed: Pair) -> None:
    decision = decide(said("Yes", who))
    assert (decision.changes, decision.effects) == ((agreed,), ())


def test_second_yes_sends_guardians_and_adult_a_copy_and_stops_the_chaser() -> None:
    known = person(id=MENTEE, name="Ben", email="p-mentee@oak.example", guardian_email="home@mail.example")
    decision = decide(said("Yes", MENTEE), replace(ACTIVE, mentor_agreed_at=NOW), known)
    families = ["home.p-mentor@mail.example", "home@mail.example"]
    assert [m.to.address for m in mails(decision)] == [*families, "lead@oak.example"]
    assert decision.timers == (CancelTimer(kind=CHASE, subject=PAIR),)


def test_yes_again_sends_no_second_copy() -> None:
    both = replace(ACTIVE, mentor_agreed_at=NOW, mentee_agreed_at=NOW)
    assert decide(said("Yes"), both).effects == ()


def test_wish_to_talk_tells_the_lead_and_takes_an_earlier_yes_back() -> None:
    decision = decide(said("I want to talk first"), replace(ACTIVE, mentor_agreed_at=NOW))
    assert decision.changes == (ACTIVE, TALK)
    (mail,) = mails(decision)
    assert (mail.to.person_id, mail.subject) == ("lead", "Ana would like to talk before agreeing")


def test_yes_after_talking_takes_the_pair_off_the_watch_list() -> None:
    assert decide(said("Yes"), TALK).changes[1:] == (replace(TALK, cleared_at=NOW),)
    assert decide(said("Yes", MENTEE), TALK).changes[1:] == ()


@pytest.mark.parametrize("personal", [{}, {"pair": PAIR, "person": "p-x"}, {"pair": "x", "person": MENTOR}])
def test_agreement_without_a_true_link_changes_nothing(personal: dict[str, str]) -> None:
    decision = decide(said(personal=personal))
    assert (decision.changes, decision.effects) == ((), ())
    assert decision.reason


def test_answer_after_the_end_is_only_noted() -> None:
    decision = decide(said(), replace(ACTIVE, status=PairStatus.ENDED))
    assert (decision.changes, decision.effects) == ((), ())


def test_end_of_the_pair_stops_the_asking() -> None:
    over = decide(PairEnded(pair_id=PAIR, why=""))
    assert over.timers == (CancelTimer(kind=CHASE, subject=PAIR),)
    dropped = [effect.key_prefix for effect in over.effects if isinstance(effect, WithdrawMail)]
    asked = [mail.key for mail in decide(HELD, ACTIVE, *couple()).effects if isinstance(mail, SendMail)]
    assert all(any(key.startswith(prefix) for prefix in dropped) for key in asked)
    assert len(asked) == 2


def test_builders_pair_is_the_active_one() -> None:
    assert [v for v in couple() if isinstance(v, Pair)] == [ACTIVE]
