"""Fault 34: addresses that come from outside lead nowhere else. Counted on the line and at the socket.

Whoever answers for a supplier may send us on; a link to the next page, a token's header or a notification may name any
address. See docs/faults.md.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from flask.testing import FlaskClient

from connectors.errors import ConnectorError, WebhookRejected
from connectors.google import auth as google_auth
from connectors.google import http as google_http
from connectors.google.keys import KeyRing, fetch_certificates
from connectors.google.settings import read_settings
from connectors.google.webhook import PushVerifier
from connectors.microsoft.client import Door
from connectors.microsoft.loop import end_loop
from connectors.microsoft.webhook import JSON, NotificationVerifier, client_state
from tests.connectors.contracts import NOW
from tests.connectors.google.test_webhook import CLAIMS, RING, VERIFIER, token
from tests.emulators import line
from tests.emulators.google.identity import Identities, private_key
from tests.emulators.google.school import School as GoogleSchool
from tests.emulators.line import Sent
from tests.emulators.microsoft.school import School as MicrosoftSchool
from tests.faults.targets import TARGETS
from tests.service.web.conftest import client, database, empty_database, house
from tests.service.web.houses import SmallHouse, sign_in_link

__all__ = ["client", "database", "empty_database", "house"]

pytestmark = pytest.mark.slow
REDIRECTS = (301, 302, 303, 307, 308)
LOGIN, GRAPH = "login.microsoftonline.com", "graph.microsoft.com"
GRANTED = {"access_token": "t", "expires_in": 3_600, "token_type": "Bearer", "scope": ""}
Act = Callable[[str], object]


@dataclass
class Reached:
    """What this process looked up or connected to while it is watched."""

    on: bool = False
    seen: list[str] = field(default_factory=list)

    def note(self, event: str, arguments: tuple[Any, ...]) -> None:
        """See `sys.addaudithook`: a name that is looked up is a packet too."""
        if self.on and event in {"socket.connect", "socket.getaddrinfo"}:
            where = arguments[1] if event == "socket.connect" else arguments[:2]
            self.seen.append(":".join(map(str, where[:2])) if isinstance(where, tuple) else str(where))


REACHED = Reached()
sys.addaudithook(REACHED.note)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Every place that is reached meanwhile."""
    REACHED.seen, REACHED.on = [], True
    try:
        yield REACHED.seen
    finally:
        REACHED.on = False


@dataclass
class Astray:
    """A supplier that sends everybody on to another address, and notes which hosts it was asked for."""

    target: str = ""
    tokens: bool = True  # whether tokens are given; otherwise that door sends on too
    now: datetime = NOW
    crashes: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    statuses: Iterator[int] = field(default_factory=lambda: cycle(REDIRECTS))

    @property
    def world(self) -> Astray:
        """See `Supplier.world`."""
        return self

    def answer(self, verb: str, target: str, headers: object, body: bytes) -> Sent:
        """See `Supplier.answer`."""
        self.asked.append(target.split("/")[1])
        if self.tokens and target.endswith("/token"):
            return Sent(status=200, body=json.dumps(GRANTED).encode(), headers={"Content-Type": "application/json"})
        named = self.target.encode().decode("latin-1")
        return Sent(status=next(self.statuses), body=b"", headers={"Location": named})


@pytest.fixture
def astray() -> Iterator[tuple[Astray, str]]:
    """Such a supplier and its address."""
    supplier = Astray()
    with line.serving(supplier) as gateway:
        yield supplier, gateway
    end_loop()
    assert supplier.crashes == []


def places(gateway: str) -> set[str]:
    """Where a process may go that reaches the world through this gateway."""
    return {gateway.removeprefix("http://")}


def follow(supplier: Astray, acts: tuple[Act, ...]) -> None:
    """Do each act for each target; a refusal is what is expected."""
    for target in TARGETS:
        supplier.target = target
        for act in acts:
            with suppress(ConnectorError):
                act(target)


def microsoft(folder: Path, gateway: str) -> Door:
    return MicrosoftSchool(world=Any, gateway=gateway, folder=folder).door()  # type: ignore[arg-type] # nobody asks it


def google(folder: Path, gateway: str) -> google_http.Door:
    (folder / "key.json").write_text(json.dumps(Identities().key_file()), encoding="utf-8")
    school = GoogleSchool(world=Any, gateway=gateway, folder=folder)  # type: ignore[arg-type] # nobody asks it
    made = google_auth.credentials(read_settings(school.settings()))
    return google_http.Door(made, gateway=gateway, now=lambda: NOW)


def test_there_are_more_than_two_hundred_targets() -> None:
    assert len(set(TARGETS)) > 200


def test_fault_34_no_link_of_microsofts_leads_elsewhere(tmp_path: Path, astray: tuple[Astray, str]) -> None:
    supplier, gateway = astray
    door = microsoft(tmp_path, gateway)
    with watched() as reached:
        follow(supplier, (lambda target: door.request("GET", target),))
    assert (set(supplier.asked), set(reached)) == ({LOGIN, GRAPH}, places(gateway))


@pytest.mark.parametrize("tokens", [True, False])
def test_fault_34_no_redirect_of_microsofts_is_followed(
    tmp_path: Path, astray: tuple[Astray, str], tokens: bool
) -> None:
    supplier, gateway = astray
    supplier.tokens = tokens
    door = microsoft(tmp_path, gateway)
    with watched() as reached:
        follow(
            supplier,
            (
                lambda target: door.request("GET", "/subscriptions"),
                lambda target: door.request("POST", "/subscriptions", json={"x": 1}, repeatable=False),
                lambda target: door.call(lambda graph: graph.subscriptions.get()),
            ),
        )
    assert (set(supplier.asked) - {LOGIN, GRAPH}, set(reached)) == (set(), places(gateway))
    assert supplier.asked.count(GRAPH) == (3 * len(TARGETS) if tokens else 0)


def test_fault_34_no_redirect_of_googles_is_followed(tmp_path: Path, astray: tuple[Astray, str]) -> None:
    supplier, gateway = astray
    door = google(tmp_path, gateway)
    with watched() as reached:
        follow(
            supplier,
            (
                lambda target: door.sheet_call("GET", "1BookOfTheSchool"),
                lambda target: door.call(door.service("forms", "v1").forms().get(formId="F")),
                lambda target: fetch_certificates(door),
            ),
        )
    known = {"oauth2.googleapis.com", "sheets.googleapis.com", "forms.googleapis.com", "www.googleapis.com"}
    assert (set(supplier.asked), set(reached)) == (known, places(gateway))
    assert supplier.asked.count("www.googleapis.com") == len(TARGETS)


def test_fault_34_no_redirect_of_googles_sign_in_is_followed(tmp_path: Path, astray: tuple[Astray, str]) -> None:
    supplier, gateway = astray
    supplier.tokens = False
    door = google(tmp_path, gateway)
    with watched() as reached:
        follow(supplier, (lambda target: door.sheet_call("GET", "1BookOfTheSchool"),))
    assert (set(supplier.asked), set(reached)) == ({"oauth2.googleapis.com"}, places(gateway))


POINTERS = ("jku", "x5u", "kid", "jwk", "x5c", "iss")


def forged(pointer: str, target: str) -> str:
    """A token that names an address where its key is said to be."""
    head = {"kid": "google-2", pointer: [target] if pointer == "x5c" else target}
    named = {name: text for name, text in head.items() if isinstance(text, str) or name == "x5c"}
    return jwt.encode({**CLAIMS, "iss": target}, private_key("evil"), algorithm="RS256", headers=named)


@pytest.mark.parametrize("pointer", POINTERS)
def test_fault_34_no_key_is_fetched_from_where_a_token_says(pointer: str) -> None:
    fetched = list[int]()
    ring = KeyRing({"google-2": RING.certificate("google-2", NOW) or ""}, fetch=lambda: fetched.append(1))
    door = PushVerifier(keys=ring, audience=VERIFIER.audience, sender=VERIFIER.sender)
    with watched() as reached:
        for target in TARGETS:
            with pytest.raises(WebhookRejected):
                door.verify({"Authorization": f"Bearer {forged(pointer, target)}"}, b"{}", NOW)
    assert (reached, len(fetched) <= 1) == ([], True)


def test_fault_34_no_address_in_a_notification_is_followed() -> None:
    graph, bearer = NotificationVerifier(secret="s" * 32), {"Authorization": f"Bearer {token()}"}
    with watched() as reached:
        for target in TARGETS:
            item = {"subscriptionId": target, "clientState": client_state("s" * 32, "table"), "resource": target}
            item |= {"@odata.type": target, "id": target}
            body = json.dumps({"value": [{**item, "resourceData": {"@odata.id": target}}]}).encode()
            [look] = graph.verify({"content-type": JSON}, body, NOW)
            pushed = {"messageId": "7", "attributes": {"eventType": "RESPONSES", "formId": target}}
            [push] = VERIFIER.verify(bearer, json.dumps({"message": pushed}).encode(), NOW)
            assert (target in repr(look), push.about) == (False, "")
    assert reached == []


INSIDE = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""A path that every reader takes for one on this site: one slash, then nothing that readers drop or turn."""


def test_fault_34_no_sign_in_leads_to_another_site(house: SmallHouse, client: FlaskClient) -> None:
    for target in dict.fromkeys((*TARGETS, *(urlsplit(target).path for target in TARGETS))):
        house.pass_time(timedelta(seconds=10))  # within what one address may try
        given = {"token": sign_in_link(house, "lead", path=target)}
        answer = client.post("/sign-in", data=given, base_url="http://evil.example")
        assert (answer.status_code, target, bool(INSIDE.fullmatch(answer.location))) == (303, target, True)
