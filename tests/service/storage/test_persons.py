"""Everything about one pupil can be shown, and can be made to go."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from connectors.errors import AuthExpired, CursorExpired, Permanent, Retryable
from connectors.ports import Response
from service.delivery import parked
from service.storage import persons, retention
from service.storage.aggregate_tables import DATABASE
from service.storage.database import Database
from service.storage.tables import events, messages
from tests.builders import AMIRA, EMAIL, NOW, POLICY, accepted, consent, pair, person
from tests.service.engine_school import School, always, asked, mail
from workflows import forms
from workflows.decision import NOTHING, Decision, Gone, Timer
from workflows.effects import AskBusy, PutMeeting, PutRow, Recipient, RemoveRow, Urgency
from workflows.events import DraftRequested, FormAnswered, PersonErased
from workflows.state import Person

OTHER = person(id="p-other", email="ben@oak.example", name="Ben Lee")
ME = Recipient(person_id=AMIRA, address=EMAIL, name="Amira Khan")
THEM = Recipient(person_id="p-other", address="ben@oak.example", name="Ben Lee")
MEETING = PutMeeting(
    key=f"oak/meeting/{AMIRA}~p-other/1",
    version=1,
    title="Meeting",
    starts_at=NOW,
    ends_at=NOW + timedelta(minutes=30),
    organiser="lead@oak.example",
    attendees=(EMAIL,),
    location="Library",
    room_address="",
    description="",
    about=(AMIRA, "p-other"),
)
JOINED = Decision(
    changes=(person(), OTHER, accepted(), consent(), pair(AMIRA, "p-other")),
    effects=(
        PutRow(tab="people", key=AMIRA, cells={"name": "Amira Khan"}),
        PutRow(tab="people", key="p-other", cells={"name": "Ben Lee", "status": "with Amira Khan"}),
        mail("oak/me", to=ME),
        mail("oak/receipts/1", to=replace(ME, person_id="")),
        mail("oak/them", to=THEM, subject="Your mentor is Amira Khan"),
        MEETING,
        AskBusy(key=f"oak/ask/{AMIRA}", addresses=(EMAIL,), starts_at=NOW, ends_at=NOW),
    ),
    timers=(Timer(kind="chase", subject=AMIRA, due_at=NOW + timedelta(days=9)),),
    reason="Amira Khan applied and was paired.",
    about=(AMIRA, "p-other"),
)
SECRET = Decision(reason="A concern about Amira Khan.", about=(AMIRA,), restricted=True)


@pytest.fixture
def school(sqlite_database: Database) -> School:
    """A school that knows Amira from every side."""
    made = School(sqlite_database)
    made.reactions = {
        DraftRequested: lambda event, view, now: JOINED,
        FormAnswered: lambda event, view, now: SECRET if event.form == forms.CONCERN else Decision(about=(AMIRA,)),
    }
    made.world.responses += [_response(forms.MENTOR, "r1"), _response(forms.CONCERN, "r2")]
    made.engine.look("oak", "forms")
    made.happen(asked())
    made.world.staff_cells["people", AMIRA, "action"] = "note on Amira Khan"
    made.engine.look("oak", "table")
    made.run()
    made.reactions[PersonErased] = lambda event, view, now: Decision(
        changes=(Gone(kind="Person", id=AMIRA),), effects=(RemoveRow(tab="people", key=AMIRA),)
    )
    return made


SAFEGUARDING = ("'concern'", "form/concern", "A concern about", "'{}'")
"""What stays: the concern itself, and empty lines whose keys say that something happened once."""


def _response(form: str, response_id: str) -> Response:
    answers = {"name": ("Amira Khan",), "email": (EMAIL,)}
    return Response(
        form=form, response_id=response_id, revision="1", submitted_at=NOW, respondent=None, answers=answers
    )


def dump(database: Database, *leaving_out: str) -> str:
    """Every row of every table as text."""
    with database.read() as connection:
        tables = [table for table in DATABASE.sorted_tables if table.name not in leaving_out]
        return "\n".join(f"{t.name} {tuple(row)}" for t in tables for row in connection.execute(select(t)))


def test_export_shows_every_table_that_knows_the_person(school: School) -> None:
    shown = school.engine.export_person("oak", AMIRA)
    state = {"people", "applications", "consents", "pairs"}
    told = {"responses", "cells", "events", "timers", "journal", "projections", "messages", "asks"}
    assert set(shown) == state | told
    assert json.loads(json.dumps(shown))["people"][0]["name"] == "Amira Khan"


def test_export_leaves_concerns_to_a_person(school: School) -> None:
    shown = school.engine.export_person("oak", AMIRA)
    assert "concern" not in json.dumps([shown["journal"], shown["responses"]])
    assert "receipts" not in json.dumps(shown["messages"])


def test_export_of_a_stranger_is_empty(school: School) -> None:
    assert school.engine.export_person("oak", "p-nobody") == {}


def test_erasing_leaves_no_trace_but_the_safeguarding_record(school: School) -> None:
    school.engine.erase_person("oak", AMIRA, school.now)
    left = [line for line in dump(school.database).splitlines() if any(w in line for w in ("Amira", EMAIL, AMIRA))]
    assert [line for line in left if not any(word in line for word in SAFEGUARDING)] == []


def test_erasing_takes_the_person_out_of_the_workbook(school: School) -> None:
    school.engine.erase_person("oak", AMIRA, school.now)
    assert "Amira" not in str(school.world.rows)
    assert school.world.rows["people", "p-other"] == {"name": "Ben Lee", "status": "with (erased)"}


@pytest.mark.parametrize(
    ("name", "left"), [("Ben Lee", "with (erased), (erased)"), ("Amira Khan", "with (erased), Amira Khan")]
)
def test_erased_name_goes_with_what_told_it_apart_and_stays_with_its_namesake(
    school: School, name: str, left: str
) -> None:
    row = PutRow(tab="people", key="p-other", cells={"status": "with Amira Khan (amira), Amira Khan"})
    school.reactions[DraftRequested] = lambda event, view, now: Decision(
        changes=(replace(OTHER, name=name),), effects=(row,)
    )
    school.happen(asked(), "again")
    school.engine.erase_person("oak", AMIRA, school.now)
    assert school.world.rows["people", "p-other"]["status"] == left


def test_erasing_leaves_others_alone(school: School) -> None:
    school.engine.erase_person("oak", AMIRA, school.now)
    shown = school.engine.export_person("oak", "p-other")
    assert (shown["people"][0]["name"], shown["messages"][0]["key"]) == ("Ben Lee", "oak/them")


def test_erased_answer_that_the_suite_shows_again_is_not_kept_again(school: School) -> None:
    school.engine.erase_person("oak", AMIRA, school.now)
    school.world.fail("changes", CursorExpired("too old"))
    school.engine.look("oak", "forms")
    school.run()
    kept = [line for line in dump(school.database).splitlines() if line.startswith("responses")]
    assert [forms.CONCERN in line for line in kept] == [True]


def test_erasing_twice_changes_nothing_more(school: School) -> None:
    school.engine.erase_person("oak", AMIRA, school.now)
    before = dump(school.database, "programmes", "events")
    persons.erase(school.database, POLICY, persons.traces_of(school.database, "oak", AMIRA), school.now)
    assert dump(school.database, "programmes", "events") == before


def test_row_that_cannot_be_taken_out_now_is_taken_out_later(school: School) -> None:
    school.world.fail("write", Retryable("somebody has it open"))
    school.engine.erase_person("oak", AMIRA, school.now)
    assert ("people", AMIRA) in school.world.rows
    school.settle(timedelta(hours=1))
    assert ("people", AMIRA) not in school.world.rows


def test_state_in_memory_forgets_the_person_too(school: School) -> None:
    school.engine.erase_person("oak", AMIRA, school.now)
    seen: list[Any] = []

    def look(event: DraftRequested, view: Any, now: Any) -> Decision:
        seen.append(view.get(Person, AMIRA))
        return NOTHING

    school.reactions[DraftRequested] = look
    school.happen(asked(), "after")
    assert seen == [None]


def test_purge_keeps_what_is_young(school: School) -> None:
    before = dump(school.database, "programmes", "asks", "destinations")
    assert school.engine.purge(NOW + timedelta(days=1)) == 1  # the answered question
    assert dump(school.database, "programmes", "asks", "destinations") == before


def test_purge_empties_what_is_old_and_keeps_that_it_happened(school: School) -> None:
    later = NOW + timedelta(days=POLICY.retention.log + 60)
    school.now = later
    school.engine.purge(later)
    left = [line for line in dump(school.database, "responses").splitlines() if "Amira" in line or EMAIL in line]
    assert left == []
    assert not school.engine.submit("oak", asked(), "one")


def test_concern_is_kept_for_its_own_time(school: School) -> None:
    for days, kept in ((POLICY.retention.application + 60, 1), (POLICY.retention.concern + 60, 0)):
        retention.purge(school.database, POLICY, NOW + timedelta(days=days))
        assert dump(school.database).count("\nresponses ") == kept


def test_pupil_who_was_active_is_not_forgotten(school: School) -> None:
    assert retention.forgotten(school.database, POLICY, NOW + timedelta(days=POLICY.retention.programme - 1)) == []
    assert AMIRA in retention.forgotten(school.database, POLICY, NOW + timedelta(days=POLICY.retention.programme + 1))


MONTH = timedelta(days=POLICY.retention.texts + 1)


def words(school: School) -> dict[str, bool]:
    """By key: whether the mail's words are still kept."""
    with school.database.read() as connection:
        found = connection.execute(select(messages.c.key, messages.c.payload)).all()
    return {row.key: bool(row.payload) for row in found}


def brought(school: School) -> dict[str, bool]:
    """By identity: whether it is kept what the event brought."""
    with school.database.read() as connection:
        found = connection.execute(select(events.c.identity, events.c.payload)).all()
    return {row.identity: row.payload != "{}" for row in found}


def test_words_to_pupils_go_after_their_time_and_those_to_staff_stay(school: School) -> None:
    lead = POLICY.staff[0]
    to_staff = mail("oak/report", to=Recipient(person_id=lead.id, address=lead.email, name=lead.name))
    school.reactions[DraftRequested] = lambda event, view, now: Decision(effects=(to_staff,))
    school.happen(asked(), "report")
    school.engine.purge(NOW + MONTH)
    assert words(school) == {"oak/me": False, "oak/receipts/1": True, "oak/them": False, "oak/report": True}


def test_words_that_have_not_gone_out_yet_stay(sqlite_database: Database) -> None:
    school = School(sqlite_database)
    routine = {"urgency": Urgency.ROUTINE, "to": ME}
    school.reactions = always(Decision(effects=(mail("oak/one", **routine), mail("oak/two", **routine))))
    school.world.fail("draft", *[AuthExpired("permission is gone")] * 5_000)
    school.happen(asked())
    school.settle(timedelta(days=3))
    school.engine.purge(school.now + MONTH)
    assert all(words(school).values())
    assert len(words(school)) > 2, "the two are parts of a digest"


def test_after_the_logs_time_no_mail_tells_whom_it_went_to(school: School) -> None:
    routine = {"urgency": Urgency.ROUTINE, "to": THEM}
    school.reactions = school.reactions | always(
        Decision(effects=(mail("oak/one", **routine), mail("oak/two", **routine)))
    )
    school.happen(asked(), "routine")
    school.settle(timedelta(days=3))
    assert any("/digest/" in key for key in words(school))
    for later in (MONTH, timedelta(days=POLICY.retention.log + 1)):
        retention.purge(school.database, POLICY, school.now + later)
    with school.database.read() as connection:
        assert set(connection.execute(select(messages.c.person_id, messages.c.address)).all()) == {("", "")}


def test_what_an_event_brought_goes_and_that_it_came_stays(school: School) -> None:
    school.reactions[DraftRequested] = lambda event, view, now: Decision(
        events=() if event.by == "after" else (asked("after"),)
    )
    school.happen(asked("first"), "first")
    concern = [identity for identity in brought(school) if identity.startswith("form/concern/")]
    assert {"first", "first>1"} <= set(brought(school))
    school.engine.purge(school.now + MONTH)
    left = brought(school)
    assert [left["first"], *(left[identity] for identity in concern)] == [False, True]
    assert "first>1" not in left
    assert not school.engine.submit("oak", asked("first"), "first")


def test_digest_that_waits_goes_without_what_named_the_erased(school: School) -> None:
    routine = {"urgency": Urgency.ROUTINE, "to": THEM}
    school.reactions = school.reactions | always(
        Decision(
            effects=(
                mail("oak/one", subject="You meet Amira Khan", **routine),
                mail("oak/two", subject="Bring a book", **routine),
            )
        )
    )
    school.happen(asked(), "routine")
    school.world.fail("draft", *[Retryable("not now")] * 3)
    while not any("/digest/" in key for key in words(school)):
        school.run(timedelta(hours=1))
    school.engine.erase_person("oak", AMIRA, school.now)
    school.settle(timedelta(days=3))
    digest = next(letter for letter in school.world.letters if "/digest/" in letter.key)
    assert ("Bring a book" in digest.text, "Amira" in digest.text) == (True, False)


def test_parked_mail_that_named_the_erased_is_given_up(school: School) -> None:
    school.world.fail("draft", Permanent("no such mailbox"))
    school.reactions = school.reactions | always(Decision(effects=(mail("oak/parked", to=THEM, subject="Amira Khan"),)))
    school.happen(asked(), "parked")
    assert [item.id for item in parked.listing(school.database, "oak")] == ["mail:oak/parked"]
    school.engine.erase_person("oak", AMIRA, school.now)
    assert parked.listing(school.database, "oak") == []
    assert not parked.replay(school.database, "oak", "mail:oak/parked", school.now)
    school.run()
