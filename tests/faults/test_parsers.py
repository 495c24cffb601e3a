"""Every parser that takes outside bytes, fed with spoilt good input and with noise: only its own errors come out.

Examples are chosen at random without looking at coverage. A parser that hangs fails by the test run's time limit.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from connectors.delivery_reports import read_report
from connectors.errors import ConnectorError, WebhookRejected
from connectors.local.suite import open_suite
from connectors.microsoft.webhook import SECRET_HEADER, FlowVerifier, NotificationVerifier
from service.roster_files import read_attendance, read_roster
from service.settings.problems import ConfigError
from service.settings.programme_file import parse_programme
from tests.builders import NOW
from tests.connectors.contracts import PAIRS, PEOPLE, person
from tests.connectors.microsoft.test_contracts import item
from tests.emulators.microsoft.school import NOTIFY_SECRET
from tests.service.web.signing import BODY, signed_headers, signed_verifier

pytestmark = pytest.mark.slow
ROUNDS = 150
JSON = {"content-type": "application/json"}
ROSTER = b"email,name,grade\nada@oak.example,Ada,9\nbo@oak.example,Bo,10\n"
REPORT = (
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@x\r\n"
    b"Action: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
)
PIECES = (
    b"\0",
    b"\xff\xfe",
    b"\r\n\r\n",
    b"[" * 5_000,
    b"{" * 50,
    b'"',
    b"&a [*a]",
    b"!!python/object:x",
    b"9" * 5_000,
)


def spoilt(good: bytes, random: Random) -> bytes:
    """The good bytes with a few places cut, doubled, flipped or filled with what parsers trip over."""
    body = bytearray(good)
    for _ in range(random.randint(1, 4)):
        place = random.randint(0, len(body))
        act = random.randrange(4)
        if act == 0:
            del body[place : place + random.randint(1, 20)]
        elif act == 1:
            body[place:place] = random.choice(PIECES)
        elif act == 2:
            body[place:place] = random.randbytes(random.randint(1, 8))
        else:
            body[place:place] = body[: random.randint(0, 60)]
    return bytes(body)


def from_file(read: Callable[[Path], object], name: str) -> Callable[[bytes], object]:
    """A reader of files as one of bytes."""

    def parse(body: bytes) -> object:
        with TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(body)
            return read(path)

    return parse


@cache
def workbook() -> bytes:
    with TemporaryDirectory() as folder:
        table = open_suite({"folder": folder, "base_url": "https://peer.example"}).table
        table.ensure((PEOPLE, PAIRS))
        table.write([person("p1", "Ada")])
        return next(Path(folder).rglob("*.xlsx")).read_bytes()


def read_workbook(body: bytes) -> object:
    with TemporaryDirectory() as folder:
        (Path(folder) / "workbook.xlsx").write_bytes(body)
        return open_suite({"folder": folder, "base_url": "https://peer.example"}).table.read(None)


def signed(body: bytes) -> object:
    return signed_verifier("oak").verify(signed_headers(), body, NOW)


GRAPH = NotificationVerifier(secret=NOTIFY_SECRET)
PARSERS: dict[str, tuple[Callable[[bytes], object], bytes, type[Exception]]] = {
    "signed webhook": (signed, BODY, WebhookRejected),
    "graph": (
        lambda body: GRAPH.verify(JSON, body, NOW),
        json.dumps({"value": [item(NOW), item(NOW, id="2")]}).encode(),
        WebhookRejected,
    ),
    "flow": (
        lambda body: FlowVerifier(secrets=(NOTIFY_SECRET,)).verify({SECRET_HEADER: NOTIFY_SECRET}, body, NOW),
        b'{"form_id":"f","response_id":"1"}',
        WebhookRejected,
    ),
    "roster": (from_file(read_roster, "roster.csv"), ROSTER, ConfigError),
    "attendance": (
        from_file(read_attendance, "attendance.csv"),
        b"email,first,last,present,possible\na@oak.example,2026-09-07,2026-09-11,4,5\n",
        ConfigError,
    ),
    "programme file": (
        lambda body: parse_programme(Path("programme.yaml"), body),
        (Path(__file__).parents[2] / "service" / "demo" / "programme.yaml").read_bytes()[:800],
        ConfigError,
    ),
    "delivery report": (lambda body: read_report(body, NOW), REPORT, ConnectorError),
}


@pytest.mark.parametrize("name", PARSERS)
def test_spoilt_bytes_bring_out_only_declared_errors(name: str) -> None:
    parse, good, declared = PARSERS[name]
    for seed in range(ROUNDS):
        with suppress(declared):
            parse(spoilt(good, Random(seed)))


def test_spoilt_workbooks_bring_out_only_declared_errors() -> None:
    for seed in range(60):
        with suppress(ConnectorError):
            read_workbook(spoilt(workbook(), Random(seed)))


def test_ids_that_are_no_text_can_still_be_stored() -> None:
    judge = FlowVerifier(secrets=(NOTIFY_SECRET,))
    [brought] = judge.verify({SECRET_HEADER: NOTIFY_SECRET}, rb'{"form_id":"\ud800","response_id":"\udc00"}', NOW)
    assert brought.delivery_id.encode().split(b"/")[1] == b"?"
