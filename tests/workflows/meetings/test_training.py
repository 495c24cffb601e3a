"""Meetings wait while a mentor lacks a topic, also one that the school asks for later."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import FIRST_AT, MENTOR, NOW, PAIR, couple, edited, policy
from tests.workflows.meetings.diary import Diary
from workflows import tabs
from workflows.events import PairApproved, ProgrammeStarted, TrainingRecorded
from workflows.policy import TrainingPolicy
from workflows.state import Meeting, MeetingStatus, Training

ONE, TWO = TrainingPolicy(topics=("Listening",)), TrainingPolicy(topics=("Listening", "Safe online"))
DONE = Training(id=f"{MENTOR}:Listening", person_id=MENTOR, topic="Listening", completed_on=NOW.date())


def meeting_pair() -> Diary:
    diary = Diary(*couple(), DONE, policy=policy(training=ONE))
    diary.happen(PairApproved(pair_id=PAIR))
    return diary


def planned(diary: Diary) -> int:
    return len(diary.view.find(Meeting, pair_id=PAIR, status=MeetingStatus.PLANNED))


def test_topic_asked_for_later_stops_the_meetings_until_it_is_done() -> None:
    diary = meeting_pair()
    assert planned(diary) > 0
    diary.policy = policy(training=TWO)
    diary.happen(ProgrammeStarted(fingerprint="more"))
    assert planned(diary) == 0
    diary.happen(TrainingRecorded(person_id=MENTOR, topic="Safe online", completed_on=NOW.date()))
    assert planned(diary) > 0


def test_topic_taken_back_stops_the_meetings_kindly() -> None:
    diary = meeting_pair()
    diary.happen(edited(tabs.TRAINING, f"{MENTOR}:Listening", "done", "", "yes"))
    told = [m.to.person_id for m in diary.unsent.values() if m.subject == "Your mentoring meetings pause for a while"]
    assert (planned(diary), len(told)) == (0, 2)


def test_training_beyond_what_is_asked_changes_no_meeting() -> None:
    diary = meeting_pair()
    before = diary.view.find(Meeting)
    diary.now = FIRST_AT - timedelta(days=1)
    diary.happen(TrainingRecorded(person_id=MENTOR, topic="Juggling", completed_on=NOW.date()))
    assert diary.view.find(Meeting) == before
