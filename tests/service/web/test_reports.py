from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from service.delivery import papers
from service.storage import messages, tables
from service.storage.messages import Post
from service.web.reports import longest
from tests.service.web.houses import NOW, SmallHouse, signed_in_client
from workflows import learning
from workflows.effects import SendMail
from workflows.events import TimerFired
from workflows.policy import LearningPolicy, Policy
from workflows.text.blocks import Bars
from workflows.view import Snapshot

STAGE = date(2026, 9, 7)
PAGE = f"/reports/{STAGE}"


def reported(policy: Policy) -> SendMail:
    """The mail that the workflow writes when the stage is over."""
    fired = TimerFired(kind=learning.STAGE, subject=STAGE.isoformat(), due_at=NOW)
    effects = learning.decide(fired, Snapshot(), NOW, policy).effects
    return next(effect for effect in effects if isinstance(effect, SendMail))


@pytest.fixture
def report(house: SmallHouse) -> SendMail:
    """The school's report, in its mailbox; the school's goal has signs of markup in it."""
    programme = house.programmes["oak"]
    policy = replace(programme.policy, goal="<b>More</b> friends", learning=LearningPolicy(on=True, stages=(STAGE,)))
    house.programmes = {"oak": replace(programme, policy=policy)}
    mail = reported(policy)
    with house.database.write() as connection:
        messages.post(connection, "oak", [Post(mail=mail, due_at=NOW)], NOW)
    return mail


def test_report_needs_sign_in(client: FlaskClient) -> None:
    assert [client.get(path).status_code for path in (PAGE, f"{PAGE}.pdf")] == [401, 401]


@pytest.mark.usefixtures("report")
def test_page_says_what_the_mail_says_as_text(house: SmallHouse) -> None:
    page = signed_in_client(house, "head").get(PAGE).text
    for words in (
        "the stage to Mon 7 September",
        "&lt;b&gt;More&lt;/b&gt; friends",
        "Every pair has agreed on the rules",
    ):
        assert words in page
    assert ("<script" in page, "style=" in page) == (False, False)


def test_mail_leads_to_the_page(report: SendMail, house: SmallHouse) -> None:
    paths = [getattr(block, "path", "") for block in report.blocks]
    assert PAGE in paths
    assert signed_in_client(house, "lead").get(PAGE).status_code == 200


@pytest.mark.usefixtures("report")
def test_status_page_leads_to_the_report(house: SmallHouse) -> None:
    assert f'href="{PAGE}"' in signed_in_client(house, "lead").get("/status").text


@pytest.mark.parametrize("path", ["/reports/2026-09-08", "/reports/yesterday", "/reports/2026-09-08.pdf"])
def test_day_without_report_is_told(house: SmallHouse, path: str) -> None:
    answer = signed_in_client(house, "lead").get(path)
    assert (answer.status_code, "no report of that day" in answer.text) == (404, True)


def test_report_whose_words_are_no_longer_kept_is_told_as_gone(report: SendMail, house: SmallHouse) -> None:
    with house.database.write() as connection:
        connection.execute(update(tables.messages).where(tables.messages.c.key == report.key).values(payload=None))
    client = signed_in_client(house, "head")
    assert ("Choose one on the status page" in client.get(PAGE).text, PAGE in client.get("/status").text) == (
        True,
        False,
    )


@pytest.mark.usefixtures("report")
def test_report_of_another_school_is_not_shown(house: SmallHouse) -> None:
    elm = replace(house.programmes["oak"], policy=replace(house.programmes["oak"].policy, key="elm"))
    house.programmes = {**house.programmes, "elm": elm}
    assert signed_in_client(house, "lead", "elm").get(PAGE).status_code == 404


@pytest.mark.usefixtures("report")
def test_paper_is_a_pdf(house: SmallHouse) -> None:
    answer = signed_in_client(house, "lead").get(f"{PAGE}.pdf")
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.usefixtures("report")
def test_paper_without_the_library_is_told_with_the_mend(house: SmallHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> object:
        raise ImportError

    monkeypatch.setattr(papers, "_typesetter", missing)
    answer = signed_in_client(house, "lead").get(f"{PAGE}.pdf")
    assert (answer.status_code, "nearpeer[pdf]" in answer.text) == (503, True)


def test_bars_are_drawn_against_the_longest() -> None:
    made = Bars(caption="", bars=(("a", 2.0, "2"), ("b", 4.0, "4")))
    assert (longest(made), longest(Bars(caption="", bars=())), longest(Bars(caption="", bars=(("a", 0.0, "0"),)))) == (
        4.0,
        1.0,
        1.0,
    )
