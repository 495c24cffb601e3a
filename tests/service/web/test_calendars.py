from __future__ import annotations

from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service import codes
from service.storage.database import Database
from service.web.calendars import FORM, feed_url
from tests.service.web.houses import BASE, SmallHouse, small_programme

ADA = "ada@oak.example"


class OneCalendar:
    """Only Ada has a calendar."""

    def feed(self, address: str) -> bytes | None:
        """See `CalendarFeed.feed`."""
        return b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" if address == ADA else None


@pytest.fixture
def schools(tmp_path: Path, database: Database) -> SmallHouse:
    both = {key: small_programme(tmp_path, key, calendar=OneCalendar()) for key in ("oak", "elm")}
    return SmallHouse(programmes=both, database=database)


def path_of(house: SmallHouse, programme: str, address: str) -> str:
    return feed_url(house, programme, address).removeprefix(BASE)


@pytest.mark.parametrize("programme", ["oak", "elm"])
def test_feed_opens_at_its_own_address(schools: SmallHouse, programme: str) -> None:
    answer = schools.client().get(path_of(schools, programme, ADA))
    assert (answer.status_code, answer.mimetype, answer.data[:15]) == (200, "text/calendar", b"BEGIN:VCALENDAR")


def test_every_other_address_gets_one_answer(schools: SmallHouse) -> None:
    client, oak = schools.client(), schools.programmes["oak"].secret
    codes_made = (
        codes.sign(oak, FORM, {"address": ADA, "programme": "elm"}),
        codes.sign(oak, "consent", {"address": ADA, "programme": "oak"}),
        codes.sign(oak, FORM, {}),
    )
    tokens = ["guess", "é", "%00", *(urlsafe_b64encode(code.encode()).decode() for code in codes_made)]
    wrong = [path_of(schools, "oak", "bob@oak.example"), *(f"/calendars/{token}.ics" for token in tokens)]
    answers = [client.get(path) for path in wrong]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}


def test_suite_with_its_own_calendars_has_no_feed_here(house: SmallHouse, client: FlaskClient) -> None:
    assert client.get(path_of(house, "oak", ADA)).status_code == 404
