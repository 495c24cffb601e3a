"""Closure: a pair that is over says goodbye, is asked how it was, and nothing stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import MENTEE, MENTOR, NOW, PAIR, couple, meeting, person, policy
from workflows import closure, forms
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import PutRow, SendMail
from workflows.events import (
    Event,
    FeedbackSettled,
    FeedbackWanted,
    GoodbyeArranged,
    GoodbyeWanted,
    MeetingSettled,
    PairEnded,
    PersonWithdrew,
    TimerFired,
)
from workflows.policy import ClosurePolicy
from workflows.state import Closure, Entity, Goodbye, MeetingStatus, PairStatus
from workflows.view import Snapshot

ON = policy(closure=ClosurePolicy(on=True))
ENDED = couple(status=PairStatus.ENDED, ended_at=NOW)
OPEN = Closure(
    id=PAIR,
    pair_id=PAIR,
    mentor_id=MENTOR,
    mentee_id=MENTEE,
    why="ended by the lead",
    opened_at=NOW,
    goodbye=Goodbye.ASKED,
    waits_for=(MENTOR, MENTEE),
)
PLANNED = replace(OPEN, goodbye=Goodbye.PLANNED, goodbye_meeting=f"{PAIR}/7")
OVER = PairEnded(pair_id=PAIR, why="ended by the lead")


def decide(event: Event, *values: Entity) -> Decision:
    return closure.decide(event, Snapshot([*ENDED, *values]), NOW, ON)


def settled(person_id: str, *, answered: bool = True) -> FeedbackSettled:
    return FeedbackSettled(occasion=f"closure-{PAIR}", person_id=person_id, answered=answered)


def test_end_asks_for_a_goodbye_and_both_for_an_answer() -> None:
    decision = decide(OVER)
    assert decision.changes == (OPEN,)
    assert decision.events == (
        GoodbyeWanted(pair_id=PAIR),
        FeedbackWanted(occasion=f"closure-{PAIR}", form=forms.EXIT, person_id=MENTOR, partner="Ben"),
        FeedbackWanted(occasion=f"closure-{PAIR}", form=forms.EXIT, person_id=MENTEE, partner="Ana"),
    )


def test_end_after_somebody_left_asks_the_other_and_tells_the_lead() -> None:
    gone = person(id=MENTEE, name="Ben", email="b@oak.example", withdrawn_at=NOW)
    decision = decide(OVER, gone)
    assert [type(e) for e in decision.events] == [FeedbackWanted]
    assert [e.to.person_id for e in decision.effects if isinstance(e, SendMail)] == ["lead"]


def test_closures_switched_off_do_nothing() -> None:
    assert closure.decide(OVER, Snapshot(ENDED), NOW, policy()) == NOTHING


def test_end_heard_twice_opens_one_closure() -> None:
    assert decide(OVER, OPEN) == NOTHING


@pytest.mark.parametrize(("meeting_id", "goodbye"), [(f"{PAIR}/7", Goodbye.PLANNED), ("", Goodbye.IMPOSSIBLE)])
def test_goodbye_is_noted(meeting_id: str, goodbye: Goodbye) -> None:
    decision = decide(GoodbyeArranged(pair_id=PAIR, meeting_id=meeting_id, why=""), OPEN)
    assert decision.changes == (replace(OPEN, goodbye=goodbye, goodbye_meeting=meeting_id),)


@pytest.mark.parametrize(("outcome", "goodbye"), [("held", Goodbye.HELD), ("missed", Goodbye.MISSED)])
def test_outcome_of_the_goodbye_is_noted(outcome: str, goodbye: Goodbye) -> None:
    decision = decide(MeetingSettled(meeting_id=f"{PAIR}/7", pair_id=PAIR, outcome=outcome), PLANNED)
    assert decision.changes == (replace(PLANNED, goodbye=goodbye),)


def test_other_meetings_of_the_pair_say_nothing_of_the_goodbye() -> None:
    assert decide(MeetingSettled(meeting_id=f"{PAIR}/2", pair_id=PAIR, outcome="held"), PLANNED) == NOTHING


def test_last_answer_after_the_goodbye_closes() -> None:
    waiting = replace(OPEN, goodbye=Goodbye.HELD, waits_for=(MENTEE,), answered=(MENTOR,))
    decision = decide(settled(MENTEE), waiting)
    assert decision.changes == (replace(waiting, waits_for=(), answered=(MENTOR, MENTEE), closed_at=NOW),)
    assert decision.timers == (CancelTimer(kind="closure.close", subject=PAIR),)


def test_no_answer_closes_too() -> None:
    waiting = replace(OPEN, goodbye=Goodbye.MISSED, waits_for=(MENTEE,))
    assert decide(settled(MENTEE, answered=False), waiting).changes == (replace(waiting, waits_for=(), closed_at=NOW),)


def test_time_up_closes_with_what_is_known() -> None:
    fired = TimerFired(kind="closure.close", subject=PAIR, due_at=NOW)
    assert decide(fired, OPEN).changes == (replace(OPEN, waits_for=(), goodbye=Goodbye.MISSED, closed_at=NOW),)


def test_time_up_waits_for_a_goodbye_still_to_come() -> None:
    fired = TimerFired(kind="closure.close", subject=PAIR, due_at=NOW)
    coming = meeting(7, starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, minutes=40))
    decision = decide(fired, PLANNED, coming)
    assert (decision.changes, [type(t) for t in decision.timers]) == ((), [Timer])


def test_leaving_makes_the_goodbye_impossible() -> None:
    decision = decide(PersonWithdrew(person_id=MENTEE, why="left"), PLANNED)
    assert decision.changes == (replace(PLANNED, goodbye=Goodbye.IMPOSSIBLE, waits_for=(MENTOR,)),)


def test_row_counts_the_meetings_held() -> None:
    decision = decide(OVER, meeting(1, status=MeetingStatus.HELD), meeting(2, status=MeetingStatus.MISSED))
    (row,) = [e for e in decision.effects if isinstance(e, PutRow)]
    assert (row.cells["pair"], row.cells["held"], row.cells["status"]) == ("Ana & Ben", "1", "open, 2 still to answer")
