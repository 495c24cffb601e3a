"""Feedback: asked once, reminded twice at most, counted together, and hidden where few answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.builders import MENTEE, MENTOR, NOW, PAIR, answered, couple, person, policy
from workflows import feedback, forms
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutRow, SendMail, Urgency, WithdrawMail
from workflows.events import (
    Event,
    FeedbackSettled,
    FeedbackWanted,
    PersonWithdrew,
    ProgrammeStarted,
    TimerFired,
)
from workflows.policy import FeedbackPolicy
from workflows.state import Entity, Feedback
from workflows.view import Snapshot

MID = date(2026, 11, 17)
ASKING = policy(feedback=FeedbackPolicy(mid_point=(MID,), end=(date(2026, 9, 1),)))
WANTED = FeedbackWanted(occasion=f"closure-{PAIR}", form=forms.EXIT, person_id=MENTOR, partner="Ben")
ASKED = Feedback(
    id=f"closure-{PAIR}:{MENTOR}",
    occasion=f"closure-{PAIR}",
    form=forms.EXIT,
    person_id=MENTOR,
    asked_at=NOW,
    partner="Ben",
)


def decide(event: Event, *values: Entity) -> Decision:
    return feedback.decide(event, Snapshot([*couple(), *values]), NOW, ASKING)


def fired(kind: str, subject: str = ASKED.id) -> TimerFired:
    return TimerFired(kind=kind, subject=subject, due_at=NOW)


def mails(decision: Decision) -> list[SendMail]:
    return [e for e in decision.effects if isinstance(e, SendMail)]


def test_days_still_to_come_get_a_timer() -> None:
    at = datetime(2026, 11, 17, 8, 0, tzinfo=UTC)
    assert decide(ProgrammeStarted(fingerprint="f")).timers == (
        Timer(kind="feedback.stage", subject="mid-2026-11-17", due_at=at),
    )


def test_wish_asks_once_with_a_routine_mail() -> None:
    decision = decide(WANTED)
    assert decision.changes == (ASKED,)
    assert [(m.to.person_id, m.urgency) for m in mails(decision)] == [(MENTOR, Urgency.ROUTINE)]
    assert decide(WANTED, ASKED) == NOTHING


def test_stage_asks_both_sides_and_the_hosts() -> None:
    decision = decide(fired("feedback.stage", "mid-2026-11-17"))
    assert [(f.person_id, f.form) for f in decision.changes if isinstance(f, Feedback)] == [
        (MENTOR, forms.FEEDBACK_MENTOR),
        (MENTEE, forms.FEEDBACK_MENTEE),
        ("lead", forms.FEEDBACK_ADULT),
    ]


def test_two_reminders_and_no_third() -> None:
    once = decide(fired("feedback.chase"), ASKED)
    assert once.changes == (replace(ASKED, chasers=1),)
    assert [t.kind for t in once.timers if isinstance(t, Timer)] == ["feedback.chase", "feedback.give_up"]
    twice = decide(fired("feedback.chase"), replace(ASKED, chasers=1))
    assert [t.kind for t in twice.timers if isinstance(t, Timer)] == ["feedback.give_up"]
    assert decide(fired("feedback.chase"), replace(ASKED, chasers=2)) == NOTHING


def test_answer_is_kept_and_told() -> None:
    said = answered(forms.EXIT, {"rating": "4", "helped": ("Fun",), "note": "=1+1"}, personal={"feedback": ASKED.id})
    decision = decide(said, ASKED)
    assert decision.changes == (replace(ASKED, settled_at=NOW, answered=True, rating=4, helped=("Fun",), note="=1+1"),)
    assert decision.events == (FeedbackSettled(occasion=ASKED.occasion, person_id=MENTOR, answered=True),)


@pytest.mark.parametrize("personal", [{}, {"feedback": "mid-x:p-y"}])
def test_answer_nobody_was_asked_for_changes_nothing(personal: dict[str, str]) -> None:
    decision = decide(answered(forms.EXIT, {"rating": "4"}, personal=personal), ASKED)
    assert (decision.changes, decision.effects) == ((), ())


def test_giving_up_is_told_once() -> None:
    decision = decide(fired("feedback.give_up"), ASKED)
    assert decision.events == (FeedbackSettled(occasion=ASKED.occasion, person_id=MENTOR, answered=False),)
    assert decide(fired("feedback.give_up"), replace(ASKED, settled_at=NOW)) == NOTHING


def test_leaving_stops_questions_and_waiting_mails() -> None:
    decision = decide(PersonWithdrew(person_id=MENTOR, why="left"), ASKED)
    assert decision.changes == (replace(ASKED, settled_at=NOW),)
    assert WithdrawMail(key_prefix=f"oak/feedback/{MENTOR}/", why="The pupil left.") in decision.effects


def test_somebody_who_left_is_not_asked() -> None:
    gone = person(id=MENTOR, name="Ana", email="a@oak.example", withdrawn_at=NOW)
    assert decide(WANTED, gone) == NOTHING


@pytest.mark.parametrize(
    ("count", "rating", "helped"), [(4, "shown from 5 answers on", ""), (5, "4.0", "Fun 5, Talking 1")]
)
def test_few_answers_are_not_shown(count: int, rating: str, helped: str) -> None:
    answers = [
        replace(ASKED, id=f"{ASKED.occasion}:p{n}", person_id=f"p{n}", answered=True, settled_at=NOW, rating=4)
        for n in range(count)
    ]
    said = [replace(f, helped=("Fun", "Talking") if n == 0 else ("Fun",)) for n, f in enumerate(answers)]
    decision = decide(WANTED, *said)
    (row,) = [e for e in decision.effects if isinstance(e, PutRow)]
    assert (row.cells["asked"], row.cells["answered"]) == (str(count + 1), str(count))
    assert (row.cells["rating"], row.cells["helped"]) == (rating, helped)
