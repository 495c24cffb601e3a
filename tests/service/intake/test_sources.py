"""Reading from cursors: nothing missed, nothing doubled, and what is said when a source cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from connectors.errors import AuthExpired, CursorExpired, Permanent, Retryable, SourceEmptied
from connectors.ports import Answer, Delivery, GuestAnswer, Response, Subscription
from connectors.promises import PROMISES
from service import codes
from service.intake.changes import MADE_UP
from service.intake.inbox import Inbox
from service.intake.sources import Sources
from service.storage import cursors, deliveries
from service.storage.cursors import Cursor
from service.storage.database import Database
from service.storage.tables import inbox, journal, responses
from service.storage.view import Resident
from tests.builders import NOW
from tests.service.engine_school import SECRET, School, always, asked, hear
from workflows import forms
from workflows.decision import Decision
from workflows.effects import PutRow
from workflows.events import CellEdited, FormAnswered, InvitationAnswered, RowDeleted

MINUTES = dict.fromkeys(("forms", "table", "calendar", "mail"), timedelta(minutes=1))


def answer(number: int, **changed: Any) -> Response:
    """An answer to the concern form."""
    values: dict[str, Any] = {
        "form": forms.CONCERN,
        "response_id": f"r{number}",
        "revision": "1",
        "submitted_at": NOW,
        "respondent": None,
        "answers": {"text": (f"answer {number}",)},
    }
    return Response(**(values | changed))


@pytest.fixture
def heard() -> list[Any]:
    """The events that came in."""
    return []


@pytest.fixture
def school(sqlite_database: Database, heard: list[Any]) -> School:
    """A school that looks every minute."""
    kinds = (FormAnswered, CellEdited, RowDeleted, InvitationAnswered)
    return School(sqlite_database, reactions=dict.fromkeys(kinds, hear(heard)), look_every=MINUTES)


def look(school: School) -> None:
    """Let the next look come."""
    school.run(timedelta(minutes=2))


def cursor(school: School, source: str) -> Cursor:
    """How a source stands."""
    with school.database.read() as connection:
        return next(c for c in cursors.all_of(connection, "oak") if c.source == source)


def test_pages_are_read_to_the_end(school: School, heard: list[Any]) -> None:
    school.world.responses += [answer(number) for number in range(250)]
    look(school)
    assert [event.response_id for event in heard] == [f"r{number}" for number in range(250)]


def test_crash_between_pages_reads_on(school: School, heard: list[Any]) -> None:
    school.world.responses += [answer(number) for number in range(250)]
    school.world.fail("changes", None, Retryable("busy"))
    look(school)
    assert (len(heard), cursor(school, "forms").state) == (100, "troubled")
    look(school)
    assert len(heard) == 250


def test_expired_cursor_reads_everything_and_doubles_nothing(school: School, heard: list[Any]) -> None:
    school.world.responses.append(answer(1))
    look(school)
    school.world.responses.append(answer(2))
    school.world.fail("changes", CursorExpired("too old"))
    look(school)
    assert [event.response_id for event in heard] == ["r1", "r2"]


def test_edit_is_a_new_event(school: School, heard: list[Any]) -> None:
    school.world.responses += [answer(1), answer(1, revision="2", answers={"text": ("changed",)})]
    look(school)
    assert [event.answers for event in heard] == [{"text": ("answer 1",)}, {"text": ("changed",)}]


def test_made_up_code_is_kept_and_told_once(school: School, heard: list[Any]) -> None:
    school.world.responses.append(answer(1, form=forms.CONSENT, answers={"code": ("person:p2.forged",)}))
    look(school)
    school.world.fail("changes", CursorExpired("again"))
    look(school)
    with school.database.read() as connection:
        kept = connection.execute(select(responses.c.problem)).scalars().all()
        told = connection.execute(select(journal.c.reason)).scalars().all()
    assert (heard, kept, told) == ([], [MADE_UP], [f"{MADE_UP} (consent, answer r1)"])
    assert school.world.rows["activity", "00000000"]["what"] == f"{MADE_UP} (consent, answer r1)"


def test_personal_code_is_not_kept(school: School, heard: list[Any]) -> None:
    code = codes.sign(SECRET, forms.CONCERN, {"person": "p1"})
    school.world.responses.append(answer(1, answers={"text": ("a worry",), "code": (code,)}))
    school.run(timedelta(minutes=1))
    assert heard[0].personal == {"person": "p1"}
    with school.database.read() as connection:
        assert connection.execute(select(responses.c.answers)).scalars().all() == [{"text": ["a worry"]}]


def test_response_is_kept_with_whom_it_was_about(school: School) -> None:
    school.reactions[FormAnswered] = lambda event, view, now: Decision(reason="So.", about=("p1",))
    school.world.responses.append(answer(1))
    look(school)
    with school.database.read() as connection:
        kept = connection.execute(select(responses.c.answers, responses.c.about)).one()
    assert tuple(kept) == ({"text": ["answer 1"]}, "|p1|")


def test_cell_edited_back_and_forth_is_an_event_each_time(school: School, heard: list[Any]) -> None:
    school.reactions |= always(Decision(effects=(PutRow(tab="pairs", key="a~b", cells={}),)))
    school.happen(asked())
    for value in ("lock", "forbid", "lock"):
        school.world.staff_cells["pairs", "a~b", "decision"] = value
        look(school)
    assert [(event.before, event.value) for event in heard] == [("", "lock"), ("lock", "forbid"), ("forbid", "lock")]


def test_row_deleted_by_staff_comes_back_only_with_news(school: School, heard: list[Any]) -> None:
    put = PutRow(tab="pairs", key="a~b", cells={"status": "draft"})
    school.reactions |= always(Decision(effects=(put, PutRow(tab="pairs", key="c~d", cells={}))))
    school.happen(asked(), "one")
    look(school)
    del school.world.rows["pairs", "a~b"]
    look(school)
    look(school)
    assert (heard, ("pairs", "a~b") in school.world.rows) == ([RowDeleted(tab="pairs", row="a~b")], False)
    school.happen(asked(), "two")
    assert school.world.rows["pairs", "a~b"] == {"status": "draft"}


def test_guest_answer_is_an_event_once(school: School, heard: list[Any]) -> None:
    said = GuestAnswer(key="m", version=1, attendee="a@x", answer=Answer.DECLINED, answered_at=NOW)
    school.world.answers += [said, said]
    look(school)
    assert heard == [InvitationAnswered(meeting="m", version=1, address="a@x", answer="declined")]


def test_emptied_source_stops_and_says_so(school: School) -> None:
    school.world.fail("read", SourceEmptied("The workbook is empty.", mend="Restore it."))
    look(school)
    assert (cursor(school, "table").state, cursor(school, "table").problem) == (
        "stopped",
        "The workbook is empty. Restore it.",
    )
    assert school.world.rows["health", "table"]["state"] == "The workbook is empty. Restore it."
    school.run(timedelta(minutes=10))
    assert school.world.rows["health", "table"]["state"] == "working"


def test_lost_permission_pauses_the_source_and_tells_once(school: School) -> None:
    school.world.fail("guest_answers", *[AuthExpired("Gone.")] * 3)
    for _ in range(4):
        school.run(timedelta(minutes=6))
    assert [letter.subject for letter in school.world.letters] == ["Oak mentoring: the calendar needs permission again"]
    assert cursor(school, "calendar").state == "ok"


def test_source_that_fails_for_good_is_stopped_and_others_go_on(school: School, heard: list[Any]) -> None:
    school.world.fail("guest_answers", Permanent("No such calendar.", mend="Share it."))
    school.world.responses.append(answer(1))
    look(school)
    assert (cursor(school, "calendar").problem, len(heard)) == ("No such calendar. Share it.", 1)


def test_surprise_in_one_source_does_not_stop_the_others(school: School, heard: list[Any]) -> None:
    school.world.fail("read", ZeroDivisionError())
    school.world.responses.append(answer(1))
    look(school)
    assert (cursor(school, "table").state, len(heard)) == ("troubled", 1)


def test_notification_brings_the_look_forward(school: School, heard: list[Any]) -> None:
    look(school)
    school.world.responses.append(answer(1))
    door = Inbox(school.database)
    told = Delivery(source="forms", delivery_id="d1", received_at=school.now)
    door.record("oak", [told, told])
    door.record("oak", [told])
    door.close()
    school.run()
    with school.database.read() as connection:
        looked = connection.execute(select(inbox.c.delivery_id, inbox.c.looked_at)).all()
    assert (len(heard), [tuple(row) for row in looked]) == (1, [("d1", school.now)])


def naming(name: str, at: datetime = NOW) -> Delivery:
    """A notification."""
    return Delivery(source="forms", delivery_id=f"{name}/{at}", received_at=at, about=name)


def told(school: School, *names: str) -> None:
    """Notifications that name these arrive and are worked on."""
    school.engine.hear("oak", [naming(name, school.now) for name in names])
    school.run()


def test_notification_that_names_a_form_leads_to_a_look_at_that_one(school: School) -> None:
    look(school)
    told(school, "one", "two")
    assert school.world.looks[1:] == [{"one", "two"}]


def test_notification_that_names_nothing_leads_to_a_look_at_all(school: School) -> None:
    look(school)
    told(school, "one", "")
    assert school.world.looks[1:] == [set()]


def test_sweep_looks_at_all_whatever_was_named_meanwhile(school: School) -> None:
    look(school)
    for _ in range(3):
        school.run(timedelta(seconds=20))
        told(school, "one")
    assert school.world.looks[1:] == [{"one"}, {"one"}, set(), {"one"}]


def test_look_at_a_part_that_failed_is_made_up_for_by_a_look_at_all(school: School, heard: list[Any]) -> None:
    look(school)
    school.world.responses.append(answer(1))
    school.world.fail("changes", Retryable("busy"))
    told(school, "one")
    told(school, "two")
    assert (school.world.looks[1:], len(heard)) == ([{"one"}, set()], 1)


def test_name_that_comes_during_a_look_waits_for_the_next(sqlite_database: Database) -> None:
    with sqlite_database.write() as connection:
        deliveries.add(connection, [("oak", naming("one")), ("oak", naming("two"))])
        deliveries.looked(connection, "oak", {"forms": {"one"}}, NOW)
        assert deliveries.told(connection, "oak") == {"forms": {"two"}}


def test_notification_of_an_unknown_source_looks_everywhere(school: School, heard: list[Any]) -> None:
    look(school)
    school.world.responses.append(answer(1))
    door = Inbox(school.database)
    door.record("oak", [Delivery(source="somewhere", delivery_id="d1", received_at=school.now)])
    door.close()
    school.run()
    assert len(heard) == 1


def test_tables_say_nothing_when_nothing_changed(school: School, heard: list[Any]) -> None:
    for _ in range(3):
        look(school)
    assert (heard, cursor(school, "table").problem) == ([], "")


class Hurt:
    """See `Mendable`: its first mending fails."""

    def __init__(self) -> None:
        self.mended: list[datetime] = []

    def keep_alive(self, now: datetime) -> Sequence[Subscription]:
        return ()

    def mend(self, now: datetime) -> Sequence[Subscription]:
        ends = None if not self.mended else now + timedelta(days=7)
        self.mended.append(now)
        return [Subscription(name="mail", state="active", renew_at=None, expires_at=ends)]


def test_promise_that_broke_is_mended_at_once_and_again_where_that_failed(school: School) -> None:
    hurt, programme = Hurt(), school.engine.programmes["oak"]
    suite = replace(programme.suite, subscriptions=hurt)
    sources = Sources(school.database, replace(programme, suite=suite), Resident(), Random(1))
    told = Delivery(source=PROMISES, delivery_id="d1", received_at=NOW)
    box = Inbox(school.database)
    box.record("oak", [told])
    for minutes in (0, 1, 10, 30):
        sources.look(NOW + timedelta(minutes=minutes))
    box.close()
    assert hurt.mended == [NOW, NOW + timedelta(minutes=10)]
