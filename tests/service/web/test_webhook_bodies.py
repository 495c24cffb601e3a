"""Doors that are brought the thing itself, and doors that must prove whose they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from connectors.microsoft.webhook import SECRET_HEADER, FlowVerifier, NotificationVerifier, client_state
from connectors.ports import WebhookVerifier
from service.storage import deliveries, posts
from service.storage.database import Database
from service.storage.errors import StorageUnavailable
from tests.service.web.houses import SmallHouse, small_programme

FLOW, GRAPH = "/hooks/microsoft-flow/oak", "/hooks/microsoft/oak"
SECRET = "the-secret-that-the-flow-puts-in-its-header"
BODY = json.dumps({"form_id": "F1", "response_id": 17, "response": {"r1": "a \u0001 worry"}}).encode()


@pytest.fixture
def house(tmp_path: Path, database: Database) -> SmallHouse:
    """A house whose suite is brought answers by a flow and notified by Graph."""
    verifiers: dict[str, WebhookVerifier] = {
        "microsoft-flow": FlowVerifier(secrets=(SECRET,)),
        "microsoft": NotificationVerifier(secret=SECRET),
    }
    return SmallHouse({"oak": small_programme(tmp_path, verifiers=verifiers)}, database)


@pytest.fixture
def client(house: SmallHouse) -> FlaskClient:
    return house.client()


def kept(house: SmallHouse) -> list[bytes]:
    with house.database.read() as connection:
        return [post.body for post in posts.waiting(connection, "oak")]


def test_brought_answer_is_on_disk_before_the_flow_is_answered(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post(FLOW, data=BODY, headers={SECRET_HEADER: SECRET})
    assert (answer.status_code, kept(house), house.woken) == (202, [BODY], [("oak", "")])


def test_answer_brought_twice_is_kept_once(house: SmallHouse, client: FlaskClient) -> None:
    codes = {client.post(FLOW, data=BODY, headers={SECRET_HEADER: SECRET}).status_code for _ in range(20)}
    assert (codes, kept(house)) == ({202}, [BODY])


def test_answer_that_cannot_be_kept_is_asked_for_again(
    house: SmallHouse, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageUnavailable("the disk is full")

    monkeypatch.setattr(house, "record", full)
    answer = client.post(FLOW, data=BODY, headers={SECRET_HEADER: SECRET})
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)


def test_flow_without_the_secret_is_refused(house: SmallHouse, client: FlaskClient) -> None:
    assert (client.post(FLOW, data=BODY).status_code, kept(house)) == (401, [])


def test_handshake_is_answered_in_plain_text(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post(f"{GRAPH}?for=table-1&validationToken=Validation%3A%20Testing%20%2B%2017", data=b"")
    assert (answer.status_code, answer.data) == (200, b"Validation: Testing + 17")
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("text/plain", "nosniff")


def test_handshake_runs_nothing_in_a_browser(client: FlaskClient) -> None:
    answer = client.post(f"{GRAPH}?validationToken=<script>alert(1)</script>", data=b"")
    assert answer.data == b"&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.mark.parametrize("door", [FLOW, "/hooks/microsoft/elm", "/hooks/nobody/oak"])
def test_handshake_is_answered_by_no_other_door(client: FlaskClient, door: str) -> None:
    assert client.post(f"{door}?validationToken=x", data=b"").status_code == 401


def test_notifications_wake_their_sources(house: SmallHouse, client: FlaskClient) -> None:
    items = [{"subscriptionId": "s", "clientState": client_state(SECRET, each)} for each in ("table", "mail")]
    answer = client.post(GRAPH, data=json.dumps({"value": items}), content_type="application/json")
    with house.database.read() as connection:
        told = deliveries.told(connection, "oak")
    assert (answer.status_code, told, house.woken) == (202, {"mail": {""}, "table": {""}}, [("oak", "")])
