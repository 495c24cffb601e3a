"""Bad input and bad luck on the whole house: each is answered clearly, and nothing is lost.

Tested closer to their part: a programme file with ten mistakes (`settings/test_programme_file.py`); forged, stale,
replayed and oversized notifications, a full disk and a locked database behind the door (`web/test_webhooks.py`,
`intake/test_inbox.py`); an answer of 10 MB (`web/test_forms.py`, over a socket `web/test_server.py`); hostile text in
calendars, workbooks and mails of every suite (`HOSTILE` in `connectors/contracts.py`).
"""

from __future__ import annotations

import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from lxml import html

from service.web import sessions
from tests.journeys.real_school import BASE, RealSchool, real_school
from tests.service.web.pages import parsed
from workflows.rules import person_id

pytestmark = pytest.mark.slow
EMAIL = "zoe@school.example"
TEN_MINUTES = timedelta(minutes=10)
PAYLOADS = (
    '=HYPERLINK("http://x.example","click")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "Zoë\r\nBcc: everyone@school.example",
    "</td><script>alert(1)</script><img src=x onerror=alert(2)>",
)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[RealSchool]:
    with real_school(tmp_path) as running:
        yield running


def application(name: str = "Zoë Sand", why: str = "", email: str = EMAIL) -> dict[str, str | tuple[str, ...]]:
    return {
        "name": name,
        "email": email,
        "grade": "7",
        "guardian_name": name,
        "guardian_email": "eve@family.example",
        "slots": ("Tue/Lunch",),
        "why": why,
    }


def row_key(school: RealSchool, email: str = EMAIL) -> str:
    return f"{person_id(school.school.policy, email)}:mentee"


def signed_in(school: RealSchool) -> FlaskClient:
    """The lead's browser."""
    programme, browser = school.inside.programme, school.browser()
    lead = programme.policy.roles.lead
    with school.house.database.write() as connection:
        name = sessions.begin(connection, programme=programme.key, staff_id=lead, now=school.now)
    browser.set_cookie("nearpeer", name)
    return browser


def test_unreadable_workbook_is_named_and_nothing_is_lost(school: RealSchool) -> None:
    path = school.folder / "workbook.xlsx"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert school.fill("mentee_application", application()).status_code == 303
    school.live(TEN_MINUTES)
    page = parsed(signed_in(school).get("/status").text).text_content()
    assert "workbook.xlsx" in page
    assert path.read_bytes() == whole[: len(whole) // 2]
    assert len(school.mails(EMAIL)) == 1
    path.write_bytes(whole)
    school.live(timedelta(hours=1))
    assert school.rows("applications")[row_key(school)]["status"] == "submitted"
    school.workbook.edit("applications", row_key(school), "decision", "accept")
    school.live(TEN_MINUTES)
    assert school.rows("applications")[row_key(school)]["status"] == "accepted"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_in_a_form_stays_text_wherever_it_goes(school: RealSchool, payload: str) -> None:
    assert school.fill("mentee_application", application(payload, payload)).status_code == 303
    school.live(TEN_MINUTES)
    school.workbook.edit("applications", row_key(school), "decision", "accept")
    school.live(timedelta(hours=1))
    row = school.rows("applications")[row_key(school)]
    assert " ".join(row["name"].lstrip("'").split()) == " ".join(payload.split())
    with ZipFile(school.folder / "workbook.xlsx") as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name) or b"<f " in book.read(name)]
    mails = school.mails()
    assert len(mails) >= 2
    assert [_harm(mail) for mail in mails] == [[]] * len(mails)


def _harm(mail: EmailMessage) -> list[str]:
    """Headers and elements that nobody of ours puts into a mail."""
    part = mail.get_body(("html",))
    root = html.fromstring(part.get_content() if part else "<p></p>")
    found = [str(element.tag) for element in root.iter("script", "img", "iframe", "form")]
    return [*found, *(name for name in mail if name.lower() in {"bcc", "cc"})]


@contextmanager
def full_disk(path: Path, left: int) -> Iterator[None]:
    """No file of this process may grow beyond the size of `path` and `left` bytes more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_answer_on_a_full_disk_can_be_sent_again(school: RealSchool) -> None:
    browser, path = school.browser(), school.folder / "forms" / "concern.jsonl"
    assert browser.post("/forms/concern", data={"text": "first"}).status_code == 303
    before = path.read_bytes()
    with full_disk(path, left=20):
        answer = browser.post("/forms/concern", data={"text": "second"})
    assert (answer.status_code, path.read_bytes()) == (503, before)
    assert "press Send again" in answer.text
    assert browser.post("/forms/concern", data={"text": "second"}).status_code == 303
    assert path.read_bytes().count(b'"second"') == 1


@contextmanager
def locked_database(school: RealSchool) -> Iterator[None]:
    """Another program holds the writer's lock of the service's database."""
    with closing(sqlite3.connect(school.folder / "nearpeer.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_locked_database_is_told_in_time_and_answers_are_taken(school: RealSchool) -> None:
    with locked_database(school):
        began = time.monotonic()
        refused = school.browser().post("/sign-in", data={"token": "any"}, headers={"Origin": BASE})
        waited = time.monotonic() - began
        assert school.fill("mentee_application", application()).status_code == 303
    assert (refused.status_code, "Retry-After" in refused.headers, waited < 10) == (503, True, True)
    assert school.browser().post("/sign-in", data={"token": "any"}, headers={"Origin": BASE}).status_code == 403
    school.live(TEN_MINUTES)
    assert school.rows("applications")[row_key(school)]["status"] == "submitted"
