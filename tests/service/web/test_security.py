from __future__ import annotations

import pytest
from flask import Request, Response
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from service.web.security import HEADERS, STRICT_TRANSPORT, from_own_page, harden, is_https

PAGES = ("/", "/forms/concern", "/healthz", "/nope", "/status", "/sign-in", "/static/style.css", "/openapi.json")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_every_header(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    sent = answer.headers
    answer.close()
    assert {name for name, _ in HEADERS} <= set(sent.keys())
    assert sent["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")


def test_staff_pages_are_never_kept(client: FlaskClient) -> None:
    assert [client.get(path).headers["Cache-Control"] for path in ("/status", "/sign-in")] == ["no-store"] * 2


def test_hsts_is_sent_over_tls_only() -> None:
    assert "Strict-Transport-Security" not in harden(Response(), https=False).headers
    assert harden(Response(), https=True).headers["Strict-Transport-Security"] == STRICT_TRANSPORT


def test_harden_keeps_what_a_page_set_itself() -> None:
    page = Response(headers={"Cache-Control": "max-age=60"})
    assert harden(page, https=False).headers.getlist("Cache-Control") == ["max-age=60"]


@pytest.mark.parametrize(("url", "https"), [("https://a.example", True), ("http://a.example", False), ("", False)])
def test_https_is_read_from_the_base_address(url: str, https: bool) -> None:
    assert is_https(url) is https


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "https://school.example"}, True),
        ({"Origin": "http://localhost"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "https://school.example.evil.example"}, False),
        ({"Origin": "null"}, True),
        ({}, True),
    ],
)
def test_post_from_own_page_is_told_from_others(headers: dict[str, str], own: bool) -> None:
    asked = Request(EnvironBuilder(method="POST", headers=headers.items()).get_environ())
    assert from_own_page(asked, "https://school.example/") is own
