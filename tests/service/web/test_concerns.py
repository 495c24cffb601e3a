from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import select

from service.storage.aggregates import mapper
from service.storage.database import Database
from service.storage.tables import journal
from service.web.activity import recent
from tests.service.web.houses import NOW, ROLES, SmallHouse, press, signed_in_client, small_programme
from workflows.events import ConcernAcknowledged
from workflows.state import Concern, ConcernLevel

CONCERN = Concern(
    id="c-1",
    category="Bullying",
    text="<script>alert(1)</script> she cries",
    about="A friend",
    raised_by="p-7",
    raised_at=NOW,
    level=ConcernLevel.LEAD,
    source="concern",
    alerts=2,
)
READERS = {"guard", "deputy", "head"}


def put(database: Database, concern: Concern, programme: str = "oak") -> None:
    found = mapper(Concern)
    with database.write() as connection:
        connection.execute(found.save(on_sqlite=True), found.to_row(programme, concern))


def lines(database: Database) -> list[tuple[str, bool]]:
    with database.read() as connection:
        return [(row.reason, row.restricted) for row in connection.execute(select(journal).order_by(journal.c.id))]


def test_reader_sees_the_concern_as_text(house: SmallHouse) -> None:
    put(house.database, CONCERN)
    page = signed_in_client(house, "guard").get("/concerns/c-1")
    assert page.status_code == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt; she cries" in page.text
    assert "<script" not in page.text


def test_every_view_is_on_the_restricted_record(house: SmallHouse) -> None:
    put(house.database, CONCERN)
    for reader in ("guard", "head"):
        signed_in_client(house, reader).get("/concerns/c-1")
    assert lines(house.database) == [("guard opened concern c-1.", True), ("head opened concern c-1.", True)]
    assert recent(house.database, "oak", 10) == []


@pytest.mark.parametrize("programme", ["oak", "elm"])
@pytest.mark.parametrize("staff_id", ROLES)
@pytest.mark.parametrize("excluded", [(), ("guard",), ("guard", "head")])
@pytest.mark.parametrize("concern_id", ["c-1", "c-2", "c-nobody"])
def test_concern_opens_for_its_readers_only(
    tmp_path: Path, database: Database, programme: str, staff_id: str, excluded: tuple[str, ...], concern_id: str
) -> None:
    both = {key: small_programme(tmp_path, key) for key in ("oak", "elm")}
    house = SmallHouse(programmes=both, database=database)
    put(database, replace(CONCERN, excluded=excluded), "oak")
    put(database, replace(CONCERN, id="c-2", excluded=excluded), "elm")
    client = signed_in_client(house, staff_id, programme)
    allowed = (programme, concern_id) in {("oak", "c-1"), ("elm", "c-2")} and staff_id in READERS - set(excluded)
    shown, pressed = client.get(f"/concerns/{concern_id}"), press(client, house, f"/concerns/{concern_id}")
    assert (shown.status_code, pressed.status_code) == ((200, 303) if allowed else (404, 404))
    assert bool(house.submitted) is allowed


def test_every_refusal_is_the_same_page(house: SmallHouse) -> None:
    put(house.database, replace(CONCERN, excluded=("head",)))
    put(house.database, replace(CONCERN, id="c-2"), "elm")
    tries = product(("lead", "head"), ("c-1", "c-2", "c-none"))
    pages = {signed_in_client(house, staff).get(f"/concerns/{concern}").text for staff, concern in tries}
    assert len(pages) == 1
    assert lines(house.database) == []


def test_signed_out_answer_tells_nothing(house: SmallHouse) -> None:
    put(house.database, CONCERN)
    answers = [house.client().get(f"/concerns/{concern}") for concern in ("c-1", "c-none")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].text == answers[1].text


def test_acknowledging_is_an_event(house: SmallHouse) -> None:
    put(house.database, CONCERN)
    answer = press(signed_in_client(house, "guard"), house, "/concerns/c-1")
    assert (answer.status_code, answer.location) == (303, "/concerns/c-1?done=1")
    assert house.submitted == [("oak", ConcernAcknowledged(concern="c-1", by="guard"), "acknowledged/c-1/2/guard")]


def test_reading_acknowledges_nothing(house: SmallHouse) -> None:
    put(house.database, CONCERN)
    signed_in_client(house, "guard").get("/concerns/c-1?done=1")
    assert house.submitted == []


def test_concern_in_hand_has_no_button(house: SmallHouse) -> None:
    put(house.database, replace(CONCERN, acknowledged_at=NOW, acknowledged_by="head"))
    page = signed_in_client(house, "guard").get("/concerns/c-1").text
    assert "I take this in hand" not in page
    assert "Head Adult" in page
