"""The first thing a school sees: `nearpeer demo`, from a form in a browser to meetings in calendars."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.connectors.local.staff import sheet_of
from tests.journeys.browsing import CHROMIUM, chromium, visiting
from tests.journeys.demo_process import RunningDemo, running_demo
from tests.waiting import in_time

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium from the system's packages"),
]
ME = "zoe.newcomer@school.example"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    with running_demo(tmp_path_factory.mktemp("demo") / "school") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def apply(page: Page) -> None:
    """Fill the first form the demo names, as its visitor does."""
    page.get_by_role("link", name="Ask for a mentor").first.click()
    page.get_by_label("Your full name").fill("Zoë Newcomer")
    page.get_by_label("Your school mail address").fill(ME)
    page.get_by_label("Your grade (year)").fill("7")
    page.get_by_label("Your parent's or guardian's name").fill("Eve Newcomer")
    page.get_by_label("Your parent's or guardian's mail address").fill("eve@family.example")
    slots = page.get_by_role("group", name="When could you meet?")
    slots.get_by_label("Tue/Lunch").check()
    slots.get_by_label("Wed/Club").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()


def test_form_in_a_browser_leads_to_a_row_and_a_receipt(demo: RunningDemo, browser: Browser) -> None:
    with visiting(browser) as page:
        page.goto(f"{demo.base}/demo")
        apply(page)
    assert in_time(lambda: _application(demo) is not None)
    row = _application(demo)
    assert row is not None
    assert (row["Grade"], row["Slots"], row["Status"]) == ("7", "Tue/Lunch, Wed/Club", "submitted")
    assert in_time(lambda: bool(demo.mails(ME)))
    body = demo.mails(ME)[0].get_body(("plain",))
    assert body is not None
    assert "Zoë Newcomer" in body.get_content()


def _application(demo: RunningDemo) -> dict[str, str] | None:
    rows = demo.workbook.see("applications")
    return next((row for row in rows if row["Name"] == "Zoë Newcomer"), None)


def test_workbook_opens_elsewhere_with_its_marks_hidden(demo: RunningDemo) -> None:
    sheet = sheet_of(load_workbook(demo.folder / "workbook.xlsx"), "pairs")
    assert (sheet.row_dimensions[1].hidden, sheet.column_dimensions["A"].hidden) == (True, True)
    assert [cell.value for cell in sheet[1]][1:4] == ["mentor", "mentee", "status"]
    assert [cell.value for cell in sheet[2]][1:4] == ["Mentor", "Mentee", "Status"]


def test_approval_in_a_cell_leads_to_meetings_and_invitations(demo: RunningDemo) -> None:
    key, mentor, mentee = _first_draft(demo)
    demo.workbook.edit("pairs", key, "decision", "approve")
    assert in_time(lambda: bool(demo.rows("pairs")[key]["answer"]))
    assert demo.rows("pairs")[key]["status"] in {"approved", "active"}
    for pupil in (mentor, mentee):
        assert in_time(partial(_is_invited, demo, pupil)), pupil


def _first_draft(demo: RunningDemo) -> tuple[str, str, str]:
    """Key of a drafted pair, and the addresses of mentor and mentee."""
    key = next(key for key, row in demo.rows("pairs").items() if row["status"] == "draft")
    people, (mentor, mentee) = demo.rows("people"), key.split("~")
    return key, people[mentor]["email"], people[mentee]["email"]


def _is_invited(demo: RunningDemo, address: str) -> bool:
    """Whether a meeting stands in the person's calendar and a mail asks them to it, as calendars do (RFC 6047)."""
    parts = (part for mail in demo.mails(address) for part in mail.walk())
    asks = [p for p in parts if p.get_content_type() == "text/calendar" and p.get_param("method") == "REQUEST"]
    stands = "BEGIN:VEVENT" in demo.calendar(address) and "STATUS:CONFIRMED" in demo.calendar(address)
    return stands and bool(asks)
