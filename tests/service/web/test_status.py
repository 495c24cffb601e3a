from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Table, insert, select

from service.storage import messages as mail
from service.storage.database import Database
from service.storage.messages import Post
from service.storage.tables import asks, cursors, destinations, events, messages, timers
from service.web.standing import Due, Held, Paused, Source, read_standing
from tests.service.web.houses import NOW, SmallHouse, press, signed_in_client
from workflows.effects import Approval, Recipient, SendMail, Urgency
from workflows.text.blocks import Paragraph

HOUR = timedelta(hours=1)
HELD = "oak/reports/1"


def put(database: Database, table: Table, programme: str = "oak", /, **row: object) -> None:
    with database.write() as connection:
        connection.execute(insert(table).values(programme=programme, **row))


def parked_event(database: Database, identity: str, reason: str, programme: str = "oak") -> None:
    put(
        database,
        events,
        programme,
        kind="MailBounced",
        payload="{}",
        identity=identity,
        occurred_at=NOW,
        parked_reason=reason,
    )


def held_mail(key: str = HELD) -> SendMail:
    return SendMail(
        key=key,
        to=Recipient(person_id="p-1", address="eve@home.example", name="Eve <E>"),
        subject="About <Ada>",
        blocks=(Paragraph(text="She was late."),),
        why="",
        urgency=Urgency.PROMPT,
        approval=Approval.STAFF,
    )


def hold_mail(house: SmallHouse, key: str = HELD, programme: str = "oak") -> None:
    with house.database.write() as connection:
        mail.post(connection, programme, [Post(mail=held_mail(key), due_at=NOW)], NOW)


def column(database: Database, table: Table, name: str) -> list[object]:
    with database.read() as connection:
        return list(connection.scalars(select(table.c[name])))


def test_status_needs_sign_in(client: FlaskClient) -> None:
    answer = client.get("/status")
    assert (answer.status_code, "nearpeer status --link" in answer.text) == (401, True)


def test_standing_reads_every_part(house: SmallHouse) -> None:
    stopped = {"read_at": NOW, "due_at": NOW + HOUR, "state": "stopped", "problem": "It is empty."}
    put(house.database, cursors, "oak", source="table", **stopped)
    put(house.database, destinations, name="mail", paused_reason="Sign-in is gone.", resume_at=NOW + HOUR)
    put(house.database, destinations, name="workbook")
    put(house.database, timers, kind="report", subject="weekly", due_at=NOW + HOUR)
    put(house.database, timers, kind="concerns.climb", subject="c-1", due_at=NOW)
    hold_mail(house)
    found = read_standing(house.database, "oak", NOW)
    assert found.sources == [
        Source(
            name="table", read_at=NOW, last_event_at=None, due_at=NOW + HOUR, state="stopped", problem="It is empty."
        )
    ]
    assert found.paused == [Paused(name="mail", reason="Sign-in is gone.", resume_at=NOW + HOUR)]
    assert found.held == [Held(key=HELD, to="Eve <E>", subject="About <Ada>", decided_at=NOW)]
    assert found.next == [Due(kind="report", subject="weekly", due_at=NOW + HOUR)]


def test_page_shows_problems_with_their_mend_as_text(house: SmallHouse) -> None:
    put(house.database, cursors, source="table", state="stopped", problem="Rename the column <b>Decision</b> back.")
    parked_event(house.database, "mail/<1>", "The mailbox is <full>.")
    hold_mail(house)
    page = signed_in_client(house, "lead").get("/status").text
    for text in ("column &lt;b&gt;Decision", "mail/&lt;1&gt;", "The mailbox is &lt;full&gt;.", "About &lt;Ada&gt;"):
        assert text in page
    assert "She was late." not in page


def test_page_tells_only_that_a_restricted_item_waits(house: SmallHouse) -> None:
    parked_event(house.database, "form/concern/r1/1", "guard@oak.example refused it.")
    page = signed_in_client(house, "host").get("/status").text
    assert ("restricted" in page, "form/concern" in page, "guard@oak.example" in page) == (True, False, False)


def test_replay_makes_a_parked_item_due_again(house: SmallHouse) -> None:
    parked_event(house.database, "late", "Too many tries.")
    answer = press(signed_in_client(house, "lead"), house, "/status/replay", item="event:1")
    assert (answer.status_code, answer.location) == (303, "/status?done=replay")
    assert (column(house.database, events, "due_at"), house.woken) == ([NOW], [("oak", "")])


def test_drop_gives_a_parked_item_up(house: SmallHouse) -> None:
    parked_event(house.database, "late", "Too many tries.")
    answer = press(signed_in_client(house, "lead"), house, "/status/drop", item="event:1")
    assert (answer.location, column(house.database, events, "done_at")) == ("/status?done=drop", [NOW])
    assert read_standing(house.database, "oak", NOW).queues.parked == 0


def test_release_lets_a_held_mail_go(house: SmallHouse) -> None:
    hold_mail(house)
    answer = press(signed_in_client(house, "lead"), house, "/status/release", item=HELD)
    assert (answer.location, column(house.database, messages, "state")) == ("/status?done=release", ["due"])
    assert read_standing(house.database, "oak", NOW).held == []


@pytest.mark.parametrize("act", ["replay", "drop", "release"])
def test_second_press_finds_nothing(house: SmallHouse, act: str) -> None:
    answer = press(signed_in_client(house, "lead"), house, f"/status/{act}", item="mail:gone")
    page = signed_in_client(house, "lead").get(answer.location).text
    assert "Somebody was faster" in page


@pytest.mark.parametrize("act", ["replay", "drop", "release"])
@pytest.mark.parametrize("item", ["", "a\x00b", "x" * 501])
def test_buttons_refuse_what_no_page_sends(house: SmallHouse, act: str, item: str) -> None:
    assert press(signed_in_client(house, "lead"), house, f"/status/{act}", item=item).status_code == 400


@pytest.mark.parametrize(("act", "item"), [("replay", "event:1"), ("drop", "event:1"), ("release", HELD)])
def test_no_button_reaches_another_school(house: SmallHouse, act: str, item: str) -> None:
    house.programmes = {**house.programmes, "elm": house.programmes["oak"]}
    parked_event(house.database, "late", "Too many tries.")
    hold_mail(house)
    before: Mapping[Table, list[object]] = {
        table: column(house.database, table, "due_at") for table in (events, messages)
    }
    answer = press(signed_in_client(house, "lead", "elm"), house, f"/status/{act}", item=item)
    assert answer.location == "/status?done=late"
    assert {table: column(house.database, table, "due_at") for table in before} == before


def test_page_of_another_school_shows_nothing_of_ours(house: SmallHouse) -> None:
    house.programmes = {**house.programmes, "elm": house.programmes["oak"]}
    parked_event(house.database, "late", "Too many tries.")
    put(house.database, asks, key="q", payload="{}", state="parked", reason="No such calendar.")
    hold_mail(house)
    page = signed_in_client(house, "lead", "elm").get("/status").text
    assert all(text not in page for text in ("Too many tries.", "No such calendar.", "About &lt;Ada"))


@pytest.mark.parametrize(("staff_id", "programme"), [("lead", "gone"), ("gone", "oak")])
def test_session_ends_with_the_programme_or_the_job(house: SmallHouse, staff_id: str, programme: str) -> None:
    assert signed_in_client(house, staff_id, programme).get("/status").status_code == 401
