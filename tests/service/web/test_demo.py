from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from service.storage.tables import journal
from service.web.security import MAIL_POLICY
from tests.service.web.demos import ADA, MAIL, SmallDemo
from tests.service.web.houses import NOW, SmallHouse
from tests.service.web.pages import elements, parsed, values

BOX = f"/demo/people/{ADA}"
LETTER = f"{BOX}/mails/{MAIL.id}"


@pytest.fixture
def demo(house: SmallHouse, tmp_path: Path) -> SmallDemo:
    house.demo = opened = SmallDemo(workbook_path=tmp_path / "workbook.xlsx")
    return opened


@pytest.fixture
def visitor(house: SmallHouse, demo: SmallDemo) -> FlaskClient:
    assert house.demo is demo
    return house.client()


def links(page: str) -> set[str]:
    return set(values(parsed(page), "//main//a[@href]", "href"))


def test_front_door_leads_to_the_demo(visitor: FlaskClient) -> None:
    answer = visitor.get("/")
    assert (answer.status_code, answer.location) == (302, "/demo")


def test_demo_shows_what_to_click(visitor: FlaskClient) -> None:
    page = visitor.get("/demo").text
    assert links(page) == {"/forms/mentor_application", "/demo/workbook.xlsx", BOX}
    assert "Mon 7 Sep 2026, 09:00" in page


@pytest.mark.parametrize(("step", "moved"), [("event", "event"), ("day", "1 days"), ("week", "7 days")])
def test_clock_moves_by_a_button(visitor: FlaskClient, demo: SmallDemo, step: str, moved: str) -> None:
    answer = visitor.post("/demo/clock", data={"step": step})
    assert (answer.status_code, answer.location, demo.moves) == (303, "/demo", [moved])


def test_clock_says_once_what_happened(visitor: FlaskClient) -> None:
    visitor.post("/demo/clock", data={"step": "event"})
    pages = [visitor.get("/demo").text for _ in range(2)]
    assert ["A receipt &lt;went&gt; out." in page for page in pages] == [True, False]


@pytest.mark.parametrize("path", ["/demo/clock", "/demo/sign-in"])
def test_demo_moves_only_from_its_own_page(visitor: FlaskClient, demo: SmallDemo, path: str) -> None:
    answer = visitor.post(path, data={"step": "week"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, demo.moves) == (403, [])


def test_clock_knows_no_other_step(visitor: FlaskClient, demo: SmallDemo) -> None:
    assert (visitor.post("/demo/clock", data={"step": "year"}).status_code, demo.moves) == (400, [])
    assert (visitor.get("/demo/clock").status_code, demo.moves) == (405, [])


def test_journal_is_shown_without_what_is_restricted(house: SmallHouse, visitor: FlaskClient) -> None:
    row = {"programme": "oak", "at": NOW, "event_kind": "FormAnswered"}
    with house.database.write() as connection:
        connection.execute(insert(journal).values(**row, reason="Ada <applied>.", restricted=False))
        connection.execute(insert(journal).values(**row, reason="A concern.", restricted=True))
    page = visitor.get("/demo").text
    assert ("Ada &lt;applied&gt;." in page, "A concern." in page) == (True, False)


def test_mailbox_lists_mails_and_meetings(visitor: FlaskClient) -> None:
    page = visitor.get(BOX).text
    assert links(page) == {LETTER}
    assert "&lt;b&gt;Welcome&lt;/b&gt;" in page
    assert "Library" in page


def test_mail_is_shown_as_text_and_in_a_sandbox(visitor: FlaskClient) -> None:
    page = parsed(visitor.get(LETTER).text)
    frame = elements(page, "//iframe")[0]
    assert (frame.get("sandbox"), frame.get("src")) == ("allow-top-navigation-by-user-activation", f"{LETTER}/html")
    assert elements(page, "//pre")[0].text == MAIL.text
    assert elements(page, "//script") == []


def test_mails_own_page_may_run_nothing(visitor: FlaskClient) -> None:
    answer = visitor.get(f"{LETTER}/html")
    assert answer.headers["Content-Security-Policy"] == MAIL_POLICY
    assert answer.text.startswith('<!doctype html><base target="_top">')


def test_workbook_can_be_downloaded(visitor: FlaskClient, demo: SmallDemo) -> None:
    assert visitor.get("/demo/workbook.xlsx").status_code == 404
    demo.workbook_path.write_bytes(b"PK a workbook")
    answer = visitor.get("/demo/workbook.xlsx")
    assert (answer.data, "attachment" in answer.headers["Content-Disposition"]) == (b"PK a workbook", True)
    answer.close()


def test_visitor_may_step_in_as_the_lead(visitor: FlaskClient) -> None:
    answer = visitor.post("/demo/sign-in")
    assert (answer.status_code, answer.location) == (303, "/status")
    assert "Lead Adult" in visitor.get("/status").text


@pytest.mark.parametrize("path", ["/demo/people/nobody@oak.example", f"{BOX}/mails/none", f"{BOX}/mails/none/html"])
def test_unknown_people_and_mails_are_not_found(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/demo", "/demo/workbook.xlsx", BOX, LETTER])
def test_real_school_has_no_demo(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_real_school_lets_nobody_step_in(client: FlaskClient) -> None:
    assert [client.post(path).status_code for path in ("/demo/sign-in", "/demo/clock")] == [404, 404]
