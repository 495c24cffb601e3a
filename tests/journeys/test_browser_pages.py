"""A real browser, scripting off: forms, sign-in and the demo's clock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, expect

from service.app import create_app
from service.storage.database import migrate, open_database
from tests.journeys.browsing import CHROMIUM, chromium, served, visiting
from tests.service.web.demos import SmallDemo
from tests.service.web.houses import SmallHouse, sign_in_link, small_programme

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium from the system's packages"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SmallHouse]:
    database = open_database(f"sqlite:///{tmp_path / 'db.sqlite'}")
    migrate(database)
    yield SmallHouse(programmes={"oak": small_programme(tmp_path)}, database=database)
    database.close()


def test_pupil_fills_a_form_on_a_phone(house: SmallHouse, browser: Browser) -> None:
    with served(create_app(house)) as base, visiting(browser, phone=True) as page:
        page.goto(f"{base}/")
        page.get_by_role("link", name="Become a mentor").click()
        page.get_by_label("Your full name").fill("Zoë Łukasz")
        page.get_by_label("Your school mail address").fill("nonsense")
        page.get_by_label("Your grade (year)").fill("10")
        page.get_by_label("Your parent's or guardian's name").fill("Eve")
        page.get_by_label("Your parent's or guardian's mail address").fill("eve@home.example")
        page.get_by_role("group", name="When could you meet?").get_by_label("Tue/Lunch").check()
        page.get_by_role("button", name="Send").click()
        page.get_by_role("alert").get_by_role("link").click()
        assert page.url.endswith("#q-email")
        page.get_by_label("Your school mail address").fill("zoe@oak.example")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    stored = house.programmes["oak"].suite.forms.changes(None).responses
    assert [response.answers["name"] for response in stored] == [("Zoë Łukasz",)]


@pytest.mark.parametrize("path", ["/", "/forms/mentor_application", "/forms/concern/sent", "/sign-in", "/nothing"])
def test_no_page_scrolls_sideways_on_a_phone(house: SmallHouse, browser: Browser, path: str) -> None:
    with served(create_app(house)) as base, visiting(browser, phone=True) as page:
        page.goto(base + path)
        box = page.locator("html").bounding_box()
        widest = max((b["x"] + b["width"] for b in _boxes(page.locator("main *").all())), default=0)
        assert box is not None
        assert widest <= box["width"] == 390


def _boxes(elements: list[Locator]) -> Iterator[FloatRect]:
    for element in elements:
        box = element.bounding_box()
        if box is not None:
            yield box


def test_staff_sign_in_by_a_button_and_out_again(house: SmallHouse, browser: Browser) -> None:
    token = sign_in_link(house, "lead")
    with served(create_app(house)) as base, visiting(browser) as page:
        page.goto(f"{base}/sign-in?token={token}")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Status")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.goto(f"{base}/status")
        expect(page.get_by_role("heading", name="Please sign in first.")).to_be_visible()


def test_visitor_moves_the_demos_clock_and_reads_a_mail(house: SmallHouse, browser: Browser, tmp_path: Path) -> None:
    house.demo = SmallDemo(workbook_path=tmp_path / "workbook.xlsx")
    with served(create_app(house)) as base, visiting(browser) as page:
        page.goto(base)
        page.get_by_role("button", name="Next week").click()
        expect(page.get_by_text("Mon 14 Sep 2026, 09:00")).to_be_visible()
        expect(page.get_by_role("status")).to_have_text("7 days passed.")
        page.get_by_role("link", name="Ada <Ł>").click()
        page.get_by_role("link", name="<b>Welcome</b>").click()
        page.frame_locator("iframe").get_by_role("link", name="form").click()
        expect(page.get_by_role("heading", name="Tell us about a worry")).to_be_visible()
