"""What takes bytes from outside: each parser with good bytes to begin from, and the only error that may come out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.delivery_reports import read_report
from connectors.errors import ConnectorError, WebhookRejected
from connectors.google.keys import KeyRing
from connectors.google.webhook import PushVerifier
from connectors.local.suite import open_suite
from connectors.microsoft.webhook import SECRET_HEADER, FlowVerifier, NotificationVerifier
from connectors.ports import Entry, Suite
from connectors.xlsx.package import Package
from service.roster_files import read_attendance, read_roster
from service.settings.problems import ConfigError
from service.settings.programme_file import parse_programme
from tests.builders import NOW
from tests.connectors.contracts import PAIRS, PEOPLE, person
from tests.connectors.microsoft.test_contracts import item
from tests.emulators.google.identity import PUSH_ACCOUNT, Identities, certificate_pem
from tests.emulators.google.school import PUSH_URL
from tests.emulators.microsoft.school import NOTIFY_SECRET
from tests.service.web.signing import BODY, signed_headers, signed_verifier

JSON = {"content-type": "application/json"}
MOST = 2**31  # what a whole number in the database holds
ROSTER = b"email,name,grade\nada@oak.example,Ada,9\nbo@oak.example,Bo,10\n"
REPORT = (
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@x\r\n"
    b"Action: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
)


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
        table = open_suite({"folder": folder, "base_url": "https://peer.example", "durable": "no"}).table
        table.ensure((PEOPLE, PAIRS))
        table.write([person("p2", "Bo")])
        return table.read(None)


def read_sheet(xml: bytes) -> object:
    """The bytes stand as a sheet in a workbook that is otherwise whole: a packed one would hardly ever be unpacked."""
    package = Package(workbook())
    package.change(next(iter(package.sheets().values())), xml)
    return read_workbook(package.to_bytes())


def sheet() -> bytes:
    package = Package(workbook())
    return package.part(next(iter(package.sheets().values())))


ENTRY = Entry(
    key="sim/meeting/a~b/1",
    version=1,
    title="Mentoring",
    starts_at=NOW + timedelta(days=1),
    ends_at=NOW + timedelta(days=1, minutes=40),
    zone="Europe/London",
    organiser="host@oak.example",
    attendees=("ada@oak.example",),
)


def _with_meeting(folder: str) -> Suite:
    suite = open_suite({"folder": folder, "base_url": "https://peer.example", "durable": "no"})
    suite.calendar.put([ENTRY])
    return suite


@cache
def reply() -> bytes:
    """A guest's answer as a calendar program sends it."""
    with TemporaryDirectory() as folder:
        _with_meeting(folder)
        return (Path(folder) / "calendars" / "host@oak.example.ics").read_bytes().replace(b"NEEDS-ACTION", b"DECLINED")


@cache
def _school_with_a_meeting() -> tuple[TemporaryDirectory[str], Suite]:
    folder = TemporaryDirectory()
    return folder, _with_meeting(folder.name)


def read_reply(body: bytes) -> object:
    """One reply more in a school that has a meeting."""
    folder, suite = _school_with_a_meeting()
    replies = Path(folder.name) / "replies"
    replies.mkdir(exist_ok=True)
    (replies / "reply.ics").write_bytes(body)
    page = suite.calendar.guest_answers(None)
    (Path(folder.name) / "calendars" / ".answers.jsonl").unlink(missing_ok=True)
    assert not list(replies.glob("*.ics")), "the reply would be read again for ever"
    for kept in (*replies.glob("read/*"), *replies.glob("*.unreadable-*")):
        kept.unlink()
    assert all(abs(answer.version) < MOST for answer in page.answers)
    return page


PUSH = PushVerifier(keys=KeyRing({"google-2": certificate_pem("google-2")}), audience=PUSH_URL, sender=PUSH_ACCOUNT)
TOKEN = Identities().push_token(PUSH_URL, PUSH_ACCOUNT, NOW)
PUSHED = b'{"message":{"messageId":"7","attributes":{"eventType":"RESPONSES","formId":"F"}}}'


HEADERS = signed_headers(at=NOW)


def signed(head: bytes) -> object:
    """A delivery whose headers came as these lines: the body is judged by its signature alone."""
    lines = head.decode("latin-1").split("\n")
    return signed_verifier("oak").verify({**HEADERS, **dict(zip(HEADERS, lines, strict=False))}, BODY, NOW)


GRAPH = NotificationVerifier(secret=NOTIFY_SECRET)
PARSERS: dict[str, tuple[Callable[[bytes], object], bytes, type[Exception]]] = {
    "signed webhook": (signed, "\n".join(HEADERS.values()).encode(), WebhookRejected),
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
        (Path(__file__).parents[2] / "docs" / "examples" / "shortest.yaml").read_bytes(),
        ConfigError,
    ),
    "delivery report": (lambda body: read_report(body, NOW), REPORT, ConnectorError),
    "workbook": (read_workbook, workbook(), ConnectorError),
    "sheet": (read_sheet, sheet(), ConnectorError),
    "reply": (read_reply, reply(), ConnectorError),
    "pub/sub": (lambda body: PUSH.verify({"Authorization": f"Bearer {TOKEN}"}, body, NOW), PUSHED, WebhookRejected),
    "token": (
        lambda body: PUSH.verify({"Authorization": f"Bearer {body.decode('latin-1')}"}, PUSHED, NOW),
        TOKEN.encode(),
        WebhookRejected,
    ),
}
"""By name: what reads bytes from outside, good bytes, and the only error that may come out."""
