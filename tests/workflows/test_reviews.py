"""Reviews: two sessions apart, everybody invited to their own, the agenda by count and never of a few."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.builders import MENTEE, MENTOR, NOW, answered, couple, person, policy
from workflows import forms, reviews, tabs
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutMeeting, PutRow, SendMail
from workflows.events import Event, ProgrammeStarted, TimerFired
from workflows.policy import LearningPolicy
from workflows.state import Entity, Vote
from workflows.view import Snapshot

DAY = date(2026, 12, 1)
REVIEW = policy(learning=LearningPolicy(on=True, reviews_on=(DAY,)))
CALL = TimerFired(kind="reviews.call", subject=DAY.isoformat(), due_at=NOW)


def decide(event: Event, *values: Entity) -> Decision:
    return reviews.decide(event, Snapshot([*couple(), *values]), NOW, REVIEW)


def vote(number: int) -> Vote:
    return Vote(id=f"agenda-{DAY}-mentor:p{number}", person_id=f"p{number}", choice="The rooms|The rules", at=NOW)


def test_call_goes_out_six_school_days_before() -> None:
    timers = decide(ProgrammeStarted(fingerprint="f")).timers
    assert timers == (
        Timer(kind="reviews.call", subject="2026-12-01", due_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
    )
    assert reviews.decide(CALL, Snapshot(couple()), NOW, policy()) == NOTHING


def test_each_set_has_a_session_of_its_own() -> None:
    decision = decide(CALL)
    sessions = [e for e in decision.effects if isinstance(e, PutMeeting)]
    assert [(s.starts_at, s.attendees) for s in sessions] == [
        (datetime(2026, 12, 1, 16, 0, tzinfo=UTC), ("lead@oak.example",)),
        (datetime(2026, 12, 2, 16, 0, tzinfo=UTC), ("lead@oak.example",)),
    ]
    assert [e.to.person_id for e in decision.effects if isinstance(e, SendMail)] == [MENTOR, MENTEE]


def test_somebody_who_left_is_not_invited() -> None:
    gone = person(id=MENTEE, name="Ben", email="p-mentee@oak.example", withdrawn_at=NOW)
    assert [e.to.person_id for e in decide(CALL, gone).effects if isinstance(e, SendMail)] == [MENTOR]


@pytest.mark.parametrize(("others", "agenda"), [(3, "shown from 5 wishes on"), (4, "The rooms 5, The rules 4")])
def test_agenda_is_counted_and_hidden_while_few_spoke(others: int, agenda: str) -> None:
    proved = {"person": MENTOR, "review": DAY.isoformat(), "role": "mentor"}
    said = answered(forms.REVIEW_AGENDA, {"topics": ("The rooms",)}, personal=proved)
    decision = decide(said, *(vote(n) for n in range(others)))
    (row,) = [e for e in decision.effects if isinstance(e, PutRow)]
    assert (row.tab, row.cells["why"]) == (tabs.CHANGES, agenda)
    assert decision.changes == (
        replace(vote(0), id=f"agenda-{DAY}-mentor:{MENTOR}", person_id=MENTOR, choice="The rooms"),
    )


@pytest.mark.parametrize("proved", [{}, {"person": "p-nobody", "review": DAY.isoformat(), "role": "mentor"}])
def test_wish_without_a_true_link_does_not_count(proved: dict[str, str]) -> None:
    assert decide(answered(forms.REVIEW_AGENDA, {"topics": ("The rooms",)}, personal=proved)).changes == ()
