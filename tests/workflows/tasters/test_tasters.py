"""Tasters as a workflow: planned by the lead, booked, voted on, and counted in the next draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.workflows.matching.school import NOW, mentee, mentor, policy, school
from workflows import engagements, tasters
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import PutMeeting, PutRow, SendMail
from workflows.events import CellEdited, DraftRequested, Event, FormAnswered, PersonErased, PersonWithdrew, TimerFired
from workflows.matching.pool import pool_of
from workflows.policy import Policy, Room, TasterPolicy
from workflows.state import Interview, InterviewStatus, Meeting, MeetingStatus, Taster, TasterStatus, TasterVote
from workflows.text.blocks import FormLink
from workflows.view import Overlay, View

LATER = NOW + timedelta(days=30)
"""All rounds are over."""
VOTE = TimerFired(kind="tasters.vote", subject="rotation", due_at=LATER)


def rules() -> Policy:
    """Tasters on Tuesdays at lunch, three rounds of twelve minutes, one room."""
    held = TasterPolicy(slot="Tue/Lunch", minutes=12, meet=2, mentees=1)
    return replace(policy(), tasters=held, rooms=(Room(name="Library"), Room(name="Hall")))


class Fair:
    """A school with tasters, as decisions change it."""

    def __init__(self) -> None:
        self.rules = rules()
        everybody = (mentor("Ann"), mentor("Cem"), mentee("Ben"), mentee("Dua"), mentee("Eli", slots=("Mon/Lunch",)))
        self.view: View = school(*everybody)

    def hear(self, event: Event, now: datetime = NOW) -> Decision:
        decision = tasters.decide(event, self.view, now, self.rules)
        self.view = Overlay(self.view, decision.changes)
        return decision

    def write(self, word: str, now: datetime = NOW) -> Decision:
        """The lead writes a word in the first row."""
        return self.hear(CellEdited(tab="tasters", row="rotation", column="decision", value=word, before=""), now)

    def asked(self, now: datetime) -> list[str]:
        """Who is asked for favourites when the timer fires."""
        decision = self.hear(TimerFired(kind="tasters.vote", subject="rotation", due_at=now), now)
        links = [b for e in decision.effects if isinstance(e, SendMail) for b in e.blocks if isinstance(b, FormLink)]
        return sorted(dict(b.personal)["person"] for b in links if b.form == "taster_votes")

    def vote(self, person: str, *names: str, response: str = "1") -> Decision:
        answers = {place: (name,) for place, name in zip(("first", "second", "third"), names, strict=False)}
        return self.hear(
            FormAnswered(
                form="taster_votes",
                response_id=response,
                revision="1",
                submitted_at=NOW + timedelta(days=int(response)),
                respondent="",
                answers=answers,
                personal={"person": person},
            )
        )


def _mails(decision: Decision) -> list[SendMail]:
    return [e for e in decision.effects if isinstance(e, SendMail)]


def answer(decision: Decision) -> str:
    return next(e.cells["answer"] for e in decision.effects if isinstance(e, PutRow) and e.key == "rotation")


@pytest.fixture
def fair() -> Fair:
    return Fair()


@pytest.fixture
def booked(fair: Fair) -> Fair:
    fair.write("plan")
    fair.write("book")
    return fair


def test_plan_seats_everybody_who_is_free_and_tells_nobody(fair: Fair) -> None:
    decision = fair.write("plan")
    met = {(t.mentor_id, m) for t in fair.view.find(Taster) for m in t.mentee_ids}
    assert met == {("ann", "ben"), ("ann", "dua"), ("cem", "ben"), ("cem", "dua")}
    assert {type(e) for e in decision.effects} == {PutRow}


def test_plan_says_that_fewer_rounds_are_not_possible(fair: Fair) -> None:
    # one adult, so one group at a time: four meetings of two take four rounds
    assert answer(fair.write("plan")).startswith("Planned: 4 rounds, and fewer are not possible.")


def test_rounds_follow_each_other_in_the_slot_and_go_on_next_week(fair: Fair) -> None:
    fair.write("plan")
    starts = sorted(t.starts_at for t in fair.view.find(Taster))
    assert [(s.day, s.hour, s.minute) for s in starts] == [(15, 12, 0), (15, 12, 12), (15, 12, 24), (22, 12, 0)]


def test_book_puts_groups_into_calendars_and_writes_one_mail_to_each(fair: Fair) -> None:
    fair.write("plan")
    decision = fair.write("book")
    entries = [e for e in decision.effects if isinstance(e, PutMeeting)]
    mails = [e for e in decision.effects if isinstance(e, SendMail)]
    assert (len(entries), sorted(m.to.person_id for m in mails)) == (4, ["ann", "ben", "cem", "dua"])
    assert {len(e.attendees) for e in entries} == {3}


def test_book_sets_the_timer_for_votes_after_the_last_round(fair: Fair) -> None:
    fair.write("plan")
    (timer,) = fair.write("book").timers
    assert isinstance(timer, Timer)
    assert timer.due_at > max(t.ends_at for t in fair.view.find(Taster))


def test_day_on_which_the_adult_hosts_a_pair_is_passed_over(fair: Fair) -> None:
    starts = datetime(2026, 9, 15, 12, 0, tzinfo=UTC)
    busy = Meeting(
        id="x/1",
        pair_id="x",
        mentor_id="x",
        mentee_id="y",
        number=1,
        slot="Tue/Lunch",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=40),
        room="Hall",
        host_id="lead",
        status=MeetingStatus.PLANNED,
    )
    fair.view = Overlay(fair.view, (busy,))
    fair.write("plan")
    assert min(t.starts_at.day for t in fair.view.find(Taster)) == 22


def test_pupil_promised_elsewhere_is_left_out_of_that_group_alone(fair: Fair) -> None:
    fair.write("plan")
    first = min(fair.view.find(Taster), key=lambda taster: taster.starts_at)
    talk = Interview(
        id=f"{first.mentee_ids[0]}:mentor",
        person_id=first.mentee_ids[0],
        status=InterviewStatus.BOOKED,
        panel=(),
        starts_at=first.starts_at - timedelta(minutes=5),
        ends_at=first.starts_at + timedelta(minutes=5),
    )
    fair.view = Overlay(fair.view, (talk,))
    fair.write("book")
    booked = fair.view.find(Taster, status=TasterStatus.BOOKED)
    assert (len(booked), first.id in {taster.id for taster in booked}) == (3, False)


def test_taster_is_an_engagement_of_everybody_in_it(booked: Fair) -> None:
    taster = booked.view.find(Taster)[0]
    when = (taster.starts_at, taster.ends_at)
    assert all(when in engagements.of_pupil(p, booked.view) for p in (taster.mentor_id, *taster.mentee_ids))
    assert when in engagements.of_adult(taster.host_id, booked.view)
    assert not engagements.of_pupil("eli", booked.view)


def test_book_before_plan_is_refused(fair: Fair) -> None:
    assert answer(fair.write("book")) == "Nothing is planned that has not begun. Write “plan” first."


def test_cancel_takes_everything_back(booked: Fair) -> None:
    decision = booked.write("cancel")
    assert {e.cancelled for e in decision.effects if isinstance(e, PutMeeting)} == {True}
    assert decision.timers == (CancelTimer(kind="tasters.vote", subject="rotation"),)


def test_timer_asks_everybody_who_met_somebody(booked: Fair) -> None:
    assert booked.asked(LATER) == ["ann", "ben", "cem", "dua"]


def test_plan_waits_until_the_booked_rounds_are_over(booked: Fair) -> None:
    refused, planned = booked.write("plan"), booked.write("plan", LATER)
    assert [answer(d).partition(".")[0] for d in (refused, planned)] == [
        "Tasters are booked already",
        "Planned: 4 rounds, and fewer are not possible",
    ]


def test_next_rotation_has_groups_entries_and_questions_of_its_own(booked: Fair) -> None:
    first = {t.id for t in booked.view.find(Taster)}
    mails = {e.key for e in _mails(booked.hear(VOTE, LATER))}
    booked.write("plan", LATER)
    again = booked.write("book", LATER)
    entries = {e.key.rpartition("/")[2] for e in again.effects if isinstance(e, PutMeeting)}
    assert (len(entries), entries & first) == (4, set())
    assert mails.isdisjoint({e.key for e in _mails(booked.hear(VOTE, LATER + timedelta(days=60)))})


def test_who_has_said_since_the_last_round_is_not_asked_again(booked: Fair) -> None:
    booked.vote("ben", "Cem", response="40")
    assert booked.asked(LATER + timedelta(days=15)) == ["ann", "cem", "dua"]


def test_group_called_off_and_booked_again_is_a_newer_version(booked: Fair) -> None:
    booked.write("cancel")
    booked.write("plan")
    decision = booked.write("book")
    assert {e.version for e in decision.effects if isinstance(e, PutMeeting)} == {2}


def test_year_that_ends_clears_groups_votes_and_the_answer(booked: Fair) -> None:
    booked.vote("ben", "Cem")
    decision = booked.hear(TimerFired(kind="rollover.roll", subject="2027-06-30", due_at=LATER), LATER)
    assert (booked.view.find(Taster), booked.view.find(TasterVote)) == ([], [])
    assert answer(decision).startswith("Write “plan”")


def test_year_that_ends_is_nothing_where_nobody_met(fair: Fair) -> None:
    assert fair.hear(TimerFired(kind="rollover.roll", subject="2027-06-30", due_at=LATER)) == NOTHING


def test_votes_reach_the_pool_in_their_order(booked: Fair) -> None:
    decision = booked.vote("ben", "Cem", "ann@oak.example")
    assert decision.events == (DraftRequested(by="tasters"),)
    pupil = next(p for p in pool_of(booked.view, NOW, booked.rules).mentees if p.id == "ben")
    assert pupil.votes == ("cem", "ann")


def test_vote_for_somebody_not_met_does_not_count(booked: Fair) -> None:
    decision = booked.vote("ben", "Eli", "Ann")
    assert booked.view.get(TasterVote, "ben") is not None
    assert decision.reason == "Ben chose 1 after the tasters. 1 of the names written are of nobody Ben met."


def test_older_votes_that_come_late_change_nothing(booked: Fair) -> None:
    booked.vote("ben", "Cem", response="2")
    booked.vote("ben", "Ann", response="1")
    vote = booked.view.get(TasterVote, "ben")
    assert vote is not None
    assert vote.chosen == ("cem",)


def test_pupil_who_leaves_is_out_of_rounds_to_come(booked: Fair) -> None:
    booked.hear(PersonWithdrew(person_id="ben", why="moved"))
    standing = [t for t in booked.view.find(Taster) if t.status is TasterStatus.BOOKED]
    assert {m for t in standing for m in t.mentee_ids} == {"dua"}


def test_erased_pupil_is_forgotten_in_groups_and_votes(booked: Fair) -> None:
    booked.vote("ann", "Ben")
    booked.hear(PersonErased(person_id="ben"))
    votes = [v.chosen for v in booked.view.find(TasterVote)]
    assert ({m for t in booked.view.find(Taster) for m in t.mentee_ids}, votes) == ({"dua"}, [()])


@pytest.mark.parametrize(("word", "start"), [("maybe", "We do not know that word."), ("", "Write “plan”")])
def test_other_words_are_answered(fair: Fair, word: str, start: str) -> None:
    assert answer(fair.write(word)).startswith(start)
