"""Fault 33: the same hostile texts through the pages that we serve ourselves."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from tests.faults.test_injections import PAYLOADS, Nodes
from tests.service.web.conftest import database, empty_database, house
from tests.service.web.houses import SmallHouse, signed_in_client
from tests.service.web.test_concerns import CONCERN, put
from workflows.forms import MENTOR

__all__ = ["database", "empty_database", "house"]

pytestmark = pytest.mark.slow
ASKED = ("name", "email", "why", "guardian_name", "slots")


def nodes(client: FlaskClient, path: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page and the names of their attributes."""
    counted, answer = Nodes(), client.get(path)
    assert answer.status_code == 200
    counted.feed(answer.text)
    return counted.seen


def filled(text: str) -> str:
    """The address of a form in which this stands everywhere."""
    return f"/forms/{MENTOR}?{urlencode(dict.fromkeys(ASKED, text), errors='replace')}"


def test_fault_33_no_node_is_created_in_a_form(house: SmallHouse) -> None:
    client = house.client()
    plain = nodes(client, filled("Ada"))
    assert [text for text in PAYLOADS if nodes(client, filled(text)) != plain] == []


def test_fault_33_no_node_is_created_on_a_page_for_staff(house: SmallHouse) -> None:
    client = signed_in_client(house, "guard")

    def page(text: str) -> list[tuple[str, tuple[str, ...]]]:
        put(house.database, replace(CONCERN, text=text, about=text, category=text))
        return nodes(client, f"/concerns/{CONCERN.id}")

    plain = page("Ada")
    assert [text for text in PAYLOADS if page(text.replace("\0", "")) != plain] == []
