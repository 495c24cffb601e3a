from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from service.delivery import papers
from tests.builders import NOW
from tests.service.web.houses import SmallHouse, save, signed_in_client
from workflows.policy import RecruitingPolicy
from workflows.state import Setting

PAGE = "/poster.pdf"


@pytest.fixture
def calling(house: SmallHouse) -> SmallHouse:
    """A school that calls for volunteers."""
    programme = house.programmes["oak"]
    policy = replace(programme.policy, recruiting=RecruitingPolicy(on=True))
    house.programmes = {"oak": replace(programme, policy=policy)}
    return house


def test_poster_needs_sign_in(client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 401


def test_poster_is_a_pdf(calling: SmallHouse) -> None:
    answer = signed_in_client(calling, "lead").get(PAGE)
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")


def test_poster_follows_what_staff_switched_off_since(calling: SmallHouse) -> None:
    save(calling, Setting(id="recruiting/on", value="no", at=NOW, by="sheet"))
    lead = signed_in_client(calling, "lead")
    assert lead.get(PAGE).status_code == 404
    assert f'href="{PAGE}"' not in lead.get("/status").text


def test_status_page_offers_the_poster_of_a_school_that_calls(calling: SmallHouse) -> None:
    assert f'href="{PAGE}"' in signed_in_client(calling, "lead").get("/status").text


def test_school_that_does_not_call_has_no_poster(house: SmallHouse) -> None:
    answer = signed_in_client(house, "lead").get(PAGE)
    assert (answer.status_code, "Switch recruiting on" in answer.text) == (404, True)


def test_poster_without_the_library_is_told_with_the_mend(calling: SmallHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(address: str) -> list[str]:
        raise ImportError(address)

    monkeypatch.setattr(papers, "squares", missing)
    answer = signed_in_client(calling, "lead").get(PAGE)
    assert (answer.status_code, "nearpeer[pdf]" in answer.text) == (503, True)
