from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from service.storage.tables import inbox
from service.web.security import MACHINE_HEADERS
from tests.service.web.houses import SmallHouse
from tests.service.web.signing import BODY, signed_headers

DOOR = "/hooks/signed/forms"


def stored(house: SmallHouse) -> int:
    with house.database.read() as connection:
        return connection.scalar(select(func.count()).select_from(inbox)) or 0


def test_genuine_delivery_needs_no_flask(house: SmallHouse, client: FlaskClient) -> None:
    client.application.url_map = type(client.application.url_map)()  # Flask would find no route at all
    answer = client.post(DOOR, data=BODY, headers=signed_headers())
    assert (answer.status_code, stored(house)) == (202, 1)
    assert set(MACHINE_HEADERS) <= set(answer.headers.items())


def test_delivery_without_a_length_is_flasks_to_take_in(house: SmallHouse, client: FlaskClient) -> None:
    chunked = {"wsgi.input_terminated": True}
    answer = client.post(DOOR, input_stream=io.BytesIO(BODY), headers=signed_headers(), environ_overrides=chunked)
    assert (answer.status_code, stored(house)) == (202, 1)


def test_reason_can_not_be_sent_from_outside(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post(DOOR, data=BODY, headers={**signed_headers(), "nearpeer.refused": "x"})
    assert (answer.status_code, stored(house)) == (202, 1)


@pytest.mark.parametrize("path", [f"{DOOR}/more", "/hooks/signed/", f"{DOOR}?x=1"])
def test_no_other_address_takes_anything_in(house: SmallHouse, client: FlaskClient, path: str) -> None:
    answer = client.post(path, data=BODY, headers=signed_headers())
    assert (answer.status_code, stored(house)) == ((202, 1) if "?" in path else (404, 0))
