"""The door repeats nothing by itself and turns every fault of the line into one of our errors."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from connectors.clock import utc_now
from connectors.errors import AuthExpired, ConnectorError, Permanent, Retryable, Unclear
from connectors.google.auth import credentials
from connectors.google.http import Door
from connectors.google.settings import read_settings
from connectors.google.vendor import load
from tests.emulators.google.faults import Kind
from tests.emulators.google.refused import Refused
from tests.emulators.google.school import BOOK, School

pytestmark = pytest.mark.slow
SEND = "gmail.users.drafts.send"


def door(house: School, **settings: str) -> Door:
    read = read_settings({**house.settings(), **settings})
    return Door(credentials(read), gateway=read.api_endpoint, timeout_seconds=read.timeout_seconds, now=utc_now)


def send(opened: Door) -> Any:
    return opened.service("gmail", "v1").users().drafts().send(userId="me", body={"id": "r-1"})


def fault(call: Callable[[], object]) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize("kind", [Kind.DROP_BEFORE, Kind.DROP_AFTER])
def test_dropped_post_is_sent_once_and_unclear(house: School, kind: Kind) -> None:
    opened = door(house)
    house.world.mail.create_draft({"message": {"raw": "VG86IGFAYi5jDQoNCmhp"}}, house.world.now)
    draft = next(iter(house.world.mail.drafts))
    house.world.faults.plan(SEND, kind)
    request = opened.service("gmail", "v1").users().drafts().send(userId="me", body={"id": draft})
    assert type(fault(lambda: opened.call(request, repeatable=False))) is Unclear
    assert house.world.calls(SEND) == 1


def test_httplib2_would_have_sent_it_twice(house: School) -> None:
    """The reason for our own transport: if this fails one day, httplib2 has changed its ways."""
    opened = door(house)
    opened.service("gmail", "v1")
    token = {"Authorization": f"Bearer {_token(house)}", "Content-Type": "application/json"}
    house.world.faults.plan(SEND, Kind.DROP_BEFORE, times=2)
    url = f"{house.gateway}/gmail.googleapis.com/gmail/v1/users/me/drafts/send"
    with pytest.raises(ConnectionError):
        load("httplib2").Http().request(url, "POST", body='{"id": "r-1"}', headers=token)
    assert house.world.calls(SEND) == 2


def _token(house: School) -> str:
    session = door(house).sheets().session
    session.get("https://gmail.googleapis.com/gmail/v1/users/me/profile", timeout=5)
    return str(session.credentials.token)


def test_no_adapter_of_ours_repeats(house: School) -> None:
    session: requests.Session = door(house).sheets().session
    adapter = session.get_adapter("https://gmail.googleapis.com/")
    assert isinstance(adapter, HTTPAdapter)
    assert adapter.max_retries.total == 0


def test_each_thread_has_clients_of_its_own_and_keeps_them(house: School) -> None:
    opened = door(house)
    way = ("gmail", "v1", "users", "drafts")

    def clients() -> tuple[object, ...]:
        return opened.service(*way), opened.service(*way), opened.sheets(), opened.sheets()

    with ThreadPoolExecutor(1) as other:
        theirs, ours = other.submit(clients).result(), clients()
    assert [first is again for first, again in ((ours[0], ours[1]), (ours[2], ours[3]))] == [True, True]
    assert not {*map(id, ours)} & {*map(id, theirs)}


def test_dropped_read_may_be_tried_again(house: School) -> None:
    house.world.faults.plan("sheets.spreadsheets.get", Kind.DROP_AFTER)
    opened = door(house)
    assert type(fault(lambda: opened.sheet_call("get", BOOK))) is Retryable


def test_late_answer_is_a_lost_one(house: School) -> None:
    house.world.faults.plan(SEND, Kind.DELAY)
    opened = door(house, timeout_seconds="0.3")
    assert type(fault(lambda: opened.call(send(opened), repeatable=False))) is Unclear


def test_refused_connection_leaves_no_doubt(house: School) -> None:
    opened = door(house, api_endpoint="http://127.0.0.1:9")
    assert type(fault(lambda: opened.call(send(opened), repeatable=False))) is Retryable


def test_refusal_is_not_repeated_by_any_library(house: School) -> None:
    house.world.faults.plan("", Kind.REFUSE, times=None, refusal=Refused(503, "backendError", "No."))
    opened = door(house)
    fault(lambda: opened.call(send(opened), repeatable=False))
    fault(lambda: opened.sheet_call("get", BOOK))
    assert house.world.calls() == 2


def test_expected_refusal_is_an_answer(house: School) -> None:
    opened = door(house)
    request = opened.service("forms", "v1").forms().get(formId="1F")
    reply = opened.call(request, expected=(404,))
    assert (reply.status, reply.body, reply.at) == (404, {}, house.world.now)


def test_token_that_ran_out_is_renewed_in_the_middle(house: School) -> None:
    opened = door(house)
    opened.sheet_call("get", BOOK)
    house.world.advance(timedelta(hours=2))
    assert opened.sheet_call("get", BOOK).body["properties"]["title"] == "Mentoring"
    assert house.world.identities.token_calls == 2


def test_withdrawn_consent_is_told_as_such(house: School) -> None:
    house.world.identities.revoked = True
    opened = door(house)
    error = fault(lambda: opened.sheet_call("get", BOOK))
    assert type(error) is AuthExpired
    assert "nearpeer forms sign-in" in error.mend


def test_scope_the_admin_left_out_is_told_as_such(house: School) -> None:
    house.world.identities.delegated = set()
    opened = door(house)
    error = fault(lambda: opened.call(send(opened), repeatable=False))
    assert type(error) is AuthExpired
    assert "domain-wide delegation" in error.mend


def test_unknown_parameter_is_refused_by_the_emulator(house: School) -> None:
    opened = door(house)
    error = fault(lambda: opened.sheet_call("get", BOOK, params={"colour": "red"}))
    assert type(error) is Permanent
    assert "colour" in str(error)


def test_nothing_of_googles_is_loaded_for_another_suite() -> None:
    code = "import connectors.registry, connectors.local, sys; print([m for m in sys.modules if 'google' in m])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
