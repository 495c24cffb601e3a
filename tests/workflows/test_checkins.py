"""Check-ins: both are asked once and chased once; nothing is held until somebody says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FIRST_AT, MENTEE, MENTOR, NOW, PAIR, POLICY, answered, check_in, couple, meeting, person
from workflows import checkins, forms, tabs
from workflows.checkins import CHASE, GIVE_UP
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import PutRow, SendMail, Urgency, WithdrawMail
from workflows.events import (
    MEETING_ENDED,
    CheckedIn,
    Event,
    FormAnswered,
    MeetingSettled,
    TimerFired,
)
from workflows.state import CheckIn, Entity, Meeting, MeetingStatus, Outcome
from workflows.text.blocks import FormLink
from workflows.view import Snapshot

FIRST = f"{PAIR}/1"
AFTER = FIRST_AT + timedelta(hours=2)
WORDS = {
    Outcome.HELD: "Yes",
    Outcome.MISSED: "No, somebody did not come",
    Outcome.CANCELLED: "No, it was cancelled",
}


def decide(event: Event, *values: Entity, now: datetime = AFTER, about: Meeting | None = None) -> Decision:
    return checkins.decide(event, Snapshot([*couple(), about or meeting(), *values]), now, POLICY)


def timer(kind: str) -> TimerFired:
    return TimerFired(kind=kind, subject=FIRST, due_at=AFTER)


def said(outcome: Outcome = Outcome.HELD, who: str = MENTOR, *, at: datetime = AFTER, **answers: Any) -> FormAnswered:
    personal = {"meeting": FIRST, "person": who}
    return answered(forms.CHECK_IN, {"outcome": WORDS[outcome], **answers}, personal=personal, submitted_at=at)


def outcome_of(decision: Decision) -> MeetingSettled | None:
    return next((e for e in decision.events if isinstance(e, MeetingSettled)), None)


def asked(decision: Decision) -> list[str]:
    return [e.to.person_id for e in decision.effects if isinstance(e, SendMail)]


def settled(outcome: str, by: str = "check-ins") -> MeetingSettled:
    return MeetingSettled(meeting_id=FIRST, pair_id=PAIR, outcome=outcome, by=by)


# --- asking -----------------------------------------------------------------------------------------


def test_both_sides_are_asked_after_the_meeting_in_the_digest() -> None:
    mails = [e for e in decide(timer(MEETING_ENDED)).effects if isinstance(e, SendMail)]
    assert [(m.to.person_id, m.urgency) for m in mails] == [(MENTOR, Urgency.ROUTINE), (MENTEE, Urgency.ROUTINE)]
    link = mails[1].blocks[1]
    assert link == FormLink(label="Tell us", form="check_in", personal=(("meeting", FIRST), ("person", MENTEE)))


def test_chaser_and_deadline_are_set_by_school_days() -> None:
    friday = datetime(2026, 9, 11, 11, 30, tzinfo=UTC)
    late = meeting(starts_at=friday, ends_at=friday + timedelta(minutes=40))
    assert decide(timer(MEETING_ENDED), about=late).timers == (
        Timer(kind=CHASE, subject=FIRST, due_at=datetime(2026, 9, 14, 12, 10, tzinfo=UTC)),
        Timer(kind=GIVE_UP, subject=FIRST, due_at=datetime(2026, 9, 16, 12, 10, tzinfo=UTC)),
    )


@pytest.mark.parametrize("kind", [MEETING_ENDED, CHASE, GIVE_UP])
def test_nobody_is_asked_about_a_cancelled_or_unknown_meeting(kind: str) -> None:
    assert decide(timer(kind), about=meeting(status=MeetingStatus.CANCELLED)) == NOTHING
    assert checkins.decide(timer(kind), Snapshot(), AFTER, POLICY) == NOTHING


def test_only_who_is_missing_is_chased() -> None:
    assert asked(decide(timer(CHASE))) == [MENTOR, MENTEE]
    assert asked(decide(timer(CHASE), check_in(MENTOR))) == [MENTEE]
    assert decide(timer(CHASE), check_in(MENTOR), check_in(MENTEE)) == NOTHING


def test_silence_makes_a_meeting_unconfirmed_never_held() -> None:
    assert decide(timer(GIVE_UP)).events == (settled("unconfirmed", by=""),)
    assert decide(timer(GIVE_UP), about=meeting(status=MeetingStatus.HELD)) == NOTHING


def test_pupil_who_left_is_not_asked() -> None:
    gone = person(id=MENTOR, withdrawn_at=NOW)
    assert asked(decide(timer(MEETING_ENDED), gone)) == [MENTEE]


# --- answers ----------------------------------------------------------------------------------------


def test_check_in_is_stored_whole() -> None:
    decision = decide(said(Outcome.HELD, mood="4", hard="Yes", note="We drew."))
    assert decision.changes == (check_in(mood=4, hard=True, note="We drew.", submitted_at=AFTER),)
    assert decision.events[0] == CheckedIn(meeting_id=FIRST, pair_id=PAIR, person_id=MENTOR)


def test_check_in_is_a_row() -> None:
    (row,) = decide(said(Outcome.MISSED, MENTEE, mood="1")).effects
    cells = {"pair": "Ana & Ben", "date": "2026-09-09", "who": "Ben", "outcome": "missed", "mood": "1"}
    assert row == PutRow(tab=tabs.CHECK_INS, key=f"{FIRST}:{MENTEE}", cells={**cells, "hard": "", "note": ""})


@pytest.mark.parametrize("outcome", list(Outcome))
def test_one_side_is_enough_to_settle(outcome: Outcome) -> None:
    decision = decide(said(outcome))
    assert outcome_of(decision) == settled(outcome.value)
    assert decision.timers == (CancelTimer(kind=GIVE_UP, subject=FIRST),)


def test_two_sides_that_agree_settle_once() -> None:
    held = meeting(status=MeetingStatus.HELD, outcome_by="check-ins")
    decision = decide(said(), check_in(MENTEE), about=held)
    assert outcome_of(decision) is None
    assert decision.timers == (CancelTimer(kind=CHASE, subject=FIRST),)


def test_two_sides_that_disagree_leave_it_unconfirmed() -> None:
    held = meeting(status=MeetingStatus.HELD, outcome_by="check-ins")
    assert outcome_of(decide(said(Outcome.MISSED), check_in(MENTEE), about=held)) == settled("unconfirmed")


def test_edited_check_in_that_now_agrees_settles() -> None:
    unclear = meeting(status=MeetingStatus.UNCONFIRMED, outcome_by="check-ins")
    before = check_in(MENTOR, outcome=Outcome.MISSED)
    decision = decide(said(Outcome.HELD, at=AFTER + timedelta(hours=1)), before, check_in(MENTEE), about=unclear)
    assert outcome_of(decision) == settled("held")


def test_late_check_in_settles_an_unconfirmed_meeting() -> None:
    decision = decide(said(), about=meeting(status=MeetingStatus.UNCONFIRMED), now=AFTER + timedelta(days=20))
    assert outcome_of(decision) == settled("held")


def test_staff_word_stands_above_check_ins() -> None:
    noted = meeting(status=MeetingStatus.MISSED, outcome_by="staff")
    assert outcome_of(decide(said(Outcome.HELD), about=noted)) is None


def test_meeting_that_was_called_off_is_not_settled_by_a_check_in() -> None:
    assert outcome_of(decide(said(), about=meeting(status=MeetingStatus.CANCELLED))) is None


def test_check_in_before_the_meeting_settles_nothing() -> None:
    assert outcome_of(decide(said(), now=NOW)) is None


def test_older_version_that_comes_late_changes_nothing() -> None:
    decision = decide(said(Outcome.MISSED, at=FIRST_AT), check_in())
    assert (decision.changes, decision.effects, decision.events) == ((), (), ())


@pytest.mark.parametrize(
    "changed",
    [
        {"personal": {}},
        {"personal": {"meeting": FIRST, "person": "p-stranger"}},
        {"personal": {"meeting": "x/1", "person": MENTOR}},
        {"answers": {"outcome": ("Perhaps",)}},
        {"answers": {}},
    ],
)
def test_check_in_that_cannot_be_placed_changes_nothing(changed: dict[str, Any]) -> None:
    decision = decide(replace(said(), **changed))
    assert (decision.changes, decision.effects, decision.events) == ((), (), ())
    assert decision.reason


@given(mood=st.text(max_size=3), note=st.text(max_size=50))
def test_check_in_takes_any_words(mood: str, note: str) -> None:
    (stored,) = decide(said(mood=mood, note=note)).changes
    assert isinstance(stored, CheckIn)
    assert stored.mood in {None, 1, 2, 3, 4, 5}
    assert stored.note == note


@given(order=st.permutations([(MENTOR, Outcome.HELD, 1), (MENTOR, Outcome.MISSED, 2), (MENTEE, Outcome.MISSED, 3)]))
def test_check_ins_in_any_order_come_to_the_same(order: list[tuple[str, Outcome, int]]) -> None:
    values: dict[str, Entity] = {FIRST: meeting()}
    for who, outcome, hour in order:
        now = AFTER + timedelta(hours=5)
        decision = checkins.decide(
            said(outcome, who, at=AFTER + timedelta(hours=hour)), Snapshot([*couple(), *values.values()]), now, POLICY
        )
        values |= {c.id: c for c in decision.changes if isinstance(c, CheckIn)}
        if found := outcome_of(decision):
            values[FIRST] = meeting(status=MeetingStatus(found.outcome), outcome_by=found.by)
    assert values[FIRST] == meeting(status=MeetingStatus.MISSED, outcome_by="check-ins")


# --- settled ----------------------------------------------------------------------------------------


def test_staff_word_ends_the_asking() -> None:
    decision = decide(settled("held", by="staff"))
    assert decision.timers == (CancelTimer(kind=CHASE, subject=FIRST), CancelTimer(kind=GIVE_UP, subject=FIRST))
    (dropped,) = decision.effects
    assert isinstance(dropped, WithdrawMail)
    assert dropped.key_prefix == f"oak/checkins/{FIRST}/"
    assert decide(settled("held")) == NOTHING
