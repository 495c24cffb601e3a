"""Answers that come too late, and pupils, pairs and slots that are gone meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import FIRST_AT, MENTEE, MENTOR, NOW, PAIR, POLICY, calendar, couple, edited, meeting, person
from tests.workflows.meetings.diary import Diary
from workflows import meetings, tabs
from workflows.decision import NOTHING, Decision
from workflows.effects import SendMail
from workflows.events import BusyKnown, PairApproved, PairEnded, ProgrammeStarted
from workflows.meetings.planning import overlapping_slots
from workflows.state import Application, Consent, Entity, Meeting, MeetingStatus
from workflows.view import Snapshot

MOVE = BusyKnown(ask=f"oak/busy/{PAIR}/move/1.0.pupil/1", busy={})
AGAIN = BusyKnown(ask=f"oak/busy/{PAIR}/again/1/1", busy={})
MISSED = meeting(status=MeetingStatus.MISSED)


def decide(event: BusyKnown, *values: Entity, without: type[Entity] | None = None) -> Decision:
    known = [v for v in couple() if without is None or not isinstance(v, without)]
    return meetings.decide(event, Snapshot([*known, *values]), NOW, POLICY)


@pytest.mark.parametrize(
    "now_stands",
    [
        meeting(version=1),
        meeting(status=MeetingStatus.CANCELLED),
        meeting(starts_at=NOW - timedelta(hours=1), ends_at=NOW),
    ],
)
def test_move_of_a_meeting_that_changed_meanwhile_does_nothing(now_stands: Meeting) -> None:
    assert decide(MOVE, now_stands) == NOTHING


def test_move_or_make_up_without_consent_books_nothing() -> None:
    assert decide(MOVE, meeting(), without=Consent) == NOTHING
    assert decide(AGAIN, MISSED, without=Consent) == NOTHING


def test_make_up_for_a_meeting_that_was_held_after_all_books_nothing() -> None:
    assert decide(AGAIN, meeting(status=MeetingStatus.HELD)) == NOTHING
    assert decide(AGAIN) == NOTHING


def test_make_up_finds_nothing_when_everybody_is_busy() -> None:
    full = replace(AGAIN, busy={"lead@oak.example": ((NOW, NOW + timedelta(days=40)),)})
    decision = decide(full, MISSED)
    assert (decision.changes, decision.effects) == ((), ())
    assert decision.reason == "No time was free to make up for meeting 1 of Ana & Ben before the next one."


def test_slot_taken_out_of_the_programme_calls_its_meetings_off() -> None:
    diary = Diary(*couple(slots=("Wed/Lunch",)))
    diary.happen(PairApproved(pair_id=PAIR))
    diary.policy = replace(POLICY, school=calendar(slots=("Mon/Lunch",), periods={}))
    diary.happen(ProgrammeStarted(fingerprint="2"))
    assert diary.planned == []
    assert {m.status for m in diary.meetings} == {MeetingStatus.CANCELLED}


def test_end_of_an_unknown_pair_does_nothing() -> None:
    assert meetings.decide(PairEnded(pair_id="x", why=""), Snapshot(), NOW, POLICY) == NOTHING


def test_cell_of_a_meeting_called_off_says_so() -> None:
    gone = meeting(status=MeetingStatus.CANCELLED)
    event = edited(tabs.MEETINGS, gone.id, "outcome", "held")
    decision = meetings.decide(event, Snapshot([*couple(), gone]), NOW, POLICY)
    assert "It is cancelled already." in repr(decision.changes)


def test_deleted_column_of_another_tab_is_none_of_our_business() -> None:
    assert meetings.decide(edited(tabs.PAIRS, PAIR, "decision", "lock"), Snapshot(couple()), NOW, POLICY) == NOTHING


def test_pupil_without_an_address_gets_no_mail_but_a_meeting() -> None:
    paper = person(id=MENTOR, name="Ana", email="", guardian_email="")
    diary = Diary(*couple(), paper)
    diary.happen(PairApproved(pair_id=PAIR))
    assert {m.to.person_id for m in diary.unsent.values()} == {MENTEE, "lead"}
    assert diary.planned[0].starts_at == FIRST_AT


def test_pair_without_applications_in_common_is_welcomed_all_the_same() -> None:
    plain = [replace(v, interests=()) if isinstance(v, Application) else v for v in couple()]
    diary = Diary(*plain)
    diary.happen(PairApproved(pair_id=PAIR))
    mail = diary.unsent[f"oak/meetings/{PAIR}/1/welcome/0/{MENTOR}"]
    assert isinstance(mail, SendMail)
    assert "free at the same times" in repr(mail.blocks)


def test_overlapping_slots_share_day_and_time() -> None:
    school = calendar(slots=("Tue/Lunch", "Wed/Lunch"))
    assert overlapping_slots(school, "Tue/Lunch") == ("Tue/Lunch",)
