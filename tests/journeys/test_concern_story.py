"""A concern on the real engine, pages and local suite: who learns of it, when, and who never does."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
import structlog
from flask.testing import FlaskClient

from service.log import configure_log
from tests.journeys.real_school import BASE, RealSchool, press, real_school
from tests.journeys.school_folder import words_of

pytestmark = pytest.mark.slow
WORDS = {"text": "canary-text 7f3a", "about": "canary-about Ünal", "name": "canary-name", "category": "Bullying"}
SAFE, DEPUTY, HEAD = "safe@school.example", "deputy@school.example", "head@school.example"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The service's own log, everything down to the least."""
    root, written = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    configure_log("json", written, logging.DEBUG)
    yield written
    root.handlers[:], root.level = before, level
    structlog.reset_defaults()


@pytest.fixture
def school(tmp_path: Path, log: io.StringIO) -> Iterator[RealSchool]:
    with real_school(tmp_path) as running:
        yield running


@pytest.fixture
def raised(school: RealSchool) -> RealSchool:
    """The school a minute after a pupil sent a concern; no notification told the service of it."""
    assert school.fill("concern", WORDS).status_code == 303
    school.live(MINUTE)
    return school


def reached(school: RealSchool) -> list[int]:
    """How many mails safeguarding lead, deputy and head have."""
    return [len(school.mails(address)) for address in (SAFE, DEPUTY, HEAD)]


def follow_alert(school: RealSchool, address: str) -> tuple[FlaskClient, str]:
    """A browser signed in by the link of the newest alert, and the concern's address."""
    found = re.search(r"/sign-in\?token=([\w-]+)", words_of(school.mails(address)[-1]))
    assert found is not None
    browser = school.browser()
    assert browser.get(found[0]).status_code == 200
    answer = browser.post("/sign-in", data={"token": found[1]}, headers={"Origin": BASE})
    return browser, answer.headers["Location"]


def test_alert_reaches_the_safeguarding_lead_within_a_minute(raised: RealSchool) -> None:
    assert reached(raised) == [1, 0, 0]


def test_unacknowledged_alert_climbs_after_15_and_60_minutes(raised: RealSchool) -> None:
    climbed = []
    for minutes in (14, 2, 43, 2):  # the alert went out within the first minute
        raised.live(minutes * MINUTE)
        climbed.append(reached(raised))
    assert [steps[1:] for steps in climbed] == [[0, 0], [1, 0], [1, 0], [1, 1]]


def test_nothing_of_a_concern_is_where_others_look(raised: RealSchool, log: io.StringIO) -> None:
    raised.live(70 * MINUTE)
    seen = [words_of(mail) for mail in raised.mails()]
    with ZipFile(raised.folder / "workbook.xlsx") as book:
        seen += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    seen += [path.read_text("utf-8") for path in (raised.folder / "calendars").glob("*")]
    (raised.folder / "workbook.xlsx").write_bytes(b"torn")  # trouble, so that the log has something to say
    raised.live(5 * MINUTE)
    assert (len(seen) > 10, log.getvalue() > "") == (True, True)
    assert "canary" not in "\n".join([*seen, log.getvalue()])


def test_opening_the_link_and_the_page_acknowledges_nothing(raised: RealSchool) -> None:
    browser, address = follow_alert(raised, SAFE)
    assert WORDS["text"] in browser.get(address).text
    raised.live(20 * MINUTE)
    assert "nobody yet" in browser.get(address).text
    assert reached(raised) == [1, 1, 0]


def test_acknowledging_by_the_button_ends_the_climb(raised: RealSchool) -> None:
    browser, address = follow_alert(raised, SAFE)
    assert press(browser, address).status_code == 303
    raised.live(2 * timedelta(hours=1))
    assert "nobody yet" not in browser.get(address).text
    assert reached(raised) == [1, 1, 1]  # one word to deputy and head: it is in hand
    assert "in hand" in str(raised.mails(HEAD)[-1]["Subject"]).lower()


def test_link_of_an_alert_works_once(raised: RealSchool) -> None:
    follow_alert(raised, SAFE)
    with pytest.raises(KeyError):
        follow_alert(raised, SAFE)
