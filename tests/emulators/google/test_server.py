"""The emulator is strict: it would find our mistakes before Google does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.emulators.google import discovery
from tests.emulators.google.faults import Kind
from tests.emulators.google.handlers import HANDLERS
from tests.emulators.google.identity import Grant
from tests.emulators.google.refused import Refused
from tests.emulators.google.school import BOOK, School, school
from tests.emulators.google.world import ROBOT

pytestmark = pytest.mark.slow
SCOPES = frozenset(f"https://www.googleapis.com/auth/{name}" for name in ("spreadsheets", "calendar.events"))
SHEETS = f"sheets.googleapis.com/v4/spreadsheets/{BOOK}"
EVENTS = "www.googleapis.com/calendar/v3/calendars/primary/events"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[School]:
    """A school whose robot holds a token."""
    with school(tmp_path) as opened:
        expires = opened.world.now + timedelta(hours=1)
        opened.world.identities.tokens["t"] = Grant(subject=ROBOT, scopes=SCOPES, expires_at=expires)
        yield opened


def call(house: School, verb: str, path: str, body: object = None, **headers: str) -> tuple[int, dict[str, Any]]:
    """The status and body of one call."""
    content = None if body is None else json.dumps(body)
    named = {"Authorization": "Bearer t", **{name.replace("_", "-"): text for name, text in headers.items()}}
    answer = requests.request(verb, f"{house.gateway}/{path}", data=content, headers=named, timeout=5)
    read: dict[str, Any] = answer.json()
    return answer.status_code, read


@pytest.mark.parametrize(
    "path",
    [f"{SHEETS}?colour=red", f"{SHEETS}?fields=colours", f"{SHEETS}?includeGridData=perhaps", f"{SHEETS}?fields=a(b"],
)
def test_unknown_parameter_is_refused(house: School, path: str) -> None:
    assert call(house, "GET", path)[0] == 400


@pytest.mark.parametrize(
    "body",
    [
        {"requests": [{"paintCell": {}}]},
        {"requests": [{"updateCells": {"colour": "red"}}]},
        {"requests": [{"appendCells": {"sheetId": "0"}}]},
        {"request": []},
        {"requests": {}},
        [],
    ],
)
def test_unknown_field_is_refused(house: School, body: object) -> None:
    assert call(house, "POST", f"{SHEETS}:batchUpdate", body)[0] == 400


def test_enum_is_checked(house: School) -> None:
    assert call(house, "POST", f"{EVENTS}?sendUpdates=everybody", {"id": "abcde"})[0] == 400


def test_unknown_path_is_not_found(house: School) -> None:
    assert call(house, "GET", "sheets.googleapis.com/v9/spreadsheets")[0] == 404


def test_no_token_is_refused(house: School) -> None:
    assert call(house, "GET", SHEETS, Authorization="Bearer other")[0] == 401


def test_missing_scope_is_refused_in_the_apis_own_shape(house: School) -> None:
    status, body = call(house, "GET", "gmail.googleapis.com/gmail/v1/users/me/profile")
    assert (status, body["error"]["errors"][0]["reason"]) == (403, "insufficientPermissions")


def test_long_address_may_come_as_a_post(house: School) -> None:
    headers = {"Authorization": "Bearer t", "x-http-method-override": "GET"}
    answer = requests.post(f"{house.gateway}/{SHEETS}", data="fields=properties", headers=headers, timeout=5)
    assert answer.json() == {"properties": {"title": "Mentoring"}}


def test_partial_answer_holds_what_was_asked(house: School) -> None:
    assert call(house, "GET", f"{SHEETS}?fields=sheets(properties/title)")[1] == {
        "sheets": [{"properties": {"title": "Sheet1"}}]
    }


def test_budget_of_a_minute_is_kept(house: School) -> None:
    found = [call(house, "GET", SHEETS)[0] for _ in range(61)]
    assert found == [200] * 60 + [429]
    house.world.advance(timedelta(minutes=1))
    assert call(house, "GET", SHEETS)[0] == 200


def test_failing_batch_changes_nothing(house: School) -> None:
    add = {"addSheet": {"properties": {"sheetId": 7, "title": "New"}}}
    status, _ = call(house, "POST", f"{SHEETS}:batchUpdate", {"requests": [add, add]})
    assert (status, len(house.world.workbooks.get(BOOK).tabs)) == (400, 1)


@pytest.mark.parametrize(("kind", "executed"), [(Kind.DROP_BEFORE, 0), (Kind.DROP_AFTER, 1)])
def test_dropped_call_is_in_the_ledger_as_it_was(house: School, kind: Kind, executed: int) -> None:
    house.world.faults.plan("sheets", kind)
    with pytest.raises(requests.ConnectionError):
        call(house, "GET", SHEETS)
    [noted] = house.world.ledger
    assert (noted.executed, noted.fault) == (executed, kind.value)


def test_planned_refusal_carries_its_headers(house: School) -> None:
    house.world.faults.plan("sheets", Kind.REFUSE, refusal=Refused(429, "x", "Slow.", {"Retry-After": "7"}))
    answer = requests.get(f"{house.gateway}/{SHEETS}", headers={"Authorization": "Bearer t"}, timeout=5)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")


def test_every_handler_answers_a_method_that_exists() -> None:
    assert set(HANDLERS) <= {method.name for method in discovery.methods()}
