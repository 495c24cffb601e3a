"""The engine end to end on the memory suite: intake, decision, delivery, what is due when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from connectors.ports import Interval, Response
from service.delivery.limits import Budget
from service.storage.database import Database
from service.storage.stats import Queue
from tests.builders import NOW
from tests.service.engine_school import School, always, asked, hear, mail
from workflows import forms
from workflows.decision import Decision, Timer
from workflows.effects import AskBusy, PutRow, WithdrawMail
from workflows.events import (
    BusyKnown,
    DraftRequested,
    FormAnswered,
    MeetingSettled,
    ProgrammeStarted,
    TimerFired,
)
from workflows.state import Person

NOON = NOW + timedelta(hours=3)


def test_event_leads_to_row_mail_and_reason(database: Database) -> None:
    decision = Decision(
        changes=(Person(id="p1", email="a@oak.example", name="Amira", grade=9),),
        effects=(PutRow(tab="people", key="p1", cells={"name": "Amira"}), mail()),
        reason="A mentor applied.",
        about=("p1",),
    )
    school = School(database, reactions=always(decision))
    school.happen(asked())
    assert school.world.rows == {
        ("people", "p1"): {"name": "Amira"},
        ("activity", "00000000"): {"at": "2026-09-08 10:00", "what": "A mentor applied."},
    }
    assert school.world.mailed() == {"oak/test/one": 1}


def test_same_identity_happens_once(database: Database) -> None:
    school = School(database, reactions=always(Decision(effects=(mail(),))))
    assert school.engine.submit("oak", asked(), "one")
    assert not school.engine.submit("oak", asked(), "one")
    school.run()
    assert school.world.mailed() == {"oak/test/one": 1}


def test_several_withdrawals_in_one_batch_each_drop_their_mails(database: Database) -> None:
    drops = (WithdrawMail(key_prefix="oak/a/", why="Gone."), WithdrawMail(key_prefix="oak/b/", why="Gone."))
    school = School(database, reactions=always(Decision(effects=(mail("oak/a/1"), mail("oak/b/1"), mail("oak/c/1")))))
    school.engine.submit("oak", asked(), "one")
    school.reactions[ProgrammeStarted] = lambda event, view, now: Decision(effects=drops)
    school.engine.submit("oak", ProgrammeStarted(fingerprint="x"), "two")
    school.run()
    assert school.world.mailed() == {"oak/c/1": 1}


def test_timer_fires_when_due_and_once(database: Database) -> None:
    fired: list[TimerFired] = []
    set_timer = Decision(timers=(Timer(kind="chase", subject="p1", due_at=NOON),))
    school = School(database, reactions=always(set_timer))
    school.reactions[TimerFired] = hear(fired)
    school.happen(asked())
    assert (school.engine.next_due(NOW), fired) == (NOON, [])
    school.run(timedelta(hours=4))
    school.run(timedelta(hours=1))
    assert fired == [TimerFired(kind="chase", subject="p1", due_at=NOON)]


def test_question_is_answered_by_an_event(database: Database) -> None:
    heard: list[BusyKnown] = []
    ask = AskBusy(key="oak/ask", addresses=("a@oak.example", "b@oak.example"), starts_at=NOW, ends_at=NOON)
    school = School(database, reactions=always(Decision(effects=(ask,))))
    school.reactions[BusyKnown] = hear(heard)
    school.world.busy = {"a@oak.example": (Interval(starts_at=NOW, ends_at=NOON),), "b@oak.example": None}
    school.happen(asked())
    assert heard == [BusyKnown(ask="oak/ask", busy={"a@oak.example": ((NOW, NOON),), "b@oak.example": None})]


def test_asking_again_is_answered_again(sqlite_database: Database) -> None:
    heard: list[BusyKnown] = []
    ask = AskBusy(key="oak/ask", addresses=("a@oak.example",), starts_at=NOW, ends_at=NOON)
    school = School(sqlite_database, reactions=always(Decision(effects=(ask,))))
    school.reactions[BusyKnown] = hear(heard)
    school.happen(asked(), "one")
    school.happen(asked(), "two")
    assert heard == [BusyKnown(ask="oak/ask", busy={"a@oak.example": ()})] * 2


def test_form_is_read_without_any_notification(database: Database) -> None:
    school = School(
        database, look_every={source: timedelta(minutes=1) for source in ("forms", "table", "calendar", "mail")}
    )
    heard: list[FormAnswered] = []
    school.reactions[FormAnswered] = hear(heard)
    school.world.responses.append(_response())
    school.run(timedelta(minutes=2))
    assert [event.answers for event in heard] == [{"text": ("Help",)}]


def _response() -> Response:
    return Response(
        form=forms.CONCERN,
        response_id="r1",
        revision="1",
        submitted_at=NOW,
        respondent=None,
        answers={"text": ("Help",)},
    )


def test_look_hurries_a_source(sqlite_database: Database) -> None:
    school = School(sqlite_database)
    school.run()
    school.world.responses.append(_response())
    school.engine.look("oak", "forms")
    assert school.engine.next_due(NOW) == NOW
    school.run()
    assert school.engine.stats("oak", NOW).last_event_at["forms"] == NOW


def test_look_asked_for_again_and_again_is_not_put_off(sqlite_database: Database) -> None:
    school = School(sqlite_database)
    school.run()
    school.world.responses.append(_response())
    for seconds in range(3):  # a clock that runs: each look is asked for a little after the instant of the last run
        school.clock.move_to(NOW + timedelta(seconds=seconds, milliseconds=1))
        school.engine.look("oak", "forms")
        school.engine.run_due(NOW + timedelta(seconds=seconds))
    assert school.engine.stats("oak", NOW).last_event_at["forms"] == NOW + timedelta(seconds=1)


def test_follow_up_events_are_decided_in_the_same_run(sqlite_database: Database) -> None:
    decision = Decision(effects=(mail(),))
    school = School(sqlite_database, reactions={MeetingSettled: lambda event, view, now: decision})
    settled = MeetingSettled(meeting_id="m", pair_id="p", outcome="held")
    school.reactions |= always(Decision(events=(settled,)))
    school.happen(asked())
    assert school.world.mailed() == {"oak/test/one": 1}


def test_programme_file_is_announced_once_per_change(sqlite_database: Database) -> None:
    heard: list[ProgrammeStarted] = []
    school = School(sqlite_database, reactions={ProgrammeStarted: hear(heard)})
    told = [school.engine.announce("oak", fingerprint, NOW) for fingerprint in ("A", "A", "B", "A")]
    school.run()
    assert (told, [event.fingerprint for event in heard]) == ([True, False, True, True], ["A", "B", "A"])


def test_resting_destination_is_due_when_its_rest_ends(sqlite_database: Database) -> None:
    decision = Decision(effects=(PutRow(tab="people", key="p1", cells={"name": "Amira"}),))
    school = School(sqlite_database, budgets={"workbook": Budget(write_every=timedelta(minutes=5))})
    school.reactions = {DraftRequested: lambda event, view, now: decision}
    school.happen(asked("one"), "one")
    school.reactions = always(Decision(effects=(PutRow(tab="people", key="p1", cells={"name": "Ami"}),)))
    school.run(timedelta(minutes=1))
    school.happen(asked("two"), "two")
    assert (school.world.rows["people", "p1"], school.engine.next_due(school.now)) == (
        {"name": "Amira"},
        NOW + timedelta(minutes=5),
    )


def test_mail_that_waits_for_its_turn_is_due_when_the_turn_comes(sqlite_database: Database) -> None:
    school = School(sqlite_database, budgets={"mail": Budget(per_minute=54, burst=1)})
    decision = Decision(effects=tuple(mail(f"oak/m/{n}") for n in range(4)))
    school.reactions = {DraftRequested: lambda event, view, now: decision}
    school.happen(asked("one"), "one")
    runs = 0
    while len(school.world.sent) < 4 and runs < 12:
        due = school.engine.next_due(school.now)
        assert due is not None
        school.run(due - school.now)
        runs += 1
    # A minute's pace of 54 is no whole number of milliseconds: rounding must neither lose a turn nor spin.
    assert (len(school.world.sent), runs) == (4, 3)
    # Drafting is one act and sending another.
    assert timedelta(seconds=6) < school.now - NOW < timedelta(seconds=7)


def test_nothing_is_due_on_an_idle_engine_but_the_next_look(sqlite_database: Database) -> None:
    school = School(sqlite_database)
    school.run()
    assert school.engine.next_due(NOW) == NOW + timedelta(days=365)


def test_stats_tell_what_waits(sqlite_database: Database) -> None:
    school = School(sqlite_database)
    school.run()
    school.engine.submit("oak", asked(), "one")
    stats = school.engine.stats("oak", NOW + timedelta(minutes=3))
    assert stats.queues["events"] == Queue(waiting=1, parked=0, lag=timedelta(minutes=3))


def test_canary_is_in_no_log(sqlite_database: Database, capfd: pytest.CaptureFixture[str]) -> None:
    canary = "canary-7f3a"
    school = School(sqlite_database)

    def fail(event: object, view: object, now: datetime) -> Decision:
        raise ValueError(canary)

    school.reactions = {FormAnswered: fail}
    school.world.fail("send", ValueError(canary))
    school.world.responses.append(
        Response(
            form=forms.CONCERN,
            response_id="r1",
            revision="1",
            submitted_at=NOW,
            respondent=None,
            answers={"text": (canary,)},
        )
    )
    school.run()
    assert canary not in "".join(capfd.readouterr())


def test_worry_on_a_form_survives_a_form_that_fails(database: Database) -> None:
    def fail(event: FormAnswered, view: object, now: datetime) -> Decision:
        raise ValueError("a workflow that cannot read this form")

    school = School(database, reactions={FormAnswered: fail})
    answers = {"email": ("ada@oak.example",), "worried": ("Yes, please contact me",), "why": ("help",)}
    school.world.responses.append(
        Response(form=forms.MENTOR, response_id="r1", revision="1", submitted_at=NOW, respondent=None, answers=answers)
    )
    school.engine.look("oak", "forms")
    school.run()
    with database.read() as connection:
        done = connection.execute(text("SELECT kind FROM events WHERE done_at IS NOT NULL")).scalars().all()
    assert done == ["ConcernSuspected"]
