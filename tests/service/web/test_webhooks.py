from __future__ import annotations

import inspect
import io
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from service.storage.database import Database
from service.storage.tables import inbox
from service.web import webhooks
from service.web.bodies import HOOK_BYTES
from tests.service.web.houses import NOW, SmallHouse, small_programme
from tests.service.web.signing import BODY, signed_headers, signed_verifier

DOOR = "/hooks/signed/forms"
REJECTED = {
    "error": "The delivery does not prove who sent it.",
    "mend": "Sign the exact bytes with the programme's current key, within five minutes of sending them.",
}


def kept(database: Database) -> list[tuple[str, str, str]]:
    c = inbox.c
    rows = select(c.programme, c.source, c.delivery_id).order_by(c.delivery_id)
    with database.read() as connection:
        return [(row.programme, row.source, row.delivery_id) for row in connection.execute(rows)]


def test_door_records_wakes_and_answers(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post(DOOR, data=BODY, headers=signed_headers())
    assert (answer.status_code, answer.data) == (202, b"")
    assert kept(house.database) == [("oak", "forms", "msg_1")]
    assert house.woken == [("oak", "")]


def test_door_takes_a_replay_without_effect(house: SmallHouse, client: FlaskClient) -> None:
    answers = [client.post(DOOR, data=BODY, headers=signed_headers()).status_code for _ in range(100)]
    assert (set(answers), kept(house.database)) == ({202}, [("oak", "forms", "msg_1")])


@pytest.mark.parametrize("age", [timedelta(minutes=6), timedelta(days=365), -timedelta(minutes=6)])
def test_door_refuses_stale_deliveries(house: SmallHouse, client: FlaskClient, age: timedelta) -> None:
    answer = client.post(DOOR, data=BODY, headers=signed_headers(at=NOW - age))
    assert (answer.status_code, answer.json, kept(house.database)) == (401, REJECTED, [])


def test_door_refuses_changed_bytes(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post(DOOR, data=BODY + b" ", headers=signed_headers())
    assert (answer.status_code, answer.json, kept(house.database)) == (401, REJECTED, [])


def test_door_refuses_another_schools_key(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post(DOOR, data=BODY, headers=signed_headers(programme="elm"))
    assert (answer.status_code, answer.json, kept(house.database)) == (401, REJECTED, [])


def test_door_names_its_sources_to_who_signs(client: FlaskClient) -> None:
    answer = client.post("/hooks/signed/attic", data=BODY, headers=signed_headers())
    assert (answer.status_code, answer.json) == (
        404,
        {"error": "There is no source of that name.", "mend": "Use one of: forms, table, calendar, mail."},
    )


def test_unknown_door_answers_like_a_bad_key(client: FlaskClient) -> None:
    doors = ("google/oak", "signed/attic", "signed/forms", "other/ash")
    assert [client.post(f"/hooks/{door}", data=BODY).json for door in doors] == [REJECTED] * 4


def test_key_says_whose_delivery_it_is(tmp_path: Path, database: Database) -> None:
    both = {key: small_programme(tmp_path, key, {"signed": signed_verifier(key)}) for key in ("oak", "elm")}
    house = SmallHouse(programmes=both, database=database)
    house.client().post(DOOR, data=BODY, headers=signed_headers(programme="elm"))
    house.inbox.close()
    assert kept(database) == [("elm", "forms", "msg_1")]


def test_named_door_is_one_programmes_own(tmp_path: Path, database: Database) -> None:
    both = {key: small_programme(tmp_path, key, {"forms": signed_verifier(key)}) for key in ("oak", "elm")}
    house = SmallHouse(programmes=both, database=database)
    paths = ("/hooks/forms/oak", "/hooks/forms/elm", "/hooks/forms/ash")
    answers = [house.client().post(path, data=BODY, headers=signed_headers()).status_code for path in paths]
    house.inbox.close()
    assert (answers, kept(database)) == ([202, 401, 401], [("oak", "forms", "msg_1")])


def test_door_refuses_large_bodies_before_reading(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post(DOOR, data=b"x" * (HOOK_BYTES + 1), headers=signed_headers())
    assert answer.status_code == 413
    assert answer.json is not None
    assert set(answer.json) == {"error", "mend"}


def test_door_refuses_large_bodies_sent_in_chunks(client: FlaskClient) -> None:
    sent = io.BytesIO(b"x" * (HOOK_BYTES + 1))
    answer = client.post(DOOR, input_stream=sent, environ_overrides={"wsgi.input_terminated": True})
    assert answer.status_code == 413
    assert sent.tell() <= HOOK_BYTES + 1


def with_pragma(house: SmallHouse, pragma: str) -> None:
    """Set it on every connection from now on."""
    house.database.engine.dispose()
    event.listen(house.database.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {pragma}"))


def test_door_asks_for_a_repeat_while_the_database_is_locked(house: SmallHouse, client: FlaskClient) -> None:
    with_pragma(house, "busy_timeout=20")
    with house.database.write():
        answer = client.post(DOOR, data=BODY, headers=signed_headers())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json == {
        "error": "The delivery could not be stored.",
        "mend": "Nothing was taken in; send the same delivery again after the time in Retry-After.",
    }
    assert (kept(house.database), house.woken) == ([], [])


def test_door_keeps_what_it_took_when_the_disk_fills(house: SmallHouse, client: FlaskClient) -> None:
    with_pragma(house, "max_page_count=1")  # no page more than there are now
    names = [f"{number:03d}{'x' * 250}" for number in range(80)]
    answers = [client.post(DOOR, data=BODY, headers=signed_headers(delivery=name)).status_code for name in names]
    taken = [name for name, status in zip(names, answers, strict=True) if status == 202]
    assert set(answers) == {202, 503}
    assert [name for _, _, name in kept(house.database)] == taken


def test_door_handlers_stay_short_and_know_no_workflow() -> None:
    handlers = (webhooks.signed, webhooks.door)
    assert all(len(inspect.getsource(handler).splitlines()) <= 25 for handler in handlers)
    assert "workflows" not in inspect.getsource(webhooks)


HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "webhook-id",
                "webhook-timestamp",
                "webhook-signature",
                "content-length",
                "content-type",
                "host",
                "cookie",
                "x-forwarded-for",
            ]
        ),
        HEADER,
    ),
    st.binary(max_size=300),
    st.sampled_from(["forms", "x", "%00", "..%2f", "é"]),
)
def test_door_never_fails_on_hostile_bytes(
    client: FlaskClient, headers: dict[str, str], body: bytes, source: str
) -> None:
    sent = {name: value for name, value in headers.items() if name != "content-length"}
    answer = client.post(f"/hooks/signed/{source}", data=body, headers=sent)
    assert answer.status_code in {400, 401, 404}
    assert answer.json is not None
    assert set(answer.json) == {"error", "mend"}
