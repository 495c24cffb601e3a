from __future__ import annotations

import pytest

from tests.builders import AMIRA, NOW, accepted, edited, person, policy
from workflows import tabs, training
from workflows.decision import NOTHING, Decision, Gone
from workflows.effects import PutRow, SendMail
from workflows.events import ApplicantAccepted, Event, ProgrammeStarted, TrainingRecorded
from workflows.policy import TrainingPolicy
from workflows.state import Entity, Role, StaffAnswer, Training
from workflows.text.blocks import Items
from workflows.view import Snapshot

POLICY = policy(training=TrainingPolicy(topics=("Listening", "Safety")))
ROW = f"{AMIRA}:Listening"
TODAY = NOW.date()
DONE = Training(id=ROW, person_id=AMIRA, topic="Listening", completed_on=TODAY)
SAFE = Training(id=f"{AMIRA}:Safety", person_id=AMIRA, topic="Safety", completed_on=TODAY)
RECORDED = TrainingRecorded(person_id=AMIRA, topic="Listening", completed_on=TODAY)


def hear(event: Event, *values: Entity) -> Decision:
    return training.decide(event, Snapshot([person(), accepted(), *values]), NOW, POLICY)


def tick(word: str, row: str = ROW) -> Event:
    return edited(tabs.TRAINING, row, "done", word)


def told(text: str, row: str = ROW) -> StaffAnswer:
    return StaffAnswer(id=f"training:{row}", text=text, at=NOW)


def subjects(decision: Decision) -> list[str]:
    return [effect.subject for effect in decision.effects if isinstance(effect, SendMail)]


def test_accepted_mentor_is_invited_to_what_is_left() -> None:
    (mail,) = hear(ApplicantAccepted(person_id=AMIRA, role=Role.MENTOR), DONE).effects
    assert isinstance(mail, SendMail)
    assert (mail.subject, mail.blocks[1]) == ("Your mentor training", Items(lines=("Safety",)))


def test_accepted_mentee_needs_no_training() -> None:
    assert hear(ApplicantAccepted(person_id=AMIRA, role=Role.MENTEE)) == NOTHING


def test_accepted_trained_mentor_is_not_invited() -> None:
    assert hear(ApplicantAccepted(person_id=AMIRA, role=Role.MENTOR), DONE, SAFE) == NOTHING


@pytest.mark.parametrize("word", ["yes", "Yes.", "x", "done"])
def test_tick_records_the_topic(word: str) -> None:
    decision = hear(tick(word))
    assert decision.changes == (told("Noted on Tue 8 September 2026."), DONE)
    assert decision.events == (RECORDED,)


def test_last_tick_says_well_done() -> None:
    assert subjects(hear(tick("yes"), SAFE)) == ["Your mentor training is complete"]
    assert subjects(hear(tick("yes"))) == []


def test_mentor_without_an_address_gets_no_mail() -> None:
    nowhere = person(email="")
    assert hear(ApplicantAccepted(person_id=AMIRA, role=Role.MENTOR), nowhere) == NOTHING
    assert hear(tick("yes"), SAFE, nowhere).effects == ()


def test_tick_twice_is_nothing() -> None:
    assert hear(tick("yes"), DONE) == NOTHING


def test_tick_taken_back_is_to_do_again() -> None:
    decision = hear(tick(""), DONE)
    text = "Taken back: this topic is to do again."
    assert decision.changes == (Gone(kind="Training", id=ROW), told(text))


@pytest.mark.parametrize(
    ("word", "row", "text"),
    [
        ("maybe", ROW, "“maybe” says nothing here. Type yes, or leave it blank."),
        ("yes", f"{AMIRA}:Juggling", "The programme file no longer names this topic."),
        ("", ROW, ""),
    ],
)
def test_tick_that_changes_nothing_is_explained(word: str, row: str, text: str) -> None:
    assert hear(tick(word, row)).changes == (told(text, row),)


def test_tick_of_an_unknown_row_is_explained() -> None:
    assert hear(tick("yes", "p-x:Safety")) == Decision(
        reason="A cell was edited in a row of Training that stands for nobody (p-x:Safety)."
    )


def test_recorded_elsewhere_counts_once() -> None:
    assert hear(RECORDED).changes == (DONE,)
    assert hear(RECORDED, DONE) == NOTHING


def test_another_programme_file_rewrites_the_rows() -> None:
    rows = hear(ProgrammeStarted(fingerprint="f"), DONE).effects
    assert rows == tuple(
        PutRow(
            tab="training",
            key=f"{AMIRA}:{topic}",
            cells={"name": "Amira Khan", "topic": topic, "status": status, "answer": ""},
        )
        for topic, status in (("Listening", "done on 2026-09-08"), ("Safety", "to do"))
    )
